/** Places calls that have passed every check, and says what RingCentral's answer means for them. */
import type {ApiResult} from '../../ringcentral/api.js';
import {failureOf} from '../../ringcentral/errors.js';
import {
  readRingOutId, readRingOutStatus, type RingOutRequest,
} from '../../ringcentral/ring-out.js';
import {freeze} from '../context.js';
import {omitEmpty} from '../omit-empty.js';
import type {Call, RequestedNumbers, StoreOptions} from '../types.js';
import {sendCancel} from './call-canceling.js';
import {applyStatus, concludeCall, failCall, giveUpCall} from './call-progress.js';
import {createCallKey, withChanges} from './call-record.js';
import type {CallWork} from './call-work.js';
import {UnsentCall} from './unsent-call.js';

/** Default of `StoreOptions.timeout`. */
const PLACE_TIMEOUT_MS = 30_000;

/** ms until a request to place a call that has no answer is given up. */
export const placeTimeout = ({timeout = PLACE_TIMEOUT_MS}: StoreOptions): number => timeout;

export interface PlaceRequest extends RingOutRequest {
  readonly extension?: string | undefined;
  readonly tones?: string | undefined;
  readonly name?: string | undefined;
  readonly requested?: RequestedNumbers | undefined;
}

export class CallPlacing {
  readonly #work: CallWork;
  /**
   * Calls that this document is placing, as last seen. `place` resolves with them even when the
   * user signs out meanwhile, which erases the records.
   */
  readonly #placingCalls = new Map<string, Call>();
  readonly #unsentCalls = new Map<string, UnsentCall>();

  constructor(work: CallWork) {
    this.#work = work;
  }

  /** Resolves once the platform has answered, or not. */
  async place(request: PlaceRequest): Promise<Call> {
    const {context: {environment}, callRecords} = this.#work;
    const {to, from, callerId, extension, tones, name, requested} = request;
    const callKey = createCallKey(environment.random);
    const call: Call = freeze({
      id: null, key: callKey, to, ...omitEmpty({extension, tones, from, callerId, name, requested}),
      phase: 'placing', stale: false, startedAt: environment.now(),
    });
    this.#placingCalls.set(callKey, call);
    callRecords.update(freeze({revision: 0, call}));
    const unsentCall = new UnsentCall();
    this.#unsentCalls.set(callKey, unsentCall);
    try {
      const sent = this.#send(callKey, request, unsentCall);
      const apiResult = await Promise.race([unsentCall.stopped, sent]);
      unsentCall.end();
      await this.#handleResult(callKey, apiResult);
      return this.#placingCalls.get(callKey) ?? call;
    } finally {
      this.#unsentCalls.delete(callKey);
      this.#placingCalls.delete(callKey);
      this.#work.updatePolling();
    }
  }

  isPlacing(callKey: string): boolean {
    return this.#placingCalls.has(callKey);
  }

  /** Keeps the request of a call from being sent; false if it has left, or has a result. */
  stop(callKey: string, apiResult: ApiResult): boolean {
    return this.#unsentCalls.get(callKey)?.stop(apiResult) ?? false;
  }

  /** Call it whenever the call has changed. */
  handleChange(call: Call): void {
    const {key: callKey, phase} = call;
    if (this.#placingCalls.has(callKey)) this.#placingCalls.set(callKey, call);
    if (phase === 'canceling') this.stop(callKey, {kind: 'not-sent', isOffline: false});
  }

  async #send(
    callKey: string, request: PlaceRequest, unsentCall: UnsentCall,
  ): Promise<ApiResult> {
    const {ringOut, context: {environment, options}} = this.#work;
    // With a VPN, a browser may say that there is no network although there is one.
    const obstacle = environment.online() ? null : await ringOut?.whyUnreachable();
    if (obstacle) return obstacle;
    const isWanted = () =>
      unsentCall.leave() && this.#placingCalls.get(callKey)?.phase === 'placing';
    return ringOut?.place(request, placeTimeout(options), isWanted) ??
      {kind: 'not-sent', isOffline: false};
  }

  async #handleResult(callKey: string, apiResult: ApiResult): Promise<void> {
    const work = this.#work;
    switch (apiResult.kind) {
      case 'ok': {
        const ringOutId = readRingOutId(apiResult.body);
        if (!ringOutId) return giveUpCall(work, callKey);
        return this.#start(callKey, ringOutId, apiResult.body);
      }
      case 'not-sent':
        return this.#placingCalls.get(callKey)?.phase === 'canceling'
          ? concludeCall(work, callKey, {phase: 'canceled'})
          : failCall(work, callKey, failureOf(apiResult), {why: apiResult.why});
      case 'rate-limited':
        return failCall(work, callKey, failureOf(apiResult), {retryAt: apiResult.until});
      case 'unauthorized':
        return failCall(work, callKey, failureOf(apiResult));
      case 'client-error': {
        const errorCode = failureOf(apiResult);
        const hasChosenPhone = Boolean(this.#placingCalls.get(callKey)?.from);
        const lacksPhone = errorCode === 'from-invalid' && !hasChosenPhone;
        return failCall(work, callKey, errorCode, lacksPhone ? {why: 'no-phone'} : {});
      }
      default:
        // The platform may have placed the call: the phone may be ringing.
        return giveUpCall(work, callKey);
    }
  }

  /** RingCentral has placed the call. */
  async #start(callKey: string, ringOutId: string, body: unknown): Promise<void> {
    const work = this.#work;
    const {callRecords} = work;
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord) return;
    callRecords.update(withChanges(callRecord, {id: ringOutId}));
    await applyStatus(work, callKey, readRingOutStatus(body) ?? {});
    work.statusBackoff.start(callKey);
    const isCancelAsked = callRecords.get(callKey)?.cancel === 'asked';
    if (isCancelAsked) await sendCancel(work, callKey);
  }
}
