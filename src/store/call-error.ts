/** Why a call was refused, or failed: the code to branch on, and one plain English sentence for it. */
import {errorWords} from '../i18n/en/errors.js';
import type {ParsedNumber} from '../phone/parse.js';
import type {CallError, ErrorCode, Leg, Why} from './types.js';

const WORDS: Readonly<Record<string, string>> = errorWords;

/** Without a name at hand: who sees an element reads it there, with the name. */
const message = (code: ErrorCode, leg: Leg | undefined, why: Why | undefined): string =>
  (WORDS[`error.${why}`] ?? WORDS[`error.${code}.${leg}`] ?? WORDS[`error.${code}`] ?? code)
    .replace('{who}', 'The other party');

/** `reason`: what the host said (`do-not-call`), in place of our words. `retryAt`: epoch ms. */
export function callError(
  code: ErrorCode,
  {leg, retryAt, reason, why}: {
    leg?: Leg | undefined; retryAt?: number | undefined; reason?: string | undefined; why?: Why | undefined;
  } = {},
): CallError {
  return Object.freeze({
    code,
    ...(why && {why}),
    ...(leg && {leg}),
    message: reason ?? message(code, leg, why),
    ...(retryAt !== undefined && {retryAt}),
  });
}

/** Why RingOut is not asked to call what was read. */
export function unusableNumberError(kind: Exclude<ParsedNumber['kind'], 'number'>): CallError {
  switch (kind) {
    case 'emergency': return callError('emergency-number');
    case 'service': return callError('emergency-number', {why: 'service-number'});
    case 'national-without-country': return callError('invalid-number', {why: 'national-number'});
    case 'extension': case 'star-code': return callError('invalid-number', {why: kind});
    case 'invalid': return callError('invalid-number');
  }
}

/** Rejects with an `Error` that is the `CallError`. */
export function rejectWith(error: CallError): Promise<never> {
  return Promise.reject(Object.assign(new Error(error.message), error));
}
