/** Waiting times of calls, beside those that `Backoff` itself has. */
import type {ApiResult} from '../../ringcentral/api.js';
import type {Backoff} from '../backoff.js';
import type {CallWork} from './call-work.js';

/** The polling tab waits this long for the tab in which the user clicked "Cancel" to send it. */
export const CANCEL_HEAD_START_MS = 3_000;

/** Waits longer after each failure, and at least for as long as the platform asked. */
export function backOffAfter(apiResult: ApiResult, backoff: Backoff, callKey: string): void {
  backoff.backOff(callKey, 'retryIn' in apiResult ? apiResult.retryIn : 0);
}

/** Sends the next status request of a call as soon as one may be sent. */
export function checkSoon({statusBackoff, updatePolling}: CallWork, callKey: string): void {
  statusBackoff.delete(callKey);
  updatePolling();
}
