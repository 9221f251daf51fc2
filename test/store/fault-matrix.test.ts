import {expect} from '@open-wc/testing';
import {isFinal} from '../../src/store/call-phase.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {type Fault, FAULTS, MATRIX, type RequestKind} from './fault-matrix.js';
import {injectFault, isUnseen, networkFaultOf} from './inject-fault.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

const METHODS: Readonly<Record<RequestKind, string>> = {
  place: 'POST', status: 'GET', cancel: 'DELETE', lists: 'GET',
};
const PATHS: Readonly<Record<RequestKind, string>> = {
  place: '/ring-out', status: '/ring-out', cancel: '/ring-out', lists: '/forwarding-number',
};

describe('fault matrix', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = await browser.openTab().connect();
  });
  afterEach(() => browser.close());

  const requestsOf = (kind: RequestKind) => browser.requests(METHODS[kind], PATHS[kind]);
  const currentCall = () => tab.store.calls.get()[0]!;

  const inject = (kind: RequestKind, fault: Fault) =>
    injectFault({browser, tab}, {method: METHODS[kind], path: PATHS[kind]}, fault);

  const retryText = (retryAt: number | undefined, since: number) =>
    retryAt === undefined ? '' : `, try again in ${Math.round((retryAt - since) / 1000)} s`;

  const outcomeOf: Readonly<Record<RequestKind, (fault: Fault) => Promise<string>>> = {
    async place(fault) {
      inject('place', fault);
      const startTime = browser.now;
      const {phase, error, key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      const sentCount = isUnseen(fault) ? 1 : requestsOf('place').length;
      await browser.advance(seconds(90));
      expect(requestsOf('place').length, 'no request is sent later').to.be.at.most(sentCount);
      if (isFinal(phase)) expect(tab.endEvents(key)).to.have.length(1);
      return `${phase}${error && error.code !== 'unconfirmed' ? `: ${error.code}` : ''}, ${sentCount} sent${retryText(error?.retryAt, startTime)}`;
    },

    async status(fault) {
      await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
      inject('status', fault);
      const requestsBefore = requestsOf('status').length;
      if (fault === 'offline') {
        await browser.advance(seconds(30));
        expect(requestsOf('status')).to.have.length(requestsBefore);
        tab.goOnline(true);
        await browser.advance(seconds(3));
        expect(requestsOf('status').length).to.be.greaterThan(requestsBefore);
        return 'stale, read again when online';
      }
      if (fault === 'said to be offline') {
        await browser.advance(seconds(2.1));
        expect(requestsOf('status').length).to.be.greaterThan(requestsBefore);
        return currentCall().stale ? 'stale' : 'read as usual';
      }
      const networkFault = networkFaultOf(fault);
      const readAt = browser.now;
      await browser.advance(networkFault === 'hang' ? seconds(2.1) + seconds(15) : seconds(2.1));
      const {phase, stale, error} = currentCall();
      if (isFinal(phase)) return `${phase}: ${error?.code}`;
      if (!stale) {
        expect(requestsOf('status').map(({status}) => status)).to.deep.equal([401, 200]);
        return 'read at once, with a renewed token';
      }
      const failedAt = networkFault === 'hang' ? readAt + seconds(2.05) + seconds(15) : readAt + seconds(2.05);
      const requestCount = requestsOf('status').length;
      await browser.advance(seconds(70));
      const readAgainAfter = requestsOf('status')[requestCount]!.at - failedAt;
      const wholeSeconds = Math.floor(readAgainAfter / 1000);
      const spans: [number, number][] = [[1, 3], [20, 23], [60, 63]];
      const span = spans.find(([low, high]) => wholeSeconds >= low && readAgainAfter <= seconds(high))!;
      expect(span, `read again after ${readAgainAfter} ms`).to.be.an('array');
      expect(currentCall().stale).to.equal(false);
      expect(currentCall().phase).to.equal('connected');
      return `stale, read again after ${Math.max(span[0], 2)}–${span[1]} s`;
    },

    async cancel(fault) {
      // The first leg rings for two minutes, so that the cancel never comes too late.
      browser.simulator.configure({speed: 0.05, cancelTakes: 0.2, keepEnded: 0.5});
      await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      // These requests leave the tab, but never reach the simulator.
      const unseenRequests = isUnseen(fault) ? 1 : 0;
      inject('cancel', fault);
      await browser.runUntil(tab.store.cancel(currentCall().key));
      if (fault === 'offline') {
        expect(currentCall().phase).to.equal('canceling');
        await browser.advance(seconds(4));
        tab.goOnline(true);
      }
      await browser.advance(seconds(3));
      if (currentCall().phase === 'ringing-caller') return `given back, ${requestsOf('cancel').length} sent`;
      await browser.advance(seconds(100));
      const {phase} = currentCall();
      return `${phase}, ${requestsOf('cancel').length + unseenRequests} sent`;
    },

    async lists(fault) {
      inject('lists', fault);
      const startTime = browser.now;
      tab.store.fromNumbers.subscribe(() => {});
      await browser.advance(seconds(20));
      const {state, error} = tab.store.fromNumbers.get();
      return `${state}${error ? `: ${error.code}${retryText(error.retryAt, startTime)}` : ''}`;
    },
  };

  for (const kind of ['place', 'status', 'cancel', 'lists'] as const) {
    for (const fault of FAULTS) {
      it(`${kind} × ${fault} → ${MATRIX[kind][fault]}`, async () => {
        expect(await outcomeOf[kind](fault)).to.equal(MATRIX[kind][fault]);
      });
    }
  }
});
