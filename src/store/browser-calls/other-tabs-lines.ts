/**
 * The calls that other tabs carry. Such a call ends with its tab, however that goes, so that the
 * tabs that remain end it where nobody else does.
 */
import {concludeCall, giveUpCall} from '../calls/call-progress.js';
import {type CallWork, isInBrowser} from '../calls/call-work.js';
import type {InboundTracker} from '../inbound/inbound-tracker.js';
import type {Call} from '../types.js';
import type {SoundLock} from './sound-lock.js';

/** A message of the tab that has just ended a call is here by then. */
const LATE_MESSAGE_MS = 1_000;

interface OtherTabsUse {
  /** This tab carries the call. */
  isOwn(key: string): boolean;
  /** Undefined or null while nobody watches calls to the user. */
  inbound(): InboundTracker | null | undefined;
  /** The platform may not have noticed that the tab is gone. */
  endSession(sessionId: string): Promise<unknown>;
}

export class OtherTabsLines {
  readonly #work: CallWork;
  readonly #sound: SoundLock;
  readonly #use: OtherTabsUse;
  #timer: unknown;
  /** Set from the sign-out on: nothing more is to be waited for. */
  #resolveGivenUp: (() => void) | null = null;

  constructor(work: CallWork, sound: SoundLock, use: OtherTabsUse) {
    this.#work = work;
    this.#sound = sound;
    this.#use = use;
  }

  /** Call it when a call in either direction has changed. A tab that is gone has no sound. */
  update(): void {
    if (this.#calls.length + this.#inboundSessionIds.length === 0) return this.dispose();
    if (this.#sound.isHeld) this.#suspect();
    else this.#sound.watch(() => this.#suspect());
  }

  dispose(): void {
    this.#work.context.environment.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sound.unwatch();
    this.#resolveGivenUp?.();
  }

  /** Sign-out: resolves once the tabs that carry the calls have told of their ends, or are gone. */
  giveUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolveGivenUp = resolve;
      if (this.#calls.length === 0) this.dispose();
      else this.#suspect();
    });
  }

  /** No other tab has the sound: each of the calls is over. */
  #suspect(): void {
    this.#timer ??= this.#work.context.environment.setTimeout(() => {
      this.#timer = undefined;
      if (this.#sound.isHeld) void this.#endAll();
      else this.#sound.runIfFree(() => this.#endAll(), () => this.#handleTaken());
    }, LATE_MESSAGE_MS);
  }

  /** A tab that is not signed out with this one goes on with its call, and tells of its end. */
  #handleTaken(): void {
    if (this.#resolveGivenUp) this.dispose();
    else this.update();
  }

  get keys(): string[] {
    return this.#calls.map(({key}) => key);
  }

  get #calls(): Call[] {
    return this.#work.callRecords.active().map(({call}) => call)
      .filter((call) => isInBrowser(call) && !this.#use.isOwn(call.key));
  }

  get #inboundSessionIds(): string[] {
    const carriedIds = this.#use.inbound()?.carriedSessionIds() ?? [];
    return carriedIds.filter((sessionId) => !this.#use.isOwn(sessionId));
  }

  async #endAll(): Promise<void> {
    for (const {key, telephonySessionId} of this.#calls) {
      // Its parties are said to have hung up once they have.
      if (telephonySessionId) await this.#use.endSession(telephonySessionId);
      await this.#end(key);
    }
    for (const sessionId of this.#inboundSessionIds) {
      await this.#use.endSession(sessionId);
      this.#use.inbound()?.seeSilence(sessionId, true);
    }
  }

  async #end(key: string): Promise<void> {
    const phase = this.#work.callRecords.getActive(key)?.call.phase;
    if (phase === 'connected') await concludeCall(this.#work, key, {phase: 'ended'});
    else if (phase) await giveUpCall(this.#work, key);
  }
}
