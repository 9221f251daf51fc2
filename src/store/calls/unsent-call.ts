import type {ApiResult} from '../../ringcentral/api.js';

/** The request of a call while it waits for an access token, an SDK or the network. */
export class UnsentCall {
  /** Resolves with the result that `stop` is given. */
  readonly stopped: Promise<ApiResult>;
  #resolveStopped!: (apiResult: ApiResult) => void;
  #isWaiting = true;
  #hasLeft = false;

  constructor() {
    this.stopped = new Promise((resolve) => { this.#resolveStopped = resolve; });
  }

  /** Call it just before the request leaves, after a 401 once more; false = it was stopped. */
  leave(): boolean {
    this.#hasLeft ||= this.#isWaiting;
    this.#isWaiting = false;
    return this.#hasLeft;
  }

  /** Keeps the request from being sent; false if it has left, or has a result. */
  stop(apiResult: ApiResult): boolean {
    const isStopped = this.#isWaiting;
    if (isStopped) this.#resolveStopped(apiResult);
    this.#isWaiting = false;
    return isStopped;
  }

  /** The request has a result. */
  end(): void {
    this.#isWaiting = false;
  }
}
