// node bench/idle/run.mjs [--quick]
// A page with a thousand call buttons at which nobody looks: timers, requests, callbacks and the main thread's time,
// beside the same page with links. Without a session, and signed in without a call. Needs a build. Writes
// bench/results/idle.json.
import {servePages} from '../../test/support/chromium.mjs';
import {startSimulator} from '../../demo/simulator/server.js';
import {rowsOf} from '../elements/kinds.mjs';
import {keep, quick} from '../results.mjs';
import {meter, settle, startBrowser} from '../support.mjs';
import {countWakeUps} from './wake-ups.mjs';

const SECONDS = quick ? 4 : 15;
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

async function look(name, prepare) {
  const page = await browser.newPage();
  let requests = 0;
  page.on('request', () => { requests++; });
  const wakeUps = await countWakeUps(page);
  await page.goto(`${site.url}/${name}.html`);
  await prepare?.(page);
  await page.evaluate(settle, 20);
  const read = await meter(page);
  const before = {...await read(), ...await wakeUps(), requests};
  await new Promise((resolve) => { setTimeout(resolve, SECONDS * 1000); });
  const after = {...await wakeUps(), ...await read(), requests};
  await page.close();
  return {
    seconds: SECONDS, timers: after.pending, wakeUps: after.fired - before.fired,
    requests: after.requests - before.requests,
    ms: Number((after.task - before.task).toFixed(1)),
  };
}

const signIn = async (page) => {
  await page.waitForFunction(() => customElements.get('rc-session'));
  await page.evaluate((server, accessToken) => {
    Object.assign(document.querySelector('rc-session'), {server, getAccessToken: async () => accessToken});
  }, `${simulator.url}/w/idle`, token);
  await page.waitForFunction(() =>
    globalThis[Symbol.for('rc-click-to-call/1')]?.get('')?.session.get().state === 'ready');
};

const result = {
  links: await look('links'),
  elements: await look('elements'),
  signedIn: await look('signed-in', signIn),
};
await browser.close();
await site.close();
await simulator.close();
keep('idle', result);
for (const [page, {seconds, timers, wakeUps, requests, ms}] of Object.entries(result)) {
  console.log(`${page.padEnd(10)} in ${seconds} s: ${timers} timers left, ${wakeUps} callbacks, ${requests} requests, ${ms} ms of the main thread`);
}
