import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-control.js';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/push/push-lead.js';
import type {CallError} from '../../../src/store/types.js';
import {numberOf} from '../../support/scenarios.js';
import {VirtualBrowser} from '../../support/virtual.js';
import type {Tab} from '../../support/virtual-tab.js';

const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence'];

describe('acting on a call', () => {
  let browser: VirtualBrowser;
  let tab: Tab;
  let key: string;

  beforeEach(async () => {
    browser = new VirtualBrowser({scopes: SCOPES});
    tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    ({key} = await browser.runUntil(tab.store.call({to: numberOf('answered-long')})));
    await browser.advance(30_000);
  });
  afterEach(() => browser.close());

  const currentCall = () => tab.store.calls.get()[0]!;
  const codeOf = (action: Promise<void>): Promise<string> =>
    browser.runUntil(action.then(() => 'done', (error: CallError) => error.code));
  const sentTo = (end: string) => browser.requests().filter(({path}) => path.endsWith(end));

  it('is refused before anybody has signed in, and after the session has ended', async () => {
    const fresh = browser.openTab();
    expect(await codeOf(fresh.store.hangUp(key))).to.equal('no-session');
    await browser.runUntil(tab.store.signOut());
    expect(await codeOf(tab.store.hangUp(key))).to.equal('no-session');
    expect(await codeOf(tab.store.hold(key))).to.equal('no-session');
    expect(browser.requests('DELETE')).to.have.length(0);
  });

  it('is refused for a call that nobody knows', async () => {
    expect(await codeOf(tab.store.mute('another'))).to.equal('not-now');
    expect(await codeOf(tab.store.hangUp('another'))).to.equal('not-now');
  });

  it('has nothing to do once the call is over, which counts as hung up', async () => {
    await browser.runUntil(tab.store.mute(key));
    await browser.advance(1000);
    expect(currentCall().muted).to.equal(true);
    browser.simulator.hangUp();
    await browser.advance(1000);
    expect(currentCall().phase).to.equal('ended');
    expect(currentCall()).to.not.have.any.keys('can', 'held', 'muted');
    const errors = tab.events.length;
    expect(await codeOf(tab.store.hangUp(key))).to.equal('done');
    expect(await codeOf(tab.store.hold(key))).to.equal('not-now');
    expect(tab.events.length, 'nothing is told of a call that is over').to.equal(errors);
  });

  it('hangs up in the moment in which the call ends by itself', async () => {
    browser.faults.push({kind: 'delay', method: 'GET', path: '/telephony/sessions', delay: 2000, times: 1});
    const hangUp = codeOf(tab.store.hangUp(key));
    browser.simulator.hangUp();
    expect(await hangUp).to.equal('done');
    expect(currentCall().phase).to.equal('ended');
  });

  it('is done where the call is over, although the answer was lost', async () => {
    browser.faults.push({kind: 'hang-after', method: 'DELETE', times: 1});
    expect(await codeOf(tab.store.hangUp(key))).to.equal('done');
    expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(0);
  });

  it('does not end a call of which only a party is gone', async () => {
    browser.simulator.faults.push({path: '/hold', status: 404});
    expect(await codeOf(tab.store.hold(key))).to.equal('not-now');
    await browser.advance(5000);
    expect(currentCall().phase).to.equal('connected');
  });

  it('is not offered again once RingCentral has refused it', async () => {
    browser.simulator.faults.push({path: '/hold', status: 403});
    expect(await codeOf(tab.store.hold(key))).to.equal('permission-missing');
    expect(currentCall().can).to.deep.equal(['hang-up', 'mute']);
    browser.simulator.faults.push({method: 'GET', path: '/telephony/sessions', status: 403});
    expect(await codeOf(tab.store.mute(key))).to.equal('permission-missing');
    expect(currentCall().can).to.equal(undefined);
    browser.simulator.hangUp();
    await browser.advance(1000);
    await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
    await browser.advance(30_000);
    expect(currentCall()).to.include({phase: 'connected'}).and.to.not.have.property('can');
  });

  it('is offered no more once the session has expired', async () => {
    expect(currentCall().can).to.include('hang-up');
    browser.simulator.revokeAll();
    await browser.advance(40_000);
    expect(tab.store.session.get().state).to.not.equal('ready');
    expect(currentCall().can).to.equal(undefined);
  });

  it('hangs up although the answer to a hold is still awaited', async () => {
    browser.faults.push({kind: 'hang', path: '/hold', times: 1});
    const hold = codeOf(tab.store.hold(key));
    await browser.advance(500);
    expect(await codeOf(tab.store.hangUp(key))).to.equal('done');
    await browser.advance(1000);
    expect(currentCall().phase).to.equal('ended');
    expect(await hold).to.not.equal('done');
  });

  it('sends one request, however often the same is asked meanwhile', async () => {
    const actions = [tab.store.hold(key), tab.store.hold(key), tab.store.hold(key)];
    await browser.runUntil(Promise.all(actions));
    expect(sentTo('/hold')).to.have.length(1);
  });

  it('never repeats a hang-up whose answer was lost, and sends it when asked again', async () => {
    browser.faults.push({kind: 'before', method: 'DELETE', times: 1});
    expect(await codeOf(tab.store.hangUp(key))).to.not.equal('done');
    await browser.advance(60_000);
    expect(browser.requests('DELETE')).to.have.length(0);
    expect(currentCall().phase).to.equal('connected');
    expect(await codeOf(tab.store.hangUp(key))).to.equal('done');
    await browser.advance(1000);
    expect(currentCall().phase).to.equal('ended');
  });

  it('says nothing of a hold that is refused, and leaves the call as it is', async () => {
    const before = currentCall();
    browser.simulator.faults.push({path: '/hold', status: 409});
    expect(await codeOf(tab.store.hold(key))).to.equal('not-now');
    expect(currentCall()).to.include({phase: 'connected', held: before.held});
  });

  it('ends the call in the list where the platform no longer knows it', async () => {
    browser.simulator.faults.push({path: '/telephony/sessions', status: 404});
    expect(await codeOf(tab.store.hangUp(key))).to.equal('done');
    await browser.advance(1000);
    expect(currentCall().phase).to.equal('ended');
  });

  it('is left to requests once the page no longer wants push', async () => {
    expect(browser.simulator.gateway.sockets()).to.have.length(1);
    await tab.connect({sdk: tab.platform(), push: 'never'});
    await browser.advance(6000);
    expect(browser.simulator.gateway.sockets()).to.have.length(0);
    browser.simulator.hangUp();
    await browser.advance(6000);
    expect(currentCall().phase).to.equal('ended');
  });

  it('shows the hold that was asked for here, where the socket is gone', async () => {
    browser.simulator.faults.push({path: '/wstoken', status: 429, times: 50});
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(20_000);
    expect(await codeOf(tab.store.hold(key))).to.equal('done');
    expect(currentCall().held).to.equal(true);
    expect(await codeOf(tab.store.hold(key, false))).to.equal('done');
    expect(currentCall().held).to.equal(false);
  });

  it('claims no hold any more once the page wants no push', async () => {
    await browser.runUntil(tab.store.hold(key));
    await browser.advance(1000);
    expect(currentCall().held).to.equal(true);
    await tab.connect({sdk: tab.platform(), push: 'never'});
    await browser.settle();
    expect(currentCall()).to.not.have.any.keys('held', 'muted');
    expect(browser.simulator.gateway.sockets()).to.have.length(0);
  });
});

describe('hanging up before the other one has answered', () => {
  it('is done where the call is already over', async () => {
    const browser = new VirtualBrowser({scopes: SCOPES});
    const tab = browser.openTab({sockets: true});
    await tab.connect({sdk: tab.platform(), push: 'auto'});
    const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
    while (!tab.store.calls.get()[0]!.can) await browser.advance(100);
    browser.simulator.faults.push({method: 'GET', path: '/telephony/sessions', status: 404});
    await browser.runUntil(tab.store.hangUp(key));
    expect(tab.events.filter(({type}) => type === 'call-error')).to.have.length(0);
    browser.close();
  });
});
