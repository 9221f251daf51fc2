/**
 * A store of one's own making for drawing tests: values are set by hand, actions are recorded, nothing is sent. It is
 * registered under an account of its own, so that no test meets another's calls.
 */
import {observable} from '../../src/store/observable.js';
import type {Writable} from '../../src/store/observable.js';
import {callError, rejectWith} from '../../src/store/call-error.js';
import type {
  Call, CallError, CallRequest, Choices, Limit, NumberList, Phase, Session, SessionState, Store, StoreEvent,
} from '../../src/store/types.js';

export interface FakeStore extends Omit<Store, 'session' | 'fromNumbers' | 'callerIds' | 'choices' | 'calls' | 'limit'> {
  readonly session: Writable<Session>;
  readonly fromNumbers: Writable<NumberList>;
  readonly callerIds: Writable<NumberList>;
  readonly choices: Writable<Choices>;
  readonly calls: Writable<readonly Call[]>;
  readonly limit: Writable<Limit>;
  readonly requests: CallRequest[];
  readonly canceled: string[];
  reloads: number;
  /** The next call is refused with this. */
  refusal: CallError | null;
  /** The platform's answer to the POST: the call as it is then; by default the first leg rings. */
  answer: Partial<Call>;
  setSession(state: SessionState): void;
  /** The platform said something new about a call. */
  change(key: string, change: Partial<Call>): void;
  emit(event: StoreEvent): void;
}

let count = 0;

export function aCall(phase: Phase, more: Partial<Call> = {}): Call {
  return Object.freeze({
    id: `id-${++count}`, key: `key-${count}`, to: '+16505550101', name: 'Anna', phase, stale: false,
    startedAt: Date.now() - 20_000, ...more,
  });
}

export function fakeStore(state: SessionState = 'ready'): FakeStore {
  const account = `account-${++count}`;
  const listeners = new Set<(event: StoreEvent) => void>();
  const user = {id: '1', accountId: '1', name: 'Sam', country: 'US'};
  const store: FakeStore = {
    account,
    session: observable<Session>({state, account, user: state === 'ready' ? user : null}),
    fromNumbers: observable<NumberList>({state: 'ready', options: [{number: '+16505550151', kind: 'mobile', label: 'My mobile'}]}),
    callerIds: observable<NumberList>({state: 'ready', options: []}),
    choices: observable<Choices>({}),
    calls: observable<readonly Call[]>([]),
    limit: observable<Limit>({until: null}),
    requests: [],
    canceled: [],
    reloads: 0,
    refusal: null,
    answer: {phase: 'ringing-caller'},
    setSession(next) {
      store.session.set({state: next, account, user: next === 'ready' ? user : null});
    },
    change(key, change) {
      const calls = store.calls.get().map((call) => call.key === key ? Object.freeze({...call, ...change}) : call);
      store.calls.set(calls);
      const call = calls.find((one) => one.key === key);
      if (!call) return;
      store.emit({type: 'call-change', call});
      if (call.endedAt !== undefined) store.emit({type: 'call-end', call, primary: true});
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    configure() {},
    async connect() {},
    async signIn() {},
    async signOut() {},
    async call(request) {
      store.requests.push(request);
      if (store.refusal) {
        store.emit({type: 'call-error', error: store.refusal, call: null});
        return rejectWith(store.refusal);
      }
      if (store.session.get().state !== 'ready') return rejectWith(callError('no-session'));
      const [to = '', extension] = request.to.split(';ext=');
      const call = aCall('placing', {
        id: null, to, ...extension && {extension}, ...request.name && {name: request.name}, startedAt: Date.now(),
      });
      store.calls.set([call, ...store.calls.get()]);
      store.emit({type: 'call-change', call});
      await Promise.resolve();
      store.change(call.key, {id: `id-of-${call.key}`, ...store.answer});
      return store.calls.get().find(({key}) => key === call.key) ?? call;
    },
    async cancel(key) {
      store.canceled.push(key);
      store.change(key, {phase: 'canceling'});
    },
    dismiss(key) {
      store.calls.set(store.calls.get().filter((call) => call.key !== key));
    },
    choose(choices) {
      const next: {from?: string; callerId?: string} = {...store.choices.get()};
      for (const kind of ['from', 'callerId'] as const) {
        const value = choices[kind];
        if (value === null) delete next[kind];
        else if (value !== undefined) next[kind] = value;
      }
      store.choices.set(next);
    },
    reloadNumbers() {
      store.reloads++;
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      listeners.clear();
    },
  };
  const registry = (globalThis as {[key: symbol]: Map<string, Store> | undefined})[Symbol.for('rc-click-to-call/1')] ??= new Map();
  registry.set(account, store);
  return store;
}
