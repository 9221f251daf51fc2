/**
 * The report on what was recorded, as text for an issue.
 *
 * @typedef {import('./record.js').Entry} Entry
 */
import {compareIds, describeId} from './ids.js';
import {pseudonymize} from './pseudonymize.js';

/** @param {any} body */
const sessionIdsIn = (body) => {
  const notified = body?.[1]?.body;
  const ids = [notified?.telephonySessionId, body?.telephonySessionId];
  for (const call of notified?.activeCalls ?? body?.activeCalls ?? []) ids.push(call.telephonySessionId);
  return ids.filter((id) => typeof id === 'string');
};

/** @param {Entry[]} entries The RingOut's id, and those of the sessions that were told of meanwhile. */
export function idsOf(entries) {
  const ringOut = entries.find(({method, path, status}) =>
    method === 'POST' && path?.endsWith('/ring-out') && status === 200);
  const /** @type {any} */ ringOutBody = ringOut?.body;
  const ringOutId = ringOutBody?.id === undefined ? undefined : String(ringOutBody.id);
  const sessionIds = [...new Set(entries.flatMap(({body}) => sessionIdsIn(body)))];
  return {ringOutId, sessionIds};
}

/** @param {Entry[]} entries @returns {string[]} */
function idLines(entries) {
  const {ringOutId, sessionIds} = idsOf(entries);
  if (ringOutId === undefined) return ['- There is no RingOut: RingCentral gave no id.'];
  const ownPath = `/telephony/sessions/${encodeURIComponent(ringOutId)}`;
  const read = entries.filter(({method, path}) => method === 'GET' && path?.endsWith(ownPath));
  const statuses = read.map(({status}) => status).join(', ') || 'not asked';
  return [
    `- The RingOut is ${pseudonymIn(entries, ringOutId)}: ${describeId(ringOutId)}`,
    `- GET of a telephony session with this id, in order: ${statuses}`,
    ...sessionIds.map((id) => `- RingOut and ${pseudonymIn(entries, id)}: ${compareIds(ringOutId, id)}`),
    ...(sessionIds.length === 0 ? ['- No notification and no presence named a telephony session.'] : []),
  ];
}

/** The name of a session in the rest of the report. */
function pseudonymIn(/** @type {Entry[]} */ entries, /** @type {string} */ telephonySessionId) {
  const [, session] = pseudonymize([entries, {telephonySessionId}]);
  return /** @type {any} */ (session).telephonySessionId;
}

/** @param {Entry[]} entries Already pseudonymous. @returns {string[]} */
function requestLines(entries) {
  /** @type {Map<string, {statuses: Set<unknown>, headers: Set<string>}>} */
  const answers = new Map();
  for (const {kind, method, path, status, headers = []} of entries) {
    if (kind !== 'request') continue;
    const request = `${method} ${path}`;
    const answer = answers.get(request) ?? {statuses: new Set(), headers: new Set()};
    answers.set(request, answer);
    answer.statuses.add(status);
    for (const header of headers) answer.headers.add(header);
  }
  return [
    '| request | allowed by the browser | answers | headers that the page may read |',
    '|---|---|---|---|',
    ...[...answers].map(([request, {statuses, headers}]) => {
      const isAllowed = [...statuses].some((status) => status !== 'no answer');
      const allowed = isAllowed ? 'yes' : 'no, or no network';
      return `| ${request} | ${allowed} | ${[...statuses].join(', ')} | ${[...headers].join(', ')} |`;
    }),
  ];
}

/** @param {Entry} entry @returns {string} */
function entryLines({at, kind, method, path, status, type, code, sent, body}) {
  const title = kind === 'socket'
    ? `socket ${type}${code === undefined ? '' : ` (${code})`}`
    : `${method} ${path}: ${status}`;
  const parts = [sent === undefined ? '' : `sent ${JSON.stringify(sent)}`,
    body === undefined ? '' : JSON.stringify(body, null, 1)];
  return [`${at.toFixed(1)} s ${title}`, ...parts.filter(Boolean)].join('\n');
}

/**
 * @param {Entry[]} entries
 * @param {{server: string, browser: string, date: string}} circumstances
 */
export function report(entries, {server, browser, date}) {
  const pseudonymous = pseudonymize(entries);
  return [
    '# What RingCentral answered',
    '',
    `${date}, ${server}, ${browser}`,
    'Tokens and numbers are masked. Equal pseudonyms are equal values.',
    '', '## Ids', '', ...idLines(entries),
    '', '## Requests', '', ...requestLines(pseudonymous),
    '', '## In order', '', '```', ...pseudonymous.map(entryLines), '```', '',
  ].join('\n');
}
