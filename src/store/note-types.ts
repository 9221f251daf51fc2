/** The public type of notes about calls. */

/** The text and the outcome that the user has given a call. */
export interface CallNote {
  /** At most 2,000 UTF-16 units. */
  readonly note: string;
  /** The value of an outcome; absent = none. */
  readonly outcome?: string;
  /** All of it is saved: `call-note` was fired with it. */
  readonly isSaved: boolean;
}
