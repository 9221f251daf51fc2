/** Takes requests for calls: refuses what must not be placed; one call at a time over all tabs. */
import type {RateLimits} from '../../ringcentral/limits.js';
import {callError, CallRejection, noSessionError} from '../call-error.js';
import {freeze, type StoreContext} from '../context.js';
import {omitEmpty} from '../omit-empty.js';
import type {SignedInAccount} from '../signed-in-account.js';
import type {Call, CallError, CallRequest, Choices, RequestedNumbers} from '../types.js';
import {type CheckedTarget, checkRequest, unlessWithdrawn} from './call-checks.js';
import type {PlaceRequest} from './call-placing.js';
import {PlacingLock} from './placing-lock.js';

/** Places a call that has passed every check. */
interface CallCarrier {
  /** It sends no request that may be limited. */
  readonly isReady?: boolean;
  place(request: PlaceRequest): Promise<Call>;
  /** There is to be no call after all. */
  release?(): void;
}

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
      const {connection: {transport}, keyPrefix, limits} = account;
      const callTarget = await checkRequest(callRequest, this.#context);
      if ('code' in callTarget) throw this.#refuse(callTarget);
      await waitForPhone(callRequest, account);
      const {from, ...numbers} = numbersToUse(callRequest, this.#context.choices.get());
      isLocked = await this.#placingLock.acquire(keyPrefix);
      if (!isLocked) throw this.#refuse(refusalWithoutLock(limits));
      const carrier = await this.#carrierFor(account, {...callRequest, from});
      if ('code' in carrier) throw this.#refuse(carrier);
      // The user may have gone, and another one come, while the page was asked.
      const isSameUser = this.#currentAccount()?.connection.transport === transport;
      const refusal = withdrawalOf(callRequest, isSameUser) ??
        refusalOfPlacing(account, callTarget, carrier);
      if (refusal) throw this.#refuse(refusal, carrier);
      return await carrier.place({...callTarget, ...numbers, from: phoneNumberOf(from)});
    } finally {
      if (isLocked) this.#placingLock.release();
      this.#isPlacing = false;
    }
  }

  dispose(): void {
    this.#placingLock.dispose();
  }

  /** `browser`, where this page is no phone, means the platform's default. */
  async #carrierFor(
    {calls}: SignedInAccount, callRequest: CallRequest,
  ): Promise<CallCarrier | CallError> {
    const hasPhone = this.#context.browserPhone.get() !== null;
    const isInBrowser = callRequest.from === 'browser' && hasPhone;
    return isInBrowser ? calls.inBrowser.reserve(callRequest) : calls.placing;
  }

  #refuse(error: CallError, carrier?: CallCarrier): CallRejection {
    carrier?.release?.();
    this.#context.emit({type: 'call-error', error, call: null});
    return new CallRejection(error);
  }
}

/** The other tab may have met a limit by now: then that is why there can be no call. */
const refusalWithoutLock = (limits: RateLimits): CallError =>
  limitErrorOf(limits) ?? callError('call-in-progress');

/** Null = the request is still that of the user who is signed in. */
function withdrawalOf({signal}: CallRequest, isSameUser: boolean): CallError | null {
  if (signal?.aborted) return callError('not-confirmed');
  return isSameUser ? null : callError('no-session');
}

/** Null = RingCentral takes calls now, and no other tab places one. */
function refusalOfPlacing(
  {calls, limits}: SignedInAccount, callTarget: CheckedTarget, {isReady}: CallCarrier,
): CallError | null {
  const limitError = isReady ? null : limitErrorOf(limits);
  if (limitError) return limitError;
  return calls.isPlacingElsewhere(callTarget) ? callError('call-in-progress') : null;
}

/** Null = RingCentral takes calls now. */
function limitErrorOf(limits: RateLimits): CallError | null {
  const limitedUntil = limits.until('heavy');
  return limitedUntil ? callError('rate-limited', {retryAt: limitedUntil}) : null;
}

const phoneNumberOf = (from: string | undefined): string | undefined =>
  from === 'browser' ? undefined : from;

/** The code of this browser's phone may come a little later than the session. */
async function waitForPhone(
  callRequest: CallRequest, {calls, choices}: SignedInAccount,
): Promise<void> {
  const {from} = callRequest;
  const mayNeedPhone = from === 'browser' || (!from && choices.isBrowserStored);
  if (mayNeedPhone) await unlessWithdrawn(callRequest, Promise.resolve(calls.inBrowser.whenKnown));
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
