import {expect} from '@open-wc/testing';
import {hasPageLabel, labelText, pageLinks} from '../../src/elements/click-to-call/page-label.js';

const NUMBER = '+16505550101';

function buttonWith(html: string, name = ''): HTMLElement & {name: string} {
  const element = document.createElement('div');
  element.innerHTML = html;
  return Object.assign(element, {name});
}

describe('the label of a call button', () => {
  for (const [title, html, name, expected] of [
    ['the text of the link', `<a href="tel:${NUMBER}">Anna</a>`, 'Bob', 'Anna'],
    ['the name where the link has no text', `<a href="tel:${NUMBER}"> </a>`, 'Bob', 'Bob'],
    ["the page's own text, which is in a slot", 'Anna', 'Bob', null],
    ["the page's own element", '<b>Anna</b>', 'Bob', null],
    ['the name beside an icon', '<svg slot="icon"></svg> ', ' Bob ', 'Bob'],
    ['the number without a name', '<!-- later -->', ' ', NUMBER],
  ] as const) {
    it(`is ${title}`, () => {
      const button = buttonWith(html, name);
      const [link = null] = pageLinks(button);
      expect(labelText(button, link, `tel:${NUMBER}`)).to.equal(expected);
      expect(hasPageLabel(button, link)).to.equal(html.includes('Anna'));
    });
  }

  it('is the number without its extension, which follows in words', () => {
    const button = buttonWith('');
    const number = {e164: NUMBER, extension: '227'};
    expect(labelText(button, null, `${NUMBER};ext=227`, number)).to.equal(NUMBER);
  });

  it('takes no link of an icon', () => {
    expect(pageLinks(buttonWith(`<a slot="icon" href="tel:${NUMBER}">Anna</a>`))).to.deep.equal([]);
  });
});
