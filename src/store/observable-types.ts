/** The public types of values that can be watched. */

/**
 * A value that can be read and watched. Snapshots are frozen, and stay the same object while
 * nothing changed.
 */
export interface Observable<T> {
  get(): T;
  /** Calls `listener` at once and on each change; returns the unsubscribe. */
  subscribe(listener: (value: T) => void): () => void;
  /** Calls `listener` on each change; returns the unsubscribe. */
  listen(listener: (value: T) => void): () => void;
}

/** A value that costs requests or a connection while somebody watches it. */
export interface PassiveObservable<T> extends Observable<T> {
  /** `passive`: this listener is told, and causes nothing. */
  listen(listener: (value: T) => void, passive?: boolean): () => void;
}
