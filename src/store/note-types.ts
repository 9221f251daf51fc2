/** The public types of notes about calls. */
import type {Call} from './types.js';

/** The text and the outcome that the user has given a call. */
export interface CallNote {
  /** At most 2,000 UTF-16 units. */
  readonly note: string;
  /** The value of an outcome; absent = none. */
  readonly outcome?: string;
  /** All of it is saved: `call-note` was fired with it. */
  readonly isSaved: boolean;
}

/** A note was saved: by the user, by the dismissal of its call, or before its data are erased. */
export interface CallNoteSaved {
  readonly type: 'call-note';
  /** As last known. */
  readonly call: Call;
  readonly note: string;
  /** The value of the outcome. */
  readonly outcome: string | null;
  /** True in exactly one document. */
  readonly primary: boolean;
}
