/**
 * Everything the store takes from the browser: time, randomness, storage, locks, messages between
 * tabs, and whether the user sees the page and the network is there. It is passed in, so that tests
 * run several tabs in one page and whole days in an instant.
 */
import {parseJson} from '../ringcentral/json.js';
import {type PhoneProvider, providedPhone} from './browser-calls/phone-port.js';
import {openBrowserSocket, type Socket, type SocketEvents} from './push/socket.js';
import {type StorageProblem, WebStorage} from './web-storage.js';

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

const memoryValues = new Map<string, string>();

const memoryStorage: KeyValue = {
  shared: false,
  get: (key) => memoryValues.get(key) ?? null,
  set: (key, value) => void memoryValues.set(key, value),
  delete: (key) => void memoryValues.delete(key),
  keys: () => [...memoryValues.keys()],
};

let hasWarned = false;

function warnOnce(problem: StorageProblem): void {
  if (hasWarned) return;
  hasWarned = true;
  if (problem === 'full') console.warn('rc-click-to-call: storage is full; what finds no room lasts until the page is closed.');
  else console.warn('rc-click-to-call: this page may not store anything; the session and running calls last until it is closed.');
}

const STORAGE_AREAS: Readonly<Record<'local' | 'session' | 'memory', KeyValue>> = {
  local: new WebStorage(() => globalThis.localStorage, true, warnOnce),
  session: new WebStorage(() => globalThis.sessionStorage, false, warnOnce),
  memory: memoryStorage,
};

const WAKE_EVENTS = [
  ['document', 'visibilitychange'],
  ['window', 'online'],
  ['window', 'offline'],
  ['window', 'pageshow'],
] as const;

const wakeTarget = (name: 'document' | 'window'): EventTarget | undefined =>
  name === 'document' ? globalThis.document : globalThis;

/**
 * A value that another tab stores under `<name>/<kind>` counts as its message `{<kind>: value}`.
 * Messages that nothing is stored for do not arrive.
 */
function storageChannel(name: string, onMessage: (message: unknown) => void): Channel {
  const handleStorage = ({key, newValue}: StorageEvent): void => {
    if (!key?.startsWith(`${name}/`) || newValue === null) return;
    const [kind = ''] = key.slice(name.length + 1).split('/');
    onMessage({[kind]: parseJson(newValue)});
  };
  globalThis.addEventListener?.('storage', handleStorage);
  return {
    post() {},
    close: () => globalThis.removeEventListener?.('storage', handleStorage),
  };
}

/** This browser and this page. */
export const browserEnvironment: Environment = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
  random: Math.random,
  storage: (kind) => STORAGE_AREAS[kind],
  get locks() { return globalThis.navigator?.locks ?? null; },
  channel(name, onMessage) {
    let channel: BroadcastChannel;
    try {
      channel = new BroadcastChannel(name);
    } catch {
      // The browser has no BroadcastChannel, or the frame may not use it.
      return storageChannel(name, onMessage);
    }
    channel.onmessage = (event) => onMessage(event.data);
    let isClosed = false;
    return {
      // Work may end later than its channel.
      post(message) {
        if (!isClosed) channel.postMessage(message);
      },
      close() {
        isClosed = true;
        channel.close();
      },
    };
  },
  visible: () => globalThis.document?.visibilityState !== 'hidden',
  online: () => globalThis.navigator?.onLine !== false,
  get phone() { return providedPhone(); },
  openSocket: openBrowserSocket,
  onWake(listener) {
    for (const [targetName, type] of WAKE_EVENTS) {
      wakeTarget(targetName)?.addEventListener?.(type, listener);
    }
    return () => {
      for (const [targetName, type] of WAKE_EVENTS) {
        wakeTarget(targetName)?.removeEventListener?.(type, listener);
      }
    };
  },
};
