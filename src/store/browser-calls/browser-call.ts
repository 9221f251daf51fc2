/** One call that this tab carries, from the click to its end. */
import {reportNoEffect} from '../calls/call-canceling.js';
import {placeTimeout} from '../calls/call-placing.js';
import {applyStatus, concludeCall, failCall, giveUpCall} from '../calls/call-progress.js';
import {
  type CallPatch, type CallRecord, canBeCanceled, isCanceling, type RecordPatch, withActions,
  withChanges,
} from '../calls/call-record.js';
import type {CallWork} from '../calls/call-work.js';
import type {Line, LineEnd, LineListener, Phone, PhoneProblem} from '../phone-port.js';
import type {Call, CallAction, SoundLevels} from '../types.js';
import type {LineAction} from './command-target.js';
import {hangUpInTime} from './hang-up.js';
import {callEndOf} from './line-end.js';
import {digitsOf, notNow, problemOf, withNetwork} from './phone-commands.js';

/** Push tells why the platform has ended a call a little later than the line. */
const REASON_WAIT_MS = 2_000;

const SOUND_ACTIONS: readonly CallAction[] =
  Object.freeze(['hang-up', 'hold', 'mute', 'keypad'] as const);

interface BrowserCallUse {
  /** Resolves once this tab is the phone; rejects with a `PhoneError`. */
  takePhone(): Promise<Phone>;
  /** The platform has taken the call. */
  onTaken(): void;
  /** Ends the telephony session over REST, where the app may. Never rejects. */
  endSession(sessionId: string): Promise<boolean>;
  /** See `LineListener`. */
  onProblem(problem: PhoneProblem | null): void;
}

export class BrowserCall implements LineListener {
  /** As last seen: a sign-out erases the record. */
  call: Call;
  /** Resolves once the platform has taken the call, or it is over. */
  readonly placed: Promise<void>;
  readonly #work: CallWork;
  readonly #use: BrowserCallUse;
  #line: Line | null = null;
  #hasSound = false;
  #isOver = false;
  /** Ends the wait for the reason that push gives; set once the line is over. */
  #stopWaiting?: () => void;
  #timer: unknown;
  #resolvePlaced!: () => void;

  constructor(work: CallWork, call: Call, use: BrowserCallUse) {
    this.#work = work;
    this.call = call;
    this.#use = use;
    this.placed = new Promise((resolve) => { this.#resolvePlaced = resolve; });
  }

  async dial(): Promise<void> {
    const {environment, options} = this.#work.context;
    const onTimeout = () => this.#stop({by: 'failure', problem: {code: 'timeout'}});
    this.#timer = environment.setTimeout(onTimeout, placeTimeout(options));
    try {
      const phone = await this.#use.takePhone();
      if (this.#isOver) return;
      // From here on the phone limits each step; the user may take long to allow the microphone.
      environment.clearTimeout(this.#timer);
      const {to, callerId} = this.call;
      this.#line = phone.call(to, callerId, this);
    } catch (error) {
      this.onEnd({by: 'failure', problem: problemOf(error)});
    }
  }

  soundLevels(): SoundLevels | null {
    return this.#hasSound && this.#line ? this.#line.soundLevels() : null;
  }

  onRinging(sessionId: string | undefined): void {
    if (this.#isOver) return;
    this.#use.onTaken();
    const {phase} = this.call;
    this.#update({
      ...(phase === 'placing' && {phase: 'ringing-callee'}),
      ...(sessionId && {telephonySessionId: sessionId}),
    });
    this.#resolvePlaced();
    // A notification of the session may have come before.
    this.#work.updatePolling();
  }

  onProblem(problem: PhoneProblem | null): void {
    this.#use.onProblem(problem);
  }

  onSound(): void {
    if (this.#isOver) return;
    // Not every platform tells that it has taken the call before it answers.
    if (this.call.phase === 'placing') this.onRinging(undefined);
    this.#hasSound = true;
    this.#update({held: false, muted: false, can: SOUND_ACTIONS}, {actions: SOUND_ACTIONS});
  }

  onEnd(end: LineEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#work.context.environment.clearTimeout(this.#timer);
    this.#use.onProblem(null);
    void this.#conclude(end).finally(this.#resolvePlaced);
  }

  /** Rejects with a `PhoneError`. */
  async act(action: LineAction, value: boolean | string): Promise<void> {
    if (action === 'cancel') return this.#cancel();
    const {can = []} = this.call;
    const line = this.#line;
    if (!line || !can.some((possible) => possible === action)) throw notNow();
    const isOn = value === true;
    switch (action) {
      case 'hang-up': return this.#hangUp();
      case 'hold':
        await line.hold(isOn);
        return this.#update({held: isOn});
      case 'mute':
        await line.mute(isOn);
        return this.#update({muted: isOn});
      case 'keypad':
        return line.sendDigits(digitsOf(value));
      default: throw notNow();
    }
  }

  /** Call it whenever the record has changed. */
  follow(call: Call): void {
    this.call = call;
  }

  /** The record is over. Resolves once nothing is heard any more. */
  async close(): Promise<void> {
    const {environment} = this.#work.context;
    const wasOver = this.#isOver;
    this.#isOver = true;
    environment.clearTimeout(this.#timer);
    this.#resolvePlaced();
    if (wasOver) return;
    this.#use.onProblem(null);
    if (this.#line) await hangUpInTime(environment, this.#line).catch(() => undefined);
  }

  /** Sign-out: ends the call at once. */
  giveUp(): void {
    this.#stop({by: 'user'});
    this.#stopWaiting?.();
  }

  #stop(end: LineEnd): void {
    const line = this.#isOver ? null : this.#line;
    this.onEnd(end);
    line?.hangUp().catch(() => undefined);
  }

  /** Before there is a line, nothing has left this browser. */
  async #cancel(): Promise<void> {
    const callRecord = this.#record;
    if (!callRecord || !canBeCanceled(callRecord)) return;
    const cancelAt = this.#work.context.environment.now();
    const callPatch = {phase: 'canceling', cancelAt, cancelFailed: undefined} as const;
    this.#work.callRecords.update(withChanges(callRecord, callPatch, {cancel: 'asked'}));
    try {
      await this.#endLine();
    } catch {
      reportNoEffect(this.#work, this.call.key);
    }
  }

  async #hangUp(): Promise<void> {
    const {cancel} = this.#record ?? {};
    this.#update({}, {cancel: 'sent'});
    try {
      await this.#endLine();
    } catch (error) {
      this.#update({}, {cancel});
      throw error;
    }
  }

  /** The call is not over before the platform has been told. Rejects with a `PhoneError`. */
  async #endLine(): Promise<void> {
    const {environment} = this.#work.context;
    const isTold = !this.#line || await hangUpInTime(environment, this.#line);
    if (isTold) return this.onEnd({by: 'user'});
    const nothingLeft = {can: undefined, held: undefined, muted: undefined};
    this.#update(nothingLeft, {actions: undefined});
    const {telephonySessionId} = this.call;
    if (!telephonySessionId) return;
    // REST may reach the platform sooner than the phone.
    void this.#use.endSession(telephonySessionId).then((isEnded) => {
      if (isEnded) this.onEnd({by: 'user'});
    });
  }

  async #conclude(end: LineEnd): Promise<void> {
    const callRecord = this.#record;
    if (!callRecord) return;
    const {call} = callRecord;
    const lineFacts = {hasSound: this.#hasSound, isHungUp: isCanceling(callRecord)};
    const callEnd = callEndOf(call, end, lineFacts);
    switch (callEnd.kind) {
      case 'over': return concludeCall(this.#work, call.key, callEnd.conclusion);
      case 'failed': {
        const {environment} = this.#work.context;
        return failWith(this.#work, call.key, withNetwork(callEnd.problem, environment));
      }
      case 'unexplained': return this.#awaitReason(callRecord);
      case 'unknown': return giveUpCall(this.#work, call.key);
    }
  }

  #awaitReason(callRecord: CallRecord): Promise<void> {
    const silent = {held: undefined, muted: undefined};
    this.#work.callRecords.update(withChanges(withActions(callRecord, undefined), silent));
    return new Promise((resolve) => {
      this.#stopWaiting = () => resolve(concludeWithoutReason(this.#work, this.call));
      this.#timer = this.#work.context.environment.setTimeout(this.#stopWaiting, REASON_WAIT_MS);
    });
  }

  get #record(): CallRecord | undefined {
    return this.#work.callRecords.getActive(this.call.key);
  }

  #update(callPatch: CallPatch, recordPatch: RecordPatch = {}): void {
    const callRecord = this.#record;
    if (callRecord) this.#work.callRecords.update(withChanges(callRecord, callPatch, recordPatch));
  }
}

function failWith(
  work: CallWork, callKey: string, {code, ...details}: PhoneProblem,
): Promise<void> {
  const retryAt = code === 'rate-limited' && work.limits.until('heavy');
  return failCall(work, callKey, code, {...details, ...(retryAt && {retryAt})});
}

/** Without push, nothing tells whether the callee has answered. */
function concludeWithoutReason(work: CallWork, {key, calleeStatus}: Call): Promise<void> {
  return calleeStatus ? applyStatus(work, key, 'gone') : concludeCall(work, key, {phase: 'ended'});
}
