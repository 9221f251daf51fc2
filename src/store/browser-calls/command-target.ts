/** How a line of this tab is reached, in either direction of its call. */
import type {SoundLevels} from '../browser-phone-types.js';
import type {CallAction} from '../types.js';

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
