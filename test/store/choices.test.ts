/** Which phone rings and what is shown: over tabs, pages, servers and extensions, in virtual time. */
import {expect} from '@open-wc/testing';
import type {Choices, NumberList} from '../../src/store/types.js';
import {defaultUser} from '../../demo/simulator/lists.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

const DESK = '+16505550150', MOBILE = '+16505550151', HOME = '+16505550152', LAKE = '+16505550156';
const MAIN = '+16505550170', DIRECT = '+16505550172';

const ringable = (...numbers: string[]) => numbers.map((phoneNumber, index) =>
  ({id: String(index), phoneNumber, label: `Phone ${index}`, type: 'Home', features: ['CallForwarding']}));

describe('numbers and choices', () => {
  let browser: VirtualBrowser;

  beforeEach(() => { browser = new VirtualBrowser(); });
  afterEach(() => browser.close());

  const open = () => browser.openTab().connect();
  const numbers = (list: NumberList) => list.options.map(({number}) => number);
  const post = async (tab: Tab) => {
    await browser.run(tab.store.call({to: numberOf('answered')}));
    return browser.requests('POST', '/ring-out').at(-1)?.body as {from?: {phoneNumber: string}; callerId?: {phoneNumber: string}};
  };

  /** As an element on the page does. */
  async function watch(tab: Tab): Promise<void> {
    tab.store.fromNumbers.subscribe(() => {});
    tab.store.callerIds.subscribe(() => {});
    await browser.settle();
  }

  describe('the lists', () => {
    it('offer what can ring and what can be shown, each number once, and nothing else', async () => {
      const tab = await open();
      await watch(tab);
      expect(tab.store.fromNumbers.get().options).to.deep.equal([
        {number: DESK, kind: 'work', label: 'Desk phone'}, {number: MOBILE, kind: 'mobile', label: 'My mobile'},
        {number: HOME, kind: 'home', label: 'Home'}, {number: LAKE, kind: 'other', label: 'Lake house'},
      ]);
      // Not those for faxes or texts only, nor what is being ported, hidden or without features.
      expect(tab.store.callerIds.get().options).to.deep.equal([
        {number: MAIN, kind: 'company', label: 'Main number'}, {number: '+18005550171', kind: 'toll-free', label: 'Freephone'},
        {number: DIRECT, kind: 'direct'}, {number: '+16505550178', kind: 'company', label: 'Campaign'},
      ]);
      expect(tab.store.callerIds.get().default).to.deep.equal({number: MAIN});
    });

    it('say what is shown by default, also that nothing is', async () => {
      browser.simulator.configure({callerId: {type: 'Blocked'}});
      const tab = await open();
      await watch(tab);
      expect(tab.store.callerIds.get().default).to.deep.equal({blocked: true});
    });

    it('are asked for by nobody until somebody watches, and not by who only overhears', async () => {
      const tab = await open();
      let heard = 0;
      tab.store.callerIds.listen(() => heard++, true);
      await browser.settle();
      expect(browser.requests('GET', 'number')).to.have.length(0);
      await watch(tab);
      expect(heard).to.be.greaterThan(0);
    });

    it('can be used after the first of ten pages, and grow to a thousand numbers', async () => {
      browser.simulator.configure({phoneNumbers: 1000});
      const tab = await open();
      const seen: [string, number, boolean][] = [];
      tab.store.callerIds.subscribe(({state, options, loadingMore}) => seen.push([state, options.length, loadingMore === true]));
      await browser.settle();
      expect(seen[0]).to.deep.equal(['loading', 0, false]);
      expect(seen.find(([, length]) => length > 0)).to.deep.equal(['ready', 100, true]);
      expect(seen.at(-1)).to.deep.equal(['ready', 1000, false]);
    });

    it('are kept for the next page and the next tab for five minutes', async () => {
      const tab = await open();
      await watch(tab);
      const asked = browser.requests('GET').length;
      tab.close();
      const next = await open();
      await watch(next);
      expect(numbers(next.store.fromNumbers.get())).to.deep.equal([DESK, MOBILE, HOME, LAKE]);
      // One request tells who is signed in.
      expect(browser.requests('GET').length - asked).to.be.at.most(1);
      next.close();
      await browser.advance(5 * 60_000 + 1);
      await watch(await open());
      expect(browser.requests('GET', '/forwarding-number')).to.have.length(2);
    });

    it('say why they cannot be read, keep what was read, and are read again on request', async () => {
      browser.simulator.configure({phoneNumbers: 250});
      browser.simulator.faults.push({path: /phone-number\?|phone-number$/, times: 2, kind: 'status', status: 403, body: {errorCode: 'CMN-401'}});
      const tab = await open();
      await watch(tab);
      expect(tab.store.callerIds.get()).to.deep.include({state: 'error', options: []});
      expect(tab.store.callerIds.get().error?.code).to.equal('permission-missing');
      browser.simulator.faults.splice(0);
      tab.store.reloadNumbers();
      await browser.settle();
      expect(tab.store.callerIds.get().options).to.have.length(250);
      expect(tab.store.callerIds.get().state).to.equal('ready');
    });

    it('are read to their end by the session that follows the one that could not', async () => {
      const tab = await open();
      browser.simulator.revokeAll();
      await watch(tab);
      expect(tab.store.fromNumbers.get().state).to.equal('error');
    });
  });

  describe('a choice', () => {
    it('is sent, and left out when the default is chosen again', async () => {
      const tab = await open();
      tab.store.choose({from: HOME, callerId: DIRECT});
      expect(await post(tab)).to.deep.include({from: {phoneNumber: HOME}, callerId: {phoneNumber: DIRECT}});
      await browser.advance(30_000);
      tab.store.choose({from: null, callerId: ''});
      const body = await post(tab);
      expect([body.from, body.callerId]).to.deep.equal([undefined, undefined]);
    });

    it('is known to every tab at once, and to the next page', async () => {
      const tab = await open(), other = await open();
      const heard: Choices[] = [];
      other.store.choices.listen((choices) => heard.push(choices));
      tab.store.choose({from: HOME});
      await browser.settle();
      expect(heard).to.deep.equal([{from: HOME}]);
      tab.store.choose({from: HOME});
      await browser.settle();
      expect(heard, 'nothing changed').to.have.length(1);
      expect((await open()).store.choices.get()).to.deep.equal({from: HOME});
    });

    it('is known to a tab that cannot be told when the person looks at it', async () => {
      const tab = await open(), deaf = await browser.openTab({noChannel: true}).connect();
      tab.store.choose({from: HOME});
      await browser.settle();
      deaf.wake();
      expect(deaf.store.choices.get()).to.deep.equal({from: HOME});
    });

    it('belongs to one server and one extension', async () => {
      const tab = await open();
      tab.store.choose({from: HOME});
      expect([...browser.storage.keys()].filter((key) => key.endsWith('/choices')))
        .to.deep.equal(['rc-click-to-call/1/https://platform.example|400131426101/choices']);
      const colleague = new VirtualBrowser({simulator: {user: {...defaultUser, extensionId: '400131426102'}}});
      for (const [key, value] of browser.storage) colleague.storage.set(key, value);
      const theirs = await colleague.openTab().connect();
      expect(theirs.store.choices.get()).to.deep.equal({});
      theirs.store.choose({from: LAKE});
      expect([...colleague.storage.keys()].filter((key) => key.endsWith('/choices'))).to.have.length(2);
      await colleague.close();
    });

    it('of one kind leaves the other alone', async () => {
      const tab = await open();
      tab.store.choose({from: HOME});
      tab.store.choose({callerId: DIRECT});
      expect(tab.store.choices.get()).to.deep.equal({from: HOME, callerId: DIRECT});
      tab.store.choose({from: null});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT});
    });

    it('waits for its person through a sign-out, and shows nothing meanwhile', async () => {
      const tab = await open();
      tab.store.choose({from: HOME});
      await browser.run(tab.store.signOut());
      expect(tab.store.choices.get()).to.deep.equal({});
      await tab.connect();
      expect(tab.store.choices.get()).to.deep.equal({from: HOME});
    });
  });

  describe('a remembered number that has gone', () => {
    /** Chosen on a page that is closed since; the list has changed meanwhile. */
    async function comeBack(): Promise<{tab: Tab; other: Tab}> {
      const before = await open();
      await watch(before);
      before.store.choose({from: HOME});
      before.close();
      browser.simulator.configure({forwardingNumbers: ringable(DESK, MOBILE)});
      await browser.advance(5 * 60_000 + 1);
      const other = await open(), tab = await open();
      return {tab, other};
    }

    it('is dropped and said to be gone, in every tab and on the next page, and not used', async () => {
      const {tab, other} = await comeBack();
      expect(tab.store.choices.get()).to.deep.equal({from: HOME});
      await watch(tab);
      const gone = {dropped: {from: HOME}};
      expect(tab.store.choices.get()).to.deep.equal(gone);
      expect(other.store.choices.get()).to.deep.equal(gone);
      expect((await open()).store.choices.get()).to.deep.equal(gone);
      expect((await post(tab)).from).to.equal(undefined);
    });

    it('is spoken of until the person chooses, a number or the default', async () => {
      const {tab} = await comeBack();
      await watch(tab);
      tab.store.choose({callerId: DIRECT});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT, dropped: {from: HOME}});
      tab.store.choose({from: null});
      expect(tab.store.choices.get()).to.deep.equal({callerId: DIRECT});
    });

    it('stays dropped where a page that comes back chooses it before the list is there', async () => {
      const {tab} = await comeBack();
      tab.store.choose({from: HOME});
      await watch(tab);
      expect(tab.store.choices.get()).to.deep.equal({dropped: {from: HOME}});
    });

    it('is not dropped where it was typed by hand', async () => {
      const tab = await open();
      await watch(tab);
      tab.store.choose({from: '+16505550199'});
      tab.store.reloadNumbers();
      await browser.settle();
      expect(tab.store.choices.get()).to.deep.equal({from: '+16505550199'});
    });

    it('is not dropped while only some pages have been read', async () => {
      const before = await open();
      browser.simulator.configure({forwardingNumbers: 150});
      await watch(before);
      const last = before.store.fromNumbers.get().options.at(-1)!.number;
      before.store.choose({from: last});
      before.close();
      await browser.advance(5 * 60_000 + 1);
      const tab = await open();
      const dropped: unknown[] = [];
      tab.store.choices.listen((choices) => dropped.push(choices.dropped));
      await watch(tab);
      expect(dropped).to.deep.equal([]);
      expect(tab.store.choices.get()).to.deep.equal({from: last});
    });
  });

  describe('no phone to ring', () => {
    it('is what the error says where the platform asks for one and none was chosen', async () => {
      for (const options of [{fromRequired: true}, {forwardingNumbers: 0}]) {
        browser.simulator.configure(options);
        const tab = await open();
        const call = await browser.run(tab.store.call({to: numberOf('answered')}));
        expect(call.error).to.include({code: 'from-invalid', why: 'no-phone'});
        expect(call.error?.message).to.contain('which phone to ring');
        await browser.advance(2_000);
      }
    });

    it('is not what it says where the chosen one was refused', async () => {
      const tab = await open();
      const call = await browser.run(tab.store.call({to: numberOf('answered'), from: 'no number'}));
      expect(call.error?.code).to.equal('from-invalid');
      expect(call.error?.why).to.equal(undefined);
    });
  });

  describe('a number that is not called', () => {
    for (const [what, to, code, why, words] of [
      ['an internal extension', '101', 'invalid-number', 'extension', 'internal extension'],
      ['a star code', '*67', 'invalid-number', 'star-code', 'star code'],
      ['directory enquiries', '411', 'emergency-number', 'service-number', 'service numbers'],
      ['an emergency number', '911', 'emergency-number', undefined, 'emergency numbers'],
      ['no number at all', 'hello', 'invalid-number', undefined, 'not a phone number'],
    ] as const) {
      it(`says which it is: ${what}`, async () => {
        const tab = await open();
        const error = await browser.run(tab.store.call({to}).then(() => null, (thrown: {code: string; why?: string; message: string}) => thrown));
        expect([error?.code, error?.why]).to.deep.equal([code, why]);
        expect(error?.message.toLowerCase()).to.contain(words);
        expect(browser.requests('POST')).to.have.length(0);
      });
    }

    it('says that the country is missing where it is', async () => {
      browser = new VirtualBrowser({simulator: {user: {...defaultUser, country: ''}}});
      const tab = await open();
      const error = await browser.run(tab.store.call({to: '020 7946 0123'}).then(() => null, (thrown: {why?: string}) => thrown));
      expect(error?.why).to.equal('national-number');
    });

    it('keeps the extension apart from the number', async () => {
      const tab = await open();
      for (const to of [`${numberOf('answered')};ext=227`, `${numberOf('answered')} x227`]) {
        const call = await browser.run(tab.store.call({to}));
        expect([call.to, call.extension]).to.deep.equal([numberOf('answered'), '227']);
        expect(browser.requests('POST', '/ring-out').at(-1)?.body).to.deep.equal({to: {phoneNumber: numberOf('answered')}});
        await browser.advance(60_000);
      }
    });
  });

  describe('do not call', () => {
    const refused = (tab: Tab) => browser.run(tab.store.call({to: numberOf('answered')}).then(() => null, (thrown: {why?: string; message: string; code: string}) => thrown));

    it('says that nobody could check, where the check fails or is late', async () => {
      for (const screen of [() => { throw new Error('down'); }, () => Promise.reject(new Error('down')), () => new Promise<true>(() => {})]) {
        const tab = await browser.openTab({screen}).connect();
        const error = await refused(tab);
        expect([error?.code, error?.why]).to.deep.equal(['do-not-call', 'not-screened']);
        expect(error?.message).to.contain('could not check');
      }
      expect(browser.requests('POST')).to.have.length(0);
    });

    it('can be set for a store that elements share, and asks about the number as it will be dialled', async () => {
      const tab = await open();
      const asked: string[] = [];
      tab.store.configure({screen: (number) => { asked.push(number); return 'On our list'; }});
      expect((await refused(tab))?.message).to.equal('On our list');
      await browser.run(tab.store.call({to: '(650) 555-0100 x9', country: 'US'}).catch(() => null));
      expect(asked).to.deep.equal([numberOf('answered'), '+16505550100']);
      expect(browser.requests('POST')).to.have.length(0);
      expect(tab.store.calls.get()).to.have.length(0);
    });
  });
});
