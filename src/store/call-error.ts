/** Why a call was refused, or failed: the code to branch on, and one plain English sentence for it. */
import type {CallError, ErrorCode, Leg} from './types.js';

const MESSAGES: Readonly<Record<ErrorCode, string>> = {
  'invalid-number': 'This is not a phone number that can be called.',
  'emergency-number': 'Call emergency and service numbers directly from your phone.',
  'do-not-call': 'This number may not be called.',
  'not-confirmed': 'The call was not confirmed.',
  'no-session': 'Nobody is signed in.',
  'call-in-progress': 'Another call is being placed. Wait until it has been.',
  'rate-limited': 'RingCentral asks for a pause. Try again when it is over.',
  'session-expired': 'You were signed out. Sign in and call again.',
  'permission-missing': 'This account may not place calls from a web page. Ask your administrator.',
  'feature-unavailable': 'This extension cannot place calls from a web page.',
  'to-invalid': 'RingCentral does not accept the number to be called.',
  'from-invalid': 'RingCentral cannot ring the chosen phone. Choose another one.',
  'caller-id-invalid': 'The chosen number may not be shown. Choose another one.',
  'calling-disabled': 'Calls to this destination are switched off for your account.',
  'destination-blocked': 'Calls to this number are blocked.',
  'no-funds': 'The account has not enough funds for this call.',
  'no-such-user': 'RingCentral does not know whom to call under this number.',
  'busy': 'The line is busy.',
  'no-answer': 'There was no answer.',
  'unreachable': 'The phone could not be reached.',
  'offline': 'You are offline. Nothing was sent.',
  'timeout': 'RingCentral did not answer in time.',
  'server-error': 'RingCentral has a problem. Try again later.',
  'unconfirmed': 'Nobody can say whether the call was placed. Your phone may still ring.',
  'unknown': 'The call did not work, and RingCentral did not say why.',
};

const OF_YOUR_PHONE: Partial<Record<ErrorCode, string>> = {
  'busy': 'Your phone is busy.',
  'no-answer': 'Your phone was not answered.',
  'unreachable': 'Your phone could not be reached. Is it online?',
};

/** `message` overrides the table, for what the host said (`do-not-call`). */
export function callError(
  code: ErrorCode,
  {leg, retryAt, message}: {leg?: Leg | undefined; retryAt?: number; message?: string} = {},
): CallError {
  return Object.freeze({
    code,
    ...(leg && {leg}),
    message: message ?? (leg === 'caller' ? OF_YOUR_PHONE[code] : undefined) ?? MESSAGES[code],
    ...(retryAt !== undefined && {retryAt}),
  });
}

/** Rejects with an `Error` that is the `CallError`. */
export function refuse(error: CallError): Promise<never> {
  return Promise.reject(Object.assign(new Error(error.message), error));
}
