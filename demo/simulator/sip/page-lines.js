import {createLineHost} from './line-host.js';

/**
 * The page's end of calls whose simulator is in a Service Worker: a worker has no audio, so the
 * page that is the phone brings the other end of the line as well.
 *
 * @typedef {object} WorkerContainer The used part of `ServiceWorkerContainer`.
 * @property {{postMessage: (message: any) => void} | null} controller
 * @property {(type: 'message', listener: (event: {data: any}) => void) => void} addEventListener
 */

const REPORT_MS = 200;

/** Loaded with the first call. @type {import('./audio.js').OpenFarEnd} */
const openOwnFarEnd = async (onLost) =>
  (await import('./page-audio.js')).openPageFarEnd(onLost);

/** @param {WorkerContainer} container */
export function serveLines(container, openFarEnd = openOwnFarEnd) {
  const handle = createLineHost(openFarEnd,
    (message) => container.controller?.postMessage(message), REPORT_MS);
  container.addEventListener('message', ({data}) => {
    if (data?.line !== undefined) void handle(data);
  });
}
