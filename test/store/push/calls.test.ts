import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-push.js';
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
    console.log('status requests', statusRequests().length, browser.requests().map(({method, path}) => `${method} ${path}`).join('\n'));
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
});
