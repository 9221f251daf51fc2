import {ALL_SCOPES} from '../options.js';
import {createFixture} from './support.js';

/**
 * A simulator whose call log can be read at any time.
 *
 * @param {Parameters<typeof createFixture>[0]} [setup]
 */
export function createLogFixture(setup) {
  const fixture = createFixture({scopes: ALL_SCOPES, limits: {heavy: null, light: null}, ...setup});
  const {expectStatus, simulator} = fixture;
  const readLog = async (query = 'view=Detailed') =>
    (await expectStatus(200, 'GET', `/call-log?${query}`)).records;
  return {
    ...fixture, readLog,
    pass: (/** @type {number} */ seconds) => simulator.advance(seconds * 1000),
    /** The records of the call's own telephony session. */
    readRecords: (/** @type {string} */ id) =>
      readLog(`view=Detailed&telephonySessionId=${encodeURIComponent(id)}`),
  };
}

/** A record as `result duration`, then its legs likewise, with the part of the type that differs. */
export function recordText(/** @type {any} */ {result, duration, legs = []}) {
  const legTexts = legs.map((/** @type {any} */ leg) =>
    `${leg.legType.replace('RingOutClientTo', '')} ${leg.result} ${leg.duration}`);
  return [`${result} ${duration}`, ...legTexts].join(', ');
}
