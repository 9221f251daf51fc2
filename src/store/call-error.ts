/** Errors of calls: the code that a page branches on, and one plain English sentence. */
import {errorWords} from '../i18n/en/errors.js';
import type {ParsedNumber} from '../phone/parse.js';
import type {Call, CallError, ErrorCode, Leg, Session, Why} from './types.js';

const ERROR_MESSAGES: Readonly<Record<string, string>> = errorWords;

interface ErrorDetails {
  readonly leg?: Leg | undefined;
  /** Epoch ms. */
  readonly retryAt?: number | undefined;
  /** Why the page refused the call (`do-not-call`); replaces our message. */
  readonly reason?: string | undefined;
  readonly why?: Why | undefined;
}

/** The most specific sentence, without the name of the other party, which elements insert. */
function englishMessage(code: ErrorCode, leg: Leg | undefined, why: Why | undefined): string {
  const message = ERROR_MESSAGES[`error.${why}`] ??
    ERROR_MESSAGES[`error.${code}.${leg}`] ??
    ERROR_MESSAGES[`error.${code}`];
  return (message ?? code).replace('{who}', 'The other party');
}

export function callError(code: ErrorCode, details: ErrorDetails = {}): CallError {
  const {leg, retryAt, reason, why} = details;
  return Object.freeze({
    code,
    ...(why && {why}),
    ...(leg && {leg}),
    message: reason ?? englishMessage(code, leg, why),
    ...(retryAt !== undefined && {retryAt}),
  });
}

/** The call is over, but no page saw whether it was answered. */
export const lostError = (): CallError =>
  callError('unconfirmed', {reason: errorWords['unconfirmed.browser']});

/** Any other unconfirmed call may still ring the user's phone. */
export const isLostCall = ({via}: Pick<Call, 'via'>, {code, message}: CallError): boolean =>
  code === 'unconfirmed' && (via === 'browser' || message === lostError().message);

/** The refusal where nobody is signed in, and be it for want of a part of the script. */
export const noSessionError = ({error}: Session): CallError =>
  error?.code === 'sdk-load' ? callError('unknown', {why: 'not-loaded'}) : callError('no-session');

/** The refusal for a text that holds no number which RingOut can call. */
export function unusableNumberError(kind: Exclude<ParsedNumber['kind'], 'number'>): CallError {
  switch (kind) {
    case 'emergency': return callError('emergency-number');
    case 'service': return callError('emergency-number', {why: 'service-number'});
    case 'national-without-country': case 'ambiguous':
      return callError('invalid-number', {why: 'national-number'});
    case 'extension': case 'star-code': case 'several-numbers': case 'too-long':
      return callError('invalid-number', {why: kind});
    case 'invalid': return callError('invalid-number');
  }
}

/** A refused call, as `call()` rejects with it. */
export class CallRejection extends Error implements CallError {
  override readonly name = 'CallRejection';
  declare readonly code: ErrorCode;
  declare readonly why?: Why;
  declare readonly leg?: Leg;
  declare readonly retryAt?: number;

  constructor({message, ...facts}: CallError) {
    super(message);
    Object.assign(this, facts);
  }

  /** Also for those of another copy of the script, which has a class of its own. */
  static is(thrown: unknown): thrown is CallRejection {
    return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string';
  }
}
