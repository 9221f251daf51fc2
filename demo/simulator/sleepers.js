/**
 * @typedef {(ms: number, action: () => void) => () => void} Schedule Acts once after `ms`, unless
 *   the returned function is called before.
 */

/**
 * Everything in a simulator that waits. It wakes by a timer, or when the clock is moved ahead.
 *
 * @param {() => number} now Epoch ms.
 * @param {(ms: number) => Promise<unknown>} sleep
 * @param {Schedule} startTimer
 */
export function createSleepers(now, sleep, startTimer) {
  /** @type {Set<{wakeAt: number, wake: () => void}>} */
  const sleepers = new Set();

  return {
    /** Resolves after `ms`, or once the clock has been moved that far. */
    async wait(/** @type {number} */ ms) {
      const sleeper = {wakeAt: now() + ms, wake: () => {}};
      const isWoken = new Promise((resolve) => { sleeper.wake = () => resolve(undefined); });
      sleepers.add(sleeper);
      await Promise.race([sleep(ms), isWoken]);
      sleepers.delete(sleeper);
    },

    /**
     * Acts once after `ms`, or once the clock has been moved that far.
     *
     * @type {Schedule}
     */
    schedule(ms, action) {
      const sleeper = {wakeAt: now() + ms, wake: () => {}};
      const cancelTimer = startTimer(ms, () => sleeper.wake());
      const cancel = () => {
        cancelTimer();
        sleepers.delete(sleeper);
      };
      sleeper.wake = () => {
        cancel();
        action();
      };
      sleepers.add(sleeper);
      return cancel;
    },

    /** Wakes all that are due. */
    wakeDue() {
      for (const sleeper of sleepers) {
        if (sleeper.wakeAt <= now()) sleeper.wake();
      }
    },
  };
}
