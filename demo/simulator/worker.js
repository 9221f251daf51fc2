// The simulator as a Service Worker, for the demo without a server: it answers what is asked under `platform/` beside
// it, and leaves everything else to the web host.
import {createKeptWorlds} from './keep.js';

/**
 * @typedef {{waitUntil: (promise: Promise<unknown>) => void}} Lasting
 * @typedef {Lasting & {request: Request, respondWith: (response: Promise<Response>) => void}} Fetching
 * @typedef {object} Worker Of `ServiceWorkerGlobalScope`, whose types and those of a page exclude each other.
 * @property {{scope: string}} registration
 * @property {{claim: () => Promise<void>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {CacheStorage} caches
 * @property {((type: 'fetch', listener: (event: Fetching) => void) => void)
 *   & ((type: 'install' | 'activate' | 'message', listener: (event: Lasting) => void) => void)} addEventListener
 */
const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));

const {scope} = worker.registration;
const platform = new URL('platform', scope).href;

/** A cache of one entry: a small text, written whole. */
const KEPT = `${platform}/kept.json`;
const cache = () => worker.caches.open(`rc-click-to-call demo ${scope}`);

const worlds = createKeptWorlds({
  control: true,
  prefix: new URL(platform).pathname,
  redirectUris: [`${scope}*`],
  read: async () => (await (await cache()).match(KEPT))?.text(),
  write: async (text) => (await cache()).put(KEPT, new Response(text)),
});

const claim = (/** @type {Lasting} */ event) => event.waitUntil(worker.clients.claim());

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
// The first visit needs no reload …
worker.addEventListener('activate', claim);
// … and neither does a page that was reloaded past its worker (Shift and reload), which asks for it.
worker.addEventListener('message', claim);
worker.addEventListener('fetch', (event) => {
  if (event.request.url.startsWith(`${platform}/`)) event.respondWith(worlds.fetch(event.request));
});
