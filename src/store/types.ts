import type {HostSdk} from '../ringcentral/platform.js';

/** A value that can be read, and watched. Snapshots are frozen and keep their identity while nothing changed. */
export interface Observable<T> {
  get(): T;
  /** Calls `fn` at once and on each change; returns the unsubscribe. */
  subscribe(fn: (value: T) => void): () => void;
  /** Calls `fn` on each change; returns the unsubscribe. */
  listen(fn: (value: T) => void): () => void;
}

/** Where a call is. The last four are final. */
export type Phase =
  | 'placing' | 'ringing-caller' | 'ringing-callee' | 'connected' | 'canceling'
  | 'ended' | 'canceled' | 'failed' | 'unconfirmed';

/** Refusals: nothing was sent, no call was created. */
export type Refusal =
  | 'invalid-number' | 'emergency-number' | 'do-not-call' | 'not-confirmed' | 'no-session'
  | 'call-in-progress' | 'rate-limited';

/** Failures of a call that was asked for. */
export type Failure =
  | 'rate-limited' | 'session-expired' | 'permission-missing' | 'feature-unavailable' | 'to-invalid'
  | 'from-invalid' | 'caller-id-invalid' | 'calling-disabled' | 'destination-blocked' | 'no-funds'
  | 'no-such-user' | 'busy' | 'no-answer' | 'unreachable' | 'offline' | 'timeout' | 'server-error'
  | 'unconfirmed' | 'unknown';

export type ErrorCode = Refusal | Failure;
export type Leg = 'caller' | 'callee';

/** What it is about an error whose code alone would not tell the person what to do. */
export type Why =
  /** `invalid-number`: what the text is instead. */
  | 'national-number' | 'extension' | 'star-code'
  /** `emergency-number`: a service number, such as directory enquiries. */
  | 'service-number'
  /** `do-not-call`: the check failed, or did not answer in time. */
  | 'not-screened'
  /** `from-invalid`: no phone was chosen, and the platform knows of none by itself. */
  | 'no-phone';

export interface CallError {
  readonly code: ErrorCode;
  readonly why?: Why;
  /** The leg that failed, where the platform told. */
  readonly leg?: Leg;
  /** Plain English; elements show their own words by `code` and `leg`. */
  readonly message: string;
  /** Epoch ms from which a new try makes sense. */
  readonly retryAt?: number;
}

export interface Call {
  /** The RingOut's id; null until the platform gave one. */
  readonly id: string | null;
  /** Ours; stable from the click on. */
  readonly key: string;
  /** E.164. */
  readonly to: string;
  /** What the person has to dial once connected. */
  readonly extension?: string;
  readonly from?: string;
  readonly callerId?: string;
  readonly name?: string;
  readonly phase: Phase;
  /** The status cannot be read just now (offline, limited, signed out). */
  readonly stale: boolean;
  /** As last received. */
  readonly callStatus?: string;
  readonly callerStatus?: string;
  readonly calleeStatus?: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  /** Epoch ms at which the person asked to cancel; still there where it came too late. */
  readonly cancelAt?: number;
  readonly error?: CallError;
}

export interface CallRequest {
  /** Any written form. */
  readonly to: string;
  /** ISO 3166-1 alpha-2, to read a national number; absent = the account's home country. */
  readonly country?: string | undefined;
  /** E.164; over the chosen one for this call. */
  readonly from?: string | undefined;
  readonly callerId?: string | undefined;
  /** Absent = the platform decides. */
  readonly playPrompt?: boolean | undefined;
  readonly name?: string | undefined;
}

export type SessionState = 'signed-out' | 'restoring' | 'signing-in' | 'ready' | 'expired' | 'error';

export interface User {
  readonly id: string;
  readonly accountId: string;
  readonly name?: string;
  readonly extensionNumber?: string;
  /** Home country of the account, ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** Why there is no session, for people: a code to branch on, and plain English. */
export interface SessionError {
  readonly code: string;
  /** Plain English; `<rc-session>` shows its own words by `code`. */
  readonly message: string;
  /** What the message names: the redirect URI and the server that were used. */
  readonly facts?: {readonly redirectUri: string; readonly server: string};
}

export interface Session {
  readonly state: SessionState;
  readonly account: string;
  readonly user: User | null;
  readonly error?: SessionError;
  /** The browser blocked the sign-in window: a link to open by hand. */
  readonly signInUrl?: string;
  /** Things to tell before the first click fails, e.g. a scope that the app lacks. */
  readonly missingScopes?: readonly string[];
}

/** A phone that can be rung first, or a number that the other party can be shown. */
export interface NumberOption {
  /** E.164. */
  readonly number: string;
  /** As the platform labels it ("Home", "Company main"). */
  readonly label?: string;
  readonly kind: 'mobile' | 'home' | 'work' | 'other' | 'direct' | 'company' | 'toll-free';
  readonly primary?: boolean;
}

export interface NumberList {
  readonly state: 'idle' | 'loading' | 'ready' | 'error';
  readonly options: readonly NumberOption[];
  readonly error?: CallError;
  /** `callerIds` only: what the platform shows when nothing is chosen. */
  readonly default?: {readonly number?: string; readonly blocked?: boolean};
  /** More pages are on their way. */
  readonly loadingMore?: boolean;
}

/** A list that is asked of the platform from the first moment somebody watches it. */
export interface WatchedList extends Observable<NumberList> {
  /** `quietly`: does not ask; tells of the list once somebody else has. */
  listen(fn: (value: NumberList) => void, quietly?: boolean): () => void;
}

export interface Choices {
  /** E.164; absent = the platform's default. */
  readonly from?: string;
  readonly callerId?: string;
  /** A remembered number that is no longer offered and was dropped. */
  readonly dropped?: {readonly from?: string; readonly callerId?: string};
}

export interface Limit {
  /** Epoch ms; null = no limit. */
  readonly until: number | null;
}

export type StorageKind = 'local' | 'session' | 'memory';

/** How the account gets its API session. One of `sdk`, `getAccessToken`, `proxy`, `clientId`. */
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
  readonly country?: string;
  /** BCP 47; sent as `Accept-Language`. */
  readonly language?: string;
}

export interface StoreOptions {
  readonly account?: string;
  /** Do-not-call: `true` = may be called; text = why not. Answers within 3 s, or the call is refused. */
  readonly screen?: (number: string) => true | string | Promise<true | string>;
  /** ms until an unanswered POST is given up as `unconfirmed`; 30,000. */
  readonly timeout?: number;
}

/** What a store tells besides its values. */
export type StoreEvent =
  | {readonly type: 'call-change'; readonly call: Call}
  | {readonly type: 'call-end'; readonly call: Call; readonly primary: boolean}
  | {readonly type: 'call-error'; readonly error: CallError; readonly call: Call | null};

export interface Store {
  readonly account: string;
  readonly session: Observable<Session>;
  readonly fromNumbers: WatchedList;
  readonly callerIds: WatchedList;
  readonly choices: Observable<Choices>;
  /** Newest first. */
  readonly calls: Observable<readonly Call[]>;
  readonly limit: Observable<Limit>;
  /** Sets the do-not-call check or the time-out of a store that elements share; what is left out stays. */
  configure(options: Omit<StoreOptions, 'account'>): void;
  connect(options: ConnectOptions): Promise<void>;
  /** Call it inside a click: it may open a window. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /**
   * Resolves with the `Call` once the platform has answered, also when it failed. Rejects with a `CallError` when the
   * call is refused: nothing was sent then.
   */
  call(request: CallRequest): Promise<Call>;
  cancel(key: string): Promise<void>;
  dismiss(key: string): void;
  choose(choices: {from?: string | null; callerId?: string | null}): void;
  /** Asks for the lists again, e.g. after an error. */
  reloadNumbers(): void;
  /** Tells every transition; returns the unsubscribe. */
  on(listener: (event: StoreEvent) => void): () => void;
  dispose(): void;
}
