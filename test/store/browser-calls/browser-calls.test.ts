/** Calls that this browser carries, in one tab. */
import {expect} from '@open-wc/testing';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, type TabOptions, VirtualBrowser} from '../../support/virtual.js';
import {LazyPart, LoadError} from '../../../src/loading/lazy-part.js';
import '../../../src/store/calls/call-details.js';
import '../../../src/store/inbound/inbound-push.js';
import {FakePhones} from './fake-phones.js';

export const SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'CallControl', 'ReadPresence', 'VoipCalling'];

/** Virtual ms. */
const seconds = (count: number) => count * 1000;

describe('calls in the browser', () => {
  let browser: VirtualBrowser;
  let phones: FakePhones;
  let tab: Tab;

  async function start({scopes = SCOPES, ...options}: TabOptions & {scopes?: string[]; browserCalls?: boolean} = {}): Promise<void> {
    browser = new VirtualBrowser({scopes, simulator: {limits: {light: null, medium: null}}});
    phones = new FakePhones(browser);
    tab = await open(options);
  }
  afterEach(() => browser.close());

  const open = (options: TabOptions = {}) => {
    const opened = phones.open(options);
    return opened.connect({sdk: opened.platform(), push: 'auto', browserCalls: true});
  };
  const place = (name = 'answered-long', caller = tab) =>
    browser.runUntil(caller.store.call({to: numberOf(name), from: 'browser'}));
  const currentCall = (someTab = tab) => someTab.store.calls.get()[0]!;
  const state = (someTab = tab) => someTab.store.browserPhone.get()?.state;
  const provisions = () => browser.requests('POST', '/sip-provision').length;
  const errors = (someTab = tab) => someTab.events.filter(({type}) => type === 'call-error')
    .map((event) => 'error' in event ? event.error.code : '');

  async function reject(promise: Promise<unknown>): Promise<string> {
    const thrown = await browser.runUntil(promise.then(() => null, (error: unknown) => error));
    return (thrown as {code: string} | null)?.code ?? 'resolved';
  }

  describe('whose code does not come', () => {
    const {loadNow} = LazyPart.prototype;
    afterEach(() => { LazyPart.prototype.loadNow = loadNow; });

    const call = (options: {signal?: AbortSignal} = {}) =>
      tab.store.call({to: numberOf('answered-long'), from: 'browser', ...options});

    it('are withdrawn at once, for good, and leave the way free', async () => {
      await start();
      let load = (): void => undefined;
      LazyPart.prototype.loadNow = async function(this: LazyPart<never>) {
        await new Promise<void>((resolve) => { load = resolve; });
        return loadNow.call(this) as Promise<never>;
      };
      const withdrawal = new AbortController();
      const refused = call({signal: withdrawal.signal}).catch(({code}: {code: string}) => code);
      await browser.advance(500);
      withdrawal.abort();
      const before = browser.now;
      expect([await browser.runUntil(refused), browser.now - before]).to.deep.equal(['not-confirmed', 0]);
      LazyPart.prototype.loadNow = loadNow;
      expect((await place()).phase).to.equal('ringing-callee');
      load();
      await browser.advance(seconds(20));
      expect(tab.store.calls.get()).to.have.length(1);
      expect(errors()).to.deep.equal(['not-confirmed']);
    });

    it('are refused where it does not load', async () => {
      await start();
      LazyPart.prototype.loadNow = () => Promise.reject(new LoadError('gone'));
      expect(await reject(call())).to.equal('unknown');
      expect(tab.store.calls.get()).to.deep.equal([]);
    });
  });

  it('go through their phases, and are connected once push says so', async () => {
    await start();
    expect(state()).to.equal('idle');
    const call = await place();
    expect(call).to.include({id: null, via: 'browser', phase: 'ringing-callee'});
    expect(call.from).to.equal(undefined);
    expect(call.telephonySessionId).to.match(/^s-/);
    expect(call.can).to.equal(undefined);
    await browser.advance(500);
    expect(currentCall().can).to.deep.equal(['hang-up', 'hold', 'mute', 'keypad']);
    expect(currentCall()).to.include({phase: 'ringing-callee', held: false, muted: false});
    await browser.advance(seconds(10));
    expect(currentCall().phase).to.equal('connected');
    await browser.runUntil(tab.store.hangUp(call.key));
    expect(currentCall()).to.include({phase: 'ended', endedBy: 'caller'});
    expect(tab.phases()).to.deep.equal(['placing', 'ringing-callee', 'connected', 'ended']);
    expect(tab.endEvents()).to.have.length(1);
    expect(browser.requests('POST', '/ring-out')).to.have.length(0);
    expect(provisions()).to.equal(1);
  });

  it('leave nothing behind', async () => {
    await start();
    await place('answered');
    await browser.advance(seconds(800));
    expect(currentCall()).to.equal(undefined);
    expect(tab.leftovers.timers).to.equal(0);
    await browser.runUntil(tab.store.signOut());
    tab.store.dispose();
    await browser.advance(1_000);
    expect(phones.registered).to.deep.equal([]);
    expect(tab.leftovers).to.deep.equal({timers: 0, listeners: 0});
  });

  for (const [name, expected] of [
    ['busy', {phase: 'failed', code: 'busy', leg: 'callee'}],
    ['no-answer', {phase: 'failed', code: 'no-answer', leg: 'callee'}],
    ['invalid-number', {phase: 'failed', code: 'to-invalid', leg: 'callee'}],
    ['answered', {phase: 'ended', code: undefined, leg: undefined}],
  ] as const) {
    it(`end as the platform says: ${name}`, async () => {
      await start();
      await place(name);
      await browser.advance(seconds(90));
      const {phase, error} = currentCall();
      expect({phase, code: error?.code, leg: error?.leg}).to.deep.equal(expected);
      expect(currentCall().endedBy).to.equal(undefined);
    });
  }

  it('are never connected by guess where there is no push', async () => {
    await start({scopes: ['RingOut', 'ReadAccounts', 'VoipCalling']});
    const {key} = await place();
    await browser.advance(seconds(60));
    expect(currentCall()).to.include({phase: 'ringing-callee', stale: false});
    await browser.runUntil(tab.store.hangUp(key));
    expect(currentCall().phase).to.equal('ended');
    await place('answered');
    await browser.advance(seconds(60));
    expect(currentCall().phase).to.equal('ended');
    expect(tab.phases()).not.to.include('connected');
  });

  for (const [title, options] of [
    ['twice', {pushDuplicates: true}],
    ['in any order', {pushShuffled: true}],
    ['late', {pushDelay: 1_500}],
  ] as const) {
    it(`go through the same phases where notifications come ${title}`, async () => {
      await start();
      browser.simulator.configure(options);
      await place('answered');
      await browser.advance(seconds(60));
      expect(tab.phases()).to.deep.equal(['placing', 'ringing-callee', 'connected', 'ended']);
    });
  }

  it('are connected although the notification came before the id of the session', async () => {
    await start();
    phones.ringMs = seconds(8);
    await place();
    await browser.advance(500);
    expect(currentCall().phase).to.equal('connected');
  });

  it('are placed also where the platform answers without a word before', async () => {
    await start();
    phones.ringMs = seconds(60);
    const placed = tab.store.call({to: numberOf('answered-long'), from: 'browser'});
    await browser.advance(seconds(1));
    phones.lines[0]!.dialed.listener.onSound();
    expect((await browser.runUntil(placed)).phase).to.equal('ringing-callee');
    await browser.runUntil(tab.store.hangUp(currentCall().key));
    expect(tab.endEvents()).to.have.length(1);
  });

  it('are read once after push was away', async () => {
    await start();
    await place();
    await browser.advance(seconds(2));
    tab.goOnline(false);
    browser.simulator.gateway.dropAll({forget: true});
    await browser.advance(seconds(20));
    expect(currentCall().phase).to.equal('ringing-callee');
    tab.goOnline(true);
    await browser.advance(seconds(20));
    expect(currentCall().phase).to.equal('connected');
    expect(browser.requests('GET', '/telephony/sessions').length).to.be.at.most(2);
  });

  it('hold, mute and send digits, and say so once it is so', async () => {
    await start();
    const {key} = await place();
    await browser.advance(seconds(1));
    const [line] = phones.lines;
    await browser.runUntil(tab.store.mute(key));
    expect([currentCall().muted, line!.isMuted]).to.deep.equal([true, true]);
    await browser.runUntil(tab.store.hold(key));
    expect([currentCall().held, line!.isHeld]).to.deep.equal([true, true]);
    await browser.runUntil(tab.store.hold(key, false));
    expect(currentCall().held).to.equal(false);
    await browser.runUntil(tab.store.sendDigits(key, '1,2#'));
    expect(line!.digits).to.equal('1,2#');
    expect(await reject(tab.store.sendDigits(key, 'A'))).to.equal('unknown');
    expect(tab.store.soundLevels()).to.deep.equal({microphone: 0, speaker: 0.25});
    phones.actProblem = {code: 'offline'};
    expect(await reject(tab.store.mute(key, false))).to.equal('not-now');
    expect(currentCall().muted).to.equal(true);
    expect(await reject(tab.store.hangUp(key))).to.equal('not-now');
    expect(currentCall().phase).not.to.equal('ended');
    phones.actProblem = null;
    await browser.runUntil(tab.store.hangUp(key));
    await browser.runUntil(tab.store.hangUp(key));
    expect(errors()).to.deep.equal(['unknown', 'not-now', 'not-now']);
    expect(tab.store.soundLevels()).to.equal(null);
  });

  it('can be acted on only while they have sound', async () => {
    await start();
    const {key} = await place();
    expect(await reject(tab.store.hangUp(key))).to.equal('not-now');
    expect(await reject(tab.store.mute(key))).to.equal('not-now');
    expect(await reject(tab.store.sendDigits(key, '1'))).to.equal('not-now');
  });

  for (const ms of [0, 100, 350, 450, 600, 800, 1_000, 2_000]) {
    it(`are canceled ${ms} ms after the click`, async () => {
      await start();
      const placed = tab.store.call({to: numberOf('answered-long'), from: 'browser'});
      await browser.advance(ms);
      const {key} = currentCall();
      await browser.runUntil(tab.store.cancel(key));
      expect((await browser.runUntil(placed)).phase).to.be.oneOf(['canceled', 'ringing-callee']);
      await browser.advance(seconds(5));
      expect(currentCall().phase).to.equal('canceled');
      expect(phones.talking).to.deep.equal([]);
      expect(tab.endEvents()).to.have.length(1);
      expect(errors()).to.deep.equal([]);
    });
  }

  for (const refused of [null, 'DELETE', 'GET']) {
    it(`are over without a socket once the platform knows, by ${refused ? `the phone: no ${refused}` : 'REST'}`, async () => {
      await start();
      const {key} = await place();
      await browser.advance(seconds(10));
      expect(currentCall().phase).to.equal('connected');
      phones.actMs = seconds(20);
      if (refused) browser.simulator.faults.push({method: refused, path: '/telephony/sessions', status: 403, times: 9});
      const before = browser.now;
      await browser.runUntil(tab.store.hangUp(key));
      expect(browser.now - before, 'in seconds').to.be.lessThan(seconds(3));
      await browser.advance(seconds(5));
      expect(currentCall().phase).to.equal(refused ? 'connected' : 'ended');
      expect(currentCall().can).to.equal(undefined);
      await browser.advance(seconds(15));
      expect(currentCall()).to.include({phase: 'ended', endedBy: 'caller'});
      expect(tab.endEvents()).to.have.length(1);
      // Nothing is done to a session that no request has just confirmed.
      expect(browser.requests('DELETE', '/telephony/sessions')).to.have.length(refused === 'GET' ? 0 : 1);
    });
  }

  it('are unconfirmed where the line is lost while it may ring, and never offline', async () => {
    await start();
    await place('no-answer');
    phones.lines[0]!.end({by: 'lost'});
    await browser.advance(seconds(1));
    expect(currentCall().phase).to.equal('unconfirmed');
    expect(currentCall().error!.code).to.equal('unconfirmed');
  });

  it('say that a cancel had no effect', async () => {
    await start();
    const {key} = await place();
    await browser.advance(seconds(1));
    phones.actProblem = {code: 'timeout'};
    await browser.runUntil(tab.store.cancel(key));
    expect(currentCall()).to.include({phase: 'canceling', cancelFailed: true});
    expect(errors()).to.deep.equal(['timeout']);
  });

  for (const problem of [
    {code: 'microphone-blocked', why: 'blocked-by-page'}, {code: 'microphone-missing'}, {code: 'busy', leg: 'callee'},
  ] as const) {
    it(`fail with the problem of the line: ${problem.code}`, async () => {
      await start();
      if (problem.code === 'busy') phones.inviteProblem = problem;
      else phones.microphoneProblem = problem;
      const call = await place();
      expect(call.phase).to.equal('failed');
      expect(call.error).to.include(problem);
      expect(state()).to.equal('idle');
      phones.microphoneProblem = phones.inviteProblem = null;
      expect((await place()).phase).to.equal('ringing-callee');
    });
  }

  it('fail after the time-out of the store, and are heard no more', async () => {
    await start({timeout: seconds(5)});
    phones.registerMs = seconds(60);
    const call = await place();
    expect(call).to.include({phase: 'failed'});
    expect(call.error!.code).to.equal('timeout');
    await browser.advance(seconds(1));
    expect(phones.talking).to.deep.equal([]);
  });

  it('wait until the user has allowed the microphone', async () => {
    await start({timeout: seconds(5)});
    phones.microphoneMs = seconds(50);
    expect(await place()).to.include({phase: 'ringing-callee'});
  });

  for (const [title, from] of [['chosen', undefined], ['asked for', 'browser']] as const) {
    it(`wait for the code of the phone that is ${title}, which may come a little later than the session`, async () => {
      await start();
      tab.store.choose({from: 'browser'});
      await browser.settle();
      tab.store.dispose();
      phones.isProvided = false;
      tab = await open();
      expect(tab.store.browserPhone.get()).to.equal(null);
      const placed = tab.store.call({to: numberOf('answered-long'), ...(from && {from})});
      await browser.advance(seconds(1));
      expect(tab.store.calls.get()).to.deep.equal([]);
      phones.isProvided = true;
      tab.store.choose({microphone: 'headset'});
      expect(await browser.runUntil(placed)).to.include({via: 'browser', phase: 'ringing-callee'});
    });
  }

  it('wait for no code once the user is gone', async () => {
    await start();
    phones.isProvided = false;
    const late = await open();
    const placed = reject(late.store.call({to: numberOf('answered-long'), from: 'browser'}));
    await browser.runUntil(late.store.signOut());
    expect(await placed).to.equal('no-session');
  });

  it('ask for no registration once the user is gone, whose code comes late', async () => {
    let arrive = () => {};
    const {createPhone} = await start().then(() => tab.environment().phone!.load());
    tab.store.dispose();
    const load = () => new Promise<{createPhone: typeof createPhone}>((resolve) => { arrive = () => resolve({createPhone}); });
    tab = await open({phone: {isPossible: true, load}});
    tab.store.choose({from: 'browser'});
    await browser.settle();
    await browser.runUntil(tab.store.signOut());
    arrive();
    await browser.advance(seconds(5));
    expect(provisions()).to.equal(0);
    expect([...browser.storage].filter(([key]) => key.includes('/phone-'))).to.deep.equal([]);
  });

  it('are one at a time: a second one is refused while the first goes on', async () => {
    await start();
    const {key} = await place();
    await browser.advance(seconds(8));
    expect(await reject(tab.store.call({to: numberOf('busy'), from: 'browser'}))).to.equal('call-in-progress');
    await browser.runUntil(tab.store.hangUp(key));
    expect((await place()).phase).to.equal('ringing-callee');
    expect(provisions(), 'the phone stays registered').to.equal(1);
  });

  it('pass the gates of every call', async () => {
    await start({screen: (number) => number !== numberOf('busy') || 'On the list'});
    expect(await reject(tab.store.call({to: '911', country: 'US', from: 'browser'}))).to.equal('emergency-number');
    expect(await reject(tab.store.call({to: numberOf('busy'), from: 'browser'}))).to.equal('do-not-call');
    const signal = AbortSignal.abort();
    expect(await reject(tab.store.call({to: numberOf('answered'), from: 'browser', signal}))).to.equal('not-confirmed');
    expect(phones.lines).to.deep.equal([]);
    // Nothing keeps the sound.
    expect((await place()).phase).to.equal('ringing-callee');
  });

  it('wait for a limit only where the phone is not registered yet', async () => {
    await start();
    browser.simulator.faults.push({method: 'POST', path: '/sip-provision', status: 429, times: 1});
    const limited = await place();
    expect(limited.error!.code).to.equal('rate-limited');
    expect(limited.error!.retryAt).to.be.greaterThan(browser.now);
    expect(await reject(tab.store.call({to: numberOf('answered'), from: 'browser'}))).to.equal('rate-limited');
    await browser.advance(seconds(70));
    const {key} = await place();
    await browser.advance(seconds(1));
    await browser.runUntil(tab.store.hangUp(key));
    browser.simulator.faults.push({method: 'POST', path: '/ring-out', status: 429, times: 1});
    await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    expect((await place()).phase).to.equal('ringing-callee');
  });

  it('have a record in the call log, which is found by their session', async () => {
    await start({scopes: [...SCOPES, 'ReadCallLog']});
    const {key} = await place('answered');
    await browser.advance(seconds(90));
    const details = await browser.runUntil(tab.store.details(key));
    expect(details).to.include({telephonySessionId: currentCall().telephonySessionId, result: 'Call connected'});
  });

  it('are no calls to the user, and hide none', async () => {
    await start();
    tab.store.inbound.subscribe(() => undefined);
    await browser.advance(seconds(3));
    await place();
    await browser.advance(seconds(10));
    expect(tab.store.inbound.get()).to.deep.equal([]);
    browser.simulator.ring({from: numberOf('answered-long')});
    await browser.advance(seconds(5));
    expect(tab.store.inbound.get().map(({phase}) => phase)).to.deep.equal(['ringing']);
  });

  it('go on after the session is over, and leave no registration then', async () => {
    await start();
    const {key} = await place();
    await browser.advance(seconds(10));
    browser.simulator.revokeAll();
    expect((await browser.runUntil(tab.store.call({to: numberOf('answered')}))).error!.code).to.equal('session-expired');
    expect(tab.store.session.get().state).to.equal('expired');
    const ongoing = tab.store.calls.get().find((call) => call.key === key)!;
    expect(ongoing).to.include({phase: 'connected', stale: false});
    expect(ongoing.can).to.include('hang-up');
    expect(phones.sounding).to.have.length(1);
    await browser.runUntil(tab.store.hangUp(key));
    await browser.advance(seconds(1));
    expect(phones.registered).to.deep.equal([]);
  });

  it('fail without a network', async () => {
    await start();
    tab.goOnline(false);
    const call = await place();
    expect(call.error!.code).to.equal('offline');
    expect(phones.phones).to.deep.equal([]);
  });

  it('wait for a socket that is being opened again, and are offered what works meanwhile', async () => {
    await start();
    const {key} = await place();
    await browser.advance(seconds(8));
    const {listener} = phones.phones[0]!;
    listener.onConnection(false);
    phones.actProblem = {code: 'offline'};
    expect(await reject(tab.store.hold(key, true))).to.equal('not-now');
    phones.actProblem = null;
    await browser.runUntil(tab.store.hangUp(key));
    const next = tab.store.call({to: numberOf('answered'), from: 'browser'});
    await browser.advance(seconds(5));
    expect(phones.lines).to.have.length(1);
    listener.onConnection(true);
    expect((await browser.runUntil(next)).phase).to.equal('ringing-callee');
    await browser.advance(seconds(90));
    listener.onConnection(false);
    const failed = await place();
    expect(failed).to.include({phase: 'failed'});
    expect(failed.error!.code, 'the network is there').to.equal('timeout');
    expect(phones.lines).to.have.length(2);
  });

  it('end with the sign-out: the next user must not go on talking', async () => {
    await start();
    await place();
    await browser.advance(seconds(10));
    await browser.runUntil(tab.store.signOut());
    await browser.advance(seconds(1));
    expect(phones.talking).to.deep.equal([]);
    expect(phones.registered).to.deep.equal([]);
    expect(tab.endEvents().map((event) => event.type === 'call-end' && event.call.phase)).to.deep.equal(['ended']);
    expect(tab.store.browserPhone.get()).to.equal(null);
    expect([...browser.storage.keys()].filter((key) => key.includes('phone-id') || key.includes('/call/'))).to.deep.equal([]);
  });

  it('leave nothing behind whenever the sign-out comes', async () => {
    for (let pauses = 0; pauses < 40; pauses++) {
      await start();
      const answered = tab.store.call({to: numberOf('answered'), from: 'browser'}).catch(() => null);
      for (let pause = 0; pause < pauses; pause++) await Promise.resolve();
      await browser.runUntil(tab.store.signOut());
      await browser.advance(seconds(20));
      await browser.runUntil(answered);
      expect([phones.talking, phones.registered]).to.deep.equal([[], []]);
      expect([...browser.storage.keys()].filter((key) => /phone-|call\//.test(key)), `after ${pauses}`).to.deep.equal([]);
      browser.close();
    }
    await start();
  });

  describe('are not offered', () => {
    it('without the code of the phone, which the console says once', async () => {
      await start();
      const warned: string[] = [];
      const {warn} = console;
      console.warn = (text: string) => void warned.push(text);
      try {
        for (let count = 0; count < 2; count++) {
          const other = browser.openTab();
          await other.connect({sdk: other.platform(), browserCalls: true});
          const before = browser.now;
          expect((await place('answered-long', other)).via, 'a RingOut, a little later').to.equal(undefined);
          expect(browser.now - before).to.be.within(seconds(5), seconds(6));
          expect(other.store.browserPhone.get()).to.equal(null);
        }
      } finally {
        console.warn = warn;
      }
      expect(warned).to.deep.equal(['rc-click-to-call: browser-calls needs the module script, or an import of rc-click-to-call/browser-calls/define.js.']);
    });

    it('without the option', async () => {
      await start();
      const other = await phones.open().connect();
      expect(other.store.browserPhone.get()).to.equal(null);
    });

    it('where the browser cannot: the platform’s default rings', async () => {
      await start();
      phones.isPossible = false;
      const other = await open();
      expect(other.store.browserPhone.get()).to.equal(null);
      const call = await browser.runUntil(other.store.call({to: numberOf('answered'), from: 'browser'}));
      expect(call.id).to.be.a('string');
      expect(call.from).to.equal(undefined);
    });

    for (const [title, prepare, code] of [
      ['the app may not', () => undefined, 'permission-missing'],
      ['the user has no digital line', () => browser.simulator.configure({digitalLine: false}), 'feature-unavailable'],
    ] as const) {
      it(`where ${title}, which a click is told`, async () => {
        await start(code === 'permission-missing' ? {scopes: SCOPES.slice(0, -1)} : {});
        prepare();
        const call = await place();
        expect(call.error!.code).to.equal(code);
        expect(tab.store.browserPhone.get()).to.equal(null);
        const next = await browser.runUntil(tab.store.call({to: numberOf('answered'), from: 'browser'}));
        expect(next.id).to.be.a('string');
        await browser.advance(seconds(300));
        expect(provisions()).to.equal(1);
      });

      it(`where ${title}, on the next pages, until a day is over or the user signs in again`, async () => {
        await start(code === 'permission-missing' ? {scopes: SCOPES.slice(0, -1)} : {});
        prepare();
        tab.store.choose({from: 'browser'});
        await browser.advance(seconds(3));
        expect(tab.store.browserPhone.get()).to.equal(null);
        const other = await open();
        await browser.advance(seconds(3));
        expect(other.store.browserPhone.get()).to.equal(null);
        expect(provisions()).to.equal(1);
        await browser.runUntil(other.store.signOut());
        expect([...browser.storage.keys()].filter((key) => key.includes('/phone-'))).to.deep.equal([]);
        await browser.runUntil(other.store.signIn());
        await browser.advance(seconds(3));
        expect(provisions()).to.equal(2);
        expect(other.store.browserPhone.get()).to.equal(null);
        await browser.advance(24 * 60 * 60_000);
        const later = await open();
        await browser.advance(seconds(3));
        expect(provisions()).to.equal(3);
        expect(later.store.browserPhone.get()).to.equal(null);
      });
    }
  });

  describe('ring here where the user has chosen the browser', () => {
    const choose = (from: string | null) => tab.store.choose({from});

    it('as long as that is so', async () => {
      await start();
      choose('browser');
      await browser.advance(seconds(2));
      expect(state()).to.equal('registered');
      expect(phones.registered).to.have.length(1);
      choose(null);
      await browser.advance(seconds(2));
      expect(state()).to.equal('idle');
      expect(phones.registered).to.deep.equal([]);
    });

    it('after a reload, in the same place at RingCentral', async () => {
      await start();
      choose('browser');
      await browser.advance(seconds(2));
      phones.crash(tab);
      tab = await open();
      await browser.advance(seconds(2));
      expect(state()).to.equal('registered');
      const [before, after] = phones.phones;
      expect(after!.instanceId).to.equal(before!.instanceId);
      expect(after!.instanceId).to.match(/^[\da-f-]{36}$/);
      expect(after!.sipInfo!.password).not.to.equal(before!.sipInfo!.password);
      const stored = JSON.stringify([...browser.storage]);
      expect(stored).not.to.contain(after!.sipInfo!.password);
    });

    it('and not where five others ring already, until two minutes later', async () => {
      await start();
      phones.registerProblem = {code: 'too-many-phones'};
      choose('browser');
      await browser.advance(seconds(30));
      expect(state()).to.equal('error');
      expect(tab.store.browserPhone.get()!.error!.code).to.equal('too-many-phones');
      expect(phones.phones).to.have.length(1);
      const call = await place();
      expect(call.error!.code).to.equal('too-many-phones');
      phones.registerProblem = null;
      await browser.advance(seconds(160));
      expect(state()).to.equal('registered');
    });

    it('again after the network was away', async () => {
      await start();
      phones.registerProblem = {code: 'offline'};
      choose('browser');
      await browser.advance(seconds(100));
      expect(state()).to.equal('error');
      expect(phones.phones.length).to.be.within(4, 8);
      expect(provisions(), 'what was provisioned is kept').to.equal(1);
      phones.registerProblem = null;
      tab.wake();
      await browser.advance(seconds(5));
      expect(state()).to.equal('registered');
    });

    it('and say when the socket is gone', async () => {
      await start();
      choose('browser');
      await browser.advance(seconds(2));
      const {listener} = phones.phones[0]!;
      listener.onConnection(false);
      expect(state()).to.equal('reconnecting');
      listener.onConnection(true);
      expect(state()).to.equal('registered');
    });

    it('and register anew once a call is over during which the registration was lost', async () => {
      await start();
      choose('browser');
      const {key} = await place();
      await browser.advance(seconds(8));
      phones.phones[0]!.refuse({code: 'too-many-phones'});
      expect(state()).to.equal('error');
      expect(phones.sounding).to.have.length(1);
      await browser.runUntil(tab.store.hangUp(key));
      await browser.advance(seconds(2));
      expect(state()).to.equal('registered');
      expect(phones.registered).to.have.length(1);
    });

    it('with the devices that the user has chosen', async () => {
      await start();
      choose('browser');
      tab.store.choose({microphone: 'm1', speaker: 's1'});
      await browser.advance(seconds(2));
      expect(phones.phones[0]!.devices).to.deep.equal({microphone: 'm1', speaker: 's1'});
      const microphones = [{id: 'm1', label: 'Headset'}];
      phones.phones[0]!.listener.onDevices({microphones, speakers: []});
      expect(tab.store.browserPhone.get()).to.deep.include({state: 'registered', microphones, speakers: []});
      const {key} = await place();
      phones.lines[0]!.dialed.listener.onProblem({code: 'microphone-missing'});
      expect(tab.store.browserPhone.get()!.error!.code).to.equal('microphone-missing');
      phones.lines[0]!.dialed.listener.onProblem(null);
      expect(tab.store.browserPhone.get()!.error).to.equal(undefined);
      await browser.runUntil(tab.store.cancel(key));
    });
  });
});
