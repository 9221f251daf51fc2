import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {countOf, finder, middleOf, microtasks, page, pointer, startScan} from './support.js';

const A = '(650) 555-0100';
const B = '(650) 555-0101';
const fail = (): never => {
  throw new Error('a fault of the page');
};

async function createLinks(html: string, mode: 'inline' | 'overlay', prepare: (element: Element) => void): Promise<RcNumberLinks> {
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  prepare(element);
  Object.assign(element, {account: fakeStore('signed-out').account, country: 'US', mode});
  document.body.append(element);
  await until(() => element.pageLinks.links, 'its code is loaded');
  return element;
}

describe('an error of one number', () => {
  const messages: string[] = [];
  const {error} = console;

  beforeEach(() => {
    messages.length = 0;
    console.error = (message: string) => messages.push(message);
  });

  afterEach(() => {
    console.error = error;
  });

  const said = ['rc-number-links: a number could not be offered; others are.'];

  it('does not stop the scan: a text', async () => {
    const errors: unknown[] = [];
    const result = startScan(page(`<p>${A} and</p><p>${B}</p>`.repeat(100)), {
      finder: {...finder, findNumbers: (text, options) => text.includes('and') ? fail() : finder.findNumbers(text, options)},
      onError: (each) => errors.push(each),
    });
    await microtasks();
    for (let slice = 0; slice < 300; slice++) await result.time.resume();
    expect(result.raw).to.deep.equal(Array.from({length: 100}, () => B));
    expect(errors).to.have.length(100);
  });

  it('does not stop the scan: a long text', async () => {
    const errors: unknown[] = [];
    const result = startScan(page(`<p>${'12/34/56/'.repeat(200)}</p><p>${`Call ${B}. `.repeat(100)}</p>`), {
      finder: {...finder, findNumbers: (text, options) => text.includes('/34/') ? fail() : finder.findNumbers(text, options)},
      onError: (each) => errors.push(each),
    });
    for (let slice = 0; slice < 100; slice++) await result.time.resume();
    expect(result.raw).to.have.length(100);
    expect(errors).to.have.length(1);
  });

  it('does not stop the scan: a text that changes', async () => {
    const errors: unknown[] = [];
    const root = page('<p></p><p></p>');
    const result = startScan(root, {
      finder: {...finder, findNumbers: (text, options) => text.includes('and') ? fail() : finder.findNumbers(text, options)},
      onError: (each) => errors.push(each),
    });
    root.firstElementChild!.append(`${A} and`);
    root.lastElementChild!.append(B);
    await microtasks();
    await result.time.resume();
    expect(result.raw).to.deep.equal([B]);
    expect(errors).to.have.length(1);
  });

  it('does not stop the others, and is said once: elements', async () => {
    const element = await createLinks(`<p><a href="tel:+16505550108">x</a><a href="tel:+16505550109">y</a></p><p>${A}</p>`.repeat(3), 'overlay', (root) => {
      for (const link of root.querySelectorAll('a:first-child')) Object.defineProperty(link, 'textContent', {get: fail});
    });
    await until(() => countOf(element) === 6, 'the others are offered');
    expect(messages).to.deep.equal(said);
  });

  it('does not stop the others, and is said once: call buttons in the text', async () => {
    const html = `<p>${A} or ${B}</p><p>Or ${A}.</p><p class="broken">${A} and ${B}</p><p>${B}</p>`;
    const element = await createLinks(html, 'inline', (root) => {
      Object.assign(root.querySelector('.broken')!, {insertBefore: fail});
    });
    await until(() => element.querySelectorAll('rc-click-to-call').length === 4, 'the others are wrapped');
    await until(() => countOf(element) === 2, 'those that are not are offered by the list');
    expect(messages).to.deep.equal(said);
    const later = document.createElement('p');
    later.textContent = A;
    element.append(later);
    await until(() => later.firstElementChild, 'a later one is wrapped');
    element.remove();
    expect(element.innerHTML).to.equal(`${html}<p>${A}</p>`);
    expect(element.querySelector('.broken')!.childNodes).to.have.length(1);
  });

  it('does not stop the others, and is said once: the card', async () => {
    const element = await createLinks(`<p>${A}</p><p>${A.replace('100', '102')}</p><p>${B}</p>`, 'overlay', (root) => {
      for (const broken of [...root.children].slice(0, 2)) Object.assign(broken, {closest: fail});
    });
    await until(() => countOf(element) === 3, 'all are offered');
    for (const paragraph of element.children) {
      const {x, y} = middleOf(paragraph, '555');
      pointer(paragraph, 'pointermove', x, y);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const isOpen = (): boolean => [...element.shadowRoot!.children].some(({shadowRoot}) => shadowRoot?.textContent.includes('555 0101'));
    await until(isOpen, 'the card of the last one is open');
    expect(messages).to.deep.equal(said);
  });
});
