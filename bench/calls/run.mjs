// node bench/calls/run.mjs [CALLS]
// Measures calls at real speed over real HTTP and real sockets, each in a page and a world of its
// own: the requests that a call takes, and the delay between a change at the platform and its
// sentence on the screen. Half of the calls are told of by push, the others are followed by requests
// alone. Needs a build. Writes bench/results/calls.json.
import {startSimulator} from '../../demo/simulator/server.js';
import {servePages} from '../../test/support/chromium.mjs';
import {keep} from '../results.mjs';
import {startBrowser} from '../support.mjs';
import {callPage, openFrames, placeCall, sentencesOf} from './page.mjs';

/** Of each kind. */
const CALLS = Number(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 20);
const START_INTERVAL_MS = 87;
const TALK_MS = 60_000;
/** So that hang-ups do not fall in step with the requests. */
const MAX_EXTRA_TALK_MS = 5_000;
/** After this time a page knows of the end. */
const END_WAIT_MS = 8_000;
/** The seconds of the scenario `answered-long` at which the phones are answered. */
const CALLER_ANSWERS_MS = 6_000;
const CALLEE_ANSWERS_MS = 12_000;
const PUSH_SCOPES = ['ReadAccounts', 'RingOut', 'WebSocket', 'CallControl', 'ReadPresence'];
const ABOUT_CALLS = /\/ring-out|\/telephony\/sessions|\/wstoken/;
const VIEWPORT = {width: 1600, height: 2400};

const simulator = await startSimulator();
const site = await servePages({
  'calls.html': '<title>Calls</title><style>iframe { width: 300px; height: 280px }</style>',
  'call.html': callPage,
});
const browser = await startBrowser();
const page = await browser.newPage();
await page.setViewport(VIEWPORT);
await page.goto(`${site.url}/calls.html`);

/** `speed` differs from call to call, so that phases do not fall in step with the requests. */
const calls = Array.from({length: 2 * CALLS}, (_, index) => {
  const hasPush = index % 2 === 0;
  const world = simulator.world(`bench-${index}`);
  const speed = 0.8 + 0.4 * index / (2 * CALLS);
  world.configure({speed, ...(hasPush && {scopes: PUSH_SCOPES})});
  const {access_token: token} = world.signIn({});
  const parameters = new URLSearchParams({server: `${simulator.url}/w/bench-${index}`, token});
  return {index, hasPush, speed, world, address: `${site.url}/call.html#${parameters}`};
});

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function measureCall({index, hasPush, speed, world}) {
  await wait(index * START_INTERVAL_MS);
  await page.evaluate(placeCall, index);
  const [{startedAt, id}] = world.facts.calls;
  const ringingAt = startedAt + CALLER_ANSWERS_MS / speed;
  const connectedAt = startedAt + CALLEE_ANSWERS_MS / speed;
  await wait(connectedAt + TALK_MS + Math.random() * MAX_EXTRA_TALK_MS - Date.now());
  const {length: requests} = world.requests.filter(({path}) => ABOUT_CALLS.test(path));
  world.hangUp(id);
  await wait(END_WAIT_MS);
  const [{hungUpAt}] = world.facts.calls;
  const sentences = await page.evaluate(sentencesOf, index);
  const delayOf = (start, changedAt) =>
    sentences.find(({text}) => text.startsWith(start)).paintedAt - changedAt;
  return {
    hasPush, requests,
    sockets: world.gateway.frames.filter(({frame}) => frame[0].type === 'ConnectionDetails').length,
    ringing: [
      delayOf('Ringing +1', ringingAt), delayOf('Connected', connectedAt),
    ],
    connected: [delayOf('Call ended', hungUpAt)],
  };
}

await page.evaluate(openFrames, calls.map(({address}) => address));
const measured = await Promise.all(calls.map(measureCall));
await browser.close();
await site.close();
await simulator.close();

/** A percentile by nearest rank. */
function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(values.length * share) - 1]);
}

const summarize = (delays) => ({
  changes: delays.length, median: percentile(delays, 0.5), p95: percentile(delays, 0.95),
});
const countOf = (counts) => ({median: percentile(counts, 0.5), most: Math.max(...counts)});

function summaryOf(hasPush) {
  const chosen = measured.filter((one) => one.hasPush === hasPush);
  return {
    requests: countOf(chosen.map(({requests}) => requests)),
    sockets: countOf(chosen.map(({sockets}) => sockets)),
    delay: {
      ringing: summarize(chosen.flatMap(({ringing}) => ringing)),
      connected: summarize(chosen.flatMap(({connected}) => connected)),
      all: summarize(chosen.flatMap(({ringing, connected}) => [...ringing, ...connected])),
    },
  };
}

const describe = ({changes, median, p95}) => `median ${median}, p95 ${p95} (${changes} changes)`;

function print(name, {requests, sockets, delay}) {
  console.log(`${name}
  requests of a call, to the end of a minute's talk: median ${requests.median}, most ${requests.most}
  sockets of a call: median ${sockets.median}, most ${sockets.most}
  from the platform's change to the sentence on the screen, ms: ringing ${describe(delay.ringing)}
    connected ${describe(delay.connected)}
    all ${describe(delay.all)}`);
}

const result = {calls: CALLS, push: summaryOf(true), polling: summaryOf(false)};
console.log(`${CALLS} calls of each kind, of 10 to 15 s ringing and about a minute's talk, at real speed`);
print('told of by push', result.push);
print('followed by requests alone', result.polling);
keep('calls', result);
