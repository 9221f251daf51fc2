/** Numbers and choices over tabs, pages, servers and extensions, in virtual time. */
import {expect} from '@open-wc/testing';
import type {Choices, NumberList} from '../../src/store/types.js';
import {defaultUser} from '../../demo/simulator/lists.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

const DESK = '+16505550150', MOBILE = '+16505550151', HOME = '+16505550152', LAKE = '+16505550156';
const MAIN = '+16505550170', DIRECT = '+16505550172';

const forwardingPhones = (...numbers: string[]) => numbers.map((phoneNumber, index) =>
  ({id: String(index), phoneNumber, label: `Phone ${index}`, type: 'Home', features: ['CallForwarding']}));

describe('numbers and choices', () => {
  let browser: VirtualBrowser;

  beforeEach(() => { browser = new VirtualBrowser(); });
  afterEach(() => browser.close());

  const openTab = () => browser.openTab().connect();
  const numbersIn = (list: NumberList) => list.options.map(({number}) => number);
  const placeAndReadBody = async (tab: Tab) => {
    await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    return browser.requests('POST', '/ring-out').at(-1)?.body as {from?: {phoneNumber: string}; callerId?: {phoneNumber: string}};
  };

  /** Subscribes as an element on the page does. */
  async function watchLists(tab: Tab): Promise<void> {
    tab.store.fromNumbers.subscribe(() => {});
    tab.store.callerIds.subscribe(() => {});
    await browser.settle();
  }

  describe('lists of numbers', () => {
    it('hold the phones that can ring and the caller IDs that can be shown, each number once', async () => {
      const tab = await openTab();
      await watchLists(tab);
      expect(tab.store.fromNumbers.get().options).to.deep.equal([
        {number: DESK, kind: 'work', label: 'Desk phone', deviceId: '800100200'}, {number: MOBILE, kind: 'mobile', label: 'My mobile'},
        {number: HOME, kind: 'home', label: 'Home'}, {number: LAKE, kind: 'work', label: 'Lake house', deviceId: '800100202'},
      ]);
      // Numbers for faxes or texts only, and ported, hidden or featureless ones, are left out.
      expect(tab.store.callerIds.get().options).to.deep.equal([
        {number: MAIN, kind: 'company', label: 'Main number'}, {number: '+18005550171', kind: 'toll-free', label: 'Freephone'},
        {number: DIRECT, kind: 'direct'}, {number: '+16505550178', kind: 'company', label: 'Campaign'},
      ]);
      expect(tab.store.callerIds.get().default).to.deep.equal({number: MAIN});
    });

    it('tell when the platform hides the caller ID by default', async () => {
      browser.simulator.configure({callerId: {type: 'Blocked'}});
      const tab = await openTab();
      await watchLists(tab);
      expect(tab.store.callerIds.get().default).to.deep.equal({blocked: true});
    });

    it('are read once an element watches them, and not for a passive listener', async () => {
      const tab = await openTab();
      let changeCount = 0;
      tab.store.callerIds.listen(() => changeCount++, true);
      await browser.settle();
      expect(browser.requests('GET', 'number')).to.have.length(0);
      await watchLists(tab);
      expect(changeCount).to.be.greaterThan(0);
    });

    it('are ready after the first of ten pages, and grow to a thousand numbers', async () => {
      browser.simulator.configure({phoneNumbers: 1000});
      const tab = await openTab();
      const seen: [string, number, boolean][] = [];
      tab.store.callerIds.subscribe(({state, options, loadingMore}) => seen.push([state, options.length, loadingMore === true]));
      await browser.settle();
      expect(seen[0]).to.deep.equal(['loading', 0, false]);
      expect(seen.find(([, length]) => length > 0)).to.deep.equal(['ready', 100, true]);
      expect(seen.at(-1)).to.deep.equal(['ready', 1000, false]);
    });

    it('are kept for other pages and tabs for five minutes', async () => {
      const tab = await openTab();
      await watchLists(tab);
      const requestCount = browser.requests('GET').length;
      tab.close();
      const next = await openTab();
      await watchLists(next);
      expect(numbersIn(next.store.fromNumbers.get())).to.deep.equal([DESK, MOBILE, HOME, LAKE]);
      // One request reads the user.
      expect(browser.requests('GET').length - requestCount).to.be.at.most(1);
      next.close();
      await browser.advance(5 * 60_000 + 1);
      await watchLists(await openTab());
      expect(browser.requests('GET', '/forwarding-number')).to.have.length(2);
    });

    it('tell why they cannot be read, and are read again by reloadNumbers()', async () => {
      browser.simulator.configure({phoneNumbers: 250});
      browser.simulator.faults.push({path: /phone-number\?|phone-number$/, times: 2, kind: 'status', status: 403, body: {errorCode: 'CMN-401'}});
      const tab = await openTab();
      await watchLists(tab);
      expect(tab.store.callerIds.get()).to.deep.include({state: 'error', options: []});
      expect(tab.store.callerIds.get().error?.code).to.equal('permission-missing');
      browser.simulator.faults.splice(0);
      tab.store.reloadNumbers();
      await browser.settle();
      expect(tab.store.callerIds.get().options).to.have.length(250);
      expect(tab.store.callerIds.get().state).to.equal('ready');
    });

    it('are requested once when a listener reloads them on each error', async () => {
      browser.simulator.faults.push({path: /phone-number\?|phone-number$/, times: 20, kind: 'status', status: 403, body: {errorCode: 'CMN-401'}});
      const tab = await openTab();
      tab.store.callerIds.subscribe(({state}) => { if (state === 'error') tab.store.reloadNumbers(); });
      await browser.settle();
      expect(tab.store.callerIds.get().state).to.equal('error');
      expect(browser.requests('GET', '/phone-number')).to.have.length(1);
    });

    it('are in error when the session is revoked', async () => {
      const tab = await openTab();
      browser.simulator.revokeAll();
      await watchLists(tab);
      expect(tab.store.fromNumbers.get().state).to.equal('error');
    });
  });

  describe('a choice', () => {
    it('is sent with the call, and left out when the user chooses the default again', async () => {
      const tab = await openTab();
      tab.store.choose({from: HOME, callerId: DIRECT});
      expect(await placeAndReadBody(tab)).to.deep.include({from: {phoneNumber: HOME}, callerId: {phoneNumber: DIRECT}});
      await browser.advance(30_000);
      tab.store.choose({from: null, callerId: ''});
      const body = await placeAndReadBody(tab);
      expect([body.from, body.callerId]).to.deep.equal([undefined, undefined]);
    });

    it('reaches every tab at once, and the next page', async () => {
      const tab = await openTab(), other = await openTab();
      const receivedChoices: Choices[] = [];
      other.store.choices.listen((choices) => receivedChoices.push(choices));
      tab.store.choose({from: HOME});
      await browser.settle();
      expect(receivedChoices).to.deep.equal([{from: HOME}]);
      tab.store.choose({from: HOME});
      await browser.settle();
      expect(receivedChoices, 'nothing changed').to.have.length(1);
      expect((await openTab()).store.choices.get()).to.deep.equal({from: HOME});
    });

    it('reaches a tab without a channel when the user returns to it', async () => {
      const tab = await openTab(), silentTab = await browser.openTab({noChannel: true}).connect();
      tab.store.choose({from: HOME});
      await browser.advance(browser.storageDelayMs);
      silentTab.wake();
      expect(silentTab.store.choices.get()).to.deep.equal({from: HOME});
    });

    it('belongs to one server and one extension', async () => {
      const tab = await openTab();
      tab.store.choose({from: HOME});
      expect([...browser.storage.keys()].filter((key) => key.endsWith('/choices')))
        .to.deep.equal(['rc-click-to-call/1/https://platform.example|400131426101/choices']);
      const colleagueBrowser = new VirtualBrowser({simulator: {user: {...defaultUser, extensionId: '400131426102'}}});
      for (const [key, value] of browser.storage) colleagueBrowser.storage.set(key, value);
      const colleagueTab = await colleagueBrowser.openTab().connect();
      expect(colleagueTab.store.choices.get()).to.deep.equal({});
      colleagueTab.store.choose({from: LAKE});
      expect([...colleagueBrowser.storage.keys()].filter((key) => key.endsWith('/choices'))).to.have.length(2);
      await colleagueBrowser.close();
    });

    it('of one kind does not change the other', async () => {
      const tab = await openTab();
      tab.store.choose({from: HOME});
      tab.store.choose({callerId: DIRECT});
      expect(tab.store.choices.get()).to.deep.equal({from: HOME, callerId: DIRECT});
      tab.store.choose({from: null});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT});
    });

    it('survives a sign-out, and is not shown meanwhile', async () => {
      const tab = await openTab();
      tab.store.choose({from: HOME});
      await browser.runUntil(tab.store.signOut());
      expect(tab.store.choices.get()).to.deep.equal({});
      await browser.runUntil(tab.store.signIn());
      expect(tab.store.choices.get()).to.deep.equal({from: HOME});
    });
  });

  describe('a remembered number that the list no longer holds', () => {
    /** The number was chosen on a page that has been closed; then the list changed. */
    async function reopenAfterListChange(): Promise<{tab: Tab; other: Tab}> {
      const before = await openTab();
      await watchLists(before);
      before.store.choose({from: HOME});
      before.close();
      browser.simulator.configure({forwardingNumbers: forwardingPhones(DESK, MOBILE)});
      await browser.advance(5 * 60_000 + 1);
      const other = await openTab(), tab = await openTab();
      return {tab, other};
    }

    it('is dropped in every tab and on the next page, and is not used', async () => {
      const {tab, other} = await reopenAfterListChange();
      expect(tab.store.choices.get()).to.deep.equal({from: HOME});
      await watchLists(tab);
      const droppedChoices = {dropped: {from: HOME}};
      expect(tab.store.choices.get()).to.deep.equal(droppedChoices);
      expect(other.store.choices.get()).to.deep.equal(droppedChoices);
      expect((await openTab()).store.choices.get()).to.deep.equal(droppedChoices);
      expect((await placeAndReadBody(tab)).from).to.equal(undefined);
    });

    it('is reported as dropped until the user chooses a number or the default', async () => {
      const {tab} = await reopenAfterListChange();
      await watchLists(tab);
      tab.store.choose({callerId: DIRECT});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT, dropped: {from: HOME}});
      tab.store.choose({from: null});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT});
    });

    it('stays dropped when a page chooses it before the list is read', async () => {
      const {tab} = await reopenAfterListChange();
      tab.store.choose({from: HOME});
      await watchLists(tab);
      expect(tab.store.choices.get()).to.deep.equal({dropped: {from: HOME}});
    });

    it('is not dropped when the user typed it', async () => {
      const tab = await openTab();
      await watchLists(tab);
      tab.store.choose({from: '+16505550199'});
      tab.store.reloadNumbers();
      await browser.settle();
      expect(tab.store.choices.get()).to.deep.equal({from: '+16505550199'});
    });

    it('is not dropped while only some pages of the list have been read', async () => {
      const before = await openTab();
      browser.simulator.configure({forwardingNumbers: 150});
      await watchLists(before);
      const lastNumber = before.store.fromNumbers.get().options.at(-1)!.number;
      before.store.choose({from: lastNumber});
      before.close();
      await browser.advance(5 * 60_000 + 1);
      const tab = await openTab();
      const dropped: unknown[] = [];
      tab.store.choices.listen((choices) => dropped.push(choices.dropped));
      await watchLists(tab);
      expect(dropped).to.deep.equal([]);
      expect(tab.store.choices.get()).to.deep.equal({from: lastNumber});
    });
  });

  describe('a call without a phone to ring', () => {
    it('fails with no-phone when the platform needs one and the user chose none', async () => {
      for (const options of [{fromRequired: true}, {forwardingNumbers: 0}]) {
        browser.simulator.configure(options);
        const tab = await openTab();
        const call = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
        expect(call.error).to.include({code: 'from-invalid', why: 'no-phone'});
        expect(call.error?.message).to.contain('which phone to ring');
        await browser.advance(2_000);
      }
    });

    it('fails without no-phone when the platform refuses the chosen phone', async () => {
      const tab = await openTab();
      const call = await browser.runUntil(tab.store.call({to: numberOf('answered'), from: 'no number'}));
      expect(call.error?.code).to.equal('from-invalid');
      expect(call.error?.why).to.equal(undefined);
    });
  });

  describe('a number that cannot be called', () => {
    for (const [description, to, code, why, words] of [
      ['an internal extension', '101', 'invalid-number', 'extension', 'internal extension'],
      ['a star code', '*67', 'invalid-number', 'star-code', 'star code'],
      ['two numbers', '650-555-0100 / 650-555-0101', 'invalid-number', 'several-numbers', 'two numbers'],
      ['too many digits', '+49 30 1234567890123', 'invalid-number', 'too-long', 'too long'],
      ['directory enquiries', '411', 'emergency-number', 'service-number', 'service numbers'],
      ['an emergency number', '911', 'emergency-number', undefined, 'emergency numbers'],
      ['no number at all', 'hello', 'invalid-number', undefined, 'not a phone number'],
    ] as const) {
      it(`is refused with its own reason: ${description}`, async () => {
        const tab = await openTab();
        const error = await browser.runUntil(tab.store.call({to}).then(() => null, (thrown: {code: string; why?: string; message: string}) => thrown));
        expect([error?.code, error?.why]).to.deep.equal([code, why]);
        expect(error?.message.toLowerCase()).to.contain(words);
        expect(browser.requests('POST')).to.have.length(0);
      });
    }

    it('is refused with national-number when no country is known', async () => {
      browser = new VirtualBrowser({simulator: {user: {...defaultUser, country: ''}}});
      const tab = await openTab();
      const error = await browser.runUntil(tab.store.call({to: '020 7946 0123'}).then(() => null, (thrown: {why?: string}) => thrown));
      expect(error?.why).to.equal('national-number');
    });

    it('is refused with national-number when its digits may be read in two ways', async () => {
      const tab = await openTab();
      const error = await browser.runUntil(tab.store.call({to: '491713920000', country: 'DE'}).then(() => null, (thrown: {why?: string}) => thrown));
      expect(error?.why).to.equal('national-number');
    });

    it('is dialed without its extension, which the call keeps', async () => {
      const tab = await openTab();
      for (const to of [`${numberOf('answered')};ext=227`, `${numberOf('answered')} x227`]) {
        const call = await browser.runUntil(tab.store.call({to}));
        expect([call.to, call.extension]).to.deep.equal([numberOf('answered'), '227']);
        expect(browser.requests('POST', '/ring-out').at(-1)?.body).to.deep.equal({to: {phoneNumber: numberOf('answered')}});
        await browser.advance(60_000);
      }
    });
  });

  describe('the do-not-call check', () => {
    const refusalOf = (tab: Tab) => browser.runUntil(tab.store.call({to: numberOf('answered')}).then(() => null, (thrown: {why?: string; message: string; code: string}) => thrown));

    it('refuses the call with not-screened when the check fails or is late', async () => {
      for (const screen of [() => { throw new Error('down'); }, () => Promise.reject(new Error('down')), () => new Promise<true>(() => {})]) {
        const tab = await browser.openTab({screen}).connect();
        const error = await refusalOf(tab);
        expect([error?.code, error?.why]).to.deep.equal(['do-not-call', 'not-screened']);
        expect(error?.message).to.contain('could not check');
      }
      expect(browser.requests('POST')).to.have.length(0);
    });

    it('can be set by configure(), and is asked about the number in E.164', async () => {
      const tab = await openTab();
      const askedNumbers: string[] = [];
      tab.store.configure({screen: (number) => { askedNumbers.push(number); return 'On our list'; }});
      expect((await refusalOf(tab))?.message).to.equal('On our list');
      await browser.runUntil(tab.store.call({to: '(650) 555-0100 x9', country: 'US'}).catch(() => null));
      expect(askedNumbers).to.deep.equal([numberOf('answered'), '+16505550100']);
      expect(browser.requests('POST')).to.have.length(0);
      expect(tab.store.calls.get()).to.have.length(0);
    });
  });
});
