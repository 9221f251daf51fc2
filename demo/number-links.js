// Makes a demo of the page: RingCentral, the names of some contacts, and new orders on a click.
import './sign-in/own.js';

const CONTACTS = {
  '+16505550100': 'Lindqvist Boatyard', '+16505550101': 'Chloé Martin', '+16505550102': 'Ben Okafor',
  '+16505550103': 'Diego Ramos', '+14165550109': 'Emi Tanaka',
};
document.querySelector('rc-number-links').resolveContact = (number) => CONTACTS[number] ?? null;

const orderRows = document.querySelector('tbody');
let lastOrder = 6505550139;

const createElement = (tag, properties) => Object.assign(document.createElement(tag), properties);

document.querySelector('#more').addEventListener('click', () => {
  lastOrder += 1;
  const order = createElement('th', {scope: 'row', textContent: `${lastOrder} `});
  order.append(createElement('span', {textContent: 'Walk-in'}));
  const phone = createElement('td', {textContent: `(650) 555-01${lastOrder % 100}`});
  const total = createElement('td', {textContent: '$40.00'});
  const row = document.createElement('tr');
  row.append(order, phone, total);
  orderRows.prepend(row);
});
