/** The public types of requests for a call. */

/** Wishes of the page for one call; absent = the user's choice, or the platform's default. */
export interface RequestedNumbers {
  /** E.164, or `browser`. */
  readonly from?: string;
  /** E.164. */
  readonly callerId?: string;
  readonly playPrompt?: boolean;
}

export interface CallRequest {
  /** A number in any format. */
  readonly to: string;
  /** ISO 3166-1 alpha-2, for national numbers; absent = the account's home country. */
  readonly country?: string | undefined;
  /** E.164, or `browser`; replaces the chosen phone for this call. */
  readonly from?: string | undefined;
  /** E.164; replaces the chosen caller ID for this call. */
  readonly callerId?: string | undefined;
  /** Absent = the platform decides. */
  readonly playPrompt?: boolean | undefined;
  readonly name?: string | undefined;
  /** The page's own wishes; absent = `from`, `callerId` and `playPrompt` of this request. */
  readonly requested?: Pick<CallRequest, 'from' | 'callerId' | 'playPrompt'>;
  /** Withdraws the request while there is no call yet: it is refused as `not-confirmed`. */
  readonly signal?: AbortSignal | undefined;
}
