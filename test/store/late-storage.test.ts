/**
 * Tabs that read late what another one has stored, as in Chromium: a lock or a message comes first. What is done once
 * over all tabs is done once here, too, and nothing goes back to an earlier state.
 */
import {expect} from '@open-wc/testing';
// Loaded beforehand: fetching it would take real time.
import '../../src/store/phone-check.js';
import '../../src/store/sign-in/pkce.js';
import {STORAGE_DELAY_MS} from '../../src/store/run-locked.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';

const PREFIX = 'rc-click-to-call/1/https://platform.example|400131426101';
const SIGN_IN_PREFIX = 'rc-click-to-call/1/session/demo|https%3A%2F%2Fplatform.example|/';
const HOUR_MS = 3_600_000;
const [HOME, MOBILE] = ['+16505550152', '+16505550151'];

describe('storage that is late', () => {
  let browser: VirtualBrowser;
  let tab: Tab, other: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({storageDelayMs: 50, simulator: {limits: {light: null, heavy: null}}});
    [tab, other] = [await open(), await open()];
  });
  afterEach(() => browser.close());

  const open = () => browser.openTab().connect();
  const both = () => [tab, other];

  async function talk(): Promise<string> {
    const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
    tab.store.writeNote(key, {});
    await browser.advance(15_000);
    return key;
  }

  const primaries = (type: 'call-end' | 'call-note') =>
    both().flatMap(({events}) => events.flatMap((event) => event.type === type ? [event.primary] : []));

  it('has one primary end of a call where both tabs end it at once', async () => {
    await talk();
    void tab.store.signOut();
    void other.store.signOut();
    await browser.advance(10_000);
    expect(primaries('call-end').sort()).to.deep.equal([false, true]);
    const [end, otherEnd] = both().map((one) => one.endEvents()[0]!.call);
    expect(otherEnd).to.deep.equal(end);
  });

  it('has one primary note where both tabs save it at once', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'Wants an offer'});
    await browser.settle();
    tab.store.saveNote(key);
    other.store.saveNote(key);
    await browser.settle();
    expect(primaries('call-note').sort()).to.deep.equal([false, true]);
  });

  it('tells the note of an earlier user once', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'Left by Alex'});
    await browser.advance(1_000);
    tab.close();
    other.close();
    const {simulator} = browser;
    simulator.configure({user: {...simulator.options.user, extensionId: '400131426105', name: 'Kim Novak'}});
    Object.assign(browser, {token: String(simulator.signIn({expiresIn: 864_000}).access_token)});
    [tab, other] = [browser.openTab(), browser.openTab()];
    await Promise.all([tab.connect(), other.connect()]);
    await browser.advance(1_000);
    expect(primaries('call-note')).to.deep.equal([true]);
    expect([...browser.storage.keys()].filter((name) => name.includes('/note/'))).to.deep.equal([]);
  });

  it('brings back no call that the page dismisses as it ends', async () => {
    tab.store.on((event) => { if (event.type === 'call-end') tab.store.dismiss(event.call.key); });
    await talk();
    browser.simulator.hangUp();
    await browser.advance(20_000);
    for (const one of [...both(), await open()]) expect(one.store.calls.get()).to.deep.equal([]);
  });

  it('stores an end and a dismissal again that an earlier state has overwritten', async () => {
    const key = await talk();
    const stored = () => JSON.parse(browser.storage.get(`${PREFIX}/call/${key}`)!) as {revision: number; dismissed?: true; call: {phase: string}};
    const {revision, call, ...rest} = stored();
    expect(call.phase).to.equal('connected');
    const tell = (message: unknown) => {
      for (const {name, onMessage} of browser.channels) if (name === PREFIX) onMessage(message);
    };
    const ended = {...rest, revision: revision + 1, call: {...call, phase: 'ended', endedAt: browser.now}};
    tell({call: ended});
    expect(stored().call.phase).to.equal('ended');
    tell({call: {...ended, revision: revision + 2, dismissed: true}});
    expect(stored().dismissed).to.equal(true);
  });

  it('does not go back to an earlier choice', async () => {
    tab.store.choose({from: HOME});
    await browser.settle();
    expect(other.store.choices.get()).to.deep.equal({from: HOME});
    other.store.choose({callerId: '+16505550172'});
    await browser.settle();
    for (const one of [...both(), await open()]) {
      expect(one.store.choices.get()).to.deep.equal({from: HOME, callerId: '+16505550172'});
    }
  });

  it('takes the choice of a tab with an earlier version right after one of this version', async () => {
    tab.store.choose({from: HOME});
    await browser.advance(browser.storageDelayMs);
    browser.storage.set(`${PREFIX}/choices`, JSON.stringify({from: {number: MOBILE}}));
    for (const {name, onMessage} of browser.channels) if (name === PREFIX) onMessage({choices: true});
    for (const one of both()) expect(one.store.choices.get()).to.deep.equal({from: MOBILE});
  });

  it('asks once whether the phones are online, and both tabs show it', async () => {
    const desk = {id: '800100200', type: 'HardPhone', name: 'Polycom', status: 'Offline'};
    const body = {records: [desk], paging: {page: 1, totalPages: 1}, navigation: {}};
    browser.simulator.faults.push({path: /\/device(\?|$)/, times: 9, kind: 'status', status: 200, body});
    for (const {store} of both()) store.fromNumbers.subscribe(() => {});
    await browser.settle();
    for (const {store} of both()) store.checkPhones();
    // The code for it has to be fetched, which takes real time.
    while (browser.requests('GET', '/device').length === 0) await browser.settle();
    await browser.advance(STORAGE_DELAY_MS);
    expect(browser.requests('GET', '/device')).to.have.length(1);
    for (const {store} of both()) {
      const marks = store.fromNumbers.get().options.map(({online}) => online);
      expect(marks.filter((online) => online !== undefined)).to.have.length.above(0);
    }
  });

  it('stays signed out where another tab wakes at once', async () => {
    const tokens = {...browser.simulator.signIn({expiresIn: 3600}), id: 'tokens-1'};
    browser.storage.set(`${SIGN_IN_PREFIX}tokens`, JSON.stringify({
      ...tokens, expire_time: browser.now + HOUR_MS, refresh_token_expire_time: browser.now + 24 * HOUR_MS,
    }));
    const [first, second] = [browser.openTab(), browser.openTab()];
    await first.connect({clientId: 'demo'});
    await second.connect({clientId: 'demo'});
    expect([first, second].map(({store}) => store.session.get().state)).to.deep.equal(['ready', 'ready']);
    void first.store.signOut();
    await browser.settle();
    second.wake();
    await browser.settle();
    expect(second.store.session.get().state).to.equal('signed-out');
    await browser.advance(1_000);
    expect([first, second].map(({store}) => store.session.get().state)).to.deep.equal(['signed-out', 'signed-out']);
  });
});
