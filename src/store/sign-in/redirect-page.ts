/** The messages and the record that `rc-redirect.html` shares with the pages of its site. */

/** From `rc-redirect.html` to the page that began the sign-in. */
export interface AnswerMessage {
  readonly type: 'rc-answer';
  /** `?code=…&state=…`, as RingCentral sent it. */
  readonly search: string;
}

/** The reply to an `AnswerMessage`. */
export interface TakenMessage {
  readonly type: 'rc-taken';
  readonly state: string;
}

/** Stored in sessionStorage while the page is away to sign in. */
export interface RedirectRecord {
  readonly verifier: string;
  readonly redirectUri: string;
  /** Key prefix of the client, server and account that began the sign-in. */
  readonly owner: string;
  /** The address to return to. */
  readonly returnTo: string;
  /** The answer, once `rc-redirect.html` has stored it. */
  readonly search?: string;
  /** Epoch ms at which the sign-in began. */
  readonly at: number;
}
