const card = document.querySelector('rc-inbound-call');
const logged = new Set();

// Asked once for a number. The CRM searches for both formats, and answers with [{id, name, company}, …].
card.resolveContact = async (number, {signal, national}) => {
  const response = await fetch(`/api/contacts?${new URLSearchParams({phone: number, national})}`, {signal});
  if (!response.ok) throw new Error('The CRM has no answer just now.');
  const contacts = await response.json();
  return contacts.map(({id, name, company}) => ({id: String(id), name, detail: company}));
};

document.addEventListener('rc-inbound-change', ({detail: {inbound, contacts, primary}}) => {
  const {key, phase} = inbound;
  if (phase === 'answered') openContact(key, contacts);
  if (phase === 'ended' || phase === 'missed') log(inbound, contacts, primary);
});

/** All tabs hear of the end, and one of them logs it. */
async function log(inbound, contacts, primary) {
  if (logged.has(inbound.key)) return; // The event fires again once the lookup has ended.
  logged.add(inbound.key);
  if (!primary) return;
  const body = JSON.stringify({...inbound, contacts: contacts?.map(({id}) => id) ?? []});
  const request = {method: 'POST', headers: {'Content-Type': 'application/json'}, body, keepalive: true};
  const {ok} = await fetch('/api/calls', request).catch(() => ({ok: false}));
  if (!ok) console.warn('The CRM has not logged the call.');
}

/** Opens the one contact that matches, in a tab that the user sees, once for a call. */
function openContact(key, contacts) {
  if (!('openOnAnswer' in card.dataset) || contacts?.length !== 1) return;
  if (document.visibilityState !== 'visible' || localStorage.getItem('opened-for') === key) return;
  localStorage.setItem('opened-for', key);
  location.assign(`/contacts/${encodeURIComponent(contacts[0].id)}`);
}
