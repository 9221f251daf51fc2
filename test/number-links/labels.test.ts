import {expect} from '@open-wc/testing';
import {page, startScan} from './support.js';

const N = '6505550100';
const table = (...rows: readonly string[]): string => `<table>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
const cells = (...texts: readonly string[]): string => texts.map((text) => `<td>${text}</td>`).join('');
const heads = (...texts: readonly string[]): string => texts.map((text) => `<th>${text}</th>`).join('');
const grid = (headRow: string, ...rows: readonly string[]): string =>
  `<div role="grid"><div role="rowgroup"><div role="row">${headRow}</div></div><div role="rowgroup">${rows.map((row) => `<div role="row">${row}</div>`).join('')}</div></div>`;
const head = (text: string, attributes = ''): string => `<div role="columnheader" ${attributes}>${text}</div>`;
const cell = (text: string, attributes = ''): string => `<div role="gridcell" ${attributes}><div>${text}</div></div>`;

/** Where the label may stand: `label` is "Order ID" in one test, "Phone" in the other. */
const PLACES: Readonly<Record<string, (label: string) => string>> = {
  'the cell before': (label) => table(cells(label, N)),
  'the cell before, with a colon and markup': (label) => table(cells(`<b>${label}</b>:`, `<span>${N}</span>`)),
  'the cell before, past an empty one': (label) => table(cells(label, '', N)),
  'the head of the row': (label) => table(`<th>${label}</th>${cells(N)}`),
  'the cell before, in a table whose first row is another pair': (label) => table(cells('Name', 'Ann'), cells(label, N)),
  'the cell before, in a table within a cell': (label) => table(cells(`Ann ${table(cells(label, N))}`)),
  'the line before': (label) => `<p>${label}<br>${N}</p>`,
  'the line before, with markup': (label) => `<p><b>${label}:</b> <br>\n <i>${N}</i></p>`,
  'the line before another number': (label) => `<p>${label}<br>+1 650 555 0101<br>${N}</p>`,
  'the block before': (label) => `<div><div>${label}</div><div>${N}</div></div>`,
  'the block before, with wrappers': (label) => `<div><div><span>${label}</span></div><div><div>\n<span>${N}</span>\n</div></div></div>`,
  'a paragraph before': (label) => `<p>${label}</p><p>${N}</p>`,
  'a paragraph before a number with a note': (label) => `<p>${label}</p><p>${N} (<a href="#x">copy</a>)</p>`,
  'a span that is a block by style': (label) => `<div><span style="display:block">${label}</span><span>${N}</span></div>`,
  'a span in a flex container': (label) => `<div style="display:flex"><span>${label}</span><span>${N}</span></div>`,
  'a heading': (label) => `<h4>${label}</h4><p>${N}</p>`,
  'a heading above a list': (label) => `<h4>${label}</h4><ul><li>${N}</li><li>+1 650 555 0101</li></ul>`,
  'a heading above a list, for its second item': (label) => `<h4>${label}</h4><ul><li>+1 650 555 0101</li><li>${N}</li></ul>`,
  'a line with a colon above a list': (label) => `<p>${label}:</p><ul><li>+1 650 555 0101</li><li>${N}</li></ul>`,
  'the block before a component': (label) => `<div><p>${label}</p><x-number></x-number></div>`,
  'the cell before one with a component': (label) => table(cells(label, '<x-number></x-number>')),
  'a heading by role': (label) => `<div role="heading">${label}</div><section><p>${N}</p><p>Ann</p></section>`,
  'a legend': (label) => `<fieldset><legend>${label}</legend><div>${N}<br>Ann</div></fieldset>`,
  'a <dt>': (label) => `<dl><dt>${label}</dt><dd>${N}</dd></dl>`,
  'a <dt> above two numbers': (label) => `<dl><dt>${label}</dt><dd>+1 650 555 0101</dd><dd>${N}</dd></dl>`,
  'a <dt> in a group': (label) => `<dl><div><dt>${label}</dt><dd><p>${N}</p></dd></div></dl>`,
  'a <label>': (label) => `<div><label>${label}</label><div><output>${N}</output></div></div>`,
  'aria-label': (label) => `<div>Ann</div><div aria-label="${label}">${N}</div>`,
  'aria-label of an inline element': (label) => `<p><span aria-label="${label}">${N}</span></p>`,
  'aria-labelledby': (label) => `<p>Ann <i id="a-label">${label}</i></p><hr><div aria-labelledby="a-label">${N}</div>`,
  'headers': (label) => `<p id="a-label">${label}</p><table><tr><td>Ann</td><td headers="a-label">${N}</td></tr></table>`,
  'the head of the column': (label) => table(heads(label, 'Name'), cells(N, 'Ann')),
  'the head of the column, not the cell before': (label) => table(heads('Department', label), cells(label === 'Phone' ? 'Orders' : 'Sales', N)),
  'the cell of the first row': (label) => table(cells(`<b>${label}</b>`, '<b>Name</b>'), cells(N, 'Ann')),
  'the cell of the first row of three': (label) => table(cells('Name', 'Department', label), cells('Ann', label === 'Phone' ? 'Orders' : 'Sales', N)),
  'the second row of the head': (label) =>
    `<table><thead>${['<th rowspan="2">Name</th><th colspan="2">Contact</th>', `<th>Town</th><th>${label}</th>`].map((row) => `<tr>${row}</tr>`).join('')}</thead>`
    + `<tbody><tr>${cells('Ann', 'Belmont', N)}</tr></tbody></table>`,
  'a head of two columns': (label) => table(`<th>Name</th><th colspan="2">${label}</th>`, cells('Ann', '+1 650 555 0101', N)),
  'a head after a cell of two columns': (label) => table(heads('A', 'B', label), `<td colspan="2">Ann</td><td>${N}</td>`),
  'a head in a table with cells of two rows': (label) => table(heads('Town', 'Name', label), `<td rowspan="2">Belmont</td>${cells('Ann', 'x')}`, cells('Bob', N)),
  'a head below a title': (label) => table('<th colspan="2">List of customers</th>', heads('Name', label), cells('Ann', N)),
  'the head of a second part': (label) =>
    `<table><tbody><tr>${heads('Name', 'Town')}</tr><tr>${cells('Ann', 'Belmont')}</tr></tbody><tbody><tr>${heads('Name', label)}</tr><tr>${cells('Bob', N)}</tr></tbody></table>`,
  'the head of a grid': (label) => grid(head(label) + head('Name'), cell(N) + cell('Ann')),
  'the head of a grid, for its last column': (label) => grid(head('Name') + head(label), cell('Ann') + cell('x'), cell('Bob') + cell(N)),
  'the head of a grid that draws few columns': (label) =>
    grid(head('Name', 'aria-colindex="1"') + head(label, 'aria-colindex="7"'), cell(N, 'aria-colindex="7"')),
  'the head of a grid with a fixed column': (label) => `<div role="grid">`
    + `<div><div role="row">${head('Name', 'aria-colindex="1"')}</div></div><div><div role="row">${head(label, 'aria-colindex="2"')}</div></div>`
    + `<div><div role="row">${cell('Ann', 'aria-colindex="1"')}</div></div><div><div role="row">${cell(N, 'aria-colindex="2"')}</div></div></div>`,
  'the head of a grid of two columns': (label) => grid(head('Name') + head(label, 'aria-colspan="2"'), cell('Ann') + cell('x') + cell(N)),
  'the cell before in an ARIA table': (label) => `<div role="table"><div role="row"><div role="rowheader">${label}</div><div role="cell">${N}</div></div></div>`,
};

/** A number that a component shows in its shadow root. */
customElements.define('x-number', class extends HTMLElement {
  connectedCallback(): void {
    if (!this.shadowRoot) this.attachShadow({mode: 'open'}).innerHTML = `<span>${this.textContent || N}</span>`;
  }
});

describe('the label of a number in another box', () => {
  for (const [place, html] of Object.entries(PLACES)) {
    it(`says that it is no number: ${place}`, () => {
      expect(startScan(page(html('Order ID'))).numbers).to.not.include('+16505550100');
    });

    it(`says that it is one: ${place}`, () => {
      expect(startScan(page(html('Phone'))).numbers).to.include('+16505550100');
    });
  }

  const bare = '612345678';
  for (const [place, html] of Object.entries(PLACES)) {
    it(`does not hide a number by a name: ${place}`, () => {
      const root = page(html('María').replace(/ \(<a.*?<\/a>\)/, '').replaceAll(N, bare).replaceAll('<x-number>', `<x-number>${bare}`).replaceAll(/Order\w*|Sales|Phone/g, 'Ana'));
      expect(startScan(root, {country: () => 'ES'}).numbers).to.include(`+34${bare}`);
    });
  }

  for (const html of [
    `<p>We have sent your order.</p><p>${N}</p>`,
    `<p>Order ID 4711</p><p>${N}</p>`,
    `<div><h4>Ann</h4><p>Billing</p></div><div><p>${N}</p><p>Bob</p></div>`,
    `${table(cells('Ann', 'Order ID'))}<p>${N}</p>`,
    table(cells('Ann', 'Order ID'), cells(N, 'Order ID')),
    grid(head('Phone') + head('Order ID'), cell('x') + cell('Order ID'), cell(N) + cell('Order ID')),
    table(heads('Phone', 'Order ID'), cells(N, '4711')),
    `<button>Order ID</button><p>${N}</p>`,
    `<script type="text/plain">Order ID</script><p>${N}</p>`,
    `<p>Ann<br>${N}<br>Order ID</p>`,
    `<p>Order ID</p><p>Ann, ${N}</p>`,
  ]) {
    it(`is none: ${html}`, () => expect(startScan(page(html)).numbers).to.include('+16505550100'));
  }
});
