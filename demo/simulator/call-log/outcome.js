import {scenarioOfCall} from '../calls.js';

/**
 * The result of a call as the call log shows it.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 *
 * @typedef {object} LogOutcome
 * @property {number} delay Seconds at speed 1 from the end of a call to its record.
 * @property {boolean} isMissing The call is never listed.
 * @property {boolean} isListedBefore The call is listed as in progress, until its record is there.
 * @property {boolean} isOneLeg The record has the leg of the user's phone only.
 * @property {boolean} isRecorded The talk is recorded, if it lasts long enough.
 */

/** @type {LogOutcome} */
const DEFAULT_OUTCOME = {
  delay: 3, isMissing: false, isListedBefore: true, isOneLeg: false, isRecorded: false,
};

/** @param {CallFacts} call @param {import('../options.js').Options} options @returns {LogOutcome} */
export const outcomeOf = (call, options) =>
  ({...DEFAULT_OUTCOME, ...scenarioOfCall(call).log, ...options.callLog});

/** @param {import('../options.js').Options} options @returns {LogOutcome} */
export const inboundOutcome = (options) => ({...DEFAULT_OUTCOME, ...options.callLog});
