/**
 * Finds or creates the store of an account. All copies of this package on a page (npm beside CDN,
 * two versions of the script) share their stores, so that there is one session and one call.
 */
import {createStore} from './store.js';
import {STORE_CREATED_EVENT, storeRegistry} from './store-registry.js';
import type {Store} from './types.js';

/**
 * The store of an account, created on first use. In Node each call creates a new one, since a
 * server has no page whose parts could share it.
 */
export function getStore(account = ''): Store {
  const isServer = typeof globalThis.document === 'undefined';
  if (isServer) return createStore({account});
  const knownStore = storeRegistry().get(account);
  if (knownStore) return knownStore;
  const store = createStore({account});
  storeRegistry().set(account, store);
  globalThis.dispatchEvent(new Event(STORE_CREATED_EVENT));
  return store;
}
