// node bench/calls/run.mjs [CALLS]
// Measures calls at real speed over real HTTP, each in a world of its own: the requests that a call
// takes, and the delay between a change at the platform and in the store. Needs a build. Writes
// bench/results/calls.json.
import {startSimulator} from '../../demo/simulator/server.js';
import {createStore} from '../../dist/store/index.js';
import {keep} from '../results.mjs';

const CALLS = Number(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 20);
const START_INTERVAL_MS = 173;
const TALK_MS = 60_000;
/** So that hang-ups do not fall in step with the requests. */
const MAX_EXTRA_TALK_MS = 5_000;
/** The seconds of the scenario `answered-long` at which the phones are answered. */
const CALLER_ANSWERS_MS = 6_000;
const CALLEE_ANSWERS_MS = 12_000;

const simulator = await startSimulator();

/** `speed` differs from call to call, so that phases do not fall in step with the requests. */
async function measureCall(name, speed) {
  const world = simulator.world(name);
  world.configure({speed});
  const {access_token: token} = world.signIn({});
  const store = createStore();
  const server = `${simulator.url}/w/${name}`;
  await store.connect({getAccessToken: async () => token, server, storage: 'memory'});
  const changes = [];
  const callEnd = new Promise((resolve) => {
    store.on((event) => {
      if (event.type === 'call-change') changes.push({phase: event.call.phase, at: Date.now()});
      if (event.type === 'call-end') resolve(undefined);
    });
  });

  await store.call({to: '+16505550101'});
  const [{startedAt, id}] = world.facts.calls;
  const ringingCalleeAt = startedAt + CALLER_ANSWERS_MS / speed;
  const connectedAt = startedAt + CALLEE_ANSWERS_MS / speed;
  const hangUpAt = connectedAt + TALK_MS + Math.random() * MAX_EXTRA_TALK_MS;
  setTimeout(() => world.hangUp(id), hangUpAt - Date.now());
  await callEnd;
  const [{hungUpAt}] = world.facts.calls;
  store.dispose();

  const shownAt = (phase) => changes.find((change) => change.phase === phase).at;
  return {
    requests: world.requests.filter(({path}) => path.includes('/ring-out')).length,
    ringing: [shownAt('ringing-callee') - ringingCalleeAt, shownAt('connected') - connectedAt],
    connected: [shownAt('ended') - hungUpAt],
  };
}

const calls = await Promise.all(Array.from({length: CALLS}, async (_, index) => {
  await new Promise((resolve) => setTimeout(resolve, index * START_INTERVAL_MS));
  return measureCall(`bench-${index}`, 0.8 + 0.4 * index / CALLS);
}));
await simulator.close();

/** A percentile by nearest rank. */
function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.ceil(values.length * share) - 1]);
}

const summarize = (delays) => ({
  changes: delays.length, median: percentile(delays, 0.5), p95: percentile(delays, 0.95),
});
const describe = ({changes, median, p95}) => `median ${median}, p95 ${p95} (${changes} changes)`;

const requests = calls.map((call) => call.requests);
const result = {
  calls: CALLS,
  requests: {median: percentile(requests, 0.5), most: Math.max(...requests)},
  delay: {
    ringing: summarize(calls.flatMap((call) => call.ringing)),
    connected: summarize(calls.flatMap((call) => call.connected)),
  },
};
console.log(`${CALLS} calls of 10 to 15 s ringing and about a minute's talk, at real speed
requests for a call (all of it): median ${result.requests.median}, most ${result.requests.most}
from the platform's change to ours, ms: ringing ${describe(result.delay.ringing)}; connected ${describe(result.delay.connected)}`);
keep('calls', result);
