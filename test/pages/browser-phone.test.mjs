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

  test('a call that the other party ends', async () => {
    await talk();
    world.hangUp(world.facts.calls.at(-1).id, 'callee');
    await told('end platform');
    assert.deepEqual(await ask('told'), ['ringing', 'sound', 'end platform']);
    assert.deepEqual(await left(), NOTHING);
  });

  test('a call that is given up while it is placed is taken back', async () => {
    for (const waitMs of [0, 20, 60]) {
      await ask('call', ANSWERED_LONG);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      assert.equal(await act('hangUp'), 'done');
      assert.equal((await ask('told')).at(-1), 'end user');
      assert.deepEqual(await left(), NOTHING);
    }
    await until('no call is left', () => world.sip.calls().length === 0);
    await until('all are over', () => world.facts.calls.every((call) => world.statusOf(call.id)?.callerStatus !== 'InProgress'));
  });

  test('calls that are refused say why', async () => {
    const outcomes = {
      '403 Forbidden': 'feature-unavailable',
      '404 Not Found': 'no-such-user callee',
      '486 Busy Here': 'busy callee',
      '503 Service Unavailable': 'server-error',
    };
    for (const [sipInviteStatus, problem] of Object.entries(outcomes)) {
      world.configure({sipInviteStatus});
      await ask('call', ANSWERED_LONG);
      await told(`end failure ${problem}`);
      await ask('told');
    }
    world.configure({sipInviteStatus: null, emergencyAddress: false});
    await ask('call', ANSWERED_LONG);
    await told('end failure feature-unavailable');
    world.configure({emergencyAddress: true});
    await ask('told');
    assert.deepEqual(await left(), NOTHING);
  });

  test('the socket is gone for 20 seconds: the sound goes on, and so does the call', async () => {
    await talk();
    await until('sound', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    await ask('told');
    world.sip.dropAll({seconds: 20});
    await told('disconnected');
    await until('sound without a socket', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    assert.equal(await act('hold', true), 'offline');
    await until('heard again after the hold that failed', () => line().heard.peak > 0.1);
    world.advance(20_000);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('connected');
    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    assert.equal(await act('hangUp'), 'done');
    await ask('told');
  });

  test('hang up while the socket is gone ends the sound, and the platform hears of it later', async () => {
    await talk();
    const {id} = world.facts.calls.at(-1);
    world.sip.dropAll({seconds: 20});
    await told('disconnected');
    assert.equal(await act('hangUp'), 'done');
    assert.equal((await ask('told')).at(-1), 'end user');
    assert.deepEqual(await left(), NOTHING);
    assert.equal(world.sip.calls().length, 1);
    world.advance(20_000);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('connected');
    await until('the call is over there, too', () => world.sip.calls().length === 0);
    assert.equal(statusOf({id}), 'Finished');
    await ask('told');
  });

  test('a platform that does not answer "hang up" holds nothing up', async () => {
    await talk();
    world.configure({sipByeSilent: true});
    await ask('hurry', 20);
    const hangingUp = act('hangUp');
    await told('end user');
    assert.deepEqual(await left(), NOTHING);
    world.configure({sipByeSilent: false});
    assert.equal(await hangingUp, 'done');
    await ask('hurry', 1);
    await ask('told');
  });

  test('a call to the user is answered here', async () => {
    const {id} = world.ring({from: '+16505550177', fromName: 'Dr: Anna'});
    await told('inbound');
    assert.equal(await ask('sessionId'), id);
    assert.equal(await act('answer'), 'done');
    await told('sound');
    await until('both are heard', async () => line().heard.peak > 0.1 && (await levels()).speaker > 0.1);
    assert.equal(line().sessionId, id);
    assert.equal(await act('hold', true), 'done');
    assert.equal(line().isHeld, true);
    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'sound', 'end user']);
    assert.deepEqual(await left(), NOTHING);
    assert.equal(world.sip.calls().length, 0);
  });

  test('a call to the user is declined here', async () => {
    const {id} = world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await act('decline'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'end user']);
    assert.ok(world.facts.inbound.find((call) => call.id === id).steps.some(({kind}) => kind === 'decline'));
    await until('it rings no longer', () => world.sip.calls().length === 0);
  });

  test('a call to the user is answered elsewhere, or given up', async () => {
    for (const step of ['answer', 'callerHangsUp']) {
      const {id} = world.ring({from: '+16505550177'});
      await told('inbound');
      world.inbound(id)[step]();
      await told('end platform');
      await ask('told');
    }
    assert.deepEqual(await left(), NOTHING);
  });

  test('two calls to the user at once, and one after the other', async () => {
    world.ring({from: '+16505550177'});
    await told('inbound');
    await ask('told');
    const first = await page.evaluateHandle(() => globalThis.line());
    world.ring({from: '+16505550178'});
    await told('inbound');
    assert.equal(await act('answer'), 'done');
    await told('sound');
    await first.evaluate((line) => line.decline());
    assert.equal(world.sip.calls().length, 1);
    assert.equal(await act('hangUp'), 'done');
    assert.deepEqual(await ask('told'), ['inbound', 'sound', 'end user', 'end user']);
    assert.deepEqual(await left(), NOTHING);
  });

  test('a hundred calls leave nothing behind', async () => {
    const before = await ask('made');
    for (let count = 0; count < 100; count++) {
      // Each fifth has sound; the others end in other ways.
      const hasSound = count % 5 === 0;
      world.configure({sipInviteStatus: hasSound ? null : '486 Busy Here'});
      await ask('call', ANSWERED_LONG);
      await told(hasSound ? 'sound' : 'end failure busy callee');
      await levels();
      await act('hangUp');
      await ask('told');
    }
    world.configure({sipInviteStatus: null});
    assert.deepEqual(await ask('made'), before);
    assert.deepEqual(world.sip.calls(), []);
  });

  test('the page asks before it is left, and only while there is sound', async () => {
    const asked = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await page.goto(site.url);
    await page.waitForFunction('globalThis.isReady');
    assert.deepEqual(asked, []);
    await page.click('button');
    await register();
    await talk();
    const call = world.facts.calls.at(-1);
    const endings = requests('BYE');
    await page.goto(site.url);
    await page.waitForFunction('globalThis.isReady');
    assert.deepEqual(asked, ['beforeunload']);
    await until('the platform hears of it', () => world.sip.calls().length === 0);
    assert.equal(requests('BYE'), endings + 1);
    assert.equal(statusOf(call), 'Finished');
    await until('the registration is given back', () => world.sip.phones().length === 0);
  });

  test('a page that is closed in the middle of a call ends it', async () => {
    await register();
    await talk();
    await page.close();
    await until('the platform hears of it', () => world.sip.calls().length === 0);
    assert.deepEqual(world.sip.phones(), []);
    await openPage();
  });

  test('unregistering ends all calls, and gives the registration back', async () => {
    await register();
    await talk();
    world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await ask('unregister'), 'done');
    assert.deepEqual(world.sip.phones(), []);
    assert.deepEqual(await ask('told'), ['ringing', 'sound', 'inbound', 'end user', 'end user']);
    assert.deepEqual(await left(), NOTHING);
    const {steps} = world.facts.inbound.at(-1);
    assert.deepEqual(steps, [], 'a call that rang goes on ringing elsewhere');
    world.inbound().callerHangsUp();
  });

  test('a registrar that has enough phones, refuses, or is not there', async () => {
    world.sip.reset();
    for (const instance of ['1', '2', '3', '4', '5']) assert.equal(await ask('register', await provision(), instance), 'done');
    assert.equal(await ask('register', await provision(), '6'), 'too-many-phones');
    world.sip.reset();

    assert.equal(await ask('register', {...await provision(), password: 'wrong'}, '1'), 'not-now');
    assert.equal(await ask('register', {...await provision(), outboundProxy: 'localhost:9'}, '1'), 'done', 'over the backup');
    const nowhere = {outboundProxy: 'localhost:9', outboundProxyBackup: 'localhost:9'};
    assert.equal(await ask('register', {...await provision(), ...nowhere}, '1'), 'offline');

    assert.equal(await ask('register', await provision(), '1'), 'done');
    world.configure({sipRegisterStatus: '403 Forbidden'});
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await told('refused feature-unavailable');
    world.configure({sipRegisterStatus: null});
    await ask('told');
    // Its policy allows the simulator only.
    await ask('violations').then((violations) => assert.ok(violations.every((one) => one === 'connect-src')));
    await page.evaluate(() => globalThis.violations().splice(0));
  });

  test('a microphone that is not allowed is told, and leaves nothing behind', async (t) => {
    await page.close();
    const denying = await launch({args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny']});
    t.after(() => denying.close());
    await openPage(site.url, denying);
    await register();
    await ask('call', ANSWERED_LONG);
    await told('end failure microphone-blocked');
    assert.deepEqual(await left(), NOTHING);
    world.ring({from: '+16505550177'});
    await told('inbound');
    assert.equal(await act('answer'), 'microphone-blocked');
    assert.equal(await act('decline'), 'done');
    assert.deepEqual(await left(), NOTHING);
    await ask('unregister');
  });

  test('a frame needs the permission of its page', async () => {
    for (const [name, outcome] of [
      ['frame', 'end failure microphone-blocked blocked-by-page'], ['frame-allowed', 'sound'],
    ]) {
      const outer = await browser.newPage();
      await outer.goto(site.elsewhere + name);
      page = await until('the frame', () => outer.frames().find((one) => one.url() === site.url));
      await page.waitForFunction('globalThis.isReady');
      await register();
      await ask('call', ANSWERED_LONG);
      await told(outcome);
      await ask('unregister');
      assert.deepEqual(await left(), NOTHING);
    }
  });
});
