// node bench/inbound/run.mjs [RINGS]
// Measures over real HTTP and real sockets how long it takes from the platform's ring to the card,
// and to the name that the page's lookup gives. Half of the rings are told of by telephony sessions,
// the others by presence. Needs a build. Writes bench/results/inbound.json.
import {startSimulator} from '../../demo/simulator/server.js';
import {servePages} from '../../test/support/chromium.mjs';
import {keep} from '../results.mjs';
import {startBrowser} from '../support.mjs';
import {inboundPage} from './page.mjs';

/** Of each kind. */
const RINGS = Number(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 30);
const LOOKUP_MS = 200;
const RING_MS = 1_500;
/** So that rings do not fall in step with anything. */
const MAX_PAUSE_MS = 500;
const PRESENCE_SCOPES = ['ReadAccounts', 'RingOut', 'WebSocket', 'ReadPresence'];
const SCOPES = {sessions: [...PRESENCE_SCOPES, 'CallControl'], presence: PRESENCE_SCOPES};

const simulator = await startSimulator();
const site = await servePages({'inbound.html': inboundPage});
const browser = await startBrowser();

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Runs in the page. */
const takePainted = () => {
  const {painted} = globalThis;
  globalThis.painted = {};
  return painted;
};

async function openPage(source) {
  const world = simulator.world(`bench-${source}`);
  world.configure({scopes: SCOPES[source]});
  const {access_token: token} = world.signIn({});
  const parameters = new URLSearchParams({
    server: `${simulator.url}/w/bench-${source}`, token, lookupMs: String(LOOKUP_MS),
  });
  const page = await browser.newPage();
  await page.goto(`${site.url}/inbound.html#${parameters}`);
  await page.evaluate(() => globalThis.started);
  while (world.gateway.sockets().length === 0) await wait(100);
  await wait(1_000);
  return {page, world};
}

async function measureRing({page, world}, index) {
  await wait(Math.random() * MAX_PAUSE_MS);
  const {id, startedAt} = world.ring({from: `+1212555${String(100 + index).padStart(4, '0')}`});
  await wait(RING_MS);
  const {card, name} = await page.evaluate(takePainted);
  world.inbound(id).callerHangsUp();
  await page.evaluate(dismissAll);
  await wait(100);
  return {card: card - startedAt, name: name - startedAt};
}

/** Runs in the page. */
const dismissAll = () => {
  const {shadowRoot} = document.querySelector('rc-inbound-call');
  for (const button of shadowRoot.querySelectorAll('.dismiss')) button.click();
};

async function measure(source) {
  const stage = await openPage(source);
  const rings = [];
  for (let index = 0; index < RINGS; index++) rings.push(await measureRing(stage, index));
  await stage.page.close();
  return rings;
}

/** A percentile by nearest rank. */
function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(values.length * share) - 1]);
}

function summaryOf(rings) {
  const [card, name] = ['card', 'name'].map((what) => {
    const delays = rings.map((ring) => ring[what]);
    return {median: percentile(delays, 0.5), p95: percentile(delays, 0.95)};
  });
  return {card, name};
}

const result = {rings: RINGS, lookup: LOOKUP_MS};
for (const source of ['sessions', 'presence']) {
  result[source] = summaryOf(await measure(source));
  const {card, name} = result[source];
  console.log(`told of by ${source}, ${RINGS} rings: card after ${card.median} ms (median), ` +
    `${card.p95} ms (p95); name of a lookup of ${LOOKUP_MS} ms after ${name.median}, ${name.p95}`);
}
await browser.close();
await site.close();
await simulator.close();
keep('inbound', result);
