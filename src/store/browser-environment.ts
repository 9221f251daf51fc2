/** The environment of a store on a page: this browser. */
import {parseJson} from '../ringcentral/json.js';
import type {Channel, Environment, KeyValue} from './environment.js';
import {EVICTION} from './eviction.js';
import {providedPhone} from './phone-port.js';
import {openBrowserSocket} from './push/socket.js';
import {type StorageProblem, WebStorage} from './web-storage.js';

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
  local: new WebStorage(() => globalThis.localStorage, true, EVICTION, warnOnce),
  session: new WebStorage(() => globalThis.sessionStorage, false, EVICTION, warnOnce),
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
