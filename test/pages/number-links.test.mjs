// Number links where a page is more than a document in a window: full screen, print, zoom, right to left, scrolled
// parts. In each the card is usable, inside of the view, and beside the number.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, servePages, watch} from '../support/chromium.mjs';
import {addHelpers, assertBeside, look} from './card-position.mjs';

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const NUMBER = '(650) 555-0100';

const pages = {
  'text.html': `${SCRIPT}<body style="margin:0"><rc-number-links country="US">
    <main style="padding:200px 60px;background:white"><p>Sales: <b>${NUMBER}</b></p><button>Ours</button></main></rc-number-links>`,
  'inline.html': `${SCRIPT}<rc-number-links country="US" mode="inline"><p>Sales: ${NUMBER}</p></rc-number-links>`,
  'rows.html': `${SCRIPT}<rc-number-links country="US"><p>${NUMBER}</p><table><tbody></tbody></table></rc-number-links>`,
  'scrolled.html': `${SCRIPT}<rc-number-links country="US">
    <div id="outer" style="height:400px;overflow:auto;border:5px solid"><div style="height:500px"></div>
    <div id="inner" style="height:200px;overflow:auto"><div style="height:300px"></div><p><b>${NUMBER}</b></p>
    <div style="height:600px"></div></div><div style="height:900px"></div></div></rc-number-links>`,
};

describe('number links', async () => {
  let browser;
  let site;
  before(async () => {
    browser = await launch();
    site = await servePages(pages);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function open(name, body, viewport = {width: 800, height: 600}) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const {problems} = watch(page);
      await page.setViewport(viewport);
      await page.evaluateOnNewDocument(addHelpers);
      await page.goto(`${site.url}/${name}`);
      await page.waitForFunction(() => document.querySelector('rc-number-links').shadowRoot?.querySelector('.skip:not([hidden])')
        || document.querySelector('rc-number-links rc-click-to-call'));
      await body(page);
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
    }
  }

  /** Clicks the number, and waits until the card is open and positioned. */
  async function openCard(page) {
    await page.click('b');
    await page.waitForFunction(() => inShadow('.card:popover-open rc-click-to-call')?.shadowRoot?.querySelector('.main'));
    return settled(page);
  }

  const drawn = (page) => page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  }));

  async function settled(page) {
    await drawn(page);
    return look(page);
  }

  const focused = (page) => page.evaluate(() => focusedInside()?.textContent.trim().replace(/\s+/g, ' ') ?? '');

  /** Whether the focused element is in view, with nothing over it. */
  const focusIsSeen = (page) => page.evaluate(() => {
    const element = focusedInside();
    const {left, top, width, height} = element.getBoundingClientRect();
    const seen = seenAt(left + width / 2, top + height / 2);
    return width > 20 && seen !== null && (element.contains(seen) || element.getRootNode().host === seen);
  });

  const fillScreen = (page) => page.evaluate(async () => {
    await document.querySelector('main').requestFullscreen();
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); });
    return document.fullscreenElement?.localName;
  });

  test('in full screen the card is on top of the full-screen element', () => open('text.html', async (page) => {
    await page.click('button');
    assert.equal(await fillScreen(page), 'main');
    assertBeside(await openCard(page), 'full screen');
    await page.keyboard.press('Escape');
    assert.equal(await look(page), null);
  }));

  test('in full screen the keyboard reaches the link and the list, which return to their place afterwards', () =>
    open('text.html', async (page) => {
      const inside = () => page.$eval('rc-number-links', ({shadowRoot}) => [...shadowRoot.children].map(({localName}) => localName).join());
      const html = () => page.$eval('main', ({outerHTML}) => outerHTML);
      const before = [await inside(), await html()];
      await page.click('button');
      await fillScreen(page);
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
      assert.equal(await focused(page), 'Phone numbers: 1');
      assert.ok(await focusIsSeen(page), 'the link is seen');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => inShadow('.numbers:popover-open')?.getRootNode().activeElement?.localName === 'rc-click-to-call');
      assert.equal(await page.evaluate(() => inShadow('.numbers').getRootNode().activeElement.to), '+16505550100');
      assert.ok(await focusIsSeen(page), 'the call button is seen');
      assert.equal(await page.evaluate(() => inShadow('.skip').textContent), 'Phone numbers: 1', 'our own list is not searched');
      await page.evaluate(() => document.exitFullscreen());
      await drawn(page);
      assert.deepEqual([await inside(), await html()], before);
      await page.keyboard.press('Tab');
    }));

  test('highlight rules match only the outermost elements, since each matched element makes the browser slower', () => open('text.html', async (page) => {
    await openCard(page);
    const rules = await page.evaluate(() => document.adoptedStyleSheets.flatMap(({cssRules}) => [...cssRules])
      .flatMap(({cssRules = []}) => [...cssRules]).map(({selectorText}) => selectorText).filter((text) => text.includes('rc-number')));
    assert.ok(rules.length >= 3, rules.join('; '));
    for (const rule of rules.join(', ').split(/, (?=:where|\*?::)/)) assert.match(rule, /^:where\(:root, body, rc-number-links\)::highlight\(/);
  }));

  test('a printed page shows nothing but the page itself', () => open('text.html', async (page) => {
    const underline = () => page.evaluate(() => getComputedStyle(document.querySelector('b'), '::highlight(rc-number)').textDecorationLine);
    await openCard(page);
    assert.equal(await underline(), 'underline');
    await page.emulateMediaType('print');
    await drawn(page);
    assert.equal(await underline(), 'none');
    const ours = await page.screenshot({encoding: 'base64'});
    await page.evaluate(() => document.querySelector('rc-number-links').replaceWith(...document.querySelector('rc-number-links').childNodes));
    await drawn(page);
    assert.ok(await page.screenshot({encoding: 'base64'}) === ours, 'the printed page is the same, pixel by pixel');
  }));

  test('a printed call button in the text is the number', () => open('inline.html', async (page) => {
    await page.emulateMediaType('print');
    await drawn(page);
    const printed = await page.evaluate(() => {
      const button = document.querySelector('rc-number-links rc-click-to-call');
      const {width, height} = button.getBoundingClientRect();
      return {text: document.querySelector('p').innerText, width, height};
    });
    assert.equal(printed.text, `Sales: ${NUMBER}`);
    assert.ok(printed.width > 50 && printed.height > 10);
    await page.evaluate(() => document.querySelector('rc-number-links').remove());
    assert.ok((await page.pdf()).length > 0);
  }));

  for (const zoom of [0.75, 1.5, 2]) {
    test(`the card is beside the number at CSS zoom ${zoom} of the page, of a part, and of the element’s parent`, () => open('text.html', async (page) => {
      for (const selector of ['html', 'main', 'body']) {
        await page.evaluate((which, value) => { document.querySelector(which).style.zoom = value; }, selector, zoom);
        assertBeside(await openCard(page), `zoom of ${selector}`);
        await page.keyboard.press('Escape');
        await page.evaluate((which) => { document.querySelector(which).style.zoom = ''; }, selector);
      }
    }));
  }

  test('the card is beside the number at a browser zoom of 400 %: a window of 320 by 256', () => open('text.html', async (page) => {
    assertBeside(await openCard(page), '400 %');
  }, {width: 320, height: 256, deviceScaleFactor: 4}));

  test('the card is inside of the view after a pinch zoom', () => open('text.html', async (page) => {
    const client = await page.createCDPSession();
    await client.send('Emulation.setPageScaleFactor', {pageScaleFactor: 2});
    await page.waitForFunction(() => visualViewport.scale === 2);
    assertBeside(await openCard(page), 'pinch zoom');
  }, {width: 800, height: 900, isMobile: true, hasTouch: true}));

  test('in right-to-left text the card starts where the number starts', () => open('text.html', async (page) => {
    await page.evaluate(() => {
      document.documentElement.lang = 'he';
      document.documentElement.dir = 'rtl';
    });
    const seen = await openCard(page);
    assertBeside(seen, 'right to left');
    assert.ok(Math.abs(seen.fromStart) < 2, `at the right end of the number: ${seen.fromStart}`);
  }));

  test('removed rows do not stay in memory', () => open('rows.html', async (page) => {
    const offered = (count) => page.waitForFunction((wanted) =>
      Number(inShadow('.skip').textContent.replace(/\D/g, '')) === wanted, {}, count);
    const client = await page.createCDPSession();
    await page.evaluate(() => { globalThis.gone = []; });
    for (let round = 0; round < 3; round++) {
      // Frame after frame, as rows stream in.
      await page.evaluate(async () => {
        const body = document.querySelector('tbody');
        for (let frame = 0; frame < 20; frame++) {
          for (let row = 0; row < 20; row++) {
            body.insertRow().insertCell().textContent = `Call 650 555 0${100 + row} now`;
            globalThis.gone.push(new WeakRef(body.lastElementChild));
          }
          await new Promise((resolve) => { requestAnimationFrame(() => resolve()); });
        }
      });
      await offered(401);
      await page.evaluate(() => document.querySelector('tbody').replaceChildren());
      await offered(1);
    }
    await drawn(page);
    await client.send('HeapProfiler.collectGarbage');
    const left = await page.evaluate(() => globalThis.gone.filter((row) => row.deref()).length);
    // The browser itself may hold the element that it observed last.
    assert.ok(left <= 3, `${left} of 1,200 rows are still in memory`);
  }));

  test('the card follows the number in nested scrollers', () => open('scrolled.html', async (page) => {
    await page.evaluate(() => document.querySelector('b').scrollIntoView({block: 'center'}));
    assertBeside(await openCard(page), 'scrolled to');
    for (const id of ['inner', 'outer']) {
      await page.evaluate((which) => document.getElementById(which).scrollBy(0, 30), id);
      assertBeside(await settled(page), `${id} scrolled further`);
    }
  }));
});
