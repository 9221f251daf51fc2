/**
 * A browser in virtual time: tabs that open and close, one storage, one set of locks and channels,
 * one simulator. Nothing waits for the real clock, so a day passes in an instant, and the timers
 * and listeners that a tab leaves behind can be counted.
 */
import {createSimulator} from '../../demo/simulator/simulator.js';
// The lazy chunks are loaded in advance, since fetching them takes real time.
import '../../src/store/engine.js';
import '../../src/store/calls/call-notes.js';
import {parserPart} from '../../src/phone/parser-part.js';
import '../../src/store/sign-in/external.js';
import type {Call} from '../../src/store/types.js';
import {isReadingBodies, nextMacrotask} from './real-turns.js';
import {numberOf} from './scenarios.js';
import {randomFrom} from './seeded-random.mjs';
import type {LockState} from './virtual-locks.js';
import type {NetworkFault} from './virtual-network.js';
import {Tab, type TabOptions, type VirtualChannel, type VirtualTimer} from './virtual-tab.js';

export type {NetworkFault, Tab, TabOptions};

await parserPart.load();

/** A body that a test never ends is not waited for. */
const MAX_READ_TURNS = 500;

interface BrowserOptions {
  readonly seed?: number;
  readonly simulator?: object;
  readonly scopes?: string[];
  readonly storageDelayMs?: number;
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

  /**
   * Ms until other tabs read what one has stored. In Chromium, a lock and a message may come first.
   */
  readonly storageDelayMs: number;

  /** `scopes`: of the user's token; absent = those of an app without push. */
  constructor({seed = 1, simulator = {}, scopes, storageDelayMs = 20}: BrowserOptions = {}) {
    this.storageDelayMs = storageDelayMs;
    this.random = randomFrom(seed);
    this.simulator = createSimulator({
      now: () => this.now, random: this.random, sleep: (ms: number) => this.#sleep(ms),
      schedule: (ms: number, action: () => void) => {
        const timer = this.schedule(ms, action);
        return () => void this.timers.delete(timer);
      },
      ...simulator,
    });
    this.token = String((this.simulator.signIn({expiresIn: 10 * 24 * 3600, ...(scopes && {scopes})}) as {access_token: string}).access_token);
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
      const isReading = isReadingBodies() && readTurns++ < MAX_READ_TURNS;
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

/** Places a call, cancels it a second later, and waits for the outcome. */
export async function cancelWhilePlacing(browser: VirtualBrowser, tab: Tab): Promise<Call> {
  const placed = tab.store.call({to: numberOf('answered')});
  await browser.advance(1_000);
  void tab.store.cancel(tab.store.calls.get()[0]!.key);
  return browser.runUntil(placed);
}
