import type {Store} from '../../store/types.js';

/** How long a call waits for the list of the account's phones. */
const PHONE_LOOKUP_TIMEOUT_MS = 3_000;

/** Whether the account has no phone; false also if that is not known in time. */
export function hasNoPhone({fromNumbers}: Store): Promise<boolean> {
  return new Promise((resolve) => {
    const checkList = (): void => {
      const {state, options, loadingMore} = fromNumbers.get();
      if (options.length > 0 || state === 'error') settle(false);
      else if (state === 'ready' && !loadingMore) settle(true);
    };
    const settle = (hasNone: boolean): void => {
      unsubscribe();
      clearTimeout(timer);
      resolve(hasNone);
    };
    const unsubscribe = fromNumbers.listen(checkList);
    const timer = setTimeout(settle, PHONE_LOOKUP_TIMEOUT_MS, false);
    checkList();
  });
}
