/**
 * Applies faults to requests over a socket. The kinds are those of `../faults.js`; a damaged body
 * is only known as `truncated`.
 *
 * @typedef {import('../errors.js').Answer} Answer
 * @typedef {import('../faults.js').TakenFault} TakenFault
 *
 * @typedef {object} Fate
 * @property {boolean} isHandled The platform receives the request.
 * @property {boolean} isAnswered
 * @property {boolean} isBroken The socket breaks in place of an answer.
 */

const NORMAL_FATE = {isHandled: true, isAnswered: true, isBroken: false};

/** @type {Partial<Record<import('../faults.js').FaultKind, Partial<Fate>>>} */
const FATES = {
  'timeout': {isHandled: false, isAnswered: false},
  'timeout-after': {isAnswered: false},
  'drop-before': {isHandled: false, isAnswered: false, isBroken: true},
  'drop-after': {isAnswered: false, isBroken: true},
  'status': {isHandled: false},
  'html': {isHandled: false},
};

/** @param {TakenFault} [fault] @returns {Fate} */
export function fateOf(fault) {
  if (!fault) return NORMAL_FATE;
  const fate = {...NORMAL_FATE, ...FATES[fault.kind]};
  return fault.handled ? {...fate, isHandled: true} : fate;
}

/**
 * The answer that is sent.
 *
 * @param {Answer | null} real The platform's own.
 * @param {TakenFault} [fault]
 * @returns {{status: number, body: unknown}}
 */
export function sentAnswer(real, fault) {
  const isReplaced = fault?.kind === 'status' || fault?.kind === 'html';
  if (real && !isReplaced) return real;
  return {status: fault?.status ?? 500, body: fault?.body ?? {}};
}
