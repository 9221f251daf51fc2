/**
 * A fake store for tests of rendering: a test sets its values, it records its actions, and it sends nothing. Each is
 * registered under an account of its own, so that tests do not share calls.
 */
import {observable} from '../../src/store/observable.js';
import type {Writable} from '../../src/store/observable.js';
import {callError, CallRejection} from '../../src/store/call-error.js';
import type {
  BrowserPhone, Call, CallError, CallNote, CallRequest, Choices, Inbound, Limit, NumberList, Phase, RequestedNumbers, Session, SessionState, SoundLevels, Store, StoreEvent,
} from '../../src/store/types.js';

interface CallActionRecord {
  readonly action: 'hang-up' | 'hold' | 'mute' | 'keypad' | 'answer' | 'decline';
  readonly key: string;
  readonly on?: boolean;
  readonly digits?: string;
}

export interface FakeStore extends Omit<Store, 'session' | 'fromNumbers' | 'callerIds' | 'choices' | 'calls' | 'limit' | 'browserPhone' | 'inbound' | 'notes'> {
  readonly session: Writable<Session>;
  readonly fromNumbers: Writable<NumberList>;
  readonly callerIds: Writable<NumberList>;
  readonly choices: Writable<Choices>;
  readonly calls: Writable<readonly Call[]>;
  readonly limit: Writable<Limit>;
  readonly browserPhone: Writable<BrowserPhone | null>;
  /** What `soundLevels` returns. */
  levels: SoundLevels | null;
  readonly inbound: Writable<readonly Inbound[]>;
  readonly notes: Writable<Readonly<Record<string, CallNote>>>;
  /** Keys of the calls whose notes were to be saved. */
  readonly savedKeys: string[];
  readonly requests: CallRequest[];
  readonly canceled: string[];
  /** What was asked of running calls. */
  readonly actions: CallActionRecord[];
  /** RingCentral's answer to an action; at once if undefined. */
  acting: Promise<void> | undefined;
  /** RingCentral does not do the next actions. */
  actionRefusal: CallError | null;
  reloads: number;
  /** How often the elements wanted to know which phones are online. */
  phoneChecks: number;
  /** The next call is refused with this. */
  refusal: CallError | null;
  /** The check of the page, before there is a call; passed at once if undefined. */
  screened: Promise<void> | undefined;
  /** RingCentral's answer to the POST: the call's changes by then; by default the first leg rings. */
  callAnswer: Partial<Call>;
  setSession(state: SessionState): void;
  /** RingCentral reports a change of a call. */
  change(key: string, change: Partial<Call>): void;
  emit(event: StoreEvent): void;
}

let lastId = 0;

export function aCall(phase: Phase, overrides: Partial<Call> = {}): Call {
  return Object.freeze({
    id: `id-${++lastId}`, key: `key-${lastId}`, to: '+16505550101', name: 'Anna', phase, stale: false,
    startedAt: Date.now() - 20_000, ...overrides,
  });
}

function requestedMember({requested = {}}: CallRequest): {requested?: RequestedNumbers} {
  const wishes = Object.entries(requested).filter(([, value]) => value !== undefined);
  return wishes.length > 0 ? {requested: Object.fromEntries(wishes)} : {};
}

export function fakeStore(state: SessionState = 'ready'): FakeStore {
  const account = `account-${++lastId}`;
  const listeners = new Set<(event: StoreEvent) => void>();
  const user = {id: '1', accountId: '1', name: 'Sam', country: 'US'};
  const act = async (record: CallActionRecord): Promise<void> => {
    store.actions.push(record);
    await store.acting;
    if (store.actionRefusal) throw new CallRejection(store.actionRefusal);
  };
  const store: FakeStore = {
    account,
    session: observable<Session>({state, account, user: state === 'ready' ? user : null}),
    fromNumbers: observable<NumberList>({state: 'ready', options: [{number: '+16505550151', kind: 'mobile', label: 'My mobile'}]}),
    callerIds: observable<NumberList>({state: 'ready', options: []}),
    choices: observable<Choices>({}),
    calls: observable<readonly Call[]>([]),
    limit: observable<Limit>({until: null}),
    browserPhone: observable<BrowserPhone | null>(null),
    inbound: observable<readonly Inbound[]>([]),
    notes: observable<Readonly<Record<string, CallNote>>>({}),
    savedKeys: [],
    requests: [],
    canceled: [],
    actions: [],
    acting: undefined,
    actionRefusal: null,
    reloads: 0,
    phoneChecks: 0,
    refusal: null,
    screened: undefined,
    callAnswer: {phase: 'ringing-caller'},
    levels: null,
    setSession(newState) {
      store.session.set({state: newState, account, user: newState === 'ready' ? user : null});
    },
    change(key, change) {
      const before = store.calls.get().find((candidate) => candidate.key === key);
      const calls = store.calls.get().map((call) => call.key === key ? Object.freeze({...call, ...change}) : call);
      store.calls.set(calls);
      const call = calls.find((candidate) => candidate.key === key);
      if (!call) return;
      if (call.phase !== before?.phase) store.emit({type: 'call-change', call});
      if (call.endedAt !== undefined) store.emit({type: 'call-end', call, primary: true});
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    configure() {},
    async connect() {},
    async signIn() {},
    async signOut() {},
    async call({signal, ...request}) {
      store.requests.push(request);
      if (store.screened) await Promise.race([store.screened, new Promise((resolve) => signal?.addEventListener('abort', resolve))]);
      if (signal?.aborted) throw new CallRejection(callError('not-confirmed'));
      if (store.refusal) {
        store.emit({type: 'call-error', error: store.refusal, call: null});
        throw new CallRejection(store.refusal);
      }
      if (store.session.get().state !== 'ready') throw new CallRejection(callError('no-session'));
      const [, to = '', keys = ''] = /^([^;,]*)(.*)$/.exec(request.to) ?? [];
      const extension = /\d+/.exec(keys)?.[0];
      const tones = keys.startsWith(',') ? keys : undefined;
      const call = aCall('placing', {
        id: null, to, ...extension && {extension}, ...tones && {tones}, name: request.name ?? '',
        ...requestedMember(request), startedAt: Date.now(),
      });
      store.calls.set([call, ...store.calls.get()]);
      store.emit({type: 'call-change', call});
      await Promise.resolve();
      store.change(call.key, {id: `id-of-${call.key}`, ...store.callAnswer});
      return store.calls.get().find(({key}) => key === call.key) ?? call;
    },
    hangUp: (key) => act({action: 'hang-up', key}),
    hold: (key, on = true) => act({action: 'hold', key, on}),
    mute: (key, on = true) => act({action: 'mute', key, on}),
    sendDigits: (key, digits) => act({action: 'keypad', key, digits}),
    answer: (key) => act({action: 'answer', key}),
    decline: (key) => act({action: 'decline', key}),
    soundLevels: () => store.levels,
    async cancel(key) {
      store.canceled.push(key);
      store.change(key, {phase: 'canceling'});
    },
    details: () => Promise.resolve(null),
    dismiss(key) {
      store.calls.set(store.calls.get().filter((call) => call.key !== key));
    },
    writeNote(key, changes) {
      const {note = '', outcome} = store.notes.get()[key] ?? {};
      const next = {note, outcome, ...changes};
      if (next.note === note && (next.outcome ?? undefined) === outcome) return;
      const value = {note: next.note, ...next.outcome && {outcome: next.outcome}, isSaved: false};
      store.notes.set({...store.notes.get(), [key]: value});
    },
    saveNote(key) {
      store.savedKeys.push(key);
      const note = store.notes.get()[key];
      if (note) store.notes.set({...store.notes.get(), [key]: {...note, isSaved: true}});
    },
    dismissInbound(key) {
      store.inbound.set(store.inbound.get().filter((inbound) => inbound.key !== key));
    },
    choose(choices) {
      const {menus = {}} = store.choices.get();
      const newChoices: {from?: string; callerId?: string; microphone?: string; speaker?: string; menus?: Record<string, number>} = {...store.choices.get()};
      if (choices.menus) newChoices.menus = {...menus, ...choices.menus};
      for (const kind of ['from', 'callerId', 'microphone', 'speaker'] as const) {
        const value = choices[kind];
        if (value === null) delete newChoices[kind];
        else if (value !== undefined) newChoices[kind] = value;
      }
      store.choices.set(newChoices);
    },
    reloadNumbers() {
      store.reloads++;
    },
    checkPhones() {
      store.phoneChecks++;
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
