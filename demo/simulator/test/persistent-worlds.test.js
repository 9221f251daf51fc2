import assert from 'node:assert/strict';
import test from 'node:test';
import {createPersistentWorlds, withoutExpired} from '../persistent-worlds.js';
import {createWorlds} from '../worlds.js';
import {START} from './support.js';

const PREFIX = '/some/where/platform';
const EXTENSION = '/restapi/v1.0/account/~/extension/~';

/** A store of one text, and worlds that are ended and started again over it. */
function somewhere({read, write} = {}) {
  let text;
  let time = START;
  const writes = [];
  const start = () => createPersistentWorlds({
    control: true, prefix: PREFIX, now: () => time,
    read: read ?? (async () => text),
    write: write ?? (async (next) => { writes.push(next); text = next; }),
  });
  let worlds = start();
  return {
    writes,
    pass: (ms) => { time += ms; },
    restart: () => { worlds = start(); },
    fetch: (request) => worlds.fetch(request),
    async ask(path, {token, body, method = body ? 'POST' : 'GET'} = {}) {
      const response = await worlds.fetch(new Request(`http://host${PREFIX}${path}`, {
        method, headers: {...token && {authorization: `bearer ${token}`}}, ...body && {body: JSON.stringify(body)},
      }));
      return {status: response.status, body: await response.json()};
    },
  };
}

const signIn = async ({ask}) => (await ask('/simulator/tokens', {body: {}})).body.access_token;
const place = ({ask}, token) => ask(`${EXTENSION}/ring-out`, {token, body: {to: {phoneNumber: '+16505550100'}}});

test('a session and a call outlive whoever runs the worlds', async () => {
  const there = somewhere();
  const token = await signIn(there);
  const {body: call} = await place(there, token);
  assert.match(call.uri, /^http:\/\/host\/some\/where\/platform\/restapi\//);
  there.restart();
  there.pass(12_000);
  const path = `${EXTENSION}/ring-out/${encodeURIComponent(call.id)}`;
  const read = await there.ask(path, {token});
  assert.deepEqual([read.status, read.body.status.callStatus], [200, 'Success']);
  there.restart();
  there.pass(10_000);
  assert.equal((await there.ask(path, {token})).body.status.calleeStatus, 'Finished');
});

test('so do the options and the clock of each world', async () => {
  const there = somewhere();
  await there.ask('/w/proxy/simulator/options', {body: {proxy: true}});
  await there.ask('/w/proxy/simulator/advance', {body: {ms: 5_000}});
  there.restart();
  assert.equal((await there.ask(`/w/proxy${EXTENSION}`)).status, 200);
  assert.equal((await there.ask(EXTENSION)).status, 401);
  assert.equal((await there.ask('/w/proxy/simulator/advance', {body: {ms: 0}})).body.now, START + 5_000);
});

test('an answered call is stored before its answer comes', async () => {
  const there = somewhere();
  const token = await signIn(there);
  await place(there, token);
  assert.equal(JSON.parse(there.writes.at(-1))[''].facts.calls.length, 1);
});

test('what changes nothing is not written', async () => {
  const there = somewhere();
  const token = await signIn(there);
  const before = there.writes.length;
  await there.ask('/simulator/calls', {token});
  assert.equal(there.writes.length, before);
});

test('of several requests at once nothing is lost', async () => {
  const there = somewhere();
  const token = await signIn(there);
  await Promise.all([place(there, token), place(there, token), place(there, token)]);
  there.restart();
  assert.equal((await there.ask('/simulator/calls')).body.length, 3);
});

test('without a place to write all goes on, and is forgotten', async () => {
  const refuse = async () => { throw new Error('No room'); };
  const there = somewhere({read: refuse, write: refuse});
  const token = await signIn(there);
  assert.equal((await place(there, token)).status, 200);
  there.restart();
  assert.equal((await place(there, token)).status, 401);
});

test('what was damaged is forgotten', async () => {
  const there = somewhere({read: async () => '{"": '});
  assert.equal((await place(there, await signIn(there))).status, 200);
});

test('what is over for long is not kept', () => {
  const worlds = createWorlds({now: () => START});
  const world = worlds.world();
  const call = (hours) => ({id: String(hours), owner: '1', to: '+16505550100', startedAt: START - hours * 3_600_000, speed: 1});
  world.facts.calls.push(call(72), call(1));
  world.signIn();
  world.facts.codes.old = {
    clientId: 'demo', redirectUri: '', challenge: null, user: world.options.user, issuedAt: START - 61_000, used: true,
  };
  const facts = (now) => withoutExpired(worlds.snapshot(), now)[''].facts;
  assert.deepEqual(facts(START).calls.map(({id}) => id), ['1']);
  assert.deepEqual(facts(START).codes, {});
  assert.equal(facts(START).pairs.length, 1);
  assert.equal(facts(START + 604_800_000).pairs.length, 0);
});
