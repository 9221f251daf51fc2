/** The public types of the store: what pages, elements and the parts of the store exchange. */
import type {BrowserPhone, SoundLevels} from './browser-phone-types.js';
import type {CallDetailsChange, CallDetailsReader} from './details-types.js';
import type {CallError, Leg} from './error-types.js';
import type {Inbound, InboundChange} from './inbound-types.js';
import type {CallNote} from './note-types.js';
import type {NumberOption} from './number-types.js';
import type {Observable, PassiveObservable} from './observable-types.js';
import type {CallRequest, RequestedNumbers} from './request-types.js';
import type {ConnectOptions, Session} from './session-types.js';

export type {BrowserPhone, SoundDevice, SoundLevels} from './browser-phone-types.js';
export type {CallDetails, CallDetailsChange} from './details-types.js';
export type {CallError, ErrorCode, Failure, Leg, Refusal, Why} from './error-types.js';
export type {Inbound, InboundAction, InboundChange, InboundPhase} from './inbound-types.js';
export type {CallNote} from './note-types.js';
export type {NumberOption} from './number-types.js';
export type {Observable, PassiveObservable} from './observable-types.js';
export type {CallRequest, RequestedNumbers} from './request-types.js';
export type {
  ConnectOptions, Session, SessionError, SessionState, StorageKind, User,
} from './session-types.js';

/** How far a call is. The last four are final. */
export type Phase =
  | 'placing' | 'ringing-caller' | 'ringing-callee' | 'connected' | 'canceling'
  | 'ended' | 'canceled' | 'failed' | 'unconfirmed';

export type CallAction = 'hang-up' | 'hold' | 'mute' | 'keypad';

export interface Call {
  /** The id of the RingOut; null until the platform gave one, and for calls in the browser. */
  readonly id: string | null;
  /** Our own id; it stays the same from the click on. */
  readonly key: string;
  /** E.164. */
  readonly to: string;
  /** The extension that the user dials once connected. */
  readonly extension?: string;
  /** All that the user sends once connected, where the extension does not say it all: `,,9988776#`. */
  readonly tones?: string;
  /** E.164; absent = the platform's default phone, or this browser. */
  readonly from?: string;
  /** E.164; absent = the platform's default. */
  readonly callerId?: string;
  /** How the user's voice gets to RingCentral; absent = by RingOut. */
  readonly via?: 'ring-out' | 'browser';
  readonly name?: string;
  readonly phase: Phase;
  /** The status cannot be read at the moment (offline, limited, signed out). */
  readonly stale: boolean;
  /** As last received. */
  readonly callStatus?: string;
  readonly callerStatus?: string;
  readonly calleeStatus?: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  /** Epoch ms at which the user canceled; it stays when that was too late. */
  readonly cancelAt?: number;
  /**
   * RingCentral refused to cancel the call, or has not done so within 5 s. The phone may ring on:
   * the user has to hang up.
   */
  readonly cancelFailed?: true;
  /** The actions that work on the call now. Absent until the platform has confirmed whose call it is. */
  readonly can?: readonly CallAction[];
  /** The user's own leg is on hold, or muted. Absent where the platform does not say. */
  readonly held?: boolean;
  readonly muted?: boolean;
  /** The id by which other APIs of RingCentral know the call. */
  readonly telephonySessionId?: string;
  /** Who hung up, where the platform says so. */
  readonly endedBy?: Leg;
  /** A mailbox has answered in place of the callee. */
  readonly voicemail?: true;
  /** The numbers that the page asked for; the user's choices are not among them. */
  readonly requested?: RequestedNumbers;
  readonly error?: CallError;
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

/** A list that is read once the first listener watches it. */
export type WatchedList = PassiveObservable<NumberList>;

export interface Choices {
  /** E.164, or `browser` where this page can be a phone; absent = the platform's default. */
  readonly from?: string;
  readonly callerId?: string;
  /** Ids of the devices for calls in the browser; absent = those of the system. */
  readonly microphone?: string;
  readonly speaker?: string;
  /** A remembered number that is no longer offered, and was dropped. */
  readonly dropped?: {readonly from?: string; readonly callerId?: string};
  /** By a digest of the numbers of a menu: the place, in their order, of the one used last. */
  readonly menus?: Readonly<Record<string, number>>;
}

/** Changes of the user's choices; `null` = the default. */
export interface ChoiceChanges {
  readonly from?: string | null;
  readonly callerId?: string | null;
  readonly microphone?: string | null;
  readonly speaker?: string | null;
  readonly menus?: Choices['menus'];
}

export interface Limit {
  /** Epoch ms; null = no limit. */
  readonly until: number | null;
}

export interface StoreOptions {
  readonly account?: string;
  /**
   * Do-not-call check of a number in E.164. `true` = it may be called; a text = why not. It answers
   * within 3 s, or the call is refused.
   */
  readonly screen?: (number: string) => true | string | Promise<true | string>;
  /** ms until a call whose POST has no answer ends as `unconfirmed`; 30,000. */
  readonly timeout?: number;
}

/** A note was saved: by the user, by the dismissal of its call, or before its data are erased. */
export interface CallNoteSaved {
  readonly type: 'call-note';
  /** As last known. */
  readonly call: Call;
  readonly note: string;
  /** The value of the outcome. */
  readonly outcome: string | null;
  /** True in exactly one document. */
  readonly primary: boolean;
}

/** The events of a store, beside its values. */
export type StoreEvent =
  | {readonly type: 'call-change'; readonly call: Call}
  | {readonly type: 'call-end'; readonly call: Call; readonly primary: boolean}
  | {readonly type: 'call-error'; readonly error: CallError; readonly call: Call | null}
  | CallDetailsChange<Call> | CallNoteSaved | InboundChange;

export interface Store extends CallDetailsReader {
  readonly account: string;
  readonly session: Observable<Session>;
  readonly fromNumbers: WatchedList;
  readonly callerIds: WatchedList;
  readonly choices: Observable<Choices>;
  /** Newest first. */
  readonly calls: Observable<readonly Call[]>;
  readonly limit: Observable<Limit>;
  /**
   * This browser as a phone; null where it is none: without `browserCalls`, without its code, or
   * where browser, app or user may not.
   */
  readonly browserPhone: Observable<BrowserPhone | null>;
  /** Calls to the user, newest first. They are told of by push while somebody watches the list. */
  readonly inbound: PassiveObservable<readonly Inbound[]>;
  /** By the keys of their calls. A note goes with its call, ten minutes after the end at most. */
  readonly notes: Observable<Readonly<Record<string, CallNote>>>;
  /** Changes the do-not-call check or the time-out; an absent option stays as it is. */
  configure(options: Omit<StoreOptions, 'account'>): void;
  connect(options: ConnectOptions): Promise<void>;
  /** Call it inside a click: it may open a window. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /**
   * Resolves with the `Call` once the platform has answered, also when it failed. Rejects with a
   * `CallError` when the call is refused: no request was sent then.
   */
  call(request: CallRequest): Promise<Call>;
  cancel(key: string): Promise<void>;
  /**
   * Ends a call for both parties, from the answer of the user’s phone on. Rejects with a `CallError` where the platform has not
   * done it; see `can` of the call.
   */
  hangUp(key: string): Promise<void>;
  /** Puts the user's own leg on hold, or takes it back. Rejects like `hangUp`. */
  hold(key: string, on?: boolean): Promise<void>;
  /** Rejects like `hangUp`. What was muted on the phone itself has to be unmuted there. */
  mute(key: string, on?: boolean): Promise<void>;
  /** `digits`: 0–9 * # and , for a pause, of a call in the browser. Rejects like `hangUp`. */
  sendDigits(key: string, digits: string): Promise<void>;
  /** How loud the call is that this tab carries; null = it carries none. */
  soundLevels(): SoundLevels | null;
  /** Removes a finished call from `calls`, in all tabs. */
  dismiss(key: string): void;
  /**
   * Changes the note of a call; an absent field stays as it is. It is kept at once, in all tabs and
   * over reloads, and is not saved yet. A longer text is cut to 2,000 UTF-16 units.
   */
  writeNote(key: string, changes: {note?: string; outcome?: string | null}): void;
  /** Fires `call-note`, unless the note is empty or saved. Dismissal and sign-out save it, too. */
  saveNote(key: string): void;
  /**
   * Answers a call to the user in this browser. Rejects with a `CallError` where it cannot; see
   * `can` of the call.
   */
  answer(key: string): Promise<void>;
  /** Rejects the call on all phones of the user. Rejects like `answer`. */
  decline(key: string): Promise<void>;
  /** Removes a call to the user from `inbound`, in all tabs. It rings on. */
  dismissInbound(key: string): void;
  /**
   * E.164, and `browser` as `from`; `null` = the default of the platform or of the system; an
   * absent field stays as it is.
   */
  choose(choices: ChoiceChanges): void;
  /** Reads the lists again, e.g. after an error. */
  reloadNumbers(): void;
  /**
   * Asks which of `fromNumbers` are online, where that list is read. Call it when the user turns to
   * the phones: all tabs together ask once in five minutes, and never while a call is being placed.
   */
  checkPhones(): void;
  /** Calls `listener` on every event; returns the unsubscribe. */
  on(listener: (event: StoreEvent) => void): () => void;
  dispose(): void;
}
