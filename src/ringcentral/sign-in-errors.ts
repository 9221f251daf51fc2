/** Says why a sign-in failed and how to fix it. */
import {signInErrorWords} from '../i18n/en/sign-in-errors.js';

export type SignInErrorCode =
  | 'redirect-mismatch' | 'redirect-missing' | 'grant-not-allowed' | 'code-invalid'
  | 'client-unknown' | 'locked-out' | 'access-denied' | 'scope-missing' | 'rate-limited'
  | 'server-error' | 'offline' | 'unknown' | 'state-mismatch' | 'popup-blocked' | 'answer-blocked'
  | 'sign-in-open' | 'redirect-foreign' | 'server-invalid' | 'not-configured' | 'sdk-load'
  | 'storage-blocked' | 'host-session' | 'token-function';

/** The values that were sent and that messages name. */
export interface SignInFacts {
  readonly redirectUri: string;
  readonly server: string;
}

/** Plain English, with the next step. Repeats nothing that was sent, except the facts. */
export function signInMessage(code: SignInErrorCode, facts: SignInFacts): string {
  return signInErrorWords[`sign-in.${code}`]
    .replace(/\{(redirectUri|server)\}/g, (_, name: keyof SignInFacts) => facts[name]);
}
