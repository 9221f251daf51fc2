import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {mainControl, numberRead, settled} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import {until} from './support.js';

const NATIONAL = '(650) 555-0101';
const NUMBER = '+16505550101';

/** Values of `country` that are no country. */
const NO_COUNTRIES = ['USA', 'en-US', 'United States', ' ', '1'];

describe('a `country` that is none', () => {
  for (const country of NO_COUNTRIES) {
    it(`hides no country of the account: "${country}"`, async () => {
      const store = fakeStore();
      const element = await fixture<RcClickToCall>(html`<rc-click-to-call to=${NATIONAL} country=${country} confirm="never"
        account=${store.account}>Call</rc-click-to-call>`);
      await numberRead(element);
      await settled(element);
      expect((await element.call()).to).to.equal(NUMBER);
    });
  }

  it('hides none of the page around it', async () => {
    const page = await fixture(html`<div country="gb"><p country="England"><rc-click-to-call to="020 7946 0123" country="en-GB"
      >London</rc-click-to-call></p></div>`);
    const element = page.querySelector<RcClickToCall>('rc-click-to-call')!;
    await numberRead(element);
    await until(() => mainControl(element).getAttribute('href') === 'tel:+442079460123', 'the number is read');
  });

  it('is what Britain is often called, and is read as that', async () => {
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="020 7946 0123" country="uk">London</rc-click-to-call>`);
    await numberRead(element);
    await until(() => mainControl(element).getAttribute('href') === 'tel:+442079460123', 'the number is read');
  });

  for (const [where, outer, inner] of [['of the element', 'USA', ''], ['of the text', '', 'USA']] as const) {
    it(`hides no country from numbers in the page's text: ${where}`, async () => {
      const store = fakeStore();
      const element = await fixture<RcNumberLinks>(html`<rc-number-links mode="inline" country=${outer} account=${store.account}
        ><p country=${inner}>Call ${NATIONAL}.</p></rc-number-links>`);
      await until(() => element.querySelector('rc-click-to-call'), 'the number is found');
      expect(element.querySelector('rc-click-to-call')!.to).to.equal(NUMBER);
    });
  }
});
