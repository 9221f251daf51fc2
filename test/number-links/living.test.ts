import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {until} from '../elements/support.js';
import {loadReact, loadVue} from './frameworks.js';
import {countOf, createLinks, found, underlinedTexts, microtasks, page, startScan} from './support.js';

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

const number = (index: number): string => `+1 650 555 0${100 + index % 100}`;

const row = (index: number): string =>
  `<tr><td>${index}</td><td>Person ${index}</td><td>${number(index)}</td><td>Belmont</td><td>2026-11-${10 + index % 20}</td></tr>`;

describe('pages that change', () => {
  it('offers inserted numbers in a microtask, before the next layout', async () => {
    const root = page('<ul></ul>');
    const result = startScan(root);
    root.firstElementChild!.innerHTML = `<li>${number(1)}<li>${number(2)}`;
    expect(result.raw).to.deep.equal([]);
    await Promise.resolve();
    expect(result.raw).to.deep.equal([number(1), number(2)]);
    expect(result.time.pauses).to.equal(0);
  });

  it('forgets the numbers of the old page after a client-side navigation', async () => {
    const root = page(`<main>${'<p>+1 650 555 0100</p>'.repeat(50)}</main>`);
    const result = startScan(root);
    expect(result.raw).to.have.length(50);
    root.innerHTML = '<main><p>+1 650 555 0150</p></main>';
    await microtasks();
    expect(result.raw).to.deep.equal(['+1 650 555 0150']);
  });

  it('follows a virtualized table that reuses its rows', async () => {
    const root = page(`<table>${Array.from({length: 20}, (_, index) => row(index)).join('')}</table>`);
    const result = startScan(root);
    const rows = [...root.querySelectorAll('tr')];
    for (let top = 1; top < 200; top++) {
      const first = rows.shift()!;
      rows.push(first);
      first.cells[2]!.firstChild!.nodeValue = number(top + 19);
      first.parentElement!.append(first);
      if (top % 20 === 0) {
        await microtasks();
        expect(result.raw).to.deep.equal(rows.map(({cells}) => cells[2]!.textContent));
      }
    }
    expect(result.scanner.pageNumbers.all.size).to.be.at.most(20);
  });

  it('reads only new text in infinite scroll', async () => {
    const root = page('<div></div>');
    let read = 0;
    const {finder} = await import('./support.js');
    const result = startScan(root, {finder: {...finder, findNumbers: (text, options) => {
      read++;
      return finder.findNumbers(text, options);
    }}});
    for (let batch = 0; batch < 20; batch++) {
      for (let index = 0; index < 10; index++) {
        const item = document.createElement('p');
        item.textContent = `Call ${number(batch * 10 + index)}`;
        root.firstElementChild!.append(item);
      }
      await microtasks();
    }
    expect(result.raw).to.have.length(200);
    expect(read).to.equal(200);
  });

  it('does not read a page repeatedly that is built from the outside in', async () => {
    const root = page('');
    let read = 0;
    const {finder} = await import('./support.js');
    startScan(root, {finder: {...finder, mayHoldNumber: (text) => {
      read++;
      return finder.mayHoldNumber(text);
    }}});
    const section = document.createElement('section');
    root.append(section);
    for (let index = 0; index < 100; index++) {
      const item = document.createElement('p');
      section.append(item);
      item.append('Text ');
      item.append(document.createElement('b'));
    }
    await microtasks();
    expect(read).to.be.at.most(500);
  });

  it('reads 10,000 rows in slices, and misses none', async () => {
    const root = page(`<table><tbody>${Array.from({length: 10_000}, (_, index) => row(index)).join('')}</tbody></table>`);
    const result = startScan(page(''));
    result.time.tick = .5;
    document.querySelector('[data-test]:last-of-type')!.append(root);
    const sizes: number[] = [];
    await microtasks();
    for (let before = 0; result.scanner.pageNumbers.all.size > before || sizes.length < 3;) {
      sizes.push(result.scanner.pageNumbers.all.size - before);
      before = result.scanner.pageNumbers.all.size;
      await result.time.resume();
      if (sizes.length > 2000) break;
    }
    expect(result.scanner.pageNumbers.all.size).to.equal(10_000);
    // Each look at the clock takes 0.5 ms here, so a slice of 8 ms has 16 looks, at 16 texts each.
    expect(Math.max(...sizes)).to.be.at.most(16 * 16);
    expect(result.time.pauses).to.be.greaterThan(100);
  }).timeout(20_000);

  it('misses none when the page changes between two slices', async () => {
    const root = page(`<table><tbody>${Array.from({length: 1000}, (_, index) => row(index)).join('')}</tbody></table>`);
    const result = startScan(page(''));
    result.time.tick = .5;
    document.querySelector('[data-test]:last-of-type')!.append(root);
    const rows = [...root.querySelectorAll('tr')];
    for (let slice = 0; slice < 200 && result.scanner.pageNumbers.all.size < 1000; slice++) {
      await microtasks();
      // Moves the rows where the walk has paused to the end of the table.
      for (const each of rows.splice(slice % 50, 40)) {
        rows.push(each);
        each.parentElement!.append(each);
      }
      await result.time.resume();
    }
    for (let slice = 0; slice < 500; slice++) await result.time.resume();
    expect(result.raw.sort()).to.deep.equal(rows.map(({cells}) => cells[2]!.textContent).sort());
  }).timeout(20_000);

  it('leaves nothing behind when it is added and removed repeatedly', async () => {
    const element = await createLinks(`<p>${number(1)}</p><div></div>`);
    const inner = element.querySelector('div')!.attachShadow({mode: 'open'});
    inner.innerHTML = `<p>${number(2)}</p>`;
    for (let time = 0; time < 10; time++) {
      element.remove();
      expect(CSS.highlights.size).to.equal(0);
      expect([...element.shadowRoot!.children].some(({shadowRoot}) => shadowRoot)).to.equal(false);
      expect(inner.adoptedStyleSheets).to.have.length(0);
      document.body.append(element);
      await found(element, 2);
    }
    expect(inner.adoptedStyleSheets).to.have.length(1);
  });
});

describe('frameworks that render the text', () => {
  /** A loop without frames may use up the budget of a frame; then numbers follow in the next task. */
  async function shows(element: RcNumberLinks, expected: readonly string[], turn: number): Promise<void> {
    const wanted = [...expected].sort().join();
    const offered = (): string => [...element.pageLinks.links!.scanner.pageNumbers.all].map(({raw}) => raw).sort().join();
    await until(() => offered() === wanted, `the numbers of turn ${turn} are offered`);
    await until(() => underlinedTexts().sort().join() === wanted, `those of turn ${turn} are underlined`);
  }

  it('React re-renders it 1,000 times without an error or a lost update', async () => {
    const {React, createRoot, flushSync} = await loadReact();
    const {createElement: h} = React;
    const element = await createLinks('<div></div>');
    const errors: unknown[] = [];
    const {error} = console;
    console.error = (...all: unknown[]) => errors.push(all);
    try {
      const root = createRoot(element.firstElementChild!);
      const view = (turn: number): unknown => h('div', null,
        h('p', null, 'Call ', number(turn), ' or ', h('b', null, number(turn + 1)), turn % 2 ? ' now' : null),
        h('ul', null, ...Array.from({length: turn % 7}, (_, index) => h('li', {key: (turn * 3 + index) % 11}, number(turn + index)))),
        turn % 3 ? h('p', {key: 'split'}, h('i', null, '650'), '-555-0', 100 + turn % 100) : 'nothing');
      for (let turn = 0; turn < 1000; turn++) {
        flushSync(() => root.render(view(turn)));
        if (turn % 50 === 0) await frame();
        if (turn % 10) continue;
        const expected = [number(turn), number(turn + 1), ...Array.from({length: turn % 7}, (_, index) => number(turn + index)),
          ...turn % 3 ? [`650-555-0${100 + turn % 100}`] : []];
        expect(element.firstElementChild!.textContent).to.contain(`Call ${number(turn)} or ${number(turn + 1)}${turn % 2 ? ' now' : ''}`);
        await shows(element, expected, turn);
      }
      root.unmount();
      await found(element, 0);
      expect(element.innerHTML).to.equal('<div></div>');
    } finally {
      console.error = error;
    }
    expect(errors).to.deep.equal([]);
  }).timeout(30_000);

  it('Vue re-renders it 1,000 times without an error or a lost update', async () => {
    const {createApp, h, ref, nextTick} = await loadVue();
    const element = await createLinks('<div></div>');
    const turn = ref(0);
    const errors: unknown[] = [];
    const app = createApp({
      render: () => h('section', null, [
        h('p', null, [`Call ${number(turn.value)} or `, h('b', null, number(turn.value + 1))]),
        h('ul', null, Array.from({length: turn.value % 7}, (_, index) => h('li', {key: (turn.value * 3 + index) % 11}, number(turn.value + index)))),
        turn.value % 3 ? h('p', null, [h('i', null, '650'), `-555-0${100 + turn.value % 100}`]) : null,
      ]),
    });
    app.config.errorHandler = (error) => errors.push(error);
    app.mount(element.firstElementChild!);
    for (; turn.value < 1000; turn.value++) {
      await nextTick();
      if (turn.value % 10) continue;
      const now = turn.value;
      const expected = [number(now), number(now + 1), ...Array.from({length: now % 7}, (_, index) => number(now + index)),
        ...now % 3 ? [`650-555-0${100 + now % 100}`] : []];
      expect(element.querySelector('p')!.textContent).to.equal(`Call ${number(now)} or ${number(now + 1)}`);
      await shows(element, expected, now);
    }
    app.unmount();
    await until(() => countOf(element) === 0, 'all are forgotten');
    expect(errors).to.deep.equal([]);
  }).timeout(30_000);
});
