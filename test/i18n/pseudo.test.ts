/** Call buttons and statuses fit with words half as long again. */
import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/call-status/define.js';
import '../../src/elements/click-to-call/define.js';
import {callWords} from '../../src/i18n/en/calls.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, ErrorCode, Phase, Why} from '../../src/store/types.js';
import {aCall, fakeStore, type FakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {assertFits, codesWith, pseudo, textOutsideTables, usePseudoWords} from './pseudo-words.js';

const NUMBER = '+16505550101';

/** Keeps links of other schemes from leaving the test page. */
function preventNavigation(event: Event): void {
  if (event.composedPath().some((node) => node instanceof HTMLAnchorElement)) event.preventDefault();
}

const WHY = [
  'national-number', 'extension', 'star-code', 'several-numbers', 'too-long', 'service-number', 'not-screened', 'no-phone',
];

/** Every error that has a sentence, by its key in the table. */
const ERRORS = codesWith('error.', callWords).map((key) => {
  const [code = '', leg] = key.split('.');
  if (WHY.includes(code)) return [key, callError('invalid-number', {why: code as Why})] as const;
  if (code === 'rate-limited-until') return [key, callError('rate-limited', {retryAt: Date.now() + 60_000})] as const;
  return [key, callError(code as ErrorCode, {leg: leg as 'caller' | undefined})] as const;
});

describe('words half as long again, at 320 px', () => {
  usePseudoWords();

  it('have accents, brackets and unchanged placeholders', () => {
    expect(pseudo('Call {who}?')).to.match(/^⟦Çáĺĺ \{who\}\? .+⟧$/);
    expect(textOutsideTables('⟦Çáĺĺ Anna ⟦óñ⟧⟧ 00:12')).to.equal('');
    expect(textOutsideTables('⟦Çáĺĺ⟧ now')).to.equal('now');
  });

  describe('<rc-call-status>', () => {
    const shows = async (store: FakeStore, state: string): Promise<void> => {
      const element = await fixture(html`<rc-call-status account=${store.account}></rc-call-status>`);
      assertFits(element, state);
    };

    it('without a call, and with a rate limit', async () => {
      const store = fakeStore();
      await shows(store, 'empty');
      store.limit.set({until: Date.now() + 60_000});
      await shows(store, 'limited');
    });

    for (const [phase, more] of [
      ['placing', {}], ['ringing-caller', {extension: '227'}], ['ringing-callee', {}],
      ['connected', {connectedAt: Date.now() - 12_000, extension: '227'}], ['connected', {stale: true}], ['canceling', {}],
      ['ended', {connectedAt: Date.now() - 62_000, endedAt: Date.now()}], ['canceled', {}],
      ['unconfirmed', {error: callError('unconfirmed')}],
    ] as [Phase, Partial<Call>][]) {
      it(`while a call is ${phase}${more.stale ? ', as far as is known' : ''}`, async () => {
        const store = fakeStore();
        store.calls.set([aCall(phase, more)]);
        await shows(store, phase);
        const {name: _, ...nameless} = aCall(phase, more);
        store.calls.set([nameless]);
        await shows(store, `${phase}, without a name`);
        if (!more.stale) return;
        store.setSession('expired');
        await shows(store, `${phase}, signed out`);
      });
    }

    it('while a call can be held and muted, and after it', async () => {
      const store = fakeStore();
      const can = ['hang-up', 'hold', 'mute'] as const;
      const state = {connectedAt: Date.now() - 12_000, voicemail: true} as const;
      store.calls.set([aCall('connected', {...state, can, held: true, muted: true})]);
      await shows(store, 'held and muted');
      store.calls.set([aCall('ended', {...state, endedAt: Date.now(), endedBy: 'callee'})]);
      await shows(store, 'hung up');
    });

    it('for every error', async () => {
      const store = fakeStore();
      store.calls.set(ERRORS.map(([, error]) => aCall('failed', {error, callerStatus: 'Success'})));
      await shows(store, 'errors');
    });
  });

  describe('<rc-click-to-call>', () => {
    const button = (store: FakeStore, more: {to?: string; confirm?: string} = {}): TemplateResult => html`<rc-click-to-call
      to=${more.to ?? NUMBER} name="Anna" confirm=${more.confirm ?? 'never'} sms account=${store.account}></rc-click-to-call>`;

    const clickedButton = async (store: FakeStore, more?: {to?: string; confirm?: string}): Promise<Element> => {
      const element = await fixture(button(store, more));
      element.addEventListener('click', preventNavigation);
      element.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
      await until(() => element.shadowRoot?.querySelector('[part~=message]'), 'the card is open');
      await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
      return element;
    };

    it('as a link, and with other apps', async () => {
      const store = fakeStore('signed-out');
      assertFits(await fixture(button(store)), 'link');
      assertFits(await fixture(button(store, {to: `${NUMBER};ext=227`})), 'link with an extension');
      assertFits(await clickedButton(store), 'other ways');
      assertFits(await fixture(html`<rc-click-to-call to=${NUMBER} link="rcapp">Anna</rc-click-to-call>`), 'link to the app');
    });

    it('as a button, and with the caller ID that the callee sees', async () => {
      const store = fakeStore();
      assertFits(await fixture(button(store)), 'button');
      store.choices.set({from: '+16505550151', callerId: '+16505550152'});
      assertFits(await fixture(button(store)), 'chosen numbers');
      store.choices.set({});
      store.callerIds.set({state: 'ready', options: [], default: {blocked: true}});
      assertFits(await fixture(button(store)), 'hidden number');
    });

    for (const [about, to] of [
      ['always', NUMBER], ['international', '+442079460123'], ['satellite', '+881612345678'],
    ] as const) {
      it(`with a prompt (${about})`, async () => {
        assertFits(await clickedButton(fakeStore(), {to, confirm: about === 'always' ? 'always' : 'auto'}), about);
      });
    }

    for (const [phase, more] of [
      ['ringing-caller', {}], ['ringing-callee', {}], ['connected', {connectedAt: Date.now()}], ['connected', {stale: true}],
      ['canceling', {}], ['unconfirmed', {error: callError('unconfirmed'), endedAt: Date.now()}],
    ] as [Phase, Partial<Call>][]) {
      it(`while its call is ${phase}${more.stale ? ', as far as is known' : ''}`, async () => {
        const store = fakeStore();
        store.callAnswer = {phase, ...more};
        const element = await fixture(button(store, {to: `${NUMBER};ext=227`}));
        element.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
        await until(() => store.calls.get()[0]?.id, 'the call is placed');
        await (element as Element & {updateComplete: Promise<unknown>}).updateComplete;
        assertFits(element, phase);
      });
    }

    for (const [key, error] of ERRORS) {
      // A user who declines the prompt sees no message.
      if (key === 'not-confirmed') continue;
      it(`with a refused call (${key})`, async () => {
        const store = fakeStore();
        store.refusal = error;
        assertFits(await clickedButton(store), key);
      });
    }
  });
});
