/** What the ways in (own sign-in, host's SDK, proxy, token function) and the session's keeper ask of each other. */
import type {Transport} from '../../ringcentral/platform.js';
import type {SignInErrorCode, SignInFacts} from '../../ringcentral/sign-in-errors.js';
import type {Environment} from '../environment.js';
import type {ConnectOptions, SessionState, User} from '../types.js';

export interface RestoredSession {
  /** As remembered; absent = the platform has to be asked. `at`: epoch ms of the last answer. */
  readonly user?: User;
  readonly confirmedAt?: number;
  /** `scope` of the token, where known. */
  readonly grantedScopes?: string;
  /** Id of the extension that signed in, where the token names it. */
  readonly ownerId?: string;
}

export type RestoreResult = RestoredSession | 'signed-out' | 'expired' | {readonly problem: SignInErrorCode};

export interface SignInStrategy {
  readonly transport: Transport;
  /** Origin; part of the storage scope. */
  readonly server: string;
  readonly facts: SignInFacts;
  /** Is there a session already? At once where nobody has to be asked. */
  restore(): RestoreResult | Promise<RestoreResult>;
  /** `popup`: see `SessionKeeper.signIn`. */
  signIn(popup: Window | null): Promise<void>;
  /** Ends what is ours to end; the state is the keeper's. */
  signOut(): Promise<void>;
  /** The platform says that the session is over. */
  forgetSession(): void;
  rememberUser(user: User): void;
  /** Whether other options are only another way to say the same session. */
  isSameSession?(options: ConnectOptions): Promise<boolean>;
  /** The page is looked at again, or the network is back. */
  handleWake(): void;
  dispose(): void;
}

export interface SessionHost {
  readonly environment: Environment;
  readonly account: string;
  options(): ConnectOptions;
  state(): SessionState;
  /** Somebody signed in, or out, behind our back: looks again. */
  restoreAgain(): Promise<void>;
  completeSignIn(entry: RestoredSession): Promise<void>;
  endSession(how: 'signed-out' | 'expired'): void;
  setSigningIn(problem?: SignInErrorCode): void;
  /** Back to what was before signing in, with the reason, and the link that opens the window by hand. */
  setIdle(problem?: SignInErrorCode, signInUrl?: string): void;
}

/** `Accept-Language`, and the proxy's CSRF header. */
export function requestHeaders(options: ConnectOptions): Record<string, string> {
  const {language, proxy, csrfHeader, csrfToken} = options;
  return {
    // Whatever the page has in `lang`; what no header may hold would end every request.
    ...(language && /^[\w-]+$/.test(language) && {'Accept-Language': language}),
    ...(proxy !== undefined && csrfHeader && csrfToken && {[csrfHeader]: csrfToken}),
  };
}
