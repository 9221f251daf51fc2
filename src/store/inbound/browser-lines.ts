/**
 * The calls to the user that ring in this browser: what can be done about them is laid over what
 * the platform tells, and each tab knows what the tab of the phone carries. It loads with the code
 * of calls in the browser.
 */
import type {CommandTarget, LineAction} from '../browser-calls/command-target.js';
import {notNow} from '../browser-calls/phone-commands.js';
import {callError, CallRejection} from '../call-error.js';
import {isFinal} from '../call-phase.js';
import {freeze, type StoreContext} from '../context.js';
import type {InboundLine, PhoneProblem} from '../phone-port.js';
import type {Call, SoundLevels} from '../types.js';
import type {InboundCalls} from './inbound-calls.js';
import type {DecorateInbound} from './inbound-records.js';
import {control} from './line-control.js';
import {isKeyOf, isSounding, latestOf, type LineState, marksOf} from './line-marks.js';
import {LineTabs} from './line-tabs.js';

/** The phone of this tab, for lines that did not begin here. */
interface PhoneHost {
  /**
   * Reserves the sound of this browser, which one call has at a time. False = another call has it,
   * in any tab. Call `releaseSound` once the line is over.
   */
  reserveSound(): Promise<boolean>;
  releaseSound(): void;
  /** The sound has a problem, as `LineListener.onProblem` tells. */
  showProblem(problem: PhoneProblem | null): void;
}

interface BrowserLinesOptions {
  readonly context: StoreContext;
  /** Sends a message to the other tabs, which `adopt` takes there. */
  post(message: unknown): void;
  readonly inbound: InboundCalls;
  readonly host: PhoneHost;
}

export class BrowserLines implements CommandTarget {
  readonly #options: BrowserLinesOptions;
  readonly #tabs: LineTabs;
  readonly #stopFollowingCalls: () => void;
  /** Those whose session is known; others belong to no call that could be shown. */
  readonly #lines = new Map<InboundLine, LineState>();
  readonly #answers = new Map<InboundLine, Promise<void>>();
  /** The one that has the sound of this browser. */
  #soundOwner: InboundLine | null = null;

  constructor(options: BrowserLinesOptions) {
    const {context: {calls, environment}, post} = options;
    this.#options = options;
    this.#tabs = new LineTabs(environment, {
      post,
      ownLines: () => this.#states,
      onChange: () => this.#show(),
    });
    this.#stopFollowingCalls = calls.listen(() => this.#show());
    this.#show();
  }

  handleLine(line: InboundLine): void {
    this.#identify(line, line.sessionId);
    line.listen({
      onRinging: (sessionId) => this.#identify(line, sessionId),
      onSound: () => this.#handleSound(line),
      onProblem: (problem) => this.#options.host.showProblem(problem),
      onEnd: ({by}) => this.#forget(line, by === 'user'),
    });
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  async act(key: string, action: LineAction, value: boolean | string): Promise<void> {
    const line = this.#find(key);
    if (!line) throw notNow();
    switch (action) {
      case 'answer': return this.#answer(line, key);
      case 'decline': return this.#decline(line, key);
      default: if (this.#lines.get(line)?.stage !== 'talking') throw notNow();
    }
    try {
      const {environment} = this.#options.context;
      this.#change(line, await control(line, action, value, environment));
    } catch (error) {
      const isHungUp = action === 'hang-up' && !this.#lines.has(line);
      if (!isHungUp) throw error;
    }
  }

  soundLevels(): SoundLevels | null {
    const talking = [...this.#lines].find(([, {stage}]) => stage === 'talking');
    return talking?.[0].soundLevels() ?? null;
  }

  /** This tab has become that of the phone, after another one has left, or has died. */
  handleLead(): void {
    this.#tabs.forgetOther();
  }

  /** Takes over what another tab tells of its lines. */
  adopt(message: unknown): void {
    this.#tabs.adopt(message);
  }

  /** Sign-out: ends the lines that have sound. */
  giveUp(): void {
    for (const [line, state] of this.#lines) {
      // The others may ring on at the user's other phones.
      if (isSounding(state)) line.hangUp().catch(() => undefined);
      this.#forget(line, true);
    }
    this.#releaseSound();
    this.#tabs.tell();
    this.#stopFollowingCalls();
    this.#options.inbound.decorate(null);
  }

  #answer(line: InboundLine, key: string): Promise<void> {
    if (this.#lines.get(line)?.stage === 'talking') return Promise.resolve();
    const underWay = this.#answers.get(line);
    if (underWay) return underWay;
    const answering = this.#answerOnce(line, key).finally(() => this.#answers.delete(line));
    this.#answers.set(line, answering);
    return answering;
  }

  async #answerOnce(line: InboundLine, key: string): Promise<void> {
    if (!ringsHere(this.#options.context, key)) throw notNow();
    this.#change(line, {stage: 'answering'});
    try {
      await this.#takeSound(line);
      await line.answer();
    } catch (error) {
      const hasSound = this.#lines.get(line)?.stage === 'talking';
      if (this.#soundOwner === line && !hasSound) this.#releaseSound();
      this.#ringOn(line, 'answering');
      throw error;
    }
  }

  async #takeSound(line: InboundLine): Promise<void> {
    const {host} = this.#options;
    if (!await host.reserveSound()) throw new CallRejection(callError('call-in-progress'));
    this.#soundOwner = line;
    // The caller may have given up meanwhile.
    if (!this.#lines.has(line)) throw notNow();
  }

  async #decline(line: InboundLine, key: string): Promise<void> {
    if (!ringsHere(this.#options.context, key)) throw notNow();
    this.#change(line, {stage: 'declining'});
    try {
      await line.decline();
    } catch (error) {
      // A line that is over is no longer to be declined.
      if (!this.#lines.has(line)) return;
      this.#ringOn(line, 'declining');
      throw error;
    }
  }

  /** It rings as before, unless it is over, or has got sound after all. */
  #ringOn(line: InboundLine, stage: LineState['stage']): void {
    if (this.#lines.get(line)?.stage === stage) this.#change(line, {stage: 'ringing'});
  }

  #identify(line: InboundLine, sessionId: string | undefined): void {
    if (!sessionId || this.#lines.has(line)) return;
    this.#lines.set(line, {sessionId, stage: 'ringing', held: false, muted: false});
    this.#handleChange();
  }

  #change(line: InboundLine, changes: Partial<LineState>): void {
    const state = this.#lines.get(line);
    if (!state) return;
    this.#lines.set(line, {...state, ...changes});
    this.#handleChange();
  }

  /** The other tabs know that it is carried before they know its sound. */
  #handleSound(line: InboundLine): void {
    const {sessionId} = this.#lines.get(line) ?? {};
    if (sessionId) this.#tracker?.seeSound(sessionId);
    this.#change(line, {stage: 'talking'});
  }

  #forget(line: InboundLine, isByUser: boolean): void {
    const {sessionId, stage} = this.#lines.get(line) ?? {};
    // Before the sound is released, by which other tabs know that this one is gone.
    if (sessionId && stage === 'talking') this.#tracker?.seeSilence(sessionId, isByUser);
    if (this.#soundOwner === line) this.#releaseSound();
    if (this.#lines.delete(line)) this.#handleChange();
  }

  #releaseSound(): void {
    const {host} = this.#options;
    if (!this.#soundOwner) return;
    this.#soundOwner = null;
    host.showProblem(null);
    host.releaseSound();
  }

  #handleChange(): void {
    this.#tabs.tell();
    this.#show();
  }

  #find(key: string): InboundLine | undefined {
    const latest = latestOf(this.#states.filter(({sessionId}) => isKeyOf(key, sessionId)));
    return [...this.#lines].find(([, state]) => state === latest)?.[0];
  }

  /** Null while nobody watches. */
  get #tracker() {
    return this.#options.inbound.push?.tracker;
  }

  get #states(): readonly LineState[] {
    return [...this.#lines.values()];
  }

  #show(): void {
    this.#options.inbound.decorate(this.#decorate);
  }

  readonly #decorate: DecorateInbound = (inbound, sessionId) => {
    const isOfSession = (state: LineState) => state.sessionId === sessionId;
    const own = latestOf(this.#states.filter(isOfSession));
    const state = own ?? latestOf(this.#tabs.lines.filter(isOfSession));
    if (!state) return inbound;
    const lines = [...this.#states, ...this.#tabs.lines];
    const isAlone = isFree(state, lines, this.#options.context.calls.get());
    const marks = marksOf(state, own ? 'this' : 'other', inbound.phase, isAlone);
    return freeze({...inbound, ...marks});
  };
}

/** The user is shown that it rings in this tab. */
function ringsHere({inbound}: StoreContext, key: string): boolean {
  const shown = inbound.get().find((one) => one.key === key);
  return shown?.can?.includes('decline') === true;
}

/** Nothing but the line itself has sound, or is about to, in this browser. */
function isFree(state: LineState, lines: readonly LineState[], calls: readonly Call[]): boolean {
  const isCalling = calls.some(({via, phase}) => via === 'browser' && !isFinal(phase));
  return !isCalling && !lines.some((one) => one !== state && isSounding(one));
}
