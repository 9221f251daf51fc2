/** Takes requests for calls: refuses what must not be placed; one call at a time over all tabs. */
import type {RateLimits} from '../../ringcentral/limits.js';
import {callError, CallRejection, noSessionError} from '../call-error.js';
import {freeze, type StoreContext} from '../context.js';
import {omitEmpty} from '../omit-empty.js';
import type {SignedInAccount} from '../signed-in-account.js';
import type {Call, CallError, CallRequest, Choices, RequestedNumbers} from '../types.js';
import {type CheckedTarget, checkRequest} from './call-checks.js';
import type {PlaceRequest} from './call-placing.js';
import {PlacingLock} from './placing-lock.js';

export class CallRequests {
  readonly #context: StoreContext;
  readonly #currentAccount: () => SignedInAccount | null;
  readonly #placingLock: PlacingLock;
  /** True from the click until the platform has answered: a second call is refused. */
  #isPlacing = false;

  constructor(context: StoreContext, currentAccount: () => SignedInAccount | null) {
    this.#context = context;
    this.#currentAccount = currentAccount;
    this.#placingLock = new PlacingLock(context.environment);
  }

  /** Resolves once the platform has answered, or not. Rejects with a `CallRejection`. */
  async place(callRequest: CallRequest): Promise<Call> {
    if (this.#isPlacing) throw this.#refuse(callError('call-in-progress'));
    const session = this.#context.session.get();
    const account = this.#currentAccount();
    if (!account || session.state !== 'ready') throw this.#refuse(noSessionError(session));
    this.#isPlacing = true;
    let isLocked = false;
    try {
      const {calls, connection: {transport}, keyPrefix, limits} = account;
      const callTarget = await checkRequest(callRequest, this.#context);
      if ('code' in callTarget) throw this.#refuse(callTarget);
      const numbers = numbersToUse(callRequest, this.#context.choices.get());
      isLocked = await this.#placingLock.acquire(keyPrefix);
      if (!isLocked) throw this.#refuse(refusalWithoutLock(limits));
      if (callRequest.signal?.aborted) throw this.#refuse(callError('not-confirmed'));
      // The user may have gone, and another one come, while the page was asked.
      const isSameUser = this.#currentAccount()?.connection.transport === transport;
      const refusal = isSameUser ? refusalOfPlacing(account, callTarget) : callError('no-session');
      if (refusal) throw this.#refuse(refusal);
      return await calls.placing.place({...callTarget, ...numbers});
    } finally {
      if (isLocked) this.#placingLock.release();
      this.#isPlacing = false;
    }
  }

  dispose(): void {
    this.#placingLock.dispose();
  }

  #refuse(error: CallError): CallRejection {
    this.#context.emit({type: 'call-error', error, call: null});
    return new CallRejection(error);
  }
}

/** The other tab may have met a limit by now: then that is why there can be no call. */
const refusalWithoutLock = (limits: RateLimits): CallError =>
  limitErrorOf(limits) ?? callError('call-in-progress');

/** Null = RingCentral takes calls now, and no other tab places one. */
function refusalOfPlacing(
  {calls, limits}: SignedInAccount, callTarget: CheckedTarget,
): CallError | null {
  const limitError = limitErrorOf(limits);
  if (limitError) return limitError;
  return calls.isPlacingElsewhere(callTarget) ? callError('call-in-progress') : null;
}

/** Null = RingCentral takes calls now. */
function limitErrorOf(limits: RateLimits): CallError | null {
  const limitedUntil = limits.until('heavy');
  return limitedUntil ? callError('rate-limited', {retryAt: limitedUntil}) : null;
}

/** The numbers of the request, and in place of those that it leaves open the user's choices. */
function numbersToUse(callRequest: CallRequest, chosen: Choices): Omit<PlaceRequest, 'to'> {
  const {from = chosen.from, callerId = chosen.callerId, playPrompt, name} = callRequest;
  return {from, callerId, playPrompt, name, requested: requestedNumbers(callRequest)};
}

/** The page's own wishes; undefined where it left everything to the user and the platform. */
function requestedNumbers(callRequest: CallRequest): RequestedNumbers | undefined {
  const {from, callerId, playPrompt} = callRequest.requested ?? callRequest;
  const requested = omitEmpty({from, callerId, playPrompt});
  return Object.keys(requested).length > 0 ? freeze(requested) : undefined;
}
