import {expect} from '@open-wc/testing';
import {isFinal} from '../../src/store/call-phase.js';
import {numberOf} from '../support/scenarios.js';
import {type NetworkFault, type Tab, VirtualBrowser} from '../support/virtual.js';
import {type Fault, FAULTS, MATRIX, type RequestKind} from './fault-matrix.js';

const s = (seconds: number) => seconds * 1000;

const METHOD: Readonly<Record<RequestKind, string>> = {place: 'POST', status: 'GET', cancel: 'DELETE', lists: 'GET'};
const PATH: Readonly<Record<RequestKind, string>> = {place: '/ring-out', status: '/ring-out', cancel: '/ring-out', lists: '/forwarding-number'};

const NETWORK: Partial<Record<Fault, NetworkFault['kind']>> = {
  'no answer in time': 'hang', 'connection lost before': 'before', 'connection lost after': 'after',
};

const ANSWERS: Partial<Record<Fault, object>> = {
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
};

describe('fault matrix', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = await browser.openTab().connect();
  });
  afterEach(() => browser.close());

  const requests = (kind: RequestKind) => browser.requests(METHOD[kind], PATH[kind]);
  const current = () => tab.store.calls.get()[0]!;

  function inject(kind: RequestKind, fault: Fault): void {
    const network = NETWORK[fault], answer = ANSWERS[fault];
    if (fault === 'offline') tab.goOnline(false);
    if (network) browser.faults.push({method: METHOD[kind], path: PATH[kind], kind: network});
    if (answer) browser.simulator.faults.push({method: METHOD[kind], path: PATH[kind], ...answer});
  }

  const seconds = (retryAt: number | undefined, since: number) => retryAt === undefined ? '' : `, try again in ${Math.round((retryAt - since) / 1000)} s`;

  const outcome: Readonly<Record<RequestKind, (fault: Fault) => Promise<string>>> = {
    async place(fault) {
      inject('place', fault);
      const began = browser.now;
      const {phase, error, key} = await browser.run(tab.store.call({to: numberOf('answered')}));
      const sent = fault === 'connection lost before' || fault === 'no answer in time' ? 1 : requests('place').length;
      await browser.advance(s(90));
      expect(requests('place').length, 'nothing is sent later').to.be.at.most(sent);
      if (isFinal(phase)) expect(tab.ends(key)).to.have.length(1);
      return `${phase}${error && error.code !== 'unconfirmed' ? `: ${error.code}` : ''}, ${sent} sent${seconds(error?.retryAt, began)}`;
    },

    async status(fault) {
      await browser.run(tab.store.call({to: numberOf('answered-long')}));
      inject('status', fault);
      const before = requests('status').length;
      if (fault === 'offline') {
        await browser.advance(s(30));
        expect(requests('status')).to.have.length(before);
        tab.goOnline(true);
        await browser.advance(s(3));
        expect(requests('status').length).to.be.greaterThan(before);
        return 'stale, read again when online';
      }
      const network = NETWORK[fault];
      const first = browser.now;
      await browser.advance(network === 'hang' ? s(2.1) + s(15) : s(2.1));
      const {phase, stale, error} = current();
      if (isFinal(phase)) return `${phase}: ${error?.code}`;
      if (!stale) {
        expect(requests('status').map(({status}) => status)).to.deep.equal([401, 200]);
        return 'read at once, with a renewed token';
      }
      const failedAt = network === 'hang' ? first + s(2.05) + s(15) : first + s(2.05);
      const seen = requests('status').length;
      await browser.advance(s(70));
      const again = requests('status')[seen]!.at - failedAt;
      const from = Math.floor(again / 1000), spans: [number, number][] = [[1, 3], [20, 23], [60, 63]];
      const span = spans.find(([low, high]) => from >= low && again <= s(high))!;
      expect(span, `read again after ${again} ms`).to.be.an('array');
      expect(current().stale).to.equal(false);
      expect(current().phase).to.equal('connected');
      return `stale, read again after ${Math.max(span[0], 2)}–${span[1]} s`;
    },

    async cancel(fault) {
      // The first leg rings for two minutes, so that the cancel never comes too late.
      browser.simulator.configure({speed: 0.05, cancelTakes: 0.2, keepEnded: 0.5});
      await browser.run(tab.store.call({to: numberOf('answered')}));
      const before = fault === 'connection lost before' || fault === 'no answer in time' ? 1 : 0;
      inject('cancel', fault);
      await browser.run(tab.store.cancel(current().key));
      if (fault === 'offline') {
        expect(current().phase).to.equal('canceling');
        await browser.advance(s(4));
        tab.goOnline(true);
      }
      await browser.advance(s(3));
      if (current().phase === 'ringing-caller') return `given back, ${requests('cancel').length} sent`;
      await browser.advance(s(100));
      const {phase} = current();
      return `${phase}, ${requests('cancel').length + before} sent`;
    },

    async lists(fault) {
      inject('lists', fault);
      const began = browser.now;
      tab.store.fromNumbers.subscribe(() => {});
      await browser.advance(s(20));
      const {state, error} = tab.store.fromNumbers.get();
      return `${state}${error ? `: ${error.code}${seconds(error.retryAt, began)}` : ''}`;
    },
  };

  for (const kind of ['place', 'status', 'cancel', 'lists'] as const) {
    for (const fault of FAULTS) {
      it(`${kind} × ${fault} → ${MATRIX[kind][fault]}`, async () => {
        expect(await outcome[kind](fault)).to.equal(MATRIX[kind][fault]);
      });
    }
  }
});
