// The simulator as a Service Worker, for the demo without a server. It answers requests to
// `platform/` beside it, and leaves all others to the web host.
import {ALL_SCOPES} from './options.js';
import {createPersistentWorlds} from './persistent-worlds.js';
import {WorkerEnd} from './push/worker-end.js';
import {SipGateway} from './sip/sip-gateway.js';

/**
 * @typedef {{waitUntil: (promise: Promise<unknown>) => void}} LifecycleEvent
 * @typedef {LifecycleEvent & {
 *   request: Request, respondWith: (response: Promise<Response>) => void,
 * }} RequestEvent
 * @typedef {LifecycleEvent & {data: any, source: import('./push/worker-end.js').Page | null}}
 *   PageMessageEvent
 * @typedef {'install' | 'activate'} LifecycleType
 *
 * The part of `ServiceWorkerGlobalScope` that is used here: its own types exclude those of a page.
 * @typedef {object} Worker
 * @property {{scope: string}} registration
 * @property {{claim: () => Promise<void>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {CacheStorage} caches
 * @property {((type: 'fetch', listener: (event: RequestEvent) => void) => void)
 *   & ((type: 'message', listener: (event: PageMessageEvent) => void) => void)
 *   & ((type: LifecycleType, listener: (event: LifecycleEvent) => void) => void)} addEventListener
 */
const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));

const {scope} = worker.registration;
const platformUrl = new URL('platform', scope).href;

/**
 * A cache with one entry: a small text that is always written as a whole. Its name changes with the
 * form of the text.
 */
const STORED_WORLDS_URL = `${platformUrl}/kept-3.json`;
const openCache = () => worker.caches.open(`rc-click-to-call demo ${scope}`);

const worlds = createPersistentWorlds({
  control: true,
  prefix: new URL(platformUrl).pathname,
  redirectUris: [`${scope}*`],
  scopes: ALL_SCOPES,
  sip: (context, update) => new SipGateway(context, {update}),
  read: async () => (await (await openCache()).match(STORED_WORLDS_URL))?.text(),
  write: async (text) => (await openCache()).put(STORED_WORLDS_URL, new Response(text)),
});

const sockets = new WorkerEnd(worlds);

/**
 * @param {import('./push/worker-end.js').FromPage} message
 * @param {import('./push/worker-end.js').Page} page
 */
async function receive(message, page) {
  await sockets.receive(message, page);
  // A line tells many times a second how loud it is, which changes nothing.
  if (!message.heard) await worlds.store();
}

/** Lets pages that are open already use this worker. */
const claimPages = (/** @type {LifecycleEvent} */ event) =>
  event.waitUntil(worker.clients.claim());

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
// The first visit needs no reload.
worker.addEventListener('activate', claimPages);
// A page that was reloaded past its worker (Shift and reload) asks for it by a message. All other
// messages are of sockets, which a worker cannot accept as such, and of the lines of phones.
worker.addEventListener('message', (event) => {
  const {data, source} = event;
  if (data === 'claim' || !source) return claimPages(event);
  event.waitUntil(receive(data, source));
});
worker.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(`${platformUrl}/`)) {
    event.respondWith(worlds.fetch(event.request));
  }
});
