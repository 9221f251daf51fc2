import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {countOf, underlinedTexts, page} from './support.js';

const A = '(650) 555-0100';
const B = '(650) 555-0101';

async function createInline(html: string, count: number): Promise<RcNumberLinks> {
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  Object.assign(element, {account: fakeStore('signed-out').account, country: 'US', mode: 'inline'});
  document.body.append(element);
  await until(() => element.querySelectorAll('rc-click-to-call').length === count, `${count} numbers are wrapped`);
  return element;
}

const wrappers = (element: Element): RcClickToCall[] => [...element.querySelectorAll<RcClickToCall>('rc-click-to-call')];

describe('<rc-number-links mode="inline">', () => {
  const texts = [
    [`<p>Sales: ${A}, service: ${B}.</p>`, 2],
    [`<p>${A}</p>`, 1],
    [`<p>${A} ${B}</p>`, 2],
    [`<p>Call <b>650</b>-555-0100 now</p>`, 1],
    [`<p>Call <b><i>650</i></b>-<b>555-0100</b></p>`, 1],
    [`<table><tr><td>Anna</td><td>${A}</td></tr>\n<tr><td>Bob</td><td> ${B} </td></tr></table>`, 2],
    [`<p>Write to <a href="tel:+16505550100" class="x">us &amp; them</a>!</p>`, 1],
    [`<p>${A}<!-- a --> text <em>${B}</em><br>\n</p>`, 2],
    [`<pre>  ${A}\n\t${B}  </pre>`, 2],
  ] as const;

  for (const [html, count] of texts) {
    it(`wraps and restores, byte for byte and node for node: ${html}`, async () => {
      const element = await createInline(html, count);
      const text = element.textContent;
      const fresh = page(html);
      const before = fresh.innerHTML;
      expect(element.textContent).to.equal(text);
      for (const wrapper of wrappers(element)) expect(wrapper.to).to.match(/^\+1650555010\d$/);
      element.remove();
      expect(element.innerHTML).to.equal(before);
      const shape = (node: Node): unknown => [node.nodeName, node.nodeValue, ...[...node.childNodes].map(shape)];
      expect([...element.childNodes].map(shape)).to.deep.equal([...fresh.childNodes].map(shape));
    });
  }

  it('is accessible, and reachable by Tab as links are', async () => {
    const element = await createInline(`<p>Sales: ${A}, service: ${B}.</p>`, 2);
    await Promise.all(wrappers(element).map(({updateComplete}) => updateComplete));
    await expect(element).to.be.accessible();
    const links = wrappers(element).map(({shadowRoot}) => shadowRoot!.querySelector('a')!);
    expect(links.map(({href}) => href)).to.deep.equal(['tel:+16505550100', 'tel:+16505550101']);
  });

  it('shifts no layout, before and after the call buttons are rendered', async () => {
    const html = `<p style="width:300px;font:16px serif">A long text goes over several lines, with ${A} and ${B} in its middle, and more text after it, <i>and so on</i>.</p>`;
    const plain = page(html).querySelector('i')!.getBoundingClientRect();
    const base = page('').getBoundingClientRect().top;
    const element = await createInline(html, 2);
    const paragraph = element.querySelector('p')!;
    const there = (): string => {
      const {left, width} = element.querySelector('i')!.getBoundingClientRect();
      return [left, width, paragraph.getBoundingClientRect().height].map((value) => value.toFixed(1)).join(' ');
    };
    const expected = [plain.left, plain.width, paragraph.getBoundingClientRect().height].map((value) => value.toFixed(1)).join(' ');
    expect(there(), `${base}`).to.equal(expected);
    await Promise.all(wrappers(element).map(({updateComplete}) => updateComplete));
    expect(there()).to.equal(expected);
    element.remove();
    document.body.append(element);
    await until(() => wrappers(element).length === 2, 'wrapped again');
  });

  it('offers numbers that it cannot wrap in the card and the list', async () => {
    const element = await createInline(`<p>${A}</p><p>650<b>-555-01</b><b>02 or</b> later</p><a href="/x">${B}</a>`, 1);
    await until(() => countOf(element) === 2, 'the others are offered');
    expect(underlinedTexts()).to.have.members([B, '650-555-0102']);
    expect(element.querySelector('a')!.innerHTML).to.equal(B);
  });

  it('underlines a number at its place after another one in the same text is wrapped', async () => {
    const element = await createInline(`<p>${A} or 650<b>-555-01</b><b>02 or</b> ${B}</p>`, 2);
    await until(() => countOf(element) === 1, 'the one between them is offered');
    expect(underlinedTexts()).to.deep.equal(['650-555-0102']);
  });

  it('wraps a number of two texts, and the one after it', async () => {
    const element = await createInline('<p>Call <b>(650)</b> 555-0100 or 650-555-0101</p>', 2);
    expect(wrappers(element).map(({textContent}) => textContent)).to.deep.equal(['(650) 555-0100', '650-555-0101']);
  });

  it('wraps new numbers, and restores none that the page has removed', async () => {
    const element = await createInline(`<p>${A}</p>`, 1);
    const p = document.createElement('p');
    p.textContent = `Service ${B}`;
    element.append(p);
    await until(() => wrappers(element).length === 2, 'the new one is wrapped');
    element.querySelector('p')!.textContent = 'gone';
    p.append(' (650) 555-0102');
    await until(() => wrappers(element).length === 2, 'the next one is wrapped');
    element.remove();
    expect(element.innerHTML).to.equal(`<p>gone</p><p>Service ${B} (650) 555-0102</p>`);
  });

  it('switches to the other mode and back', async () => {
    const element = await createInline(`<p>${A} ${B}</p>`, 2);
    element.mode = 'overlay';
    await until(() => countOf(element) === 2, 'offered by overlay');
    expect(element.innerHTML).to.equal(`<p>${A} ${B}</p>`);
    element.mode = 'inline';
    await until(() => wrappers(element).length === 2, 'wrapped again');
    expect(underlinedTexts()).to.deep.equal([]);
  });
});
