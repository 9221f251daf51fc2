// HTML from a server, put into the page by innerHTML, morphs, htmx and Turbo.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {HostPages, htmlOf, PATIENCE} from './host-pages.mjs';

describe('HTML from a server', {timeout: 120_000}, () => {
  const host = HostPages.use(['morphs', 'htmx', 'turbo']);

  const LIST = (rows) => rows.map(({id, text = '', ...attributes}) => `<p><rc-click-to-call id="${id}"${
    Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join('')}>${text}</rc-click-to-call></p>`).join('');
  const BEFORE = LIST([
    {id: 'ann', to: '+16505550101', name: 'Ann', size: 'small', confirm: 'always'}, {id: 'bob', to: '+16505550102', account: 'other'}, {id: 'desk', to: '+16505550103', text: 'Desk'},
  ]);
  const AFTER = LIST([
    {id: 'ann', to: '+16505550101'}, {id: 'cleo', to: '+16505550104', name: 'Cleo'}, {id: 'bob', to: '+16505550105'}, {id: 'desk', to: '+16505550103', text: 'Front desk'},
  ]);
  const state = () => host.page.evaluate(async () => {
    await globalThis.rest();
    const buttons = [...document.querySelectorAll('main rc-click-to-call')];
    return Promise.all(buttons.map(async (button) => [
      button.id, await globalThis.labelOf(button), button.size, button.confirm, button.shadowRoot.querySelector('.main').localName,
    ].join(' ')));
  });
  const OLD = ['ann Ann small always button', 'bob +16505550102 medium auto a', 'desk Desk medium auto button'];
  const NEW = ['ann +16505550101 medium auto button', 'cleo Cleo medium auto button', 'bob +16505550105 medium auto button', 'desk Front desk medium auto button'];

  /** Each puts HTML into `main` as its library does. */
  const WAYS = {
    'innerHTML': [[], (html) => { document.querySelector('main').innerHTML = html; }],
    'idiomorph': [['morphs'], (html) => globalThis.morphs.idiomorph(document.querySelector('main'), html)],
    'morphdom': [['morphs'], (html) => globalThis.morphs.morphdom(document.querySelector('main'), html)],
    'htmx': [['htmx'], () => globalThis.htmx.ajax('GET', '/rows', {target: '#main', swap: 'innerHTML'})],
    'htmx, a morph': [['htmx'], () => globalThis.htmx.ajax('GET', '/rows', {target: '#main', swap: 'innerMorph'})],
    'Turbo, a stream': [['turbo'], (html) => globalThis.Turbo.renderStreamMessage(
      `<turbo-stream action="update" target="main"><template>${html}</template></turbo-stream>`)],
    'Turbo, a morph': [['turbo'], (html) => globalThis.Turbo.renderStreamMessage(
      `<turbo-stream action="update" method="morph" target="main"><template>${html}</template></turbo-stream>`)],
  };
  for (const [name, [scripts, put]] of Object.entries(WAYS)) {
    it(`${name}: buttons show what the new HTML says, and a call goes on`, async () => {
      const page = await host.openSignedIn(`<main id="main">${BEFORE}</main><rc-call-status></rc-call-status>`, {scripts});
      await page.waitForFunction((names) => names.every((script) => globalThis[{turbo: 'Turbo'}[script] ?? script]), PATIENCE, scripts);
      assert.deepEqual(await state(), OLD);
      await page.evaluate(() => void globalThis.storeOf('').call({to: '+16505550109'}).catch(() => {}));
      await host.waitForPhase('ringing-caller');
      const swap = (html) => page.evaluate(`(${put})(${JSON.stringify(html)})`);
      for (const [html, expected] of [[AFTER, NEW], [BEFORE, OLD], [AFTER, NEW]]) {
        host.site.pages['/rows'] = html;
        await swap(html);
        await page.waitForFunction((id) => !!document.getElementById('cleo') === id, PATIENCE, html === AFTER);
        assert.deepEqual(await state(), expected);
      }
      assert.deepEqual(await host.phases(), ['ringing-caller']);
      assert.equal(await host.countRequests('DELETE'), 0);
    });
  }

  it('Turbo visits: a permanent session and panel stay, pages come and go, also from its cache', async () => {
    const scripts = ['turbo'];
    const bodyOf = (session, rows) => `<div id="session" data-turbo-permanent>${session}</div>
      <div id="panel" data-turbo-permanent><rc-call-status></rc-call-status></div><a id="next" href="/next">Next</a><main>${rows}</main>`;
    const page = await host.openSignedIn((session) => bodyOf(session, BEFORE), {scripts});
    host.site.pages['/next'] = htmlOf(bodyOf(`<rc-session server="${host.world.server}"></rc-session>`, AFTER), scripts);
    await page.waitForFunction(() => globalThis.Turbo, PATIENCE);
    assert.deepEqual(await state(), OLD);
    await page.evaluate(() => void globalThis.storeOf('').call({to: '+16505550109'}).catch(() => {}));
    await host.waitForPhase('ringing-caller');
    const hasArrived = (where) => page.waitForFunction((path) => location.pathname === path && !document.documentElement.hasAttribute('data-turbo-preview')
      && !!document.getElementById('cleo') === (path === '/next'), PATIENCE, where);
    await page.click('#next');
    await hasArrived('/next');
    assert.deepEqual(await state(), NEW);
    await page.evaluate(() => history.back());
    await hasArrived('/');
    assert.deepEqual(await state(), OLD);
    const panel = await page.$eval('rc-call-status', ({shadowRoot}) => shadowRoot.textContent);
    assert.match(panel, /Ringing your phone/);
    assert.equal(await page.evaluate(() => globalThis.storeOf('').session.get().state), 'ready');
    assert.equal(await host.countRequests('DELETE'), 0);
  });
});
