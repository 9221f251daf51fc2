/**
 * Counts the timers, frames and idle callbacks that wake up a page, from its first script on.
 *
 * @returns {Promise<() => Promise<{fired: number, pending: number}>>} Reads how many callbacks have
 *   run so far, and how many are still waiting.
 */
export async function countWakeUps(page) {
  await page.evaluateOnNewDocument(() => {
    const counts = {fired: 0, waiting: new Set()};
    globalThis.wakeUps = counts;

    /** Counts the calls of one scheduling function, and of the one that cancels it. */
    function count(scheduleName, cancelName, isRepeated = false) {
      const schedule = globalThis[scheduleName].bind(globalThis);
      const cancel = globalThis[cancelName].bind(globalThis);
      globalThis[scheduleName] = (callback, ...rest) => {
        const id = schedule((...values) => {
          counts.fired++;
          if (!isRepeated) counts.waiting.delete(`${scheduleName} ${id}`);
          if (typeof callback === 'function') callback(...values);
        }, ...rest);
        counts.waiting.add(`${scheduleName} ${id}`);
        return id;
      };
      globalThis[cancelName] = (id) => {
        counts.waiting.delete(`${scheduleName} ${id}`);
        cancel(id);
      };
    }
    count('setTimeout', 'clearTimeout');
    count('requestAnimationFrame', 'cancelAnimationFrame');
    count('requestIdleCallback', 'cancelIdleCallback');
    count('setInterval', 'clearInterval', true);
  });
  return () => page.evaluate(() => {
    const {fired, waiting} = globalThis.wakeUps;
    return {fired, pending: waiting.size};
  });
}
