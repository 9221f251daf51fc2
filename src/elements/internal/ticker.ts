/** One timer for all running clocks of the page; it stops while none runs or the tab is hidden. */

const SECOND_MS = 1000;

const clocks = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls the listener on every full second while the tab is visible; returns the unsubscribe. */
export function onEverySecond(listener: () => void): () => void {
  if (clocks.size === 0) document.addEventListener('visibilitychange', scheduleTick);
  clocks.add(listener);
  scheduleTick();
  return () => {
    clocks.delete(listener);
    if (clocks.size > 0) return;
    document.removeEventListener('visibilitychange', scheduleTick);
    clearTimeout(timer);
    timer = undefined;
  };
}

function scheduleTick(): void {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') return;
  timer = setTimeout(() => {
    scheduleTick();
    for (const listener of [...clocks]) listener();
  }, SECOND_MS - Date.now() % SECOND_MS);
}

/**
 * A duration in ms as a clock shows it: 00:12, 1:02:03. `locale`: BCP 47, for the digits. Not by
 * `Intl.DurationFormat`, which Chrome and Firefox lack in versions that we support.
 */
export function formatDuration(durationMs: number, locale = 'en'): string {
  const totalSeconds = Math.max(0, Math.floor(durationMs / SECOND_MS));
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor(totalSeconds / 60) % 60;
  const seconds = totalSeconds % 60;
  const clockParts = [minutes, seconds].map((part) =>
    part.toLocaleString(locale, {minimumIntegerDigits: 2}));
  if (hours > 0) clockParts.unshift(hours.toLocaleString(locale));
  return clockParts.join(':');
}
