// A page with nothing but the phone of a tab, the simulator that it calls through, and what tests ask of both.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, afterEach, before} from 'node:test';
import {build} from 'esbuild';
import {ALL_SCOPES} from '../../../demo/simulator/options.js';
import {startSimulator} from '../../../demo/simulator/server.js';
import {launch} from '../../support/chromium.mjs';
import {provision as provisionFor, until} from '../sip/phone-page.mjs';

export {until};

export const ANSWERED_LONG = '+16505550101';
const ARGS = [
  '--use-fake-device-for-media-stream=device-count=3', '--use-fake-ui-for-media-stream',
];

/** The strictest policy that a page with a phone can have. */
const POLICY = (socketOrigin) => [
  "default-src 'none'", "script-src 'self'", `connect-src ${socketOrigin}`,
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');

let site;
export let page, world;
let browser, simulator;

const html = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Phone</title>${body}`;

/** Serves the phone, and frames around it, at `localhost` and `127.0.0.1`, which are strangers. */
async function startSite(socketOrigin) {
  const {outputFiles: [script]} = await build({
    entryPoints: [new URL('page.js', import.meta.url).pathname], bundle: true, format: 'esm', write: false,
    target: 'es2022', tsconfig: new URL('../../../tsconfig.json', import.meta.url).pathname,
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

export const provision = () => provisionFor(simulator, world);
export const ask = (name, ...details) => page.evaluate((asked, values) => globalThis[asked](...values), name, details);
export const told = (event) => until(`${event} is told`, () => ask('has', event));
export const act = (...what) => ask('act', ...what);
export const levels = () => ask('levels');
export const line = () => world.sip.calls()[0];
export const statusOf = ({id}) => world.statusOf(id).calleeStatus;
/** Methods of the requests that the phone sent. */
export const requests = (method) => world.sip.messages.filter(({direction, text}) => direction === 'in' && text.startsWith(`${method} `)).length;
export const NOTHING = {sessions: 0, peers: 0, tracks: 0};
export const left = async () => {
  const {sessions, peers, tracks} = await ask('made');
  return {sessions, peers, tracks};
};

/** Of the page that the functions here ask. */
export async function openPage(context = browser) {
  page = await context.newPage();
  await reload();
}

export async function reload() {
  await page.goto(site.url);
  await page.waitForFunction('globalThis.isReady');
}

/** The phone in a frame of a page of another origin. @param {string} name of the page */
export async function openInFrame(name) {
  const outer = await browser.newPage();
  await outer.goto(site.elsewhere + name);
  page = await until('the frame', () => outer.frames().find((one) => one.url() === site.url));
  await page.waitForFunction('globalThis.isReady');
}

export async function register() {
  assert.equal(await ask('register', await provision(), 'browser-1'), 'done');
  await told('connected');
  await ask('told');
}

export async function talk() {
  await ask('call', ANSWERED_LONG);
  await told('sound');
  world.advance(6000);
}

/** Call it in `describe`. */
export function usePhone() {
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
}
