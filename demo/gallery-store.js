// A store whose facts the gallery sets.
import {CALLER_IDS, numberList, PHONES} from './gallery-facts.js';

function observable(initialValue) {
  let value = initialValue;
  const listeners = new Set();
  function listen(listener) {
    // One entry for each call, even if the same function listens twice.
    const entry = (newValue) => listener(newValue);
    listeners.add(entry);
    return () => void listeners.delete(entry);
  }
  return {
    get: () => value,
    listen,
    subscribe(listener) {
      const stop = listen(listener);
      listener(value);
      return stop;
    },
    set(newValue) {
      value = newValue;
      for (const listener of [...listeners]) listener(newValue);
    },
  };
}

const USER = {id: '1', accountId: '1', name: 'Alex Morgan', extensionNumber: '101', country: 'US'};
const DEFAULT_FACTS = {
  fromNumbers: numberList('ready', PHONES),
  callerIds: numberList('ready', CALLER_IDS, {default: {number: '+16505550160'}}),
  choices: {},
  calls: [],
  browserPhone: null,
  inbound: [],
  notes: {},
  limit: {until: null},
};
const doNothing = () => undefined;
/** They change no facts of the gallery. */
const IDLE_ACTIONS = {
  configure: doNothing, dismiss: doNothing, dismissInbound: doNothing, reloadNumbers: doNothing,
  checkPhones: doNothing, dispose: doNothing,
};
const rejection = (error) => Object.assign(new Error(error.message), error);

/** The notes of calls, by the keys that the store gives them. */
function noteActions(account, initialNotes) {
  const ownNotes = Object.entries(initialNotes).map(([key, note]) => [`${account}-${key}`, note]);
  const notes = observable(Object.fromEntries(ownNotes));
  function change(key, changes) {
    const note = Object.freeze({note: '', ...notes.get()[key], ...changes});
    notes.set(Object.freeze({...notes.get(), [key]: note}));
  }
  return {
    notes,
    writeNote(key, changes) {
      if (Object.keys(changes).length > 0) change(key, {...changes, isSaved: false});
    },
    saveNote: (key) => change(key, {isSaved: true}),
  };
}

/** The actions of users on running calls. */
const callActions = (act) => ({
  hangUp: () => act({phase: 'ended', endedBy: 'caller'}),
  hold: (key, held) => act({held}),
  mute: (key, muted) => act({muted}),
  sendDigits: () => act({}),
  answer: () => act({phase: 'answered', answeredAt: Date.now()}),
  decline: () => act({phase: 'ended', endedAt: Date.now()}),
});

/** A store with fixed facts. It sends no requests. */
export function fixedStore(account, stateFacts = {}) {
  const facts = {...DEFAULT_FACTS, ...stateFacts};
  // No two calls of a page have the same key.
  const withOwnKey = (shownCall) => ({...shownCall, key: `${account}-${shownCall.key}`});
  const calls = facts.calls.map(withOwnKey);
  const session = {state: 'ready', ...facts.session};
  const user = session.state === 'ready' ? USER : null;
  const listeners = new Set();
  const emit = (event) => listeners.forEach((listener) => listener(event));

  /** A call moves from `placing` to the phase of the state at once. */
  function call() {
    const {refusal} = facts;
    const [shownCall] = calls;
    if (refusal) return Promise.reject(rejection(refusal));
    const placingCall = {...shownCall, phase: 'placing'};
    delete placingCall.error;
    emit({type: 'call-change', call: placingCall});
    store.calls.set([placingCall]);
    if (shownCall.phase === 'placing') return new Promise(doNothing);
    store.calls.set([shownCall]);
    emit({type: 'call-change', call: shownCall});
    return Promise.resolve(shownCall);
  }

  /** RingCentral does it at once, unless the state says otherwise. */
  async function act(changes) {
    const {actionRefusal, isActionPending = false} = facts;
    if (isActionPending) await new Promise(doNothing);
    if (actionRefusal) throw rejection(actionRefusal);
    const change = (shownCall) => ({...shownCall, ...changes});
    store.calls.set(store.calls.get().map(change));
    store.inbound.set(store.inbound.get().map(change));
  }

  const store = {
    account,
    session: observable({account, user, ...session}),
    fromNumbers: observable(facts.fromNumbers),
    callerIds: observable(facts.callerIds),
    choices: observable(facts.choices),
    calls: observable(calls),
    limit: observable(facts.limit),
    browserPhone: observable(facts.browserPhone),
    inbound: observable(facts.inbound.map(withOwnKey)),
    ...IDLE_ACTIONS,
    connect: async () => undefined,
    signIn: async () => undefined,
    signOut: async () => undefined,
    call,
    cancel: async () => undefined,
    ...callActions(act),
    soundLevels: () => facts.levels ?? null,
    ...noteActions(account, facts.notes),
    details: async () => null,
    choose: (choices) => store.choices.set({...store.choices.get(), ...choices}),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return store;
}
