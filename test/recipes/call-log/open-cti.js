// A stand-in of Salesforce's Open CTI for Lightning Experience. Its tasks are with the test's server, as those of one Salesforce.
// `globalThis.host.fault`, of the next saveLog(): `error`, `throws`, `lost` (done, without an answer), `never`.
const RECORDS = {
  '+16505550142': {'003000000000001': {RecordType: 'Contact', Name: 'Anna Berg'}, '001000000000003': {RecordType: 'Account', Name: 'Berg Bikes'}},
};
const FIELDS = new Set([
  'Id', 'entityApiName', 'Subject', 'Description', 'CallDurationInSeconds', 'CallDisposition', 'WhoId', 'WhatId', 'TaskSubtype', 'Status',
  'CallType', 'ActivityDate', 'CallObject',
]);

const host = globalThis.host = {fault: '', problems: []};
const send = async (path, body) => (await fetch(path, {method: 'POST', body: JSON.stringify(body), keepalive: true})).json();

const METHODS = {
  searchAndScreenPop({searchParams, callType, deferred}) {
    if (callType !== 'OUTBOUND' || !deferred) host.problems.push(`search: ${callType} ${deferred}`);
    return {...RECORDS[searchParams], SCREEN_POP_DATA: {}};
  },
  runApex: ({apexClass, methodName, methodParams}) => send('/apex', {apexClass, methodName, methodParams}),
  async saveLog({value}) {
    for (const name of Object.keys(value)) if (!FIELDS.has(name)) host.problems.push(`There is no field ${name}.`);
    if (Boolean(value.Id) === Boolean(value.entityApiName)) host.problems.push('A record has to have an id, or a type.');
    return send('/tasks', value);
  },
};

const method = (name) => ({callback, ...options}) => {
  const fault = name === 'saveLog' ? host.fault : '';
  if (name === 'saveLog') host.fault = '';
  if (fault === 'throws') throw new Error('Salesforce is broken.');
  if (fault === 'never') return;
  if (fault === 'error') return void setTimeout(callback, 0, {success: false, returnValue: null, errors: [{code: 'SERVER_ERROR'}]});
  void Promise.resolve(METHODS[name](options)).then((returnValue) => {
    if (fault !== 'lost') callback({success: true, returnValue, errors: null});
  });
};

globalThis.sforce = {opencti: {
  CALL_TYPE: {INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND', INTERNAL: 'INTERNAL'},
  ...Object.fromEntries(Object.keys(METHODS).map((name) => [name, method(name)])),
}};
