/**
 * One walk over tabs that call in the browser. Its judge sees what the phones do and what the
 * simulated platform knows, and compares it with what the tabs say.
 */
import {stagesOf} from '../../../demo/simulator/telephony/legs.js';
import {isFinal} from '../../../src/store/call-phase.js';
import type {PhoneProblem} from '../../../src/store/phone-port.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../../support/virtual.js';
import {EventChecker} from '../event-checker.js';
import type {BrowserStep, BrowserWorld} from './browser-walk-steps.js';
import {FakePhones} from './fake-phones.js';

const MAX_TABS = 3;
const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence', 'VoipCalling'];
const LOOK_MS = 500;
/** The longest time within which a command settles. */
const SETTLE_MS = 15_000;

const PROBLEM: PhoneProblem = {code: 'offline'};

export class BrowserWalk {
  readonly #browser: VirtualBrowser;
  readonly #phones: FakePhones;
  readonly #world: BrowserWorld;
  readonly #checker = new EventChecker();
  readonly #violations = new Set<string>();
  /** When each command that has not settled was given. */
  readonly #pending = new Map<Promise<unknown>, {tab: Tab; at: number}>();
  calls = 0;

  constructor(seed: number, world: BrowserWorld) {
    this.#world = world;
    this.#browser = new VirtualBrowser({
      seed, scopes: world.hasPush ? [...SCOPES, 'CallControl'] : SCOPES,
      simulator: {limits: {light: null, medium: null, heavy: null, auth: null}, ...world.options},
    });
    this.#phones = new FakePhones(this.#browser);
    this.#phones.registerMs = world.registerMs;
    this.#phones.tellsSession = world.tellsSession;
  }

  async run(steps: readonly BrowserStep[]): Promise<string[]> {
    await this.#open();
    await this.#open();
    for (const step of steps) {
      await this.#take(step);
      await this.#browser.settle();
      this.#check();
    }
    await this.#finish();
    return [...this.#violations, ...this.#checker.violations];
  }

  async #open(): Promise<void> {
    if (this.#browser.tabs.length >= MAX_TABS) return;
    const tab = this.#checker.follow(this.#phones.open());
    await tab.connect({sdk: tab.platform(), push: 'auto', browserCalls: true});
  }

  #fail(violation: string): void {
    this.#violations.add(violation);
  }

  async #take(step: BrowserStep): Promise<void> {
    const {tabs, simulator} = this.#browser;
    const phones = this.#phones;
    if (tabs.length === 0) await this.#open();
    const here = 'tab' in step ? tabs[step.tab % tabs.length]! : tabs[0]!;
    const line = phones.talking.at(-1);
    switch (step.do) {
      case 'wait': return this.#wait(step.ms);
      case 'call': return this.#call(here, step);
      case 'act': return this.#act(here, step.action, step.on);
      case 'crash': return phones.crash(here);
      case 'reload':
        phones.crash(here);
        return this.#open();
      case 'open': return this.#open();
      case 'choose': return here.store.choose({from: 'browser'});
      case 'unchoose': return here.store.choose({from: null});
      case 'wake': return here.wake();
      case 'dismiss': return here.store.calls.get().forEach(({key}) => here.store.dismiss(key));
      case 'sign-out': return this.#signOut();
      case 'hang-up-there':
        if (line?.call) line.hangUpThere();
        return;
      case 'break': return line?.end({by: 'failure', problem: {code: 'unreachable'}});
      case 'drop': return void simulator.gateway.dropAll({forget: true});
      case 'refuse': return phones.registered[0]?.refuse({code: 'too-many-phones'});
      case 'deliver': return void simulator.configure(step.options);
      case 'trouble': {
        const problemAt = (at: string) => step.at === at ? PROBLEM : null;
        phones.registerProblem = problemAt('register');
        phones.microphoneProblem = problemAt('microphone');
        phones.inviteProblem = problemAt('invite');
        phones.actProblem = problemAt('act');
      }
    }
  }

  async #call(here: Tab, {to, waits, twice}: Extract<BrowserStep, {do: 'call'}>): Promise<void> {
    const request = {to: numberOf(to), from: 'browser'};
    const clicked = [here, ...(twice ? this.#browser.tabs : [])];
    const placed = clicked.map((tab) => this.#follow(tab, tab.store.call(request).then(({phase}) => {
      this.calls++;
      if (phase === 'placing') this.#fail('call() resolved while the call is placed');
    })));
    if (waits) await this.#wait(4_000);
    void placed;
  }

  #act(here: Tab, action: Extract<BrowserStep, {do: 'act'}>['action'], on: boolean): void {
    const [call] = here.store.calls.get();
    if (!call) return;
    const {store} = here;
    const act = {
      'hang-up': () => store.hangUp(call.key),
      'hold': () => store.hold(call.key, on),
      'mute': () => store.mute(call.key, on),
      'keypad': () => store.sendDigits(call.key, on ? '12' : '3,'),
      'cancel': () => store.cancel(call.key),
    }[action];
    this.#follow(here, act());
  }

  #follow(tab: Tab, command: Promise<unknown>): void {
    const settled = command.catch(() => undefined).finally(() => this.#pending.delete(settled));
    this.#pending.set(settled, {tab, at: this.#browser.now});
  }

  async #wait(ms: number): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= LOOK_MS) {
      await this.#browser.advance(Math.min(leftMs, LOOK_MS));
      this.#check();
    }
    if (ms === 0) await this.#browser.settle();
  }

  #check(): void {
    const {tabs, now} = this.#browser;
    const {sounding, registered} = this.#phones;
    if (sounding.length > 1) this.#fail('two calls have sound');
    if (registered.filter(({isGone}) => !isGone).length > 1) this.#fail('two tabs are registered');
    for (const {tab, call, isEnding} of sounding) {
      if (isEnding) continue;
      const known = tab.store.calls.get().filter(({phase}) => !isFinal(phase));
      if (known.length === 0) this.#fail(`a call has sound, and its tab shows none: ${call?.to}`);
    }
    for (const tab of tabs) {
      for (const call of tab.store.calls.get()) this.#checkCall(call);
    }
    for (const {tab, at} of this.#pending.values()) {
      if (tab.alive && now - at > SETTLE_MS + 30_000) this.#fail('a command never settled');
    }
  }

  #checkCall({phase, connectedAt, telephonySessionId, via}: ReturnType<Tab['store']['calls']['get']>[number]): void {
    const {now, simulator: {facts}} = this.#browser;
    if (via !== 'browser') return this.#fail('a RingOut was placed');
    if (phase !== 'connected' && connectedAt === undefined) return;
    const told = facts.calls.find(({id}) => id === telephonySessionId);
    const wasAnswered = told && stagesOf(told).some(({at, stage}) => stage === 'connected' && at <= now);
    if (!this.#world.hasPush || !wasAnswered) this.#fail('connected, and nobody said so');
  }

  async #signOut(): Promise<void> {
    const {tabs} = this.#browser;
    await Promise.all([...tabs].map(({store}) => this.#browser.runUntil(store.signOut())));
    await this.#browser.advance(1_000);
    if (this.#phones.talking.length > 0) this.#fail('a sign-out left a call');
    if (this.#phones.registered.length > 0) this.#fail('a sign-out left a registration');
    for (const tab of [...tabs]) tab.close();
    await this.#open();
  }

  /** All troubles and calls end. */
  async #finish(): Promise<void> {
    const {tabs, simulator} = this.#browser;
    await this.#take({do: 'trouble', at: 'none'});
    if (tabs.length === 0) await this.#open();
    await this.#wait(35_000);
    for (const {call} of this.#phones.talking) if (call) simulator.hangUp(call.id, 'callee');
    await this.#wait(20_000);
    for (const tab of tabs) {
      const running = tab.store.calls.get().filter(({phase}) => !isFinal(phase));
      if (running.length > 0) this.#fail(`a call goes on without a line: ${running[0]!.phase}`);
    }
    if (this.#phones.talking.length > 0) this.#fail('a line goes on');
    if ([...this.#pending.values()].some(({tab}) => tab.alive)) this.#fail('a command is pending');
    for (const key of this.#checker.startedCalls) {
      const primaries = this.#checker.primaryCounts.get(key) ?? 0;
      if (primaries !== 1) this.#fail(`${key} ended with ${primaries} primary documents`);
    }
    // A refused registration is tried again after two minutes.
    await this.#wait(160_000);
    const isChosen = tabs.some(({store}) => store.choices.get().from === 'browser');
    const {registered} = this.#phones;
    if (isChosen && registered.length !== 1) this.#fail(`${registered.length} tabs are registered at the end`);
    await this.#checkLeftovers();
  }

  async #checkLeftovers(): Promise<void> {
    const {tabs} = this.#browser;
    for (const {store} of tabs) store.choose({from: null});
    for (const tab of [...tabs]) tab.store.dispose();
    await this.#browser.advance(1_000);
    if (this.#phones.registered.length > 0) this.#fail('a registration is left');
    for (const {leftovers: {timers}} of tabs) if (timers > 0) this.#fail(`${timers} timers are left`);
    await this.#browser.close();
  }
}
