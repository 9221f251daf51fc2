// The demo's page of numbers in a text, by mouse and by keyboard.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {root} from '../../scripts/run.mjs';
import {watch} from '../support/chromium.mjs';
import {useDemo} from './demo-page.mjs';

const AXE = path.join(root, 'node_modules/axe-core/axe.min.js');

const OFFERED_TEXTS = [
  '(650) 555-0100', '650.555.0101 ext. 9', '+44 20 7946 0958', 'his own line', '+1 416 555 0109', '650-555-0103',
];

const readOffer = (page) => page.evaluate(() => globalThis.underlinedTexts());

const waitForOffer = (page, text) => page.waitForFunction((wanted) => globalThis.underlinedTexts().includes(wanted), {}, text);

/** The underlined texts, each once, and the label of the focused element. */
const prepare = (page) => page.evaluateOnNewDocument(() => {
  globalThis.focused = () => {
    let {activeElement: element} = document;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    // A call button that is not rendered yet has no label.
    if (element === document.body || element.localName === 'rc-click-to-call') return '';
    return element.textContent.trim() || element.getRootNode().host.textContent.trim();
  };
  globalThis.underlinedTexts = () => {
    const range = document.createRange();
    return [...new Set([...CSS.highlights.values()].flatMap((marks) => [...marks].map((mark) => {
      range.setStart(mark.startContainer, mark.startOffset);
      range.setEnd(mark.endContainer, mark.endOffset);
      return range.toString();
    })))];
  };
});

const AT = {path: '/number-links.html', prepare};

/** The middle of a piece of the page's text. */
const middleOf = (page, text) => page.evaluate((wanted) => {
  const walker = document.createTreeWalker(document.querySelector('rc-number-links'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(wanted);
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + wanted.length);
    const {left, top, width, height} = range.getBoundingClientRect();
    return {x: left + width / 2, y: top + height / 2};
  }
  throw new Error(`"${wanted}" is not on the page.`);
}, text);

describe('the demo of numbers in a text', () => {
  const demo = useDemo();

  test('offers its numbers, and none of the look-alikes', () => demo.open(async ({page}) => {
    const {problems} = watch(page);
    await waitForOffer(page, OFFERED_TEXTS.at(-1));
    const marks = await readOffer(page);
    for (const number of OFFERED_TEXTS.filter((text) => /\d/.test(text))) assert.ok(marks.includes(number), `${number}: ${marks}`);
    assert.deepEqual(marks.filter((text) => !OFFERED_TEXTS.includes(text)), []);
    await page.addScriptTag({path: AXE});
    const found = await page.evaluate(async () => (await window.axe.run()).violations.map(({id}) => id));
    assert.deepEqual(found, []);
    assert.deepEqual(problems.filter((text) => !text.includes('redirect URI')), []);
  }, AT));

  test('places a call by mouse to a number that has just arrived', () => demo.open(async ({page, press, signIn, pass, shows}) => {
    await signIn();
    await press('A new order comes in');
    await waitForOffer(page, '(650) 555-0140');
    const {x, y} = await middleOf(page, '(650) 555-0140');
    await page.mouse.move(x, y);
    await (await page.waitForSelector('>>> .card rc-click-to-call >>> .main', {visible: true})).click();
    await shows('Ringing your phone…');
    await pass(30);
    await page.waitForFunction(() => /Call ended/.test(document.querySelector('rc-call-status').shadowRoot.textContent));
  }, AT));

  test('shows in the card the name that the page knows', () => demo.open(async ({page}) => {
    await waitForOffer(page, '650-555-0103');
    const {x, y} = await middleOf(page, '650-555-0103');
    await page.mouse.move(x, y);
    await page.waitForSelector('::-p-text(Diego Ramos)', {visible: true});
  }, AT));

  test('places a call by keyboard alone', () => demo.open(async ({page, signIn, shows}) => {
    await signIn();
    await waitForOffer(page, OFFERED_TEXTS.at(-1));
    const focused = () => page.evaluate(() => globalThis.focused());
    for (let presses = 0; presses < 20 && !/Phone numbers/.test(await focused()); presses++) await page.keyboard.press('Tab');
    assert.match(await focused(), /Phone numbers/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => globalThis.focused() === 'Call (650) 555-0100');
    await page.keyboard.press('Enter');
    await shows('Ringing your phone…');
  }, AT));

  test('has a link on the first page', () => {
    assert.match(readFileSync(path.join(root, 'demo/index.html'), 'utf8'), /href="number-links\.html"/);
  });
});
