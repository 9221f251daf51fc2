/** The public types of calls to the user. */

/** How far a call to the user is. The last two are final. */
export type InboundPhase = 'ringing' | 'answered' | 'ended' | 'missed';

/** The actions on a call to the user. */
export type InboundAction = 'answer' | 'decline' | 'hang-up' | 'hold' | 'mute' | 'keypad';

/** A call that somebody makes to the user. It is never among `calls`. */
export interface Inbound {
  /** Our own id; it stays the same from the first ring on, in all tabs. */
  readonly key: string;
  /** E.164; absent = the caller hides it, or calls from an extension. */
  readonly from?: string;
  /** The name that the network shows. The caller chooses it: it may be any text. */
  readonly fromName?: string;
  /** The extension of a colleague who calls. */
  readonly extension?: string;
  /** The number that was called, in E.164. */
  readonly to?: string;
  /** The call queue by which the call comes; empty where the platform does not name it. */
  readonly queue?: string;
  /** `missed` is said only where the platform says so. */
  readonly phase: InboundPhase;
  /** A colleague or another device of the queue took the call. */
  readonly elsewhere?: true;
  /** It was declined on one of the user's phones; said only where the platform says so. */
  readonly declined?: true;
  /** The actions that work in this tab; absent where this browser is not one of the phones. */
  readonly can?: readonly InboundAction[];
  /** The browser rings, or carries the call: in this tab, or in another tab of the origin. */
  readonly tab?: 'this' | 'other';
  /** Only of a call that the browser carries. */
  readonly held?: boolean;
  readonly muted?: boolean;
  /** Epoch ms. */
  readonly startedAt: number;
  /** When this user's own phone was answered. */
  readonly answeredAt?: number;
  readonly endedAt?: number;
}

/** A call to the user has a new phase. */
export interface InboundChange {
  readonly type: 'inbound-change';
  readonly inbound: Inbound;
  /** True in exactly one of the documents that watch `inbound`. */
  readonly primary: boolean;
  /** It is no call that the user makes. */
  readonly call?: undefined;
}
