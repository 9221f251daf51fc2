/** Which phones are online: when RingCentral is asked, what is shown, and for how long. */
import {expect} from '@open-wc/testing';
import {defaultUser} from '../../demo/simulator/lists.js';
import {readPhoneState} from '../../src/ringcentral/devices.js';
import {readListedNumber} from '../../src/ringcentral/number-lists.js';
import {readStoredCheck} from '../../src/store/phone-check.js';
import {STORAGE_DELAY_MS} from '../../src/store/run-locked.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import type {TabOptions} from '../support/virtual-tab.js';
import {numberOf} from '../support/scenarios.js';

const DESK = '+16505550150', MOBILE = '+16505550151';
const DESK_ID = '800100200';
const FIVE_MINUTES = 5 * 60_000;

const desk = (status: unknown, changes: object = {}) => ({id: DESK_ID, type: 'HardPhone', name: 'Polycom', status, ...changes});

describe('the state of a phone', () => {
  for (const [what, record, expected] of [
    ['a desk phone that is unplugged', desk('Offline'), [DESK_ID, false]],
    ['a desk phone that is plugged in', desk('Online'), [DESK_ID, true]],
    ['a phone of the user’s own', desk('Offline', {type: 'OtherPhone'}), [DESK_ID, false]],
    ['an id that is a number', desk('Offline', {id: 800100200}), [DESK_ID, false]],
    ['no status', desk(undefined), null],
    ['a status that is not known', desk('offline'), null],
    ['a status that is no text', desk({}), null],
    ['no id', desk('Offline', {id: undefined}), null],
    ['an empty id', desk('Offline', {id: ''}), null],
    ['an id that is no id', desk('Offline', {id: {}}), null],
    // Apps: the line rings in each of them.
    ['an app that is closed', desk('Offline', {type: 'SoftPhone'}), null],
    ['a browser that is closed', desk('Offline', {type: 'WebRTC'}), null],
    ['an old web phone', desk('Offline', {type: 'WebPhone'}), null],
    ['a room', desk('Offline', {type: 'Room'}), null],
    ['a type that is not known', desk('Offline', {type: 'Toaster'}), null],
    ['no type', desk('Offline', {type: undefined}), null],
    ['an empty record', {}, null],
  ] as const) {
    it(`${what}: ${JSON.stringify(expected)}`, () => expect(readPhoneState(record)).to.deep.equal(expected));
  }
});

describe('the device of a stored number', () => {
  for (const [deviceId, expected] of [['80', '80'], [80, undefined], ['', undefined], [null, undefined], [{}, undefined]] as const) {
    it(JSON.stringify(deviceId), () => expect(readListedNumber({number: DESK, kind: 'work', deviceId})?.deviceId).to.equal(expected));
  }
});

describe('a stored answer', () => {
  for (const [text, expected] of [
    [null, null], ['', null], ['{', null], ['null', null], ['[]', null], ['{"at":"1"}', null], ['{"at":-1}', null], ['{"online":{"1":true}}', null],
    ['{"at":5}', {at: 5}],
    ['{"at":5,"online":{"1":true,"2":false}}', {at: 5, online: {1: true, 2: false}}],
    ['{"at":5,"online":{"1":"no","2":null,"3":false}}', {at: 5, online: {3: false}}],
    ['{"at":5,"online":"all"}', {at: 5, online: {}}],
    ['{"at":5,"isDenied":true}', {at: 5, isDenied: true}],
    ['{"at":5,"isDenied":"yes"}', {at: 5}],
  ] as const) {
    it(String(text), () => expect(readStoredCheck(text)).to.deep.equal(expected));
  }
});

describe('checkPhones()', () => {
  let browser: VirtualBrowser;

  // The first import takes real time.
  before(async () => {
    browser = new VirtualBrowser();
    answer([desk('Offline')]);
    const tab = await openTab();
    while (await check(tab) === undefined) await browser.settle();
    await browser.close();
  });
  beforeEach(() => {
    browser = new VirtualBrowser();
    answer([desk('Offline')]);
  });
  afterEach(() => browser.close());

  /** RingCentral's answer from now on. */
  function answer(records: unknown, body: object = {}): void {
    answerWith({status: 200, body: {records, paging: {page: 1, totalPages: 1}, navigation: {}, ...body}});
  }

  function answerWith(fault: object): void {
    browser.simulator.faults.splice(0);
    browser.simulator.faults.push({path: /\/device(\?|$)/, times: 1000, kind: 'status', ...fault});
  }

  const questions = () => browser.requests('GET', '/device');
  const onlineOf = (tab: Tab, phone = DESK) => tab.store.fromNumbers.get().options.find(({number}) => number === phone)?.online;

  async function openTab(options: TabOptions = {}): Promise<Tab> {
    const tab = await browser.openTab(options).connect();
    tab.store.fromNumbers.subscribe(() => {});
    await browser.settle();
    return tab;
  }

  async function check(tab: Tab): Promise<boolean | undefined> {
    tab.store.checkPhones();
    await browser.settle();
    return onlineOf(tab);
  }

  it('marks the phone whose device is offline, and no other', async () => {
    const tab = await openTab();
    expect(questions(), 'nothing is asked before').to.have.length(0);
    expect(await check(tab)).to.equal(false);
    expect(tab.store.fromNumbers.get().options.filter(({online}) => online !== undefined).map(({number}) => number)).to.deep.equal([DESK]);
    expect(Object.isFrozen(tab.store.fromNumbers.get().options)).to.equal(true);
    expect(questions().map(({path}) => path)).to.deep.equal(['/restapi/v1.0/account/~/extension/~/device']);
  });

  it('tells of a phone that is online', async () => {
    answer([desk('Online')]);
    expect(await check(await openTab())).to.equal(true);
  });

  it('says nothing of a phone that the answer does not list', async () => {
    answer([desk('Offline', {id: '800100299', phoneLines: [{phoneInfo: {phoneNumber: DESK}}], name: 'Desk phone'})]);
    expect(await check(await openTab())).to.equal(undefined);
  });

  it('reads every page of the answer', async () => {
    browser.simulator.faults.splice(0);
    const page = (records: object[], number: number) => browser.simulator.faults.push({
      path: /\/device(\?|$)/, kind: 'status', status: 200, body: {records, paging: {page: number, totalPages: 2}},
    });
    page([desk('Online', {id: '1'})], 1);
    page([desk('Offline')], 2);
    expect(await check(await openTab())).to.equal(false);
    expect(questions()).to.have.length(2);
  });

  it('asks once in five minutes, over all tabs and reloads', async () => {
    const tab = await openTab(), other = await openTab();
    tab.store.checkPhones();
    other.store.checkPhones();
    tab.store.checkPhones();
    await browser.settle();
    expect(questions()).to.have.length(1);
    await browser.advance(browser.storageDelayMs);
    expect(await check(other), 'the other tab has the answer').to.equal(false);
    tab.close();
    const reloaded = await openTab();
    await browser.advance(FIVE_MINUTES - browser.storageDelayMs - 1);
    expect(await check(reloaded)).to.equal(false);
    expect(questions()).to.have.length(1);
    answer([desk('Online')]);
    await browser.advance(1);
    expect(await check(reloaded)).to.equal(true);
    expect(questions()).to.have.length(2);
  });

  it('shows an answer for five minutes, and does not ask again by itself', async () => {
    const tab = await openTab();
    await check(tab);
    const shown = tab.store.fromNumbers.get();
    await browser.advance(FIVE_MINUTES - 1);
    expect(tab.store.fromNumbers.get(), 'the same object while nothing changes').to.equal(shown);
    await browser.advance(1);
    expect(onlineOf(tab)).to.equal(undefined);
    expect(tab.store.fromNumbers.get().options[0]).to.not.have.property('online');
    await browser.advance(60 * 60_000);
    expect(questions()).to.have.length(1);
    expect(tab.leftovers.timers).to.equal(0);
  });

  it('shows an answer of another tab no longer than that tab does', async () => {
    await check(await openTab());
    await browser.advance(FIVE_MINUTES - 1_000);
    const late = await openTab();
    expect(await check(late)).to.equal(false);
    await browser.advance(1_000);
    expect(onlineOf(late)).to.equal(undefined);
  });

  it('keeps the marks when the list is read again, also from what is stored', async () => {
    const tab = await openTab();
    await check(tab);
    const seen: unknown[] = [];
    tab.store.fromNumbers.listen(() => seen.push(onlineOf(tab)));
    tab.store.reloadNumbers();
    await browser.settle();
    expect(seen.length).to.be.greaterThan(1);
    expect(new Set(seen)).to.deep.equal(new Set([false]));
    expect([...browser.storage].find(([key]) => key.endsWith('/numbers/from'))?.[1]).to.not.include('online');
  });

  it('asks nothing before the list is read, or where no phone has a device', async () => {
    const tab = await browser.openTab().connect();
    await check(tab);
    expect(questions()).to.have.length(0);
    browser.simulator.configure({forwardingNumbers: [{id: 1, phoneNumber: MOBILE, type: 'Mobile', label: 'My mobile', features: ['CallForwarding']}]});
    tab.store.fromNumbers.subscribe(() => {});
    await browser.settle();
    await check(tab);
    expect(questions()).to.have.length(0);
  });

  it('asks nothing while a call is being placed, in whichever tab', async () => {
    const tab = await openTab(), other = await openTab();
    browser.simulator.faults.push({method: 'POST', path: '/ring-out', kind: 'delay', delay: 5_000});
    const placed = tab.store.call({to: numberOf('answered')});
    await browser.advance(1_000);
    await check(tab);
    await check(other);
    expect(questions()).to.have.length(0);
    await browser.runUntil(placed);
    expect(await check(other), 'the call rings').to.equal(false);
  });

  it('keeps no call from being placed meanwhile', async () => {
    answerWith({status: 200, body: {records: [desk('Offline')]}, delay: 10_000});
    const tab = await openTab();
    tab.store.checkPhones();
    await browser.settle();
    const before = browser.now;
    await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    expect(browser.now - before).to.be.lessThan(1_000);
  });

  it('asks nothing during a penalty for such requests, and asks after it', async () => {
    const tab = await openTab(), other = await openTab();
    answerWith({status: 429, headers: {'retry-after': '30'}});
    await check(tab);
    expect(questions()).to.have.length(1);
    answer([desk('Offline')]);
    await browser.advance(20_000);
    await check(other);
    expect(questions(), 'not during the penalty').to.have.length(1);
    await browser.advance(FIVE_MINUTES);
    expect(await check(other)).to.equal(false);
  });

  it('does not use up its turn while there is no network', async () => {
    const tab = await openTab();
    tab.goOnline(false);
    await check(tab);
    expect(questions()).to.have.length(0);
    tab.goOnline(true);
    expect(await check(tab)).to.equal(false);
  });

  it('does not use up its turn by a penalty that another request met', async () => {
    const tab = await openTab();
    browser.simulator.faults.unshift({path: /phone-number/, kind: 'status', status: 429, headers: {'retry-after': '30'}});
    tab.store.callerIds.subscribe(() => {});
    await browser.settle();
    await check(tab);
    expect(questions()).to.have.length(0);
    await browser.advance(31_000);
    expect(await check(tab)).to.equal(false);
  });

  for (const status of [403, 404]) {
    it(`asks no more after a ${status}, in no tab and after no reload, and says nothing`, async () => {
      answerWith({status, body: {errorCode: 'CMN-401'}});
      const tab = await openTab(), other = await openTab();
      await check(tab);
      answer([desk('Offline')]);
      await browser.advance(2 * 60 * 60_000);
      for (const asking of [tab, other, await openTab()]) expect(await check(asking)).to.equal(undefined);
      expect(questions()).to.have.length(1);
      expect(tab.events).to.deep.equal([]);
      expect(tab.store.fromNumbers.get().state).to.equal('ready');
    });
  }

  it('asks anew after a refusal once another session has begun', async () => {
    answerWith({status: 403, body: {errorCode: 'CMN-401'}});
    const tab = await openTab();
    await check(tab);
    await browser.runUntil(tab.store.signOut());
    answer([desk('Offline')]);
    await browser.advance(STORAGE_DELAY_MS);
    expect(await check(await openTab())).to.equal(false);
  });

  for (const [what, fault] of [
    ['a server that fails', {status: 500}],
    ['a broken connection', {kind: 'drop-after'}],
    ['a web page', {kind: 'html'}],
    ['a body that is no list', {status: 200, body: {records: 'none'}}],
    ['no body', {status: 200, body: ''}],
  ] as const) {
    it(`is quiet after ${what}, and asks again after five minutes`, async () => {
      answerWith(fault);
      const tab = await openTab();
      const list = tab.store.fromNumbers.get();
      await check(tab);
      await check(tab);
      answer([desk('Offline')]);
      await browser.advance(FIVE_MINUTES - 1);
      await check(await openTab());
      expect(questions()).to.have.length(1);
      expect(tab.store.fromNumbers.get()).to.equal(list);
      await browser.advance(1);
      expect(await check(tab)).to.equal(false);
    });
  }

  it('leaves out what cannot be read of an answer', async () => {
    answer([null, 7, 'x', {}, [], desk('Offline')]);
    expect(await check(await openTab())).to.equal(false);
  });

  it('renews the session after a 401, as any request', async () => {
    const tab = await openTab();
    browser.simulator.faults.unshift({path: /\/device(\?|$)/, kind: 'status', status: 401, body: {errorCode: 'OAU-213'}});
    expect(await check(tab)).to.equal(false);
  });

  for (const stored of ['{', '{"at":"soon"}', '[]', 'null', JSON.stringify({at: Date.UTC(2030, 0, 1), online: {[DESK_ID]: true}})]) {
    it(`is not misled by what is stored: ${stored}`, async () => {
      const tab = await openTab();
      browser.storage.set('rc-click-to-call/1/https://platform.example|400131426101/numbers/devices', stored);
      expect(await check(tab)).to.equal(false);
    });
  }

  it('works where the page may store nothing', async () => {
    const tab = await openTab({blockedStorage: 'used'});
    expect(await check(tab)).to.equal(false);
    await check(tab);
    expect(questions()).to.have.length(1);
  });

  it('works where there are no locks and no channel', async () => {
    expect(await check(await openTab({noLocks: true, noChannel: true}))).to.equal(false);
  });

  it('erases the answer at sign-out, and shows it no more', async () => {
    const tab = await openTab();
    await check(tab);
    expect([...browser.storage.keys()].filter((key) => key.endsWith('/devices'))).to.have.length(1);
    await browser.runUntil(tab.store.signOut());
    expect([...browser.storage.keys()].filter((key) => key.includes('/numbers/'))).to.deep.equal([]);
    expect(tab.store.fromNumbers.get().options).to.deep.equal([]);
    await browser.advance(STORAGE_DELAY_MS);
    expect(tab.leftovers.timers).to.equal(0);
  });

  it('drops an answer that comes after the sign-out', async () => {
    answerWith({status: 200, body: {records: [desk('Offline')]}, delay: 10_000});
    const tab = await openTab();
    await check(tab);
    await browser.runUntil(tab.store.signOut());
    await browser.advance(20_000);
    expect([...browser.storage.keys()].filter((key) => key.includes('/numbers/'))).to.deep.equal([]);
  });

  it('shows another user nothing of it', async () => {
    await check(await openTab());
    const user = {...defaultUser, extensionId: '400131426102'};
    const colleagueBrowser = new VirtualBrowser({simulator: {user}});
    for (const [key, value] of browser.storage) colleagueBrowser.storage.set(key, value);
    const ownBrowser = browser;
    browser = colleagueBrowser;
    answer([desk('Online')]);
    expect(await check(await openTab())).to.equal(true);
    await ownBrowser.close();
  });

  it('does nothing while no user is signed in', async () => {
    const tab = browser.openTab();
    await check(tab);
    expect(browser.requests()).to.have.length(0);
  });
});
