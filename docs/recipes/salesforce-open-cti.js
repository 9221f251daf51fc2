// A softphone page in Salesforce: the card names the caller, and the record opens when the user answers.
// The page has the script opencti_min.js of your Salesforce (Lightning Experience), and
//   <rc-session …></rc-session> <rc-click-to-call></rc-click-to-call>
//   <rc-inbound-call target="_blank" contact-url="https://YOUR-DOMAIN.lightning.force.com/lightning/r/{id}/view">
const card = document.querySelector('rc-inbound-call');
const button = document.querySelector('rc-click-to-call');
const formats = new Map(); // number → the format in which Salesforce has it
const steps = new Set(); // key and phase
const report = (error) => console.warn('Salesforce:', error);

/** Open CTI answers by a callback. */
const ask = (method, options = {}) => new Promise((resolve, reject) => {
  const callback = ({success, returnValue, errors}) => success
    ? resolve(returnValue)
    : reject(new Error(`${method} has failed.`, {cause: errors}));
  globalThis.sforce.opencti[method]({...options, callback});
});

/** `deferred`: nothing opens. Otherwise the softphone layout says which page opens for these matches. */
const search = async (searchParams, options) => ask('searchAndScreenPop', {
  searchParams, callType: globalThis.sforce.opencti.CALL_TYPE.INBOUND, ...options,
});

// Salesforce has a number as somebody has written it: in the national format, more often than not.
card.resolveContact = async (number, {signal, national}) => {
  for (const format of [number, national]) {
    const {SCREEN_POP_DATA: _, ...records} = await search(format, {deferred: true}) ?? {};
    signal.throwIfAborted();
    if (Object.keys(records).length === 0) continue;
    formats.set(number, format);
    return Object.entries(records).map(([id, {Name, RecordType}]) => ({id, name: Name ?? id, detail: RecordType}));
  }
  return null;
};

/** One match opens. Of several, the user chooses in Salesforce; for none, the form of a new one has the number. */
async function open(number, contacts) {
  const {SOBJECT: type} = globalThis.sforce.opencti.SCREENPOP_TYPE;
  if (contacts?.length === 1) return ask('screenPop', {type, params: {recordId: contacts[0].id}});
  return search(formats.get(number) ?? number, {deferred: false, defaultFieldValues: {Phone: number}});
}

document.addEventListener('rc-inbound-change', ({detail: {inbound, contacts, primary}}) => {
  const {key, phase, from} = inbound;
  if (steps.has(`${key} ${phase}`)) return; // The event fires again once the lookup has ended.
  steps.add(`${key} ${phase}`);
  if (!primary) return;
  if (phase === 'ringing') ask('setSoftphonePanelVisibility', {visible: true}).catch(report);
  if (phase === 'answered' && from) open(from, contacts).catch(report);
});

card.addEventListener('rc-inbound-open', (event) => {
  const {url, inbound: {from}, contact} = event.detail;
  if (!contact && !from) return; // The link opens.
  event.preventDefault();
  open(from, contact && [contact]).catch(() => window.open(url, '_blank', 'noopener'));
});

// A click on a number in Salesforce calls it.
ask('enableClickToDial').catch(report);
globalThis.sforce?.opencti.onClickToDial({listener({number, recordName}) {
  Object.assign(button, {to: String(number), name: recordName ?? ''});
  button.call().catch(() => {}); // The button says why not.
}});
