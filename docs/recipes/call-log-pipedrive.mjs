// Logs calls as activities in Pipedrive, on your own backend: the token may not be in a page.
// PIPEDRIVE_TOKEN: the API token of a user. `pipedrive(ids)` is the `save` for call-log-backend.mjs.
// Pipedrive creates an activity for each request, so the backend has to know which calls are there. `ids` is a table of
// your database: get(key) and set(key, value), which may return promises.
import {asHtml} from './call-log-backend.mjs';

const RESULTS = {ended: 'Talked', canceled: 'Canceled', failed: 'Not reached', unconfirmed: 'Not known'};

async function ask(method, path, body) {
  const response = await fetch(`${process.env.PIPEDRIVE_API ?? 'https://api.pipedrive.com/api/v2'}${path}`, {
    method, signal: AbortSignal.timeout(10_000), body: body && JSON.stringify(body),
    headers: {'x-api-token': process.env.PIPEDRIVE_TOKEN, 'Content-Type': 'application/json'},
  });
  if (!response.ok) throw new Error(`Pipedrive's answer to ${method} ${path.split('?')[0]} is ${response.status}.`);
  return (await response.json()).data;
}

const twoDigits = (number) => String(Math.floor(number)).padStart(2, '0');
/** Whole minutes, at least one: Pipedrive has no seconds. */
function durationOf(seconds) {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return `${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

function activityOf(key, {call, seconds, note, outcome, recording}) {
  const [date, time] = new Date(call.startedAt).toISOString().split('T');
  const lines = [outcome ?? RESULTS[call.phase], note, `${call.to}, ${seconds} s`].filter(Boolean).map(asHtml);
  if (recording) lines.push(`<a href="${asHtml(recording)}">Recording</a>`);
  return {
    subject: `Call with ${call.name ?? call.to}`, type: 'call', done: true, due_date: date, due_time: time.slice(0, 5),
    duration: durationOf(seconds), note: [...lines, markOf(key)].join('<br>'),
  };
}

/** In the note of its activity, a call is found again. */
const markOf = (key) => `<small>Call ${asHtml(key)}</small>`;

async function find(key, {startedAt}) {
  const since = new Date(startedAt).toISOString().replace(/\.\d+/, '');
  const activities = await ask('GET', `/activities?done=true&updated_since=${since}&limit=500`);
  return activities.find(({note}) => note?.includes(markOf(key)))?.id;
}

/** The one person with this number. */
async function personWith(number) {
  const {items} = await ask('GET', `/persons/search?fields=phone&exact_match=true&limit=2&term=${encodeURIComponent(number)}`);
  return items.length === 1 ? items[0].item.id : undefined;
}

export const pipedrive = (ids) => async (key, entry) => {
  const known = await ids.get(key);
  // An empty id: the answer to an earlier request was lost, so Pipedrive may have the call.
  const id = known === '' ? await find(key, entry.call) : known;
  const activity = activityOf(key, entry);
  if (id) {
    await ask('PATCH', `/activities/${id}`, activity);
    if (!known) await ids.set(key, id);
    return;
  }
  const person = await personWith(entry.call.to);
  if (person) activity.participants = [{person_id: person, primary: true}];
  await ids.set(key, '');
  const created = await ask('POST', '/activities', activity);
  await ids.set(key, created.id);
};
