/** The public types of calls that this browser carries itself. */
import type {CallError} from './error-types.js';

/** A microphone or a speaker. */
export interface SoundDevice {
  /** The browser's id of it, the same on each visit of this origin. */
  readonly id: string;
  /** As the browser names it; empty until the page may use the microphone. */
  readonly label: string;
}

/** How loud a call is now, from 0 (silent) to 1. */
export interface SoundLevels {
  /** The sound that the other party hears. */
  readonly microphone: number;
  /** The sound that the user hears. */
  readonly speaker: number;
}

/** This browser as a phone. One tab is registered for all of them. */
export interface BrowserPhone {
  /**
   * `idle`: not registered, which costs nothing; a call registers it. `reconnecting`: calls go on,
   * and RingCentral cannot be told of anything. `other-tab`: another tab is the phone.
   */
  readonly state: 'idle' | 'registering' | 'registered' | 'reconnecting' | 'other-tab' | 'error';
  /** Why it is not registered, or why the call that goes on cannot be heard. */
  readonly error?: CallError;
  readonly microphones: readonly SoundDevice[];
  /** Empty where the browser offers no choice. */
  readonly speakers: readonly SoundDevice[];
}
