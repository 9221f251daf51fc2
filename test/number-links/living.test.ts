import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {loadReact, loadVue} from './frameworks.js';
import {countOf, found, marked, microtasks, page, watch} from './support.js';

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

const number = (index: number): string => `+1 650 555 0${100 + index % 100}`;

const row = (index: number): string =>
  `<tr><td>${index}</td><td>Person ${index}</td><td>${number(index)}</td><td>Belmont</td><td>2026-11-${10 + index % 20}</td></tr>`;

async function around(html: string): Promise<RcNumberLinks> {
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  Object.assign(element, {account: fakeStore('signed-out').account, country: 'US'});
  document.body.append(element);
  await until(() => element.links, 'its code is loaded');
  return element;
}

describe('living pages', () => {
  it('offers inserted numbers in the microtask, before the frame is laid out', async () => {
    const root = page('<ul></ul>');
    const watched = watch(root);
    root.firstElementChild!.innerHTML = `<li>${number(1)}<li>${number(2)}`;
    expect(watched.raw).to.deep.equal([]);
    await Promise.resolve();
    expect(watched.raw).to.deep.equal([number(1), number(2)]);
    expect(watched.time.pauses).to.equal(0);
  });

  it('forgets a client-side navigation at once', async () => {
    const root = page(`<main>${'<p>+1 650 555 0100</p>'.repeat(50)}</main>`);
    const watched = watch(root);
    expect(watched.raw).to.have.length(50);
    root.innerHTML = '<main><p>+1 650 555 0150</p></main>';
    await microtasks();
    expect(watched.raw).to.deep.equal(['+1 650 555 0150']);
  });

  it('keeps up with a virtualized table that reuses its rows', async () => {
    const root = page(`<table>${Array.from({length: 20}, (_, index) => row(index)).join('')}</table>`);
    const watched = watch(root);
    const rows = [...root.querySelectorAll('tr')];
    for (let top = 1; top < 200; top++) {
      const first = rows.shift()!;
      rows.push(first);
      first.cells[2]!.firstChild!.nodeValue = number(top + 19);
      first.parentElement!.append(first);
      if (top % 20 === 0) {
        await microtasks();
        expect(watched.raw).to.deep.equal(rows.map(({cells}) => cells[2]!.textContent));
      }
    }
    expect(watched.linker.pageNumbers.all.size).to.be.at.most(20);
  });

  it('reads only what is new in infinite scroll', async () => {
    const root = page('<div></div>');
    let read = 0;
    const {finder} = await import('./support.js');
    const watched = watch(root, {finder: {...finder, findNumbers: (text, options) => {
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
    expect(watched.raw).to.have.length(200);
    expect(read).to.equal(200);
  });

  it('does not read a page again and again that grows from the outside in', async () => {
    const root = page('');
    let read = 0;
    const {finder} = await import('./support.js');
    watch(root, {finder: {...finder, mayHoldNumber: (text) => {
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

  it('goes through 10,000 rows in slices, and loses none', async () => {
    const root = page(`<table><tbody>${Array.from({length: 10_000}, (_, index) => row(index)).join('')}</tbody></table>`);
    const watched = watch(page(''));
    watched.time.tick = .5;
    document.querySelector('[data-test]:last-of-type')!.append(root);
    const sizes: number[] = [];
    await microtasks();
    for (let before = 0; watched.linker.pageNumbers.all.size > before || sizes.length < 3;) {
      sizes.push(watched.linker.pageNumbers.all.size - before);
      before = watched.linker.pageNumbers.all.size;
      await watched.time.resume();
      if (sizes.length > 2000) break;
    }
    expect(watched.linker.pageNumbers.all.size).to.equal(10_000);
    // 8 ms a slice at half a millisecond a look at the clock: sixteen looks, of sixteen texts each.
    expect(Math.max(...sizes)).to.be.at.most(16 * 16);
    expect(watched.time.pauses).to.be.greaterThan(100);
  }).timeout(20_000);

  it('loses none either when the page changes between two slices', async () => {
    const root = page(`<table><tbody>${Array.from({length: 1000}, (_, index) => row(index)).join('')}</tbody></table>`);
    const watched = watch(page(''));
    watched.time.tick = .5;
    document.querySelector('[data-test]:last-of-type')!.append(root);
    const rows = [...root.querySelectorAll('tr')];
    for (let slice = 0; slice < 200 && watched.linker.pageNumbers.all.size < 1000; slice++) {
      await microtasks();
      // The rows where the walk is now go, and come back at the end.
      for (const each of rows.splice(slice % 50, 40)) {
        rows.push(each);
        each.parentElement!.append(each);
      }
      await watched.time.resume();
    }
    for (let slice = 0; slice < 500; slice++) await watched.time.resume();
    expect(watched.raw.sort()).to.deep.equal(rows.map(({cells}) => cells[2]!.textContent).sort());
  }).timeout(20_000);

  it('marks only numbers near the window, and those that come near', async () => {
    const element = await around(`<table><tbody>${Array.from({length: 3000}, (_, index) => row(index)).join('')}</tbody></table>`);
    await found(element, 3000);
    await until(() => marked().length > 0, 'those in view are marked');
    expect(marked().length).to.be.below(400);
    const last = element.querySelector('tr:last-child')!;
    last.scrollIntoView();
    await until(() => marked().includes(last.querySelectorAll('td')[2]!.textContent), 'the last is marked');
    await until(() => marked().length < 400, 'the first no longer');
    window.scrollTo(0, 0);
    last.parentElement!.replaceChildren();
    await found(element, 0);
    expect(marked()).to.deep.equal([]);
  });

  /** No two are the same. */
  const unique = (index: number): string => `+1 650 ${320 + Math.floor(index / 100)} 4${100 + index % 100}`;
  const list = (count: number, height: number): string => Array.from({length: count}, (_, index) =>
    `<div style="block-size: ${height}px"><p style="margin: 0">${unique(index)}</p></div>`).join('');

  /** What the window shows of these that is not marked. */
  const unmarked = (places: Iterable<Element>): string[] => {
    const known = marked();
    return [...places].filter((place) => {
      const {top, bottom} = place.getBoundingClientRect();
      return bottom > 0 && top < innerHeight && !known.includes(place.textContent);
    }).map(({textContent}) => textContent);
  };

  /** Goes through the page, from its begin to its end. */
  async function scrolled(places: readonly Element[]): Promise<void> {
    for (const part of [0, .13, .5, .71, 1]) {
      const place = places[Math.round(part * (places.length - 1))]!;
      place.scrollIntoView({block: 'center'});
      await until(() => marked().includes(place.textContent) && unmarked(places).length === 0, `the window's, at ${part}`);
    }
    window.scrollTo(0, 0);
  }

  for (const height of [20, 90, 250, 700]) {
    it(`marks all that is in the window where each number has ${height} px to itself`, async () => {
      const element = await around(list(400, height));
      await found(element, 400);
      await scrolled([...element.querySelectorAll('p')]);
      expect(marked().length).to.be.below(250);
    });
  }

  it('marks all that is in the window after others went', async () => {
    const element = await around(list(400, 40));
    await found(element, 400);
    await until(() => marked().length > 0, 'those in view are marked');
    [...element.children].forEach((each, index) => { if (index % 8 === 0) each.remove(); });
    await found(element, 350);
    await scrolled([...element.querySelectorAll('p')]);
  });

  it('marks all that is in the window after a sort', async () => {
    const element = await around(list(400, 40));
    await found(element, 400);
    await until(() => marked().length > 0, 'those in view are marked');
    const cards = [...element.children];
    element.append(...cards.map((_, index) => cards[index * 7 % 400]!));
    await scrolled([...element.querySelectorAll('p')]);
  });

  it('marks all that is in the window where boxes have none of their own', async () => {
    const element = await around(list(100, 40).replaceAll('<p style="margin: 0">', '<p style="display: contents">'));
    await found(element, 100);
    await scrolled([...element.children]);
  });

  it('marks text that stands in a shadow root itself', async () => {
    const element = await around('');
    for (let index = 0; index < 80; index++) {
      const host = element.appendChild(document.createElement('div'));
      host.attachShadow({mode: 'open'}).textContent = unique(index);
    }
    await found(element, 80);
    element.lastElementChild!.scrollIntoView();
    await until(() => marked().includes(unique(79)), 'the last is marked');
    window.scrollTo(0, 0);
  });

  it('watches few, however far people scroll', async () => {
    const watched = new Set<Element>();
    const {observe, unobserve} = IntersectionObserver.prototype;
    IntersectionObserver.prototype.observe = function (target) {
      watched.add(target);
      observe.call(this, target);
    };
    IntersectionObserver.prototype.unobserve = function (target) {
      watched.delete(target);
      unobserve.call(this, target);
    };
    try {
      const element = await around(list(400, 30));
      await found(element, 400);
      await until(() => marked().length > 0, 'those in view are marked');
      for (let top = 0; top < 400 * 30; top += 400) {
        window.scrollTo(0, top);
        await frame();
      }
      await scrolled([...element.querySelectorAll('p')]);
      expect(watched.size).to.be.at.most(80);
      element.replaceChildren();
      await found(element, 0);
      expect(watched.size).to.equal(0);
    } finally {
      Object.assign(IntersectionObserver.prototype, {observe, unobserve});
    }
  });

  it('marks a number that comes into the box of one that is marked', async () => {
    const element = await around(`${Array.from({length: 60}, (_, index) => `<p>${number(index)}</p>`).join('')}<p>Or </p>`);
    await found(element, 60);
    const first = element.querySelector('p')!;
    await until(() => marked().includes(number(0)), 'it is marked');
    first.append(' or +1 650 555 0199');
    await until(() => marked().includes('+1 650 555 0199'), 'so is the other');
  });

  it('leaves nothing behind when it comes and goes', async () => {
    const element = await around(`<p>${number(1)}</p><div></div>`);
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

describe('frameworks that own the text', () => {
  /** In a loop without frames the budget of a frame may be used up: then numbers come in the next task. */
  async function shows(element: RcNumberLinks, expected: readonly string[], turn: number): Promise<void> {
    const wanted = [...expected].sort().join();
    const offered = (): string => [...element.links!.scanner.pageNumbers.all].map(({raw}) => raw).sort().join();
    await until(() => offered() === wanted, `the numbers of turn ${turn} are offered`);
    // While numbers stream in, marks wait until it rests.
    if (turn % 200 === 0) await until(() => marked().sort().join() === wanted, `those of turn ${turn} are marked`);
  }

  it('React re-renders it 1,000 times without an error or a lost update', async () => {
    const {React, createRoot, flushSync} = await loadReact();
    const {createElement: h} = React;
    const element = await around('<div></div>');
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
    const element = await around('<div></div>');
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
