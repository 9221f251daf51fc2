/** One walk over tabs that watch who calls: its steps, its end, and what has to hold then. */
import '../../../src/store/calls/call-control.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/inbound/inbound-push.js';
import '../../../src/store/push/push-lead.js';
import {isFinal} from '../../../src/store/call-phase.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../../support/virtual.js';
import {CALLERS, type InboundStep, type InboundWorld} from './inbound-walk-steps.js';
import {InboundWitness} from './inbound-witness.js';

const MAX_TABS = 4;
/** In the time that a ticket or a new connection may take. */
const UNCONNECTED_QUESTIONS = 5;
const TICKET_SPACING_MS = 15_000;
/** How often the tabs are looked at. */
const LOOK_MS = 2_000;

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

const NEXT_USER = {extensionId: '400131426105', extensionNumber: '105', name: 'Kim Novak', directNumber: '+16505550175'};

const ignoreRejection = () => {};

export class InboundWalk {
  readonly #browser: VirtualBrowser;
  readonly #witness: InboundWitness;
  readonly #world: InboundWorld;
  #lastDialed = numberOf('answered');
  readonly #dialedAt = new Map<string, number>();
  #hasSignedOut = false;
  /** How often a tab may have asked for the calls of the moment. */
  #questions = 0;
  #callsOrWatchesAt = -Infinity;

  constructor(seed: number, world: InboundWorld) {
    this.#world = world;
    this.#browser = new VirtualBrowser({
      seed, scopes: [...world.scopes],
      simulator: {limits: {light: null, medium: null, heavy: null, auth: null}, ...world.options},
    });
    this.#witness = new InboundWitness(this.#browser, world);
  }

  async run(steps: readonly InboundStep[]): Promise<string[]> {
    for (const isWatching of this.#world.watching) await this.#openTab(isWatching);
    await this.#wait(seconds(1));
    for (const step of steps) {
      await this.#take(step);
      await this.#browser.settle();
      this.#check();
    }
    await this.#endFaults();
    await this.#endCalls();
    this.#checkRequests();
    await this.#checkLeftovers();
    this.#witness.checkPrimaries();
    await this.#browser.close();
    return [...this.#witness.violations];
  }

  #fail(violation: string): void {
    this.#witness.violations.add(violation);
  }

  async #openTab(isWatching: boolean): Promise<void> {
    const {tabs} = this.#world;
    const tab = this.#browser.openTab({
      sockets: true, noLocks: tabs === 'no-locks', ...(tabs === 'memory' && {storage: 'memory' as const}),
    });
    this.#witness.follow(tab);
    if (isWatching) this.#watch(tab);
    await this.#connect(tab);
  }

  async #connect(tab: Tab): Promise<void> {
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    // A user who has signed out is not signed in again by the page alone.
    if (tab.store.session.get().state === 'signed-out') await this.#browser.runUntil(tab.store.signIn());
    this.#questions++;
  }

  #watch(tab: Tab): void {
    this.#questions++;
    this.#witness.watch(tab);
  }

  async #wait(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= LOOK_MS) {
      await this.#browser.advance(Math.min(leftMs, LOOK_MS));
      this.#check();
    }
  }

  #check(): void {
    const {now, simulator, tabs} = this.#browser;
    this.#witness.checkNow();
    const isUsed = this.#witness.watchingTabs().length > 0
      || tabs.some(({store}) => store.calls.get().some(({phase}) => !isFinal(phase)));
    if (isUsed) this.#callsOrWatchesAt = now;
    // What needs push a second time soon finds the connection open.
    const isSocketLeft = now - this.#callsOrWatchesAt > seconds(75) && simulator.gateway.sockets().length > 0;
    if (isSocketLeft) this.#fail('a socket although no page watches or calls');
  }

  #tabAt(index: number): Tab | undefined {
    const {tabs} = this.#browser;
    return tabs[index % Math.max(tabs.length, 1)];
  }

  async #take(step: InboundStep): Promise<void> {
    const {simulator, tabs} = this.#browser;
    switch (step.do) {
      case 'wait': return this.#wait(step.ms);
      case 'ring':
        simulator.ring(step.caller === 'dialed' ? {from: this.#lastDialed} : CALLERS[step.caller]);
        return;
      case 'act': return this.#witness.platform.act(step);
      case 'elsewhere': return this.#placeElsewhere(step);
      case 'hang-up': {
        const {calls} = simulator.facts;
        simulator.hangUp(calls[step.index % Math.max(calls.length, 1)]?.id, step.by);
        return;
      }
      case 'open': return tabs.length < MAX_TABS ? this.#openTab(step.isWatching) : undefined;
      case 'online':
        this.#witness.noteTrouble();
        for (const tab of tabs) tab.goOnline(step.online);
        return;
      case 'drop': simulator.gateway.dropAll({forget: step.forget}); return;
      case 'network': this.#browser.faults.push({...step.trouble}); return;
      case 'answer':
        this.#witness.isForbidden ||= step.trouble.status === 403;
        simulator.faults.push({...step.trouble});
        return;
      default: {
        const tab = this.#tabAt(step.tab);
        if (tab) await this.#takeIn(tab, step);
      }
    }
  }

  async #placeElsewhere({to, origin, sessions}: Extract<InboundStep, {do: 'elsewhere'}>): Promise<void> {
    const {simulator} = this.#browser;
    await this.#waitForDialTo(to);
    simulator.placeElsewhere({to, origin, sessions: this.#isMirrorAmbiguous ? 'one' : sessions});
  }

  /** Of two dials to one number at the same moment, nobody knows which one is the page's. */
  async #waitForDialTo(number: string): Promise<void> {
    const {now, simulator: {facts}} = this.#browser;
    const isTooSoon = facts.calls.some(({to, startedAt}) => to === number && now - startedAt < seconds(3));
    if (isTooSoon || this.#dialedAt.get(number) === now) await this.#wait(seconds(4));
    this.#lastDialed = number;
    this.#dialedAt.set(number, this.#browser.now);
  }

  /** A mirrored leg cannot be told from a call before the other session is known. */
  get #isMirrorAmbiguous(): boolean {
    const {
      mirrorFirst, mirrorLead, mirrorOrigin, pushDelay, pushShuffled,
    } = this.#browser.simulator.options;
    if (pushShuffled && mirrorOrigin === 'Call' && this.#witness.isTold) return true;
    return mirrorFirst && mirrorLead > 0 && (pushShuffled || mirrorLead * 1000 + pushDelay >= 200);
  }

  /** With its calls, a tab forgets that a mirrored leg is theirs, unless the other session is known. */
  async #waitForMirror(): Promise<void> {
    if (this.#isMirrorAmbiguous) await this.#wait(seconds(12));
  }

  async #takeIn(tab: Tab, step: Extract<InboundStep, {tab: number}>): Promise<void> {
    const {store} = tab;
    switch (step.do) {
      case 'call':
        await this.#waitForDialTo(step.to);
        this.#callsOrWatchesAt = this.#browser.now;
        store.call({to: step.to}).catch(ignoreRejection);
        return;
      case 'cancel': {
        const call = store.calls.get().find(({phase}) => !isFinal(phase));
        if (call) void store.cancel(call.key);
        return;
      }
      case 'watch': return this.#watch(tab);
      case 'unwatch': return this.#witness.unwatch(tab);
      case 'dismiss': {
        const [inbound] = store.inbound.get();
        if (!inbound) return;
        this.#witness.noteDismissal(inbound.key);
        store.dismissInbound(inbound.key);
        return;
      }
      case 'show': return tab.show(step.visible);
      case 'reload': {
        const isWatching = this.#witness.isWatching(tab);
        if (this.#world.tabs === 'memory') await this.#waitForMirror();
        this.#witness.forget(tab);
        tab.close();
        return this.#openTab(isWatching);
      }
      case 'crash':
        if (this.#browser.tabs.length < 2) return;
        if (this.#world.tabs === 'memory') await this.#waitForMirror();
        this.#witness.forget(tab);
        return tab.close();
      case 'sign-out': return this.#signOut(tab, step.isNextUser);
    }
  }

  async #signOut(tab: Tab, isNextUser: boolean): Promise<void> {
    const {scopes} = this.#world;
    await this.#waitForMirror();
    this.#hasSignedOut = true;
    this.#witness.noteDeath();
    await this.#browser.runUntil(tab.store.signOut());
    await this.#browser.settle();
    for (const other of this.#browser.tabs) await this.#browser.runUntil(other.store.signOut());
    await this.#browser.settle();
    for (const {store} of this.#browser.tabs) if (store.inbound.get().length > 0) this.#fail('a call after the sign-out');
    const left = this.#inboundKeys();
    if (left.length > 0) this.#fail(`after the sign-out: ${left.join()}`);
    this.#witness.noteSignOut();
    if (isNextUser) this.#signInNextUser([...scopes]);
    for (const other of this.#browser.tabs) await this.#connect(other);
    this.#witness.noteSignIn();
  }

  #signInNextUser(scopes: string[]): void {
    const {simulator} = this.#browser;
    simulator.configure({user: {...simulator.options.user, ...NEXT_USER}});
    const {access_token} = simulator.signIn({scopes, expiresIn: 10 * 24 * 3600});
    Object.assign(this.#browser, {token: String(access_token)});
  }

  /** All faults end and every tab is visible, so that push can come back; one of them watches. */
  async #endFaults(): Promise<void> {
    const {faults, simulator, tabs} = this.#browser;
    faults.length = 0;
    simulator.faults.length = 0;
    for (const tab of tabs) {
      tab.goOnline(true);
      tab.show(true);
      if (tab.store.session.get().state !== 'ready') await this.#connect(tab);
    }
    if (this.#witness.watchingTabs().length === 0) this.#watch(tabs[0]!);
    await this.#wait(seconds(130));
    for (const {store} of tabs) if (store.session.get().state !== 'ready') this.#fail(`a session is ${store.session.get().state}`);
  }

  async #endCalls(): Promise<void> {
    const {simulator} = this.#browser;
    while (simulator.hangUp());
    for (const {id} of simulator.facts.inbound) simulator.inbound(id).callerHangsUp();
    await this.#wait(seconds(70));
  }

  #checkRequests(): void {
    const tickets = this.#browser.requests('POST', '/wstoken').filter(({status}) => status !== 401);
    const isTooSoon = tickets.some(({at}, index) => index > 0 && at - tickets[index - 1]!.at < TICKET_SPACING_MS);
    const knowsTicketTimes = !this.#hasSignedOut && this.#world.tabs === 'shared';
    if (isTooSoon && knowsTicketTimes) this.#fail('two tickets within 15 s');
    const asked = this.#browser.requests('GET', '/presence');
    const unanswered = asked.filter((request) =>
      request.status !== 200 || this.#browser.unheardRequests.has(request));
    // Presence that is between two states is asked for again.
    const factor = this.#browser.simulator.options.presenceFlickers ? 2 : 1;
    const connections = tickets.length + this.#questions;
    // A tab that waits for its ticket asks after 1, 3, 7 and 15 s, and so on.
    const mostAsked = (connections + unanswered.length) * factor + connections * UNCONNECTED_QUESTIONS;
    if (asked.length > mostAsked) this.#fail(`${asked.length} questions for presence, not ${mostAsked}`);
  }

  #inboundKeys(): string[] {
    return [...this.#browser.storage.keys()].filter((key) => key.includes('/inbound'));
  }

  /** Once the calls are shown no longer. */
  async #checkLeftovers(): Promise<void> {
    const {simulator, tabs} = this.#browser;
    await this.#browser.advance(minutes(11));
    for (const tab of tabs) {
      if (tab.store.inbound.get().length > 0) this.#fail('a call that is never taken away');
      this.#witness.unwatch(tab);
    }
    // Where push was refused, the sign-out erases them.
    const left = this.#witness.isForbidden ? [] : this.#inboundKeys();
    if (left.length > 0) this.#fail(`left in storage: ${left.join()}`);
    await this.#browser.advance(seconds(75));
    if (simulator.gateway.sockets().length > 0) this.#fail('a socket left');
    for (const tab of tabs) {
      if (tab.leftovers.timers > 0) this.#fail(`${tab.leftovers.timers} timers left`);
      tab.store.dispose();
      const {timers, listeners} = tab.leftovers;
      if (timers || listeners) this.#fail(`${timers} timers and ${listeners} listeners left after dispose()`);
    }
  }
}
