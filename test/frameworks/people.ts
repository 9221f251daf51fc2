/** Of all the apps beside: whom one can call. */
export const people = [
  {name: 'Anna', phone: '+16505550100'},
  {name: 'Ben', phone: '+16505550101'},
  {name: 'Cleo', phone: '+16505550102'},
];
