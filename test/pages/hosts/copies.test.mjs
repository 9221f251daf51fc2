// Elements that scripts copy, move, hide and use again.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FAR, HostPages, PATIENCE} from './host-pages.mjs';

describe('copies and moves', {timeout: 120_000}, () => {
  const host = HostPages.use();

  const ANN = '<rc-click-to-call id="ann" to="+16505550101" name="Ann" confirm="never"></rc-click-to-call>';

  it('a copy of a button with a call is a button of its own', async () => {
    const page = await host.openSignedIn(`<main>${ANN}</main>`);
    await page.evaluate(() => void document.getElementById('ann').call());
    await host.waitForPhase('ringing-caller');
    const names = await page.evaluate(async () => {
      const ann = document.getElementById('ann');
      const copy = ann.cloneNode(true);
      Object.assign(copy, {id: 'copy', to: '+16505550102', name: 'Bob'});
      document.body.append(copy);
      await globalThis.rest();
      return Promise.all([ann, copy].map(globalThis.labelOf));
    });
    assert.deepEqual(names, ['Cancel', 'Bob']);
  });

  it('HTML that is read and written back makes the same buttons', async () => {
    const page = await host.open(`<main><rc-click-to-call id="near" to="+16505550101" size="large" disabled></rc-click-to-call>
      <rc-click-to-call id="link"><a href="tel:+16505550102">Bob</a></rc-click-to-call>${FAR}
      <rc-click-to-call id="far" to="+16505550103">Desk</rc-click-to-call></main>`);
    await host.label('near');
    await page.waitForFunction(() => document.getElementById('far').getAttribute('tabindex') === '0', PATIENCE);
    await page.evaluate(() => {
      const main = document.querySelector('main');
      const {innerHTML} = main;
      main.innerHTML = innerHTML;
    });
    assert.deepEqual(await host.labels(), ['+16505550101', 'Bob', 'Desk']);
    const far = await page.$eval('#far', (element) => ({
      tabindex: element.getAttribute('tabindex'), tabStops: [element, ...element.shadowRoot.querySelectorAll('*')].filter(({tabIndex}) => tabIndex === 0).length,
    }));
    assert.deepEqual(far, {tabindex: null, tabStops: 1});
    assert.equal(await page.$eval('#near', ({size, disabled}) => `${size} ${disabled}`), 'large true');
  });

  it('a call goes on when its button is moved, in whichever way', async () => {
    const page = await host.openSignedIn(`<main>${ANN}</main><aside><p>Aside</p></aside>`);
    await page.evaluate(() => void document.getElementById('ann').call());
    await host.waitForPhase('ringing-caller');
    const isCardOpen = () => page.waitForFunction(
      () => globalThis.cardOf(document.getElementById('ann'))?.matches(':popover-open'), PATIENCE);
    await isCardOpen();
    const ways = {
      insertBefore: (element, home) => home.insertBefore(element, home.firstChild),
      moveBefore: (element, home) => home.moveBefore(element, home.firstChild),
      fragment: (element, home) => {
        const fragment = document.createDocumentFragment();
        fragment.append(element);
        home.append(fragment);
      },
      template: (element, home) => {
        const template = document.createElement('template');
        template.content.append(element);
        home.append(template.content);
      },
      replaceWith: (element, home) => {
        const marker = document.createElement('meta');
        element.replaceWith(marker);
        home.append(marker);
        marker.replaceWith(element);
      },
    };
    for (const [name, way] of Object.entries(ways)) {
      await page.evaluate(`(${way})(document.getElementById('ann'),
        document.querySelector(document.querySelector('aside #ann') ? 'main' : 'aside'))`);
      assert.equal(await host.label('ann'), 'Cancel', name);
      await isCardOpen();
    }
    await host.world.advance(13_000);
    await page.waitForFunction(() => /Connected/.test(document.getElementById('ann').shadowRoot.textContent), PATIENCE);
    assert.deepEqual(await host.phases(), ['connected']);
    assert.equal(await host.countRequests('DELETE'), 0);
  });

  it('a list that reuses its buttons shows the last number, and keeps no removed one', async () => {
    const page = await host.open(`<main></main>${FAR}<footer></footer>`);
    await page.evaluate(async () => {
      const make = (to) => Object.assign(document.createElement('rc-click-to-call'), {to});
      const main = document.querySelector('main');
      main.append(...Array.from({length: 20}, (_, i) => make(`+165055501${i + 10}`)));
      // The first round meets waiting buttons, the second drawn ones.
      for (let round = 0; round < 2; round++) {
        await globalThis.rest();
        for (let i = 0; i < 200; i++) {
          for (const button of main.children) {
            button.to = `+165055501${i % 90 + 10}`;
            button.setAttribute('name', i % 2 ? `Row ${i}` : ' ');
            if (i % 3 === 0) button.removeAttribute('name');
          }
          main.append(main.firstElementChild);
        }
        for (const button of main.children) button.country = 'US';
      }
      // Rows that come and go before they are ever drawn, near and far.
      for (const home of [main, document.querySelector('footer')]) {
        for (let i = 0; i < 200; i++) {
          const button = make('+16505550150');
          home.append(button);
          if (i % 50 === 0) await globalThis.rest();
          button.remove();
        }
      }
      for (const button of main.children) Object.assign(button, {to: 6505550199, name: undefined});
      await globalThis.rest();
    });
    assert.deepEqual(new Set(await host.labels()), new Set(['6505550199']));
    await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')]
      .every(({shadowRoot}) => shadowRoot.querySelector('a.main')?.getAttribute('href') === 'tel:+16505550199'), PATIENCE);
    const prototype = await page.evaluateHandle(() => customElements.get('rc-click-to-call').prototype);
    const alive = await page.queryObjects(prototype);
    assert.equal(await alive.evaluate((list) => list.length), 20);
  });

  it('a hidden row is drawn when it is shown', async () => {
    const page = await host.open(`<p hidden><rc-click-to-call id="labeled" to="+16505550101">Desk</rc-click-to-call></p>
      <details><summary>More</summary><rc-click-to-call id="bare" to="+16505550102"></rc-click-to-call></details>`);
    await page.evaluate(() => globalThis.rest());
    await page.evaluate(() => {
      document.querySelector('p').hidden = false;
      document.querySelector('details').open = true;
    });
    await page.waitForFunction(() => ['labeled', 'bare'].every((id) => document.getElementById(id).shadowRoot?.querySelector('.main')), PATIENCE);
  });
});
