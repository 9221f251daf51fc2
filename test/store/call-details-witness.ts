/**
 * Judges what documents ask RingCentral's call log and tell of it: never in the way of calls, each
 * event once in each document and primary in one, and nothing that the log does not say.
 */
import type {CallDetails, StoreEvent} from '../../src/store/types.js';
import type {Tab, VirtualBrowser} from '../support/virtual.js';
import type {DetailsWorld} from './call-details-walk-steps.js';
import type {CallLogPlatform, HeavyRequest} from './call-log-platform.js';

const MINUTE_MS = 60_000;
/** A call may need so many of the ten requests of a minute at any time. */
const CALLS_SHARE = 5;

type Step = 'record' | 'recording';

interface Following {
  readonly wants: boolean;
  readonly told: Map<string, Step[]>;
  readonly ended: Set<string>;
  /** It knows of records all the same: it has asked for one, or they were stored. */
  hasAsked: boolean;
}

export class DetailsWitness {
  readonly violations = new Set<string>();
  toldCount = 0;
  readonly #browser: VirtualBrowser;
  readonly #log: CallLogPlatform;
  readonly #world: DetailsWorld;
  readonly #tabs = new Map<Tab, Following>();
  /** How often a step of a call was told as the primary one. */
  readonly #primaries = new Map<string, number>();
  readonly #signOuts: number[] = [];
  #isClockWrong = false;
  #mayLoseAnswers = false;
  #closedTabs = 0;
  #refusedAt: number | null = null;

  constructor(browser: VirtualBrowser, log: CallLogPlatform, world: DetailsWorld) {
    this.#browser = browser;
    this.#log = log;
    this.#world = world;
    const {heavy} = log;
    const push = heavy.push.bind(heavy);
    heavy.push = (request: HeavyRequest) => {
      if (request.path.endsWith('/call-log')) this.#judgeRequest(request);
      else this.#judgeRoom(request);
      return push(request);
    };
  }

  get hasClosedTabs(): boolean {
    return this.#closedTabs > 0;
  }

  follow(tab: Tab, wants: boolean): void {
    const following: Following = {wants, told: new Map(), ended: new Set(), hasAsked: this.#storedKeys.length > 0};
    this.#tabs.set(tab, following);
    const close = tab.close.bind(tab);
    tab.close = () => {
      if (tab.alive) this.#closedTabs++;
      close();
    };
    tab.store.on((event) => { if (tab.alive) this.#judgeEvent(following, event); });
  }

  wants(tab: Tab): boolean {
    return this.#tabs.get(tab)?.wants ?? false;
  }

  noteAsked(tab: Tab): void {
    this.#tabs.get(tab)!.hasAsked = true;
  }

  noteClock(): void {
    this.#isClockWrong = true;
  }

  /** Nobody may have heard of a refusal. */
  noteFault(): void {
    this.#mayLoseAnswers = true;
  }

  noteSignOut(): void {
    this.#signOuts.push(this.#browser.now);
    this.#refusedAt = null;
    for (const {store} of this.#browser.tabs) if (store.calls.get().length > 0) this.#fail('a call after the sign-out');
    this.#expectNothingStored('after the sign-out');
  }

  judgeDetails(key: string, details: CallDetails): void {
    if (JSON.stringify(details).includes('SECRET')) this.#fail('a token');
    const call = this.#browser.simulator.facts.calls.find(({id}) =>
      details.telephonySessionId === id || details.telephonySessionId === `s-other-${id}`);
    if (!call) return this.#fail(`details of no call: ${key}`);
    const [record] = this.#log.recordsOf(call);
    const isSame = record && record.duration === details.duration && record.result === details.result
      && record.legs.length === details.legs.length;
    if (!isSame) this.#fail(`not what the log says: ${JSON.stringify(details)}`);
  }

  /** Once everything was told that could be. */
  judgeEnd(): void {
    for (const [step, count] of this.#primaries) if (count !== 1) this.#fail(`${step}: primary ${count} times`);
    this.toldCount += this.#primaries.size;
    for (const {told} of this.#tabs.values()) {
      for (const [key, steps] of told) {
        if (new Set(steps).size !== steps.length) this.#fail(`${key}: ${steps.join()}`);
        for (const step of steps) if (!this.#primaries.has(`${key} ${step}`)) this.#fail(`${key} ${step}: primary nowhere`);
      }
    }
    const mostAsked = 3 * this.#browser.simulator.facts.calls.length;
    if (this.#log.asked.length > mostAsked && this.#isShared) this.#fail(`${this.#log.asked.length} requests, not ${mostAsked}`);
  }

  judgeLeftovers(): void {
    this.#expectNothingStored('at the end');
    for (const {leftovers, store} of this.#browser.tabs) {
      if (store.calls.get().length === 0 && leftovers.timers > 0) this.#fail(`${leftovers.timers} timers left`);
    }
  }

  judgeDisposed(): void {
    for (const {leftovers: {timers, listeners}} of this.#browser.tabs) {
      if (timers || listeners) this.#fail(`${timers} timers and ${listeners} listeners after dispose()`);
    }
  }

  get #isShared(): boolean {
    return this.#world.tabs === 'shared' && this.#signOuts.length === 0;
  }

  get #storedKeys(): string[] {
    return [...this.#browser.storage.keys()].filter((key) => /\/details(?!-refused)/.test(key));
  }

  #fail(violation: string): void {
    this.violations.add(violation);
  }

  #expectNothingStored(when: string): void {
    const left = this.#storedKeys;
    if (left.length > 0) this.#fail(`${when}: ${left.join()}`);
  }

  /** Of the requests that this user is known to have sent. */
  #inLastMinute(): HeavyRequest[] {
    const since = Math.max(this.#browser.now - MINUTE_MS, this.#signOuts.at(-1) ?? 0);
    return this.#log.heavy.filter(({at}) => at > since);
  }

  #judgeRequest({at}: HeavyRequest): void {
    // A tab that keeps all in its memory forgets what it has sent when it is loaded again.
    if (this.#world.tabs === 'memory' || this.#isClockWrong) return;
    const {length} = this.#inLastMinute();
    if (length > 6) this.#fail(`${length} requests before one for the log, at ${at}`);
    for (const {store} of this.#browser.tabs) {
      const busy = store.calls.get().find(({phase}) => phase === 'placing' || phase === 'canceling');
      if (busy) this.#fail(`a request for the log while a call is ${busy.phase}`);
    }
    if (this.#refusedAt !== null && at > this.#refusedAt && !this.#mayLoseAnswers) this.#fail('a request after a 403');
    if (this.#log.answers[0] === 403) this.#refusedAt = at;
  }

  /** Reading has not taken the room of a call. */
  #judgeRoom({method}: HeavyRequest): void {
    if (this.#world.tabs === 'memory' || this.#isClockWrong) return;
    const sent = this.#inLastMinute();
    const reads = sent.filter(({path}) => path.endsWith('/call-log')).length;
    const calls = sent.length - reads;
    if (calls < CALLS_SHARE && sent.length >= 10) this.#fail(`no room for a ${method}: ${calls} and ${reads}`);
  }

  #judgeEvent(following: Following, event: StoreEvent): void {
    if (event.type === 'call-end') following.ended.add(event.call.key);
    if (event.type !== 'call-details') return;
    const {call: {key}, details, primary} = event;
    this.judgeDetails(key, details);
    const step: Step = details.recording ? 'recording' : 'record';
    const steps = following.told.get(key) ?? [];
    if (steps.includes('recording')) this.#fail(`${key}: ${step} after the recording`);
    following.told.set(key, [...steps, step]);
    if (!following.wants && !following.hasAsked) this.#fail('an event in a page that wants none');
    if (!primary) return;
    const name = `${key} ${step}`;
    this.#primaries.set(name, (this.#primaries.get(name) ?? 0) + 1);
    void this.#expectToldEverywhere(key, step);
  }

  /** In each document that is open now, and wants it. */
  async #expectToldEverywhere(key: string, step: Step): Promise<void> {
    const open = [...this.#tabs].filter(([tab, {wants, ended}]) => tab.alive && wants && ended.has(key));
    await new Promise<void>((resolve) => this.#browser.schedule(2_000, resolve));
    for (const [tab, {told}] of open) {
      const isSignedOut = this.#signOuts.some((at) => at > this.#browser.now - 3_000);
      if (tab.alive && !isSignedOut && !told.get(key)?.includes(step)) this.#fail(`${key} ${step}: not told in each tab`);
    }
  }
}
