/**
 * A store that somebody else has made: `<rc-session>`, a first click, or the page itself. Until then there is nothing
 * to draw but links, and a page of links never loads the store.
 */
import {knownStores, NEW_STORE} from '../../store/store-registry.js';
import type {Store} from '../../store/types.js';

const heard = new WeakSet<Store>();

/** The store of an account, if there is one; from now on the page hears what it says. */
export function foundStore(account: string): Store | undefined {
  const store = knownStores().get(account);
  if (store && !heard.has(store)) {
    heard.add(store);
    void import('./events.js').then(({speak}) => speak(store, true)).catch(() => heard.delete(store));
  }
  return store;
}

/** Calls `fn` whenever there is a new store, of whatever account; returns the end of it. */
export function onNewStore(fn: () => void): () => void {
  addEventListener(NEW_STORE, fn);
  return () => removeEventListener(NEW_STORE, fn);
}
