/** The public types of a user's phones and caller IDs. */
import type {CallError} from './types.js';

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

export interface NumberList {
  readonly state: 'idle' | 'loading' | 'ready' | 'error';
  readonly options: readonly NumberOption[];
  readonly error?: CallError;
  /** `callerIds` only: the caller ID that the platform shows if the user chooses none. */
  readonly default?: {readonly number?: string; readonly blocked?: boolean};
  /** More pages are on their way. */
  readonly loadingMore?: boolean;
}
