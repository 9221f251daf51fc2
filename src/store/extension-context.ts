/** The values that the parts of one signed-in extension share, and the messages between its tabs. */
import type {StoreContext} from './context.js';
import type {KeyValue} from './environment.js';

/**
 * A message of one tab to the others; each has one of these. Other versions of this script read
 * them: what a name means never changes.
 */
export interface TabMessage {
  /** A record of a call. */
  readonly call?: unknown;
  /** A record of a note. */
  readonly note?: unknown;
  /** The penalties of RingCentral's rate limits. */
  readonly limits?: unknown;
  /** The user's choices. An earlier version sends `true`: the choices are in storage. */
  readonly choices?: unknown;
  /** Epoch ms of a status request. */
  readonly asked?: unknown;
  /** A record of what RingCentral's call log says of a call. */
  readonly details?: unknown;
  /** Epoch ms at which RingCentral refused to show its call log. */
  readonly 'details-refused'?: unknown;
  /** A record of a call to the user. */
  readonly inbound?: unknown;
  /** How documents have handled a call to the user. */
  readonly 'inbound-handling'?: unknown;
  /** A message about lines in browsers. */
  readonly phone?: unknown;
}

export interface ExtensionContext {
  readonly context: StoreContext;
  /** Prefix of storage keys and lock names, from `extensionKeyPrefix`. */
  readonly keyPrefix: string;
  readonly storage: KeyValue;
  /** The session's client id; empty for a session of the host. */
  readonly clientId: string;
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void;
}
