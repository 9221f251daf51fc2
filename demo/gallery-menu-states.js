// The states of `<rc-click-to-call>` with several numbers that the gallery shows.
import {call, controlledCall, SIGNED_OUT} from './gallery-facts.js';
import {press, untilCallIsShown} from './gallery-steps.js';

const LINKS = `<a href="tel:+16505550101">Mobile (650) 555-0101</a>
  <a href="tel:+16505550102">Office (650) 555-0102</a> <a href="tel:+16505550103;ext=9">Home (650) 555-0103 ext. 9</a>`;
const LONG_LINKS = `<a href="tel:+16505550101">Private mobile, evenings and weekends only (650) 555-0101</a>
  <a href="tel:+16505550102">Northern Harbors Association, Purchasing Department (650) 555-0102</a>`;
const HANA = {name: 'Hana Kovač'};

const menu = (name, fields = {}) => ({name, attributes: HANA, html: LINKS, ...fields});
const openMenu = (name, fields = {}) =>
  menu(name, {cellClass: 'card', interact: (element) => press(element), ...fields});

/** @type {import('./gallery-states.js').State[]} */
export const MENU_STATES = [
  menu('several numbers', {cellClass: 'sizes', sizes: ['small', 'medium', 'large']}),
  menu('several numbers, signed out', {facts: SIGNED_OUT}),
  menu('several numbers, disabled', {attributes: {...HANA, disabled: true}}),
  openMenu('several numbers, open'),
  openMenu('several numbers, open, small', {attributes: {...HANA, size: 'small'}}),
  openMenu('several numbers, open, signed out', {facts: SIGNED_OUT}),
  openMenu('several numbers, open, one is talked to', {
    facts: {calls: [controlledCall({to: '+16505550102', name: 'Hana Kovač'})]},
    interact: async (element) => {
      await untilCallIsShown(element);
      press(element);
    },
  }),
  menu('several numbers, ringing', {
    facts: {calls: [call('ringing-callee', {to: '+16505550102', name: 'Hana Kovač'})]},
    cellClass: 'card', interact: untilCallIsShown,
  }),
  openMenu('several numbers, open, long', {html: LONG_LINKS}),
  openMenu('several numbers, open, narrow', {html: LONG_LINKS, cellClass: 'narrow card'}),
];
