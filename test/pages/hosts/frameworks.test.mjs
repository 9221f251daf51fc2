// Call buttons that frameworks render from rows.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {HostPages, PATIENCE} from './host-pages.mjs';

const FRAMEWORKS = ['react', 'preact', 'vue', 'solid', 'svelte', 'angular'];

describe('frameworks', {timeout: 120_000}, () => {
  const host = HostPages.use(FRAMEWORKS);

  const ROWS = [
    {id: 1, to: '+16505550101', name: 'Ann', confirm: 'always', size: 'small', disabled: true},
    {id: 2, to: 16505550102, country: 'US', name: undefined, confirm: undefined, size: undefined, disabled: undefined},
    {id: 3, to: '+16505550103', country: null, name: null, confirm: null, size: null, disabled: null},
    {id: 4, to: '+16505550104', name: 'Desk', label: 'Front desk'},
  ];

  /** The buttons as users meet them, in their order. `was`: the number that an element had first. */
  const buttons = () => host.page.evaluate(async () => {
    await globalThis.rest();
    const elements = [...document.querySelectorAll('rc-click-to-call')];
    return Promise.all(elements.map(async (element) => ({
      was: element.was ??= String(element.to).slice(-3),
      label: await globalThis.labelOf(element),
      disabled: element.shadowRoot.querySelector('.main').ariaDisabled === 'true',
      small: getComputedStyle(element.shadowRoot.querySelector('.main')).display === 'inline',
      confirm: element.confirm || 'auto',
    })));
  });
  const row = (was, text, rest = {}) => ({was, label: text, disabled: false, small: false, confirm: 'auto', ...rest});

  for (const framework of FRAMEWORKS) {
    it(framework, async () => {
      const page = await host.open('<main></main>', {scripts: [framework]});
      await page.waitForFunction(() => globalThis.show, PATIENCE);
      // JSON has no undefined.
      const rows = (list) => `[${list.map((fields) => `{${Object.entries(fields).map(([name, value]) =>
        `${name}: ${value === undefined ? 'undefined' : JSON.stringify(value)}`).join(', ')}}`).join(', ')}]`;
      await page.evaluate(`(async () => { globalThis.app = await show(document.querySelector('main'), ${rows(ROWS)}); })()`);
      const update = (list) => page.evaluate(`app.update(${rows(list)})`);
      const [ann, bob, cleo, desk] = ROWS;
      assert.deepEqual(await buttons(), [
        row('101', 'Ann', {disabled: true, small: true, confirm: 'always'}), row('102', '16505550102'), row('103', '+16505550103'), row('104', 'Front desk'),
      ]);
      // Values that were set are removed, and others are set.
      await update([{id: 1, to: ann.to, name: undefined, confirm: undefined, size: undefined, disabled: undefined}, {...bob, name: 'Bob', disabled: true},
        {...cleo, name: ' ', confirm: 'never'}, {...desk, name: null, label: 'Desk'}]);
      assert.deepEqual(await buttons(), [
        row('101', '+16505550101'), row('102', 'Bob', {disabled: true}), row('103', '+16505550103', {confirm: 'never'}), row('104', 'Desk'),
      ]);
      // Rows move with their elements; the rest is made anew.
      await update([desk, {...ann, to: '+16505550109', name: undefined, disabled: null}, {id: 5, to: '+16505550105', name: 'Eve'}]);
      assert.deepEqual(await buttons(), [
        row('104', 'Front desk'), row('101', '+16505550109', {small: true, confirm: 'always'}), row('105', 'Eve'),
      ]);
      await page.evaluate(() => globalThis.app.remove());
      assert.equal(await page.evaluate(() => document.querySelectorAll('rc-click-to-call').length), 0);
    });
  }
});
