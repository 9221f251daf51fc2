// A stand-in of Salesforce's Open CTI for Lightning Experience. `globalThis.host`: what a test sets.
const RECORDS = [
  {id: '003000000000001', RecordType: 'Contact', Name: 'Anna Berg', phone: '(650) 555-0142'},
  {id: '003000000000002', RecordType: 'Contact', Name: 'Ben Okafor', phone: '+16505550143'},
  {id: '001000000000003', RecordType: 'Account', Name: 'Berg Bikes', phone: '+16505550143'},
];

const host = globalThis.host = {told: [], problems: [], failing: [], broken: [], dialed: [], ...globalThis.hostOptions};

const TYPES = {SOBJECT: 'SOBJECT', SEARCH: 'SEARCH', NEW_RECORD_MODAL: 'NEW_RECORD_MODAL'};

function search({searchParams, callType, deferred, defaultFieldValues}) {
  if (callType !== 'INBOUND' || typeof searchParams !== 'string') host.problems.push(`search for ${searchParams} ${callType}`);
  const records = RECORDS.filter(({phone}) => phone === searchParams);
  const [first] = records;
  let page = {type: TYPES.SEARCH, params: {searchString: searchParams}};
  if (records.length === 0) page = {type: TYPES.NEW_RECORD_MODAL, params: {entityName: 'Contact'}, defaultFieldValues};
  if (records.length === 1) page = {type: TYPES.SOBJECT, params: {recordId: first.id}};
  const found = Object.fromEntries(records.map(({id, RecordType, Name}) => [id, {RecordType, Name}]));
  return deferred ? {...found, SCREEN_POP_DATA: page} : found;
}

function pop({type, params}) {
  if (type !== TYPES.SOBJECT || !params.recordId) host.problems.push(`pop of ${type}`);
  return null;
}

const METHODS = {
  searchAndScreenPop: search,
  screenPop: pop,
  setSoftphonePanelVisibility: () => null,
  enableClickToDial: () => null,
};

/** Each method answers later, by its callback, which gets errors rather than an exception. */
const method = (name) => ({callback, ...options}) => {
  if (host.broken.includes(name)) throw new Error(`Salesforce is broken: ${name}.`);
  host.told.push([name, options]);
  const fails = host.failing.includes(name);
  const answer = fails
    ? {success: false, returnValue: null, errors: [{code: 'SERVER_ERROR', description: 'There is no answer.'}]}
    : {success: true, returnValue: METHODS[name](options), errors: null};
  const give = () => setTimeout(() => callback?.(answer));
  if (host.holds?.includes(name)) host.give = give;
  else give();
};

globalThis.sforce = {
  opencti: {
    CALL_TYPE: {INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND', INTERNAL: 'INTERNAL'},
    SCREENPOP_TYPE: TYPES,
    ...Object.fromEntries(Object.keys(METHODS).map((name) => [name, method(name)])),
    onClickToDial: ({listener}) => { host.dial = listener; },
  },
};

/** A call button that records what it calls. */
customElements.define('rc-click-to-call', class extends HTMLElement {
  async call() {
    host.dialed.push([this.to, this.name]);
    if (host.broken.includes('call')) throw new Error('The call is refused.');
  }
});
