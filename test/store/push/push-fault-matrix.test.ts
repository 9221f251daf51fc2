import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-control.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/push/push-lead.js';
import type {CallError} from '../../../src/store/types.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../../support/virtual.js';
import {type Fault, FAULTS} from '../fault-matrix.js';
import {injectFault, isUnseen} from '../inject-fault.js';
import {PUSH_MATRIX, type PushRequestKind} from './push-fault-matrix.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const DAY_MS = seconds(24 * 3600);
const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence'];

const TARGETS: Readonly<Record<PushRequestKind, {readonly method: string; readonly path: string}>> = {
  ticket: {method: 'POST', path: '/wstoken'},
  confirm: {method: 'GET', path: '/telephony/sessions'},
  hangUp: {method: 'DELETE', path: '/telephony/sessions'},
  hold: {method: 'POST', path: '/hold'},
};

describe('fault matrix of push and of acting on a call', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({
      scopes: SCOPES, simulator: {limits: {light: null, heavy: null, auth: null}},
    });
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
  });
  afterEach(() => browser.close());

  const currentCall = () => tab.store.calls.get()[0]!;
  const isPushUp = () => browser.simulator.gateway.sockets().some(({filters}) => filters.length > 0);
  const inject = (kind: PushRequestKind, fault: Fault) =>
    injectFault({browser, tab}, TARGETS[kind], fault);

  function sentCount(kind: PushRequestKind, fault: Fault): number {
    const {method, path} = TARGETS[kind];
    return browser.requests(method, path).length + Number(isUnseen(fault));
  }

  /** Virtual ms until it is so, in steps of a second; null = not within that time. */
  async function timeUntil(isSo: () => boolean, longest: number): Promise<number | null> {
    const startTime = browser.now;
    while (!isSo() && browser.now < startTime + longest) await browser.advance(seconds(1));
    return isSo() ? browser.now - startTime : null;
  }

  async function endsInTime(): Promise<void> {
    browser.simulator.hangUp();
    await browser.advance(seconds(6));
    expect(currentCall().phase).to.equal('ended');
  }

  /** The first span that has the time. */
  function spanText(ms: number, spans: readonly (readonly [number, number])[]): string {
    const span = spans.find(([least, most]) => seconds(least) <= ms && ms <= seconds(most));
    expect(span, `after ${ms} ms`).to.be.an('array');
    return span!.join('–');
  }

  async function outcomeOfAction(
    kind: PushRequestKind, fault: Fault, act: () => Promise<void>,
  ): Promise<string> {
    await browser.advance(seconds(30));
    inject(kind, fault);
    const code = await browser.runUntil(act().then(() => '', (error: CallError) => error.code));
    await browser.advance(seconds(5));
    tab.goOnline(true);
    await browser.advance(seconds(120));
    const {phase, held} = currentCall();
    const state = phase === 'connected' && held ? 'held' : phase;
    return `${state}${code && `: ${code}`}, ${sentCount(kind, fault)} sent`;
  }

  const outcomeOf: Readonly<Record<PushRequestKind, (fault: Fault) => Promise<string>>> = {
    async ticket(fault) {
      await browser.advance(seconds(30));
      inject('ticket', fault);
      browser.simulator.gateway.dropAll({forget: true});
      if (fault === 'offline') {
        await browser.advance(seconds(30));
        tab.goOnline(true);
      }
      await browser.settle();
      const reopenedAfter = await timeUntil(isPushUp, seconds(100));
      expect(currentCall()).to.include({phase: 'connected', stale: false});
      await endsInTime();
      if (fault === 'offline' && reopenedAfter! <= seconds(5)) return 'open again when online';
      if (reopenedAfter !== null) {
        return `open after ${spanText(reopenedAfter, [[0, 5], [15, 20], [20, 35], [60, 76]])} s`;
      }
      await browser.advance(DAY_MS - seconds(200));
      await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      await browser.advance(seconds(30));
      expect(sentCount('ticket', fault)).to.equal(2);
      return 'requests alone, for a day';
    },

    async confirm(fault) {
      inject('confirm', fault);
      if (fault === 'offline') {
        await browser.advance(seconds(30));
        tab.goOnline(true);
      }
      const connectedAfter = await timeUntil(() => currentCall().phase === 'connected', seconds(100));
      expect(connectedAfter).to.not.equal(null);
      const offeredAfter = await timeUntil(() => currentCall().can !== undefined, seconds(120));
      await endsInTime();
      if (offeredAfter === null) return 'never offered';
      if (fault === 'offline' && offeredAfter <= seconds(5)) return 'offered when online';
      if (offeredAfter === 0) return 'offered once connected';
      return `offered ${spanText(offeredAfter, [[0, 5], [5, 20], [20, 35], [60, 76]])} s later`;
    },

    hangUp: (fault) => outcomeOfAction('hangUp', fault, () => tab.store.hangUp(currentCall().key)),
    hold: (fault) => outcomeOfAction('hold', fault, () => tab.store.hold(currentCall().key)),
  };

  for (const kind of ['ticket', 'confirm', 'hangUp', 'hold'] as const) {
    for (const fault of FAULTS) {
      it(`${kind} × ${fault} → ${PUSH_MATRIX[kind][fault]}`, async () => {
        expect(await outcomeOf[kind](fault)).to.equal(PUSH_MATRIX[kind][fault]);
      });
    }
  }
});
