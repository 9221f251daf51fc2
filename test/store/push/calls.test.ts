import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-control.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/push/push-lead.js';
import {scenarios} from '../../../demo/simulator/scenarios.js';
import {numberOf} from '../../support/scenarios.js';
import {VirtualBrowser} from '../../support/virtual.js';
import type {Tab} from '../../support/virtual-tab.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence'];

describe('calls that the platform tells of by push', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  async function start(simulator: object = {}, scopes = SCOPES): Promise<void> {
    browser = new VirtualBrowser({scopes, simulator});
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
  }
  afterEach(() => browser.close());

  const placeCall = (to: string) => browser.runUntil(tab.store.call({to}));
  const currentCall = () => tab.store.calls.get()[0]!;
  const statusRequests = () => browser.requests('GET', '/ring-out');

  it('takes a call through its phases with a fraction of the requests', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(60));
    expect(currentCall().phase).to.equal('connected');
    expect(currentCall().can).to.deep.equal(['hang-up', 'hold', 'mute']);
    browser.simulator.hangUp();
    await browser.advance(500);
    expect(currentCall().phase).to.equal('ended');
    expect(tab.phases()).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended']);
    const {length} = browser.requests();
    expect(length, 'requests of a minute').to.be.at.most(10);
    expect(statusRequests().length).to.be.at.most(5);
  });

  it('is followed by requests alone where the app may not push', async () => {
    await start({}, ['RingOut', 'ReadAccounts']);
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(60));
    expect(currentCall().phase).to.equal('connected');
    expect(currentCall().can).to.equal(undefined);
    expect(browser.requests('POST', '/wstoken')).to.have.length(1);
  });

  it('hangs up once the platform has confirmed whose call it is', async () => {
    await start();
    const {key} = await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    await browser.runUntil(tab.store.hangUp(key));
    await browser.advance(seconds(1));
    expect(currentCall().phase).to.equal('ended');
    expect(browser.requests('DELETE').map(({path}) => path.replace(/\/[^/]*$/, ''))).to.deep.equal(['/restapi/v1.0/account/~/telephony/sessions']);
  });

  it('shows hold and mute only as the platform says', async () => {
    await start();
    const {key} = await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    expect([currentCall().held, currentCall().muted]).to.deep.equal([false, false]);
    await browser.runUntil(tab.store.hold(key));
    await browser.runUntil(tab.store.mute(key));
    await browser.advance(500);
    expect([currentCall().held, currentCall().muted]).to.deep.equal([true, true]);
    await browser.runUntil(tab.store.hold(key, false));
    await browser.advance(500);
    expect(currentCall().held).to.equal(false);
  });

  const PHASES = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended'];

  for (const [title, options] of [
    ['one session has both legs', {}],
    ['an older platform shows two sessions', {sessions: 'mirrored'}],
    ['the session has another id', {sessionIds: 'different'}],
    ['only the user’s own leg is notified', {notifiedParties: 'own'}],
    ['notifications come twice', {pushDuplicates: true}],
    ['notifications come in any order', {pushShuffled: true}],
    ['notifications come late', {pushDelay: 3000}],
    ['the socket says nothing', {pushSilent: true}],
    ['sessions may not be subscribed to', {refusedFilters: ['telephony/sessions']}],
    ['presence flickers', {refusedFilters: ['telephony/sessions'], presenceFlickers: true}],
  ] as const) {
    it(`goes through every phase where ${title}`, async () => {
      await start(options);
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(120));
      expect(tab.phases()).to.deep.equal(PHASES);
      expect(tab.endEvents()).to.have.length(1);
      await browser.advance(seconds(600));
      expect(tab.leftovers.timers).to.equal(0);
    });
  }

  it('never takes another call of the same person for its own', async () => {
    await start();
    const {key} = await placeCall(numberOf('answered-long'));
    browser.simulator.placeElsewhere({to: numberOf('answered'), origin: 'RingOut'});
    browser.simulator.placeElsewhere({to: numberOf('busy'), origin: 'Call'});
    await browser.advance(seconds(60));
    expect(currentCall()).to.include({key, phase: 'connected'});
    await browser.runUntil(tab.store.hangUp(key));
    await browser.advance(seconds(1));
    const hungUp = browser.requests('DELETE');
    expect(hungUp.map(({path}) => decodeURIComponent(path.split('/').at(-1)!))).to.deep.equal([currentCall().id]);
  });

  it('goes on by requests when the socket drops, and by push again after that', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(seconds(5));
    expect(currentCall().phase).to.equal('connected');
    browser.simulator.hangUp();
    await browser.advance(seconds(6));
    expect(currentCall().phase).to.equal('ended');
    expect(browser.requests('POST', '/wstoken').length).to.be.at.most(2);
  });

  it('offers to hang up although the first answer about the session was lost', async () => {
    await start();
    browser.faults.push({method: 'GET', path: '/telephony/sessions', kind: 'hang', times: 1});
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(15));
    expect(currentCall().phase).to.equal('connected');
    expect(currentCall().can).to.equal(undefined);
    await browser.advance(seconds(20));
    expect(currentCall().can).to.include('hang-up');
    browser.simulator.hangUp();
    await browser.advance(seconds(90));
    expect(tab.leftovers.timers, 'only that which removes the call').to.equal(1);
  });

  it('is not misled by an answer that a notification has overtaken', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    browser.faults.push({method: 'GET', path: '/telephony/sessions', kind: 'delay', delay: 8_000, times: 1});
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(seconds(4));
    browser.simulator.changePhone({hold: true});
    await browser.advance(seconds(1));
    expect(currentCall().held).to.equal(true);
    await browser.advance(seconds(10));
    expect(currentCall().held).to.equal(true);
  });

  it('learns what happened to the phone while the connection was lost', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    browser.simulator.gateway.dropAll({forget: true});
    browser.simulator.changePhone({hold: true});
    await browser.advance(seconds(6));
    expect(currentCall().held).to.equal(true);
  });

  it('does not offer to mute where the page’s SDK cannot send the request for it', async () => {
    browser = new VirtualBrowser({scopes: SCOPES});
    tab = browser.openTab({sockets: true});
    const {patch: _patch, ...sdk} = tab.platform();
    await tab.connect({sdk, push: 'auto'});
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    expect(currentCall().can).to.deep.equal(['hang-up', 'hold']);
  });

  it('is not followed by push where the page does not want it', async () => {
    browser = new VirtualBrowser({scopes: SCOPES});
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform()});
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    expect(browser.requests('POST', '/wstoken')).to.have.length(0);
    expect(currentCall()).to.include({phase: 'connected'}).and.to.not.have.property('can');
  });

  it('asks no more for a day what the app may not have', async () => {
    await start({}, ['RingOut', 'ReadAccounts']);
    for (const hours of [0, 1, 22]) {
      await browser.advance(seconds(hours * 3600));
      await placeCall(numberOf('answered'));
      await browser.advance(seconds(120));
    }
    expect(browser.requests('POST', '/wstoken')).to.have.length(1);
    await browser.advance(seconds(2 * 3600));
    await placeCall(numberOf('answered'));
    await browser.advance(seconds(120));
    expect(browser.requests('POST', '/wstoken')).to.have.length(2);
  });

  it('opens one socket for all tabs, and another tab goes on when that one closes', async () => {
    await start();
    const otherTab = browser.openTab({sockets: true});
    await otherTab.connect({sdk: otherTab.platform(), push: 'auto'});
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    expect(browser.requests('POST', '/wstoken')).to.have.length(1);
    expect(browser.simulator.gateway.sockets()).to.have.length(1);
    tab.close();
    await browser.advance(seconds(20));
    expect(browser.simulator.gateway.sockets()).to.have.length(1);
    browser.simulator.hangUp();
    await browser.advance(500);
    expect(otherTab.store.calls.get()[0]!.phase).to.equal('ended');
  });

  it('asks for no second ticket within 15 s, whichever tab asks', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(2));
    tab.close();
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    await browser.advance(seconds(10));
    expect(browser.requests('POST', '/wstoken')).to.have.length(1);
    await browser.advance(seconds(10));
    expect(browser.requests('POST', '/wstoken')).to.have.length(2);
  });

  it('takes no other RingOut of the same user to the same number for its own', async () => {
    for (const isBefore of [true, false]) {
      await start({sessionIds: 'different'});
      const placeOther = () => browser.simulator.placeElsewhere({to: numberOf('answered-long'), origin: 'RingOut'});
      const before = isBefore && placeOther();
      await placeCall(numberOf('answered-long'));
      const other = before || placeOther();
      await browser.advance(seconds(20));
      browser.simulator.hangUp(other.id);
      await browser.advance(seconds(2));
      expect(currentCall().phase, `before: ${isBefore}`).to.equal('connected');
      browser.close();
    }
  });

  it('is canceled, and no failure, where the user hangs up before the other one has answered', async () => {
    for (const options of [{}, {pushShuffled: true}, {notifiedParties: 'own'}]) {
      await start(options);
      const {key} = await placeCall(numberOf('answered-long'));
      while (currentCall().phase !== 'ringing-callee') await browser.advance(100);
      while (!currentCall().can) await browser.advance(100);
      await browser.runUntil(tab.store.hangUp(key));
      await browser.advance(seconds(3));
      expect(currentCall().phase, JSON.stringify(options)).to.equal('canceled');
      browser.close();
    }
  });

  it('is connected, then ended, where a page was loaded while the other phone rang', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    while (currentCall().phase !== 'ringing-callee') await browser.advance(100);
    tab.close();
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    await browser.advance(seconds(30));
    expect(currentCall().phase).to.equal('connected');
    browser.simulator.hangUp(currentCall().id!, 'callee');
    await browser.advance(500);
    expect(currentCall().phase).to.equal('ended');
  });

  describe('that RingCentral has forgotten once it is over', () => {
    const forgetIt = () => browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 404, times: 9, body: {errorCode: 'CMN-102'}});
    const outcome = () => [currentCall().phase, currentCall().error?.code];

    /** No reading comes from push, nor by a request, after the callee's phone has begun to ring. */
    async function ringLong(simulator: object = {}): Promise<void> {
      await start(simulator);
      await placeCall(numberOf('no-answer'));
      while (currentCall().phase !== 'ringing-callee') await browser.advance(100);
      const {length} = statusRequests();
      await browser.advance(seconds(13));
      expect(statusRequests().length - length, 'requests while it rings').to.equal(0);
    }

    it('is canceled after a long time of ringing', async () => {
      await ringLong();
      forgetIt();
      await browser.runUntil(tab.store.cancel(currentCall().key));
      await browser.advance(seconds(3));
      expect(outcome()).to.deep.equal(['canceled', undefined]);
    });

    it('was not answered where the user’s own phone hung up after a long time of ringing', async () => {
      await ringLong();
      forgetIt();
      browser.simulator.hangUp(currentCall().id!, 'caller');
      await browser.advance(seconds(3));
      expect(outcome()).to.be.deep.oneOf([['failed', 'no-answer'], ['canceled', undefined]]);
    });

    it('was not answered where only push followed it, and gives no reason for its end', async () => {
      const scenario = scenarios.find(({name}) => name === 'no-answer') as {reason?: string};
      scenario.reason = 'SomethingNew';
      try {
        await start({speed: 0.2});
        await placeCall(numberOf('no-answer'));
        while (currentCall().phase !== 'ringing-callee') await browser.advance(100);
        browser.simulator.faults.push({method: 'GET', path: '/ring-out', kind: 'status', status: 503, times: 99});
        await browser.advance(seconds(50));
        await browser.advance(seconds(24));
        browser.simulator.faults.length = 0;
        forgetIt();
        await browser.advance(seconds(60));
        expect(outcome()).to.deep.equal(['failed', 'no-answer']);
      } finally {
        delete scenario.reason;
      }
    });

    it('is not told as unanswered where the computer slept meanwhile', async () => {
      await ringLong();
      forgetIt();
      browser.simulator.gateway.dropAll({forget: true});
      browser.now += seconds(600);
      await browser.advance(seconds(60));
      expect(outcome()).to.deep.equal(['unconfirmed', 'unconfirmed']);
    });
  });

  it('asks for what happened while the socket was down', async () => {
    await start();
    const {id} = await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(30));
    browser.simulator.gateway.dropAll({forget: true});
    browser.simulator.changePhone({id: id!, leg: 'caller', hold: true});
    await browser.advance(seconds(60));
    expect(currentCall()).to.include({phase: 'connected', held: true});
  });

  it('offers to hang up once the user’s phone is up, and to hold once both talk', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    while (currentCall().phase !== 'ringing-callee') await browser.advance(100);
    await browser.advance(500);
    expect(currentCall().can).to.deep.equal(['hang-up']);
    while (currentCall().phase !== 'connected') await browser.advance(100);
    expect(currentCall().can).to.deep.equal(['hang-up', 'hold', 'mute']);
  });

  it('says who hung up where RingCentral says so, in whichever order it is told', async () => {
    for (const pushShuffled of [false, true]) {
      for (const by of ['caller', 'callee'] as const) {
        await start({pushShuffled});
        await placeCall(numberOf('answered-long'));
        await browser.advance(seconds(30));
        browser.simulator.hangUp(currentCall().id!, by);
        await browser.advance(seconds(2));
        expect(currentCall().phase).to.equal('ended');
        expect(currentCall().endedBy, `${by}, shuffled: ${pushShuffled}`).to.be.oneOf([by, undefined]);
        browser.close();
      }
    }
  });

  it('says of nobody that he hung up where nobody has talked', async () => {
    for (const scenario of ['busy', 'no-answer', 'voicemail']) {
      await start();
      await placeCall(numberOf(scenario));
      await browser.advance(seconds(120));
      expect(currentCall(), scenario).to.not.have.property('endedBy');
      browser.close();
    }
  });

  it('tells of a wrong number, for which RingOut has no status', async () => {
    await start();
    await placeCall(numberOf('invalid-number'));
    await browser.advance(seconds(30));
    expect(currentCall()).to.deep.include({phase: 'failed'});
    expect(currentCall().error).to.include({code: 'to-invalid', leg: 'callee'});
  });

  it('returns to its usual pace at once where the page is loaded again', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(8));
    tab.close();
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    const {length} = statusRequests();
    await browser.advance(seconds(6));
    expect(statusRequests().length - length).to.be.at.least(1);
  });

  it('stays followed by push where a tab that only waited for the socket is closed', async () => {
    await start();
    await placeCall(numberOf('answered-long'));
    await browser.advance(seconds(3));
    const waiting = browser.openTab({sockets: true});
    await waiting.connect({sdk: waiting.platform(), push: 'auto'});
    await browser.advance(seconds(35));
    const {length} = statusRequests();
    waiting.store.dispose();
    await browser.advance(seconds(20));
    expect(statusRequests().length - length).to.be.at.most(1);
  });
});
