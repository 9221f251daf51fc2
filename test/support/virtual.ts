/**
 * A browser in virtual time: tabs with their own life, one storage, one set of locks and channels,
 * one simulator. Nothing waits for the real clock, so a day passes in a blink, and whatever a tab
 * leaves behind can be counted.
 */
import {createSimulator} from '../../demo/simulator/simulator.js';
// The lazy chunks are loaded beforehand: fetching them would take real time.
import '../../src/phone/parse.js';
import '../../src/store/engine.js';
import '../../src/store/sign-in/external.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {Environment, KeyValue} from '../../src/store/environment.js';
import {createStore} from '../../src/store/store.js';
import type {Store, StoreEvent, StoreOptions} from '../../src/store/types.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly tab: Tab | null;
  readonly fn: () => void;
}

/** A fault of the network itself, of which the platform may know nothing. */
export interface NetworkFault {
  readonly method?: string;
  readonly path?: string;
  times?: number;
  /** `before`: nothing left; `after`: the platform did it, the answer is lost; `hang`: no answer ever (but by the time-out). */
  readonly kind: 'before' | 'after' | 'hang' | 'hang-after' | 'delay';
  readonly delay?: number;
}

/** A macrotask of the real browser: lets streams and promises of the fetch classes finish. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const turn = () => new Promise<void>((resolve) => {
  waiting.push(resolve);
  channel.port2.postMessage(null);
});

/** A seeded generator (mulberry32), so that a walk can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class VirtualBrowser {
  /** Epoch ms; what tabs read as the time may differ from it by `clockError`. */
  now = Date.UTC(2026, 0, 5, 9);
  clockError = 0;
  readonly random: () => number;
  readonly simulator: ReturnType<typeof createSimulator>;
  readonly storage = new Map<string, string>();
  readonly tabs: Tab[] = [];
  readonly faults: NetworkFault[] = [];
  readonly channels = new Set<VirtualChannel>();
  readonly locks = new Map<string, LockState>();
  readonly timers = new Set<Timer>();
  readonly token: string;
  /** Requests that are being carried out just now, and do not wait for virtual time. */
  busy = 0;
  #order = 0;

  constructor({seed = 1, simulator = {}}: {seed?: number; simulator?: object} = {}) {
    this.random = seeded(seed);
    this.simulator = createSimulator({
      now: () => this.now, random: this.random, sleep: (ms: number) => this.#sleep(ms), ...simulator,
    });
    this.token = String((this.simulator.signIn({expiresIn: 10 * 24 * 3600}) as {access_token: string}).access_token);
  }

  at(ms: number, fn: () => void, tab: Tab | null = null): Timer {
    const timer = {at: this.now + Math.max(ms, 0), order: this.#order++, tab, fn};
    this.timers.add(timer);
    return timer;
  }

  /** A slow answer waits for virtual time, and keeps nothing busy meanwhile. */
  #sleep(ms: number): Promise<void> {
    this.busy--;
    return new Promise((resolve) => this.at(ms, () => {
      this.busy++;
      resolve();
    }));
  }

  openTab(options: TabOptions = {}): Tab {
    const tab = new Tab(this, options);
    this.tabs.push(tab);
    return tab;
  }

  /** Until everything that can happen at this moment has happened. */
  async settle(): Promise<void> {
    for (let quiet = 0, ran = 0; quiet < 2;) {
      if (ran > 1_000) throw new Error('A tab goes round in circles without time passing.');
      await turn();
      quiet = this.busy > 0 ? 0 : quiet + 1;
      if (this.#runDue()) {
        quiet = 0;
        ran++;
      }
    }
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }

  #runDue(): boolean {
    const next = this.#next();
    if (!next || next.at > this.now) return false;
    this.timers.delete(next);
    next.fn();
    return true;
  }

  /** Lets `ms` pass, everything in its order. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.settle();
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.now = Math.max(this.now, next.at);
      await this.settle();
    }
    this.now = end;
  }

  /** Lets time pass until `promise` is settled, at most `ms`. */
  async run<T>(promise: Promise<T>, ms = 120_000): Promise<T> {
    let done = false;
    const finished = promise.finally(() => { done = true; });
    finished.catch(() => {});
    const end = this.now + ms;
    for (let turns = 0; !done; turns++) {
      await this.settle();
      if (done) break;
      const next = this.#next();
      if (next && next.at <= end) this.now = Math.max(this.now, next.at);
      else if (turns > 500) throw new Error('What was waited for never came.');
    }
    return finished;
  }

  /** Requests that left any tab, oldest first. */
  requests(method?: string, path = '') {
    return this.simulator.requests.filter((request) => (!method || request.method === method) && request.path.includes(path));
  }

  async close(): Promise<void> {
    for (const tab of [...this.tabs]) tab.close();
    await this.settle();
  }
}

export interface TabOptions extends StoreOptions {
  readonly storage?: 'local' | 'session' | 'memory';
  /** A browser without Web Locks. */
  readonly noLocks?: boolean;
  readonly noChannel?: boolean;
  /** Storage throws, as in some frames. */
  readonly blockedStorage?: boolean;
  /** As a host that repeats throttled requests by itself. */
  readonly handleRateLimit?: boolean;
}

export class Tab {
  alive = true;
  readonly events: StoreEvent[] = [];
  readonly store: Store;
  readonly options: TabOptions;
  readonly #browser: VirtualBrowser;
  readonly #wake = new Set<() => void>();
  readonly memory = new Map<string, string>();
  #visible = true;
  #online = true;
  /** Timers and listeners that were made and not taken back. */
  get left() {
    const timers = [...this.#browser.timers].filter(({tab}) => tab === this).length;
    return {timers, listeners: this.#wake.size};
  }

  constructor(browser: VirtualBrowser, options: TabOptions) {
    this.#browser = browser;
    this.options = options;
    this.store = createStore(options, this.environment());
    this.store.on((event) => { if (this.alive) this.events.push(event); });
  }

  /** Signs this tab in by a host's SDK that already has a token. */
  async connect(): Promise<this> {
    const {storage = 'local'} = this.options;
    await this.#browser.run(this.store.connect({sdk: this.platform(), storage, server: 'https://platform.example'}));
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
    this.wake();
  }

  wake(): void {
    for (const fn of [...this.#wake]) fn();
  }

  /** The page goes away, without a word to the script: as a crash, or a reload, does. */
  close(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const timer of [...this.#browser.timers]) if (timer.tab === this) this.#browser.timers.delete(timer);
    for (const one of [...this.#browser.channels]) if (one.tab === this) this.#browser.channels.delete(one);
    this.#wake.clear();
    this.#browser.tabs.splice(this.#browser.tabs.indexOf(this), 1);
    for (const state of this.#browser.locks.values()) state.leave(this);
  }

  phases(key?: string): string[] {
    return this.events.flatMap((event) => event.type === 'call-change' && (!key || event.call.key === key) ? [event.call.phase] : []);
  }

  ends(key?: string) {
    return this.events.flatMap((event) => event.type === 'call-end' && (!key || event.call.key === key) ? [event] : []);
  }

  environment(): Environment {
    const browser = this.#browser;
    const keyValue = (map: Map<string, string>, shared: boolean): KeyValue => ({
      shared,
      get: (key) => map.get(key) ?? null,
      set: (key, value) => { if (this.alive) map.set(key, value); },
      delete: (key) => { if (this.alive) map.delete(key); },
      keys: () => [...map.keys()],
    });
    const shared = this.options.blockedStorage ? keyValue(this.memory, false) : keyValue(browser.storage, true);
    return {
      now: () => browser.now + browser.clockError,
      setTimeout: (fn, ms) => this.alive ? browser.at(ms, fn, this) : null,
      clearTimeout: (timer) => void browser.timers.delete(timer as Timer),
      random: browser.random,
      storage: (kind) => kind === 'local' ? shared : keyValue(this.memory, false),
      locks: this.options.noLocks ? null : {request: this.#requestLock},
      channel: (name, hear) => {
        const one: VirtualChannel = {name, tab: this, hear};
        if (!this.options.noChannel) browser.channels.add(one);
        return {
          post: (message) => {
            if (!this.alive || this.options.noChannel) return;
            const copy: unknown = structuredClone(message);
            for (const other of browser.channels) {
              if (other.name === name && other !== one) browser.at(0, () => { if (browser.channels.has(other)) other.hear(copy); });
            }
          },
          close: () => void browser.channels.delete(one),
        };
      },
      visible: () => this.#visible,
      online: () => this.#online,
      onWake: (fn) => {
        this.#wake.add(fn);
        return () => this.#wake.delete(fn);
      },
    };
  }

  readonly #requestLock = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const fn = rest.pop() as (lock: object | null) => unknown;
    const options = (rest[0] ?? {}) as {ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal};
    let state = this.#browser.locks.get(name);
    if (!state) this.#browser.locks.set(name, state = new LockState());
    return state.request(this, options, fn);
  };

  /** What a host hands over: its own SDK, signed in. */
  platform(): HostPlatform {
    const send = (method: string) => (url: string, ...rest: unknown[]): Promise<Response> => {
      const [body, query, options] = method === 'GET' ? [undefined, rest[0], rest[1]] : rest;
      return this.#send(method, url, body, query as Record<string, string> | undefined, (options ?? {}));
    };
    return {get: send('GET'), post: send('POST'), delete: send('DELETE'), loggedIn: () => Promise.resolve(true)};
  }

  /** Engines take more or fewer turns to read a body: until it is read, this moment is not over. */
  #counted(response: Response): Response {
    const reading = async <T>(body: Promise<T>): Promise<T> => {
      this.#browser.busy++;
      try {
        return await body;
      } finally {
        this.#browser.busy--;
      }
    };
    const {text, json, clone} = response;
    return Object.assign(response, {
      text: () => reading(text.call(response)),
      json: () => reading(json.call(response) as Promise<unknown>),
      clone: () => this.#counted(clone.call(response)),
    });
  }

  async #send(method: string, path: string, body: unknown, query: Record<string, string> | undefined, options: SendOptions): Promise<Response> {
    const browser = this.#browser, {signal} = options;
    const lost = () => new TypeError('The connection was lost.');
    const dead = () => new Promise<never>(() => {});
    if (!this.alive) return dead();
    if (!this.#online) throw lost();
    const index = browser.faults.findIndex((fault) => (!fault.method || fault.method === method) && path.includes(fault.path ?? ''));
    const fault = browser.faults[index];
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      if (fault.times <= 0) browser.faults.splice(index, 1);
    }
    const pause = (ms: number) => new Promise<void>((resolve) => browser.at(ms, resolve, this));
    const hang = () => new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError'))));
    if (fault?.kind === 'before') throw lost();
    if (fault?.kind === 'hang') return hang();
    const url = `https://platform.example${path}${query ? `?${new URLSearchParams(query)}` : ''}`;
    const carryOut = async () => {
      browser.busy++;
      try {
        const response = await browser.simulator.fetch(new Request(url, {
          method, headers: {'authorization': `Bearer ${browser.token}`, 'content-type': 'application/json'}, ...(body ? {body: JSON.stringify(body)} : {}),
        }));
        if (response.type === 'error') throw lost();
        const text = await response.text().catch(() => { throw lost(); });
        return this.#counted(new Response([204, 304].includes(response.status) ? null : text, {
          status: response.status, headers: response.headers,
        }));
      } finally {
        browser.busy--;
      }
    };
    const response = await carryOut();
    if (fault?.kind === 'hang-after') return hang();
    if (fault?.kind === 'delay') await pause(fault.delay ?? 1_000);
    if (!this.alive) return dead();
    if (signal?.aborted || fault?.kind === 'after') throw lost();
    if (response.ok) return response;
    const {retry} = options;
    if (response.status === 429 && this.options.handleRateLimit && !retry) {
      await pause(60_000);
      return carryOut();
    }
    if (response.status === 401 && !retry) return carryOut();
    throw Object.assign(new Error('Response has unsuccessful status'), {response});
  }
}

interface SendOptions {
  readonly signal?: AbortSignal;
  /** Of SDK 5.0.11: do not repeat anything. */
  readonly retry?: boolean;
}

interface VirtualChannel {
  readonly name: string;
  readonly tab: Tab;
  hear(message: unknown): void;
}

interface LockRequest {
  readonly tab: Tab;
  start(): void;
  fail(error: Error): void;
}

/** One Web Lock, exclusive: held, queued for, stolen, let go by tabs that close. */
class LockState {
  #held: LockRequest | null = null;
  readonly #queue: LockRequest[] = [];

  request(tab: Tab, {ifAvailable, steal, signal}: {ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal}, fn: (lock: object | null) => unknown): Promise<unknown> {
    if (!tab.alive) return new Promise(() => {});
    if (ifAvailable && (this.#held || this.#queue.length)) return Promise.resolve().then(() => fn(null));
    return new Promise((resolve, reject) => {
      const request: LockRequest = {
        tab,
        start: () => {
          void (async () => {
            await Promise.resolve();
            try {
              const value: unknown = tab.alive ? await fn({}) : undefined;
              if (this.#held === request) resolve(value);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            } finally {
              if (this.#held === request) this.#release();
            }
          })();
        },
        fail: reject,
      };
      if (steal) {
        this.#held?.fail(new DOMException('The lock was stolen.', 'AbortError'));
        this.#held = request;
        return request.start();
      }
      signal?.addEventListener('abort', () => {
        const index = this.#queue.indexOf(request);
        if (index < 0) return;
        this.#queue.splice(index, 1);
        reject(new DOMException('The wait was given up.', 'AbortError'));
      });
      this.#queue.push(request);
      if (!this.#held) this.#release();
    });
  }

  /** A closed tab holds and waits for nothing. */
  leave(tab: Tab): void {
    for (let i = this.#queue.length - 1; i >= 0; i--) if (this.#queue[i]?.tab === tab) this.#queue.splice(i, 1);
    if (this.#held?.tab === tab) this.#release();
  }

  #release(): void {
    this.#held = this.#queue.shift() ?? null;
    this.#held?.start();
  }
}
