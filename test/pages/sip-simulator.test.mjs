// A real phone of another maker in Chromium calls through the simulator, and is called: both ends hear each other.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, describe, test} from 'node:test';
import {build} from 'esbuild';
import {ALL_SCOPES} from '../../demo/simulator/options.js';
import {startSimulator} from '../../demo/simulator/server.js';
import {canHaveAudio} from '../../demo/simulator/sip/line.js';
import {launch} from '../support/chromium.mjs';
import {LIMIT_MS, POLL_MS, provision, until} from './sip/phone-page.mjs';

const ANSWERED_LONG = '16505550101';
const ARGS = [
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

let browser, page, simulator, site, world;

/** Serves the page's script, and nothing else. */
async function startSite() {
  const {outputFiles: [script]} = await build({
    entryPoints: [new URL('sip/page.js', import.meta.url).pathname], bundle: true, format: 'esm', write: false, conditions: ['import'],
    alias: {'fast-xml-parser': new URL('sip/xml.js', import.meta.url).pathname},
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script.contents : '<!doctype html><title>Phone</title><script type="module" src="/page.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://localhost:${server.address().port}/`, close: () => { server.close(); server.closeAllConnections(); }};
}

/** Two keys have sounded by then. */
const KEYS_MS = 600;
const tone = (name) => page.waitForFunction((wanted) => globalThis.tone() === wanted, {polling: POLL_MS, timeout: LIMIT_MS}, name);
const state = (name) => page.waitForFunction((wanted) => globalThis.state() === wanted, {polling: POLL_MS, timeout: LIMIT_MS}, name);
const act = (...what) => page.evaluate((...details) => globalThis.act(...details), ...what);
const line = () => world.sip.calls()[0];
const statusOf = ({id}) => world.statusOf(id).calleeStatus;

// Where the simulator has no sound, there is nothing to hear.
if (canHaveAudio) describe('a phone in a page', () => {
  before(async () => {
    [simulator, site, browser] = await Promise.all([startSimulator({scopes: ALL_SCOPES}), startSite(), launch({args: ARGS})]);
    world = simulator.world();
    page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction('globalThis.isReady');
    await page.evaluate((sipInfo) => globalThis.register(sipInfo), await provision(simulator, world));
  });

  after(async () => {
    await browser?.close();
    site?.close();
    await simulator?.close();
  });

  test('a call out: the ring-back tone, both voices, hold, keys, and the page hangs up', async () => {
    const {sessionId, partyId, state: first} = await page.evaluate((to) => globalThis.call(to, '16505550170'), ANSWERED_LONG);
    const [call] = world.facts.calls;
    assert.deepEqual([sessionId, partyId, first], [call.id, call.id.replace(/^s-(.*)$/, 'p-$1-1'), 'answered']);
    assert.equal(call.callerId, '+16505550170');
    await tone('ringing');
    assert.equal(statusOf(call), 'InProgress');
    await until('the beep of the page is heard', () => line().heard.peak > 0.1);

    world.advance(6000);
    await tone('talking');
    assert.equal(statusOf(call), 'Success');

    await act('hold');
    assert.equal(line().isHeld, true);
    await tone('');
    await act('unhold');
    assert.equal(line().isHeld, false);
    await tone('talking');

    await act('mute');
    await until('a muted page is not heard', () => line().heard.peak < 0.001);
    // On a busy machine the other end may miss a key.
    await until('the keys are heard', async () => {
      await act('sendDtmf', '1#');
      await new Promise((resolve) => setTimeout(resolve, KEYS_MS));
      return line().heard.digits.endsWith('1#');
    });

    await act('hangup');
    await state('disposed');
    assert.equal(statusOf(call), 'Finished');
    assert.deepEqual(world.sip.calls(), []);
  });

  test('a call out that the callee ends', async () => {
    const {sessionId} = await page.evaluate((to) => globalThis.call(to), ANSWERED_LONG);
    world.advance(6000);
    await tone('talking');
    world.hangUp(sessionId, 'callee');
    await state('disposed');
  });

  test('a call to the user is answered in the page, and the caller hangs up', async () => {
    const {id} = world.ring({from: '+16505550177', fromName: 'Anna & "Bo"'});
    await state('ringing');
    assert.equal(await page.evaluate(() => globalThis.remoteNumber()), '+16505550177');
    await act('answer');
    await tone('talking');
    await until('the beep of the page is heard', () => line().heard.peak > 0.1);
    assert.equal(line().sessionId, id);
    world.inbound(id).callerHangsUp();
    await state('disposed');
  });

  test('the page unregisters', async () => {
    assert.equal(world.sip.phones().length, 1);
    await page.evaluate(() => globalThis.unregister());
    assert.deepEqual(world.sip.phones(), []);
  });
});
