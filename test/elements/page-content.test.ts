import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {cardText, mainControl, numberRead, press, settled} from './call-buttons.js';
import {fakeStore, type FakeStore} from './fake-store.js';
import {nameOf, part, until} from './support.js';

const NUMBER = '+16505550101';
const LINK = html`<a href="tel:${NUMBER}">Call Anna</a>`;

const signedOut = (): FakeStore => fakeStore('signed-out');

async function rendered(template: TemplateResult): Promise<RcClickToCall> {
  const element = await fixture<RcClickToCall>(template);
  await settled(element);
  return element;
}

const hrefOf = (element: RcClickToCall): string | null => mainControl(element).getAttribute('href');

/** Links and buttons of the page's own content that are shown, and so heard beside the button. */
const shownLinks = (element: RcClickToCall): number =>
  [...element.querySelectorAll('a')].filter((link) => link.checkVisibility()).length;

describe('the page\'s own content in a call button', () => {
  for (const [wrapper, content] of [
    ['a paragraph', html`<p>${LINK}</p>`],
    ['bold text', html`<strong>${LINK}</strong>`],
    ['several elements', html`<div><p><span>${LINK}</span></p></div>`],
    ['bold text, beside another link', html`<b>${LINK}</b> <a href="https://example.com">Page</a>`],
  ] as const) {
    it(`is called where the link is in ${wrapper}`, async () => {
      const store = fakeStore();
      const element = await rendered(html`<rc-click-to-call confirm="never" account=${store.account}>${content}</rc-click-to-call>`);
      expect([part(element, 'label'), nameOf(mainControl(element))]).to.deep.equal(['Call Anna', 'Call Anna']);
      expect(shownLinks(element), 'links beside the button').to.equal(0);
      await press(mainControl(element));
      await until(() => store.requests.length, 'the number is called');
      expect(store.requests[0]?.to).to.equal(NUMBER);
    });

    it(`is one link where the link is in ${wrapper}, and there is no session`, async () => {
      const element = await rendered(html`<rc-click-to-call account=${signedOut().account}>${content}</rc-click-to-call>`);
      expect([hrefOf(element), shownLinks(element)]).to.deep.equal([`tel:${NUMBER}`, 0]);
    });
  }

  it('is one control where a number of its own comes before the link in a paragraph', async () => {
    const element = await rendered(html`<rc-click-to-call to="+16505550102" account=${signedOut().account}><p>${LINK}</p></rc-click-to-call>`);
    expect([hrefOf(element), part(element, 'label'), shownLinks(element)]).to.deep.equal(['tel:+16505550102', 'Call Anna', 0]);
  });

  for (const [what, to] of [
    ['lacks its country', '(650) 555-0101'], ['is no number', 'Anna'], ['is blank', ' '],
    ['is two numbers', '650-555-0101 / 650-555-0102'],
  ] as const) {
    it(`is what is called where \`to\` ${what}`, async () => {
      const element = await rendered(html`<rc-click-to-call to=${to} account=${signedOut().account}>${LINK}</rc-click-to-call>`);
      await numberRead(element);
      await until(() => hrefOf(element) === `tel:${NUMBER}`, 'it is a link to the number of the page\'s link');
      expect(part(element, 'label')).to.equal('Call Anna');
    });
  }

  it('is what RingCentral calls where `to` is no number', async () => {
    const store = fakeStore();
    const element = await rendered(html`<rc-click-to-call to="Anna" confirm="never" account=${store.account}>${LINK}</rc-click-to-call>`);
    await press(mainControl(element));
    await until(() => store.requests.length || cardText(element), 'the click has an effect');
    expect(store.requests[0]?.to).to.equal(NUMBER);
  });

  for (const [what, to, country, expected] of [
    ['a number', '+16505550102', '', 'tel:+16505550102'],
    ['a number of a known country', '(650) 555-0102', 'US', 'tel:+16505550102'],
    ['an extension', '102', 'US', 'tel:102'],
    ['an emergency number', '911', 'US', 'tel:911'],
  ] as const) {
    it(`is not what is called where \`to\` is ${what}`, async () => {
      const element = await rendered(html`<rc-click-to-call to=${to} country=${country} account=${signedOut().account}>${LINK}</rc-click-to-call>`);
      await numberRead(element);
      await until(() => hrefOf(element), 'it is a link');
      expect(hrefOf(element)).to.equal(expected);
    });
  }

  const ICON = html`<svg width="9" height="9"></svg>`;
  for (const [what, content] of [
    ['its own name', html`<a href="tel:${NUMBER}" aria-label="Call Anna"><i class="icon"></i></a>`],
    ['its title', html`<a href="tel:${NUMBER}" title="Call Anna">${ICON}</a>`],
    ['the text of an image', html`<a href="tel:${NUMBER}"><img src="data:," alt="Call Anna"></a>`],
    ['the name of a drawing', html`<a href="tel:${NUMBER}"><svg role="img" aria-label="Call Anna" width="9" height="9"></svg></a>`],
    ['an image, and not its hint', html`<a href="tel:${NUMBER}" title="Opens an app"><img src="data:," alt="Call Anna"></a>`],
  ] as const) {
    it(`names a link without text: ${what}`, async () => {
      const element = await rendered(html`<rc-click-to-call account=${signedOut().account}>${content}</rc-click-to-call>`);
      expect([part(element, 'label'), nameOf(mainControl(element))]).to.deep.equal(['Call Anna', 'Call Anna']);
    });
  }

  it('names the numbers of a menu by their images', async () => {
    const store = fakeStore();
    const element = await rendered(html`<rc-click-to-call name="Ada" account=${store.account}>
      <a href="tel:${NUMBER}"><img src="data:," alt="Mobile"></a><a href="tel:+16505550102" title="Office">${ICON}</a></rc-click-to-call>`);
    const labels = (): readonly string[] =>
      [...element.shadowRoot!.querySelectorAll('.item-text')].map(({textContent}) => textContent);
    await press(mainControl(element));
    await until(() => labels().length === 2, 'the menu is open');
    expect(labels()).to.deep.equal(['Mobile', 'Office']);
  });

  it('is heard by the name that its link has beside the text', async () => {
    const element = await rendered(html`<rc-click-to-call account=${signedOut().account}>
      <a href="tel:${NUMBER}" aria-label="Call Anna Meier">Call Anna</a></rc-click-to-call>`);
    expect([part(element, 'label'), nameOf(mainControl(element))]).to.deep.equal(['Call Anna', 'Call Anna Meier']);
  });

  it('is heard by a name that comes later', async () => {
    const element = await rendered(html`<rc-click-to-call account=${signedOut().account}><a href="tel:${NUMBER}">${ICON}</a></rc-click-to-call>`);
    element.querySelector('a')!.ariaLabel = 'Call Anna';
    await until(() => nameOf(mainControl(element)) === 'Call Anna', 'the name is followed');
  });
});
