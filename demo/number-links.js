// What the demo adds: which RingCentral, whom a number belongs to, and orders that come in while one reads.
import './sign-in/own.js';

const CONTACTS = {
  '+16505550100': 'Lindqvist Boatyard', '+16505550101': 'Chloé Martin', '+16505550102': 'Ben Okafor',
  '+16505550103': 'Diego Ramos', '+14165550109': 'Emi Tanaka',
};
document.querySelector('rc-number-links').resolveContact = (number) => CONTACTS[number] ?? null;

const rows = document.querySelector('tbody');
let last = 6505550139;

document.querySelector('#more').addEventListener('click', () => {
  last += 1;
  const row = document.createElement('tr');
  const order = Object.assign(document.createElement('th'), {scope: 'row', textContent: `${last} `});
  order.append(Object.assign(document.createElement('span'), {textContent: 'Walk-in'}));
  const phone = Object.assign(document.createElement('td'), {textContent: `(650) 555-01${last % 100}`});
  row.append(order, phone, Object.assign(document.createElement('td'), {textContent: '$40.00'}));
  rows.prepend(row);
});
