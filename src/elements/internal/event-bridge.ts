/**
 * The page's stores, whose messages become DOM events. The part that fires them (`fire-events.ts`)
 * loads with the first message, since a page of links never has one.
 */
import {getStore} from '../../store/index.js';
import type {Store} from '../../store/types.js';
import {openBridge, type StoreMessage} from './bridge-registry.js';
import {eventsPart} from './events-part.js';

/** The store of an account, made on first use, with its events on this document. */
export function getPageStore(account: string): Store {
  const store = getStore(account || undefined);
  const loadEvents = async (): Promise<void> => {
    const {connectEvents} = await eventsPart.whenLoaded();
    connectEvents(store);
  };
  openBridge(store, {onMissed: () => void loadEvents()});
  return store;
}

/** An element reports news of the store that the store itself does not have. */
export async function sendMessage(store: Store, message: StoreMessage): Promise<void> {
  const {connectEvents} = await eventsPart.whenLoaded();
  connectEvents(store).hear?.(message);
}
