/** A tab of a virtual browser: one store, with an environment of its own. */
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {Environment, KeyValue, Socket, SocketEvents} from '../../src/store/environment.js';
import {EVICTION} from '../../src/store/eviction.js';
import type {PhoneProvider} from '../../src/store/phone-port.js';
import {createStore} from '../../src/store/store.js';
import type {ConnectOptions, Store, StoreEvent, StoreOptions} from '../../src/store/types.js';
import {type StorageProblem, WebStorage} from '../../src/store/web-storage.js';
import {type LockCallback, type LockRequestOptions, LockState} from './virtual-locks.js';
import {TabNetwork} from './virtual-network.js';
import {LateValues, webStorageOf} from './virtual-storage.js';
import type {VirtualBrowser} from './virtual.js';

export interface VirtualTimer {
  /** Epoch ms. */
  readonly dueAt: number;
  readonly order: number;
  readonly tab: Tab | null;
  readonly callback: () => void;
}

export interface VirtualChannel {
  readonly name: string;
  readonly tab: Tab;
  onMessage(message: unknown): void;
}

export interface TabOptions extends StoreOptions {
  readonly storage?: 'local' | 'session' | 'memory';
  /** A browser without Web Locks. */
  readonly noLocks?: boolean;
  readonly noChannel?: boolean;
  /** The browser's storage throws: when it is named, as in some frames, or when it is used. */
  readonly blockedStorage?: 'named' | 'used';
  /** The page has sockets. */
  readonly sockets?: boolean;
  /** The code for calls in the browser is on the page. */
  readonly phone?: PhoneProvider | undefined;
  /** The page's SDK repeats throttled requests by itself. */
  readonly handleRateLimit?: boolean;
}

export class Tab {
  alive = true;
  readonly events: StoreEvent[] = [];
  readonly store: Store;
  readonly options: TabOptions;
  readonly #browser: VirtualBrowser;
  readonly #network: TabNetwork;
  readonly #wakeListeners = new Set<() => void>();
  readonly memory = new Map<string, string>();
  readonly storageProblems: StorageProblem[] = [];
  readonly lateValues: LateValues;
  readonly localStorage = new WebStorage(
    () => webStorageOf(this.#browser, this), true, EVICTION,
    (problem) => this.storageProblems.push(problem),
  );
  readonly #sockets = new Set<Socket>();
  #visible = true;
  /** The browser's report, whether it is right or not. */
  #saysOnline = true;
  /** The timers and listeners that this tab has not removed. */
  get leftovers() {
    const timers = [...this.#browser.timers].filter(({tab}) => tab === this).length;
    return {timers, listeners: this.#wakeListeners.size};
  }

  constructor(browser: VirtualBrowser, options: TabOptions) {
    this.#browser = browser;
    this.lateValues = new LateValues(browser, this);
    this.#network = new TabNetwork(browser, this);
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
    if (this.#network.online === online) return;
    this.#network.online = online;
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
    for (const socket of this.#sockets) socket.close();
    tabs.splice(tabs.indexOf(this), 1);
    for (const tab of tabs) tab.lateValues.dropAll();
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

  readonly #openSocket = (url: string, events: SocketEvents): Socket => {
    const webSocket = new this.#browser.simulator.WebSocket(url);
    webSocket.onmessage = ({data}: {data: unknown}) => { if (this.alive) events.onMessage(data); };
    webSocket.onclose = () => { if (this.alive) events.onClose(); };
    const socket: Socket = {
      send: (text) => { if (webSocket.readyState === 1) webSocket.send(text); },
      close: () => {
        webSocket.onmessage = webSocket.onclose = null;
        webSocket.close();
        this.#sockets.delete(socket);
      },
    };
    this.#sockets.add(socket);
    return socket;
  };

  environment(): Environment {
    const {options} = this;
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
      get phone() { return options.phone ?? null; },
      ...(this.options.sockets && {openSocket: this.#openSocket}),
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
    this.lastPlatform = this.#network.platform();
    return this.lastPlatform;
  }

  /** For pages that have no SDK: `fetch` with this tab's network. */
  fetch(url: URL, init: RequestInit): Promise<Response> {
    return this.#network.fetch(url, init);
  }
}
