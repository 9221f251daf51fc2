// The states of calls that the browser carries itself, which the gallery shows.
import {call, callError, failedCall, NOT_NOW, NOW, seconds} from './gallery-facts.js';
import {placeCall, pressPart, untilCallIsShown} from './gallery-steps.js';

const DEVICES = {
  microphones: [
    {id: 'built-in', label: 'Built-in microphone'},
    {id: 'headset', label: 'Headset of a maker with a long name (USB, wideband)'},
  ],
  speakers: [{id: 'built-in', label: 'Built-in speakers'}, {id: 'headset', label: 'Headset'}],
};
const ACTIONS = ['hang-up', 'hold', 'mute', 'keypad'];
const ANNA = {to: '+16505550101', name: 'Anna Lindqvist'};

const phone = (state, fields = {}) => ({browserPhone: {state, ...DEVICES, ...fields}});
const HERE = {...phone('registered'), levels: {microphone: .62, speaker: .35}};
const OTHER_TAB = phone('other-tab');
const RECONNECTING = {...HERE, ...phone('reconnecting')};
/** The call goes on, and cannot be heard. */
const UNPLUGGED = {
  ...phone('registered', {error: callError('microphone-missing')}), levels: {microphone: 0, speaker: .35},
};
const CHOSEN = {choices: {from: 'browser'}};

const browserCall = (phase, fields = {}) => call(phase, {id: null, via: 'browser', ...fields});
const withSound = (phase, fields = {}) =>
  browserCall(phase, {can: ACTIONS, held: false, muted: false, ...fields});
const failed = (code, fields = {}) => ({
  ...failedCall(code), id: null, via: 'browser', error: callError(code, fields),
});

const inPanel = (name, shownCall, facts, {pressed, ...more} = {}) => ({
  name: `this browser: ${name}`, cellClass: 'full', facts: {...CHOSEN, calls: [shownCall], ...facts},
  ...(pressed && {interact: pressPart(pressed)}), ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const BROWSER_PANEL_STATES = [
  inPanel('before there is sound', browserCall('placing'), phone('registering')),
  inPanel('calling', withSound('ringing-callee'), HERE),
  inPanel('connected', withSound('connected'), HERE),
  inPanel('keypad', withSound('connected'), HERE, {pressed: 'keypad'}),
  inPanel('extension to dial', withSound('connected', {extension: '227'}), HERE),
  inPanel('muted and on hold', withSound('connected', {held: true, muted: true}), HERE),
  inPanel('no choice of devices', withSound('connected'), {
    ...HERE, ...phone('registered', {microphones: [], speakers: []}),
  }),
  inPanel('in another tab', withSound('connected'), OTHER_TAB),
  inPanel('reconnecting', withSound('connected'), RECONNECTING),
  inPanel('not known just now', withSound('connected', {stale: true}), RECONNECTING),
  inPanel('microphone unplugged', withSound('connected'), UNPLUGGED),
  inPanel('not done', withSound('connected'), {...HERE, actionRefusal: NOT_NOW}, {pressed: 'hold'}),
  inPanel('microphone blocked', failed('microphone-blocked'), phone('idle')),
  inPanel('microphone blocked by the page', failed('microphone-blocked', {why: 'blocked-by-page'}), phone('idle')),
  inPanel('no microphone', failed('microphone-missing'), phone('idle')),
  inPanel('too many phones', failed('too-many-phones'), phone('idle')),
  inPanel('narrow', withSound('connected'), HERE, {cellClass: 'narrow'}),
  inPanel('narrow, keypad', withSound('connected'), HERE, {cellClass: 'narrow', pressed: 'keypad'}),
];

const onButton = (name, shownCall, facts, more = {}) => ({
  name: `this browser: ${name}`, attributes: ANNA, cellClass: 'card', interact: untilCallIsShown,
  facts: {...CHOSEN, calls: [shownCall], ...facts}, ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const BROWSER_BUTTON_STATES = [
  onButton('before there is sound', browserCall('placing'), phone('registering')),
  onButton('calling', withSound('ringing-callee'), HERE),
  onButton('connected', withSound('connected'), HERE, {cellClass: ''}),
  onButton('in another tab', withSound('connected'), OTHER_TAB, {cellClass: ''}),
  onButton('microphone blocked', failed('microphone-blocked'), phone('idle'), {interact: placeCall}),
  onButton('microphone blocked by the page', failed('microphone-blocked', {why: 'blocked-by-page'}), phone('idle'), {
    cellClass: 'card-with-list', interact: placeCall,
  }),
  onButton('microphone unplugged', withSound('ringing-callee'), UNPLUGGED),
  onButton('no microphone', failed('microphone-missing'), phone('idle'), {
    cellClass: 'card-with-list', interact: placeCall,
  }),
  onButton('too many phones', failed('too-many-phones'), phone('idle'), {interact: placeCall}),
];

/** @type {import('./gallery-states.js').State[]} */
export const BROWSER_SELECT_STATES = [
  {name: 'with this browser', facts: phone('idle')},
  {name: 'this browser chosen', facts: {...CHOSEN, ...phone('registered')}},
  {name: 'this browser chosen, narrow', cellClass: 'narrow', facts: {...CHOSEN, ...phone('registered')}},
  ...['too-many-phones', 'offline'].map((code) => ({
    name: `this browser: ${code.replaceAll('-', ' ')}`,
    facts: {...CHOSEN, ...phone('error', {error: callError(code)})},
  })),
];

const inbound = (fields = {}) => Object.freeze({
  key: 'inbound', from: '+16505550101', fromName: 'A LINDQVIST', to: '+16505550172', phase: 'ringing',
  startedAt: NOW - seconds(4), tab: 'this', can: ['answer', 'decline'], ...fields,
});
const answered = (fields = {}) => inbound({
  phase: 'answered', answeredAt: NOW - seconds(83), can: ACTIONS, held: false, muted: false, ...fields,
});

const onCard = (name, calls, facts, {pressed, ...more} = {}) => ({
  name: `this browser: ${name}`, cellClass: 'full', facts: {...CHOSEN, inbound: calls, ...facts},
  attributes: {'contact-url': 'https://crm.example/contacts/{id}'},
  properties: {resolveContact: () => ({id: 'anna', name: 'Anna Lindqvist', detail: 'Lindqvist Boatyard'})},
  ...(pressed && {interact: pressPart(pressed)}), ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const BROWSER_INBOUND_STATES = [
  onCard('rings', [inbound()], phone('registered')),
  onCard('rings in another tab', [inbound({tab: 'other', can: []})], OTHER_TAB),
  onCard('on its way to RingCentral', [inbound()], {...phone('registered'), isActionPending: true}, {
    pressed: 'answer',
  }),
  onCard('not answered', [inbound()], {
    ...phone('registered'), actionRefusal: callError('microphone-blocked'),
  }, {pressed: 'answer'}),
  onCard('talks', [answered()], HERE),
  onCard('talks, keypad', [answered()], HERE, {pressed: 'keypad'}),
  onCard('talks, muted', [answered({muted: true})], HERE),
  onCard('talks in another tab', [answered({tab: 'other'})], OTHER_TAB),
  onCard('talks, reconnecting', [answered()], RECONNECTING),
  onCard('another call while it talks', [
    inbound({key: 'second', from: '+12125550141', can: ['decline']}), answered(),
  ], HERE),
  onCard('narrow, rings', [inbound()], phone('registered'), {cellClass: 'narrow'}),
  onCard('narrow, talks', [answered()], HERE, {cellClass: 'narrow'}),
];
