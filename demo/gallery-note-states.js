// The states of notes in `<rc-call-status>` that the gallery shows.
import {
  call, controlledCall, failedCall, LONG_NOTE, noteOn, unconfirmedCall,
} from './gallery-facts.js';

const ATTRIBUTES = {notes: true, outcomes: 'Reached,Left message,Call again'};
const NOTE = 'Wants the white rope by Friday. Call back about the cleats.';

const withNote = (name, shownCall, note, {facts, ...more} = {}) => ({
  name, cellClass: 'full', attributes: ATTRIBUTES,
  facts: {calls: [shownCall], ...(note && {notes: noteOn(shownCall, note)}), ...facts}, ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const NOTE_STATES = [
  withNote('notes: ringing', call('ringing-callee')),
  withNote('notes: talking', controlledCall()),
  withNote('notes: talking, begun', controlledCall(), {note: NOTE}),
  withNote('notes: after the call', call('ended')),
  withNote('notes: after the call, written', call('ended'), {note: NOTE, outcome: 'Reached'}),
  withNote('notes: saved', call('ended'), {note: NOTE, outcome: 'Reached', isSaved: true}),
  withNote('notes: outcome only, saved', call('ended'), {outcome: 'Left message', isSaved: true}),
  withNote('notes: near the limit', call('ended'), {note: LONG_NOTE}),
  withNote('notes: after a failed call', failedCall('no-answer', 'callee'), {outcome: 'Call again'}),
  withNote('notes: not confirmed', unconfirmedCall),
  withNote('notes: without outcomes', call('ended'), {note: NOTE}, {attributes: {notes: true}}),
  withNote('notes: an outcome that is no longer offered', call('ended'), {outcome: 'Wrong person'}),
  withNote('notes: two calls', controlledCall({key: 'second', name: 'Ben Okafor'}), null, {
    facts: {
      calls: [controlledCall({key: 'second', name: 'Ben Okafor'}), call('ended')],
      notes: noteOn(call('ended'), {note: NOTE, outcome: 'Reached', isSaved: true}),
    },
  }),
  withNote('notes: narrow', controlledCall(), {note: NOTE}, {cellClass: 'narrow'}),
  withNote('notes: narrow, saved', call('ended'), {note: NOTE, outcome: 'Reached', isSaved: true}, {
    cellClass: 'narrow',
  }),
];
