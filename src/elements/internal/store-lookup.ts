/**
 * A store that somebody else has made: `<rc-session>`, a first click, or the page itself. Until then there is nothing
 * to draw but links, and a page of links never loads the store.
 */
import {STORE_CREATED_EVENT} from '../../store/keys.js';
import {storeRegistry} from '../../store/store-registry.js';
import type {Store} from '../../store/types.js';

const heard = new WeakSet<Store>();

/** The store of an account, if there is one; from now on the page hears what it says. */
export function findStore(account: string): Store | undefined {
  const store = storeRegistry().get(account);
  if (store && !heard.has(store)) {
    heard.add(store);
    void import('./events.js').then(({connectEvents}) => connectEvents(store, true)).catch(() => heard.delete(store));
  }
  return store;
}

/** Calls `fn` whenever there is a new store, of whatever account; returns the end of it. */
export function onStoreCreated(fn: () => void): () => void {
  addEventListener(STORE_CREATED_EVENT, fn);
  return () => removeEventListener(STORE_CREATED_EVENT, fn);
}
