/**
 * Counts, from the page's first script on, what wakes a page up by itself: timers, frames, idle callbacks.
 * @returns {Promise<() => Promise<{fired: number, pending: number}>>} callbacks that ran so far, and those that are
 *   still waiting
 */
export async function countWakeUps(page) {
  await page.evaluateOnNewDocument(() => {
    const counts = {fired: 0, waiting: new Set()};
    globalThis.wakeUps = counts;
    const once = [['setTimeout', 'clearTimeout'], ['requestAnimationFrame', 'cancelAnimationFrame'], ['requestIdleCallback', 'cancelIdleCallback']];
    for (const [ask, cancel] of once) {
      const asked = globalThis[ask].bind(globalThis), canceled = globalThis[cancel].bind(globalThis);
      globalThis[ask] = (fn, ...rest) => {
        const id = asked((...values) => {
          counts.fired++;
          counts.waiting.delete(`${ask} ${id}`);
          if (typeof fn === 'function') fn(...values);
        }, ...rest);
        counts.waiting.add(`${ask} ${id}`);
        return id;
      };
      globalThis[cancel] = (id) => {
        counts.waiting.delete(`${ask} ${id}`);
        canceled(id);
      };
    }
    const every = globalThis.setInterval.bind(globalThis), never = globalThis.clearInterval.bind(globalThis);
    globalThis.setInterval = (fn, ...rest) => {
      const id = every(() => {
        counts.fired++;
        fn();
      }, ...rest);
      counts.waiting.add(`setInterval ${id}`);
      return id;
    };
    globalThis.clearInterval = (id) => {
      counts.waiting.delete(`setInterval ${id}`);
      never(id);
    };
  });
  return () => page.evaluate(() => ({fired: globalThis.wakeUps.fired, pending: globalThis.wakeUps.waiting.size}));
}
