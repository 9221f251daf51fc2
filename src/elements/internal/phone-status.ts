/** Whether a phone of the user is online: asked when the user turns to it, and only then. */
import type {NumberList, NumberOption, Store} from '../../store/types.js';

/** RingCentral says so. A phone that is not listed is one that it says nothing of. */
export function isPhoneOffline({fromNumbers}: Store, phone: string | undefined): boolean {
  return fromNumbers.get().options.some(({number, online}) => number === phone && online === false);
}

/** One wait for the list serves all elements of a store. */
const pendingLists = new WeakMap<Store, Promise<NumberList>>();

/**
 * Asks which phones are online where one of them matters: the store sees to it that this is not
 * done too often. Reads the list of phones first, unless it is there.
 */
export async function checkPhones(
  store: Store, matters: (phone: NumberOption) => boolean,
): Promise<void> {
  if (!pendingLists.has(store)) pendingLists.set(store, whenListIsRead(store));
  const {options} = await pendingLists.get(store)!;
  pendingLists.delete(store);
  if (options.some(matters)) store.checkPhones();
}

/** Resolves with what was read where the rest cannot be. */
function whenListIsRead({fromNumbers, session}: Store): Promise<NumberList> {
  return new Promise((resolve) => {
    const settleIfRead = (): void => {
      const list = fromNumbers.get();
      const isRead = list.state === 'error' || (list.state === 'ready' && !list.loadingMore);
      // A user who signs in later has not pointed at anything.
      if (!isRead && session.get().state === 'ready') return;
      for (const unsubscribe of unsubscribes) unsubscribe();
      resolve(list);
    };
    const unsubscribes = [fromNumbers.listen(settleIfRead), session.listen(settleIfRead)];
    settleIfRead();
  });
}
