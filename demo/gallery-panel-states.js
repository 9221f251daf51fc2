// The states of `<rc-call-status>` that the gallery shows.
import {
  BEN_WITH_EXTENSION, call, callError, controlledCall, failedCall, NOT_NOW, NOW, seconds,
  unconfirmedCall,
} from './gallery-facts.js';
import {pressPart} from './gallery-steps.js';

/** The call of a panel, and the button that the user presses. */
const inPanel = (name, shownCall, {pressed, facts, ...more} = {}) => ({
  name, cellClass: 'full', facts: {calls: [shownCall], ...facts},
  ...(pressed && {interact: pressPart(pressed)}), ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const PANEL_STATES = [
  {name: 'no call yet', cellClass: 'full'},
  ...[
    'placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling', 'ended', 'canceled',
  ].map((phase) => ({
    name: phase, cellClass: 'full', facts: {calls: [call(phase)]},
  })),
  {
    name: 'connected, extension to dial', cellClass: 'full',
    facts: {calls: [call('connected', BEN_WITH_EXTENSION)]},
  },
  inPanel('connected, with controls', controlledCall()),
  inPanel('on hold', controlledCall(), {pressed: 'hold'}),
  inPanel('on hold on the phone', controlledCall({held: true})),
  inPanel('muted', controlledCall(), {pressed: 'mute'}),
  inPanel('muted on the phone', controlledCall({muted: true})),
  inPanel('on hold and muted', controlledCall({muted: true}), {pressed: 'hold'}),
  inPanel('on its way to RingCentral', controlledCall(), {
    pressed: 'hold', facts: {isActionPending: true},
  }),
  inPanel('not done', controlledCall(), {pressed: 'mute', facts: {actionRefusal: NOT_NOW}}),
  inPanel('with "Hang up" only', controlledCall(), {attributes: {controls: 'hang-up'}}),
  inPanel('ringing, to hang up', call('ringing-callee', {can: ['hang-up']})),
  inPanel('voicemail answered', controlledCall({voicemail: true})),
  inPanel('ended by the user', call('ended', {endedBy: 'caller'})),
  inPanel('ended by the other party', call('ended', {endedBy: 'callee'})),
  inPanel('ended after voicemail', call('ended', {voicemail: true, endedBy: 'caller'})),
  {name: 'failed: busy', cellClass: 'full', facts: {calls: [failedCall('busy', 'callee')]}},
  inPanel('failed: wrong number', failedCall('to-invalid', 'callee')),
  inPanel('failed: blocked', failedCall('destination-blocked', 'callee')),
  {
    name: 'failed: your phone', cellClass: 'full',
    facts: {calls: [failedCall('unreachable', 'caller')]},
  },
  {name: 'not confirmed', cellClass: 'full', facts: {calls: [unconfirmedCall]}},
  {
    name: 'state not known just now', cellClass: 'full',
    facts: {calls: [call('ringing-callee', {stale: true})]},
  },
  {name: 'limited, two calls', cellClass: 'full', facts: {
    limit: {until: NOW + seconds(42)},
    calls: [
      call('ringing-caller', {key: 'second', name: 'Ben Okafor', to: '+16505550102'}),
      call('ended'),
    ],
  }},
  {
    name: 'without a name', cellClass: 'full',
    facts: {calls: [call('ringing-callee', {name: undefined})]},
  },
  {name: 'narrow', cellClass: 'narrow', facts: {calls: [call('connected')]}},
  inPanel('narrow, with controls', controlledCall(), {cellClass: 'narrow'}),
  inPanel('narrow, muted on the phone', controlledCall({muted: true}), {cellClass: 'narrow'}),
  {name: 'narrow, failed, long name', cellClass: 'narrow', facts: {calls: [
    call('failed', {
      name: 'Wilhelmina Featherstonehaugh-Cholmondeley', callerStatus: 'Success',
      error: callError('no-answer', {leg: 'callee'}),
    }),
  ]}},
];
