/** The shape of stored tokens, and the ids that tell the tokens of one sign-in from others. */
import {readId} from '../../ringcentral/api-path.js';
import {asRecord, asText, asTime, withoutUndefined} from '../../ringcentral/json.js';
import type {OAuthTokens} from '../../ringcentral/sdk.js';

/** The token endpoint's answer, with an id and epoch ms of expiry under the SDK's own names. */
export interface StoredTokens extends OAuthTokens {
  /**
   * Names these tokens in messages and locks, which must not contain the tokens: random, and from
   * the first refresh on with the number of refreshes (`….2`).
   */
  readonly id: string;
  readonly expire_time: number;
  readonly refresh_token_expire_time: number;
}

const HOUR_MS = 3_600_000;
/** RingCentral's lifetimes, for answers that do not name them. */
const ACCESS_TOKEN_LIFETIME_MS = HOUR_MS;
const REFRESH_TOKEN_LIFETIME_MS = 7 * 24 * HOUR_MS;

/** The tokens of an answer, as they are stored. `now`: epoch ms. */
export function tokensToStore(answer: OAuthTokens, id: string, now: number): object {
  const {token_type, access_token, refresh_token, scope, owner_id} = answer;
  const {expires_in, refresh_token_expires_in} = answer;
  return {
    id, token_type, access_token, refresh_token, scope, owner_id,
    expires_in: expires_in ?? ACCESS_TOKEN_LIFETIME_MS / 1000,
    refresh_token_expires_in: refresh_token_expires_in ?? REFRESH_TOKEN_LIFETIME_MS / 1000,
    expire_time: now + lifetime(expires_in, ACCESS_TOKEN_LIFETIME_MS),
    refresh_token_expire_time: now + lifetime(refresh_token_expires_in, REFRESH_TOKEN_LIFETIME_MS),
  };
}

/** In ms. */
const lifetime = (seconds: string | number | undefined, defaultLifetime: number): number =>
  Number(seconds) * 1000 || defaultLifetime;

/** Null where the value has no id, no access token or no time of expiry. */
export function asStoredTokens(value: unknown): StoredTokens | null {
  const tokens = asRecord(value);
  const id = asText(tokens.id);
  const access_token = asText(tokens.access_token);
  const expire_time = asTime(tokens.expire_time);
  if (!id || !access_token || expire_time === undefined) return null;
  return withoutUndefined({
    ...tokens, id, access_token, expire_time,
    refresh_token: asText(tokens.refresh_token),
    refresh_token_expire_time: asTime(tokens.refresh_token_expire_time) ?? 0,
    scope: asText(tokens.scope),
    owner_id: readId(tokens.owner_id),
  });
}

const splitId = (id: string): readonly [signIn: string, refreshes: number] => {
  const [signIn = '', refreshes = 0] = id.split('.');
  return [signIn, Number(refreshes)];
};

export const signInIdOf = ({id}: Pick<StoredTokens, 'id'>): string => splitId(id)[0];

/** Id of the tokens that replace others of the same sign-in. */
export function successorId(id: string): string {
  const [signIn, refreshes] = splitId(id);
  return `${signIn}.${refreshes + 1}`;
}

export function isSuccessor(id: string, oldId: string): boolean {
  const [[signIn, refreshes], [oldSignIn, oldRefreshes]] = [splitId(id), splitId(oldId)];
  return signIn === oldSignIn && refreshes > oldRefreshes;
}
