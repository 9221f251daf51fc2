/** The stored data of one extension: where it is, and which of it outlives a session. */
import {parseJson} from '../../ringcentral/json.js';
import {RateLimits} from '../../ringcentral/limits.js';
import type {Transport} from '../../ringcentral/platform.js';
import type {Environment, KeyValue} from '../environment.js';
import type {TabMessage} from '../extension-context.js';
import {extensionKeyPrefix} from '../keys.js';
import type {SignInStrategy} from '../sign-in/strategy.js';
import type {ConnectOptions, StorageKind, User} from '../types.js';

export const storageKind = ({storage = 'local'}: ConnectOptions): StorageKind => storage;

export const storageScope = (server: string, user: User | null): string =>
  `${server}|${user?.id ?? '~'}`;

/**
 * Stored keys of an extension that outlive its session: penalties, the choices, which wait for the
 * same extension to return, and calls and notes, which their own store gives up first. A digit: the
 * key of another extension, since 12 is a prefix of 123.
 */
const KEPT_KEYS = /^(\d|\/call\/|\/note\/|\/limits$|\/choices$)/;

export function eraseStoredData(environment: Environment, scope: string): void {
  const prefix = extensionKeyPrefix(scope);
  for (const kind of ['local', 'session', 'memory'] as const) {
    const storage = environment.storage(kind);
    for (const key of storage.keys()) {
      if (!key.startsWith(prefix)) continue;
      if (!KEPT_KEYS.test(key.slice(prefix.length))) storage.delete(key);
    }
  }
}

/** The stored penalties of one extension. `onChange`: this tab met a new one, and has stored it. */
export function storedLimits(
  environment: Environment, storage: KeyValue, keyPrefix: string,
  onChange: (penalties: object) => void,
): RateLimits {
  const storageKey = `${keyPrefix}/limits`;
  const limits = new RateLimits(() => environment.now(), (penalties) => {
    storage.set(storageKey, JSON.stringify(penalties));
    onChange(penalties);
  });
  limits.adopt(parseJson(storage.get(storageKey)));
  return limits;
}

/** The penalties of one extension, as this tab's calls and all other tabs share them. */
function sharedLimits(
  environment: Environment, options: ConnectOptions, scope: string,
): RateLimits {
  const storage = environment.storage(storageKind(options));
  const keyPrefix = extensionKeyPrefix(scope);
  return storedLimits(environment, storage, keyPrefix, (limits) => {
    const channel = environment.channel(keyPrefix, () => {});
    channel.post({limits} satisfies TabMessage);
    channel.close();
  });
}

const limitsByTransport = new WeakMap<Transport, RateLimits>();

/**
 * The penalties of the request for the user. While the user is not known, they last as long as the
 * strategy.
 */
export function identityLimits(
  environment: Environment, options: ConnectOptions, strategy: SignInStrategy, user: User | null,
): RateLimits {
  const {transport, server} = strategy;
  if (user) return sharedLimits(environment, options, storageScope(server, user));
  const knownLimits = limitsByTransport.get(transport);
  const limits = knownLimits ?? new RateLimits(() => environment.now(), () => {});
  limitsByTransport.set(transport, limits);
  return limits;
}
