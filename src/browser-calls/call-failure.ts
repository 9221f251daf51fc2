/** Why a request over SIP failed, and what that means for the user. */
import {PhoneError, type LineEnd, type PhoneProblem} from '../store/phone-port.js';

/** A request that was refused, could not be sent, or was not answered. */
export class SipError extends Error {
  override readonly name = 'SipError';

  /**
   * `reason`: the status of the answer, or why there is none. `lost`: it has left, and the socket
   * was gone before its answer.
   */
  constructor(readonly reason: number | 'offline' | 'timeout' | 'lost') {
    super(String(reason));
  }
}

const OF_THE_CALLEE: Readonly<Record<number, PhoneProblem['code']>> = {
  404: 'no-such-user', 410: 'no-such-user', 604: 'no-such-user',
  408: 'no-answer',
  480: 'unreachable',
  486: 'busy', 600: 'busy',
};

const OF_THE_CALL: Readonly<Record<number, PhoneProblem['code']>> = {
  402: 'no-funds',
  // No emergency address, or no digital line.
  403: 'feature-unavailable',
  414: 'to-invalid', 416: 'to-invalid', 484: 'to-invalid',
};

const OF_A_REGISTRATION: Readonly<Record<number, PhoneProblem['code']>> = {
  // The password is no longer right: another provision brings a new one.
  401: 'not-now', 407: 'not-now',
  403: 'feature-unavailable',
  603: 'too-many-phones',
};

/** The call was given up, or the callee declined it. */
const ENDS_OF_THE_CALLEE = [487, 603];

const isServerError = (status: number): boolean => status >= 500 && status < 600;

/** Why a call was not placed, or something could not be done with it. */
function callProblem(error: unknown): PhoneProblem {
  if (error instanceof PhoneError) return error.problem;
  if (!(error instanceof SipError)) return {code: 'unknown'};
  const {reason} = error;
  if (typeof reason === 'string') return {code: reason === 'lost' ? 'offline' : reason};
  const code = OF_THE_CALLEE[reason];
  if (code) return {code, leg: 'callee'};
  return {code: OF_THE_CALL[reason] ?? (isServerError(reason) ? 'server-error' : 'unknown')};
}

/** How a call ends that did not come about. */
export function endOf(error: unknown): LineEnd {
  if (isLost(error)) return {by: 'lost'};
  const isEnd = error instanceof SipError && ENDS_OF_THE_CALLEE.includes(Number(error.reason));
  return isEnd ? {by: 'platform'} : {by: 'failure', problem: callProblem(error)};
}

/** Something could not be done with a call that goes on. */
export function requestProblem(error: unknown): PhoneProblem {
  const isRefused = error instanceof SipError && typeof error.reason === 'number';
  return isRefused ? {code: 'not-now'} : callProblem(error);
}

export function registrationProblem(error: unknown): PhoneProblem {
  const status = error instanceof SipError ? Number(error.reason) : 0;
  const code = OF_A_REGISTRATION[status];
  return code ? {code} : callProblem(error);
}

/** The registrar will say no again, however often it is asked. */
export function isRefusal(error: unknown): boolean {
  const status = error instanceof SipError ? Number(error.reason) : 0;
  return status >= 400 && status !== 408 && !isServerError(status);
}

/** The platform does not know the call any more. */
export const isGone = (error: unknown): boolean =>
  error instanceof SipError && error.reason === 481;

/** Nothing tells whether the platform has got the request. */
export const isLost = (error: unknown): boolean =>
  error instanceof SipError && error.reason === 'lost';
