/**
 * Finds the stores that `<rc-session>`, a first click or the page itself has made. Until there is
 * one, elements render links only, and a page of links never loads the store.
 */
import {STORE_CREATED_EVENT, storeRegistry} from '../../store/store-registry.js';
import type {Store} from '../../store/types.js';

/** The store of an account, if there is one. */
export const findStore = (account: string): Store | undefined => storeRegistry().get(account);

/** Calls the listener for each new store, of any account; returns the unsubscribe. */
export function onStoreCreated(listener: () => void): () => void {
  addEventListener(STORE_CREATED_EVENT, listener);
  return () => removeEventListener(STORE_CREATED_EVENT, listener);
}
