/**
 * A browser in virtual time: tabs that open and close, one storage, one set of locks and channels,
 * one simulator. Nothing waits for the real clock, so a day passes in an instant, and the timers
 * and listeners that a tab leaves behind can be counted.
 */
import {createSimulator} from '../../demo/simulator/simulator.js';
// The lazy chunks are loaded in advance, since fetching them takes real time.
import '../../src/store/engine.js';
import {parserPart} from '../../src/phone/parser-part.js';
import '../../src/store/sign-in/external.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {Environment, KeyValue} from '../../src/store/environment.js';
import {type StorageProblem, WebStorage} from '../../src/store/web-storage.js';
import {createStore} from '../../src/store/store.js';
import type {Call, ConnectOptions, Store, StoreEvent, StoreOptions} from '../../src/store/types.js';
import {numberOf} from './scenarios.js';

await parserPart.load();

interface VirtualTimer {
  /** Epoch ms. */
  readonly dueAt: number;
  readonly order: number;
  readonly tab: Tab | null;
  readonly callback: () => void;
}

/** A fault of the network itself; the platform may not know of it. */
export interface NetworkFault {
  readonly method?: string;
  readonly path?: string;
  times?: number;
  /**
   * `before`: no request leaves; `after`: the platform did it, the answer is lost; `hang`: no answer
   * ever comes, only the time-out; `hang-after`: likewise, but the platform did it.
   */
  readonly kind: 'before' | 'after' | 'hang' | 'hang-after' | 'delay';
  readonly delay?: number;
}

/** A macrotask of the real browser: streams and promises of the fetch classes need it to finish. */
const macrotaskChannel = new MessageChannel();
const macrotaskResolvers: (() => void)[] = [];
macrotaskChannel.port1.onmessage = () => macrotaskResolvers.shift()?.();
const nextMacrotask = () => new Promise<void>((resolve) => {
  macrotaskResolvers.push(resolve);
  macrotaskChannel.port2.postMessage(null);
});

/** Bodies that the real browser is reading, in its own time. */
let pendingReads = 0;
/** A body that a test never ends is not waited for. */
const MAX_READ_TURNS = 500;
for (const method of ['text', 'json'] as const) {
  const read: (this: Response) => Promise<unknown> = Response.prototype[method];
  Response.prototype[method] = async function (this: Response): Promise<never> {
    pendingReads++;
    try {
      return await read.call(this) as never;
    } finally {
      pendingReads--;
    }
  };
}

/** A generator with a seed (mulberry32), so that a walk can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class VirtualBrowser {
  /** Epoch ms; the clock that tabs read is off by `clockError` ms. */
  now = Date.UTC(2026, 0, 5, 9);
  clockError = 0;
  readonly random: () => number;
  readonly simulator: ReturnType<typeof createSimulator>;
  readonly storage = new Map<string, string>();
  /** Characters that all keys and values may have together. */
  #storageQuota = Infinity;
  readonly tabs: Tab[] = [];
  readonly faults: NetworkFault[] = [];
  readonly channels = new Set<VirtualChannel>();
  readonly locks = new Map<string, LockState>();
  readonly timers = new Set<VirtualTimer>();
  readonly token: string;
  /** Requests that the platform answered, although no tab got the answer. */
  readonly unheardRequests = new Set<object>();
  /** Requests in progress that do not wait for virtual time. */
  pendingRequests = 0;
  #timerCount = 0;

  constructor({seed = 1, simulator = {}}: {seed?: number; simulator?: object} = {}) {
    this.random = seededRandom(seed);
    this.simulator = createSimulator({
      now: () => this.now, random: this.random, sleep: (ms: number) => this.#sleep(ms), ...simulator,
    });
    this.token = String((this.simulator.signIn({expiresIn: 10 * 24 * 3600}) as {access_token: string}).access_token);
  }

  schedule(ms: number, callback: () => void, tab: Tab | null = null): VirtualTimer {
    const dueAt = this.now + Math.max(ms, 0);
    const timer = {dueAt, order: this.#timerCount++, tab, callback};
    this.timers.add(timer);
    return timer;
  }

  /** A slow answer waits for virtual time, so it is not in progress meanwhile. */
  #sleep(ms: number): Promise<void> {
    this.pendingRequests--;
    return new Promise((resolve) => this.schedule(ms, () => {
      this.pendingRequests++;
      resolve();
    }));
  }

  openTab(options: TabOptions = {}): Tab {
    const tab = new Tab(this, options);
    this.tabs.push(tab);
    return tab;
  }

  /** Resolves once everything that can happen at this moment has happened. */
  async settle(): Promise<void> {
    let readTurns = 0;
    for (let quietTurns = 0, timersRun = 0; quietTurns < 2;) {
      if (timersRun > 1_000) throw new Error('A tab runs timers without end at the same moment.');
      await nextMacrotask();
      const isReading = pendingReads > 0 && readTurns++ < MAX_READ_TURNS;
      quietTurns = this.pendingRequests > 0 || isReading ? 0 : quietTurns + 1;
      if (this.#runDueTimer()) {
        quietTurns = 0;
        timersRun++;
      }
    }
  }

  #nextTimer(): VirtualTimer | undefined {
    let nextTimer: VirtualTimer | undefined;
    for (const timer of this.timers) {
      if (!nextTimer || isBefore(timer, nextTimer)) nextTimer = timer;
    }
    return nextTimer;
  }

  #runDueTimer(): boolean {
    const nextTimer = this.#nextTimer();
    if (!nextTimer || nextTimer.dueAt > this.now) return false;
    this.timers.delete(nextTimer);
    nextTimer.callback();
    return true;
  }

  /** Lets `ms` pass and runs every timer in its order. */
  async advance(ms: number): Promise<void> {
    const endTime = this.now + ms;
    await this.settle();
    let nextTimer = this.#nextTimer();
    while (nextTimer && nextTimer.dueAt <= endTime) {
      this.now = Math.max(this.now, nextTimer.dueAt);
      await this.settle();
      nextTimer = this.#nextTimer();
    }
    this.now = endTime;
  }

  /** Lets time pass until `promise` is settled, at most `ms`. */
  async runUntil<T>(promise: Promise<T>, ms = 120_000): Promise<T> {
    let isSettled = false;
    const observedPromise = promise.finally(() => { isSettled = true; });
    observedPromise.catch(() => {});
    const endTime = this.now + ms;
    for (let turns = 0; !isSettled; turns++) {
      await this.settle();
      if (isSettled) break;
      const nextTimer = this.#nextTimer();
      if (nextTimer && nextTimer.dueAt <= endTime) this.now = Math.max(this.now, nextTimer.dueAt);
      else if (turns > 500) throw new Error('The promise was never settled.');
    }
    return observedPromise;
  }

  /** Another part of the site takes all room but this many characters. */
  fillStorage(roomLeft = 0): void {
    this.#storageQuota = this.#storedLength() + roomLeft;
  }

  get roomLeft(): number {
    return this.#storageQuota === Infinity ? Infinity : this.#storageQuota - this.#storedLength();
  }

  #storedLength(): number {
    let length = 0;
    for (const [key, value] of this.storage) length += key.length + value.length;
    return length;
  }

  freeStorage(): void {
    this.#storageQuota = Infinity;
  }

  /** The requests of all tabs, oldest first. */
  requests(method?: string, path = '') {
    return this.simulator.requests.filter((request) => {
      const isMethod = !method || request.method === method;
      return isMethod && request.path.includes(path);
    });
  }

  async close(): Promise<void> {
    for (const tab of [...this.tabs]) tab.close();
    await this.settle();
  }
}

function isBefore(timer: VirtualTimer, other: VirtualTimer): boolean {
  if (timer.dueAt !== other.dueAt) return timer.dueAt < other.dueAt;
  return timer.order < other.order;
}

interface TabOptions extends StoreOptions {
  readonly storage?: 'local' | 'session' | 'memory';
  /** A browser without Web Locks. */
  readonly noLocks?: boolean;
  readonly noChannel?: boolean;
  /** The browser's storage throws: when it is named, as in some frames, or when it is used. */
  readonly blockedStorage?: 'named' | 'used';
  /** The page's SDK repeats throttled requests by itself. */
  readonly handleRateLimit?: boolean;
}

export class Tab {
  alive = true;
  readonly events: StoreEvent[] = [];
  readonly store: Store;
  readonly options: TabOptions;
  readonly #browser: VirtualBrowser;
  readonly #wakeListeners = new Set<() => void>();
  readonly memory = new Map<string, string>();
  readonly storageProblems: StorageProblem[] = [];
  readonly localStorage = new WebStorage(
    () => this.#webStorage(), true, (problem) => this.storageProblems.push(problem),
  );
  #visible = true;
  #online = true;
  /** What the browser says, whether it is right or not. */
  #saysOnline = true;
  /** The timers and listeners that this tab has not removed. */
  get leftovers() {
    const timers = [...this.#browser.timers].filter(({tab}) => tab === this).length;
    return {timers, listeners: this.#wakeListeners.size};
  }

  constructor(browser: VirtualBrowser, options: TabOptions) {
    this.#browser = browser;
    this.options = options;
    this.store = createStore(options, this.environment());
    this.store.on((event) => { if (this.alive) this.events.push(event); });
  }

  /** Signs this tab in with a page's SDK that already has a token, or in another way. */
  async connect(way: ConnectOptions = {sdk: this.platform()}): Promise<this> {
    const {storage = 'local'} = this.options;
    const server = 'https://platform.example';
    const connected = this.store.connect({storage, server, ...way});
    await this.#browser.runUntil(connected);
    await this.#browser.settle();
    return this;
  }

  show(visible: boolean): void {
    if (this.#visible === visible) return;
    this.#visible = visible;
    this.wake();
  }

  goOnline(online: boolean): void {
    if (this.#online === online) return;
    this.#online = online;
    this.sayOnline(online);
  }

  /** The browser's opinion of the network changes, but not the network, as with some VPNs. */
  sayOnline(online: boolean): void {
    this.#saysOnline = online;
    this.wake();
  }

  wake(): void {
    for (const listener of [...this.#wakeListeners]) listener();
  }

  /** The page is gone, and the script is not notified: a crash, or a reload. */
  close(): void {
    if (!this.alive) return;
    this.alive = false;
    const {timers, channels, tabs, locks} = this.#browser;
    for (const timer of [...timers]) if (timer.tab === this) timers.delete(timer);
    for (const channel of [...channels]) if (channel.tab === this) channels.delete(channel);
    this.#wakeListeners.clear();
    tabs.splice(tabs.indexOf(this), 1);
    for (const lockState of locks.values()) lockState.removeTab(this);
  }

  phases(callKey?: string): string[] {
    const changes = this.events.filter((event) => event.type === 'call-change');
    return changes.filter(({call}) => !callKey || call.key === callKey).map(({call}) => call.phase);
  }

  endEvents(callKey?: string) {
    const ends = this.events.filter((event) => event.type === 'call-end');
    return ends.filter(({call}) => !callKey || call.key === callKey);
  }

  environment(): Environment {
    const browser = this.#browser;
    const keyValueOf = (values: Map<string, string>, shared: boolean): KeyValue => ({
      shared,
      get: (key) => values.get(key) ?? null,
      set: (key, value) => { if (this.alive) values.set(key, value); },
      delete: (key) => { if (this.alive) values.delete(key); },
      keys: () => [...values.keys()],
    });
    return {
      now: () => browser.now + browser.clockError,
      setTimeout: (callback, ms) => this.alive ? browser.schedule(ms, callback, this) : null,
      clearTimeout: (timer) => void browser.timers.delete(timer as VirtualTimer),
      random: browser.random,
      storage: (kind) => kind === 'local' ? this.localStorage : keyValueOf(this.memory, false),
      locks: this.options.noLocks ? null : {request: this.#requestLock},
      channel: (name, onMessage) => {
        const ownChannel: VirtualChannel = {name, tab: this, onMessage};
        if (!this.options.noChannel) browser.channels.add(ownChannel);
        return {
          post: (message) => {
            if (!this.alive || this.options.noChannel) return;
            const copy: unknown = structuredClone(message);
            for (const other of browser.channels) {
              if (other.name !== name || other === ownChannel) continue;
              browser.schedule(0, () => {
                if (browser.channels.has(other)) other.onMessage(copy);
              });
            }
          },
          close: () => void browser.channels.delete(ownChannel),
        };
      },
      visible: () => this.#visible,
      online: () => this.#saysOnline,
      onWake: (listener) => {
        this.#wakeListeners.add(listener);
        return () => this.#wakeListeners.delete(listener);
      },
    };
  }

  #webStorage(): Storage {
    const {blockedStorage} = this.options;
    const denied = () => new DOMException('Denied', 'SecurityError');
    if (blockedStorage === 'named') throw denied();
    const browser = this.#browser;
    /** Throws where the tab may not use its storage. */
    const values = () => {
      if (blockedStorage) throw denied();
      return browser.storage;
    };
    return {
      get length() { return values().size; },
      key: (index: number) => [...values().keys()][index] ?? null,
      getItem: (key: string) => values().get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (!this.alive) return;
        const oldValue = values().get(key);
        const oldLength = oldValue === undefined ? 0 : key.length + oldValue.length;
        const addedLength = key.length + value.length - oldLength;
        if (addedLength > 0 && browser.roomLeft < addedLength) {
          throw new DOMException('No room', 'QuotaExceededError');
        }
        values().set(key, value);
      },
      removeItem: (key: string) => { if (this.alive) values().delete(key); },
      clear: () => values().clear(),
    };
  }

  readonly #requestLock = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const callback = rest.pop() as LockCallback;
    const options = (rest[0] ?? {}) as LockRequestOptions;
    let lockState = this.#browser.locks.get(name);
    if (!lockState) this.#browser.locks.set(name, lockState = new LockState());
    return lockState.request(this, options, callback);
  };

  /** The SDK that `platform` gave last. */
  lastPlatform: HostPlatform | null = null;

  /** The SDK of a page, signed in. */
  platform(): HostPlatform {
    const send = (method: string) => (url: string, ...rest: unknown[]): Promise<Response> => {
      const [body, query, options] = method === 'GET' ? [undefined, rest[0], rest[1]] : rest;
      return this.#send({
        method, path: url, body, query: query as Record<string, string> | undefined, options: options ?? {},
      });
    };
    this.lastPlatform = {
      get: send('GET'), post: send('POST'), delete: send('DELETE'), loggedIn: () => Promise.resolve(true),
    };
    return this.lastPlatform;
  }

  /** For pages that have no SDK: `fetch` with this tab's network. */
  async fetch(url: URL, init: RequestInit): Promise<Response> {
    const {method = 'GET', signal} = init;
    signal?.throwIfAborted();
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const query = Object.fromEntries(url.searchParams);
    const options = {retry: true, ...(signal && {signal})};
    try {
      return await this.#send({method, path: url.pathname, body, query, options});
    } catch (error) {
      const {response} = error as {response?: Response};
      if (response) return response;
      throw error;
    }
  }

  /** Browsers take more or fewer turns to read a body. It counts as a request in progress. */
  #trackBodyReads(response: Response): Response {
    const trackRead = async <T>(body: Promise<T>): Promise<T> => {
      this.#browser.pendingRequests++;
      try {
        return await body;
      } finally {
        this.#browser.pendingRequests--;
      }
    };
    const {text, json, clone} = response;
    return Object.assign(response, {
      text: () => trackRead(text.call(response)),
      json: () => trackRead(json.call(response) as Promise<unknown>),
      clone: () => this.#trackBodyReads(clone.call(response)),
    });
  }

  async #send(request: SentRequest): Promise<Response> {
    const {method, path, options: {signal, retry}} = request;
    if (!this.alive) return neverAnswered();
    if (!this.#online) throw connectionLost();
    const fault = this.#takeFault(method, path);
    if (fault?.kind === 'before') throw connectionLost();
    if (fault?.kind === 'hang') return untilAborted(signal);
    const response = await this.#carryOut(request);
    if (fault?.kind === 'hang-after' || fault?.kind === 'after') {
      const {requests} = this.#browser.simulator;
      const unheard = requests.findLast((sent) => sent.method === method && sent.path === path);
      if (unheard) this.#browser.unheardRequests.add(unheard);
    }
    if (fault?.kind === 'hang-after') return untilAborted(signal);
    if (fault?.kind === 'delay') await this.#pause(fault.delay ?? 1_000);
    if (!this.alive) return neverAnswered();
    if (signal?.aborted || fault?.kind === 'after') throw connectionLost();
    if (response.ok) return response;
    if (response.status === 429 && this.options.handleRateLimit && !retry) {
      await this.#pause(60_000);
      return this.#carryOut(request);
    }
    if (response.status === 401 && !retry) return this.#carryOut(request);
    throw Object.assign(new Error('Response has unsuccessful status'), {response});
  }

  #takeFault(method: string, path: string): NetworkFault | undefined {
    const {faults} = this.#browser;
    const fault = faults.find((candidate) => {
      const isMethod = !candidate.method || candidate.method === method;
      return isMethod && path.includes(candidate.path ?? '');
    });
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
    return fault;
  }

  #pause(ms: number): Promise<void> {
    return new Promise<void>((resolve) => this.#browser.schedule(ms, resolve, this));
  }

  async #carryOut({method, path, body, query}: SentRequest): Promise<Response> {
    const browser = this.#browser;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const headers = {'authorization': `Bearer ${browser.token}`, 'content-type': 'application/json'};
    browser.pendingRequests++;
    try {
      const response = await browser.simulator.fetch(new Request(`https://platform.example${path}${search}`, {
        method, headers, ...(body ? {body: JSON.stringify(body)} : {}),
      }));
      if (response.type === 'error') throw connectionLost();
      const text = await response.text().catch(() => { throw connectionLost(); });
      const hasNoBody = [204, 304].includes(response.status);
      return this.#trackBodyReads(new Response(hasNoBody ? null : text, {
        status: response.status, headers: response.headers,
      }));
    } finally {
      browser.pendingRequests--;
    }
  }
}

const connectionLost = () => new TypeError('The connection was lost.');

/** A tab that is closed gets no answer, and no error either. */
const neverAnswered = () => new Promise<never>(() => {});

const untilAborted = (signal: AbortSignal | undefined) => new Promise<never>((_, reject) => {
  signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
});

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly query: Record<string, string> | undefined;
  readonly options: SendOptions;
}

interface SendOptions {
  readonly signal?: AbortSignal;
  /** As SDK 5.0.11 has it: true = the SDK itself repeats nothing. */
  readonly retry?: boolean;
}

interface VirtualChannel {
  readonly name: string;
  readonly tab: Tab;
  onMessage(message: unknown): void;
}

type LockCallback = (lock: object | null) => unknown;

interface LockRequestOptions {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
  readonly signal?: AbortSignal;
}

interface LockRequest {
  readonly tab: Tab;
  start(): void;
  fail(error: Error): void;
}

/** One exclusive Web Lock: tabs hold it, queue for it, steal it, and free it when they close. */
class LockState {
  #heldRequest: LockRequest | null = null;
  readonly #queue: LockRequest[] = [];

  request(tab: Tab, options: LockRequestOptions, callback: LockCallback): Promise<unknown> {
    const {ifAvailable, steal, signal} = options;
    if (!tab.alive) return new Promise(() => {});
    const isTaken = this.#heldRequest !== null || this.#queue.length > 0;
    if (ifAvailable && isTaken) return Promise.resolve().then(() => callback(null));
    return new Promise((resolve, reject) => {
      const request: LockRequest = {
        tab,
        start: () => {
          void (async () => {
            await Promise.resolve();
            try {
              const value: unknown = tab.alive ? await callback({}) : undefined;
              if (this.#heldRequest === request) resolve(value);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            } finally {
              if (this.#heldRequest === request) this.#startNext();
            }
          })();
        },
        fail: reject,
      };
      if (steal) {
        this.#heldRequest?.fail(new DOMException('The lock was stolen.', 'AbortError'));
        this.#heldRequest = request;
        return request.start();
      }
      signal?.addEventListener('abort', () => {
        const index = this.#queue.indexOf(request);
        if (index < 0) return;
        this.#queue.splice(index, 1);
        reject(new DOMException('The wait was given up.', 'AbortError'));
      });
      this.#queue.push(request);
      if (!this.#heldRequest) this.#startNext();
    });
  }

  /** A closed tab holds no lock and waits for none. */
  removeTab(tab: Tab): void {
    const remainingRequests = this.#queue.filter((request) => request.tab !== tab);
    this.#queue.splice(0, this.#queue.length, ...remainingRequests);
    if (this.#heldRequest?.tab === tab) this.#startNext();
  }

  #startNext(): void {
    this.#heldRequest = this.#queue.shift() ?? null;
    this.#heldRequest?.start();
  }
}

/** Places a call, cancels it a second later, and waits for the outcome. */
export async function cancelWhilePlacing(browser: VirtualBrowser, tab: Tab): Promise<Call> {
  const placed = tab.store.call({to: numberOf('answered')});
  await browser.advance(1_000);
  void tab.store.cancel(tab.store.calls.get()[0]!.key);
  return browser.runUntil(placed);
}
