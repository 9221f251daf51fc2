import {expect} from '@open-wc/testing';
import {attributesOf} from '../../src/elements/number-links/scan/scan-scope.js';
import {microtasks, page, startScan} from './support.js';

const A = '(650) 555-0100';
const B = '(650) 555-0101';

describe('the scan scope', () => {
  for (const html of [
    `<p>${A}</p>`, `<table><tr><td>${A}</td></tr></table>`, `<ul><li>Call ${A} now</li></ul>`, `<pre>Phone: ${A}</pre>`,
    `<a href="/contact">${A}</a>`, `<h1>${A}</h1>`, `<address>Main Street<br>${A}<br>Belmont</address>`,
    `<div role="grid"><div role="row"><div role="gridcell">${A}</div></div></div>`, `<dl><dt>Phone<dd>${A}</dl>`,
    `<div contenteditable="false">${A}</div>`, `<div role="listitem">${A}</div>`, `<label>Phone ${A}</label>`,
    `<input readonly value="${A}">`, `<input disabled value="${A}">`, `<input type="tel" readonly value="${A}">`,
    `<figure><figcaption>${A}</figcaption></figure>`, `<div dir="rtl">${A}</div>`,
  ]) {
    it(`finds the number in ${html}`, () => expect(startScan(page(html)).numbers).to.deep.equal(['+16505550100']));
  }

  for (const html of [
    `<script type="text/plain">${A}</script>`, `<style>/* ${A} */</style>`, `<code>${A}</code>`, `<textarea>${A}</textarea>`,
    `<textarea readonly>${A}</textarea>`, `<input value="${A}">`, `<input type="password" readonly value="${A}">`,
    `<input type="hidden" readonly value="${A}">`, `<input type="checkbox" disabled value="${A}">`,
    `<div contenteditable>${A}</div>`, `<div contenteditable="true"><p>${A}</p></div>`,
    `<div contenteditable="plaintext-only">${A}</div>`, `<div contenteditable><b contenteditable="false">${A}</b></div>`,
    `<button>${A}</button>`, `<select><option>${A}</select>`, `<div role="textbox">${A}</div>`,
    `<div role="button"><span>${A}</span></div>`, `<ul role="listbox"><li role="option">${A}</ul>`,
    `<div role="menu"><div role="menuitem">${A}</div></div>`, `<div role="combobox">${A}</div>`, `<div role="tab">${A}</div>`,
    `<div role="switch">${A}</div>`, `<div data-rc-ignore><p>${A}</p></div>`, `<template>${A}</template>`,
    `<noscript>${A}</noscript>`, `<kbd>${A}</kbd>`, `<samp>${A}</samp>`, `<svg><text>${A}</text></svg>`, `<iframe>${A}</iframe>`,
    `<input readonly data-rc-ignore value="${A}">`, `<!-- ${A} -->`, `<p title="${A}">x</p>`,
    `<rc-click-to-call to="+16505550100">${A}</rc-click-to-call>`, `<video>${A}</video>`,
  ]) {
    it(`finds none in ${html}`, () => expect(startScan(page(html)).numbers).to.deep.equal([]));
  }

  it('searches only elements that match include', () => {
    const root = page(`<p class="call">${A} <b>${B}</b></p><p>(650) 555-0102</p>`);
    expect(startScan(root, {include: '.call'}).raw).to.deep.equal([A, B]);
  });

  it('skips elements that match exclude', () => {
    const root = page(`<p class="no">${A} <b>${B}</b></p><p>(650) 555-0102</p>`);
    expect(startScan(root, {exclude: '.no, footer'}).raw).to.deep.equal(['(650) 555-0102']);
  });

  it('follows changes of selectors, attributes and roles', async () => {
    const root = page(`<p>${A}</p>`);
    const [p] = root.children;
    const result = startScan(root, {exclude: '.no'});
    for (const [name, value] of [['class', 'no'], ['data-rc-ignore', ''], ['contenteditable', ''], ['role', 'button']] as const) {
      p!.setAttribute(name, value);
      await microtasks();
      expect(result.raw, name).to.deep.equal([]);
      p!.removeAttribute(name);
      await microtasks();
      expect(result.raw, name).to.deep.equal([A]);
    }
  });

  it('searches open shadow roots, also those that are attached later', async () => {
    const root = page('<div></div><later-shadow></later-shadow>');
    const first = root.firstElementChild!.attachShadow({mode: 'open'});
    first.innerHTML = `<p>${A}</p><section></section>`;
    first.querySelector('section')!.attachShadow({mode: 'open'}).innerHTML = `<p>${B}</p>`;
    const result = startScan(root);
    expect(result.raw).to.deep.equal([A, B]);
    first.querySelector('p')!.textContent = '(650) 555-0103';
    await microtasks();
    expect(result.raw).to.deep.equal(['(650) 555-0103', B]);
    customElements.define('later-shadow', class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({mode: 'open'}).innerHTML = '<p>(650) 555-0104</p>';
      }
    });
    await microtasks();
    expect(result.raw).to.deep.equal(['(650) 555-0103', B, '(650) 555-0104']);
    root.firstElementChild!.remove();
    await microtasks();
    expect(result.raw).to.deep.equal(['(650) 555-0104']);
  });
});

describe('the country of a number', () => {
  const national = '020 7946 0123';

  it('comes from the nearest country attribute', () => {
    const root = page(`<p country="gb">${national}</p><p>${A}</p><div country="AU"><p>(02) 5550 1234</p></div>`);
    expect(startScan(root).numbers).to.deep.equal(['+442079460123', '+16505550100', '+61255501234']);
  });

  it('is never derived from lang', () => {
    expect(startScan(page(`<p lang="en-GB">${national}</p>`), {country: () => undefined}).numbers).to.deep.equal([]);
  });

  it('may be unknown, and then only international numbers are found', () => {
    const root = page(`<p>${A} and +1 650 555 0101</p>`);
    expect(startScan(root, {country: () => undefined}).numbers).to.deep.equal(['+16505550101']);
  });

  it('is followed when it changes', async () => {
    const home: {country?: string} = {};
    const root = page(`<p>${national}</p>`);
    const result = startScan(root, {country: () => home.country});
    home.country = 'GB';
    result.scanner.restart();
    expect(result.numbers).to.deep.equal(['+442079460123']);
    root.firstElementChild!.setAttribute('country', 'US');
    await microtasks();
    expect(result.numbers).to.deep.equal([]);
  });
});

describe('tel links', () => {
  const html = `<p><a href="tel:+1-650-555-0100;ext=9">Call <b>us</b></a> <a href="tel:${B}">${B}</a> <a href="tel:nonsense">x</a></p>`;

  it('are read from their href, not from their text', () => {
    const {scanner, numbers} = startScan(page(html));
    expect(numbers).to.deep.equal(['+16505550100', '+16505550101']);
    expect([...scanner.pageNumbers.all].map(({kind, extension}) => [kind, extension])).to.deep.equal([['link', '9'], ['link', undefined]]);
  });

  it('are skipped with their text if telLinks is "ignore"', () => {
    expect(startScan(page(html), {telLinks: 'ignore'}).numbers).to.deep.equal([]);
  });

  it('are followed when they change', async () => {
    const root = page(html);
    const result = startScan(root);
    root.querySelector('a')!.href = 'tel:+16505550109';
    await microtasks();
    expect(result.numbers[0]).to.equal('+16505550109');
    root.querySelector('a')!.removeAttribute('href');
    await microtasks();
    expect(result.numbers).to.deep.equal(['+16505550101']);
  });
});

describe('attributesOf', () => {
  for (const [selector, names] of [
    ['.a', ['class']], ['#a', ['id']], ['[data-x="1"]', ['data-x']], ['a.b > #c[ hidden ]', ['hidden', 'class', 'id']], ['p', []],
  ] as const) {
    it(`finds ${names.join(', ') || 'none'} in ${selector}`, () => expect(attributesOf(selector)).to.deep.equal(names));
  }
});
