import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import type {RcSession} from '../../src/elements/session/session.js';
import type {Session} from '../../src/store/types.js';
import {fakeStore} from './fake-store.js';
import {translatePage} from './page-translator.js';
import {part, textOf, until} from './support.js';

for (const translation of ['text', 'font'] as const) {
  describe(`after a translator has replaced words (${translation})`, () => {
    it('<rc-session> says what is new', async () => {
      const store = fakeStore('signed-out');
      const element = await fixture<RcSession>(html`<rc-session account=${store.account}></rc-session>`);
      const translateThenSet = async (session: Partial<Session>): Promise<void> => {
        translatePage(translation, element.shadowRoot!);
        store.session.set({...store.session.get(), ...session});
        await element.updateComplete;
      };
      await translateThenSet({state: 'signing-in'});
      expect(part(element, 'user')).to.equal('Continue in the other window.');
      expect(part(element, 'button')).to.equal('Show the sign-in window');
      await translateThenSet({state: 'error', error: {code: 'popup-blocked', message: ''}});
      const blocked = part(element, 'error');
      await translateThenSet({error: {code: 'offline', message: ''}});
      expect(part(element, 'error')).to.match(/^[^«]+$/).and.not.equal(blocked);
      store.setSession('ready');
      await translateThenSet({user: {id: '1', accountId: '1', name: 'Sam', extensionNumber: '101'}});
      await translateThenSet({user: {id: '2', accountId: '1', name: 'Kim', extensionNumber: '102'}});
      expect(part(element, 'user')).to.contain('Kim').and.to.contain('102');
    });

    it('<rc-number-select> says what is new', async () => {
      const store = fakeStore();
      store.fromNumbers.set({state: 'loading', options: []});
      const element = await fixture<RcNumberSelect>(html`<rc-number-select account=${store.account}></rc-number-select>`);
      const {shadowRoot} = element;
      translatePage(translation, shadowRoot!);
      expect(textOf(shadowRoot!)).to.contain('«');
      store.fromNumbers.set({state: 'ready', options: [{number: '+16505550151', kind: 'mobile'}], loadingMore: true});
      await element.updateComplete;
      expect(shadowRoot!.querySelector('option')!.textContent).to.equal('Default');
      translatePage(translation, shadowRoot!);
      store.fromNumbers.set({state: 'error', options: [], error: {code: 'offline', message: ''}});
      await element.updateComplete;
      expect(shadowRoot!.querySelector('#hint [role=status]')!.textContent).to.match(/^[^«]+$/);
    });

    it('<rc-number-links> counts on', async () => {
      const store = fakeStore();
      const element = await fixture<RcNumberLinks>(html`<rc-number-links account=${store.account}><p>+1 650 555 0101</p></rc-number-links>`);
      const skipText = (): string => textOf(element.shadowRoot!.querySelector('.skip')!);
      await until(() => skipText().includes('1'), 'one number is found');
      translatePage(translation, element.shadowRoot!);
      element.insertAdjacentHTML('beforeend', '<p>+1 650 555 0102</p>');
      await until(() => /^[^«]*2/.test(skipText()), 'two numbers are found');
    });
  });
}
