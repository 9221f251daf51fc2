/** Calls whose request waits for an access token, an SDK or the network, and can be stopped. */
import type {ApiResult} from '../ringcentral/api.js';

export class UnsentCalls {
  /** By the key of the call: settles its `send`. */
  readonly #settlers = new Map<string, (apiResult: ApiResult) => void>();

  /**
   * The result of `send`, or that of `stop` if it comes before. `send` asks `mayLeave` just before
   * the request leaves: false = it was stopped.
   */
  send(
    callKey: string, send: (mayLeave: () => boolean) => Promise<ApiResult>,
  ): Promise<ApiResult> {
    let hasLeft = false;
    const mayLeave = () => {
      // After a 401, it leaves once more.
      hasLeft ||= this.#settlers.delete(callKey);
      return hasLeft;
    };
    return new Promise<ApiResult>((resolve, reject) => {
      this.#settlers.set(callKey, resolve);
      send(mayLeave).then(resolve, reject);
    }).finally(() => this.#settlers.delete(callKey));
  }

  /** Keeps the request from being sent; false if it has left. */
  stop(callKey: string, apiResult: ApiResult): boolean {
    this.#settlers.get(callKey)?.(apiResult);
    return this.#settlers.delete(callKey);
  }
}
