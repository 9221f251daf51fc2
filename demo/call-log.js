// The page's call log, written from the events alone: who was called, how it went, what was noted.
// Your own page sends the same to its server in place of the browser's storage.
import {createElement} from './create-element.js';
import {formatNational} from './format.js';

const MAX_ROWS = 50;

/**
 * Each event writes a part of the call's row, an entry of its own, so that two tabs never overwrite
 * each other. Written twice, it is the same row still.
 */
const PARTS = {'rc-call-end': 'end', 'rc-call-note': 'note', 'rc-call-details': 'details'};
const PREFIX = 'harbor-supply/calls/';

const list = document.querySelector('#call-log');
const clearButton = document.querySelector('#clear-calls');

/** The rows, newest first: of each call what its events have told so far. */
function readRows() {
  const rows = new Map();
  for (const entry of Object.keys(localStorage)) {
    if (!entry.startsWith(PREFIX)) continue;
    const [part, key] = entry.slice(PREFIX.length).split('/');
    const {call, ...facts} = JSON.parse(localStorage.getItem(entry));
    const row = rows.get(key) ?? {key};
    // A note that was saved during the talk knows an earlier state of the call.
    const isNewest = !row.call || part === 'end';
    rows.set(key, {...row, ...(isNewest && {call}), [part]: facts});
  }
  return [...rows.values()].sort((one, other) => other.call.startedAt - one.call.startedAt);
}

function forget(rows) {
  for (const {key} of rows) {
    for (const part of Object.values(PARTS)) localStorage.removeItem(`${PREFIX}${part}/${key}`);
  }
}

/** `75` → "1:15". */
function formatDuration(seconds) {
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`;
}

function formatTime(epochMs) {
  const date = new Date(epochMs);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString('en', {hour: 'numeric', minute: '2-digit'})
    : date.toLocaleDateString('en', {day: 'numeric', month: 'short'});
}

const PHASES = {
  ended: 'Completed', canceled: 'Canceled', failed: 'Not connected', unconfirmed: 'Not confirmed',
};

/** How the call went: in RingCentral's words once they are there, in ours until then. */
const resultOf = ({call, details}) => details?.details.result ?? PHASES[call.phase] ?? 'In progress';

/** Seconds of talk, from RingCentral's record if there is one. Absent if the parties did not talk. */
function talkOf({call, details}) {
  const callee = details?.details.legs.find(({leg}) => leg === 'callee');
  if (callee) return callee.duration || undefined;
  return call.connectedAt && call.endedAt ? (call.endedAt - call.connectedAt) / 1000 : undefined;
}

/** A link to what RingCentral recorded. It asks for a session of its own: no token is in it. */
function recordingLink({details}) {
  const recording = details?.details.recording;
  if (!recording) return [];
  return [createElement('a', {href: recording.contentUri, target: '_blank', rel: 'noreferrer'}, 'Recording')];
}

function rowItem(row) {
  const {call, note} = row;
  const talk = talkOf(row);
  const facts = [resultOf(row), talk !== undefined && `${formatDuration(talk)} min`].filter(Boolean);
  const item = createElement('li', {},
    createElement('time', {dateTime: new Date(call.startedAt).toISOString(), dir: 'auto'},
      formatTime(call.startedAt)),
    createElement('div', {className: 'who'},
      createElement('strong', {dir: 'auto'}, call.name ?? formatNational(call.to)),
      ...(call.name ? [' ', createElement('bdi', {}, formatNational(call.to))] : [])),
    createElement('div', {className: 'facts'},
      ...(note?.outcome ? [createElement('b', {}, note.outcome)] : []),
      createElement('span', {}, facts.join(' · ')),
      ...recordingLink(row)));
  if (note?.note) item.append(createElement('p', {dir: 'auto'}, note.note));
  item.dataset.key = row.key;
  return item;
}

function show() {
  const rows = readRows();
  forget(rows.splice(MAX_ROWS));
  list.replaceChildren(...rows.map(rowItem));
  clearButton.hidden = rows.length === 0;
}

for (const [type, part] of Object.entries(PARTS)) {
  document.addEventListener(type, ({detail: {primary, ...facts}}) => {
    // Every tab hears of every call; one of them writes.
    if (!primary) return;
    localStorage.setItem(`${PREFIX}${part}/${facts.call.key}`, JSON.stringify(facts));
    show();
  });
}
// Another tab has written.
addEventListener('storage', show);
clearButton.addEventListener('click', () => {
  forget(readRows());
  show();
  list.focus();
});
show();
