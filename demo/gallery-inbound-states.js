// The states of `<rc-inbound-call>` that the gallery shows.
import {NOW, seconds} from './gallery-facts.js';

const ANNA = {id: 'anna', name: 'Anna Lindqvist', detail: 'Lindqvist Boatyard'};
const BEN = {id: 'ben', name: 'Ben Okafor', detail: 'Okafor & Sons'};
const CHLOE = {id: 'chloe', name: 'Chloé Martin', detail: 'Atelier Marine'};
const LONG = {
  id: 'long', name: 'Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Harbors',
  detail: 'Association of Independent Ship Chandlers and Sailmakers, Purchasing Department',
};

const ADDRESSES = {
  'contact-url': 'https://crm.example/contacts/{id}',
  'fallback-url': 'https://crm.example/search?q={e164}',
};

const call = (fields = {}) => Object.freeze({
  key: 'inbound', from: '+16505550101', fromName: 'A LINDQVIST', to: '+16505550172',
  phase: 'ringing', startedAt: NOW - seconds(4), ...fields,
});
const answeredCall = (fields = {}) =>
  call({phase: 'answered', answeredAt: NOW - seconds(83), ...fields});
const withoutNumber = (fields = {}) => {
  const {from, fromName, ...others} = call(fields);
  return others;
};

/** Calls from numbers that these contacts have. */
const state = (name, calls, {contacts = [ANNA], ...more} = {}) => ({
  name, cellClass: 'full', attributes: ADDRESSES, facts: {inbound: calls},
  properties: {resolveContact: () => contacts}, ...more,
});

/** @type {import('./gallery-states.js').State[]} */
export const INBOUND_STATES = [
  state('nobody calls', []),
  state('a contact', [call()]),
  state('being looked up', [call()], {
    properties: {resolveContact: () => new Promise(() => {})},
  }),
  state('no contact, with a name from the network', [call({fromName: 'WIRELESS CALLER'})], {
    contacts: [],
  }),
  state('no contact, without a name', [call({fromName: undefined})], {contacts: []}),
  state('two contacts', [call()], {contacts: [ANNA, BEN]}),
  state('more contacts than shown', [call()], {
    contacts: [ANNA, BEN, CHLOE, LONG, {...ANNA, id: '5'}, {...BEN, id: '6'}],
  }),
  state('the number is hidden', [withoutNumber()]),
  state('a colleague', [{...withoutNumber(), extension: '102', fromName: 'Sam Rivera'}]),
  state('by a queue', [call({queue: 'Support', to: '+18005550171'})]),
  state('by a queue without a name', [call({queue: '', to: '+18005550171'})]),
  state('answered', [answeredCall()]),
  state('missed', [call({phase: 'missed', endedAt: NOW})]),
  state('ended', [answeredCall({phase: 'ended', endedAt: NOW})]),
  state('answered elsewhere', [
    call({phase: 'ended', elsewhere: true, queue: 'Support', to: '+18005550171', endedAt: NOW}),
  ]),
  state('declined', [call({phase: 'ended', declined: true, endedAt: NOW})]),
  state('two at once', [
    call({key: 'second', from: '+12125550141', fromName: 'WIRELESS CALLER'}), answeredCall(),
  ], {properties: {resolveContact: (number) => number === '+16505550101' ? ANNA : null}}),
  state('without addresses', [call()], {attributes: {}}),
  state('long name', [call()], {contacts: [LONG]}),
  state('narrow', [call()], {cellClass: 'narrow'}),
  state('narrow, two contacts', [call()], {cellClass: 'narrow', contacts: [ANNA, BEN]}),
  state('narrow, long name', [answeredCall({queue: 'Support'})], {
    cellClass: 'narrow', contacts: [LONG],
  }),
];
