/** Erases the data that a sign-in with a client id has left in storage. */
import {asRecord, asText, parseJson} from '../../ringcentral/json.js';
import type {Environment} from '../environment.js';
import {REDIRECT_KEY_PREFIX} from '../keys.js';
import type {StorageKind} from '../types.js';

/** From tab to tab; `id` names the tokens that were stored or erased. */
export interface SignInMessage {
  readonly type: 'signed-in' | 'signed-out' | 'expired';
  readonly id: string | undefined;
}

/**
 * Signs out, in all tabs, where the code is not there to revoke the tokens; returns their text.
 * `keyPrefix`: `signInKeyPrefix`.
 */
export function eraseSignIn(
  environment: Environment, storageKind: StorageKind, keyPrefix: string,
): string | null {
  const storage = environment.storage(storageKind);
  const tokens = storage.get(`${keyPrefix}tokens`);
  for (const key of storage.keys()) {
    if (key.startsWith(keyPrefix)) storage.delete(key);
  }
  eraseRedirectRecords(environment, keyPrefix);
  const tabs = environment.channel(keyPrefix, () => {});
  const id = asText(asRecord(parseJson(tokens)).id);
  tabs.post({type: 'signed-out', id} satisfies SignInMessage);
  tabs.close();
  return tokens;
}

/** Erases the sign-ins that have left the page, so that no answer to them is redeemed. */
export function eraseRedirectRecords(environment: Environment, owner: string): void {
  const storage = environment.storage('session');
  for (const key of storage.keys()) {
    if (!key.startsWith(REDIRECT_KEY_PREFIX)) continue;
    if (asRecord(parseJson(storage.get(key))).owner === owner) storage.delete(key);
  }
}
