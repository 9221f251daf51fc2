/** Number lists, sessions and numbers in text fit with words half as long again. */
import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/number-links/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {signInErrorWords} from '../../src/i18n/en/sign-in-errors.js';
import {callError} from '../../src/store/call-error.js';
import type {NumberOption} from '../../src/store/types.js';
import {aCall, fakeStore, type FakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {found, middleOf, pointer} from '../number-links/support.js';
import {assertFits, codesWith, rootsIn, textOutsideTables, usePseudoWords} from './pseudo-words.js';

const FACTS = {redirectUri: 'https://example.com/rc-redirect.html', server: 'platform.ringcentral.com'};

describe('words half as long again, at 320 px', () => {
  usePseudoWords();

  describe('<rc-number-select>', () => {
    const KINDS: readonly NumberOption['kind'][] = ['mobile', 'home', 'work', 'other', 'direct', 'company', 'toll-free'];
    const OPTIONS = KINDS.map((kind, index): NumberOption => ({number: `+1650555016${index}`, kind, label: 'Desk'}));
    const MANY = Array.from({length: 40}, (_, index): NumberOption =>
      ({number: `+16505550${100 + index}`, kind: 'direct', label: 'Desk'}));

    for (const kind of ['from', 'caller-id'] as const) {
      for (const [state, prepare] of [
        ['ready', () => undefined],
        ['with a default', ({callerIds}) => callerIds.set({state: 'ready', options: OPTIONS, default: {number: '+16505550160'}})],
        ['with a hidden default', ({callerIds}) => callerIds.set({state: 'ready', options: OPTIONS, default: {blocked: true}})],
        ['loading', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'loading', options: []}))],
        ['loading more', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) =>
          list.set({state: 'ready', options: OPTIONS, loadingMore: true}))],
        ['empty', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'ready', options: []}))],
        ...(['server-error', 'offline', 'permission-missing'] as const).map((code): [string, (store: FakeStore) => unknown] =>
          [code, ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) =>
            list.set({state: 'error', options: [], error: callError(code)}))]),
        ['signed out', (store) => store.setSession('signed-out')],
        ['dropped', ({choices}) => choices.set({dropped: {from: '+16505550151', callerId: '+16505550152'}})],
        ['long', ({fromNumbers, callerIds}) => [fromNumbers, callerIds].map((list) => list.set({state: 'ready', options: MANY}))],
      ] as [string, (store: FakeStore) => unknown][]) {
        it(`${kind}, ${state}`, async () => {
          const store = fakeStore();
          for (const list of [store.fromNumbers, store.callerIds]) list.set({state: 'ready', options: OPTIONS});
          prepare(store);
          const element = await fixture(html`<rc-number-select kind=${kind} account=${store.account}></rc-number-select>`);
          const filter = element.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]');
          if (filter) {
            filter.value = 'desk';
            filter.dispatchEvent(new Event('input', {bubbles: true}));
            await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
          }
          assertFits(element, state);
        });
      }
    }

    it('with a typed number that is invalid', async () => {
      const store = fakeStore();
      const element = await fixture<HTMLElementTagNameMap['rc-number-select']>(
        html`<rc-number-select required account=${store.account}></rc-number-select>`);
      element.reportValidity();
      expect(textOutsideTables(element.validationMessage)).to.equal('');
      const select = element.shadowRoot!.querySelector('select')!;
      select.value = 'other';
      select.dispatchEvent(new Event('change', {bubbles: true}));
      const input = await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('input[type=tel]'), 'it can be typed');
      assertFits(element, 'typing');
      input.value = '12';
      input.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertText'}));
      input.dispatchEvent(new Event('change', {bubbles: true}));
      await until(() => element.shadowRoot!.querySelector('[part~=error]'), 'it is wrong');
      assertFits(element, 'wrong');
      expect(textOutsideTables(element.validationMessage)).to.equal('');
    });
  });

  describe('<rc-session>', () => {
    const session = async (store: FakeStore, state: string, more: TemplateResult | undefined = undefined): Promise<void> =>
      assertFits(await fixture(more ?? html`<rc-session account=${store.account}></rc-session>`), state);

    for (const state of ['signed-out', 'restoring', 'signing-in', 'ready', 'expired', 'error'] as const) {
      it(state, async () => {
        const store = fakeStore(state);
        const {account} = store;
        await session(store, state);
        if (state === 'ready') {
          const user = {id: '1', accountId: '1', name: 'Sam', extensionNumber: '101'};
          store.session.set({state, account, user, missingScopes: ['RingOut', 'ReadAccounts']});
          await session(store, 'without its scopes');
        }
        if (state !== 'signing-in') return;
        await session(store, 'leaving', html`<rc-session account=${account} flow="redirect"></rc-session>`);
        store.session.set({state, account, user: null, signInUrl: 'https://example.com/'});
        await session(store, 'blocked');
      });
    }

    for (const code of codesWith('sign-in.', signInErrorWords)) {
      it(`error: ${code}`, async () => {
        const store = fakeStore('error');
        store.session.set({state: 'error', account: store.account, user: null, error: {code, message: 'Plain English.', facts: FACTS}});
        await session(store, code);
      });
    }

    it('with a client secret in the page', async () => {
      const {error} = console;
      console.error = () => undefined;
      try {
        await session(fakeStore(), 'secret', html`<rc-session client-secret="hush-hush"></rc-session>`);
      } finally {
        console.error = error;
      }
    });
  });

  describe('<rc-number-links>', () => {
    it('list of numbers, a page at a time', async () => {
      const store = fakeStore('signed-out');
      const element = await fixture<RcNumberLinks>(html`<rc-number-links country="US" account=${store.account}>${
        Array.from({length: 60}, (_, index) => html`<p>(650) 555-${String(100 + index).padStart(4, '0')}</p>`)}</rc-number-links>`);
      const skip = await until(() => element.shadowRoot?.querySelector<HTMLElement>('.skip:not([hidden])'), 'numbers are found');
      assertFits(element, 'closed');
      skip.click();
      await until(() => element.shadowRoot?.querySelector('.numbers.open li'), 'the list is open');
      assertFits(element, 'list');
    });

    for (const phase of [null, 'ringing-caller', 'connected', 'ended'] as const) {
      it(`number card${phase ? ` while a call is ${phase}` : ''}`, async () => {
        const store = fakeStore();
        const element = await fixture<RcNumberLinks>(html`<rc-number-links country="US" account=${store.account}
          ><p>(650) 555-0101</p></rc-number-links>`);
        await found(element, 1);
        const {x, y, target} = middleOf(element, '(650) 555-0101');
        pointer(target, 'pointerdown', x, y, {pointerType: 'touch'});
        pointer(target, 'click', x, y, {pointerType: 'touch', detail: 1});
        await until(() => [...rootsIn(element)].some((root) => root.querySelector('.card:popover-open')), 'the card is open');
        if (phase) store.calls.set([aCall(phase, {endedAt: Date.now() + 1000})]);
        assertFits(element, 'card');
      });
    }
  });
});
