// Memory of one element among many.
import {existsSync, readFileSync} from 'node:fs';
import {quick, spread} from '../results.mjs';
import {settle, startBrowser} from '../support.mjs';
import {KIND_NAMES, OURS, inTurn, ratiosToLinks, rowsOf} from './kinds.mjs';
import {MANY, assertDrawn, openPage} from './site.mjs';

const MEMORY_ROUNDS = quick ? 1 : 2;
/** Ours, as if all rows had been in view once. */
const OURS_DRAWN = `${OURS}, drawn`;
const CASES = [...KIND_NAMES, OURS_DRAWN];

/** Private memory of the browser's page processes in bytes, as Linux reports it. */
async function readPrivateBytes(browser) {
  const session = await browser.target().createCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let bytes = 0;
  for (const {type, id} of processInfo) {
    if (type !== 'renderer') continue;
    const report = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    for (const [, kB] of report.matchAll(/^Private_\w+: +(\d+) kB$/gm)) bytes += 1024 * kB;
  }
  return bytes;
}

async function insertRows(page, name, count) {
  const isDrawn = name === OURS_DRAWN;
  await page.evaluate(async (html, tag) => {
    const main = document.querySelector('main');
    main.innerHTML = html;
    for (const element of main.querySelectorAll(tag)) await element.updateComplete;
  }, rowsOf(isDrawn ? OURS : name, count), isDrawn ? OURS : 'none');
  if (isDrawn) await assertDrawn(page, count);
}

/** Private memory of one row in bytes, in a browser of its own. */
async function measureMemory(site, peers, name) {
  const browser = await startBrowser();
  try {
    const page = await openPage(browser, site, 'empty.html');
    await page.addScriptTag({content: peers});
    const session = await page.createCDPSession();
    const collectGarbage = async () => {
      await page.evaluate(settle);
      for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    };
    await insertRows(page, name, 100);
    await collectGarbage();
    const before = await readPrivateBytes(browser);
    await insertRows(page, name, MANY);
    await collectGarbage();
    return (await readPrivateBytes(browser) - before) / MANY;
  } finally {
    await browser.close();
  }
}

/** By kind: bytes of one row, and its ratio to a link in the same round. */
export async function benchMemory(site, peers) {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  const samples = Object.fromEntries(CASES.map((name) => [name, []]));
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    for (const name of inTurn(CASES, round)) {
      samples[name].push(await measureMemory(site, peers, name));
    }
  }
  return Object.fromEntries(CASES.map((name) =>
    [name, {bytes: spread(samples[name], 0), ratio: spread(ratiosToLinks(samples, name))}]));
}
