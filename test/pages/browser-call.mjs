// Calls in the browser, as tests of whole pages read and use them.
import {until} from '../support/demo.mjs';

export {fakeMediaArgs as FAKE_MEDIA} from '../../scripts/browser.mjs';

const PATIENCE = {timeout: 15_000};

/** Waits until an element shows a text. */
export const reads = (page, element, text) => page.waitForFunction((selector, wanted) => {
  const {shadowRoot} = document.querySelector(selector) ?? {};
  return shadowRoot?.textContent.replace(/\s+/g, ' ').includes(wanted);
}, PATIENCE, element, text);

/** Waits until an element no longer shows a text. */
export const readsNoMore = (page, element, text) => page.waitForFunction((selector, wanted) =>
  !document.querySelector(selector).shadowRoot.textContent.replace(/\s+/g, ' ').includes(wanted), PATIENCE, element, text);

/** As long as a click may take until something is seen of it. */
const CLICK_MS = 2000;

/** Whether something becomes so soon. */
async function becomes(isDone) {
  const start = performance.now();
  while (!await isDone()) {
    if (performance.now() - start > CLICK_MS) return false;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return true;
}

/** Does something until it is done: buttons that have just appeared ignore clicks. */
export const act = (once, isDone) => until(async () => {
  await once();
  return becomes(isDone);
});

/** Clicks a part until that is done. */
export async function pressPart(page, element, part, isDone) {
  await page.waitForSelector(`${element} >>> [part~=${part}]`, PATIENCE);
  await act(async () => {
    const button = await page.$(`${element} >>> [part~=${part}]`);
    await button?.click().catch(() => {});
  }, isDone);
}

/** Chooses a phone in the list "Ring me on". */
export async function choosePhone(page, value) {
  await page.waitForSelector(`rc-number-select[kind=from] >>> option[value="${value}"]`, PATIENCE);
  await (await page.$('rc-number-select[kind=from] >>> select')).select(value);
}

/** Waits until a meter shows sound. @param {'microphone' | 'speaker'} name */
export const meterMoves = (page, element, name) => page.waitForFunction((selector, level) => {
  const meter = document.querySelector(selector).shadowRoot.querySelector(`[data-level=${level}]`);
  return Number(meter?.style.getPropertyValue('--_level')) > 0.02;
}, {...PATIENCE, polling: 50}, element, name);
