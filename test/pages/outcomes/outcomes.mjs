// Every outcome of a call: how it comes about, and how the user sees and hears it.

const ANSWERED_LONG = '+16505550101';
const BUSY = '+16505550102';
const NO_ANSWER = '+16505550103';
/** The own phone rings for twenty seconds. */
const OWN_PHONE_RINGS = '+16505550106';
const DROPPED_AFTER = '+16505550123';
const THROTTLED = '+16505550125';

const CALLING_DISABLED = {
  method: 'POST', path: '/ring-out', status: 403,
  body: {errorCode: 'CMN-408', message: 'International calling is not enabled', feature: 'InternationalCalls'},
};
const CANCEL_REFUSED = {method: 'DELETE', path: '/ring-out', status: 403, body: {errorCode: 'CMN-401', message: 'Not permitted'}};
/** The page of a hotel's Wi-Fi answers in place of the platform. */
const CANCEL_LOST = {method: 'DELETE', path: '/ring-out', kind: 'html', status: 200, times: 50};

const NOT_CANCELED = ['RingCentral has not canceled the call.', 'To end the call, hang up your phone.'];

/**
 * The outcomes of a call to Anna. `before`: before the call. `cancels`: the user cancels it.
 * `seconds`: then pass. `face`: of the button in the end; `told`: elsewhere on the page; `heard`:
 * once; `never`: neither seen nor heard. `atOnce`: there is no ringing.
 */
export const OUTCOMES = {
  'it rings': {
    to: OWN_PHONE_RINGS, face: 'Cancel', told: ['Ringing your phone…', 'Answer it, and press 1 if asked. Then we ring Anna.'],
    heard: 'Your phone is ringing. Answer it.',
  },
  'connected': {to: ANSWERED_LONG, seconds: 13, face: /^Connected \d\d:\d\d$/, told: [], heard: 'Connected to Anna.'},
  'busy': {to: BUSY, seconds: 11, face: 'Anna', told: ['Anna is busy. Try again later.'], heard: 'Anna is busy. Try again later.'},
  'no answer': {to: NO_ANSWER, seconds: 21, face: 'Anna', told: ['Anna did not answer. Try again later.'], heard: 'Anna did not answer. Try again later.'},
  'calling is switched off': {
    atOnce: true, to: ANSWERED_LONG, before: ({world}) => world.fault(CALLING_DISABLED), face: 'Anna',
    told: ['Calls to this kind of number are switched off. Ask your administrator.'],
    heard: 'Calls to this kind of number are switched off. Ask your administrator.',
  },
  'too many requests': {
    atOnce: true, to: THROTTLED, face: 'Anna', told: ['Too many requests. Try again in'], heard: /^Too many requests\. Try again in/,
  },
  'the session is gone': {
    atOnce: true, to: ANSWERED_LONG, before: ({world}) => world.revoke(), face: 'Anna', told: ['You were signed out. Sign in and try again.'],
    heard: 'You were signed out. Sign in and try again.',
  },
  'offline': {
    atOnce: true, to: ANSWERED_LONG, before: ({caller}) => caller.setOfflineMode(true), face: 'Anna',
    told: ['You are offline. Connect and try again.'], heard: 'You are offline. Connect and try again.',
  },
  'unconfirmed': {
    atOnce: true, to: DROPPED_AFTER, face: 'Anna', told: ['Your phone may still ring. If it stays silent, call again.'],
    heard: 'Your phone may still ring. If it stays silent, call again.',
  },
  'canceled': {
    to: OWN_PHONE_RINGS, cancels: true, before: ({world}) => world.options({cancelTakes: 1}), seconds: 2.2, face: 'Anna',
    told: [], heard: 'Call to Anna canceled.', never: NOT_CANCELED[0],
  },
  'the cancel is refused': {
    to: OWN_PHONE_RINGS, cancels: true, before: ({world}) => world.fault(CANCEL_REFUSED), face: 'Cancel',
    told: NOT_CANCELED, heard: NOT_CANCELED.join(' '),
  },
  'the cancel is lost': {
    to: OWN_PHONE_RINGS, cancels: true, seconds: 6, before: ({world}) => world.fault(CANCEL_LOST), face: 'Canceling…',
    told: NOT_CANCELED, heard: NOT_CANCELED.join(' '),
  },
};
