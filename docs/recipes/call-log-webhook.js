// Sends calls to a webhook by beacons, which leave even while the page closes. A beacon has no answer: what the webhook
// refuses is lost. Where its answers can be read, fetch() is better, as in call-log.js.
import {logCalls} from './call-log-queue.js';

const WEBHOOK = '/hooks/calls'; // or an address of another site

logCalls(async ({key, revision, call, seconds, note, outcome, details, recording}) => {
  if (!navigator.onLine) throw new Error('There is no network.'); // The browser would take the beacon, and lose it.
  // The receiver ignores an `id` that it has had. All that concerns one call has one `key`.
  const message = {id: `${key}/${revision}`, key, call, seconds, note, outcome, details, recording};
  // For JSON as its type, another site would have to give permission before.
  const body = new Blob([JSON.stringify(message)], {type: 'text/plain;charset=UTF-8'});
  // The browser takes 64 kB at once, over all beacons that are under way.
  if (!navigator.sendBeacon(WEBHOOK, body)) throw new Error('The browser takes no beacon just now.');
});
