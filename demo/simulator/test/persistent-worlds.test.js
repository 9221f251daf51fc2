import assert from 'node:assert/strict';
import test from 'node:test';
import {createPersistentWorlds, withoutExpired} from '../persistent-worlds.js';
import {createWorlds} from '../worlds.js';
import {EXTENSION, START} from './support.js';

const PREFIX = '/some/where/platform';

/** Worlds that can be restarted over one stored text. */
function createFixture({read, write} = {}) {
  let storedText;
  let time = START;
  const writes = [];
  const startWorlds = () => createPersistentWorlds({
    control: true, prefix: PREFIX, now: () => time,
    read: read ?? (async () => storedText),
    write: write ?? (async (text) => { writes.push(text); storedText = text; }),
  });
  let worlds = startWorlds();
  return {
    writes,
    advance: (ms) => { time += ms; },
    restart: () => { worlds = startWorlds(); },
    async send(path, {token, body, method = body ? 'POST' : 'GET'} = {}) {
      const response = await worlds.fetch(new Request(`http://host${PREFIX}${path}`, {
        method,
        headers: token ? {authorization: `bearer ${token}`} : {},
        body: body ? JSON.stringify(body) : null,
      }));
      return {status: response.status, body: await response.json()};
    },
  };
}

const signIn = async ({send}) => (await send('/simulator/tokens', {body: {}})).body.access_token;
const placeCall = ({send}, token) =>
  send(`${EXTENSION}/ring-out`, {token, body: {to: {phoneNumber: '+16505550100'}}});

test('restores a session and a call after a restart', async () => {
  const fixture = createFixture();
  const token = await signIn(fixture);
  const {body: call} = await placeCall(fixture, token);
  assert.match(call.uri, /^http:\/\/host\/some\/where\/platform\/restapi\//);
  fixture.restart();
  fixture.advance(12_000);
  const path = `${EXTENSION}/ring-out/${encodeURIComponent(call.id)}`;
  const answer = await fixture.send(path, {token});
  assert.deepEqual([answer.status, answer.body.status.callStatus], [200, 'Success']);
  fixture.restart();
  fixture.advance(10_000);
  assert.equal((await fixture.send(path, {token})).body.status.calleeStatus, 'Finished');
});

test('restores the options and the clock of each world', async () => {
  const fixture = createFixture();
  await fixture.send('/w/proxy/simulator/options', {body: {proxy: true}});
  await fixture.send('/w/proxy/simulator/advance', {body: {ms: 5_000}});
  fixture.restart();
  assert.equal((await fixture.send(`/w/proxy${EXTENSION}`)).status, 200);
  assert.equal((await fixture.send(EXTENSION)).status, 401);
  assert.equal((await fixture.send('/w/proxy/simulator/advance', {body: {ms: 0}})).body.now, START + 5_000);
});

test('stores a call before it answers the request', async () => {
  const fixture = createFixture();
  const token = await signIn(fixture);
  await placeCall(fixture, token);
  assert.equal(JSON.parse(fixture.writes.at(-1))[''].facts.calls.length, 1);
});

test('writes nothing if nothing has changed', async () => {
  const fixture = createFixture();
  const token = await signIn(fixture);
  const writeCount = fixture.writes.length;
  await fixture.send('/simulator/calls', {token});
  assert.equal(fixture.writes.length, writeCount);
});

test('loses nothing when several requests come at once', async () => {
  const fixture = createFixture();
  const token = await signIn(fixture);
  await Promise.all(Array.from({length: 3}, () => placeCall(fixture, token)));
  fixture.restart();
  assert.equal((await fixture.send('/simulator/calls')).body.length, 3);
});

test('works without storage until it ends', async () => {
  const reject = async () => { throw new Error('No room'); };
  const fixture = createFixture({read: reject, write: reject});
  const token = await signIn(fixture);
  assert.equal((await placeCall(fixture, token)).status, 200);
  fixture.restart();
  assert.equal((await placeCall(fixture, token)).status, 401);
});

test('starts afresh when the stored text is damaged', async () => {
  const fixture = createFixture({read: async () => '{"": '});
  assert.equal((await placeCall(fixture, await signIn(fixture))).status, 200);
});

test('drops calls in both directions, codes and tokens that expired', () => {
  const worlds = createWorlds({now: () => START});
  const world = worlds.world();
  const callOfAge = (hours) => ({
    id: String(hours), owner: '1', to: '+16505550100', startedAt: START - hours * 3_600_000,
    speed: 1,
  });
  world.facts.calls.push(callOfAge(72), callOfAge(1));
  for (const {id, startedAt} of [callOfAge(72), callOfAge(1)]) {
    Object.assign(world.ring(), {id, startedAt});
  }
  world.signIn();
  world.facts.codes.old = {
    clientId: 'demo', redirectUri: '', challenge: null, user: world.options.user,
    issuedAt: START - 61_000, used: true,
  };
  const factsLater = (ms) => withoutExpired(worlds.snapshot(), START + ms)[''].facts;
  assert.deepEqual(factsLater(0).calls.map(({id}) => id), ['1']);
  assert.deepEqual(factsLater(0).inbound.map(({id}) => id), ['1']);
  assert.deepEqual(factsLater(0).codes, {});
  assert.equal(factsLater(0).pairs.length, 1);
  assert.equal(factsLater(604_800_000).pairs.length, 0);
});
