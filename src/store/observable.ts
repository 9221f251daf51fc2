/** A value that can be read and watched: what React, Svelte, Vue, Solid and Angular take for a store. */
import type {Observable} from './types.js';

export interface Writable<T> extends Observable<T> {
  /** Tells the listeners, unless it is the same value. */
  set(value: T): void;
}

export function observable<T>(value: T): Writable<T> {
  const listeners = new Set<(value: T) => void>();
  const listen = (fn: (value: T) => void) => {
    // Each subscription is its own, also where the same function subscribes twice.
    const listener = (next: T) => fn(next);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get: () => value,
    listen,
    subscribe(fn) {
      const stop = listen(fn);
      fn(value);
      return stop;
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) {
        if (!Object.is(next, value)) return; // a listener set it anew: everybody has heard of that
        if (!listeners.has(listener)) continue;
        // One listener's fault must not keep the news from the others.
        try { listener(next); } catch (error) { queueMicrotask(() => { throw error; }); }
      }
    },
  };
}
