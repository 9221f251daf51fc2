// The phone of a tab in a real page, against the simulator, with real sound at both ends.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, afterEach, before, describe, test} from 'node:test';
import {build} from 'esbuild';
import {ALL_SCOPES} from '../../demo/simulator/options.js';
import {startSimulator} from '../../demo/simulator/server.js';
import {canHaveAudio} from '../../demo/simulator/sip/line.js';
import {launch} from '../support/chromium.mjs';

const ANSWERED_LONG = '+16505550101';
const ARGS = [
  '--use-fake-device-for-media-stream=device-count=3', '--use-fake-ui-for-media-stream',
];

/** The strictest policy that a page with a phone can have. */
const POLICY = (socketOrigin) => [
  "default-src 'none'", "script-src 'self'", `connect-src ${socketOrigin}`,
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');

let browser, page, simulator, site, world;

const html = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Phone</title>${body}`;

/** Serves the phone, and frames around it, at `localhost` and `127.0.0.1`, which are strangers. */
async function startSite(socketOrigin) {
  const {outputFiles: [script]} = await build({
    entryPoints: [new URL('browser-phone/page.js', import.meta.url).pathname], bundle: true, format: 'esm', write: false,
    target: 'es2022', tsconfig: new URL('../../tsconfig.json', import.meta.url).pathname,
  });
  const server = createServer(({url}, response) => {
    const {port} = server.address();
    const frame = (allow) => html(`<iframe ${allow} src="http://localhost:${port}/"></iframe>`);
    const [type, body] = {
      '/': ['text/html', html('<button>Press</button><script type="module" src="/page.js"></script>')],
      '/page.js': ['text/javascript', script.contents],
      '/frame': ['text/html', frame('')],
      '/frame-allowed': ['text/html', frame('allow="microphone; autoplay"')],
    }[url] ?? ['text/plain', ''];
    response.setHeader('content-type', type);
    if (url === '/') response.setHeader('content-security-policy', POLICY(socketOrigin));
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const {port} = server.address();
  return {
    url: `http://localhost:${port}/`, elsewhere: `http://127.0.0.1:${port}/`,
    close() { server.close(); server.closeAllConnections(); },
  };
}

async function provision() {
  const {access_token: token} = world.signIn();
  const response = await fetch(`${simulator.url}/restapi/v1.0/client-info/sip-provision`, {
    method: 'POST', body: JSON.stringify({sipInfo: [{transport: 'WSS'}]}),
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
  });
  const {sipInfo: [sipInfo]} = await response.json();
  return {...sipInfo, transport: 'WS'};
}

const LIMIT_MS = 6000;
const POLL_MS = 20;

/** Looks until something holds. */
async function until(what, holds) {
  const start = performance.now();
  for (;;) {
    const value = await holds();
    if (value) return value;
    assert.ok(performance.now() - start < LIMIT_MS, `not within ${LIMIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const ask = (name, ...details) => page.evaluate((asked, values) => globalThis[asked](...values), name, details);
const told = (event) => until(`${event} is told`, () => ask('has', event));
const act = (...what) => ask('act', ...what);
const levels = () => ask('levels');
const line = () => world.sip.calls()[0];
const statusOf = ({id}) => world.statusOf(id).calleeStatus;
/** Methods of the requests that the phone sent. */
const requests = (method) => world.sip.messages.filter(({direction, text}) => direction === 'in' && text.startsWith(`${method} `)).length;
const NOTHING = {sessions: 0, peers: 0, tracks: 0};
const left = async () => {
  const {sessions, peers, tracks} = await ask('made');
  return {sessions, peers, tracks};
};

async function openPage(url = site.url, context = browser) {
  page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction('globalThis.isReady');
}

async function register() {
  assert.equal(await ask('register', await provision(), 'browser-1'), 'done');
  await told('connected');
  await ask('told');
}

async function talk() {
  await ask('call', ANSWERED_LONG);
  await told('sound');
  world.advance(6000);
}

// Where the simulator has no sound, there is nothing to hear.
if (canHaveAudio) describe('this browser as a phone', () => {
  before(async () => {
    simulator = await startSimulator({scopes: ALL_SCOPES, limits: {heavy: null}});
    world = simulator.world();
    [site, browser] = await Promise.all([startSite(simulator.url.replace('http', 'ws')), launch({args: ARGS})]);
    await openPage();
    await page.click('button');
    await register();
  });

  after(async () => {
    await browser?.close();
    site?.close();
    await simulator?.close();
  });

  afterEach(async () => {
    assert.deepEqual(await ask('violations'), []);
    assert.deepEqual(await ask('errors'), []);
  });

  test('a call out: both ends are heard, hold, mute, keys, another microphone, and the end', async () => {
    await ask('call', ANSWERED_LONG, '+16505550170');
    await told('sound');
    assert.deepEqual(await ask('told'), ['ringing', 'sound']);
    const [call] = world.facts.calls;
    assert.equal(await ask('sessionId'), call.id);
    assert.equal(call.callerId, '+16505550170');
    assert.equal(call.to, ANSWERED_LONG);
    await until('the ring-back tone is heard', async () => (await levels()).speaker > 0.1);
    assert.equal(statusOf(call), 'InProgress');
    world.advance(6000);

    await until('the beep of the page is heard there', () => line().heard.peak > 0.1);
    await until('the page shows that it is heard', async () => (await levels()).microphone > 0.1);

    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    await until('silence while held', async () => (await levels()).speaker < 0.01 && line().heard.peak < 0.001);
    assert.equal(await act('hold', false), 'done');
    assert.equal(line().isHeld, false);
    await until('sound after hold', async () => (await levels()).speaker > 0.1 && line().heard.peak > 0.1);

    await act('mute', true);
    await until('a muted page is not heard', async () => line().heard.peak < 0.001 && (await levels()).microphone < 0.01);
    const [firstId] = await ask('microphoneIds');
    const other = (await ask('devices')).microphones.find(({id}) => id !== firstId);
    assert.ok(other.label);
    await ask('choose', {microphone: other.id});
    await until('the other microphone is open', async () => (await ask('microphoneIds')).join() === other.id);
    assert.ok(line().heard.peak < 0.001, 'muted with the other microphone, too');
    assert.equal(await act('sendDigits', '1#,2'), 'done');
    await until('the keys are heard', () => line().heard.digits === '1#2');
    await act('mute', false);
    await until('the other microphone is heard', () => line().heard.peak > 0.1);

    await ask('unplug');
    await until('another track is open', async () => (await ask('microphoneIds')).length === 1);
    await until('and is heard', () => line().heard.peak > 0.1);
    await ask('choose', {});

    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['end user']);
    assert.equal(statusOf(call), 'Finished');
    assert.deepEqual(await left(), NOTHING);
  });
});
