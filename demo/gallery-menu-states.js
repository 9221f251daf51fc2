// The states of `<rc-click-to-call>` with several numbers that the gallery shows.
import {call, controlledCall, SIGNED_OUT} from './gallery-facts.js';
import {openMenu, untilCallIsShown} from './gallery-steps.js';

const LINKS = `<a href="tel:+16505550101">Mobile (650) 555-0101</a>
  <a href="tel:+16505550102">Office (650) 555-0102</a>
  <a href="tel:+16505550103;ext=9">Northern Harbors Association, Purchasing Department (650) 555-0103 ext. 9</a>`;
const HANA = {name: 'Hana Kovač'};
const AT_THE_OFFICE = {to: '+16505550102', ...HANA};

const menu = (name, fields = {}) => ({name, attributes: HANA, html: LINKS, ...fields});

/**
 * The menu that is open. There is one in a page, the first of its states: a menu closes as another
 * one opens, and as it is scrolled out of view.
 *
 * @type {import('./gallery-states.js').State}
 */
export const OPEN_MENU = menu('several numbers, open', {
  cellClass: 'card', interact: openMenu, isInteractedLast: true,
});

/** @type {import('./gallery-states.js').State[]} */
export const MENU_STATES = [
  menu('several numbers', {cellClass: 'sizes', sizes: ['small', 'medium', 'large']}),
  menu('several numbers, label of the page', {html: `Three numbers ${LINKS}`}),
  menu('several numbers, signed out', {facts: SIGNED_OUT}),
  menu('several numbers, disabled', {attributes: {...HANA, disabled: true}}),
  menu('several numbers, ringing one of them', {
    facts: {calls: [call('ringing-callee', AT_THE_OFFICE)]}, cellClass: 'card', interact: untilCallIsShown,
  }),
  menu('several numbers, talking on one of them', {
    facts: {calls: [controlledCall(AT_THE_OFFICE)]}, interact: untilCallIsShown,
  }),
];
