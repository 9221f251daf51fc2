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

interface OtherTabsLinesUse {
  isOwn(key: string): boolean;
  /** Rejects where no tab carries the call. */
  ping(key: string): Promise<void>;
}

export class OtherTabsLines {
  readonly #work: CallWork;
  readonly #sound: SoundLock;
  readonly #use: OtherTabsLinesUse;
  /** Without locks: calls whose tab was asked whether it goes on. */
  readonly #asked = new Set<string>();
  #timer: unknown;

  constructor(work: CallWork, sound: SoundLock, use: OtherTabsLinesUse) {
    this.#work = work;
    this.#sound = sound;
    this.#use = use;
  }

  get calls(): Call[] {
    return this.#work.callRecords.active().map(({call}) => call)
      .filter((call) => isInBrowser(call) && !this.#use.isOwn(call.key));
  }

  /** Call it when a call has changed. A tab that is gone has no sound, or does not answer. */
  update(): void {
    const {calls} = this;
    if (calls.length === 0) return this.dispose();
    if (!this.#work.context.environment.locks) for (const {key} of calls) this.#ask(key);
    else if (this.#sound.isHeld) this.#suspect();
    else this.#sound.watch(() => this.#suspect());
  }

  handleWake(): void {
    this.#asked.clear();
  }

  dispose(): void {
    this.#work.context.environment.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sound.unwatch();
  }

  /** No other tab has the sound: each of the calls is over. */
  #suspect(): void {
    this.#timer ??= this.#work.context.environment.setTimeout(() => {
      this.#timer = undefined;
      if (this.#sound.isHeld) void this.#endAll();
      else this.#sound.runIfFree(() => this.#endAll(), () => this.update());
    }, LATE_MESSAGE_MS);
  }

  #ask(key: string): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#use.ping(key).catch(() => this.#end(key));
  }

  async #endAll(): Promise<void> {
    for (const {key} of this.calls) await this.#end(key);
  }

  async #end(key: string): Promise<void> {
    const phase = this.#work.callRecords.getActive(key)?.call.phase;
    if (phase === 'connected') await concludeCall(this.#work, key, {phase: 'ended'});
    else if (phase) await giveUpCall(this.#work, key);
  }
}
