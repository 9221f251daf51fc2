import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {mainControl, press, settled} from './call-buttons.js';
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
});
