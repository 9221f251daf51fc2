import {expect} from '@open-wc/testing';
import {rangeOf} from '../../src/elements/number-links/scan/page-numbers.js';
import {microtasks, page, startScan} from './support.js';

describe('numbers that span several nodes', () => {
  for (const [html, expected] of [
    ['<p><b>650</b>-555-0100</p>', '650-555-0100'],
    ['<p>Call (<i>650</i>) <span><b>555</b>-0100</span> now</p>', '(650) 555-0100'],
    ['<p>+1 650<!-- react --> <!-- -->555<wbr>-0100</p>', '+1 650 555-0100'],
    ['<p><span>+1</span> <span>650</span> <span>555</span> <span>0100</span></p>', '+1 650 555 0100'],
    ['<td><font color="red">(650) </font>555-0100</td>', '(650) 555-0100'],
    ['<p>650-555-0100<sup>1</sup></p>', '650-555-0100'],
    ['<p>650-555-0100<br>2 items</p>', '650-555-0100'],
    ['<p><em>650-555</em>-<strong>0100</strong> x9</p>', '650-555-0100 x9'],
  ] as const) {
    it(`finds ${expected} in ${html}`, () => {
      const {scanner, raw} = startScan(page(html));
      expect(raw).to.deep.equal([expected]);
      expect(rangeOf([...scanner.pageNumbers.all][0]!).toString()).to.equal(expected);
    });
  }

  for (const html of [
    '<p>650-555</p><p>-0100</p>', '<table><tr><td>650</td><td>555-0100</td></tr></table>', '<p>(650)<br>555 0100</p>',
    '<p>650 <button>x</button> 555-0100</p>', '<p>650 <code>5</code>555-0100</p>',
    '<div><span style="display:block">650</span><span style="display:block">555-0100</span></div>',
    '<div style="display:flex"><span>(650)</span><span>555 0100</span></div>',
    '<p>650-<span data-rc-ignore>555</span>-0100</p>',
  ]) {
    it(`finds none in ${html}`, () => expect(startScan(page(html)).raw).to.deep.equal([]));
  }

  it('keeps numbers apart whose elements are boxes only by style', () => {
    const html = '<div><span style="display:block">+1 650 555 0100</span><span style="display:block">+1 650 555 0101</span></div>';
    expect(startScan(page(html)).raw).to.deep.equal(['+1 650 555 0100', '+1 650 555 0101']);
  });
});

describe('the label of a number', () => {
  for (const html of [
    '<p>Fax: 650-555-0100</p>', '<p><b>Fax:</b> 650-555-0100</p>', '<dl><dt>Fax</dt><dd>650-555-0100</dd></dl>',
    '<table><tr><th>Fax</th><td>650-555-0100</td></tr></table>',
    '<table><thead><tr><th>Name</th><th>Fax</th></tr></thead><tr><td>Anna</td><td>650-555-0100</td></tr></table>',
  ]) {
    it(`names a fax, which is not offered: ${html}`, () => expect(startScan(page(html)).raw).to.deep.equal([]));
  }

  it('can be the head of a column', () => {
    const html = `<table><thead><tr><th>Name</th><th>Order number</th><th>Phone</th></tr></thead>
      <tbody><tr><td>Anna</td><td>650 555 0100</td><td>650 555 0101</td></tr></tbody></table>`;
    expect(startScan(page(html)).raw).to.deep.equal(['650 555 0101']);
  });

  it('can be the head of a column in a table whose rows have heads too', () => {
    const html = `<table><thead><tr><th>Order</th><th>Phone</th></tr></thead>
      <tbody><tr><th>6505550100 <span>Anna</span></th><td>6505550101</td></tr></tbody></table>`;
    expect(startScan(page(html)).raw).to.deep.equal(['6505550101']);
  });
});

describe('text that changes', () => {
  for (const [title, before, change, after] of [
    ['is changed', '<p>(650) 555-0100</p>', (p: Element) => (p.firstChild as Text).data = 'or (650) 555-0101', ['(650) 555-0101']],
    ['is emptied', '<p>(650) 555-0100</p>', (p: Element) => p.textContent = '', []],
    ['is replaced', '<p>(650) 555-0100</p>', (p: Element) => p.innerHTML = '<b>(650) 555-0102</b>', ['(650) 555-0102']],
    ['is completed', '<p>(650) 555<b></b></p>', (p: Element) => p.lastElementChild!.textContent = '-0100', ['(650) 555-0100']],
    ['gets its beginning', '<p> 555-0100</p>', (p: Element) => p.prepend('(650)'), ['(650) 555-0100']],
    ['loses its beginning', '<p><b>(650)</b> 555-0100</p>', (p: Element) => p.firstElementChild!.remove(), []],
    ['is cut by a box', '<p><i>650-</i>555-0100</p>', (p: Element) => p.firstElementChild!.after(document.createElement('div')), []],
    ['is joined', '<p><i>650-</i><br>555-0100</p>', (p: Element) => p.querySelector('br')!.remove(), ['650-555-0100']],
    ['is split', '<p>(650) 555-0100</p>', (p: Element) => (p.firstChild as Text).splitText(8), ['(650) 555-0100']],
    ['is normalised', '<p>(650) 55<!-- -->5-0100</p>', (p: Element) => {
      p.childNodes[1]!.remove();
      p.normalize();
    }, ['(650) 555-0100']],
    ['is moved away', '<p>(650) 555-0100</p>', (p: Element) => document.body.append(Object.assign(p, {id: 'moved'})), []],
    ['is put into a widget', '<p>(650) 555-0100</p>', (p: Element) => {
      const button = document.createElement('button');
      p.before(button);
      button.append(p);
    }, []],
    ['turns into a fax', '<p><b>Phone</b> 650-555-0100</p>', (p: Element) => p.firstElementChild!.textContent = 'Fax', []],
  ] as const) {
    it(`is followed when it ${title}`, async () => {
      const root = page(before);
      const result = startScan(root);
      change(root.firstElementChild!);
      await microtasks();
      expect(result.raw).to.deep.equal(after);
      document.getElementById('moved')?.remove();
    });
  }

  it('keeps the object of a number that stays', async () => {
    const root = page('<p>(650) 555-0100 and more</p>');
    const {scanner} = startScan(root);
    const [before] = scanner.pageNumbers.all;
    (root.firstElementChild!.firstChild as Text).appendData(' text');
    await microtasks();
    expect([...scanner.pageNumbers.all]).to.deep.equal([before]);
    expect([...scanner.pageNumbers.all][0]).to.equal(before);
  });

  it('costs no slice while nothing changes', async () => {
    const root = page('<p>(650) 555-0100</p>');
    let sliceCount = 0;
    const {time} = startScan(root, {afterScan: () => ++sliceCount > 0});
    expect(sliceCount).to.equal(1);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(sliceCount).to.equal(1);
    expect(time.pauses).to.equal(0);
    root.style.color = 'red';
    await microtasks();
    expect(sliceCount, 'an irrelevant change is not observed').to.equal(1);
  });
});
