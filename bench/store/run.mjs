// node bench/store/run.mjs [--quick]
// Measures how long one change of the store takes to reach the last of a thousand subscribers.
// Needs a build. Writes bench/results/store.json.
import {createStore} from '../../dist/store/index.js';
import {keep, quick, show, spread} from '../results.mjs';

const SUBSCRIBERS = 1000;
const ROUNDS = quick ? 100 : 400;

const store = createStore();
const times = [];
let notifications = 0;
let startedAt = 0;
for (let i = 0; i < SUBSCRIBERS; i++) {
  store.session.listen(() => {
    notifications++;
    if (i === 0) startedAt = performance.now();
    if (i === SUBSCRIBERS - 1) times.push(performance.now() - startedAt);
  });
}

// A host whose user signs in and out, so that the session changes in every round.
const fail = async () => { throw new Error('This bench places no calls.'); };
let isLoggedIn = false;
const sdk = {
  loggedIn: async () => isLoggedIn,
  get: async () => new Response('{"id": 1, "name": "Sam"}', {
    headers: {'content-type': 'application/json'},
  }),
  post: fail,
  delete: fail,
};
for (let round = 0; round < ROUNDS; round++) {
  isLoggedIn = round % 2 === 0;
  await store.connect({sdk: {...sdk}, storage: 'memory'});
}
store.dispose();

if (notifications !== times.length * SUBSCRIBERS) {
  throw new Error('A subscriber missed a change.');
}
// The first quarter warms up.
const result = {subscribers: SUBSCRIBERS, ms: spread(times.slice(times.length / 4), 4)};
keep('store', result);
console.log(`one transition, ${SUBSCRIBERS} subscribers, ms: ${show(result.ms)}`);
process.exit();
