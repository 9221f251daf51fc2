// The page's contacts: who has a number, and how the page opens a contact or searches for a caller.
// Your own page asks its server in place of its table.

const search = document.querySelector('#search');
const rows = [...document.querySelectorAll('tr[data-phone]')];

const idOf = (row) => row.id.replace('contact-', '');
const phonesOf = (row) => row.dataset.phone.split(' ');
const nameOf = ({cells: [cell]}) => cell.firstChild.data.trim();
const digitsOf = (text) => text.replace(/\D/g, '');

function contactOf(row) {
  const company = row.querySelector('th span').textContent;
  return {id: idOf(row), name: nameOf(row), detail: company};
}

/** Shows the customers whose name, company or number has the text in it. */
function showMatches(text) {
  const words = text.trim().toLowerCase();
  const digits = digitsOf(text);
  let count = 0;
  for (const row of rows) {
    const isNamed = row.cells[0].textContent.toLowerCase().includes(words);
    const isNumbered = digits !== '' && phonesOf(row).some((phone) => phone.includes(digits));
    row.hidden = !isNamed && !isNumbered;
    if (!row.hidden) count++;
  }
  document.querySelector('#none-found').textContent = count > 0
    ? ''
    : `None of your customers matches ${text.trim()}.`;
}

function searchFor(text) {
  search.value = text;
  showMatches(text);
}

/** Scrolls to the contact's row, marks it, and moves the focus to it. */
function openContact(id) {
  const opened = rows.find((row) => idOf(row) === id);
  if (!opened) return;
  searchFor('');
  for (const row of rows) row.toggleAttribute('data-opened', row === opened);
  opened.scrollIntoView({block: 'center'});
  opened.focus({preventScroll: true});
}

/** Opens what the address asks for: `?contact=anna`, or `?search=+16505550100`. */
function openFromAddress(address) {
  const {searchParams} = new URL(address);
  if (searchParams.has('contact')) return openContact(searchParams.get('contact'));
  if (!searchParams.has('search')) return;
  searchFor(searchParams.get('search'));
  search.scrollIntoView({block: 'center'});
  search.focus({preventScroll: true});
}

document.querySelector('rc-inbound-call').resolveContact = (number) =>
  rows.filter((row) => phonesOf(row).includes(number)).map(contactOf);

// Opens the record without leaving the page. The address stays: it is a link that can be shared.
document.addEventListener('rc-inbound-open', (event) => {
  event.preventDefault();
  history.replaceState(null, '', event.detail.url);
  openFromAddress(event.detail.url);
});

search.addEventListener('input', () => showMatches(search.value));
search.form.addEventListener('submit', (event) => event.preventDefault());
if (location.search) openFromAddress(location.href);
