// Logs calls in HubSpot, on your own backend: the token may not be in a page. `save` is for call-log-backend.mjs.
// HUBSPOT_TOKEN: of a private app that may read contacts, and read and write calls.
// Create the property rc_call_key of calls once: single-line text, with unique values. HubSpot then creates a call
// by its key, or updates it, so that an answer that is lost on the way doubles nothing.
import {asHtml} from './call-log-backend.mjs';

const KEY = 'rc_call_key';
const STATUSES = {ended: 'COMPLETED', canceled: 'CANCELED', failed: 'FAILED'};
const STATUSES_BY_CODE = {busy: 'BUSY', 'no-answer': 'NO_ANSWER'};
/** RingCentral's record says of an unconfirmed call whether it took place. */
const STATUSES_BY_RESULT = {'Call connected': 'COMPLETED', Busy: 'BUSY', 'No Answer': 'NO_ANSWER'};
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function ask(method, path, body) {
  const response = await fetch(`${process.env.HUBSPOT_API ?? 'https://api.hubapi.com'}${path}`, {
    method, signal: AbortSignal.timeout(10_000), body: body && JSON.stringify(body),
    headers: {Authorization: `Bearer ${process.env.HUBSPOT_TOKEN}`, 'Content-Type': 'application/json'},
  });
  if (!response.ok) throw new Error(`HubSpot's answer to ${method} ${path} is ${response.status}.`);
  return response.json();
}

const statusOf = ({phase, code}, result) =>
  phase === 'unconfirmed' ? STATUSES_BY_RESULT[result] : STATUSES_BY_CODE[code] ?? STATUSES[phase];

/** The outcomes of the page are HubSpot's: their value is the id of the outcome. HubSpot refuses others. */
function propertiesOf({call, seconds, note, outcome, result, recording}) {
  const isDisposition = GUID.test(outcome);
  return {
    hs_timestamp: call.startedAt,
    hs_call_title: `Call with ${call.name ?? call.to}`,
    hs_call_body: asHtml([!isDisposition && outcome, note].filter(Boolean).join('\n')),
    hs_call_direction: 'OUTBOUND',
    hs_call_duration: seconds * 1000, // ms
    hs_call_from_number: call.callerId ?? call.from ?? '',
    hs_call_to_number: call.to,
    hs_call_status: statusOf(call, result) ?? '',
    hs_call_disposition: isDisposition ? outcome : '',
    hs_call_recording_url: recording ?? '',
  };
}

/** The one contact with this number, as your contacts have it. */
async function contactWith(number) {
  const {results} = await ask('POST', '/crm/v3/objects/contacts/search', {
    filterGroups: ['phone', 'mobilephone'].map((name) => ({filters: [{propertyName: name, operator: 'EQ', value: number}]})),
    limit: 2,
  });
  return results.length === 1 ? results[0].id : undefined;
}

export async function save(key, entry) {
  const {results} = await ask('POST', '/crm/v3/objects/calls/batch/upsert', {
    inputs: [{idProperty: KEY, id: key, properties: propertiesOf(entry)}],
  });
  const contact = await contactWith(entry.call.to);
  if (contact) await ask('PUT', `/crm/v4/objects/calls/${results[0].id}/associations/default/contacts/${contact}`);
}
