/**
 * The part of a store that works: joins the session to calls, numbers and choices, and keeps the
 * tabs in step. A page loads it when it wants a session.
 */
import {createApi} from '../ringcentral/api.js';
import {asRecord, parseJson} from '../ringcentral/json.js';
import {RateLimits} from '../ringcentral/limits.js';
import {RingOut} from '../ringcentral/ring-out.js';
import {callError, CallRejection, noSessionError} from './call-error.js';
import {Calls} from './calls.js';
import {checkRequest} from './calls/call-checks.js';
import {ChoiceStore} from './choices.js';
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import {browserEnvironment, type Channel, type KeyValue} from './environment.js';
import {extensionKeyPrefix} from './keys.js';
import {type NumberListKey, NumberLists} from './numbers.js';
import {omitEmpty} from './omit-empty.js';
import {PlacingLock} from './calls/placing-lock.js';
import {type ApiConnection, createSessionManager} from './session.js';
import type {Call, CallError, CallRequest, ConnectOptions, RequestedNumbers} from './types.js';

export interface Engine {
  connect(options: ConnectOptions): Promise<void>;
  /** Whether the next sign-in needs a window. */
  signInOpensWindow(): boolean;
  /** `popupWindow`: opened in the click; null = the browser refused, or none is needed. */
  signIn(popupWindow: Window | null): Promise<void>;
  signOut(): Promise<void>;
  call(callRequest: CallRequest): Promise<Call>;
  cancel(callKey: string): Promise<void>;
  dismiss(callKey: string): void;
  choose(choices: {from?: string | null; callerId?: string | null}): void;
  /** Reads a list as soon as there is a session. */
  loadNumbers(listKey: NumberListKey): void;
  reloadNumbers(): void;
  dispose(): void;
}

/** Everything that belongs to the extension that is signed in. */
interface SignedInAccount {
  readonly connection: ApiConnection;
  readonly keyPrefix: string;
  readonly storage: KeyValue;
  readonly channel: Channel;
  readonly limits: RateLimits;
  readonly calls: Calls;
  readonly choices: ChoiceStore;
  numbers: NumberLists | null;
}

/** A message of another tab. Each has one of these. */
interface TabMessage {
  readonly call?: unknown;
  readonly limits?: unknown;
  readonly choices?: unknown;
  /** Epoch ms of a status request. */
  readonly asked?: unknown;
}

export function createEngine(
  storeValues: Omit<StoreContext, 'environment'>, environment = browserEnvironment,
): Engine {
  const context: StoreContext = {...storeValues, environment};
  const sessionManager = createSessionManager({
    account: context.account, environment, state: context.session,
  });
  const placingLock = new PlacingLock(environment);
  const wantedLists = new Set<NumberListKey>();
  let account: SignedInAccount | null = null;
  /** True from the click until the platform has answered: a second call is refused. */
  let isPlacing = false;
  let limitTimer: unknown;

  // ---------------------------------------------------------------- the signed-in account

  function openAccount(connection: ApiConnection): SignedInAccount {
    const keyPrefix = extensionKeyPrefix(connection.scope);
    const storage = environment.storage(connection.storage);
    const channel = environment.channel(keyPrefix, handleTabMessage);
    const limitsStorageKey = `${keyPrefix}/limits`;
    const limits = new RateLimits(() => environment.now(), (penalties) => {
      storage.set(limitsStorageKey, JSON.stringify(penalties));
      channel.post({limits: penalties});
      publishLimit();
    });
    limits.adopt(parseJson(storage.get(limitsStorageKey)));
    const calls = new Calls({
      context, keyPrefix, storage, limits,
      post: (record) => channel.post({call: record}),
      postStatusAsked: (requestedAt) => channel.post({asked: requestedAt}),
    });
    const notifyTabs = () => channel.post({choices: true});
    const choices = new ChoiceStore(context, storage, `${keyPrefix}/choices`, notifyTabs);
    return {connection, keyPrefix, storage, channel, limits, calls, choices, numbers: null};
  }

  function handleTabMessage(tabMessage: unknown): void {
    if (!account) return;
    const {call, limits, choices, asked}: TabMessage = asRecord(tabMessage);
    if (call) account.calls.otherTabs.adopt(call);
    if (typeof asked === 'number') account.calls.statusRequests.note(asked);
    if (choices) account.choices.reload();
    if (limits && account.limits.adopt(limits)) {
      publishLimit();
      account.calls.updatePolling();
    }
  }

  /** Sends all further requests over this connection. */
  function connectAccount(connection: ApiConnection): void {
    if (account?.connection === connection) return;
    const keyPrefix = extensionKeyPrefix(connection.scope);
    if (account?.keyPrefix !== keyPrefix) closeAccount();
    const isReconnect = account !== null;
    const openedAccount = account ? {...account, connection} : openAccount(connection);
    account = openedAccount;
    const api = createApi(connection.transport, openedAccount.limits, environment);
    openedAccount.numbers?.stop();
    openedAccount.numbers = new NumberLists({
      context, api, keyPrefix, extension: connection, storage: openedAccount.storage,
      onComplete: (listKey) => account?.choices.check(listKey === 'from' ? 'from' : 'callerId'),
    });
    const ringOut = new RingOut(api, connection, () => sessionManager.expire(connection));
    openedAccount.calls.connect(ringOut);
    if (!isReconnect) openedAccount.calls.resume();
    for (const listKey of wantedLists) openedAccount.numbers.resume(listKey);
    publishLimit();
  }

  /** Sign-out: gives up this user's calls and erases their data (shared computers). */
  function closeAccount(): void {
    const closingAccount = account;
    if (!closingAccount) return;
    const {calls, channel, numbers, keyPrefix, storage} = closingAccount;
    account = null;
    numbers?.stop();
    void calls.giveUpAndErase().then(() => {
      calls.dispose();
      channel.close();
    });
    for (const storageKey of storage.keys()) {
      if (storageKey.startsWith(`${keyPrefix}/numbers/`)) storage.delete(storageKey);
    }
    context.fromNumbers.set(EMPTY_NUMBER_LIST);
    context.callerIds.set(EMPTY_NUMBER_LIST);
    context.choices.set(freeze({}));
    publishLimit();
  }

  const stopFollowingSession = context.session.subscribe(({state}) => {
    const connection = sessionManager.connection();
    if (state === 'ready' && connection) connectAccount(connection);
    else if (state === 'signed-out') closeAccount();
    else if (state === 'expired' || state === 'error') account?.calls.connect(null);
  });

  const stopWaking = environment.onWake(() => {
    account?.calls.handleWake();
    // Another tab may have chosen without a message, where the browser has no BroadcastChannel.
    account?.choices.reload();
  });

  /** Shows until when a limit holds, and looks again at that moment. */
  function publishLimit(): void {
    const until = account?.limits.last ?? null;
    environment.clearTimeout(limitTimer);
    if (until !== context.limit.get().until) context.limit.set(freeze({until}));
    if (until === null) return;
    const remainingMs = Math.max(until - environment.now(), 0);
    limitTimer = environment.setTimeout(() => account?.limits.end(until), remainingMs);
  }

  // ---------------------------------------------------------------- placing a call

  async function placeCall(callRequest: CallRequest): Promise<Call> {
    if (isPlacing) return rejectCall(callError('call-in-progress'));
    const session = context.session.get();
    if (!account || session.state !== 'ready') return rejectCall(noSessionError(session));
    isPlacing = true;
    try {
      return await checkAndPlace(callRequest, account);
    } finally {
      isPlacing = false;
    }
  }

  async function checkAndPlace(
    callRequest: CallRequest, {calls, connection: {transport}, keyPrefix, limits}: SignedInAccount,
  ): Promise<Call> {
    const callTarget = await checkRequest(callRequest, context);
    if ('code' in callTarget) return rejectCall(callTarget);
    const chosen = context.choices.get();
    const {from = chosen.from, callerId = chosen.callerId, playPrompt, name} = callRequest;
    return withPlacingLock(keyPrefix, limits, () => {
      if (callRequest.signal?.aborted) return rejectCall(callError('not-confirmed'));
      // The user may have gone, and another one come, while the page was asked.
      if (account?.connection.transport !== transport) return rejectCall(callError('no-session'));
      const limitError = limitErrorOf(limits);
      if (limitError) return rejectCall(limitError);
      if (calls.otherTabs.isPlacing(callTarget)) return rejectCall(callError('call-in-progress'));
      const requested = requestedNumbers(callRequest);
      return calls.placing.place({...callTarget, from, callerId, playPrompt, name, requested});
    });
  }

  /** Runs `sendCall` unless another tab is placing a call, or did so within the same gesture. */
  async function withPlacingLock(
    keyPrefix: string, limits: RateLimits, sendCall: () => Promise<Call>,
  ): Promise<Call> {
    const isAcquired = await placingLock.acquire(keyPrefix);
    // The other tab may have met a limit by now: then that is why there can be no call.
    if (!isAcquired) return rejectCall(limitErrorOf(limits) ?? callError('call-in-progress'));
    try {
      return await sendCall();
    } finally {
      placingLock.release();
    }
  }

  function rejectCall(error: CallError): Promise<never> {
    context.emit({type: 'call-error', error, call: null});
    return Promise.reject(new CallRejection(error));
  }

  return {
    connect: (options) => sessionManager.connect(options),
    signInOpensWindow: () => sessionManager.signInOpensWindow(),
    signIn: (popupWindow) => sessionManager.signIn(popupWindow),
    async signOut() {
      const callsGivenUp = account?.calls.giveUpAndErase();
      // Closes the account at once: by the time it resolves, the user may have signed in again.
      await sessionManager.signOut();
      await callsGivenUp;
    },
    call: placeCall,
    async cancel(callKey) { await account?.calls.canceling.cancel(callKey); },
    dismiss(callKey) { account?.calls.dismiss(callKey); },
    choose(choices) { account?.choices.choose(choices); },
    loadNumbers(listKey) {
      wantedLists.add(listKey);
      account?.numbers?.ensureLoaded(listKey);
    },
    reloadNumbers() { account?.numbers?.reload(); },
    dispose() {
      stopFollowingSession();
      stopWaking();
      environment.clearTimeout(limitTimer);
      placingLock.dispose();
      account?.numbers?.stop();
      account?.calls.dispose();
      account?.channel.close();
      account = null;
      sessionManager.dispose();
    },
  };
}

/** What the page asked for; undefined where it left everything to the user and the platform. */
function requestedNumbers(callRequest: CallRequest): RequestedNumbers | undefined {
  const {from, callerId, playPrompt} = callRequest.requested ?? callRequest;
  const requested = omitEmpty({from, callerId, playPrompt});
  return Object.keys(requested).length > 0 ? freeze(requested) : undefined;
}

/** Null = RingCentral takes calls now. */
function limitErrorOf(limits: RateLimits): CallError | null {
  const limitedUntil = limits.until('heavy');
  return limitedUntil ? callError('rate-limited', {retryAt: limitedUntil}) : null;
}
