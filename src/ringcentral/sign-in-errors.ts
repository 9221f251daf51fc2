/** Why a sign-in did not work, and what to mend, by RingCentral's sign-in errors (guide, authentication): pure. */
import {signInErrorWords} from '../i18n/en/sign-in-errors.js';
import {asRecord, asText} from './json.js';

export type SignInErrorCode =
  | 'redirect-mismatch' | 'redirect-missing' | 'grant-not-allowed' | 'code-invalid' | 'client-unknown' | 'locked-out'
  | 'access-denied' | 'scope-missing' | 'rate-limited' | 'server-error' | 'offline' | 'unknown'
  | 'state-mismatch' | 'popup-blocked' | 'sign-in-open' | 'redirect-foreign' | 'server-invalid' | 'not-configured'
  | 'sdk-load' | 'storage-blocked' | 'host-session' | 'token-function';

/** What was sent, for the messages. */
export interface SignInFacts {
  readonly redirectUri: string;
  readonly server: string;
}

/** What the platform said: parameters of the redirect, or status and body of the token endpoint. */
export interface SignInRefusal {
  readonly status?: number;
  readonly error?: string;
  /** RingCentral's own code, e.g. `OAU-109`. */
  readonly code?: string;
}

const BY_CODE: Readonly<Record<string, SignInErrorCode>> = {
  'OAU-106': 'code-invalid', 'OAU-108': 'code-invalid',
  'OAU-109': 'redirect-mismatch', 'OAU-112': 'grant-not-allowed', 'OAU-113': 'redirect-missing',
  'OAU-146': 'client-unknown', 'OAU-147': 'locked-out', 'OAU-148': 'locked-out',
};

/** OAuth's own words (RFC 6749, 4.1.2.1 and 5.2). */
const BY_ERROR: Readonly<Record<string, SignInErrorCode>> = {
  access_denied: 'access-denied', invalid_scope: 'scope-missing', invalid_grant: 'code-invalid',
  invalid_client: 'client-unknown', unauthorized_client: 'grant-not-allowed',
  unsupported_grant_type: 'grant-not-allowed', unsupported_response_type: 'grant-not-allowed',
  server_error: 'server-error', temporarily_unavailable: 'server-error',
};

export function signInErrorCode({status = 0, error = '', code = ''}: SignInRefusal): SignInErrorCode {
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : Object.hasOwn(BY_ERROR, error) && BY_ERROR[error];
  if (known) return known;
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'unknown';
}

/** Plain English, and what to do next. Nothing that RingCentral or the page sent is repeated, except the facts. */
export function signInMessage(code: SignInErrorCode, facts: SignInFacts): string {
  return signInErrorWords[`sign-in.${code}`]
    .replace(/\{(redirectUri|server)\}/g, (_, name: keyof SignInFacts) => facts[name]);
}

/** Reads a refusal of the token endpoint, in either of its two shapes. */
export async function refusalOf(response: Response): Promise<SignInRefusal & {readonly readable: boolean}> {
  const body = asRecord(await response.clone().json().catch(() => null));
  const first = asRecord(Array.isArray(body.errors) ? body.errors[0] : undefined);
  const error = asText(body.error);
  const code = asText(body.errorCode) ?? asText(first.errorCode) ??
    /\bOAU-\d+/.exec(asText(body.error_description) ?? '')?.[0];
  return {
    status: response.status, readable: !!(error ?? code), ...(error && {error}), ...(code && {code}),
  };
}

/**
 * Whether a refused refresh says that the session is over. A throttled, troubled or unreadable answer does not
 * (a captive portal, a proxy's page), nor does a restriction of access that leaves the session good (OAU-167).
 */
export function isDefinite({status, code, readable}: Awaited<ReturnType<typeof refusalOf>>): boolean {
  return readable && (status === 400 || status === 401 || status === 403) && code !== 'OAU-167';
}
