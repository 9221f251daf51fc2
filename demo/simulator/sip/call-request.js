import {refusalIn} from '../browser-scenarios.js';
import {isCallerId, phoneNumbers} from '../lists.js';
import {scenarioOf} from '../scenarios.js';
import {newPrefixedId} from '../telephony/ids.js';
import {headerOf, userOf} from './sip-message.js';

/**
 * The request of a phone that places a call, and how the platform takes it.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../facts.js').SipAccount} SipAccount
 * @typedef {import('../options.js').Options} Options
 * @typedef {import('./sip-message.js').SipMessage} SipMessage
 */

const FORBIDDEN = '403 Forbidden';

/** A number as it is dialed, as E.164; extension numbers as they are. @param {string} dialed */
function toE164(dialed) {
  if (dialed.startsWith('+') || dialed.length < 10) return dialed;
  return dialed.length === 10 ? `+1${dialed}` : `+${dialed}`;
}

/** The number that is called. @param {SipMessage} invite */
const calleeOf = (invite) => toE164(userOf(headerOf(invite, 'to')));

/**
 * Why a call is refused before its phone has to prove its password; null where it is not.
 *
 * @param {SipMessage} invite
 * @param {SipAccount | null} account Registered over the same socket.
 * @param {Options} options
 */
export function refusalOf(invite, account, {digitalLine, sipInviteStatus}) {
  if (!account || !digitalLine) return FORBIDDEN;
  if (sipInviteStatus) return sipInviteStatus;
  const refusal = refusalIn(scenarioOf(calleeOf(invite)));
  return refusal === FORBIDDEN ? refusal : null;
}

/** The number that the callee sees. */
function callerIdOf(
  /** @type {SipMessage} */ invite,
  /** @type {SipAccount} */ {user},
  /** @type {Options} */ options,
) {
  const number = toE164(userOf(headerOf(invite, 'p-asserted-identity')));
  if (number === 'anonymous') return number;
  const own = phoneNumbers(options.phoneNumbers).filter(isCallerId);
  return own.some(({phoneNumber}) => phoneNumber === number) ? number : user.directNumber;
}

/**
 * How a call that was begun goes on.
 *
 * @param {SimulatorContext} simulator
 * @param {SipMessage} invite
 */
export function courseOf({options}, invite) {
  const scenario = scenarioOf(calleeOf(invite));
  const {delay = 0, drop} = scenario.post ?? {};
  return {
    drop, failure: options.emergencyAddress ? refusalIn(scenario) : FORBIDDEN,
    delay: (delay + options.sipAnswerDelay) * 1000 / options.speed,
  };
}

/**
 * @param {SimulatorContext} simulator
 * @param {SipMessage} invite
 * @param {SipAccount} account
 * @returns {CallFacts}
 */
export const callFacts = (simulator, invite, account) => ({
  id: newPrefixedId(simulator), owner: account.user.extensionId, to: calleeOf(invite),
  from: account.user.directNumber, callerId: callerIdOf(invite, account, simulator.options),
  startedAt: simulator.now(), speed: simulator.options.speed, origin: 'Call',
  deviceId: account.deviceId,
});
