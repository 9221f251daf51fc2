/**
 * The store for elements and pages: small observable values and a few actions. It stays light, so
 * that a page of links never pays for calls: `engine.ts` is loaded when a page wants a session.
 */
import {LazyPart} from '../loading/lazy-part.js';
import type {LineAction} from './browser-calls/command-target.js';
import {callSafely} from './call-safely.js';
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import {LazyEngine} from './lazy-engine.js';
import type {Environment} from './environment.js';
import type {NumberField} from './stored-choices.js';
import {throwNotLoaded} from './not-loaded.js';
import {observable} from './observable.js';
import type {
  BrowserPhone, Call, CallNote, Choices, Inbound, Limit, NumberList, Observable, PassiveObservable,
  Session, Store, StoreEvent, StoreOptions,
} from './types.js';

const errorsPart = new LazyPart((_query) => import('./call-error.js'));

/**
 * Creates a store that no element uses by itself; `getStore` returns the one that all elements of
 * an account share. `environment` defaults to this browser.
 */
export function createStore(
  {account = '', ...initialOptions}: StoreOptions = {}, environment?: Environment,
): Store {
  const options = {...initialOptions};
  const listeners = new Set<(event: StoreEvent) => void>();
  const context = createValues(account, options, listeners);
  const lazyEngine = new LazyEngine(context, environment);
  const watchedListOf = (listKey: NumberField, numberList: Observable<NumberList>) =>
    watched(numberList, () => lazyEngine.loadNumbers(listKey));

  const control = (callKey: string, action: LineAction, value: boolean | string = true) =>
    lazyEngine.calls?.control(callKey, action, value) ?? rejectWithoutSession(context);

  return {
    account,
    session: context.session,
    fromNumbers: watchedListOf('from', context.fromNumbers),
    callerIds: watchedListOf('callerId', context.callerIds),
    choices: context.choices,
    calls: context.calls,
    limit: context.limit,
    browserPhone: context.browserPhone,
    inbound: watched(context.inbound, () => lazyEngine.watchInbound()),
    notes: context.notes,
    configure: (changes) => void Object.assign(options, changes),
    connect: (connectOptions) => lazyEngine.connect(connectOptions),
    signIn: () => lazyEngine.signIn(),
    signOut: () => lazyEngine.signOut(),
    async call(callRequest) {
      if (lazyEngine.engine) return lazyEngine.engine.callRequests.place(callRequest);
      lazyEngine.requestAgain();
      return rejectWithoutSession(context);
    },
    async cancel(callKey) {
      await lazyEngine.calls?.cancel(callKey);
    },
    hangUp: (callKey) => control(callKey, 'hang-up'),
    hold: (callKey, isOn) => control(callKey, 'hold', isOn),
    mute: (callKey, isOn) => control(callKey, 'mute', isOn),
    sendDigits: (callKey, digits) => control(callKey, 'keypad', digits),
    soundLevels: () => lazyEngine.calls?.inBrowser.soundLevels() ?? null,
    answer: (key) => control(key, 'answer'),
    decline: (key) => control(key, 'decline'),
    details: async (callKey) => await lazyEngine.calls?.details(callKey) ?? null,
    dismiss: (callKey) => lazyEngine.calls?.dismiss(callKey),
    writeNote: (callKey, changes) => lazyEngine.calls?.notes.write(callKey, changes),
    saveNote: (callKey) => lazyEngine.calls?.notes.save(callKey),
    dismissInbound: (key) => lazyEngine.engine?.account?.inbound.dismiss(key),
    choose: (choices) => lazyEngine.engine?.account?.choices.choose(choices),
    reloadNumbers: () => lazyEngine.engine?.account?.numbers?.reload(),
    checkPhones: () => void lazyEngine.engine?.account?.numbers?.checkPhones(),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      lazyEngine.dispose();
      listeners.clear();
    },
  };
}

function createValues(
  account: string, options: StoreOptions, listeners: ReadonlySet<(event: StoreEvent) => void>,
): Omit<StoreContext, 'environment'> {
  return {
    account,
    options,
    session: observable<Session>(freeze({state: 'signed-out', account, user: null})),
    fromNumbers: observable<NumberList>(EMPTY_NUMBER_LIST),
    callerIds: observable<NumberList>(EMPTY_NUMBER_LIST),
    choices: observable<Choices>(freeze({})),
    calls: observable<readonly Call[]>(freeze([])),
    limit: observable<Limit>(freeze({until: null})),
    browserPhone: observable<BrowserPhone | null>(null),
    inbound: observable<readonly Inbound[]>(freeze([])),
    notes: observable<Readonly<Record<string, CallNote>>>(freeze({})),
    emit(event) {
      for (const listener of [...listeners]) callSafely(listener, event);
    },
  };
}

/** Without the engine, nothing is known of calls. */
async function rejectWithoutSession(
  {session, emit}: Pick<StoreContext, 'session' | 'emit'>,
): Promise<never> {
  const {noSessionError, CallRejection} = await errorsPart.loadNow().catch(throwNotLoaded);
  const error = noSessionError(session.get());
  emit({type: 'call-error', error, call: null});
  throw new CallRejection(error);
}

/**
 * `onWatch`: somebody watches the value, so it has to be kept up to date, until what it returns is
 * called.
 */
function watched<T>(
  value: Observable<T>, onWatch: () => (() => void) | void,
): PassiveObservable<T> {
  const listen = (listener: (value: T) => void, passive = false): (() => void) => {
    const unwatch = passive ? undefined : onWatch();
    const unsubscribe = value.listen(listener);
    return () => {
      unsubscribe();
      unwatch?.();
    };
  };
  return {
    get: () => value.get(),
    listen,
    subscribe(listener) {
      const unsubscribe = listen(listener);
      listener(value.get());
      return unsubscribe;
    },
  };
}
