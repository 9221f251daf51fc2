/** One timer for all running clocks of the page; it rests while nothing runs or nobody looks. */

const clocks = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls `fn` on every full second while the page is visible; returns the end of it. */
export function onEverySecond(fn: () => void): () => void {
  if (clocks.size === 0) document.addEventListener('visibilitychange', turn);
  clocks.add(fn);
  turn();
  return () => {
    clocks.delete(fn);
    if (clocks.size > 0) return;
    document.removeEventListener('visibilitychange', turn);
    clearTimeout(timer);
    timer = undefined;
  };
}

function turn(): void {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') return;
  timer = setTimeout(() => {
    turn();
    for (const fn of [...clocks]) fn();
  }, 1000 - Date.now() % 1000);
}

/**
 * `ms` as a clock: 00:12, 1:02:03. `locale`: BCP 47, for the digits. `Intl.DurationFormat` is too young for some of the
 * browsers that we serve.
 */
export function formatDuration(ms: number, locale = 'en'): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  return [...hours > 0 ? [hours.toLocaleString(locale)] : [], ...parts.map((part) =>
    part.toLocaleString(locale, {minimumIntegerDigits: 2}))].join(':');
}
