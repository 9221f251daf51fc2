import {expect} from '@open-wc/testing';
import {isFinal} from '../../src/store/call-phase.js';
import {numberOf} from '../support/scenarios.js';
import {type NetworkFault, type Tab, VirtualBrowser} from '../support/virtual.js';
import {type Fault, FAULTS, MATRIX, type RequestKind} from './fault-matrix.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

const METHODS: Readonly<Record<RequestKind, string>> = {
  place: 'POST', status: 'GET', cancel: 'DELETE', lists: 'GET',
};
const PATHS: Readonly<Record<RequestKind, string>> = {
  place: '/ring-out', status: '/ring-out', cancel: '/ring-out', lists: '/forwarding-number',
};

const NETWORK_FAULTS: Partial<Record<Fault, NetworkFault['kind']>> = {
  'no answer in time': 'hang', 'connection lost before': 'before', 'connection lost after': 'after',
};

const FAULTY_ANSWERS: Partial<Record<Fault, object>> = {
  'connection lost within the body': {kind: 'drop-body', status: 200},
  '400': {kind: 'status', status: 400, body: {errorCode: 'CMN-103'}},
  '401 once': {kind: 'status', status: 401, body: {errorCode: 'OAU-128'}},
  '403': {kind: 'status', status: 403, body: {errorCode: 'CMN-408'}},
  '404': {kind: 'status', status: 404, body: {errorCode: 'CMN-102'}},
  '429': {kind: 'status', status: 429, body: {errorCode: 'CMN-301'}},
  '429, Retry-After 20': {kind: 'status', status: 429, headers: {'retry-after': '20'}},
  '500': {kind: 'status', status: 500},
  '502 as HTML': {kind: 'html', status: 502},
  '503, Retry-After 20': {kind: 'status', status: 503, headers: {'retry-after': '20'}},
  'truncated JSON': {kind: 'truncated'},
  'wrong types': {kind: 'wrong-types'},
  'empty body': {kind: 'empty'},
  'captive portal': {kind: 'html', status: 200},
  '401 as HTML': {kind: 'html', status: 401},
  '403 as HTML': {kind: 'html', status: 403},
  '404 as HTML': {kind: 'html', status: 404},
  '429, Retry-After -5': {kind: 'status', status: 429, headers: {'retry-after': '-5'}},
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

  function inject(kind: RequestKind, fault: Fault): void {
    const networkFault = NETWORK_FAULTS[fault], faultyAnswer = FAULTY_ANSWERS[fault];
    if (fault === 'offline') tab.goOnline(false);
    if (fault === 'said to be offline') tab.sayOnline(false);
    if (networkFault) browser.faults.push({method: METHODS[kind], path: PATHS[kind], kind: networkFault});
    if (faultyAnswer) browser.simulator.faults.push({method: METHODS[kind], path: PATHS[kind], ...faultyAnswer});
  }

  const retryText = (retryAt: number | undefined, since: number) =>
    retryAt === undefined ? '' : `, try again in ${Math.round((retryAt - since) / 1000)} s`;

  const outcomeOf: Readonly<Record<RequestKind, (fault: Fault) => Promise<string>>> = {
    async place(fault) {
      inject('place', fault);
      const startTime = browser.now;
      const {phase, error, key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      const sentCount = fault === 'connection lost before' || fault === 'no answer in time' ? 1 : requestsOf('place').length;
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
      const networkFault = NETWORK_FAULTS[fault];
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
      const unseenRequests = fault === 'connection lost before' || fault === 'no answer in time' ? 1 : 0;
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
