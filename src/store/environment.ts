/**
 * Everything the store takes from the browser: time, randomness, storage, locks, messages between
 * tabs, and whether the user sees the page and the network is there. It is passed in, so that tests
 * run several tabs in one page and whole days in an instant.
 */
import type {PhoneProvider} from './phone-port.js';

export interface Environment {
  /** Epoch ms. */
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Never throws; a value that the browser refuses (blocked, full) stays in memory. */
  storage(kind: 'local' | 'session' | 'memory'): KeyValue;
  /** Null if the browser has no Web Locks. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** Messages to the other tabs of this origin; the sender does not receive its own. */
  channel(name: string, onMessage: (message: unknown) => void): Channel;
  visible(): boolean;
  online(): boolean;
  /** Visibility, network or page life cycle changed; returns the unsubscribe. */
  onWake(listener: () => void): () => void;
  /** Absent or null: the code for calls in the browser is not there. */
  readonly phone?: PhoneProvider | null;
  /** Absent or null: no sockets here, so that calls are followed by requests alone. */
  openSocket?(url: string, events: SocketEvents): Socket | null;
}

export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(): string[];
  /** True if other tabs see the same values. */
  readonly shared: boolean;
}

export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** The members that are used of a WebSocket. */
export interface Socket {
  /** Text. A socket that is not open ignores it. */
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  onMessage(text: unknown): void;
  /** Once, unless `close()` was called before. */
  onClose(): void;
  /** The page's policy forbids the address. */
  onForbidden(): void;
}
