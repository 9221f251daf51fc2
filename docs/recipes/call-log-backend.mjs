// The page's own backend for call-log.js: PUT /api/call-log/{key}, for Node. `save` logs the call in a CRM.
import {text} from 'node:stream/consumers';

const MAX_BYTES = 20_000;
const REMEMBERED_MS = 3_600_000;

class BadRequest extends Error {}

async function read(request) {
  // A page of another site would have to ask before it sends JSON, and gets no permission.
  if (!request.headers['content-type']?.startsWith('application/json')) throw new BadRequest();
  if (!(Number(request.headers['content-length']) <= MAX_BYTES)) throw new BadRequest();
  try {
    const {call, seconds, note, outcome, details, recording, revision} = JSON.parse(await text(request));
    const {to, from, callerId, name, phase, error, startedAt} = call;
    if (!/^\+\d{3,15}$/.test(to) || !Number.isFinite(startedAt)) throw new BadRequest();
    return {
      call: {to, from, callerId, name: name && String(name), phase, code: error?.code, startedAt},
      seconds: Number(seconds) || 0, note: String(note ?? ''), outcome: outcome && String(outcome),
      recording: /^https:/.test(recording) ? String(recording) : undefined,
      result: details?.result, revision: Number(revision),
    };
  } catch {
    throw new BadRequest();
  }
}

/**
 * `userOf(request)`: the id of the user whose session at your site this is, or null.
 * `save(key, entry)` creates the CRM's entry of a call, or updates it.
 */
export function callLog({save, userOf}) {
  const calls = new Map(); // key → {revision: the latest saved one, last: promise of the latest request's end}

  return async (request, response) => {
    try {
      const user = await userOf(request);
      if (!user) return void response.writeHead(401).end();
      const entry = await read(request);
      // Users cannot reach the calls of others.
      const key = `${user}:${decodeURIComponent(request.url.split('/').at(-1))}`;
      const call = calls.get(key) ?? {revision: 0, last: Promise.resolve()};
      calls.set(key, call);
      setTimeout(() => calls.delete(key), REMEMBERED_MS).unref();
      const saving = call.last.then(async () => {
        if (entry.revision < call.revision) return; // It was long under way, and must not undo a later one.
        await save(key, entry);
        call.revision = entry.revision;
      });
      call.last = saving.catch(() => {});
      await saving;
      response.writeHead(204).end();
    } catch (error) {
      const isBad = error instanceof BadRequest;
      if (!isBad) console.error('A call is not logged:', error.message);
      response.writeHead(isBad ? 400 : 502).end(); // After a 502 the page sends it again.
    }
  };
}

/** Text as HTML, since CRMs show notes as HTML. */
export const asHtml = (words) => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt()};`).replaceAll('\n', '<br>');
