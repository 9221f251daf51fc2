/** The public types of why a call was refused, or failed. */

/** The call is refused: no request was sent, and there is no call. */
export type Refusal =
  | 'invalid-number' | 'emergency-number' | 'do-not-call' | 'not-confirmed' | 'no-session'
  | 'call-in-progress' | 'rate-limited';

/** The call failed, or a request did. */
export type Failure =
  | 'rate-limited' | 'session-expired' | 'permission-missing' | 'feature-unavailable'
  | 'to-invalid' | 'from-invalid' | 'caller-id-invalid' | 'calling-disabled'
  | 'destination-blocked' | 'no-funds' | 'no-such-user' | 'busy' | 'no-answer' | 'unreachable'
  | 'microphone-blocked' | 'microphone-missing' | 'too-many-phones'
  | 'offline' | 'timeout' | 'not-now' | 'server-error' | 'unconfirmed' | 'unknown';

export type ErrorCode = Refusal | Failure;
export type Leg = 'caller' | 'callee';

/** The detail of an error without which its code does not tell the user what to do. */
export type Why =
  /** `invalid-number`: the kind of text that was given in place of a number. */
  | 'national-number' | 'extension' | 'star-code' | 'several-numbers' | 'too-long'
  /** `emergency-number`: a service number, such as directory enquiries. */
  | 'service-number'
  /** `do-not-call`: the check failed, or did not answer in time. */
  | 'not-screened'
  /** `unknown`: a part of the script did not load. */
  | 'not-loaded'
  /** `from-invalid`: no phone was chosen, and the platform has no default. */
  | 'no-phone'
  /** `microphone-blocked`: the page, or the frame that it is in, may not use it. */
  | 'blocked-by-page';

export interface CallError {
  readonly code: ErrorCode;
  readonly why?: Why;
  /** The leg that failed, if the platform tells. */
  readonly leg?: Leg;
  /** Plain English; elements show their own words by `code` and `leg`. */
  readonly message: string;
  /** Epoch ms from which a new try makes sense. */
  readonly retryAt?: number;
}
