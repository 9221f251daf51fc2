// Calls, numbers and times that the gallery shows.

/** The gallery's clock stands still at this time (epoch ms). */
export const NOW = Date.UTC(2026, 10, 20, 9, 30);

const CONNECTED_PHASES = ['connected', 'ended'];
export const FINAL_PHASES = ['ended', 'canceled', 'failed', 'unconfirmed'];

export const seconds = (count) => count * 1000;
export const ANNA = {to: '+16505550101', name: 'Anna Lindqvist'};
export const BEN_WITH_EXTENSION = {to: '+16505550102', extension: '227', name: 'Ben Okafor'};

export function call(phase, fields = {}) {
  const wasConnected = CONNECTED_PHASES.includes(phase);
  const isFinal = FINAL_PHASES.includes(phase);
  return Object.freeze({
    id: `id-${phase}`, key: `key-${phase}`, ...ANNA, phase, stale: false,
    startedAt: NOW - seconds(95),
    ...(wasConnected ? {connectedAt: NOW - seconds(83)} : {}),
    ...(isFinal ? {endedAt: NOW - seconds(9)} : {}),
    ...fields,
  });
}

/** A connected call that RingCentral lets the page hang up, hold and mute. */
export const controlledCall = (fields = {}) =>
  call('connected', {can: ['hang-up', 'hold', 'mute'], held: false, muted: false, ...fields});

export const callError = (code, fields = {}) =>
  Object.freeze({code, message: 'The call could not be made. Try again.', ...fields});
export const NOT_NOW = callError('not-now', {message: 'RingCentral cannot do that right now.'});
/** Notes by the keys of their calls. */
export const noteOn = ({key}, fields = {}) =>
  Object.freeze({[key]: Object.freeze({note: '', isSaved: false, ...fields})});
/** Within sight of the 2,000 letters that a note may have. */
export const LONG_NOTE = 'She asked for the white rope, twelve millimeters, in coils of fifty meters. '
  .repeat(26).trim();
export const failedCall = (code, leg) => call('failed', {
  error: callError(code, {leg}), ...(leg === 'callee' ? {callerStatus: 'Success'} : {}),
});
/** It was over before a page saw how, which elements tell by the message. */
export const unconfirmedCall = call('unconfirmed', {error: callError('unconfirmed', {
  message: 'We don’t know whether the call was answered. If it was not, call again.',
})});

export const PHONES = Object.freeze([
  {number: '+16505550151', label: 'Mobile', kind: 'mobile'},
  {number: '+16505550152', label: 'Home office', kind: 'home'},
  {number: '+16505550153', label: 'Desk phone', kind: 'work'},
]);
const withOnline = (online) => (phone) => phone.kind === 'work' ? {...phone, online} : phone;
/** The desk phone is the only one that RingCentral knows the state of. */
export const PHONES_DESK_ONLINE = Object.freeze(PHONES.map(withOnline(true)));
export const PHONES_DESK_OFFLINE = Object.freeze(PHONES.map(withOnline(false)));
export const DESK_PHONE = '+16505550153';
export const CALLER_IDS = Object.freeze([
  {number: '+16505550160', label: 'Company main', kind: 'company'},
  {number: '+16505550161', label: 'Direct', kind: 'direct'},
  {number: '+18005550162', label: 'Support', kind: 'toll-free'},
]);
export const FORTY_NUMBERS = Object.freeze(Array.from({length: 40}, (_, index) => ({
  number: `+1650555${String(100 + index).padStart(4, '0')}`,
  label: `Line ${index + 1}`,
  kind: 'direct',
})));

export const SIGNED_OUT = {session: {state: 'signed-out'}};
export const numberList = (state, options = [], fields = {}) => ({state, options, ...fields});
