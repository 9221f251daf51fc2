// The people who can be called. The scenario of a number decides the outcome of a call to it.

export const people = [
  {name: 'Ann', number: '+16505550101', about: 'answers, and talks for long'},
  {name: 'Bob', number: '+16505550102', about: 'is busy'},
  {name: 'Cid', number: '+16505550106', about: 'would be called, if your own phone were answered'},
  {name: 'Eli', number: '+16505550103', about: 'does not answer'},
  {name: 'Dee', number: '+442079460100', about: 'lives abroad, answers, and talks for ten seconds'},
];

export const numberOf = (name) => people.find((person) => person.name === name)?.number;
export const nameOf = (number) => people.find((person) => person.number === number)?.name ?? number;

/** The people that a text names. */
export const namedIn = (text) => people.filter(({name}) => new RegExp(`\\b${name}\\b`).test(text)).map(({name}) => name);

/** The user's own phones, as the simulator lists them. */
export const phones = ['+16505550150', '+16505550151', '+16505550152'];
