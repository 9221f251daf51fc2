/**
 * A value that can be read and watched. It has the contract that React, Svelte, Vue, Solid and
 * Angular take for a store.
 */
import {callSafely} from './call-safely.js';
import type {Observable} from './types.js';

export interface Writable<T> extends Observable<T> {
  /** Notifies the listeners, unless it is the same value. */
  set(value: T): void;
}

export function observable<T>(value: T): Writable<T> {
  const listeners = new Set<(value: T) => void>();
  const listen = (callback: (value: T) => void) => {
    // A function that subscribes twice has two subscriptions.
    const listener = (nextValue: T) => callback(nextValue);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get: () => value,
    listen,
    subscribe(listener) {
      const unsubscribe = listen(listener);
      listener(value);
      return unsubscribe;
    },
    set(nextValue) {
      if (Object.is(nextValue, value)) return;
      value = nextValue;
      for (const listener of [...listeners]) {
        // A listener has set another value meanwhile, and every listener was called with it.
        if (!Object.is(nextValue, value)) return;
        if (listeners.has(listener)) callSafely(listener, nextValue);
      }
    },
  };
}
