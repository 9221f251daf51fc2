/**
 * The calls that other tabs carry. Such a call ends with its tab, however that goes, so that the
 * tabs that remain end it where nobody else does.
 */
import {concludeCall, giveUpCall} from '../calls/call-progress.js';
import {type CallWork, isInBrowser} from '../calls/call-work.js';
import type {Call} from '../types.js';
import type {SoundLock} from './sound-lock.js';

/** A message of the tab that has just ended a call is here by then. */
const LATE_MESSAGE_MS = 1_000;

export class OtherTabsLines {
  readonly #work: CallWork;
  readonly #sound: SoundLock;
  readonly #isOwn: (key: string) => boolean;
  #timer: unknown;
  /** Set from the sign-out on: nothing more is to be waited for. */
  #resolveGivenUp: (() => void) | null = null;

  constructor(work: CallWork, sound: SoundLock, isOwn: (key: string) => boolean) {
    this.#work = work;
    this.#sound = sound;
    this.#isOwn = isOwn;
  }

  /** Call it when a call has changed. A tab that is gone has no sound. */
  update(): void {
    if (this.#calls.length === 0) return this.dispose();
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
      .filter((call) => isInBrowser(call) && !this.#isOwn(call.key));
  }

  async #endAll(): Promise<void> {
    for (const key of this.keys) await this.#end(key);
  }

  async #end(key: string): Promise<void> {
    const phase = this.#work.callRecords.getActive(key)?.call.phase;
    if (phase === 'connected') await concludeCall(this.#work, key, {phase: 'ended'});
    else if (phase) await giveUpCall(this.#work, key);
  }
}
