/** The public types of a session: which one a page asks for, and how far it is. */
import type {HostSdk} from '../ringcentral/platform.js';

export type SessionState =
  'signed-out' | 'restoring' | 'signing-in' | 'ready' | 'expired' | 'error';

export interface User {
  readonly id: string;
  readonly accountId: string;
  readonly name?: string;
  readonly extensionNumber?: string;
  /** Home country of the account, ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** Why there is no session: a code to branch on, and plain English. */
export interface SessionError {
  readonly code: string;
  /** Plain English; `<rc-session>` shows its own words by `code`. */
  readonly message: string;
  /** The redirect URI and the server that the message names. */
  readonly facts?: {readonly redirectUri: string; readonly server: string};
}

export interface Session {
  readonly state: SessionState;
  readonly account: string;
  readonly user: User | null;
  readonly error?: SessionError;
  /** The browser blocked the sign-in window: a link for the user to open. */
  readonly signInUrl?: string;
  /** Scopes that the app lacks, known before the first click fails. */
  readonly missingScopes?: readonly string[];
}

export type StorageKind = 'local' | 'session' | 'memory';

/**
 * The source of the account's API session. Give one of `sdk`, `getAccessToken`, `proxy` and
 * `clientId`.
 */
export interface ConnectOptions {
  readonly sdk?: HostSdk;
  readonly getAccessToken?: () => Promise<string>;
  /** Base URL of a backend that holds the tokens. */
  readonly proxy?: string;
  readonly csrfHeader?: string;
  readonly csrfToken?: string;
  readonly clientId?: string;
  readonly server?: string;
  /** Absolute, or relative to the page. */
  readonly redirectUri?: string;
  readonly flow?: 'popup' | 'redirect';
  readonly accountId?: string;
  readonly extensionId?: string;
  readonly storage?: StorageKind;
  /**
   * Whether the platform may tell of calls by a WebSocket. Absent = `auto` where the session is of
   * our own sign-in or of an access token, `never` with `sdk` and `proxy`.
   */
  readonly push?: 'auto' | 'never';
  /**
   * Whether RingCentral's record of each call is read once the call is over. It needs the scope
   * `ReadCallLog`, and is silently left out without it.
   */
  readonly callDetails?: boolean;
  /**
   * Whether this browser may be a phone. It needs the scope `VoipCalling`, a digital line, and the
   * code of `rc-click-to-call/browser-calls/define.js`.
   */
  readonly browserCalls?: boolean;
  readonly country?: string;
  /** BCP 47; sent as `Accept-Language`. */
  readonly language?: string;
}
