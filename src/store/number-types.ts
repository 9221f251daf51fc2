/** The public type of a user's phones and caller IDs. */

/** A phone that can ring first, or a caller ID that the other party can see. */
export interface NumberOption {
  /** E.164. */
  readonly number: string;
  /** The platform's label ("Home", "Company main"). */
  readonly label?: string;
  readonly kind: 'mobile' | 'home' | 'work' | 'other' | 'direct' | 'company' | 'toll-free';
  readonly primary?: boolean;
  /** RingCentral's id of the phone that rings; absent for a mobile phone and any number outside. */
  readonly deviceId?: string;
  /**
   * `fromNumbers` only: whether the phone is connected to RingCentral, as of the last five minutes.
   * Absent where RingCentral does not say so, and before `checkPhones`.
   */
  readonly online?: boolean;
}
