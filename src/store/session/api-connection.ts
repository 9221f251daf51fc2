/** How requests reach RingCentral for the user who is signed in. */
import type {Api} from '../../ringcentral/api.js';
import type {Transport} from '../../ringcentral/platform.js';
import type {StorageKind} from '../types.js';

/** The connection of a session that is ready: everything that API requests need of it. */
export interface ApiConnection {
  readonly transport: Transport;
  /** Storage scope: server, `|`, extension id. */
  readonly scope: string;
  /** For the request path; `~` = the signed-in one. */
  readonly accountId: string;
  readonly extensionId: string;
  readonly storage: StorageKind;
  /** The client id of our own sign-in; empty for other sessions. */
  readonly clientId: string;
  /** The page and the token's scopes allow that the platform tells of calls by push. */
  readonly mayPush: () => boolean;
  /** The address of the server; empty where it is not known. */
  readonly server: string;
  /** The page wants the records of calls. */
  readonly wantsCallDetails: () => boolean;
  /** The page wants this browser to be a phone. */
  readonly wantsBrowserCalls: () => boolean;
  /** The token's scopes allow to read them. */
  readonly mayReadCallLog: boolean;
}

/** The means to send requests in a session that is ready. */
export interface ApiAccess {
  readonly api: Api;
  readonly connection: ApiConnection;
  /** The platform answered a request that the session is over. */
  readonly onSessionOver: () => void;
}
