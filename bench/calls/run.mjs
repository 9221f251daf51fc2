/**
 * A call at real speed over real HTTP: how many requests it takes, and how long after the platform knows of a change
 * the store shows it. `node bench/calls/run.mjs [CALLS]`; needs a build. Each call has a world of its own.
 */
import {startSimulator} from '../../demo/simulator/server.js';
import {createStore} from '../../dist/store/index.js';
import {keep} from '../results.mjs';

const CALLS = Number(process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 20);
const TALK = 60_000;
const simulator = await startSimulator();

/** `speed`: each call's phases last a little differently, so that they do not fall in step with the requests. */
async function oneCall(name, speed) {
  const world = simulator.world(name);
  world.configure({speed});
  const {access_token: token} = world.signIn({});
  const store = createStore();
  await store.connect({getAccessToken: async () => token, server: `${simulator.url}/w/${name}`, storage: 'memory'});
  const seen = [];
  const over = new Promise((resolve) => {
    store.on((event) => {
      if (event.type === 'call-change') seen.push({phase: event.call.phase, at: Date.now()});
      if (event.type === 'call-end') resolve(undefined);
    });
  });
  await store.call({to: '+16505550101'});
  const [{startedAt, id}] = world.facts.calls;
  const connectedAt = startedAt + 12_000 / speed;
  setTimeout(() => world.hangUp(id), connectedAt + TALK + Math.random() * 5_000 - Date.now());
  await over;
  const hungUpAt = world.facts.calls[0].hungUpAt;
  store.dispose();
  const shown = (phase) => seen.find((one) => one.phase === phase).at;
  const requests = world.requests.filter(({path}) => path.includes('/ring-out'));
  return {
    requests: requests.length,
    ringing: [shown('ringing-callee') - (startedAt + 6_000 / speed), shown('connected') - connectedAt],
    connected: [shown('ended') - hungUpAt],
  };
}

const calls = await Promise.all(Array.from({length: CALLS}, async (_, i) => {
  await new Promise((resolve) => setTimeout(resolve, i * 173));
  return oneCall(`bench-${i}`, 0.8 + 0.4 * i / CALLS);
}));
await simulator.close();

/** Nearest rank. */
const at = (values, share) => Math.round(values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1]);
const ringing = calls.flatMap((call) => call.ringing), connected = calls.flatMap((call) => call.connected);
const requests = calls.map((call) => call.requests);
const result = {
  calls: CALLS,
  requests: {median: at(requests, 0.5), most: Math.max(...requests)},
  delay: {
    ringing: {changes: ringing.length, median: at(ringing, 0.5), p95: at(ringing, 0.95)},
    connected: {changes: connected.length, median: at(connected, 0.5), p95: at(connected, 0.95)},
  },
};
console.log(`${CALLS} calls of 10 to 15 s ringing and about a minute's talk, at real speed
requests for a call (all of it): median ${result.requests.median}, most ${result.requests.most}
from the platform's change to ours, ms: ringing median ${result.delay.ringing.median}, p95 ${result.delay.ringing.p95} (${ringing.length} changes); connected median ${result.delay.connected.median}, p95 ${result.delay.connected.p95} (${connected.length} changes)`);
keep('calls', result);
