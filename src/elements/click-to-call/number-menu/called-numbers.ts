/** Calls to the numbers of a menu, whichever button, tab or panel placed them. */
import type {Call, Observable, Store} from '../../../store/types.js';
import {livingCallTo, untoldCallTo} from '../../internal/living-call.js';
import type {MenuItem} from './menu-item.js';

export function livingCallOf({destination}: MenuItem, store: Store | undefined): Call | undefined {
  if (!store || destination.kind !== 'number') return undefined;
  return livingCallTo(store, destination.number);
}

/** The number that has the newest call; of those that were lost, only if none was chosen yet. */
export function calledItem(
  items: readonly MenuItem[], store: Store, hasChosen: boolean,
): MenuItem | undefined {
  const findCall = hasChosen ? livingCallTo : untoldCallTo;
  const calls = items.map(({destination}) =>
    destination.kind === 'number' ? findCall(store, destination.number) : undefined);
  const newest = store.calls.get().find((call) => calls.includes(call));
  return newest && items[calls.indexOf(newest)];
}

/** Changes only with the calls to these numbers: the page may have a thousand menus. */
export function callsToItems(
  items: () => readonly MenuItem[], store: Store,
): Observable<unknown> {
  const get = (): string => items()
    .map((item) => livingCallOf(item, store))
    .map((call) => call ? [call.key, call.phase, call.held, call.muted].join() : '')
    .join(';');
  const listen = (listener: (calls: string) => void): (() => void) => {
    let before = get();
    return store.calls.listen(() => {
      const now = get();
      if (now !== before) listener(before = now);
    });
  };
  return {get, listen, subscribe: listen};
}
