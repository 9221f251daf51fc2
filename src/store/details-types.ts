/** The public types of what RingCentral has recorded of a call. */

/** The platform's record of a call that is over. */
export interface CallDetails {
  readonly telephonySessionId: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Seconds. */
  readonly duration: number;
  /** As the platform says: `Call connected`, `Busy`, `No Answer` …: an open list. */
  readonly result: string;
  /** The legs that the platform names. The callee's duration is the time of the talk, in seconds. */
  readonly legs: readonly {
    readonly leg: 'caller' | 'callee'; readonly result: string; readonly duration: number;
  }[];
  /** Its address carries no token: a request for the content needs one. */
  readonly recording?: {readonly id: string; readonly contentUri: string};
}

/** RingCentral has recorded a call, or has a recording of it now. */
export interface CallDetailsChange<Call> {
  readonly type: 'call-details';
  readonly call: Call;
  readonly details: CallDetails;
  /** True in exactly one document: the one that has read it. */
  readonly primary: boolean;
}

/** The part of a store that knows what RingCentral has recorded. */
export interface CallDetailsReader {
  /**
   * Resolves with RingCentral's record of a call: at once where it is known, else once a request
   * that is due has been answered, within 12 minutes. Null where it will not come: the app or the
   * user may not read the call log, the call was never placed or is not known any more, or no user
   * is signed in. Without the option `callDetails`, one request is sent at most.
   */
  details(key: string): Promise<CallDetails | null>;
}
