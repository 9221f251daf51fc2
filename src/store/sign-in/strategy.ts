/**
 * The contract between the session manager and its sign-in strategies: our own sign-in, the host's
 * SDK, a proxy, an access token function.
 */
import type {Transport} from '../../ringcentral/platform.js';
import type {SignInErrorCode, SignInFacts} from '../../ringcentral/sign-in-errors.js';
import type {Environment} from '../environment.js';
import type {ConnectOptions, SessionState, User} from '../types.js';

/** A session that a strategy found or began. */
export interface RestoredSession {
  /** The remembered user; absent = the platform must be asked. */
  readonly user?: User;
  /** Epoch ms at which the platform last confirmed the user. */
  readonly confirmedAt?: number;
  /** `scope` of the token, where known. */
  readonly grantedScopes?: string;
  /** Id of the extension that signed in, where the token names it. */
  readonly ownerId?: string;
  /** As of `SignInStrategy.signInId`. */
  readonly signInId?: string;
}

export type RestoreResult =
  RestoredSession | 'signed-out' | 'expired' | {readonly problem: SignInErrorCode};

export interface SignInStrategy {
  readonly transport: Transport;
  /** Origin; part of the storage scope. */
  readonly server: string;
  /** The values that error messages name. */
  readonly facts: SignInFacts;
  /** Looks for an existing session; synchronously where no request is needed. */
  restore(): RestoreResult | Promise<RestoreResult>;
  /** Whether the next sign-in needs a window; absent = never. */
  opensWindow?(): boolean;
  /** `popup`: as in `SessionManager.signIn`. */
  signIn(popup: Window | null): Promise<void>;
  /** Ends the tokens of our own sign-in; the session manager sets the state. */
  signOut(): Promise<void>;
  /** Ends tokens of our own sign-in that were erased before the strategy had loaded. */
  revokeErased?(erasedTokens: string): Promise<void>;
  /**
   * Names the sign-in whose tokens a request would bear now; with another one, it is another
   * session, of whichever user. Absent where the host page does not tell of its sign-ins.
   */
  signInId?(): string | undefined;
  /**
   * Erases the tokens after the platform answered that the session is over. `false` = others have
   * replaced the tokens that it refused, and the session goes on.
   */
  forgetSession(): boolean;
  /** Stores the user, so that a reload need not ask the platform. */
  rememberUser(user: User): void;
  /** Whether another `sdk` still means the same session. Never throws. */
  isSameSession?(options: ConnectOptions): boolean;
  /** The options are others, but mean the same session: looks whether it is. Never rejects. */
  handleNewOptions?(): Promise<void>;
  /** Called when the page becomes visible or the network returns. */
  handleWake(): void;
  dispose(): void;
}

/** The session manager, as strategies see it. */
export interface SessionHost {
  readonly environment: Environment;
  readonly account: string;
  /** As of the last `connect`. */
  readonly options: ConnectOptions;
  readonly state: SessionState;
  /**
   * Looks for a session again, after a sign-in or sign-out in the host page or another tab.
   * `isQuiet`: without a word that it looks, which the page may answer by drawing itself anew.
   */
  restoreAgain(isQuiet?: boolean): Promise<void>;
  /** The same, a little after the page has woken. */
  restoreAfterWake(): void;
  completeSignIn(session: RestoredSession): Promise<void>;
  endSession(endState: 'signed-out' | 'expired'): void;
  /** `problem`: shown while the sign-in goes on. */
  setSigningIn(problem?: SignInErrorCode): void;
  /** Back to the state before the sign-in. `signInUrl`: a link that opens the window by hand. */
  setIdle(problem?: SignInErrorCode, signInUrl?: string): void;
}

/** `Accept-Language`, and the proxy's CSRF header. */
export function requestHeaders(options: ConnectOptions): Record<string, string> {
  const {language, proxy, csrfHeader, csrfToken} = options;
  const headers: Record<string, string> = {};
  // A page may have any text in `lang`; a value that no header may hold would make requests fail.
  if (language && /^[\w-]+$/.test(language)) headers['Accept-Language'] = language;
  if (proxy !== undefined && csrfHeader && csrfToken) headers[csrfHeader] = csrfToken;
  return headers;
}
