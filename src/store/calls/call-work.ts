import type {RateLimits} from '../../ringcentral/limits.js';
import type {RingOut} from '../../ringcentral/ring-out.js';
import type {StoreContext} from '../context.js';
import type {CallProgress} from './call-progress.js';
import type {CallRecords} from './call-records.js';
import type {CallWaits} from './call-waits.js';

/** Shared by the parts that work on the calls of one extension. */
export interface CallWork {
  readonly context: StoreContext;
  /** Prefix of storage keys and lock names, from `extensionKeyPrefix`. */
  readonly keyPrefix: string;
  readonly limits: RateLimits;
  readonly callRecords: CallRecords;
  readonly progress: CallProgress;
  readonly waits: CallWaits;
  /** Sends the requests; null = no user is signed in. */
  ringOut: RingOut | null;
  isDisposed: boolean;
  /** Call it when something decides anew when a request is due. */
  updatePolling(): void;
}
