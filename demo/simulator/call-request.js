import {apiError} from './errors.js';
import {canRing, forwardingNumbers, isCallerId, phoneNumbers} from './lists.js';
import {refusedFrom} from './scenarios.js';

/**
 * The body of a request that places a call, checked as the platform checks it.
 *
 * @typedef {import('./options.js').Options} Options
 * @typedef {import('./errors.js').Answer} Answer
 * @typedef {{to: string, from?: string, callerId?: string, playPrompt?: boolean}} CallRequest
 */

const PHONE_NUMBER = /^\+?[1-9]\d{6,14}$/;

/** @returns {value is string} */
const isPhoneNumber = (/** @type {unknown} */ value) =>
  typeof value === 'string' && PHONE_NUMBER.test(value);

const isObject = (/** @type {unknown} */ value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toE164 = (/** @type {string} */ number) => number.startsWith('+') ? number : `+${number}`;

const invalidParameter = (/** @type {string} */ name, field = `${name}.phoneNumber`) =>
  apiError(400, 'CMN-101', `Parameter [${field}] value is invalid`, {parameterName: name});

/**
 * The phone to ring first.
 *
 * @param {any} from
 * @param {Options} options
 * @returns {{number: string | undefined} | {error: Answer}}
 */
function readFrom(from, options) {
  const phones = forwardingNumbers(options.forwardingNumbers).filter(canRing);
  let number = from?.phoneNumber;
  if (from?.forwardingNumberId !== undefined) {
    const phoneId = String(from.forwardingNumberId);
    number = phones.find(({id}) => id === phoneId)?.phoneNumber;
    if (!number) return {error: invalidParameter('from', 'from.forwardingNumberId')};
  }
  if (number === undefined) {
    const isRequired = options.fromRequired || from !== undefined;
    if (isRequired) {
      const message = 'Mandatory parameter [from] is missing';
      return {error: apiError(400, 'CMN-104', message, {parameterName: 'from'})};
    }
    return phones.length ? {number} : {error: invalidParameter('from')};
  }
  const isAccepted = isPhoneNumber(number) && toE164(number) !== refusedFrom;
  return isAccepted ? {number} : {error: invalidParameter('from')};
}

/**
 * @param {any} callerId
 * @param {Options} options
 */
function isAcceptedCallerId(callerId, options) {
  if (callerId === undefined) return true;
  const number = callerId?.phoneNumber;
  if (!isPhoneNumber(number)) return false;
  const callerIds = phoneNumbers(options.phoneNumbers).filter(isCallerId);
  return callerIds.some(({phoneNumber}) => phoneNumber === toE164(number));
}

/**
 * @param {any} body
 * @param {Options} options
 * @returns {{request: CallRequest} | {error: Answer}}
 */
export function readCallRequest(body, options) {
  if (!isObject(body)) return {error: apiError(400, 'CMN-103', 'Malformed request')};
  const {to, callerId, playPrompt} = body;
  if (!isPhoneNumber(to?.phoneNumber)) return {error: invalidParameter('to')};
  const from = readFrom(body.from, options);
  if ('error' in from) return from;
  if (!isAcceptedCallerId(callerId, options)) return {error: invalidParameter('callerId')};
  if (playPrompt !== undefined && typeof playPrompt !== 'boolean') {
    return {error: invalidParameter('playPrompt', 'playPrompt')};
  }
  return {
    request: {
      to: toE164(to.phoneNumber),
      ...(from.number ? {from: toE164(from.number)} : {}),
      ...(callerId ? {callerId: toE164(callerId.phoneNumber)} : {}),
      ...(playPrompt === undefined ? {} : {playPrompt}),
    },
  };
}
