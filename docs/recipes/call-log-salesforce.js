// Logs calls as tasks in Salesforce, from a softphone page with Open CTI for Lightning Experience.
// The page has the script opencti_min.js of your Salesforce, and <rc-call-status notes outcomes="…">.
import {logCalls} from './call-log-queue.js';

/** Open CTI answers by a callback. */
const ask = (method, options) => new Promise((resolve, reject) => {
  const callback = ({success, returnValue, errors}) => success
    ? resolve(returnValue)
    : reject(new Error(`${method} has failed.`, {cause: errors}));
  globalThis.sforce.opencti[method]({...options, callback});
});

/** The ids of the records that have the number: a person in WhoId, an account in WhatId. Of several, none is chosen. */
async function relatedTo(number) {
  const {SCREEN_POP_DATA: _, ...records} = await ask('searchAndScreenPop', {
    searchParams: number, callType: globalThis.sforce.opencti.CALL_TYPE.OUTBOUND, deferred: true,
  }) ?? {};
  const only = (...types) => {
    const ids = Object.keys(records).filter((id) => types.includes(records[id].RecordType));
    return ids.length === 1 ? ids[0] : undefined;
  };
  return {WhoId: only('Contact', 'Lead'), WhatId: only('Account')};
}

/** The task of a call whose answer was lost, by the Apex class below. */
const find = async (key) => {
  const methodParams = String(new URLSearchParams({key}));
  const found = await ask('runApex', {apexClass: 'CallLog', methodName: 'find', methodParams});
  return found?.runApex || undefined;
};

logCalls(async ({key, id, isUnsure, call, seconds, note, outcome, details, recording}) => {
  const known = id ?? (isUnsure ? await find(key) : undefined);
  const {code} = call.error ?? {};
  const task = {
    Subject: `Call: ${call.name ?? call.to}`,
    Description: [note, recording && `Recording: ${recording}`].filter(Boolean).join('\n\n'),
    CallDurationInSeconds: seconds,
    CallDisposition: outcome ?? details?.result ?? code ?? call.phase,
  };
  if (known) {
    await ask('saveLog', {value: {Id: known, ...task}});
    return known;
  }
  const created = {
    ...task, ...await relatedTo(call.to).catch(() => ({})), entityApiName: 'Task', TaskSubtype: 'Call', Status: 'Completed', CallType: 'Outbound',
    ActivityDate: new Date(call.startedAt).toLocaleDateString('sv-SE'), // the user's own day: 2026-11-30
    CallObject: key,
  };
  const {recordId} = await ask('saveLog', {value: created});
  return recordId;
});

/* A lost answer of saveLog() leaves open whether there is a task. This Apex class tells (Setup → Apex Classes):

  global with sharing class CallLog {
    webservice static String find(String key) {
      List<Task> tasks = [SELECT Id FROM Task WHERE CallObject = :key LIMIT 1];
      return tasks.isEmpty() ? '' : tasks[0].Id;
    }
  }
*/
