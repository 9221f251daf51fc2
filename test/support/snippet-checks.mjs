// What the checks of snippets look at: their page, its console, and the simulator's requests.
import assert from 'node:assert/strict';

export const waitForInvocation = (page, name, ...firstArgs) => page.waitForFunction(
  (wanted) => window.invocations.some((invocation) => wanted.every((word, i) => word === invocation[i])),
  {timeout: 15_000}, [name, ...firstArgs]);
export const invocationsOf = (page, name) => page.evaluate(
  (wanted) => window.invocations.filter(([invoked]) => invoked === wanted), name);
export const waitUntilReady = (page) => page.waitForFunction(() => document.querySelector('rc-session').shadowRoot?.textContent.includes('Alex Morgan')
  && document.querySelector('rc-click-to-call').shadowRoot?.querySelector('button.main'), {timeout: 15_000});

/** Waits for a condition outside the page. */
export async function until(condition, failureMessage) {
  for (let tries = 0; !await condition(); tries++) {
    assert.ok(tries < 150, failureMessage);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

export const waitForLog = ({logged}, pattern) => until(() => logged.some((text) => pattern.test(text)), `Nothing like ${pattern} in the console.`);
export const reads = (page, selector, pattern) => page.waitForFunction((where, wanted) =>
  new RegExp(wanted).test(document.querySelector(where)?.textContent ?? ''), {timeout: 15_000}, selector, pattern);

/** Calls another number with the page's button. */
export async function callTo(page, to) {
  await waitUntilReady(page);
  await page.evaluate((number) => { document.querySelector('rc-click-to-call').to = number; }, to);
  await page.click('rc-click-to-call');
}

export const placed = (world) => world.requests.filter(({method, path}) => method === 'POST' && path.endsWith('/ring-out'));
/** Waits for the request that places a call, and returns its body. */
export async function waitForPlacedCall(world) {
  await until(() => placed(world).length > 0, 'No call was placed.');
  return placed(world).at(-1).body;
}

/** Waits until the number links offer so many numbers. */
export const waitForNumbers = (page, count) => page.waitForFunction((wanted) =>
  [...document.querySelectorAll('rc-number-links')].some(({shadowRoot}) => {
    const skip = shadowRoot?.querySelector('.skip:not([hidden])')?.textContent.trim() ?? '';
    return new RegExp(`: ${wanted}$`).test(skip);
  }), {timeout: 15_000}, count);

/** Fires rc-call-end on the framework's element, as a call does. */
export async function fireCallEnd(page) {
  await page.waitForSelector('#app rc-click-to-call');
  assert.deepEqual(await page.$eval('#app rc-click-to-call', ({to, name}) => [to, name]), ['+16505550129', 'Anna']);
  await page.$eval('#app rc-click-to-call', (element) => element.dispatchEvent(
    new CustomEvent('rc-call-end', {bubbles: true, detail: {call: {key: 'k'}, primary: true}})));
  await waitForInvocation(page, 'save');
}
