/** One walk over calls whose records are read: its steps, its end, and what has to hold then. */
import '../../src/store/calls/call-details.js';
import {isFinal} from '../../src/store/call-phase.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import type {DetailsStep, DetailsWorld} from './call-details-walk-steps.js';
import {DetailsWitness} from './call-details-witness.js';
import {CallLogPlatform} from './call-log-platform.js';

const MAX_TABS = 4;
/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

const ignoreRejection = () => {};

export class DetailsWalk {
  readonly #browser: VirtualBrowser;
  readonly #log: CallLogPlatform;
  readonly #witness: DetailsWitness;
  readonly #world: DetailsWorld;
  /** Promises of `details(key)` that are not settled. */
  readonly #waiting = new Set<Promise<unknown>>();

  constructor(seed: number, world: DetailsWorld) {
    this.#world = world;
    this.#browser = new VirtualBrowser({seed});
    this.#log = new CallLogPlatform(this.#browser, world.options);
    this.#witness = new DetailsWitness(this.#browser, this.#log, world);
  }

  get toldCount(): number {
    return this.#witness.toldCount;
  }

  async run(steps: readonly DetailsStep[]): Promise<string[]> {
    for (const wants of this.#world.wants) await this.#openTab(wants);
    for (const step of steps) {
      await this.#take(step);
      await this.#browser.settle();
    }
    await this.#end();
    await this.#browser.close();
    return [...this.#witness.violations];
  }

  async #openTab(wants: boolean): Promise<void> {
    const {tabs} = this.#world;
    const tab = this.#browser.openTab({noLocks: tabs === 'no-locks', ...(tabs === 'memory' && {storage: 'memory' as const})});
    this.#witness.follow(tab, wants);
    await this.#connect(tab);
  }

  async #connect(tab: Tab): Promise<void> {
    await tab.connect({sdk: tab.platform(), callDetails: this.#witness.wants(tab)});
    if (tab.store.session.get().state === 'signed-out') await this.#browser.runUntil(tab.store.signIn());
  }

  #tabAt(index: number): Tab {
    const {tabs} = this.#browser;
    return tabs[index % tabs.length]!;
  }

  async #take(step: DetailsStep): Promise<void> {
    const {simulator, tabs, faults} = this.#browser;
    switch (step.do) {
      case 'wait': return this.#browser.advance(step.ms);
      case 'hang-up':
        if (step.all) while (simulator.hangUp());
        else simulator.hangUp();
        return;
      case 'open': return tabs.length < MAX_TABS ? this.#openTab(step.wants) : undefined;
      case 'network': {
        const {kind, method, delay} = step;
        const path = method === 'GET' ? '/call-log' : '/ring-out';
        faults.push({kind, method, path, delay});
        this.#witness.noteFault();
        return;
      }
      case 'answer':
        this.#log.answers.push(step.answer);
        return;
      case 'sign-out': return this.#signOut();
      case 'clock':
        this.#witness.noteClock();
        this.#browser.clockError += step.ms;
        return;
      default: return this.#takeIn(this.#tabAt(step.tab), step);
    }
  }

  async #takeIn(tab: Tab, step: Extract<DetailsStep, {tab: number}>): Promise<void> {
    const {store} = tab;
    const [call] = store.calls.get();
    switch (step.do) {
      case 'call':
        store.call({to: step.to}).catch(ignoreRejection);
        return;
      case 'cancel': {
        const active = store.calls.get().find(({phase}) => !isFinal(phase));
        if (active) void store.cancel(active.key);
        return;
      }
      case 'dismiss': return call && store.dismiss(call.key);
      case 'ask': return call && this.#ask(tab, call.key);
      case 'show': return tab.show(step.isOn);
      case 'online': return tab.goOnline(step.isOn);
      case 'reload': {
        const wants = this.#witness.wants(tab);
        tab.close();
        return this.#openTab(wants);
      }
      case 'crash': return this.#browser.tabs.length > 1 ? tab.close() : undefined;
    }
  }

  #ask(tab: Tab, key: string): void {
    this.#witness.noteAsked(tab);
    const waiting = tab.store.details(key);
    this.#waiting.add(waiting);
    void waiting.then((details) => {
      this.#waiting.delete(waiting);
      if (details) this.#witness.judgeDetails(key, details);
    });
  }

  async #signOut(): Promise<void> {
    for (const {store} of this.#browser.tabs) await this.#browser.runUntil(store.signOut());
    await this.#browser.settle();
    this.#witness.noteSignOut();
    for (const tab of this.#browser.tabs) await this.#connect(tab);
  }

  async #end(): Promise<void> {
    const {faults, simulator, tabs} = this.#browser;
    faults.length = 0;
    this.#log.answers.length = 0;
    for (const tab of tabs) {
      tab.goOnline(true);
      tab.show(true);
    }
    while (simulator.hangUp());
    await this.#browser.advance(minutes(4));
    this.#witness.judgeEnd();
    // What is left by tabs that are gone, the next page forgets in time.
    if (this.#witness.hasClosedTabs) await this.#openTab(false);
    await this.#browser.advance(minutes(25));
    this.#witness.judgeLeftovers();
    for (const {store} of tabs) store.dispose();
    await this.#browser.settle();
    // A tab that was closed takes its promises along.
    const isAnyClosed = this.#witness.hasClosedTabs;
    if (this.#waiting.size > 0 && !isAnyClosed) this.#witness.violations.add('details() was never settled');
    await this.#browser.advance(seconds(60));
    this.#witness.judgeDisposed();
  }
}
