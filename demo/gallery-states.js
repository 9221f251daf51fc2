// The states of each element that the gallery shows. None of them depends on how an element draws:
// `facts` is the content of its store, `interact` the step of a user that leads to the state.
import {
  ANNA, BEN_WITH_EXTENSION, call, CALLER_IDS, callError, controlledCall, DESK_PHONE, failedCall,
  FINAL_PHASES, FORTY_NUMBERS, NOT_NOW, NOW, numberList, PHONES_DESK_OFFLINE, PHONES_DESK_ONLINE,
  seconds, SIGNED_OUT, unconfirmedCall,
} from './gallery-facts.js';
import {
  BROWSER_BUTTON_STATES, BROWSER_INBOUND_STATES, BROWSER_PANEL_STATES, BROWSER_SELECT_STATES,
} from './gallery-browser-states.js';
import {INBOUND_STATES} from './gallery-inbound-states.js';
import {MENU_STATES, OPEN_MENU} from './gallery-menu-states.js';
import {NOTE_STATES} from './gallery-note-states.js';
import {PANEL_STATES} from './gallery-panel-states.js';
import {
  followLink, hangUp, later, openNumberCard, placeCall, press, typeOtherNumber, untilCallIsShown,
} from './gallery-steps.js';

/**
 * @typedef {object} State
 * @property {string} name Caption of the cell.
 * @property {Record<string, string | boolean>} [attributes] Of the element.
 * @property {Record<string, unknown>} [properties] Of the element.
 * @property {string} [html] Content of the element.
 * @property {object} [facts] Content of its store, where it differs from that of a signed-in user
 *   with three phones.
 * @property {string} [cellClass] Gives the cell the room that the state needs.
 * @property {string} [template] HTML in which the element replaces `<slot></slot>`.
 * @property {string[]} [sizes] One element for each of these sizes.
 * @property {(element: HTMLElement) => void} [interact] Does what the user does.
 * @property {boolean} [isInteractedLast] That is done after all else, at the top of the page.
 */

const inAllSizes = (state) =>
  ({...state, cellClass: 'sizes', sizes: ['small', 'medium', 'large']});

const afterCall = (name, facts, more = {}) => {
  const isOver = (facts.calls ?? []).every(({phase}) => FINAL_PHASES.includes(phase));
  const interact = isOver ? placeCall : untilCallIsShown;
  return {name, attributes: ANNA, facts, interact, ...more};
};

/** @type {Record<string, State[]>} */
export const STATES = {
  'rc-click-to-call': [
    OPEN_MENU,
    inAllSizes({name: 'link, signed out', attributes: ANNA, facts: SIGNED_OUT}),
    inAllSizes({name: 'button, signed in', attributes: ANNA}),
    inAllSizes({name: 'with a text message', attributes: {...ANNA, sms: true}}),
    inAllSizes({name: 'number as label', attributes: {to: '+16505550101'}}),
    inAllSizes({name: 'with an extension', attributes: {to: '+16505550102;ext=227'}}),
    inAllSizes({name: 'label and icon of the page', attributes: ANNA, html: `<svg slot="icon" viewBox="0 0 24 24" aria-hidden="true"
      ><path d="M12 3l2.8 5.9 6.2.8-4.5 4.4 1.1 6.4-5.6-3.1-5.6 3.1 1.1-6.4L3 9.7l6.2-.8z"/></svg>Call sales`}),
    inAllSizes({name: 'disabled', attributes: {...ANNA, sms: true, disabled: true}}),
    inAllSizes({name: 'disabled link', attributes: {...ANNA, disabled: true}, facts: SIGNED_OUT}),
    {
      name: 'in a dense table', attributes: {...ANNA, size: 'small', sms: true}, cellClass: 'full',
      template: `<table>
      <tr><td>Plain text</td><td>+1 650 555 0100</td></tr><tr><td>Ours</td><td><slot></slot></td></tr>
      <tr><td>Plain text</td><td>+1 650 555 0103</td></tr></table>`,
    },
    {
      name: 'in a sentence', attributes: {...ANNA, size: 'small'},
      template: '<p>Ask <slot></slot> when the ropes arrive.</p>',
    },
    afterCall('placing', {calls: [call('placing', {id: null})]}, {cellClass: 'card'}),
    afterCall('ringing your phone', {calls: [call('ringing-caller')]}, {cellClass: 'card'}),
    afterCall('ringing the other party', {calls: [call('ringing-callee')]}, {cellClass: 'card'}),
    afterCall('canceling', {calls: [call('canceling')]}, {cellClass: 'card'}),
    afterCall('connected', {calls: [call('connected')]}),
    {
      name: 'connected, asked for more', attributes: ANNA, facts: {calls: [call('connected')]},
      cellClass: 'card',
      interact: async (element) => {
        await untilCallIsShown(element);
        later(() => press(element));
      },
    },
    afterCall('connected, extension to dial', {calls: [call('connected', BEN_WITH_EXTENSION)]}, {
      attributes: {to: '+16505550102;ext=227', name: 'Ben Okafor'}, cellClass: 'card',
    }),
    afterCall('connected, to hang up', {calls: [controlledCall()]}),
    afterCall('hanging up', {calls: [controlledCall()], isActionPending: true}, {interact: hangUp}),
    afterCall('not hung up', {calls: [controlledCall()], actionRefusal: NOT_NOW}, {
      interact: hangUp, cellClass: 'card',
    }),
    afterCall('ringing the other party, to hang up', {
      calls: [call('ringing-callee', {can: ['hang-up']})],
    }, {cellClass: 'card'}),
    afterCall('state not known just now', {calls: [call('ringing-callee', {stale: true})]}, {
      cellClass: 'card',
    }),
    afterCall('failed: busy', {calls: [failedCall('busy', 'callee')]}, {cellClass: 'card'}),
    afterCall('failed: your phone', {calls: [failedCall('unreachable', 'caller')]}, {
      cellClass: 'card',
    }),
    afterCall('not confirmed', {calls: [unconfirmedCall]}, {cellClass: 'card'}),
    afterCall('refused by the page', {
      refusal: callError('do-not-call', {message: 'Anna asked us not to call her again.'}),
    }, {cellClass: 'card'}),
    afterCall('limited', {
      refusal: callError('rate-limited', {retryAt: NOW + seconds(42)}),
    }, {cellClass: 'card'}),
    afterCall('asked first', {}, {attributes: {...ANNA, confirm: 'always'}, cellClass: 'card'}),
    {
      name: 'after the link: other ways', attributes: ANNA, facts: SIGNED_OUT,
      cellClass: 'card-tall', interact: followLink,
    },
    {
      name: 'national, country not known', attributes: {to: '020 7946 0018', country: 'ZZ'},
      cellClass: 'card', interact: placeCall,
    },
    afterCall('small, ringing', {calls: [call('ringing-caller')]}, {
      attributes: {...ANNA, size: 'small'}, cellClass: 'card',
    }),
    afterCall('small, connected', {calls: [call('connected')]}, {
      attributes: {...ANNA, size: 'small'},
    }),
    afterCall('large, ringing', {calls: [call('ringing-caller')]}, {
      attributes: {...ANNA, size: 'large'}, cellClass: 'card',
    }),
    afterCall('large, connected', {calls: [call('connected')]}, {
      attributes: {...ANNA, size: 'large'},
    }),
    ...['small', 'large'].map((size) =>
      afterCall(`${size}, connected, to hang up`, {calls: [controlledCall()]}, {
        attributes: {...ANNA, size},
      })),
    ...MENU_STATES,
    ...BROWSER_BUTTON_STATES,
  ],

  'rc-number-select': [
    {name: 'which phone rings'},
    {name: 'chosen', facts: {choices: {from: '+16505550153'}}},
    {name: 'a phone is offline', facts: {fromNumbers: numberList('ready', PHONES_DESK_OFFLINE)}},
    {
      name: 'the chosen phone is offline',
      facts: {fromNumbers: numberList('ready', PHONES_DESK_OFFLINE), choices: {from: DESK_PHONE}},
    },
    {
      name: 'the chosen phone is online',
      facts: {fromNumbers: numberList('ready', PHONES_DESK_ONLINE), choices: {from: DESK_PHONE}},
    },
    {
      name: 'the chosen phone is offline, narrow', cellClass: 'narrow',
      facts: {fromNumbers: numberList('ready', PHONES_DESK_OFFLINE), choices: {from: DESK_PHONE}},
    },
    {name: 'what they see, with a default', attributes: {kind: 'caller-id'}},
    {
      name: 'default hidden', attributes: {kind: 'caller-id'},
      facts: {callerIds: numberList('ready', CALLER_IDS, {default: {blocked: true}})},
    },
    {name: 'many, with a filter', facts: {fromNumbers: numberList('ready', FORTY_NUMBERS)}},
    {name: 'loading', facts: {fromNumbers: numberList('loading')}},
    {name: 'signed out', facts: {...SIGNED_OUT, fromNumbers: numberList('idle')}},
    {name: 'none there', facts: {fromNumbers: numberList('ready')}},
    {
      name: 'could not be read',
      facts: {fromNumbers: numberList('error', [], {error: callError('server-error')})},
    },
    {
      name: 'not allowed', attributes: {kind: 'caller-id'},
      facts: {callerIds: numberList('error', [], {error: callError('permission-missing')})},
    },
    {name: 'remembered number is gone', facts: {choices: {dropped: {from: '+16505550158'}}}},
    {name: 'another number', interact: typeOtherNumber('')},
    {name: 'another number, not whole', interact: typeOtherNumber('650 555')},
    {name: 'required', attributes: {required: true}},
    {name: 'disabled', attributes: {disabled: true}},
    {
      name: 'own label, narrow', attributes: {label: 'Ring which phone first?'},
      cellClass: 'narrow', facts: {choices: {from: '+16505550152'}},
    },
    ...BROWSER_SELECT_STATES,
  ],

  'rc-call-status': [...PANEL_STATES, ...BROWSER_PANEL_STATES, ...NOTE_STATES],

  'rc-inbound-call': [...INBOUND_STATES, ...BROWSER_INBOUND_STATES],

  'rc-session': [
    {name: 'signed out', cellClass: 'full', facts: SIGNED_OUT},
    {name: 'looking for a session', cellClass: 'full', facts: {session: {state: 'restoring'}}},
    {name: 'signing in', cellClass: 'full', facts: {session: {state: 'signing-in'}}},
    {name: 'window was blocked', cellClass: 'full', facts: {session: {
      state: 'signed-out', signInUrl: 'about:blank', error: {
        code: 'popup-blocked', message: 'The browser blocked the sign-in window. Open it by the link.',
      },
    }}},
    {name: 'signed in', cellClass: 'full'},
    {name: 'signed in, scope missing', cellClass: 'full', facts: {session: {missingScopes: ['RingOut']}}},
    {name: 'session over', cellClass: 'full', facts: {session: {state: 'expired', user: null}}},
    {name: 'went wrong', cellClass: 'full', facts: {session: {state: 'error', user: null, error: {
      code: 'offline', message: 'You are offline, so nobody could be signed in. Connect and try again.',
    }}}},
    {name: 'a secret in the page', cellClass: 'full', attributes: {jwt: 'x'}, facts: SIGNED_OUT},
    {name: 'narrow', cellClass: 'narrow'},
  ],

  'rc-number-links': [
    {
      name: 'overlay',
      html: '<p>Call the boatyard at (650) 555-0101, or Ben at +1 650 555 0102 ext. 227, before noon.</p>',
    },
    ...[
      ['card, ringing', {calls: [call('ringing-caller', {name: undefined})]}],
      ['card, connected', {calls: [call('connected', {name: undefined})]}],
      ['card, to hang up', {calls: [controlledCall({name: undefined})]}],
      ['card, on hold', {calls: [controlledCall({name: undefined, held: true})]}],
    ].map(([name, facts]) => ({
      name, facts, cellClass: 'card-above', interact: openNumberCard,
      html: '<p>Call the boatyard at (650) 555-0101 before noon.</p>',
    })),
    {
      name: 'inline', attributes: {mode: 'inline'},
      html: '<p>Call the boatyard at (650) 555-0101 before noon.</p>',
    },
    {
      name: 'inline, in a dense table', attributes: {mode: 'inline'}, cellClass: 'full',
      html: '<table><tr><td>Boatyard</td><td>(650) 555-0101</td></tr><tr><td>Ben</td><td>(650) 555-0102</td></tr></table>',
    },
  ],
};
