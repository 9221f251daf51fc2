// What the demo adds to a page that uses rc-click-to-call. A page of your own needs none of it.
import {scenarios} from './simulator/scenarios.js';

/** From `npm start` or `npm run build:demo`; absent where the folder is served by anything else. */
const {clientId, server, redirectUri, simulated = false, why} = await window.RC_DEMO ?? {};

// Which RingCentral: attributes that a page would carry in its HTML.
if (clientId) {
  const session = document.querySelector('rc-session');
  session.setAttribute('server', server);
  session.setAttribute('redirect-uri', redirectUri);
  session.setAttribute('client-id', clientId);
  document.querySelector('#server').textContent = new URL(server).host;
}
const world = clientId ? simulated ? 'simulated' : 'real' : 'none';
for (const part of document.querySelectorAll('[data-world]')) part.hidden = part.dataset.world !== world;
if (why) document.querySelector('[data-world=none]').textContent = why;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const national = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

function scenarioItem({number, description}) {
  const button = make('rc-click-to-call', {}, national(number));
  button.setAttribute('to', number);
  button.setAttribute('size', 'small');
  // Calls to Canada would be asked about first; here it is what happens next that counts.
  button.setAttribute('confirm', 'never');
  return make('li', {}, button, ' ', make('span', {}, description));
}
if (simulated) document.querySelector('#scenario-list').append(...scenarios.map(scenarioItem));

/** The gist of an event, for one line. */
function gist({type, detail}) {
  const {call, error, state, user, to, until, primary} = detail;
  switch (type) {
    case 'rc-session-change': return [state, user?.name].filter(Boolean).join(', ');
    case 'rc-call-request': return to;
    case 'rc-call-change': return [call.phase, call.stale && 'stale'].filter(Boolean).join(', ');
    case 'rc-call-end': return [call.phase, primary && 'primary'].filter(Boolean).join(', ');
    case 'rc-call-error': return [error.code, error.leg].filter(Boolean).join(', ');
    case 'rc-limit-change': return until === null ? 'over' : `until ${new Date(until).toLocaleTimeString()}`;
    default: return '';
  }
}

const log = document.querySelector('#log');
const MOST = 100;

function logEvent(event) {
  const summary = make('summary', {}, make('time', {}, new Date().toLocaleTimeString('en', {hourCycle: 'h23'})),
    ' ', make('b', {}, event.type), ' ', make('span', {}, gist(event)));
  log.prepend(make('li', {}, make('details', {}, summary, make('pre', {}, JSON.stringify(event.detail, null, 2)))));
  while (log.children.length > MOST) log.lastElementChild.remove();
}

// All of them bubble up to the document, whichever element they come from.
const EVENTS = [
  'rc-session-change', 'rc-call-request', 'rc-call-change', 'rc-call-end', 'rc-call-error', 'rc-limit-change',
];
for (const type of EVENTS) document.addEventListener(type, logEvent);
document.querySelector('#clear').addEventListener('click', () => log.replaceChildren());

document.querySelector('#scheme').addEventListener('change', ({target}) => {
  document.documentElement.dataset.scheme = target.value;
});
document.querySelector('#rtl').addEventListener('change', ({target}) => {
  document.documentElement.dir = target.checked ? 'rtl' : 'ltr';
});
