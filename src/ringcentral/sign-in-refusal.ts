/** Reads RingCentral's refusals of a sign-in with a client id (guide, authentication). */
import {asRecord, asText, firstRecord, parseJson, withoutUndefined} from './json.js';
import {ownValue} from './own-value.js';
import {isWebPage} from './platform.js';
import type {SignInErrorCode} from './sign-in-errors.js';

/** The platform's refusal: parameters of the redirect, or status and body of the token endpoint. */
interface SignInRefusal {
  readonly status?: number;
  /** OAuth's error code, e.g. `invalid_grant`. */
  readonly error?: string;
  /** RingCentral's error code, e.g. `OAU-109`. */
  readonly code?: string;
  /** A captive portal or a proxy answered, not RingCentral. */
  readonly isWebPage?: true;
}

const BY_RINGCENTRAL_CODE: Readonly<Record<string, SignInErrorCode>> = {
  'OAU-106': 'code-invalid', 'OAU-108': 'code-invalid',
  'OAU-109': 'redirect-mismatch', 'OAU-112': 'grant-not-allowed', 'OAU-113': 'redirect-missing',
  'OAU-146': 'client-unknown', 'OAU-147': 'locked-out', 'OAU-148': 'locked-out',
};

/** RFC 6749, 4.1.2.1 and 5.2. */
const BY_OAUTH_ERROR: Readonly<Record<string, SignInErrorCode>> = {
  access_denied: 'access-denied', invalid_scope: 'scope-missing', invalid_grant: 'code-invalid',
  invalid_client: 'client-unknown', unauthorized_client: 'grant-not-allowed',
  unsupported_grant_type: 'grant-not-allowed', unsupported_response_type: 'grant-not-allowed',
  server_error: 'server-error', temporarily_unavailable: 'server-error',
};

/** RingCentral's code decides, then OAuth's error, then the status. */
export function signInErrorCode(
  {status = 0, error = '', code = '', isWebPage: isForeign}: SignInRefusal,
): SignInErrorCode {
  if (isForeign) return 'offline';
  const knownCode = ownValue(BY_RINGCENTRAL_CODE, code) ?? ownValue(BY_OAUTH_ERROR, error);
  if (knownCode) return knownCode;
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'unknown';
}

/** RingCentral's code in `error_description`, which some answers have in place of `errorCode`. */
export const codeInDescription = (description: string | null | undefined): string | undefined =>
  /\bOAU-\d+/.exec(description ?? '')?.[0];

/**
 * Reads a refusal of the token endpoint, in either of its two shapes. `readable`: the body names an
 * error or a code.
 */
export async function refusalOf(
  response: Response,
): Promise<SignInRefusal & {readonly readable: boolean}> {
  const text = await response.clone().text().catch(() => '');
  const body = asRecord(parseJson(text));
  const error = asText(body.error);
  const code = asText(body.errorCode) ??
    asText(firstRecord(body.errors).errorCode) ??
    codeInDescription(asText(body.error_description));
  const readable = Boolean(error ?? code);
  const isForeign = isWebPage(text) || undefined;
  return withoutUndefined({status: response.status, readable, error, code, isWebPage: isForeign});
}

const REFUSED_STATUSES: readonly (number | undefined)[] = [400, 401, 403];

/**
 * Whether a refused refresh ends the session. A throttled, broken or unreadable answer does not (a
 * captive portal, a proxy's page), nor does a restriction of access that leaves the session valid
 * (OAU-167).
 */
export function isDefinite(refusal: Awaited<ReturnType<typeof refusalOf>>): boolean {
  const {status, code, readable} = refusal;
  return readable && REFUSED_STATUSES.includes(status) && code !== 'OAU-167';
}
