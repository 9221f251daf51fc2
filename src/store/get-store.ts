/**
 * Stores by account name, shared by every copy of this package on the page (npm beside CDN, two
 * versions of the script), so that there is one session and one call.
 */
import {STORE_CREATED_EVENT} from './keys.js';
import {storeRegistry} from './store-registry.js';
import {createStore} from './store.js';
import type {Store} from './types.js';

/** The store of an account, made on first use. In Node each call gives a new one: a server has no page to share. */
export function getStore(account = ''): Store {
  if (typeof globalThis.document === 'undefined') return createStore({account});
  const known = storeRegistry().get(account);
  if (known) return known;
  const store = createStore({account});
  storeRegistry().set(account, store);
  globalThis.dispatchEvent(new Event(STORE_CREATED_EVENT));
  return store;
}
