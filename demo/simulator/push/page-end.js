import {createStandInSocket} from './stand-in-socket.js';

/**
 * The page's end of sockets to a simulator in a Service Worker: no worker can accept a socket, but
 * it can exchange messages with its pages.
 *
 * @typedef {import('./connection.js').Transport} Transport
 * @typedef {import('./worker-end.js').ToPage} ToPage
 * @typedef {import('./worker-end.js').ToWorker} ToWorker
 *
 * @typedef {object} WorkerContainer The used part of `ServiceWorkerContainer`.
 * @property {{postMessage: (message: ToWorker) => void} | null} controller
 * @property {(type: 'message', listener: (event: {data: any}) => void) => void} addEventListener
 * @property {(type: 'message', listener: (event: {data: any}) => void) => void} removeEventListener
 */

/** Browsers end a worker that has heard of nothing for half a minute. */
const SIGN_OF_LIFE_MS = 10_000;

/**
 * @param {WorkerContainer} container
 * @param {URL} url
 * @param {Transport} transport
 */
function connectToWorker(container, url, transport) {
  const socket = crypto.randomUUID();
  const post = (/** @type {Omit<ToWorker, 'socket'>} */ message) =>
    container.controller?.postMessage({socket, ...message});
  const interval = setInterval(() => post({}), SIGN_OF_LIFE_MS);

  function stop() {
    clearInterval(interval);
    container.removeEventListener('message', listen);
  }

  /** @param {{data: ToPage | null}} event */
  function listen({data}) {
    if (data?.socket !== socket) return;
    if (data.text !== undefined) return transport.send(data.text);
    stop();
    transport.close(data.code ?? 1006, data.reason);
  }

  container.addEventListener('message', listen);
  post({url: url.href});
  return {
    receive: (/** @type {string} */ text) => post({text}),
    lost() {
      stop();
      post({isClosed: true});
    },
  };
}

/**
 * A `WebSocket` whose sockets to one platform are messages to the Service Worker that simulates it.
 * All others are real.
 *
 * @param {string} platformUrl
 * @param {WorkerContainer} container
 * @param {typeof WebSocket} RealSocket
 * @returns {typeof WebSocket}
 */
export function createWorkerSocket(platformUrl, container, RealSocket) {
  const WorkerSocket = createStandInSocket({
    connect: (url, transport) => connectToWorker(container, url, transport),
  });
  const base = platformUrl.replace(/^http/, 'ws');
  return new Proxy(RealSocket, {
    construct: (target, [url, ...more]) =>
      String(url).startsWith(base) ? new WorkerSocket(url, ...more) : new target(url, ...more),
  });
}
