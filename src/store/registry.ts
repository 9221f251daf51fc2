/**
 * Stores by account name, shared by every copy of this package on the page (npm beside CDN, two
 * versions of the script), so that there is one session and one call.
 */
import {createStore} from './store.js';
import type {Store} from './types.js';

const REGISTRY = Symbol.for('rc-click-to-call/1');

type Registry = Map<string, Store>;

/** The store of an account, made on first use. In Node each call gives a new one: a server has no page to share. */
export function getStore(account = ''): Store {
  if (typeof globalThis.document === 'undefined') return createStore({account});
  const registry = (globalThis as {[REGISTRY]?: Registry})[REGISTRY] ??= new Map<string, Store>();
  let store = registry.get(account);
  if (!store) registry.set(account, store = createStore({account}));
  return store;
}
