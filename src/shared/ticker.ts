/** One timer for all running clocks of the page; it rests while nothing runs or nobody looks. */

const clocks = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls `fn` on every full second while the page is visible; returns the end of it. */
export function eachSecond(fn: () => void): () => void {
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

/** `ms` as a clock: 00:12, 1:02:03. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return (hours > 0 ? [hours, ...parts] : parts).join(':');
}
