// What the gallery shows: the states of each element, and the fixed facts behind each of them. Nothing here knows how
// an element is drawn; `facts` is what its store says, `act` what a person did to get there.

/** The moment at which the gallery's clock stands (epoch ms). */
export const NOW = Date.UTC(2026, 10, 20, 9, 30);

const seconds = (count) => count * 1000;
const ANNA = {to: '+16505550101', name: 'Anna Lindqvist'};

function call(phase, more = {}) {
  const over = ['ended', 'canceled', 'failed', 'unconfirmed'].includes(phase);
  return Object.freeze({
    id: `id-${phase}`, key: `key-${phase}`, ...ANNA, phase, stale: false, startedAt: NOW - seconds(95),
    ...phase === 'connected' || phase === 'ended' ? {connectedAt: NOW - seconds(83)} : {},
    ...over ? {endedAt: NOW - seconds(9)} : {},
    ...more,
  });
}

const error = (code, more = {}) => Object.freeze({code, message: 'The call could not be made. Try again.', ...more});
const failed = (code, leg) => call('failed', {
  error: error(code, {leg}), ...leg === 'callee' ? {callerStatus: 'Success'} : {},
});
const unconfirmed = call('unconfirmed', {error: error('unconfirmed')});
const extension = {to: '+16505550102', extension: '227', name: 'Ben Okafor'};

const PHONES = Object.freeze([
  {number: '+16505550151', label: 'Mobile', kind: 'mobile'},
  {number: '+16505550152', label: 'Home office', kind: 'home'},
  {number: '+16505550153', label: 'Desk phone', kind: 'work'},
]);
const SHOWN = Object.freeze([
  {number: '+16505550160', label: 'Company main', kind: 'company'},
  {number: '+16505550161', label: 'Direct', kind: 'direct'},
  {number: '+18005550162', label: 'Support', kind: 'toll-free'},
]);
const MANY = Object.freeze(Array.from({length: 40}, (_, index) => ({
  number: `+1650555${String(100 + index).padStart(4, '0')}`, label: `Line ${index + 1}`, kind: 'direct',
})));

const signedOut = {session: {state: 'signed-out'}};
const list = (state, options = [], more = {}) => ({state, options, ...more});
const press = (element) => {
  element.renderNow?.();
  element.shadowRoot.querySelector('button')?.click();
};
const follow = (element) => {
  element.renderNow?.();
  const link = element.shadowRoot.querySelector('a[href]');
  // The gallery opens no other app.
  link?.addEventListener('click', (event) => event.preventDefault(), {once: true});
  link?.click();
};
/** The clock stands still, and a button does not take what might be the rest of a double click. */
async function later(run) {
  const {now} = Date;
  Date.now = () => NOW + seconds(2);
  await run();
  Date.now = now;
}
const place = (element) => void element.call().catch(() => undefined);
const typeOther = (text) => async (element) => {
  await element.updateComplete;
  const select = element.shadowRoot.querySelector('select');
  select.value = 'other';
  select.dispatchEvent(new Event('change'));
  await element.updateComplete;
  const input = element.shadowRoot.querySelector('input[part]');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', {inputType: 'deleteContent'}));
  if (!text) return;
  await element.updateComplete;
  input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true}));
};

/**
 * @typedef {object} State
 * @property {string} name what the caption says
 * @property {Record<string, string | boolean>} [set] attributes of the element
 * @property {string} [html] its content
 * @property {object} [facts] what its store says, over what a signed-in person with three phones has
 * @property {string} [room] class of the cell: what it has to hold
 * @property {string} [around] HTML around the element, which takes the place of `<slot></slot>`
 * @property {(element: HTMLElement) => void} [act] what the person does
 */

const CALL = {to: ANNA.to, name: 'Anna Lindqvist'};
const sized = (state) => ({...state, room: 'sizes', sizes: ['small', 'medium', 'large']});
const placed = (name, facts, more = {}) => ({name, set: CALL, facts, act: place, ...more});

/** @type {Record<string, State[]>} */
export const STATES = {
  'rc-click-to-call': [
    sized({name: 'link, signed out', set: CALL, facts: signedOut}),
    sized({name: 'button, signed in', set: CALL}),
    sized({name: 'with a text message', set: {...CALL, sms: true}}),
    sized({name: 'number as label', set: {to: '+16505550101'}}),
    sized({name: 'with an extension', set: {to: '+16505550102;ext=227'}}),
    sized({name: 'label and icon of the page', set: CALL, html: `<svg slot="icon" viewBox="0 0 24 24" aria-hidden="true"
      ><path d="M12 3l2.8 5.9 6.2.8-4.5 4.4 1.1 6.4-5.6-3.1-5.6 3.1 1.1-6.4L3 9.7l6.2-.8z"/></svg>Call sales`}),
    sized({name: 'disabled', set: {...CALL, sms: true, disabled: true}}),
    sized({name: 'disabled link', set: {...CALL, disabled: true}, facts: signedOut}),
    {name: 'in a dense table', set: {...CALL, size: 'small', sms: true}, room: 'full', around: `<table>
      <tr><td>Plain text</td><td>+1 650 555 0100</td></tr><tr><td>Ours</td><td><slot></slot></td></tr>
      <tr><td>Plain text</td><td>+1 650 555 0103</td></tr></table>`},
    {name: 'in a sentence', set: {...CALL, size: 'small'}, around: '<p>Ask <slot></slot> when the ropes arrive.</p>'},
    placed('placing', {calls: [call('placing', {id: null})]}, {room: 'card'}),
    placed('ringing your phone', {calls: [call('ringing-caller')]}, {room: 'card'}),
    placed('ringing the other party', {calls: [call('ringing-callee')]}, {room: 'card'}),
    placed('canceling', {calls: [call('canceling')]}, {room: 'card'}),
    placed('connected', {calls: [call('connected')]}),
    {
      name: 'connected, asked for more', set: CALL, facts: {calls: [call('connected')]}, room: 'card',
      act: async (element) => {
        await element.call();
        await element.updateComplete;
        await later(() => press(element));
      },
    },
    placed('connected, extension to dial', {calls: [call('connected', extension)]}, {
      set: {to: '+16505550102;ext=227', name: 'Ben Okafor'}, room: 'card',
    }),
    placed('state not known just now', {calls: [call('ringing-callee', {stale: true})]}, {room: 'card'}),
    placed('failed: busy', {calls: [failed('busy', 'callee')]}, {room: 'card'}),
    placed('failed: your phone', {calls: [failed('unreachable', 'caller')]}, {room: 'card'}),
    placed('not confirmed', {calls: [unconfirmed]}, {room: 'card'}),
    placed('refused by the page', {
      refusal: error('do-not-call', {message: 'Anna asked us not to call her again.'}),
    }, {room: 'card'}),
    placed('limited', {refusal: error('rate-limited', {retryAt: NOW + seconds(42)})}, {room: 'card'}),
    placed('asked first', {}, {set: {...CALL, confirm: 'always'}, room: 'card'}),
    {name: 'after the link: other ways', set: CALL, facts: signedOut, room: 'card-tall', act: follow},
    {name: 'national, country not known', set: {to: '020 7946 0018', country: 'ZZ'}, room: 'card', act: place},
    placed('small, ringing', {calls: [call('ringing-caller')]}, {set: {...CALL, size: 'small'}, room: 'card'}),
    placed('small, connected', {calls: [call('connected')]}, {set: {...CALL, size: 'small'}}),
    placed('large, ringing', {calls: [call('ringing-caller')]}, {set: {...CALL, size: 'large'}, room: 'card'}),
    placed('large, connected', {calls: [call('connected')]}, {set: {...CALL, size: 'large'}}),
  ],

  'rc-number-select': [
    {name: 'which phone rings'},
    {name: 'chosen', facts: {choices: {from: '+16505550153'}}},
    {name: 'what they see, with a default', set: {kind: 'caller-id'}},
    {name: 'default hidden', set: {kind: 'caller-id'}, facts: {callerIds: list('ready', SHOWN, {default: {blocked: true}})}},
    {name: 'many, with a filter', facts: {fromNumbers: list('ready', MANY)}},
    {name: 'loading', facts: {fromNumbers: list('loading')}},
    {name: 'signed out', facts: {...signedOut, fromNumbers: list('idle')}},
    {name: 'none there', facts: {fromNumbers: list('ready')}},
    {name: 'could not be read', facts: {fromNumbers: list('error', [], {error: error('server-error')})}},
    {name: 'not allowed', set: {kind: 'caller-id'}, facts: {callerIds: list('error', [], {error: error('permission-missing')})}},
    {name: 'remembered number is gone', facts: {choices: {dropped: {from: '+16505550158'}}}},
    {name: 'another number', act: typeOther('')},
    {name: 'another number, not whole', act: typeOther('650 555')},
    {name: 'required', set: {required: true}},
    {name: 'disabled', set: {disabled: true}},
    {name: 'own label, narrow', set: {label: 'Ring which phone first?'}, room: 'narrow', facts: {choices: {from: '+16505550152'}}},
  ],

  'rc-call-status': [
    {name: 'no call yet', room: 'full'},
    ...['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling', 'ended', 'canceled'].map((phase) => ({
      name: phase, room: 'full', facts: {calls: [call(phase)]},
    })),
    {name: 'connected, extension to dial', room: 'full', facts: {calls: [call('connected', extension)]}},
    {name: 'failed: busy', room: 'full', facts: {calls: [failed('busy', 'callee')]}},
    {name: 'failed: your phone', room: 'full', facts: {calls: [failed('unreachable', 'caller')]}},
    {name: 'not confirmed', room: 'full', facts: {calls: [unconfirmed]}},
    {name: 'state not known just now', room: 'full', facts: {calls: [call('ringing-callee', {stale: true})]}},
    {name: 'limited, two calls', room: 'full', facts: {
      limit: {until: NOW + seconds(42)},
      calls: [call('ringing-caller', {key: 'second', name: 'Ben Okafor', to: '+16505550102'}), call('ended')],
    }},
    {name: 'without a name', room: 'full', facts: {calls: [call('ringing-callee', {name: undefined})]}},
    {name: 'narrow', room: 'narrow', facts: {calls: [call('connected')]}},
    {name: 'narrow, failed, long name', room: 'narrow', facts: {calls: [
      call('failed', {name: 'Wilhelmina Featherstonehaugh-Cholmondeley', callerStatus: 'Success', error: error('no-answer', {leg: 'callee'}),
      }),
    ]}},
  ],

  'rc-session': [
    {name: 'signed out', room: 'full', facts: signedOut},
    {name: 'looking for a session', room: 'full', facts: {session: {state: 'restoring'}}},
    {name: 'signing in', room: 'full', facts: {session: {state: 'signing-in'}}},
    {name: 'window was blocked', room: 'full', facts: {session: {
      state: 'signing-in', signInUrl: 'about:blank', error: {
        code: 'popup-blocked', message: 'The browser blocked the sign-in window. Open it by the link.',
      },
    }}},
    {name: 'signed in', room: 'full'},
    {name: 'signed in, scope missing', room: 'full', facts: {session: {missingScopes: ['RingOut']}}},
    {name: 'session over', room: 'full', facts: {session: {state: 'expired', user: null}}},
    {name: 'went wrong', room: 'full', facts: {session: {state: 'error', user: null, error: {
      code: 'offline', message: 'You are offline, so nobody could be signed in. Connect and try again.',
    }}}},
    {name: 'a secret in the page', room: 'full', set: {jwt: 'x'}, facts: signedOut},
    {name: 'narrow', room: 'narrow'},
  ],

  'rc-number-links': [
    {name: 'overlay', html: '<p>Call the boatyard at (650) 555-0101, or Ben at +1 650 555 0102 ext. 227, before noon.</p>'},
    {name: 'inline', set: {mode: 'inline'}, html: '<p>Call the boatyard at (650) 555-0101 before noon.</p>'},
    {
      name: 'inline, in a dense table', set: {mode: 'inline'}, room: 'full',
      html: '<table><tr><td>Boatyard</td><td>(650) 555-0101</td></tr><tr><td>Ben</td><td>(650) 555-0102</td></tr></table>',
    },
  ],
};

function observable(value) {
  const listeners = new Set();
  const listen = (fn) => {
    const listener = (next) => fn(next);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get: () => value,
    listen,
    subscribe(fn) {
      const stop = listen(fn);
      fn(value);
      return stop;
    },
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
  };
}

/** A store that says what it is told to say, and reaches nobody. */
export function fixedStore(account, facts = {}) {
  const session = {state: 'ready', ...facts.session};
  const user = session.state === 'ready'
    ? {id: '1', accountId: '1', name: 'Alex Morgan', extensionNumber: '101', country: 'US'}
    : null;
  const {refusal, calls: wanted = []} = facts;
  const listeners = new Set();
  const tell = (event) => listeners.forEach((listener) => listener(event));
  const nothing = () => undefined;
  const store = {
    account,
    session: observable({account, user, ...session}),
    fromNumbers: observable(facts.fromNumbers ?? list('ready', PHONES)),
    callerIds: observable(facts.callerIds ?? list('ready', SHOWN, {default: {number: '+16505550160'}})),
    choices: observable(facts.choices ?? {}),
    calls: observable(wanted),
    limit: observable(facts.limit ?? {until: null}),
    configure: nothing,
    connect: async () => undefined,
    signIn: async () => undefined,
    signOut: async () => undefined,
    /** The call is at once where the state wants it; one that is being placed stays so. */
    call() {
      if (refusal) return Promise.reject(Object.assign(new Error(refusal.message), refusal));
      const [next] = wanted;
      const placing = {...next, phase: 'placing'};
      delete placing.error;
      tell({type: 'call-change', call: placing});
      store.calls.set([placing]);
      if (next.phase === 'placing') return new Promise(nothing);
      store.calls.set([next]);
      tell({type: 'call-change', call: next});
      return Promise.resolve(next);
    },
    cancel: async () => undefined,
    dismiss: nothing,
    choose: (choices) => store.choices.set({...store.choices.get(), ...choices}),
    reloadNumbers: nothing,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: nothing,
  };
  return store;
}
