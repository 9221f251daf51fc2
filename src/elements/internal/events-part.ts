import {LazyPart} from '../../loading/lazy-part.js';
import type {Store} from '../../store/types.js';
import {openBridge} from './bridge-registry.js';

/** Fires a store's messages as DOM events; a page of links never has one. */
export const eventsPart = new LazyPart((_query) => import('./fire-events.js'));

/**
 * The store's messages become DOM events from now on; the code for it loads with the first one.
 * `replaySession`: the store is older than its bridge, so its present session fires, too.
 */
export function fireEventsOf(store: Store, replaySession = false): void {
  const loadEvents = async (): Promise<void> => {
    const {connectEvents} = await eventsPart.whenLoaded();
    connectEvents(store);
  };
  openBridge(store, {replaySession, onMissed: () => void loadEvents()});
}
