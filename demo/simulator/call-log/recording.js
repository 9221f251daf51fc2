import {htmlPage} from '../authorize.js';

/**
 * The page behind a recording's link. Apps follow it with a token; users of the demo follow it with
 * their browser, which has none.
 *
 * @typedef {import('../exchange.js').Handler} Handler
 * @typedef {import('../exchange.js').RouteContext} RouteContext
 */

/** A sound file of no length: nothing was said. */
const EMPTY_WAV = [
  ...'RIFF', 36, 0, 0, 0, ...'WAVEfmt ', 16, 0, 0, 0, 1, 0, 1, 0, 64, 31, 0, 0, 64, 31, 0, 0, 1, 0, 8, 0,
  ...'data', 0, 0, 0, 0,
].map((one) => typeof one === 'string' ? one.charCodeAt(0) : one);

/** @type {Handler} */
export const recordingHandler = () =>
  new Response(new Uint8Array(EMPTY_WAV), {headers: {'content-type': 'audio/wav'}});

/**
 * A page for users without a token.
 *
 * @param {RouteContext} c
 * @returns {Response | null} null where an app asks.
 */
export function recordingPage(c) {
  const isBrowser = c.req.header('accept')?.includes('text/html');
  if (!isBrowser || c.req.header('authorization')) return null;
  return htmlPage(c.env.simulator, {
    status: 401,
    title: 'A recording',
    body: '<p>RingCentral plays it to users who are signed in there, and to apps with a token: the '
      + 'link has none. Here nothing was recorded, as RingCentral is simulated.</p>',
  });
}
