/** RingCentral's record of a call, from its end to the event, over tabs, faults and reloads. */
import {expect} from '@open-wc/testing';
import '../../src/store/calls/call-details.js';
import type {CallDetails} from '../../src/store/types.js';
import {numberOf} from '../support/scenarios.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {CallLogPlatform, type LogOptions} from './call-log-platform.js';

/** Virtual ms. */
const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

describe('the platform’s record of a call', () => {
  let browser: VirtualBrowser;
  let log: CallLogPlatform;
  let tab: Tab;

  async function start(options: Partial<LogOptions> = {}): Promise<void> {
    browser = new VirtualBrowser();
    log = new CallLogPlatform(browser, options);
    tab = await openTab();
  }
  const openTab = (options: object = {}, way: object = {}) => {
    const opened = browser.openTab(options);
    return opened.connect({sdk: opened.platform(), callDetails: true, ...way});
  };
  afterEach(() => browser.close());

  /** Places a call that is over after the given talk. */
  async function call(talk = seconds(60), caller = tab): Promise<string> {
    const {key} = await browser.runUntil(caller.store.call({to: numberOf('answered-long')}));
    await browser.advance(seconds(10) + talk);
    browser.simulator.hangUp();
    const isOver = () => caller.store.calls.get().find((one) => one.key === key)?.endedAt !== undefined;
    while (!isOver()) await browser.advance(100);
    return key;
  }
  const detailEvents = (seen: Tab) => seen.events.filter((event) => event.type === 'call-details');
  /** `record`, `record!` where it is primary, `recording`. */
  const told = (seen: Tab) => detailEvents(seen).map(({details, primary}) =>
    `${details.recording ? 'recording' : 'record'}${primary ? '!' : ''}`);
  const storedKeys = () => [...browser.storage.keys()].filter((key) => key.includes('/details'));
  const sinceEnd = () => {
    const {endedAt = 0} = tab.store.calls.get()[0] ?? {};
    return log.asked.map(({at}) => Math.round((at - endedAt) / 1000));
  };

  it('comes five seconds after the end, with what each leg did', async () => {
    await start();
    const key = await call(seconds(20));
    await browser.advance(seconds(6));
    expect(told(tab)).to.deep.equal(['record!']);
    const [event] = detailEvents(tab);
    const current = tab.store.calls.get()[0]!;
    expect(event!.call).to.equal(current);
    expect(event!.details).to.deep.include({
      telephonySessionId: current.id, startedAt: current.startedAt, result: 'Call connected',
    });
    expect(event!.details.legs.map(({leg}) => leg)).to.deep.equal(['caller', 'callee']);
    expect(event!.details).to.not.have.property('recording');
    expect(Object.isFrozen(event!.details) && Object.isFrozen(event!.details.legs[0])).to.equal(true);
    expect(await tab.store.details(key)).to.equal(event!.details);
    await browser.advance(minutes(20));
    expect(log.asked).to.have.length(1);
    expect(storedKeys()).to.deep.equal([]);
    expect(tab.leftovers.timers).to.equal(0);
  });

  it('asks for one session in detail, from before its beginning on', async () => {
    await start();
    await call(minutes(30));
    await browser.advance(seconds(10));
    const {query} = log.asked[0]!;
    const {id, startedAt} = tab.store.calls.get()[0]!;
    expect(query.get('telephonySessionId')).to.equal(id);
    expect(query.get('view')).to.equal('Detailed');
    // By default, the platform looks no further back than a day; a call may last as long.
    expect(Date.parse(query.get('dateFrom')!)).to.be.below(startedAt);
    expect(told(tab)).to.deep.equal(['record!']);
  });

  it('asks three times for a record that is late, and tells of it when it comes', async () => {
    await start({recordAfter: seconds(50)});
    await call(seconds(60));
    await browser.advance(minutes(3));
    expect(sinceEnd()).to.deep.equal([5, 30, 60]);
    expect(told(tab)).to.deep.equal(['record!']);
  });

  it('stops after three requests where there is no record', async () => {
    await start({recordAfter: minutes(60)});
    const key = await call(seconds(60));
    const waiting = tab.store.details(key);
    await browser.advance(minutes(3));
    expect(await waiting).to.equal(null);
    expect(await tab.store.details(key)).to.equal(null);
    expect(log.asked).to.have.length(3);
    expect(told(tab)).to.deep.equal([]);
  });

  it('asks again for the recording after the length of the call, and tells of it once more', async () => {
    await start({recordingAfter: minutes(2)});
    const key = await call(minutes(3));
    await browser.advance(minutes(4));
    const {duration} = detailEvents(tab)[0]!.details;
    expect(sinceEnd()).to.deep.equal([5, duration]);
    expect(told(tab)).to.deep.equal(['record!', 'recording!']);
    const {recording} = (await tab.store.details(key))!;
    expect(recording).to.deep.equal({
      id: '401547458008', contentUri: 'https://media.ringcentral.com/restapi/v1.0/account/1/recording/401547458008/content',
    });
    expect(JSON.stringify([...browser.storage, ...tab.events])).to.not.contain('SECRET');
  });

  it('asks for a recording ten minutes after a long call at the latest, though the call is no longer shown', async () => {
    await start({recordingAfter: minutes(9)});
    await call(minutes(45));
    await browser.advance(minutes(11));
    expect(tab.store.calls.get()).to.have.length(0);
    expect(told(tab)).to.deep.equal(['record!', 'recording!']);
    await browser.advance(minutes(2));
    expect(storedKeys()).to.deep.equal([]);
    expect(tab.leftovers.timers).to.equal(0);
  });

  it('asks once where the recording is there at once', async () => {
    await start({recordingAfter: 0});
    await call(minutes(2));
    await browser.advance(minutes(11));
    expect(log.asked).to.have.length(1);
    expect(told(tab)).to.deep.equal(['recording!']);
  });

  it('asks once more where a recording may follow, and not again', async () => {
    await start();
    await call(minutes(2));
    await browser.advance(minutes(12));
    expect(log.asked).to.have.length(2);
    expect(told(tab)).to.deep.equal(['record!']);
  });

  it('does not wait for a recording of a talk under 30 seconds', async () => {
    await start({recordingAfter: seconds(20)});
    await call(seconds(15));
    await browser.advance(minutes(12));
    expect(log.asked).to.have.length(1);
  });

  it('says nothing while the record says that the call goes on', async () => {
    await start({inProgressFor: seconds(20)});
    await call(seconds(20));
    await browser.advance(seconds(10));
    expect(told(tab)).to.deep.equal([]);
    await browser.advance(seconds(25));
    expect(told(tab)).to.deep.equal(['record!']);
  });

  it('takes a record with one leg', async () => {
    await start({legs: 'one'});
    await call(seconds(20));
    await browser.advance(seconds(6));
    expect(detailEvents(tab)[0]!.details.legs.map(({leg}) => leg)).to.deep.equal(['caller']);
  });

  for (const mirror of ['other-session', 'same-session'] as const) {
    it(`does not take the user’s own leg for the call (${mirror})`, async () => {
      await start({mirror});
      await call(seconds(20));
      await browser.advance(seconds(6));
      const {details} = detailEvents(tab)[0]!;
      expect(details.duration).to.be.above(20);
      expect(details.legs).to.have.length(2);
    });
  }

  it('finds a call by number and time at last, where its session has another id', async () => {
    await start({isOtherId: true, mirror: 'other-session'});
    const key = await call(seconds(40));
    await browser.advance(minutes(2));
    expect(log.asked).to.have.length(3);
    expect(log.asked[2]!.query.has('telephonySessionId')).to.equal(false);
    expect(told(tab)).to.deep.equal(['record!']);
    const {id} = tab.store.calls.get()[0]!;
    expect((await tab.store.details(key))!.telephonySessionId).to.equal(`s-other-${id}`);
  });

  it('tells of nothing where two records fit', async () => {
    await start({isOtherId: true});
    await call(seconds(20));
    browser.simulator.placeElsewhere({to: numberOf('answered-long')});
    const {calls} = browser.simulator.facts;
    calls.at(-1)!.startedAt = calls[0]!.startedAt + seconds(4);
    browser.simulator.hangUp(calls.at(-1)!.id);
    await browser.advance(minutes(3));
    expect(log.asked).to.have.length(3);
    expect(told(tab)).to.deep.equal([]);
  });

  it('asks for nothing where the platform was not reached', async () => {
    await start();
    for (const scenario of ['dropped-before', 'server-error', 'permission-missing']) {
      const {key} = await browser.runUntil(tab.store.call({to: numberOf(scenario)}));
      expect(await browser.runUntil(tab.store.details(key))).to.equal(null);
      await browser.advance(minutes(2));
    }
    expect(log.asked).to.have.length(0);
  });

  it('asks for a call that was canceled, and for one that failed', async () => {
    await start();
    const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
    await browser.runUntil(tab.store.cancel(key));
    await browser.advance(minutes(2));
    await browser.runUntil(tab.store.call({to: numberOf('busy')}));
    await browser.advance(minutes(2));
    expect(tab.store.calls.get().map(({phase}) => phase)).to.deep.equal(['failed', 'canceled']);
    expect(told(tab)).to.deep.equal(['record!', 'record!']);
    expect(log.asked).to.have.length(2);
  });

  it('comes although the call was dismissed', async () => {
    await start();
    const key = await call(seconds(20));
    tab.store.dismiss(key);
    await browser.advance(seconds(6));
    expect(tab.store.calls.get()).to.have.length(0);
    expect(told(tab)).to.deep.equal(['record!']);
    expect(detailEvents(tab)[0]!.call).to.include({key, phase: 'ended'});
  });

  describe('without the option', () => {
    beforeEach(async () => {
      await start();
      tab.close();
      tab = await openTab({}, {callDetails: false});
    });

    it('is not asked for: no request, no timer, nothing stored', async () => {
      await call(seconds(40));
      await browser.advance(minutes(11));
      expect(log.asked).to.have.length(0);
      expect(storedKeys()).to.deep.equal([]);
      expect(tab.leftovers.timers).to.equal(0);
    });

    it('is asked for once where the page wants the details of one call', async () => {
      const key = await call(seconds(40));
      const asked = [tab.store.details(key), tab.store.details(key)];
      const [first, second] = await browser.runUntil(Promise.all(asked));
      expect(first).to.include({result: 'Call connected'});
      expect(second).to.equal(first);
      expect(await tab.store.details(key)).to.equal(first);
      await browser.advance(minutes(13));
      expect(log.asked).to.have.length(1);
      expect(tab.leftovers.timers).to.equal(0);
    });

    it('is null where there is no record yet, and may be asked for again, three times in all', async () => {
      log.options.recordAfter = minutes(60);
      const key = await call(seconds(40));
      for (let count = 0; count < 5; count++) expect(await browser.runUntil(tab.store.details(key))).to.equal(null);
      expect(log.asked).to.have.length(3);
    });

    it('is waited for while the call goes on', async () => {
      const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered')}));
      const details = await browser.runUntil(tab.store.details(key));
      expect(details).to.include({result: 'Call connected'});
    });

    it('is given up after twelve minutes', async () => {
      const {key} = await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
      let outcome: CallDetails | null | undefined;
      void tab.store.details(key).then((details) => { outcome = details; });
      await browser.advance(minutes(12) - 1);
      expect(outcome).to.equal(undefined);
      await browser.advance(1);
      expect(outcome).to.equal(null);
    });

    it('begins and ends with the option, while the session goes on', async () => {
      await tab.store.connect({sdk: tab.lastPlatform!, server: 'https://platform.example', storage: 'local', callDetails: true});
      await call(seconds(20));
      await browser.advance(seconds(6));
      expect(told(tab)).to.deep.equal(['record!']);
      await tab.store.connect({sdk: tab.lastPlatform!, server: 'https://platform.example', storage: 'local'});
      await call(seconds(20));
      await browser.advance(minutes(1));
      expect(log.asked).to.have.length(1);
    });
  });

  it('is null for a call that nobody knows', async () => {
    await start();
    expect(await browser.runUntil(tab.store.details('unknown'))).to.equal(null);
    expect(await browser.openTab().store.details('unknown')).to.equal(null);
  });
});
