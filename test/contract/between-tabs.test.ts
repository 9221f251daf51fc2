/**
 * Stored values and messages between tabs while calls are placed. Another tab, or the next page, may run another
 * version of this script: none of these names may change, however the sources call them.
 */
import {expect} from '@open-wc/testing';
// Loaded beforehand: fetching it would take real time.
import '../../src/store/sign-in/pkce.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {distinct, expectRecorded, load, shapeOf, shapeOfText, ShapesByName} from './recorded.js';

const DESK = '+16505550150', MOBILE = '+16505550151', DIRECT = '+16505550172';
/** Server and extension, as the tabs of `VirtualBrowser` are signed in. */
const PREFIX = 'rc-click-to-call/1/https://platform.example|400131426101';

/** A lock of one call has its key in its name. */
const withoutCallKey = (name: string) => name.replace(/\b[a-z\d]{20}\b/, '(key)');

const seconds = (count: number) => count * 1000;

describe('between tabs', () => {
  let browser: VirtualBrowser;

  beforeEach(() => { browser = new VirtualBrowser(); });
  afterEach(() => browser.close());

  const placeAndWait = async (tab: Tab, scenario: string, more: object = {}) => {
    const call = await browser.runUntil(tab.store.call({to: numberOf(scenario), ...more}));
    await browser.advance(seconds(90));
    return call;
  };

  async function watchNumbers(tab: Tab): Promise<void> {
    tab.store.fromNumbers.subscribe(() => {});
    tab.store.callerIds.subscribe(() => {});
    await browser.settle();
  }

  it('stores, locks and tells by the names that it always had', async () => {
    const stored = recordStorage(browser);
    const tab = await browser.openTab().connect();
    const messages = recordMessages(browser);
    await browser.openTab().connect();

    await watchNumbers(tab);
    tab.store.choose({from: MOBILE, callerId: DIRECT});
    const {key} = await placeAndWait(tab, 'answered', {to: `${numberOf('answered')};ext=9`, name: 'Anna Morgan'});
    tab.store.dismiss(key);
    for (const scenario of ['busy', 'phone-offline', 'invalid', 'server-error']) await placeAndWait(tab, scenario);
    await cancelWhileRinging(tab);
    await beRefusedToCancel(tab);
    await beLimited(tab);
    await chooseWhatGoes();
    tab.store.choose({callerId: '+12015550123'});
    await placeAndWait(tab, 'number-refused');
    await browser.settle();

    await expectRecorded('between-tabs.json', {
      storage: stored, locks: distinct([...browser.locks.keys()].map(withoutCallKey)).sort(),
      channels: distinct([...browser.channels].map(({name}) => name)), messages,
    });
  });

  async function cancelWhileRinging(tab: Tab): Promise<void> {
    const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    await browser.runUntil(tab.store.cancel(key));
    await browser.advance(seconds(90));
  }

  async function beRefusedToCancel(tab: Tab): Promise<void> {
    const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    // Once the callee rings, so that every engine has read the same statuses before.
    await browser.advance(seconds(7));
    browser.simulator.faults.push({method: 'DELETE', kind: 'status', status: 403, body: {errorCode: 'CMN-102'}});
    await browser.runUntil(tab.store.cancel(key));
    await browser.advance(seconds(90));
  }

  /** The chosen phone is no longer in the list that the next page reads. */
  async function chooseWhatGoes(): Promise<void> {
    browser.storage.delete(`${PREFIX}/numbers/from`);
    browser.simulator.configure({forwardingNumbers: []});
    await watchNumbers(await browser.openTab().connect());
  }

  async function beLimited(tab: Tab): Promise<void> {
    const headers = {'retry-after': '40'};
    for (const method of ['GET', 'POST']) {
      browser.simulator.faults.push({method, path: '/ring-out', kind: 'status', status: 429, headers});
    }
    await placeAndWait(tab, 'answered');
    await placeAndWait(tab, 'answered');
  }

  describe('takes up what an earlier version stored', () => {
    interface Sample { readonly now: number; readonly storage: Readonly<Record<string, unknown>> }
    let sample: Sample;
    let tab: Tab;

    beforeEach(async () => {
      sample = await load('stored-sample.json') as Sample;
      browser.now = sample.now;
      for (const [name, value] of Object.entries(sample.storage)) {
        browser.storage.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      }
      // Reading it would say that the simulator does not know it.
      browser.faults.push({method: 'GET', path: 's-canceling', kind: 'before', times: 1_000});
      tab = await browser.openTab().connect();
    });

    it('restores the session by its tokens, with who it is', async () => {
      const {store} = browser.openTab();
      await browser.runUntil(store.connect({clientId: 'demo', server: 'https://platform.example'}));
      expect(store.session.get()).to.deep.equal({
        state: 'ready', account: '', missingScopes: ['RingOut'],
        user: {
          id: '400131426101', accountId: '400131426000', name: 'Alex Morgan', extensionNumber: '101', country: 'US',
        },
      });
      expect(store.choices.get().from).to.equal(MOBILE);
    });

    it('goes on with a running call', async () => {
      expect(tab.store.calls.get()[0]).to.deep.equal({
        id: 's-running', key: 'running', to: '+16505550101', extension: '9', from: DESK, callerId: DIRECT,
        name: 'Anna Morgan', phase: 'ringing-callee', stale: false,
        callStatus: 'InProgress', callerStatus: 'Success', calleeStatus: 'InProgress',
        startedAt: sample.now - seconds(10),
      });
      await browser.advance(seconds(3));
      expect(browser.requests('GET', '/ring-out').map(({path}) => path.split('/').at(-1))).to.include('s-running');
    });

    it('cancels what was to be canceled', async () => {
      const call = tab.store.calls.get().find(({key}) => key === 'canceling');
      expect(call).to.include({phase: 'canceling', cancelAt: sample.now - seconds(5)});
      await browser.advance(seconds(60));
      expect(browser.requests('DELETE', '/ring-out').map(({path}) => path.split('/').at(-1))).to.include('s-canceling');
    });

    it('shows a call that is over, and not the one that was dismissed', () => {
      const [, , over, ...rest] = tab.store.calls.get();
      expect(over).to.deep.include({
        key: 'failed', phase: 'failed', endedAt: sample.now - seconds(30),
        error: {code: 'busy', leg: 'callee', message: 'The line is busy.'},
      });
      expect(rest).to.deep.equal([]);
    });

    it('keeps what was chosen, and what has gone', () => {
      expect(tab.store.choices.get()).to.deep.equal({from: MOBILE, dropped: {callerId: '+12015550123'}});
    });

    it('keeps the lists of numbers without another request', async () => {
      await watchNumbers(tab);
      expect(tab.store.fromNumbers.get()).to.deep.equal({
        state: 'ready', options: [{number: MOBILE, kind: 'mobile', label: 'My mobile'}],
      });
      expect(tab.store.callerIds.get()).to.deep.equal({
        state: 'ready', options: [{number: DIRECT, kind: 'direct', primary: true}], default: {number: DIRECT},
      });
      expect(browser.requests('GET', '-number')).to.deep.equal([]);
    });

    it('waits for the end of a penalty', async () => {
      const until = sample.now + seconds(30);
      expect(tab.store.limit.get()).to.deep.equal({until});
      const answer = browser.runUntil(tab.store.call({to: numberOf('answered')}));
      expect(await answer.catch((error: unknown) => error)).to.include({code: 'rate-limited', retryAt: until});
      expect(browser.requests('POST', '/ring-out')).to.deep.equal([]);
    });
  });

  describe('hears what a tab with another version tells', () => {
    let tab: Tab;
    beforeEach(async () => { tab = await browser.openTab().connect(); });

    const tell = async (message: unknown) => {
      for (const {name, onMessage} of browser.channels) if (name === PREFIX) onMessage(message);
      await browser.settle();
    };

    it('of its calls', async () => {
      const call = {
        id: 's-there', key: 'there', to: '+16505550101', phase: 'connected', stale: false,
        startedAt: browser.now, connectedAt: browser.now,
      };
      await tell({call: {revision: 3, call}});
      expect(tab.store.calls.get()).to.deep.equal([call]);
      await tell({call: {revision: 4, dismissed: true, call: {...call, phase: 'ended', endedAt: browser.now}}});
      expect(tab.store.calls.get()).to.deep.equal([]);
    });

    it('of penalties', async () => {
      await tell({limits: {heavy: {from: browser.now, length: seconds(20)}}});
      expect(tab.store.limit.get()).to.deep.equal({until: browser.now + seconds(20)});
    });

    it('of choices', async () => {
      browser.storage.set(`${PREFIX}/choices`, JSON.stringify({from: {number: MOBILE}}));
      await tell({choices: true});
      expect(tab.store.choices.get()).to.deep.equal({from: MOBILE});
    });

    it('of its last question, so that both together do not ask too often', async () => {
      await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      await browser.advance(seconds(2));
      await tell({asked: browser.now});
      const told = browser.now;
      await browser.advance(seconds(5));
      expect(browser.requests('GET', '/ring-out')[0]?.at).to.be.at.least(told + seconds(2));
    });
  });
});

/** The parts of names that differ from call to call. */
const withoutKeys = (name: string) => name.replace(/(?<=\/call\/)\w+/, '{key}');

function recordStorage(browser: VirtualBrowser): ShapesByName {
  const shapes = new ShapesByName();
  const {storage} = browser;
  const set = storage.set.bind(storage);
  storage.set = (name, value) => {
    shapes.add(withoutKeys(name), shapeOfText(value));
    return set(name, value);
  };
  return shapes;
}

/** The messages that the open tabs receive. */
function recordMessages(browser: VirtualBrowser): ShapesByName {
  const shapes = new ShapesByName();
  const {channels} = browser;
  for (const {name, tab} of [...channels]) {
    channels.add({name, tab, onMessage: (message) => shapes.add(name, shapeOf(message))});
  }
  return shapes;
}
