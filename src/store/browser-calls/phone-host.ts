/** Calls in both directions share this: how a line is reached, and the sound of the browser. */
import type {SoundLevels} from '../browser-phone-types.js';
import type {CallAction} from '../types.js';
import type {InboundLine, PhoneProblem} from './phone-port.js';

export type LineAction = CallAction | 'answer' | 'decline' | 'cancel';

/** Lines of this tab, by the keys of their calls. */
export interface CommandTarget {
  has(key: string): boolean;
  /**
   * `value`: whether the line is to be on hold, or muted; the digits; else true. Rejects with a
   * `PhoneError`, such as `not-now`, and fires no event: the tab that asks tells its user.
   */
  act(key: string, action: LineAction, value: boolean | string): Promise<void>;
  /** Null = none of the lines has sound. */
  soundLevels(): SoundLevels | null;
}

/** Calls to the user that ring in this tab. */
export interface InboundLines extends CommandTarget {
  handleLine(line: InboundLine): void;
  /** This tab has become that of the phone, after another one has left, or has died. */
  handleLead(): void;
  /** Takes what another tab tells of its lines. */
  adopt(message: unknown): void;
  /** Sign-out: ends the lines that have sound. */
  giveUp(): void;
}

/** The phone of this tab, for lines that did not begin here. */
export interface PhoneHost {
  /**
   * Reserves the sound of this browser, which one call has at a time. False = another call has it,
   * in any tab. Call `releaseSound` once the line is over.
   */
  reserveSound(): Promise<boolean>;
  releaseSound(): void;
  /** The sound has a problem, as `LineListener.onProblem` tells. */
  showProblem(problem: PhoneProblem | null): void;
}
