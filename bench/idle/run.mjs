// node bench/idle/run.mjs [--quick]
// Measures a page with a thousand call buttons while it is left alone: timers, requests, callbacks
// and the main thread's time, beside the same page with links. Once signed out, once signed in
// without a call. Needs a build. Writes bench/results/idle.json.
import {startSimulator} from '../../demo/simulator/server.js';
import {servePages} from '../../test/support/chromium.mjs';
import {rowsOf} from '../elements/kinds.mjs';
import {keep, quick} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {countWakeUps} from './wake-ups.mjs';

const SECONDS = quick ? 4 : 15;
const SETTLING_IDLE_PERIODS = 20;
const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';

const site = await servePages({
  'links.html': `<title>Bench</title>${rowsOf('link', 1000)}`,
  'elements.html': `<title>Bench</title>${rowsOf('rc-click-to-call', 1000)}${SCRIPT}`,
  'signed-in.html': `<title>Bench</title><rc-session></rc-session><rc-number-select></rc-number-select>
    <rc-call-status></rc-call-status>${rowsOf('rc-click-to-call', 1000)}${SCRIPT}`,
});
const simulator = await startSimulator();
const {access_token: token} = simulator.world('idle').signIn({});
const browser = await startBrowser();

async function measureIdle(pageName, prepare) {
  const page = await browser.newPage();
  let requests = 0;
  page.on('request', () => { requests++; });
  const readWakeUps = await countWakeUps(page);
  await page.goto(`${site.url}/${pageName}.html`);
  await prepare?.(page);
  await page.evaluate(settle, SETTLING_IDLE_PERIODS);
  const readTime = await meter(page);
  const before = {...await readTime(), ...await readWakeUps(), requests};
  await new Promise((resolve) => { setTimeout(resolve, SECONDS * 1000); });
  const after = {...await readWakeUps(), ...await readTime(), requests};
  await page.close();
  return {
    seconds: SECONDS,
    timers: after.pending,
    wakeUps: after.fired - before.fired,
    requests: after.requests - before.requests,
    ms: Number((after.task - before.task).toFixed(1)),
  };
}

async function signIn(page) {
  await page.waitForFunction(() => customElements.get('rc-session'));
  await page.evaluate((server, accessToken) => {
    const session = document.querySelector('rc-session');
    Object.assign(session, {server, getAccessToken: async () => accessToken});
  }, `${simulator.url}/w/idle`, token);
  await page.waitForFunction(() => {
    const stores = globalThis[Symbol.for('rc-click-to-call/1')];
    return stores?.get('')?.session.get().state === 'ready';
  });
}

const result = {
  links: await measureIdle('links'),
  elements: await measureIdle('elements'),
  signedIn: await measureIdle('signed-in', signIn),
};
await browser.close();
await site.close();
await simulator.close();
keep('idle', result);
for (const [pageName, {seconds, timers, wakeUps, requests, ms}] of Object.entries(result)) {
  console.log(`${pageName.padEnd(10)} in ${seconds} s: ${timers} timers left, ${wakeUps} callbacks, ${requests} requests, ${ms} ms of the main thread`);
}
