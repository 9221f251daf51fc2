/** Why a call was refused, or failed: the code to branch on, and one plain English sentence for it. */
import {errorWords} from '../i18n/en/errors.js';
import type {CallError, ErrorCode, Leg} from './types.js';

const WORDS: Readonly<Record<string, string>> = errorWords;

/** Without a name at hand: who sees an element reads it there, with the name. */
const message = (code: ErrorCode, leg: Leg | undefined): string =>
  (WORDS[`error.${code}.${leg}`] ?? WORDS[`error.${code}`] ?? code).replace('{who}', 'The other party');

/** `reason`: what the host said (`do-not-call`), in place of our words. `retryAt`: epoch ms. */
export function callError(
  code: ErrorCode,
  {leg, retryAt, reason}: {leg?: Leg | undefined; retryAt?: number; reason?: string} = {},
): CallError {
  return Object.freeze({
    code,
    ...(leg && {leg}),
    message: reason ?? message(code, leg),
    ...(retryAt !== undefined && {retryAt}),
  });
}

/** Rejects with an `Error` that is the `CallError`. */
export function refuse(error: CallError): Promise<never> {
  return Promise.reject(Object.assign(new Error(error.message), error));
}
