/** This browser as the chosen phone, and its microphone and speaker: over tabs, pages and lists. */
import {expect} from '@open-wc/testing';
import '../../src/store/browser-calls/browser-calls.js';
import type {ChoiceChanges, Choices} from '../../src/store/types.js';
import {readStoredChoices} from '../../src/store/stored-choices.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {withWrongValues} from './inbound/wrong-values.js';

const HOME = '+16505550152', DIRECT = '+16505550172';
const STORED_CHOICES = {
  from: {number: HOME, typed: true}, callerId: {number: DIRECT, gone: true}, microphone: 'mic-1', speaker: 'spk-1', menus: {a: 1},
};

describe('choices for calls in the browser', () => {
  let browser: VirtualBrowser;

  beforeEach(() => { browser = new VirtualBrowser(); });
  afterEach(() => browser.close());

  const phone = {isPossible: true, load: () => Promise.reject(new Error('It is not loaded here.'))};
  const openTab = () => browser.openTab({phone}).connect();
  const offerPhone = (tab: Tab, browserCalls: boolean) => tab.connect({sdk: tab.lastPlatform!, browserCalls});
  const storedText = () => [...browser.storage].find(([key]) => key.endsWith('/choices'))?.[1] ?? '';

  async function openPhoneTab(): Promise<Tab> {
    const tab = await openTab();
    await offerPhone(tab, true);
    return tab;
  }

  describe('this browser', () => {
    it('is remembered in all tabs and on the next page', async () => {
      const tab = await openPhoneTab(), other = await openPhoneTab();
      tab.store.choose({from: 'browser'});
      await browser.settle();
      for (const open of [tab, other, await openPhoneTab()]) expect(open.store.choices.get()).to.deep.equal({from: 'browser'});
      other.store.choose({from: null});
      await browser.settle();
      for (const open of [tab, other, await openPhoneTab()]) expect(open.store.choices.get()).to.deep.equal({});
    });

    it('is not dropped by the list of phones', async () => {
      const tab = await openPhoneTab();
      tab.store.choose({from: 'browser'});
      tab.store.fromNumbers.subscribe(() => {});
      await browser.settle();
      tab.store.reloadNumbers();
      await browser.settle();
      expect(tab.store.fromNumbers.get().state).to.equal('ready');
      expect(tab.store.choices.get()).to.deep.equal({from: 'browser'});
    });

    it('is shown only while this page can be a phone, and comes back', async () => {
      const tab = await openTab();
      const seen: Choices[] = [];
      tab.store.choose({from: 'browser', callerId: DIRECT});
      tab.store.choices.subscribe((choices) => seen.push(choices));
      await offerPhone(tab, true);
      await offerPhone(tab, false);
      expect(seen).to.deep.equal([{callerId: DIRECT}, {from: 'browser', callerId: DIRECT}, {callerId: DIRECT}]);
    });

    it('stays stored while a page that cannot be a phone chooses something else', async () => {
      const plain = await openTab();
      plain.store.choose({from: 'browser'});
      plain.store.choose({callerId: DIRECT});
      plain.store.fromNumbers.subscribe(() => {});
      await browser.settle();
      expect(plain.store.choices.get(), 'not reported as dropped').to.deep.equal({callerId: DIRECT});
      expect((await openPhoneTab()).store.choices.get()).to.deep.equal({from: 'browser', callerId: DIRECT});
    });

    it('is not lost to the number of a page that can be no phone, or is not one yet', async () => {
      const tab = await openPhoneTab();
      tab.store.choose({from: 'browser'});
      const later = await openTab();
      later.store.choose({from: HOME});
      expect(later.store.choices.get()).to.deep.equal({from: HOME});
      await offerPhone(later, true);
      await browser.settle();
      for (const open of [tab, later]) expect(open.store.choices.get()).to.deep.equal({from: 'browser'});
      await offerPhone(later, false);
      expect(later.store.choices.get(), 'the phone of such pages').to.deep.equal({from: HOME});
      later.store.choose({from: null});
      await browser.settle();
      expect(tab.store.choices.get()).to.deep.equal({from: 'browser'});
      tab.store.choose({from: DIRECT});
      await browser.settle();
      for (const open of [tab, later]) expect(open.store.choices.get()).to.deep.equal({from: DIRECT});
    });

    it('replaces a number that was dropped, and is replaced by a number', async () => {
      const key = 'rc-click-to-call/1/https://platform.example|400131426101/choices';
      browser.storage.set(key, JSON.stringify({from: {number: '+16505550153', gone: true}}));
      const tab = await openPhoneTab();
      expect(tab.store.choices.get()).to.deep.equal({dropped: {from: '+16505550153'}});
      tab.store.choose({from: 'browser'});
      expect(tab.store.choices.get()).to.deep.equal({from: 'browser'});
      tab.store.choose({from: HOME});
      expect(tab.store.choices.get()).to.deep.equal({from: HOME});
    });

    it('is no caller ID', async () => {
      const tab = await openPhoneTab();
      tab.store.choose({callerId: 'browser'});
      expect((await openPhoneTab()).store.choices.get()).to.deep.equal({});
    });

    it('is shown no more once the user has signed out, whatever the phone does then', async () => {
      const tab = await openPhoneTab();
      tab.store.choose({from: 'browser'});
      await browser.runUntil(tab.store.signOut());
      await offerPhone(tab, false);
      await offerPhone(tab, true);
      expect(tab.store.choices.get()).to.deep.equal({});
      await browser.runUntil(tab.store.signIn());
      expect(tab.store.choices.get()).to.deep.equal({from: 'browser'});
    });
  });

  describe('microphone and speaker', () => {
    it('are remembered in all tabs and on the next page, each by itself', async () => {
      const tab = await openTab(), other = await openTab();
      tab.store.choose({microphone: 'mic-1', from: HOME});
      other.store.choose({});
      await browser.settle();
      other.store.choose({speaker: 'spk-1'});
      await browser.settle();
      const chosen = {from: HOME, microphone: 'mic-1', speaker: 'spk-1'};
      for (const open of [tab, other, await openTab()]) expect(open.store.choices.get()).to.deep.equal(chosen);
    });

    for (const [what, value] of [['null', null], ['an empty text', ''], ['a text that no device has', 'x'.repeat(513)]] as const) {
      it(`are those of the system after ${what}`, async () => {
        const tab = await openTab();
        tab.store.choose({microphone: 'mic-1', speaker: 'x'.repeat(512)});
        expect(tab.store.choices.get()).to.deep.equal({microphone: 'mic-1', speaker: 'x'.repeat(512)});
        tab.store.choose({microphone: value});
        expect(tab.store.choices.get()).to.deep.equal({speaker: 'x'.repeat(512)});
        tab.store.choose({speaker: value});
        expect((await openTab()).store.choices.get()).to.deep.equal({});
      });
    }

    it('are no texts of another type, whatever a page gives', async () => {
      const tab = await openTab();
      for (const wrong of [17, {}, [], true]) tab.store.choose({microphone: wrong, speaker: wrong} as unknown as ChoiceChanges);
      expect(tab.store.choices.get()).to.deep.equal({});
      expect(storedText()).to.equal('{}');
    });
  });

  describe('stored choices', () => {
    for (const [what, text, expected] of [
      ['nothing', null, {}], ['no JSON', '{', {}], ['a list', '[]', {}],
      ['all of them', JSON.stringify(STORED_CHOICES), STORED_CHOICES],
      ['this browser', '{"browser":true}', {browser: true}],
      ['this browser as a number', '{"from":{"number":"browser"},"callerId":{"number":"browser"},"browser":"yes"}', {}],
      ['no ids of devices', JSON.stringify({microphone: 'x'.repeat(513), speaker: ''}), {}],
      ['no places', '{"menus":{"a":"1","b":1.5,"c":2}}', {menus: {c: 2}}],
    ] as const) {
      it(`are read as far as they are usable: ${what}`, () => expect(readStoredChoices(text)).to.deep.equal(expected));
    }

    it('never throw, and never are anything else than choices', () => {
      for (const damaged of withWrongValues(STORED_CHOICES)) {
        const {from, callerId, microphone, speaker, menus} = readStoredChoices(JSON.stringify(damaged) ?? null);
        for (const choice of [from, callerId]) expect(choice?.number ?? '+16505550152').to.match(/^\+\d+$/);
        for (const device of [microphone, speaker]) expect((device ?? 'id').length).to.be.within(1, 512);
        for (const place of Object.values(menus ?? {})) expect(Number.isSafeInteger(place)).to.equal(true);
      }
    });
  });
});
