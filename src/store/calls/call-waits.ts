/** How long each call waits for its next request. */
import type {ApiResult} from '../../ringcentral/api.js';
import {Backoff} from '../backoff.js';
import type {Environment} from '../environment.js';

/** The polling tab waits this long for the tab in which the user clicked "Cancel" to send it. */
const CANCEL_HEAD_START_MS = 3_000;

export class CallWaits {
  /** When this tab reads the status of a call again, or gives up a call without an id. */
  readonly status: Backoff;
  /** When this tab sends a cancel, or sends it again. */
  readonly cancel: Backoff;

  constructor(environment: Environment) {
    this.status = new Backoff(environment);
    this.cancel = new Backoff(environment);
  }

  /** The user has just canceled the call, in this tab or in another. */
  startCancel(callKey: string): void {
    this.cancel.start(callKey, CANCEL_HEAD_START_MS);
  }

  delete(callKey: string): void {
    this.status.delete(callKey);
    this.cancel.delete(callKey);
  }

  clear(): void {
    this.status.clear();
    this.cancel.clear();
  }
}

/** Waits longer after each failure, and at least for as long as the platform asked. */
export function backOffAfter(apiResult: ApiResult, backoff: Backoff, callKey: string): void {
  backoff.backOff(callKey, 'retryIn' in apiResult ? apiResult.retryIn : 0);
}
