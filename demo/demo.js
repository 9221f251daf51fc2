// Makes a demo of a page that uses rc-click-to-call: the lists of scenarios, the event log, the
// looks. Your own page needs none of it.
import {showPhoneTools} from './browser-phone.js';
import {showCallerTools} from './callers.js';
import {createElement} from './create-element.js';
import {formatNational} from './format.js';
import {scenarios} from './simulator/scenarios.js';

const MAX_LOGGED_EVENTS = 100;

/** Set by `npm start` and `npm run build:demo`; missing if the folder is served by other means. */
const {clientId, server, redirectUri, simulated = false, why} = await window.RC_DEMO ?? {};

// A page of your own writes these attributes into its HTML.
if (clientId) {
  const session = document.querySelector('rc-session');
  session.setAttribute('server', server);
  session.setAttribute('redirect-uri', redirectUri);
  session.setAttribute('client-id', clientId);
  document.querySelector('#server').textContent = new URL(server).host;
}

/** Which of the page's texts on RingCentral apply: `simulated`, `real` or `none`. */
function currentWorld() {
  if (!clientId) return 'none';
  return simulated ? 'simulated' : 'real';
}
for (const part of document.querySelectorAll('[data-world]')) {
  part.hidden = part.dataset.world !== currentWorld();
}
if (why) document.querySelector('[data-world=none]').textContent = why;

function scenarioItem({number, description}) {
  const button = createElement('rc-click-to-call', {}, formatNational(number));
  button.setAttribute('to', number);
  button.setAttribute('size', 'small');
  // Calls to Canada would ask first, and hide the outcome that the scenario shows.
  button.setAttribute('confirm', 'never');
  return createElement('li', {}, button, ' ', createElement('span', {}, description));
}
if (simulated) {
  document.querySelector('#scenario-list').append(...scenarios.map(scenarioItem));
  showCallerTools(server);
  showPhoneTools(server);
}

const joinGiven = (...parts) => parts.filter(Boolean).join(', ');

/** The most telling part of each event's detail, for one line of the log. */
const SUMMARIES = {
  'rc-session-change': ({state, user}) => joinGiven(state, user?.name),
  'rc-call-request': ({to}) => to,
  'rc-call-change': ({call}) => joinGiven(call.phase, call.stale && 'stale'),
  'rc-call-end': ({call, primary}) => joinGiven(call.phase, primary && 'primary'),
  'rc-call-note': ({note, outcome, primary}) => joinGiven(outcome, note, primary && 'primary'),
  'rc-call-details': ({details, primary}) =>
    joinGiven(details.result, `${details.duration} s`, primary && 'primary'),
  'rc-call-error': ({error}) => joinGiven(error.code, error.leg),
  'rc-inbound-change': ({inbound, contacts, primary}) => joinGiven(
    inbound.phase, contacts?.map(({name}) => name).join(' or '), primary && 'primary'),
  'rc-inbound-open': ({inbound, contact}) => contact?.name ?? inbound.from,
  'rc-limit-change': ({until}) =>
    until === null ? 'over' : `until ${new Date(until).toLocaleTimeString()}`,
};

const log = document.querySelector('#log');

function logEvent({type, detail}) {
  const time = new Date().toLocaleTimeString('en', {hourCycle: 'h23'});
  const summary = createElement('summary', {},
    createElement('time', {}, time), ' ',
    createElement('b', {}, type), ' ',
    createElement('span', {}, SUMMARIES[type](detail)));
  const json = createElement('pre', {}, JSON.stringify(detail, null, 2));
  log.prepend(createElement('li', {}, createElement('details', {}, summary, json)));
  while (log.children.length > MAX_LOGGED_EVENTS) log.lastElementChild.remove();
}

// Events of all elements bubble up to the document.
for (const type of Object.keys(SUMMARIES)) document.addEventListener(type, logEvent);
document.querySelector('#clear').addEventListener('click', () => log.replaceChildren());

document.querySelector('#scheme').addEventListener('change', ({target}) => {
  document.documentElement.dataset.scheme = target.value;
});
document.querySelector('#rtl').addEventListener('change', ({target}) => {
  document.documentElement.dir = target.checked ? 'rtl' : 'ltr';
});
