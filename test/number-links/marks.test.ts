/** Each number in the window is underlined from the second frame on, whatever the page does. */
import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {until} from '../elements/support.js';
import {createLinks, microtasks, underlinedTexts} from './support.js';

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** A different number for each index. */
const number = (index: number): string =>
  `+1 650 ${320 + Math.floor(index / 100)} 4${100 + index % 100}`;

const numbersFrom = (first: number, count: number): string[] =>
  Array.from({length: count}, (_, index) => number(first + index));

const rows = (first: number, count: number, height: number): string =>
  numbersFrom(first, count).map((text) =>
    `<div style="block-size: ${height}px"><p style="margin: 0">${text}</p></div>`).join('');

/** Waits until all numbers are found, and two frames more. */
async function createFound(html: string, count: number): Promise<RcNumberLinks> {
  const element = await createLinks(html);
  await until(() => element.pageLinks.links!.scanner.pageNumbers.all.size === count, 'all are found');
  await nextFrame();
  await nextFrame();
  return element;
}

function boxOf(text: Text): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(text);
  return range.getBoundingClientRect();
}

/** The window shows a part of the text. */
function isInView(text: Text): boolean {
  const {top, bottom, left, right} = boxOf(text);
  const isFolded = text.parentElement?.checkVisibility({contentVisibilityAuto: true}) === false
    && getComputedStyle(text.parentElement).display !== 'contents';
  return !isFolded && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
}

/** Text nodes with a number, in shadow roots too. */
function textsIn(root: Node): Text[] {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node; (node = walker.nextNode());) {
    if (node instanceof Text && node.data.includes('+1')) texts.push(node);
    else if (node instanceof Element && node.shadowRoot) texts.push(...textsIn(node.shadowRoot));
  }
  return texts;
}

/** Numbers in the window without an underline. */
function holesIn(root: Node): string[] {
  const underlined = new Set(underlinedTexts());
  const inView = textsIn(root).filter(isInView);
  expect(inView, 'the window shows numbers').to.not.be.empty;
  return inView.map(({data}) => data.trim()).filter((text) => !underlined.has(text));
}

/** Firefox reports one frame later which elements have come into view. */
const MAX_FRAMES = navigator.userAgent.includes('Firefox') ? 3 : 2;

/** Changes the page, and looks at the underlines in the second frame after that. */
async function expectNoHolesAfter(root: Node, change: () => void, what: string): Promise<void> {
  await nextFrame();
  change();
  for (let frame = 0; frame < MAX_FRAMES; frame++) await nextFrame();
  expect(holesIn(root).slice(0, 5), what).to.deep.equal([]);
}

/** Jumps from number to number, by stretches that are far longer than the window. */
async function scrollThrough(root: Node, scroller: Element = document.scrollingElement!) {
  const texts = textsIn(root);
  for (const part of [.13, .5, .71, 1, .33, 0]) {
    const text = texts[Math.round(part * (texts.length - 1))]!;
    await expectNoHolesAfter(root, () => {
      const {x, y} = boxOf(text);
      scroller.scrollBy({left: x - 100, top: y - 100, behavior: 'instant'});
    }, `at ${text.data.trim()}`);
  }
}

describe('underlines of the numbers in the window', () => {
  afterEach(() => window.scrollTo(0, 0));

  for (const height of [20, 90, 250, 700]) {
    it(`miss none in rows of ${height} px`, async () => {
      const element = await createFound(rows(0, 400, height), 400);
      await scrollThrough(element);
      expect(underlinedTexts().length).to.be.below(250);
    });
  }

  it('miss none where rows are high and low by turns', async () => {
    const html = numbersFrom(0, 200).map((text, index) =>
      `<div style="block-size: ${20 + index * 137 % 680}px"><p>${text}</p></div>`).join('');
    await scrollThrough(await createFound(html, 200));
  });

  it('miss none in columns of text', async () => {
    const html = `<div style="columns: 3; block-size: 4000px; column-fill: auto; inline-size: 200vw">${
      rows(0, 300, 40)}</div>`;
    await scrollThrough(await createFound(html, 300));
  });

  it('miss none in columns that are much longer than others', async () => {
    const column = (first: number, height: number): string =>
      `<div style="inline-size: 20vw">${rows(first, 100, height)}</div>`;
    const columns = [20, 90, 700].map((height, index) => column(index * 100, height)).join('');
    await scrollThrough(await createFound(`<div style="display: flex">${columns}</div>`, 300));
  });

  it('miss none where the order on the screen is another than in the page', async () => {
    const html = `<div style="display: flex; flex-direction: column">${
      numbersFrom(0, 300).map((text, index) => `<p style="order: ${index * 7 % 300}">${text}</p>`)
        .join('')}</div>`;
    await scrollThrough(await createFound(html, 300));
  });

  it('miss none in a box that scrolls', async () => {
    const html = `<div style="block-size: 300px; overflow: auto">${rows(0, 300, 40)}</div>`;
    const element = await createFound(html, 300);
    await scrollThrough(element, element.firstElementChild!);
  });

  it('miss none whose parents have no box', async () => {
    const html = rows(0, 200, 40).replaceAll('margin: 0', 'display: contents');
    await scrollThrough(await createFound(html, 200));
  });

  it('miss none that stand in the element itself', async () => {
    const html = numbersFrom(0, 200).map((text) => `${text}<br>`).join('');
    await scrollThrough(await createFound(html, 200));
  });

  it('miss none outside of the box of their parent', async () => {
    const text = numbersFrom(0, 200).map((each) => `${each}<br>`).join('');
    const html = `<div style="block-size: 50px">${text}</div><div style="block-size: 8000px"></div>`;
    await scrollThrough(await createFound(html, 200));
  });

  it('miss none in shadow roots', async () => {
    const element = await createLinks('');
    await expectNoHolesAfter(element, () => {
      for (const [index, text] of numbersFrom(0, 200).entries()) {
        const host = element.appendChild(document.createElement('div'));
        const root = host.attachShadow({mode: 'open'});
        if (index % 2) root.textContent = text;
        else root.innerHTML = `<p style="display: contents">${text}</p>`;
      }
    }, 'at first');
    await scrollThrough(element);
  });

  it('miss none after a sort', async () => {
    const element = await createFound(rows(0, 400, 40), 400);
    const cards = [...element.children];
    for (const step of [7, 133, 399]) {
      await expectNoHolesAfter(element, () =>
        element.append(...cards.map((_, index) => cards[index * step % 400]!)), `by ${step}`);
    }
    await scrollThrough(element);
  });

  it('miss none after others are removed', async () => {
    const element = await createFound(rows(0, 400, 40), 400);
    for (const step of [8, 3, 2]) {
      await expectNoHolesAfter(element, () =>
        [...element.children].forEach((each, index) => {
          if (index % step === 0) each.remove();
        }), `each ${step}th`);
    }
    await scrollThrough(element);
  });

  it('miss none that appear: shown again, unfolded, in an inserted block', async () => {
    const element = await createFound(`<details><summary>More</summary>${
      rows(0, 100, 40)}</details><section hidden>${rows(100, 100, 40)}</section>`, 200);
    const [details, section] = [...element.children] as [HTMLDetailsElement, HTMLElement];
    await expectNoHolesAfter(element, () => section.hidden = false, 'shown');
    await expectNoHolesAfter(element, () => details.open = true, 'unfolded');
    await expectNoHolesAfter(element, () =>
      element.insertAdjacentHTML('afterbegin', rows(200, 100, 20)), 'inserted');
  });

  it('miss none that is added beside another one', async () => {
    const element = await createFound(`${rows(0, 100, 20)}<p>Or </p>`, 100);
    await expectNoHolesAfter(element, () =>
      element.querySelector('p')!.append(' or ', number(100)), 'beside the first');
  });

  it('stay in each frame while a text around a number changes', async () => {
    const element = await createFound(rows(0, 100, 20), 100);
    const first = element.querySelector('p')!;
    const underlinedFrames: boolean[] = [];
    for (let count = 1; count < 100_000; count *= 7) {
      first.textContent = `${'after '.repeat(Math.log(count))}${number(0)}`;
      await nextFrame();
      underlinedFrames.push(underlinedTexts().includes(number(0)));
    }
    expect(underlinedFrames).to.not.include(false);
  });

  it('are no more than those near the window', async () => {
    const element = await createFound(`${rows(0, 3000, 20)}<div hidden>${rows(3000, 50, 20)}</div>`, 3050);
    expect(underlinedTexts().length).to.be.below(150);
    expect(underlinedTexts()).to.not.include(number(3000));
    await expectNoHolesAfter(element, () => element.children[2900]!.scrollIntoView(), 'at the end');
    expect(underlinedTexts().length).to.be.below(150);
    expect(underlinedTexts()).to.not.include(number(0));
  });

  it('leave with the element, also at once', async () => {
    const element = await createFound(rows(0, 100, 20), 100);
    element.insertAdjacentHTML('afterbegin', rows(100, 20, 20));
    await microtasks();
    element.remove();
    expect(CSS.highlights.size).to.equal(0);
    await nextFrame();
    await nextFrame();
    expect(CSS.highlights.size).to.equal(0);
  });
});

describe('elements that are observed for the sake of underlines', () => {
  const {observe, unobserve, disconnect} = IntersectionObserver.prototype;
  const observed = new Map<Element, IntersectionObserver>();
  let observations = 0;

  beforeEach(() => {
    observations = 0;
    Object.assign(IntersectionObserver.prototype, {
      observe(this: IntersectionObserver, target: Element) {
        observations++;
        observed.set(target, this);
        observe.call(this, target);
      },
      unobserve(this: IntersectionObserver, target: Element) {
        observed.delete(target);
        unobserve.call(this, target);
      },
      disconnect(this: IntersectionObserver) {
        for (const [target, observer] of observed) if (observer === this) observed.delete(target);
        disconnect.call(this);
      },
    });
  });

  afterEach(() => {
    observed.clear();
    Object.assign(IntersectionObserver.prototype, {observe, unobserve, disconnect});
  });

  it('are the parents of the numbers, each of them once', async () => {
    const html = numbersFrom(0, 50).map((text, index) => `<p>${text} or ${number(50 + index)}</p>`);
    const element = await createFound(html.join(''), 100);
    const parents = [...element.querySelectorAll('p')];
    expect([...observed.keys()]).to.have.members(parents);
    for (let top = 0; top < 1000; top += 300) {
      window.scrollTo(0, top);
      await nextFrame();
    }
    parents[0]!.firstChild!.nodeValue = `Now ${number(0)}`;
    element.append(parents[1]!);
    await nextFrame();
    expect(observations).to.equal(50);
  });

  it('are left alone once their numbers are gone', async () => {
    const element = await createFound(rows(0, 100, 20).replaceAll('margin: 0', 'display: contents'), 100);
    const isEachRowObserved = (): boolean => [...element.children].every((row) => observed.has(row));
    await until(isEachRowObserved, 'each row is observed in place of what has no box');
    expect(observed.size).to.equal(100);
    element.replaceChildren();
    await microtasks();
    expect(observed.size).to.equal(0);
    element.innerHTML = rows(0, 10, 20);
    await microtasks();
    expect(observed.size).to.equal(10);
    element.remove();
    expect(observed.size).to.equal(0);
  });
});

describe('underlines while rows stream in', () => {
  afterEach(() => window.scrollTo(0, 0));

  /** Appends rows in each frame; returns the holes among rows that were there a frame before. */
  async function stream(
    frames: number,
    {perFrame, height, follow}: {perFrame: number; height: number; follow: boolean},
  ): Promise<string[]> {
    const element = await createFound(rows(0, 60, height), 60);
    const holes: string[] = [];
    /** Rows that have been in the page for one frame and longer. */
    let old: Set<string> = new Set(numbersFrom(0, 60));
    let count = 60;
    for (let turn = 0; turn < frames; turn++) {
      await nextFrame();
      holes.push(...holesIn(element).filter((text) => old.has(text)).map((text) => `${turn}: ${text}`));
      old = new Set(numbersFrom(0, count));
      element.insertAdjacentHTML('beforeend', rows(count, perFrame, height));
      count += perFrame;
      if (follow) window.scrollTo(0, document.documentElement.scrollHeight);
    }
    return holes.slice(0, 5);
  }

  it('stay, and miss none, while the window stands still', async () => {
    expect(await stream(60, {perFrame: 10, height: 20, follow: false})).to.deep.equal([]);
  });

  it('miss none while the window follows the last row', async () => {
    expect(await stream(60, {perFrame: 3, height: 20, follow: true})).to.deep.equal([]);
  });

  it('miss none in high rows', async () => {
    expect(await stream(30, {perFrame: 2, height: 250, follow: true})).to.deep.equal([]);
  });

  it('miss none where new rows come first', async () => {
    const element = await createFound(rows(0, 100, 20), 100);
    const list = element;
    const holes: string[] = [];
    let count = 100;
    for (let turn = 0; turn < 40; turn++) {
      await nextFrame();
      const newest = number(count - 1);
      holes.push(...holesIn(element).filter((text) => text !== newest));
      list.insertAdjacentHTML('afterbegin', rows(count++, 1, 20));
    }
    expect(holes.slice(0, 5)).to.deep.equal([]);
  });
});
