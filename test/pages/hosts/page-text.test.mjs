// A search in the page, and a print of it, find numbers that are below the window.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {FAR, HostPages, PATIENCE} from './host-pages.mjs';

describe('text of the page', {timeout: 120_000}, () => {
  const host = HostPages.use();

  const numbersIn = (id) => host.page.evaluate((name) => document.getElementById(name).shadowRoot?.textContent.includes('+1650555') ?? false, id);

  it('a number without other content is drawn below the window too, other buttons are not', async () => {
    const page = await host.open(`${FAR}<rc-click-to-call id="bare" to="+16505550101"></rc-click-to-call>
      <rc-click-to-call id="labeled" to="+16505550102">Desk</rc-click-to-call><div id="host"></div>`);
    await page.evaluate(() => {
      document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = '<rc-click-to-call to="+16505550103"></rc-click-to-call>';
    });
    await page.waitForFunction(() => {
      const inside = document.getElementById('host').shadowRoot.firstChild;
      return [document.getElementById('bare'), inside].every(({shadowRoot}) => shadowRoot?.textContent.includes('+1650555'));
    }, PATIENCE);
    assert.equal(await numbersIn('labeled'), false);
    // As the browser's own search does.
    assert.equal(await page.evaluate(() => globalThis.find('+16505550101')), true);
  });

  it('ten thousand of them are text, and none is drawn', async () => {
    const page = await host.open('<main></main>');
    await page.evaluate(() => {
      document.querySelector('main').innerHTML = '<div style="height: 4000px"></div>' +
        Array.from({length: 10_000}, (_, i) => `<p><rc-click-to-call to="+1650555${String(i).padStart(4, '0')}"></rc-click-to-call></p>`).join('');
    });
    assert.equal(await page.evaluate(async () => {
      const last = document.querySelector('main').lastElementChild.firstElementChild;
      await globalThis.until(() => last.shadowRoot?.textContent.includes('+16505559999'));
      return globalThis.find('+16505559999');
    }), true);
    const drawn = await page.evaluate(() => document.querySelectorAll('rc-click-to-call:not(:state(waiting))').length);
    assert.equal(drawn, 0);
  });

  it('all are drawn before printing, in shadow roots and in frames too', async () => {
    const page = await host.open(`${FAR}<rc-click-to-call id="labeled" to="+16505550102">Desk</rc-click-to-call><div id="host"></div><iframe></iframe>`);
    await page.evaluate(() => {
      // No idle time between here and the print.
      globalThis.requestIdleCallback = () => 0;
      const add = (parent) => parent.insertAdjacentHTML('beforeend', '<div><rc-click-to-call to="+16505550103"></rc-click-to-call></div>');
      const wrapper = document.createElement('div');
      document.getElementById('host').attachShadow({mode: 'open'}).append(wrapper);
      add(wrapper);
      add(document.body);
      const framed = document.createElement('rc-click-to-call');
      framed.to = '+16505550104';
      const frame = document.querySelector('iframe').contentDocument;
      frame.body.style.paddingTop = '2000px';
      frame.body.append(framed);
      globalThis.waiting = [document.getElementById('labeled'), wrapper.querySelector('rc-click-to-call'), document.querySelector('body > div > rc-click-to-call'), framed];
    });
    const states = () => page.evaluate(() => globalThis.waiting.map((element) => element.matches(':state(waiting)')));
    assert.deepEqual(await states(), [true, true, true, true]);
    await page.pdf();
    assert.deepEqual(await states(), [false, false, false, false]);
  });
});
