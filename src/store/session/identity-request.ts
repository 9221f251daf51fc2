/** Which user is signed in, by RingCentral's answer. */
import type {Api, ApiResult} from '../../ringcentral/api.js';
import {type Identity, identityRequest, readIdentity} from '../../ringcentral/identity.js';
import {withoutUndefined} from '../../ringcentral/json.js';
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import type {Environment} from '../environment.js';
import type {ConnectOptions} from '../types.js';

/** The platform's answer to which user is signed in. */
export type IdentityAnswer =
  | {readonly kind: 'identified'; readonly identity: Identity}
  | {readonly kind: 'session-over'}
  /** Signed in, but the app or the user may not read the identity (scope, permission). */
  | {readonly kind: 'not-permitted'};

type IdentityResult = IdentityAnswer
  | {readonly kind: 'retry-later'; readonly problem: SignInErrorCode; readonly delay?: number};

/** Asks the platform which user is signed in. */
export async function requestIdentity(
  api: Api, options: ConnectOptions, environment: Environment,
): Promise<IdentityResult> {
  const {accountId, extensionId, sdk, getAccessToken} = options;
  const result = await api.request('light', identityRequest(accountId, extensionId));
  const lacksToken = result.kind === 'not-sent' && !result.isOffline;
  if (lacksToken && getAccessToken && !sdk) return retryLater('token-function');
  return readIdentityResult(result, environment.now());
}

function readIdentityResult(result: ApiResult, now: number): IdentityResult {
  switch (result.kind) {
    case 'ok': {
      const identity = readIdentity(result.body);
      return identity ? {kind: 'identified', identity} : retryLater('server-error');
    }
    case 'unauthorized': return {kind: 'session-over'};
    case 'client-error':
      // A proxy may answer without RingCentral's error code.
      return result.refusal.code ? {kind: 'not-permitted'} : retryLater('server-error');
    case 'rate-limited': return retryLater('rate-limited', result.until - now);
    case 'invalid-body':
      return retryLater(result.isIntercepted ? 'offline' : 'server-error', result.retryIn);
    case 'server-error': return retryLater('server-error', result.retryIn);
    case 'no-response': return retryLater('offline');
    case 'not-sent': return retryLater(unsentProblem(result));
  }
}

const unsentProblem = ({why}: Extract<ApiResult, {kind: 'not-sent'}>): SignInErrorCode =>
  why ? 'sdk-load' : 'offline';

const retryLater = (problem: SignInErrorCode, delay?: number): IdentityResult =>
  withoutUndefined({kind: 'retry-later', problem, delay});
