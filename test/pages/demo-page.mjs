// The page of the demo, as its tests read and use it.
import assert from 'node:assert/strict';
import path from 'node:path';
import {after, before} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {launch} from '../support/chromium.mjs';
import {startDemo} from '../support/demo.mjs';

const AXE = path.join(root, 'node_modules/axe-core/axe.min.js');

/** Within a `describe`: the demo, and the `browser` of its tests. @param {{args?: string[]}} [launchOptions] */
export function useDemo(launchOptions) {
  let demo;
  const used = {browser: undefined, open: (...visit) => demo.open(...visit)};
  before(async () => {
    used.browser = await launch(launchOptions);
    demo = await startDemo(used.browser);
  });
  after(async () => {
    await demo?.close();
    await used.browser?.close();
  });
  return used;
}

/** Asserts that axe finds nothing, in the light and in the dark scheme. */
export async function assertAccessible(page, state) {
  if (!await page.evaluate(() => 'axe' in window)) await page.addScriptTag({path: AXE});
  for (const scheme of ['light', 'dark']) {
    await page.select('#scheme', scheme);
    const found = await page.evaluate(async () => (await window.axe.run()).violations
      .flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(' ')}`)));
    assert.deepEqual(found, [], `${state}, ${scheme}`);
  }
}

/** The events in the log of the page, oldest first, as "type detail". */
export const loggedEvents = (page) => page.$$eval('#log summary', (lines) => lines.map((line) => line.textContent.replace(/^\S+ /, '')).reverse());

/** The main control of each customer's call button: the address of a link, or `button`. */
export const controls = (page) => page.$$eval('.next rc-click-to-call, table rc-click-to-call', (elements) => elements.map(({shadowRoot}) => {
  const {localName} = shadowRoot.querySelector('[part=button]');
  return shadowRoot.querySelector('a.main')?.getAttribute('href') ?? localName;
}));

export const customer = (page, name) => page.waitForSelector(`rc-click-to-call[name="${name}"]`);

/** Presses Tab until the focused control has this text, shadow roots included. */
export async function tabTo(page, text) {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      let {activeElement: element} = document;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent.trim();
    });
    if (focused === text) return;
  }
  throw new Error(`The keyboard does not reach "${text}".`);
}

export async function assertAccessibleAsIs(page) {
  await page.addScriptTag({path: AXE});
  const found = await page.evaluate(async () => (await window.axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})).violations.map(({id}) => id));
  assert.deepEqual(found, []);
}
