/** What a page and the next one have of tokens, calls, choices and lists when storage fails. */
import {expect} from '@open-wc/testing';
import '../../src/store/sign-in/pkce.js';
import {isFinal} from '../../src/store/call-phase.js';
import {signInKeyPrefix} from '../../src/store/keys.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {STORAGE_FAULTS, STORAGE_MATRIX, type StorageFault, type StoredKind} from './fault-matrix.js';

const SERVER = 'https://platform.example';
const ACCOUNT_PREFIX = `rc-click-to-call/1/${SERVER}|400131426101`;
const SESSION_PREFIX = signInKeyPrefix('demo', SERVER, '');
const MOBILE = '+16505550151';
const HOUR_MS = 3_600_000;

/** What may stand in place of a value of ours. */
const DAMAGED_TEXTS = ['', '{', 'null', '[]', '[null]', '7', '"text"', '{"call":{},"list":{"options":[null]}}'];

describe('storage faults', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(() => { browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}}); });
  afterEach(() => browser.close());

  const openTab = (fault?: StorageFault) => browser.openTab(
    fault === 'blocked when named' ? {blockedStorage: 'named'} :
    fault === 'blocked when used' ? {blockedStorage: 'used'} : {},
  );

  async function watchList(): Promise<void> {
    tab.store.fromNumbers.subscribe(() => {});
    await browser.advance(1_000);
  }

  /** Sets up each kind of value in `tab`, and tells what the tab has of it. */
  const kinds: Readonly<Record<StoredKind, {
    open(): Promise<void>; begin(): Promise<void>; outcome(): string; afterReload(): Promise<string>;
  }>> = {
    tokens: {
      open: () => Promise.resolve(),
      async begin() {
        tab.localStorage.set(`${SESSION_PREFIX}tokens`, JSON.stringify({
          id: 'tokens-1', access_token: 'access-1', refresh_token: 'refresh-1', owner_id: '400131426101',
          expire_time: browser.now + HOUR_MS, refresh_token_expire_time: browser.now + 24 * HOUR_MS,
        }));
        tab.localStorage.set(`${SESSION_PREFIX}user`, JSON.stringify(
          {user: {id: '400131426101', accountId: '400131426000', name: 'Alex Morgan'}, at: browser.now}));
        await this.afterReload();
      },
      outcome: () => tab.store.session.get().state === 'ready' ? 'signed in' : 'signed out',
      async afterReload() {
        await tab.store.connect({clientId: 'demo', server: SERVER, redirectUri: '/rc-redirect.html'});
        return this.outcome();
      },
    },
    calls: {
      open: () => tab.connect().then(() => {}),
      async begin() {
        await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
        // Until both parties talk: from then on nothing changes that would be stored anyway.
        await browser.advance(30_000);
      },
      outcome() {
        const [call] = tab.store.calls.get();
        return call && !isFinal(call.phase) && !call.stale ? 'followed' : 'forgotten';
      },
      async afterReload() {
        await browser.advance(10_000);
        return this.outcome();
      },
    },
    choices: {
      open: () => tab.connect().then(() => {}),
      begin: () => Promise.resolve(tab.store.choose({from: MOBILE})),
      outcome: () => tab.store.choices.get().from === MOBILE ? 'kept' : 'forgotten',
      afterReload() { return Promise.resolve(this.outcome()); },
    },
    lists: {
      open: () => tab.connect().then(() => {}),
      begin: watchList,
      outcome: () => tab.store.fromNumbers.get().options.length === 4 ? 'shown' : 'not shown',
      async afterReload() {
        const requestCount = browser.requests('GET', '/forwarding-number').length;
        await watchList();
        expect(this.outcome()).to.equal('shown');
        return browser.requests('GET', '/forwarding-number').length === requestCount ? 'kept' : 'read again';
      },
    },
  };

  function happen(fault: StorageFault, damagedText: string): void {
    const {storage} = browser;
    switch (fault) {
      case 'full later': browser.fillStorage(); break;
      case 'shared with another app':
        for (const name of ['/call/theirs', '/numbers/theirs', '/theirs', '/call/']) storage.set(ACCOUNT_PREFIX + name, damagedText);
        for (const name of ['theirs', 'lease', 'pause']) storage.set(SESSION_PREFIX + name, damagedText);
        break;
      case 'cleared while the page is open': storage.clear(); break;
      case 'damaged while the page is open':
        for (const key of storage.keys()) storage.set(key, damagedText);
        break;
      default: // from the beginning
    }
  }

  async function outcomeOf(kind: StoredKind, fault: StorageFault, damagedText: string): Promise<string> {
    tab = openTab(fault);
    await kinds[kind].open();
    if (fault === 'full before') {
      // A list that nobody needs is the only thing that can make room.
      if (kind !== 'lists') browser.storage.set(`${ACCOUNT_PREFIX}/numbers/caller-id`, 'x'.repeat(2_000));
      browser.fillStorage();
    }
    await kinds[kind].begin();
    happen(fault, damagedText);
    await browser.advance(10_000);
    tab.wake();
    await browser.settle();
    const outcome = kinds[kind].outcome();
    tab.close();
    tab = openTab(fault);
    await kinds[kind].open();
    return `${outcome}; then ${await kinds[kind].afterReload()}`;
  }

  for (const kind of ['tokens', 'calls', 'choices', 'lists'] as const) {
    for (const fault of STORAGE_FAULTS) {
      it(`${kind} × ${fault} → ${STORAGE_MATRIX[kind][fault]}`, async () => {
        const usesDamagedText = fault.startsWith('damaged') || fault.startsWith('shared');
        for (const damagedText of usesDamagedText ? DAMAGED_TEXTS : ['']) {
          expect(await outcomeOf(kind, fault, damagedText), damagedText).to.equal(STORAGE_MATRIX[kind][fault]);
          await browser.close();
          browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
        }
      });
    }
  }

  describe('a full storage', () => {
    const stored = (name: string) => browser.storage.get(ACCOUNT_PREFIX + name);
    const storedCalls = () => [...browser.storage.keys()].filter((key) => key.includes('/call/'));
    const placeCall = (to: string) => browser.runUntil(tab.store.call({to: numberOf(to)}));

    beforeEach(async () => { tab = await openTab().connect(); });

    it('takes nothing from other parts of the site, nor from active calls, choices and limits', async () => {
      tab.store.choose({from: MOBILE});
      await placeCall('answered-long');
      const kept = ['theirs', `${ACCOUNT_PREFIX}/choices`, ...storedCalls()];
      browser.storage.set('theirs', 'x'.repeat(500));
      browser.storage.set(`${ACCOUNT_PREFIX}/limits`, '{}');
      browser.fillStorage();
      await placeCall('answered-long');
      for (const key of [...kept, `${ACCOUNT_PREFIX}/limits`]) expect(browser.storage.has(key), key).to.equal(true);
    });

    it('gives up finished calls for an active one, the oldest first, and only as many as needed', async () => {
      for (const to of ['busy', 'busy', 'busy']) {
        await placeCall(to);
        await browser.advance(20_000);
      }
      const [oldest, ...newer] = storedCalls();
      browser.storage.delete(`${ACCOUNT_PREFIX}/asked`);
      browser.fillStorage();
      const {key} = await placeCall('answered-long');
      expect(storedCalls()).to.include(`${ACCOUNT_PREFIX}/call/${key}`);
      expect(storedCalls()).not.to.include(oldest);
      expect(storedCalls()).to.include(newer.at(-1));
      expect(tab.store.calls.get(), 'the page still shows them').to.have.length(4);
    });

    it('holds no value from before where the new one finds no room', async () => {
      tab.store.choose({from: MOBILE});
      browser.fillStorage();
      tab.store.choose({from: '+16505550152', callerId: '+16505550170'});
      expect(stored('/choices')).to.equal(undefined);
      expect(tab.store.choices.get()).to.deep.equal({from: '+16505550152', callerId: '+16505550170'});
      const other = await openTab().connect();
      expect(other.store.choices.get()).to.deep.equal({});
      expect(tab.storageProblems).to.deep.equal(['full']);
    });

    it('holds what found no room as soon as there is room', async () => {
      browser.fillStorage();
      const {key} = await placeCall('answered-long');
      await browser.advance(30_000);
      expect(storedCalls()).to.deep.equal([]);
      browser.freeStorage();
      await browser.advance(10_000);
      expect(storedCalls()).to.deep.equal([`${ACCOUNT_PREFIX}/call/${key}`]);
    });

    it('does not bring back a value that another tab has changed meanwhile', async () => {
      browser.fillStorage();
      tab.store.choose({from: MOBILE});
      browser.freeStorage();
      browser.storage.set(`${ACCOUNT_PREFIX}/choices`, '{"from":{"number":"+16505550152"}}');
      await placeCall('busy');
      expect(stored('/choices')).to.contain('+16505550152');
    });

    it('costs nothing but a request when only a list finds no room', async () => {
      browser.fillStorage();
      await watchList();
      expect(tab.store.fromNumbers.get().state).to.equal('ready');
      expect(tab.storageProblems).to.deep.equal([]);
    });

    it('is named, not a ban, in what the console says', () => {
      browser.storage.set('theirs', 'x');
      browser.fillStorage();
      tab.store.choose({from: MOBILE});
      expect(tab.storageProblems).to.deep.equal(['full']);
    });

    it('is a ban where nothing at all may be stored', () => {
      browser.storage.clear();
      browser.fillStorage();
      tab.store.choose({from: MOBILE});
      expect(tab.storageProblems).to.deep.equal(['blocked']);
    });
  });

  it('keeps a sign-out when only this page had the tokens', async () => {
    tab = openTab();
    browser.storage.set('theirs', 'x');
    browser.fillStorage();
    await kinds.tokens.begin();
    expect(kinds.tokens.outcome()).to.equal('signed in');
    const other = openTab();
    await other.store.connect({clientId: 'demo', server: SERVER, redirectUri: '/rc-redirect.html'});
    await browser.runUntil(other.store.signOut());
    await browser.settle();
    tab.wake();
    await browser.settle();
    expect(kinds.tokens.outcome()).to.equal('signed out');
    expect(tab.localStorage.keys().filter((key) => key.startsWith(SESSION_PREFIX))).to.deep.equal([]);
  });
});
