/** Calls that this browser carries itself, in this tab or in another one. */
import {asRecord} from '../../ringcentral/json.js';
import {callError, CallRejection} from '../call-error.js';
import {isFinal} from '../call-phase.js';
import type {PlaceRequest} from '../calls/call-placing.js';
import {createCallKey} from '../calls/call-record.js';
import type {CallWork} from '../calls/call-work.js';
import {freeze} from '../context.js';
import type {ExtensionContext} from '../extension-context.js';
import {BrowserLines} from '../inbound/browser-lines.js';
import type {InboundCalls} from '../inbound/inbound-calls.js';
import {omitEmpty} from '../omit-empty.js';
import type {PhoneProblem} from '../phone-port.js';
import type {ApiAccess} from '../session/api-connection.js';
import type {Call, Inbound, SoundLevels} from '../types.js';
import {BrowserCall} from './browser-call.js';
import type {CommandTarget, LineAction} from './command-target.js';
import {endSession} from './end-session.js';
import {OtherTabsLines} from './other-tabs-lines.js';
import {notNow, PhoneCommands, problemOf, withNetwork} from './phone-commands.js';
import {PhoneTab} from './phone-tab.js';
import {readDevices} from './read-devices.js';
import {SoundLock} from './sound-lock.js';

export {BrowserPush} from './browser-push.js';

export interface BrowserCallsOptions extends ExtensionContext {
  readonly work: CallWork;
  /** Null = no user is signed in for now. */
  access(): ApiAccess | null;
  inbound(): InboundCalls;
  /** The user or the app may not call in a browser. */
  onRefused(): void;
}

export class BrowserCalls {
  readonly #options: BrowserCallsOptions;
  readonly #work: CallWork;
  readonly #sound: SoundLock;
  readonly #phone: PhoneTab;
  readonly #commands: PhoneCommands;
  /** Calls that this tab carries, by key. */
  readonly #own = new Map<string, BrowserCall>();
  readonly #otherTabs: OtherTabsLines;
  readonly #inbound: BrowserLines;
  /** The platform has taken a call of this tab: calls to the user ring here from then on. */
  #hasCalled = false;
  readonly #stopFollowingInbound: () => void;
  #isOver = false;

  constructor(options: BrowserCallsOptions) {
    const {work} = this.#options = options;
    const post = (message: unknown) => options.post({phone: message});
    const {environment} = work.context;
    this.#work = work;
    this.#sound = new SoundLock(environment, `${work.keyPrefix}/phone-sound`);
    this.#phone = new PhoneTab({
      ...options,
      isWanted: () => this.#isPhoneWanted,
      hasLines: () => this.#sound.isHeld,
      onLead: () => this.#inbound.handleLead(),
      onLine: (line) => this.#inbound.handleLine(line),
      onDevices: (devices) => post({devices}),
    });
    this.#inbound = new BrowserLines({
      context: work.context, inbound: options.inbound(), post: (lines) => post({lines}),
      host: {
        reserveSound: () => this.reserve(),
        releaseSound: () => this.release(),
        showProblem: this.#showProblem,
      },
    });
    this.#commands = new PhoneCommands({environment, targets: () => this.#targets, post});
    this.#otherTabs = new OtherTabsLines(work, this.#sound, {
      isOwn: (key) => this.#targets.some((target) => target.has(key)),
      inbound: () => options.inbound().push?.tracker,
      endSession: (sessionId) => this.#endSession(sessionId),
    });
    this.#stopFollowingInbound = work.context.inbound.listen(() => this.#otherTabs.update());
  }

  /** See `PhoneTab`. */
  get isReady(): boolean {
    return this.#phone.registration.isReady;
  }

  /** Call it when a call, the session, a choice or the page's options changed. */
  update(): void {
    if (this.#isOver) return;
    this.#phone.update();
    this.#otherTabs.update();
  }

  /** False where another call has the sound. */
  reserve(): Promise<boolean> {
    return this.#sound.reserve();
  }

  release(): void {
    this.#sound.release();
    this.update();
  }

  /** After `reserve`. Resolves once the platform has taken the call, or it is over. */
  async place(request: PlaceRequest): Promise<Call> {
    const {callRecords, context: {environment}} = this.#work;
    const {to, callerId, extension, tones, name, requested} = request;
    const key = createCallKey(environment.random);
    const call: Call = freeze({
      id: null, key, to, ...omitEmpty({extension, tones, callerId, name, requested}),
      via: 'browser', phase: 'placing', stale: false, startedAt: environment.now(),
    });
    const own = new BrowserCall(this.#work, call, {
      takePhone: () => this.#phone.take(),
      onTaken: () => { this.#hasCalled = true; },
      endSession: (sessionId) => this.#endSession(sessionId),
      onProblem: this.#showProblem,
    });
    this.#own.set(key, own);
    callRecords.update(freeze({revision: 0, call}));
    void own.dial();
    await own.placed;
    return own.call;
  }

  /** Acts on a line of any tab. Rejects with a `CallError`. */
  async act(key: string, action: LineAction, value: boolean | string): Promise<void> {
    const {callRecords, context} = this.#work;
    const callNow = () => callRecords.get(key)?.call ?? null;
    try {
      const call = callNow();
      const inbound = context.inbound.get().find((one) => one.key === key);
      const isAllowed = call
        ? isPossible(call, action)
        : inbound !== undefined && isInboundPossible(inbound, action);
      if (!isAllowed) throw notNow();
      await this.#commands.act(key, action, value);
    } catch (thrown) {
      const call = callNow();
      // Nothing is left to hang up.
      if (call && isFinal(call.phase) && /^(?:hang-up|cancel)$/.test(action)) return;
      if (CallRejection.is(thrown)) throw thrown;
      const {code, ...details} = withNetwork(problemOf(thrown), context.environment, 'not-now');
      const error = callError(code, details);
      // The events of calls are not about calls to the user.
      if (call) context.emit({type: 'call-error', error, call});
      throw new CallRejection(error);
    }
  }

  soundLevels(): SoundLevels | null {
    return firstOf(this.#targets.map((target) => target.soundLevels()));
  }

  /** Takes a message of another tab. */
  adopt(message: unknown): void {
    const {devices: found, givenUp, lines} = asRecord(message);
    if (lines) this.#inbound.adopt(lines);
    const devices = readDevices(found);
    if (devices) this.#phone.registration.adoptDevices(devices);
    this.#commands.adopt(message);
    const keys: readonly unknown[] = Array.isArray(givenUp) ? givenUp : [];
    for (const key of keys) this.#own.get(String(key))?.giveUp();
  }

  /** Call it whenever a call has changed. */
  handleChange(call: Call): void {
    if (this.#isOver) this.#otherTabs.update();
    const own = this.#own.get(call.key);
    if (!own) return;
    own.follow(call);
    if (!isFinal(call.phase)) return;
    this.#own.delete(call.key);
    void own.close().then(() => this.release());
  }

  handleWake(): void {
    this.#phone.registration.handleWake();
    this.update();
  }

  /**
   * Sign-out: ends the calls of all tabs. Resolves once the other tabs have told how their calls
   * ended, or are gone.
   */
  giveUp(): Promise<void> {
    this.#end();
    // They may not be signed out with this one.
    this.#options.post({phone: {givenUp: this.#otherTabs.keys}});
    return this.#otherTabs.giveUp();
  }

  dispose(): void {
    this.#end();
    this.#otherTabs.dispose();
  }

  /** Ends the calls of this tab, and gives the registration back. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopFollowingInbound();
    for (const own of [...this.#own.values()]) own.giveUp();
    this.#inbound.giveUp();
    this.#phone.dispose();
  }

  async #endSession(sessionId: string): Promise<boolean> {
    const access = this.#options.access();
    return access !== null && await endSession(this.#work, access, sessionId);
  }

  get #isPhoneWanted(): boolean {
    const {browserPhone, choices} = this.#work.context;
    const isSignedIn = !this.#isOver && this.#options.access() !== null;
    return isSignedIn && browserPhone.get() !== null &&
      (this.#hasCalled || choices.get().from === 'browser');
  }

  get #targets(): readonly CommandTarget[] {
    return [this.#ownTarget, this.#inbound];
  }

  readonly #showProblem = (problem: PhoneProblem | null): void =>
    this.#phone.registration.shown.setProblem(problem);

  readonly #ownTarget: CommandTarget = {
    has: (key) => this.#own.has(key),
    act: async (key, action, value) => this.#own.get(key)?.act(action, value),
    soundLevels: () => firstOf([...this.#own.values()].map((own) => own.soundLevels())),
  };
}

const isPossible = ({phase, can = []}: Call, action: LineAction): boolean =>
  action === 'cancel' ? !isFinal(phase) : can.some((possible) => possible === action);

/** A call to the user is answered and declined where it rings. */
const isInboundPossible = ({tab, can = []}: Inbound, action: LineAction): boolean =>
  action === 'answer' || action === 'decline'
    ? tab === 'this'
    : can.some((possible) => possible === action);

const firstOf = (levels: readonly (SoundLevels | null)[]): SoundLevels | null =>
  levels.find((one) => one !== null) ?? null;
