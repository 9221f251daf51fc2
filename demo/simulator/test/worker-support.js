import {afterEach} from 'node:test';
import {createPersistentWorlds} from '../persistent-worlds.js';
import {createWorkerSocket} from '../push/page-end.js';
import {WorkerEnd} from '../push/worker-end.js';
import {ALL_SCOPES} from '../options.js';
import {SipGateway} from '../sip/sip-gateway.js';

/**
 * A page and its simulator in a Service Worker, joined by messages.
 */

const PLATFORM = 'https://demo.test/platform';

export class RealSocket {
  /** @param {string} url */
  constructor(url) { this.url = url; }
}

/** A worker that was ended must keep no timer. */
const scheduleNothing = () => () => {};

/** @type {WebSocket[]} */
let opened = [];
afterEach(() => {
  for (const socket of opened) socket.close();
  opened = [];
});

/** A page and a worker that tests can end. */
export function createPageAndWorker() {
  let now = 0;
  let stored = '';
  /** @type {Set<(event: {data: any}) => void>} */
  const listeners = new Set();
  const page = {postMessage: (data) => { for (const listen of [...listeners]) listen({data}); }};

  function startWorker() {
    const worlds = createPersistentWorlds({
      control: true, prefix: '/platform', scopes: ALL_SCOPES, schedule: scheduleNothing,
      sip: (context, update) => new SipGateway(context, {update}),
      read: async () => stored, write: async (text) => { stored = text; },
    });
    return {worlds, end: new WorkerEnd(worlds, () => now)};
  }
  let worker = startWorker();

  async function receive(/** @type {any} */ message) {
    await worker.end.receive(message, page);
    if (!message.heard) await worker.worlds.store();
  }
  const container = {
    controller: {postMessage: (/** @type {any} */ message) => void receive(message)},
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const WorkerSocket = createWorkerSocket(PLATFORM, container, /** @type {any} */ (RealSocket));

  /** @param {string} method @param {string} path @param {unknown} [body] @param {string} [token] */
  async function send(method, path, body, token) {
    const headers = token ? {authorization: `bearer ${token}`} : {};
    const json = body === undefined ? null : JSON.stringify(body);
    const response = await worker.worlds.fetch(new Request(PLATFORM + path, {method, headers, body: json}));
    return response.json();
  }

  return {
    WorkerSocket, container, listeners, receive, send,
    later(ms) { now += ms; },
    restartWorker() { worker = startWorker(); },

    /** Opens a socket with a ticket, and collects its frames. */
    async open() {
      const {access_token: token} = await send('POST', '/simulator/tokens', {});
      const {uri, ws_access_token: ticket} = await send('POST', '/restapi/oauth/wstoken', undefined, token);
      const socket = new WorkerSocket(`${uri}?access_token=${ticket}`);
      opened.push(socket);
      /** @type {any[]} */
      const frames = [];
      const next = () => new Promise((resolve) => {
        socket.onmessage = ({data}) => resolve(frames.push(JSON.parse(data)));
      });
      await next();
      return {socket, frames, next};
    },
  };
}
