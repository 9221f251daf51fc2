// node bench/store/run.mjs [--quick]
// A thousand subscribers of one value of the store, and one transition: how long until the last one has heard of it.
// Needs a build. Writes bench/results/store.json.
import {createStore} from '../../dist/store/index.js';
import {keep, quick, show, spread} from '../results.mjs';

const SUBSCRIBERS = 1000;
const ROUNDS = quick ? 100 : 400;

const store = createStore();
let heard = 0, began = 0;
const took = [];
for (let i = 0; i < SUBSCRIBERS; i++) {
  store.session.listen(() => {
    heard++;
    if (i === 0) began = performance.now();
    if (i === SUBSCRIBERS - 1) took.push(performance.now() - began);
  });
}
// A host that signs in and out: `restoring`, `signed-out`, over and over.
let loggedIn = false;
const sdk = {
  loggedIn: async () => loggedIn,
  get: async () => new Response('{"id": 1, "name": "Sam"}', {headers: {'content-type': 'application/json'}}),
  post: async () => { throw new Error('Nobody calls here.'); },
  delete: async () => { throw new Error('Nobody calls here.'); },
};
for (let round = 0; round < ROUNDS; round++) {
  loggedIn = round % 2 === 0;
  await store.connect({sdk: {...sdk}, storage: 'memory'});
}
store.dispose();

if (heard !== took.length * SUBSCRIBERS) throw new Error('A subscriber did not hear of a transition.');
const result = {subscribers: SUBSCRIBERS, ms: spread(took.slice(took.length / 4), 4)};
keep('store', result);
console.log(`one transition, ${SUBSCRIBERS} subscribers, ms: ${show(result.ms)}`);
process.exit();
