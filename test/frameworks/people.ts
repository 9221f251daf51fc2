/** People to call, for all sample apps. */
export const people = [
  {name: 'Anna', phone: '+16505550100'},
  {name: 'Ben', phone: '+16505550101'},
  {name: 'Cleo', phone: '+16505550102'},
];
