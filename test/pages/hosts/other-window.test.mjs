// Elements that scripts move to another window: picture-in-picture, a frame, a template.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FAR, HostPages, PATIENCE} from './host-pages.mjs';

describe('another window', {timeout: 120_000}, () => {
  const host = HostPages.use();

  const BODY = `<button id="pop-out">Pop out</button><rc-call-status></rc-call-status><rc-number-select></rc-number-select>
    <rc-click-to-call id="ann" to="+16505550101" name="Ann" confirm="never"></rc-click-to-call>
    <rc-number-links><p>Ring <a href="tel:+16505550102">Bob</a></p></rc-number-links>${FAR}
    <rc-click-to-call id="far" to="+16505550103">Desk</rc-click-to-call>`;

  /** Opens the picture-in-picture window that `globalThis.popOut` then is. */
  async function popOut() {
    await host.page.evaluate(() => {
      document.getElementById('pop-out').onclick = async () => {
        globalThis.popOut = await documentPictureInPicture.requestWindow({width: 400, height: 400});
      };
    });
    await host.page.click('#pop-out');
    await host.page.waitForFunction(() => globalThis.popOut, PATIENCE);
  }
  const move = (selector, to = 'popOut') => host.page.evaluate((what, where) => {
    const home = where === 'popOut' ? globalThis.popOut.document : document;
    const element = globalThis.moved?.[what] ?? document.querySelector(what);
    globalThis.moved = {...globalThis.moved, [what]: element};
    home.body.append(element);
  }, selector, to);
  /** Text of a moved element, and the widest of its icons. */
  const look = (selector) => host.page.evaluate((what) => {
    const {shadowRoot, ownerDocument: {defaultView}} = globalThis.moved[what];
    const widths = [...shadowRoot.querySelectorAll('svg')].map((icon) => parseFloat(defaultView.getComputedStyle(icon).width));
    return {text: shadowRoot.textContent.replace(/\s+/g, ' '), widest: Math.max(0, ...widths), sheets: shadowRoot.adoptedStyleSheets.length};
  }, selector);
  const shows = (selector, text) => host.page.waitForFunction(
    (what, part) => globalThis.moved[what].shadowRoot?.textContent.includes(part), PATIENCE, selector, text);

  it('a panel in picture-in-picture keeps its looks, its calls and its clock, and comes back', async () => {
    const page = await host.openSignedIn(BODY);
    await page.evaluate(() => void document.getElementById('ann').call());
    await host.waitForPhase('ringing-caller');
    await popOut();
    await move('rc-call-status');
    await shows('rc-call-status', 'Ringing your phone');
    await host.world.advance(13_000);
    await shows('rc-call-status', 'Connected');
    const {widest, sheets} = await look('rc-call-status');
    assert.ok(widest > 5 && widest < 40, `icon of ${widest} px`);
    assert.equal(sheets, 1);
    // The tab is in the background, the window is seen: its clock runs.
    const see = (visibilityState) => page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', {value, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    }, visibilityState);
    await see('hidden');
    const time = await page.evaluate(() => globalThis.timeOf(globalThis.moved['rc-call-status']));
    await page.waitForFunction((first) => globalThis.timeOf(globalThis.moved['rc-call-status']) !== first, PATIENCE, time);
    await see('visible');
    await move('rc-call-status', 'page');
    await shows('rc-call-status', 'Connected');
    assert.equal((await look('rc-call-status')).sheets, 1);
    await move('rc-call-status');
    await host.hangUp();
    await see('visible');
    await host.waitForPhase('ended');
    await shows('rc-call-status', 'ended');
    assert.equal(await host.countRequests('DELETE'), 0);
  });

  it('a button that is moved while it waits, and one that is made for it, are drawn there', async () => {
    const page = await host.openSignedIn(BODY);
    await popOut();
    await move('#far');
    await page.evaluate(() => {
      const made = Object.assign(document.createElement('rc-click-to-call'), {to: '+16505550104', name: 'Cleo'});
      globalThis.moved.made = made;
      globalThis.popOut.document.body.append(made);
    });
    await shows('made', 'Cleo');
    await page.waitForFunction(() => globalThis.moved['#far'].shadowRoot?.querySelector('button.main'), PATIENCE);
    for (const {widest, sheets} of [await look('#far'), await look('made')]) {
      assert.ok(widest > 5 && widest < 40, `icon of ${widest} px`);
      assert.equal(sheets, 1, `${sheets} style sheets`);
    }
  });

  it('a card opens in the window of its button, with its looks', async () => {
    const page = await host.openSignedIn(BODY);
    await host.label('ann');
    await page.evaluate(async () => {
      // The code of calls is here, and has met the button in the page.
      const {ann} = globalThis;
      ann.confirm = 'always';
      ann.call().catch(() => {});
      await globalThis.until(() => globalThis.cardOf(ann));
      globalThis.cardOf(ann).querySelector('.close').click();
    });
    await popOut();
    await move('#ann');
    await page.evaluate(() => {
      const ann = globalThis.moved['#ann'];
      ann.confirm = 'always';
      ann.call().catch(() => {});
    });
    await page.waitForFunction(() => globalThis.cardOf(globalThis.moved['#ann']), PATIENCE);
    const {isOpen, border, widest} = await page.evaluate(() => {
      const card = globalThis.cardOf(globalThis.moved['#ann']);
      const {defaultView} = card.ownerDocument;
      return {
        isOpen: card.matches(':popover-open'), border: defaultView.getComputedStyle(card).borderTopWidth,
        widest: card.querySelector('svg').getBoundingClientRect().width,
      };
    });
    assert.deepEqual({isOpen, border}, {isOpen: true, border: '1px'});
    assert.ok(widest < 40, `icon of ${widest} px`);
  });

  it('session, select and links move without a loss', async () => {
    const page = await host.openSignedIn(BODY);
    await popOut();
    for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) await move(tag);
    await shows('rc-session', 'Alex Morgan');
    await page.waitForFunction(() => globalThis.moved['rc-number-select'].shadowRoot.querySelectorAll('option').length > 1, PATIENCE);
    await page.waitForFunction(() => globalThis.moved['rc-number-links'].pageLinks.links?.scanner.pageNumbers.all.size === 1, PATIENCE);
    for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) assert.equal((await look(tag)).sheets, 1);
    for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) await move(tag, 'page');
    await shows('rc-session', 'Alex Morgan');
    for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) assert.equal((await look(tag)).sheets, 1);
  });

  it('follows the language of the window that it is in', async () => {
    const page = await host.openSignedIn(BODY);
    await popOut();
    await page.evaluate(() => { globalThis.popOut.document.documentElement.lang = 'de'; });
    await move('rc-call-status');
    await shows('rc-call-status', 'Noch keine Anrufe');
    await page.evaluate(() => { globalThis.popOut.document.documentElement.lang = 'fr'; });
    await shows('rc-call-status', 'Aucun appel');
    await move('rc-call-status', 'page');
    await shows('rc-call-status', 'No calls yet');
  });

  it('a document without a window, a template and a frame do no harm', async () => {
    const page = await host.openSignedIn(BODY);
    await page.evaluate(async () => {
      // With an open card.
      const ann = document.getElementById('ann');
      ann.confirm = 'always';
      ann.call().catch(() => {});
      await globalThis.until(() => globalThis.cardOf(ann)?.matches(':popover-open'));
      const elements = [...document.querySelectorAll('rc-session, rc-call-status, rc-number-select, rc-number-links, rc-click-to-call')];
      const template = document.createElement('template');
      const frame = document.createElement('iframe');
      document.body.append(frame);
      for (const home of [new DOMParser().parseFromString('<p>', 'text/html').body, template.content, document.createDocumentFragment(), frame.contentDocument.body, document.body]) {
        home.append(...elements);
        await globalThis.rest();
      }
      globalThis.moved = {'#ann': elements.find(({id}) => id === 'ann'), 'rc-call-status': elements.find(({localName}) => localName === 'rc-call-status')};
    });
    assert.equal((await look('rc-call-status')).sheets, 1);
    assert.equal((await look('#ann')).sheets, 5);
    assert.equal(await host.label('ann'), 'Ann');
  });
});
