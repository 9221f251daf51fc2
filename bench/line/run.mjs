// node bench/line/run.mjs [--quick] [--beside=FOLDER]
// Measures pages over a slow line with an empty cache: the waves of scripts and the time until a button
// can call, for a user who is signed in, and from the click to the request that places the call. Once
// with our own sign-in, once with the page's SDK, and until ringcentral-c2d offers a number. `--beside`
// measures the `dist/cdn` of another build in the same run. Needs a build. Writes
// bench/results/line.json.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {startSimulator} from '../../demo/simulator/server.js';
import {root} from '../../scripts/run.mjs';
import {consent, popupOf, press} from '../../test/pages/support.mjs';
import {keep, quick, show, spread} from '../results.mjs';
import {startBrowser} from '../support.mjs';
import {c2dPage, emptyPage, pagesOf, signInPage} from './pages.mjs';
import {filesOf, startSite} from './site.mjs';
import {LINES, visit} from './visit.mjs';

const ROUNDS = quick ? 1 : 3;
const KINDS = ['own', 'host'];
/** HTML, the script, and what the script asks for. */
const ROUND_TRIPS = 3;
/** The time in which a call reaches the simulator in any case. */
const CALL_TIMEOUT_MS = 30_000;

const beside = process.argv.find((argument) => argument.startsWith('--beside='))?.slice('--beside='.length);
/** Path on the site → folder. */
const BUILDS = {'/rc': path.join(root, 'dist/cdn'), ...(beside && {'/beside': beside})};
const c2dFile = path.join(root, 'node_modules/ringcentral-c2d/build/index.js');

const simulator = await startSimulator();
const world = simulator.world('line');
// The clicks of a minute are more than RingCentral takes from one user.
world.configure({limits: {heavy: null}});
const server = `${simulator.url}/w/line`;
const {access_token: token} = world.signIn({});
const site = await startSite({
  '/empty.html': emptyPage, '/c2d.html': c2dPage, '/c2d.js': readFileSync(c2dFile),
  '/rc/sign-in.html': signInPage('/rc', server),
  ...Object.assign({}, ...Object.entries(BUILDS).flatMap(([home, folder]) =>
    [filesOf(folder, home), pagesOf(home, {server, token})])),
});
const browser = await startBrowser();

/** What the storage of a user's browser holds after a sign-in. */
async function storageAfterSignIn() {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${site.origin}/rc/sign-in.html`);
  await consent(await popupOf(context, () => press(page, 'Sign in')));
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith('/user')));
  const storage = await page.evaluate(() => ({...localStorage}));
  await context.close();
  return storage;
}

const storage = await storageAfterSignIn();

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Clicks, and resolves with the ms until the simulator got the request. */
async function click(page) {
  const callCount = world.facts.calls.length;
  const clickedAt = await page.evaluate(() => {
    const now = Date.now();
    document.querySelector('rc-click-to-call').shadowRoot.querySelector('button').click();
    return now;
  });
  const lastTry = Date.now() + CALL_TIMEOUT_MS;
  while (world.facts.calls.length === callCount) {
    if (Date.now() > lastTry) throw new Error('The click placed no call.');
    await wait(5);
  }
  return world.facts.calls.at(-1).startedAt - clickedAt;
}

/** The pointer is on the button until everything has loaded that it made the page load. */
async function clickWhenWarm(page) {
  await page.hover('rc-click-to-call');
  await page.waitForNetworkIdle({idleTime: 1_500});
  return click(page);
}

const open = (page, line, act) =>
  visit(browser, {url: `${site.origin}${page}.html`, line, storage}, act);

/**
 * No page can be ready sooner: it waits for three answers and the bytes that the button needs. The
 * answers of the API may come while the line is still busy with bytes that only the button needs.
 */
function floorOf({bytes, bytesBeforeApi, apiRoundTrips, waves}, {latencyMs, bytesPerSecond}) {
  const timeOf = (count) => 1000 * count / bytesPerSecond;
  const apiMs = timeOf(bytesBeforeApi) + apiRoundTrips * latencyMs;
  const ms = ROUND_TRIPS * latencyMs + Math.max(timeOf(bytes), apiMs);
  return {bytes, apiRoundTrips, waves, ms: Math.round(ms)};
}

/** One round for a page: opened twice, once clicked at once, once with the pointer on it before. */
async function measureRound(page, line) {
  const cold = await open(page, line, click);
  const warm = await open(page, line, clickWhenWarm);
  return {cold, warm};
}

function summaryOf(rounds, {waves, ...floor}, {latencyMs}) {
  const visits = rounds.flatMap(({cold, warm}) => [cold, warm]);
  return {
    roundTripMs: latencyMs,
    waves,
    ready: spread(visits.map(({readyMs}) => readyMs), 0),
    floor,
    ratio: spread(visits.map(({readyMs}) => readyMs / floor.ms)),
    coldClick: spread(rounds.map(({cold}) => cold.acted), 0),
    warmClick: spread(rounds.map(({warm}) => warm.acted), 0),
  };
}

async function measureLine(line) {
  const pages = Object.keys(BUILDS).flatMap((home) => KINDS.map((kind) => `${home}/${kind}`));
  const rounds = Object.fromEntries(pages.map((page) => [page, []]));
  const floors = {};
  // A page with the button and the session alone loads nothing that the button does not need: with
  // more on the page, a later wave of scripts may come before the API has answered.
  for (const page of pages) floors[page] = floorOf(await open(`${page}-bare`, line), line);
  const c2d = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const page of pages) rounds[page].push(await measureRound(page, line));
    c2d.push((await open('/c2d', line)).readyMs);
  }
  const summaries = Object.fromEntries(pages.map((page) => [page, summaryOf(rounds[page], floors[page], line)]));
  return {summaries, c2d: spread(c2d, 0)};
}

function print(name, {summaries, c2d}) {
  console.log(`${name}: ringcentral-c2d offers a number after ${show(c2d)} ms`);
  for (const [page, {waves, ready, floor, ratio, coldClick, warmClick}] of Object.entries(summaries)) {
    console.log(`  ${page.padEnd(14)} ${waves} waves, ready after ${show(ready)} ms = ${show(ratio)} × the floor of ${floor.ms} ms (${floor.bytes} bytes, ${floor.apiRoundTrips} round trips to the API)
                 click → POST ${show(coldClick)} ms, with the pointer on it before ${show(warmClick)} ms`);
  }
}

const measured = {};
for (const [name, line] of Object.entries(LINES)) {
  measured[name] = await measureLine(line);
  print(name, measured[name]);
}
await browser.close();
await site.close();
await simulator.close();

const resultOf = ({summaries, c2d}) =>
  ({...Object.fromEntries(KINDS.map((kind) => [kind, summaries[`/rc/${kind}`]])), c2d});
const lines = Object.fromEntries(Object.entries(measured).map(([name, each]) => [name, resultOf(each)]));
keep('line', {lines});
