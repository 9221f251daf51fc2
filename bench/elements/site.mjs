// The pages of this bench, and what they are asked.
import {servePages} from '../../test/support/chromium.mjs';
import {settle} from '../support.mjs';
import {OURS, rowsOf} from './kinds.mjs';

export const MANY = 10_000;
const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const pageWith = (rows, style = '') =>
  `<title>Bench</title><style>${style}</style><main>${rows}</main>${SCRIPT}`;

export const serveSite = () => servePages({
  'empty.html': pageWith(''),
  'columns.html': pageWith('', 'main { display: grid; grid-template-columns: repeat(10, 1fr) }'),
  'thousand.html': pageWith(rowsOf(OURS, 1000)),
  // The script stands at the end, so that it upgrades all elements at once.
  [`arrive-${OURS}.html`]: pageWith(rowsOf(OURS, MANY)),
  'arrive-link.html': pageWith(rowsOf('link', MANY)),
});

export async function openPage(browser, site, file, {width = 1000, height = 800} = {}) {
  const page = await browser.newPage();
  await page.setViewport({width, height});
  await page.goto(`${site.url}/${file}`);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await page.evaluate(`globalThis.settle = ${settle}`);
  await page.evaluate(settle);
  return page;
}

/** Fails where fewer than `count` rows of a page show a button or a link, or `areInView` and not all are. */
export async function assertDrawn(page, count, {areInView = false} = {}) {
  const drawn = await page.$$eval('main > div > *', (elements, mustBeInView) => {
    const isShown = (element) => {
      const {height, bottom} = element.getBoundingClientRect();
      return height > 0 && (!mustBeInView || bottom <= innerHeight);
    };
    const controlOf = (element) => element.localName.includes('-')
      ? element.shadowRoot?.querySelector('button, a, time, span')
      : element;
    return elements.map(controlOf).filter((control) => control && isShown(control)).length;
  }, areInView);
  if (drawn !== count) throw new Error(`${drawn} of ${count} rows are drawn.`);
}
