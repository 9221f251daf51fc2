/**
 * Random walks over tabs with sockets, other people's calls, and faults of push and of the requests
 * that act on a call (model-based, seeded, shrinking). After each walk the promises of the design
 * hold, and nothing is left.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {scenarios} from '../../../demo/simulator/scenarios.js';
import '../../../src/store/calls/call-control.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/push/push-lead.js';
import {isFinal} from '../../../src/store/call-phase.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../../support/virtual.js';
import {EventChecker} from '../event-checker.js';
import {PlatformWitness} from './platform-witness.js';
import {anyStep, anyWorld, type Delivery, type ElsewhereKind, type PushStep, type World} from './walk-steps.js';
import {walkCount} from '../../support/walk-count.js';

const WALK_COUNT = walkCount(150);

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

const DELIVERIES: Readonly<Record<Delivery, object>> = {
  normal: {}, silent: {pushSilent: true}, late: {pushDelay: 4_000}, twice: {pushDuplicates: true}, shuffled: {pushShuffled: true},
};
const NORMAL_DELIVERY = {pushSilent: false, pushDelay: 0, pushDuplicates: false, pushShuffled: false};

/** Those in which the platform places a call. */
const placedScenarios = scenarios.filter(({timeline}) => timeline.length > 0);

const ignoreRejection = () => {};

class PushWalk {
  readonly #browser: VirtualBrowser;
  readonly #checker = new EventChecker();
  readonly #witness: PlatformWitness;
  readonly #world: World;
  /** No clock was changed, and no sign-out erased when the last ticket was asked for. */
  #knowsTicketTimes = true;
  #clicks = 0;

  constructor(seed: number, world: World) {
    this.#world = world;
    this.#browser = new VirtualBrowser({
      seed, scopes: [...world.scopes],
      simulator: {limits: {light: null, heavy: null, auth: null}, ...world.options},
    });
    this.#witness = new PlatformWitness(this.#browser);
  }

  async run(steps: readonly PushStep[]): Promise<string[]> {
    await this.#openTab();
    await this.#openTab();
    if (this.#world.beginsConnected) await this.#beginConnected();
    for (const step of steps) {
      await this.#take(step);
      await this.#browser.settle();
      this.#witness.checkNow();
    }
    await this.#endFaults();
    await this.#endCalls();
    this.#checkCalls();
    await this.#checkLeftovers();
    this.#witness.checkAll(this.#knowsTicketTimes);
    await this.#browser.close();
    return [...new Set([...this.#checker.violations, ...this.#witness.violations])];
  }

  #fail(violation: string): void {
    this.#witness.violations.push(violation);
  }

  async #connect(tab: Tab): Promise<void> {
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    // A user who has signed out is not signed in again by the page alone.
    if (tab.store.session.get().state === 'signed-out') await this.#browser.runUntil(tab.store.signIn());
  }

  async #openTab(): Promise<void> {
    const tab = this.#checker.follow(this.#browser.openTab({sockets: true}));
    this.#witness.follow(tab);
    await this.#connect(tab);
  }

  async #beginConnected(): Promise<void> {
    this.#clicks++;
    await this.#browser.runUntil(this.#browser.tabs[0]!.store.call({to: numberOf('answered-long')}));
    await this.#browser.advance(seconds(15));
  }

  #tabAt(index: number): Tab | undefined {
    const {tabs} = this.#browser;
    return tabs[index % Math.max(tabs.length, 1)];
  }

  async #take(step: PushStep): Promise<void> {
    const {simulator, tabs} = this.#browser;
    switch (step.do) {
      case 'wait': return this.#browser.advance(step.ms);
      case 'open': return tabs.length < 4 ? this.#openTab() : undefined;
      case 'fault':
        this.#witness.areAnswersLate ||= step.fault.kind === 'delay';
        this.#browser.faults.push({...step.fault});
        return;
      case 'answer': simulator.faults.push(step.fault); return;
      case 'drop': simulator.gateway.dropAll({forget: step.forget}); return;
      case 'deliver': simulator.configure({...NORMAL_DELIVERY, ...DELIVERIES[step.delivery]}); return;
      case 'elsewhere': this.#placeElsewhere(step.kind, placedScenarios[step.to % placedScenarios.length]!.number); return;
      case 'hang-up': {
        const {calls} = simulator.facts;
        simulator.hangUp(calls[step.index % Math.max(calls.length, 1)]?.id, step.by);
        return;
      }
      case 'phone': simulator.changePhone(step.change); return;
      case 'stranger': this.#witness.stranger = step.stranger; return;
      case 'clock':
        this.#knowsTicketTimes = false;
        this.#browser.clockError += step.ms;
        return;
      default: {
        const tab = this.#tabAt(step.tab);
        if (tab) await this.#takeIn(tab, step);
      }
    }
  }

  async #takeIn(tab: Tab, step: Extract<PushStep, {tab: number}>): Promise<void> {
    const {store} = tab;
    switch (step.do) {
      case 'call': {
        this.#clicks++;
        const to = scenarios[step.to]!.number;
        store.call({to}).catch(ignoreRejection);
        if (step.twice) store.call({to}).catch(ignoreRejection);
        return;
      }
      case 'cancel': {
        const call = store.calls.get().find(({phase}) => !isFinal(phase));
        if (call) void store.cancel(call.key);
        return;
      }
      case 'act': {
        const call = store.calls.get().find(({phase}) => !isFinal(phase));
        if (!call) return;
        const acts = {'hang-up': () => store.hangUp(call.key), 'hold': () => store.hold(call.key, step.on), 'mute': () => store.mute(call.key, step.on)};
        acts[step.action]().catch(ignoreRejection);
        return;
      }
      case 'dismiss': {
        const call = store.calls.get().find(({phase}) => isFinal(phase));
        if (call) store.dismiss(call.key);
        return;
      }
      case 'show': return tab.show(step.visible);
      case 'online': return tab.goOnline(step.online);
      case 'reload':
        tab.close();
        return this.#openTab();
      case 'crash': return this.#browser.tabs.length > 1 ? tab.close() : undefined;
      case 'sign-out':
        this.#knowsTicketTimes = false;
        await this.#browser.runUntil(store.signOut());
        // The others learn of it.
        await this.#browser.settle();
        for (const other of this.#browser.tabs) void other.store.signOut();
        return;
      case 'connect': return this.#connect(tab);
    }
  }

  #placeElsewhere(kind: ElsewhereKind, number: string): void {
    const {simulator} = this.#browser;
    const lastNumber = this.#witness.ownCalls.at(-1)?.to ?? number;
    const to = kind === 'same-number' ? lastNumber : number;
    const ownId = simulator.options.user.extensionId;
    const others: Partial<Record<ElsewhereKind, object>> = {
      call: {origin: 'Call'}, colleague: {owner: '9', watchers: [ownId]},
    };
    if (kind === 'incoming') return void simulator.playInbound('known', {from: to});
    this.#witness.elsewhere.add(simulator.placeElsewhere({to, ...others[kind]}));
  }

  /** All faults end and every tab is visible, so that push can come back. */
  async #endFaults(): Promise<void> {
    const {faults, simulator, tabs} = this.#browser;
    faults.length = 0;
    simulator.faults.length = 0;
    this.#witness.stranger = null;
    simulator.configure(NORMAL_DELIVERY);
    for (const tab of tabs) {
      tab.goOnline(true);
      tab.show(true);
      if (tab.store.session.get().state !== 'ready') await this.#connect(tab);
    }
    await this.#browser.advance(minutes(3));
    for (const {store} of tabs) if (store.session.get().state !== 'ready') this.#fail(`a session is ${store.session.get().state}`);
    this.#witness.checkNow();
  }

  /** Each side hangs up: each call has to end, in time, however push is at that moment. */
  async #endCalls(): Promise<void> {
    const {simulator} = this.#browser;
    const {atEnd} = this.#world;
    if (atEnd === 'silent') simulator.configure({pushSilent: true});
    if (atEnd === 'dropped') simulator.gateway.dropAll({forget: true});
    const isPushUp = atEnd === 'up' && simulator.gateway.sockets().some(({filters}) => filters.length > 0);
    while (simulator.hangUp());
    await this.#browser.advance(isPushUp ? seconds(6) : seconds(60));
    this.#witness.checkNow();
    for (const {store} of this.#browser.tabs) {
      for (const {key, phase} of store.calls.get()) {
        if (!isFinal(phase)) this.#fail(`${key} is ${phase} ${isPushUp ? 6 : 60} s after its end`);
      }
    }
    await this.#browser.advance(minutes(1));
  }

  #checkCalls(): void {
    const {finalPhases, primaryCounts, startedCalls} = this.#checker;
    for (const key of startedCalls) if (!finalPhases.has(key)) this.#fail(`${key} began, and no document got its end`);
    for (const [key, count] of primaryCounts) if (count !== 1) this.#fail(`${key}: primary in ${count} documents`);
    const facts = new Map<string, string>();
    for (const {store} of this.#browser.tabs) {
      for (const {key, phase, error, endedBy, voicemail, held, muted} of store.calls.get()) {
        const fact = JSON.stringify([phase, error?.code, endedBy, voicemail, held, muted]);
        if ((facts.get(key) ?? fact) !== fact) this.#fail(`tabs disagree: ${facts.get(key)} and ${fact}`);
        facts.set(key, fact);
      }
    }
    const placed = this.#browser.requests('POST', '/ring-out').filter(({status}) => status !== 401);
    if (placed.length > this.#clicks) this.#fail(`${placed.length} POSTs for ${this.#clicks} clicks`);
  }

  /** Once the calls are shown no longer. */
  async #checkLeftovers(): Promise<void> {
    const {locks, simulator, tabs} = this.#browser;
    simulator.configure(NORMAL_DELIVERY);
    await this.#browser.advance(minutes(11));
    const heldLocks = [...locks].filter(([name, {isHeld}]) => isHeld && !name.includes('/session')).map(([name]) => name);
    if (heldLocks.length > 0) this.#fail(`locks left: ${heldLocks.join()}`);
    if (simulator.gateway.sockets().length > 0) this.#fail('a socket left');
    for (const tab of tabs) {
      if (tab.store.calls.get().length > 0) this.#fail('a finished call that is never taken away');
      if (tab.leftovers.timers > 0) this.#fail(`${tab.leftovers.timers} timers left`);
      tab.store.dispose();
      const {timers, listeners} = tab.leftovers;
      if (timers || listeners) this.#fail(`${timers} timers and ${listeners} listeners left after dispose()`);
    }
  }
}

describe('a random walk with push', () => {
  it(`keeps the promises of the design (${WALK_COUNT} of them)`, async function () {
    this.timeout(1_200_000);
    let walks = 0;
    const steps = fc.array(anyStep, {minLength: 3, maxLength: 20});
    await fc.assert(fc.asyncProperty(fc.nat(), anyWorld, steps, async (seed, world, taken) => {
      walks++;
      const violations = await new PushWalk(seed, world).run(taken);
      if (violations.length > 0) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260105, includeErrorInReport: true});
    expect(walks).to.be.at.least(WALK_COUNT);
  });
});
