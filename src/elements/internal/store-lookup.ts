/**
 * Finds the stores that `<rc-session>`, a first click or the page itself has made. Until there is
 * one, elements render links only, and a page of links never loads the store.
 */
import {STORE_CREATED_EVENT, storeRegistry} from '../../store/store-registry.js';
import type {Store} from '../../store/types.js';
import {eventsPart} from './events-part.js';

const connectedStores = new WeakSet<Store>();

/** The store of an account, if there is one; its events fire on the page from now on. */
export function findStore(account: string): Store | undefined {
  const store = storeRegistry().get(account);
  if (store && !connectedStores.has(store)) {
    connectedStores.add(store);
    void eventsPart.whenLoaded().then(({connectEvents}) => connectEvents(store, true));
  }
  return store;
}

/** Calls the listener for each new store, of any account; returns the unsubscribe. */
export function onStoreCreated(listener: () => void): () => void {
  addEventListener(STORE_CREATED_EVENT, listener);
  return () => removeEventListener(STORE_CREATED_EVENT, listener);
}
