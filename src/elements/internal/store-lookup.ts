/**
 * Finds the stores that `<rc-session>`, a first click or the page itself has made. Until there is
 * one, elements render links only, and a page of links never loads the store.
 */
import {callSafely} from '../../store/call-safely.js';
import {STORE_CREATED_EVENT, storeRegistry} from '../../store/store-registry.js';
import type {Store} from '../../store/types.js';

/** The store of an account, if there is one. */
export const findStore = (account: string): Store | undefined => storeRegistry().get(account);

const storeListeners = new Set<() => void>();

function notifyStoreListeners(): void {
  // A listener leaves when it has found its store, and comes back if it has not.
  for (const listener of [...storeListeners]) callSafely(listener);
}

/**
 * Calls the listener for each new store, of any account; returns the unsubscribe. One listener of
 * the page serves all: there may be thousands.
 */
export function onStoreCreated(listener: () => void): () => void {
  // Adding the same listener again has no effect.
  addEventListener(STORE_CREATED_EVENT, notifyStoreListeners);
  storeListeners.add(listener);
  return () => storeListeners.delete(listener);
}
