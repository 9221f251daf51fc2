/**
 * What the store needs of the place it runs in: time, chance, storage, locks and messages between
 * tabs, and when the person looks at the page or the network returns. Given from outside, so that
 * tests run whole days in a blink and several tabs in one.
 */
export interface Environment {
  now(): number;
  setTimeout(fn: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Never throws; works in memory where the browser's storage is blocked. */
  storage(kind: 'local' | 'session' | 'memory'): KeyValue;
  /** Null where the browser has no Web Locks. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** Messages to the other tabs of this origin; never heard by their sender. */
  channel(name: string, hear: (message: unknown) => void): Channel;
  visible(): boolean;
  online(): boolean;
  /** Visibility, network or page life changed; returns the unsubscribe. */
  onWake(fn: () => void): () => void;
}

export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(): string[];
  /** True where other tabs see the same values. */
  readonly shared: boolean;
}

export interface Channel {
  post(message: unknown): void;
  close(): void;
}

const memory = new Map<string, string>();

const inMemory: KeyValue = {
  shared: false,
  get: (key) => memory.get(key) ?? null,
  set: (key, value) => void memory.set(key, value),
  delete: (key) => void memory.delete(key),
  keys: () => [...memory.keys()],
};

let warned = false;

/** The browser's storage; once it throws (blocked in a frame, full), memory takes over for that key. */
function browserStorage(kind: 'local' | 'session'): KeyValue {
  let area: Storage;
  try {
    area = kind === 'local' ? globalThis.localStorage : globalThis.sessionStorage;
    const probe = 'rc-click-to-call/probe';
    area.setItem(probe, '1');
    area.removeItem(probe);
  } catch {
    if (!warned) console.warn('rc-click-to-call: this page may not store anything; the session and running calls last until it is closed.');
    warned = true;
    return inMemory;
  }
  return {
    shared: kind === 'local',
    get(key) {
      try { return memory.get(key) ?? area.getItem(key); } catch { return memory.get(key) ?? null; }
    },
    set(key, value) {
      try { area.setItem(key, value); memory.delete(key); } catch { memory.set(key, value); }
    },
    delete(key) {
      memory.delete(key);
      try { area.removeItem(key); } catch { /* nothing was stored */ }
    },
    keys() {
      try { return [...new Set([...Object.keys(area), ...memory.keys()])]; } catch { return [...memory.keys()]; }
    },
  };
}

const WAKE_EVENTS = [['document', 'visibilitychange'], ['window', 'online'], ['window', 'offline'], ['window', 'pageshow']] as const;

/** The real thing: this browser, this page. */
export const browserEnvironment: Environment = {
  now: () => Date.now(),
  setTimeout: (fn, ms) => globalThis.setTimeout(fn, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
  random: Math.random,
  storage: (kind) => kind === 'memory' ? inMemory : browserStorage(kind),
  get locks() { return globalThis.navigator?.locks ?? null; },
  channel(name, hear) {
    let channel: BroadcastChannel;
    // A browser without it, or a frame that may not use it: there is no tab to talk to.
    try { channel = new BroadcastChannel(name); } catch { return {post() {}, close() {}}; }
    channel.onmessage = (event) => hear(event.data);
    return {post: (message) => channel.postMessage(message), close: () => channel.close()};
  },
  visible: () => globalThis.document?.visibilityState !== 'hidden',
  online: () => globalThis.navigator?.onLine !== false,
  onWake(fn) {
    for (const [target, type] of WAKE_EVENTS) (target === 'document' ? globalThis.document : globalThis)?.addEventListener?.(type, fn);
    return () => {
      for (const [target, type] of WAKE_EVENTS) (target === 'document' ? globalThis.document : globalThis)?.removeEventListener?.(type, fn);
    };
  },
};
