/**
 * What works behind the store: joins the session to calls, numbers and choices, and keeps the tabs
 * in step. Loaded when a session is wanted.
 */
import {createApi} from '../ringcentral/api.js';
import {RateLimits, type Penalties} from '../ringcentral/limits.js';
import {type ExtensionAddress, RingOut} from '../ringcentral/ring-out.js';
import {parseJson} from '../ringcentral/json.js';
import {type DialableNumber, readE164} from '../phone/dialable-number.js';
import {callError, rejectWith, unusableNumberError} from './call-error.js';
import {Calls} from './calls.js';
import {ChoiceStore} from './choices.js';
import {type StoreContext, freeze} from './context.js';
import {browserEnvironment, type Channel, type KeyValue} from './environment.js';
import {extensionKeyPrefix, placingLockName} from './keys.js';
import {type NumberListKey, NumberLists} from './numbers.js';
import {type ApiConnection, createSessionManager} from './session.js';
import type {Call, CallError, CallRequest, ConnectOptions} from './types.js';

export interface Engine {
  connect(options: ConnectOptions): Promise<void>;
  /** `false` = the next sign-in leaves the page, and needs no window. */
  signInOpensWindow(): boolean;
  signIn(popup: Window | null): Promise<void>;
  signOut(): Promise<void>;
  call(request: CallRequest): Promise<Call>;
  cancel(key: string): Promise<void>;
  dismiss(key: string): void;
  choose(choices: {from?: string | null; callerId?: string | null}): void;
  want(list: NumberListKey): void;
  reloadNumbers(): void;
  dispose(): void;
}

/** What belongs to one signed-in extension. */
interface SignedInAccount {
  readonly connection: ApiConnection;
  readonly prefix: string;
  readonly storage: KeyValue;
  readonly channel: Channel;
  readonly limits: RateLimits;
  readonly calls: Calls;
  readonly choices: ChoiceStore;
  numbers: NumberLists | null;
}

/** From another tab. */
interface TabMessage {
  readonly call?: unknown;
  readonly limits?: Penalties;
  readonly choices?: true;
  /** Epoch ms of a status request. */
  readonly asked?: number;
}

/** ms until a do-not-call check that does not answer refuses the call. */
const SCREENING = 3_000;
/** ms for which a click in another tab counts as the same gesture. */
const ONE_GESTURE = 1_000;

export function createEngine(values: Omit<StoreContext, 'environment'>, environment = browserEnvironment): Engine {
  const core: StoreContext = {...values, environment};
  const keeper = createSessionManager({account: core.account, environment, state: core.session});
  const wanted = new Set<NumberListKey>();
  let desk: SignedInAccount | null = null;
  let redirects = false;
  /** From the click until the platform has answered: no second call. */
  let placing = false;
  let limitTimer: unknown;

  // ---------------------------------------------------------------- the desk

  function openDesk(connection: ApiConnection): SignedInAccount {
    const prefix = extensionKeyPrefix(connection.scope);
    const storage = environment.storage(connection.storage);
    const channel = environment.channel(prefix, (message) => hear(message));
    const limits = new RateLimits(() => environment.now(), (penalties) => {
      storage.set(`${prefix}/limits`, JSON.stringify(penalties));
      channel.post({limits: penalties});
      showLimit();
    });
    limits.adopt(parseJson(storage.get(`${prefix}/limits`)));
    const calls = new Calls({
      core, prefix, storage, limits,
      post: (entry) => channel.post({call: entry}),
      postStatusAsked: (at) => channel.post({asked: at}),
      onSessionExpired: () => keeper.expire(),
    });
    const choices = new ChoiceStore(core, storage, `${prefix}/choices`, () => channel.post({choices: true}));
    return {connection, prefix, storage, channel, limits, calls, choices, numbers: null};
  }

  function hear(message: unknown): void {
    if (!desk) return;
    const {call, limits, choices, asked} = message as TabMessage;
    if (call) desk.calls.adoptRecord(call);
    if (typeof asked === 'number') desk.calls.noteStatusAsked(asked);
    if (choices) desk.choices.reload();
    if (limits && desk.limits.adopt(limits)) {
      showLimit();
      desk.calls.update();
    }
  }

  /** Requests go over this connection from now on. */
  function connectDesk(connection: ApiConnection): void {
    if (desk?.connection === connection) return;
    if (desk && desk.prefix !== extensionKeyPrefix(connection.scope)) closeDesk();
    const resumed = desk !== null;
    desk = desk ? {...desk, connection} : openDesk(connection);
    const api = createApi(connection.transport, desk.limits, environment);
    const extension: ExtensionAddress = connection;
    desk.numbers?.stop();
    desk.numbers = new NumberLists({
      core, api, extension, storage: desk.storage, prefix: desk.prefix,
      complete: (list) => desk?.choices.check(list === 'from' ? 'from' : 'callerId'),
    });
    desk.calls.connect(new RingOut(api, extension));
    if (!resumed) desk.calls.resume();
    for (const list of wanted) desk.numbers.resume(list);
    showLimit();
  }

  /** The calls of whoever sat here are given up, and nothing of them is left (promise 11). */
  function closeDesk(): void {
    const closing = desk;
    if (!closing) return;
    desk = null;
    closing.numbers?.stop();
    void closing.calls.forget().then(() => {
      closing.calls.dispose();
      closing.channel.close();
    });
    for (const key of closing.storage.keys()) {
      if (key.startsWith(`${closing.prefix}/numbers/`)) closing.storage.delete(key);
    }
    const none = freeze({state: 'idle' as const, options: freeze([])});
    core.fromNumbers.set(none);
    core.callerIds.set(none);
    core.choices.set(freeze({}));
    showLimit();
  }

  const stopFollowing = core.session.subscribe(({state}) => {
    const connection = keeper.connection();
    if (state === 'ready' && connection) connectDesk(connection);
    else if (state === 'signed-out') closeDesk();
    else if (state === 'expired' || state === 'error') desk?.calls.connect(null);
  });

  const stopWaking = environment.onWake(() => {
    desk?.calls.wake();
    // Another tab may have chosen without being heard, where tabs cannot talk to each other.
    desk?.choices.reload();
  });

  // ---------------------------------------------------------------- limits

  function showLimit(): void {
    environment.clearTimeout(limitTimer);
    const until = desk?.limits.last ?? null;
    if (until !== core.limit.get().until) core.limit.set(freeze({until}));
    if (until !== null) limitTimer = environment.setTimeout(showLimit, Math.max(until - environment.now(), 0));
  }

  // ---------------------------------------------------------------- placing a call

  async function call(request: CallRequest): Promise<Call> {
    if (placing) return refused(callError('call-in-progress'));
    if (!desk || core.session.get().state !== 'ready') return refused(callError('no-session'));
    placing = true;
    try {
      return await checkAndPlace(request, desk);
    } finally {
      placing = false;
    }
  }

  async function checkAndPlace(request: CallRequest, {calls, limits, prefix}: SignedInAccount): Promise<Call> {
    const target = await readTarget(request, core.session.get().user?.country);
    if ('code' in target) return refused(target);
    const no = await screened(target.to);
    if (no) return refused(no);
    const {from = core.choices.get().from, callerId = core.choices.get().callerId, playPrompt, name} = request;
    return alone(prefix, () => {
      const until = limits.until('heavy');
      if (until) return refused(callError('rate-limited', {retryAt: until}));
      if (calls.isPlacingElsewhere()) return refused(callError('call-in-progress'));
      return calls.place({...target, from, callerId, playPrompt, name}, core.options.timeout ?? 30_000);
    });
  }

  function refused(error: CallError): Promise<never> {
    core.emit({type: 'call-error', error, call: null});
    return rejectWith(error);
  }

  /** `null` = may be called. A check that fails, or does not answer in time, is no consent. */
  async function screened(number: string): Promise<CallError | null> {
    const {screen} = core.options;
    if (!screen) return null;
    let timer: unknown;
    const late = new Promise<never>((_, reject) => {
      timer = environment.setTimeout(() => reject(new Error('No answer in time.')), SCREENING);
    });
    try {
      const verdict: unknown = await Promise.race([screen(number), late]);
      if (verdict === true) return null;
      return callError('do-not-call', {reason: typeof verdict === 'string' && verdict ? verdict : undefined});
    } catch {
      return callError('do-not-call', {why: 'not-screened'});
    } finally {
      environment.clearTimeout(timer);
    }
  }

  /** How often this document is placing, and the end of its hold on the lock. */
  let holders = 0;
  let release: (() => void) | null = null;
  let gestureTimer: unknown;

  /** Runs `place` unless another tab is placing, or did within the same second. */
  async function alone(prefix: string, place: () => Promise<Call>): Promise<Call> {
    const {locks} = environment;
    if (locks && !release) {
      const granted = await new Promise<boolean>((resolve) => {
        locks.request(placingLockName(prefix), {ifAvailable: true}, (lock) => {
          resolve(lock !== null);
          return lock && new Promise<void>((done) => { release = done; });
        }).catch(() => resolve(true)); // a sandboxed frame's locks refuse: there is no other tab to ask
      });
      if (!granted) return refused(callError('call-in-progress'));
    }
    environment.clearTimeout(gestureTimer);
    holders++;
    const began = environment.now();
    try {
      return await place();
    } finally {
      holders--;
      const letGo = () => {
        if (holders) return;
        release?.();
        release = null;
      };
      const left = began + ONE_GESTURE - environment.now();
      if (left > 0 && left <= ONE_GESTURE && release) gestureTimer = environment.setTimeout(letGo, left);
      else letGo();
    }
  }

  return {
    async connect(options) {
      redirects = options.flow === 'redirect';
      await keeper.connect(options);
    },
    signInOpensWindow: () => !redirects,
    signIn: (popup) => keeper.signIn(popup),
    async signOut() {
      const leaving = desk;
      await leaving?.calls.forget();
      await keeper.signOut();
      closeDesk();
    },
    call,
    async cancel(key) { await desk?.calls.cancel(key); },
    dismiss(key) { desk?.calls.dismiss(key); },
    choose(choices) { desk?.choices.choose(choices); },
    want(list) {
      wanted.add(list);
      desk?.numbers?.ensureLoaded(list);
    },
    reloadNumbers() { desk?.numbers?.reload(); },
    dispose() {
      stopFollowing();
      stopWaking();
      environment.clearTimeout(limitTimer);
      environment.clearTimeout(gestureTimer);
      release?.();
      desk?.numbers?.stop();
      desk?.calls.dispose();
      desk?.channel.close();
      desk = null;
      keeper.dispose();
    },
  };
}

interface Target {
  /** E.164. */
  readonly to: string;
  readonly extension?: string;
}

/** What is to be dialled, or why nothing is. What is written in E.164 needs no parser. */
async function readTarget({to, country}: CallRequest, home: string | undefined): Promise<Target | CallError> {
  if (typeof to !== 'string') return callError('invalid-number');
  const target = ({e164, extension}: DialableNumber): Target => ({to: e164, ...(extension && {extension})});
  const written = readE164(to);
  if (written) return target(written);
  const {readNumber} = await import('../phone/parse.js');
  const read = readNumber(to, {country: country ?? home});
  return read.kind === 'number' ? target(read.number) : unusableNumberError(read.kind);
}
