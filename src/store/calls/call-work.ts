import type {RateLimits} from '../../ringcentral/limits.js';
import type {RingOut} from '../../ringcentral/ring-out.js';
import type {Backoff} from '../backoff.js';
import type {ExtensionContext} from '../extension-context.js';
import type {Call, CallAction} from '../types.js';
import type {CallRecords} from './call-records.js';
import type {CancelWatch} from './cancel-watch.js';
import type {StatusRequests} from './status-requests.js';

/** A tab carries the call; RingOut knows nothing of it. */
export const isInBrowser = ({via}: Call): boolean => via === 'browser';

/** A signed-in user has calls that are not over: RingOuts, or those that a browser carries. */
export const hasCallsToFollow = (
  {callRecords, isDisposed, ringOut}: CallWork, inBrowser = false,
): boolean => !isDisposed && ringOut !== null &&
  callRecords.active().some(({call}) => isInBrowser(call) === inBrowser);

/** The calls of one extension, as the functions see them that each do one thing for a call. */
export interface CallWork extends Pick<ExtensionContext, 'context' | 'keyPrefix'> {
  readonly limits: RateLimits;
  readonly callRecords: CallRecords;
  /** When this tab reads the status of a call again, or gives up a call without an id. */
  readonly statusBackoff: Backoff;
  /** When this tab sends a cancel, or sends it again. */
  readonly cancelBackoff: Backoff;
  readonly cancelWatch: CancelWatch;
  readonly statusRequests: StatusRequests;
  /** Actions that RingCentral has refused to this page since the sign-in: it offers them no more. */
  readonly deniedActions: Set<CallAction>;
  /** Sends the requests; null = no user is signed in. */
  ringOut: RingOut | null;
  isDisposed: boolean;
  /** This document is placing the call. */
  isPlacing(callKey: string): boolean;
  /** Call it when something decides anew when a request is due. */
  updatePolling(): void;
}
