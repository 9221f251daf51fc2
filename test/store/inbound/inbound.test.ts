import {expect} from '@open-wc/testing';
import '../../../src/store/calls/call-push.js';
import '../../../src/store/inbound/inbound-push.js';
import '../../../src/store/push/push-lead.js';
import type {Inbound} from '../../../src/store/types.js';
import {numberOf} from '../../support/scenarios.js';
import {VirtualBrowser} from '../../support/virtual.js';
import type {Tab} from '../../support/virtual-tab.js';

const PRESENCE_SCOPES = ['RingOut', 'ReadAccounts', 'WebSocket', 'ReadPresence'];
const SCOPES = [...PRESENCE_SCOPES, 'CallControl'];

/** A tab whose page watches who calls. */
async function openWatchingTab(browser: VirtualBrowser): Promise<Tab> {
  const tab = browser.openTab({sockets: true});
  tab.store.inbound.listen(() => undefined);
  await tab.connect({sdk: tab.platform(), push: 'auto'});
  return tab;
}

/** The phases that a document was told of, with `!` where it was the primary one. */
const told = (tab: Tab): string[] => tab.events.flatMap((event) =>
  event.type === 'inbound-change' ? [`${event.inbound.phase}${event.primary ? '!' : ''}`] : []);

const shown = (tab: Tab): readonly Inbound[] => tab.store.inbound.get();

for (const [source, scopes] of [['sessions', SCOPES], ['presence', PRESENCE_SCOPES]] as const) {
  describe(`calls to the user, told by ${source}`, () => {
    const isMissedTold = source === 'sessions';
    let browser: VirtualBrowser;
    let tab: Tab;

    // The first import takes real time.
    before(() => Promise.all([
      import('../../../src/store/inbound/inbound-push.js'),
      import('../../../src/store/push/push-lead.js'),
    ]));
    beforeEach(async () => {
      browser = new VirtualBrowser({scopes: [...scopes], simulator: {limits: {auth: null}}});
      tab = await openWatchingTab(browser);
      await browser.advance(1_000);
    });
    afterEach(() => browser.close());

    it('opens the socket where somebody watches', async () => {
      await browser.advance(1_000);
      expect(browser.simulator.gateway.sockets()).to.have.length(1);
      expect(browser.requests('GET', '/presence')).to.have.length(1);
    });

    it('tells of a contact’s call from the ring to the end', async () => {
      browser.simulator.playInbound('known');
      await browser.advance(500);
      expect(shown(tab)).to.have.length(1);
      expect(shown(tab)[0]).to.include({
        from: '+16505550100', fromName: 'A LINDQVIST', phase: 'ringing',
      }).and.to.not.have.any.keys('queue', 'extension', 'elsewhere', 'answeredAt', 'endedAt');
      await browser.advance(7_000);
      expect(shown(tab)[0]).to.include({phase: 'answered'}).and.to.have.property('answeredAt');
      await browser.advance(30_000);
      expect(shown(tab)[0]).to.include({phase: 'ended'}).and.to.have.property('endedAt');
      expect(told(tab)).to.deep.equal(['ringing!', 'answered!', 'ended!']);
      await browser.advance(10 * 60_000);
      expect(shown(tab)).to.deep.equal([]);
    });

    for (const [name, expected] of [
      ['unknown', {from: '+12125550141'}],
      ['queue', {from: '+16505550100', queue: 'Support', to: '+18005550171'}],
      ['queue-unnamed', {queue: ''}],
      ['extension', {extension: '102', fromName: 'Sam Rivera'}],
    ] as const) {
      it(`says who calls: ${name}`, async () => {
        browser.simulator.playInbound(name);
        await browser.advance(1_000);
        expect(shown(tab)[0]).to.include(expected);
      });
    }

    for (const name of ['anonymous', 'withheld']) {
      it(`says nothing of a caller who is ${name}`, async () => {
        browser.simulator.playInbound(name);
        await browser.advance(1_000);
        expect(shown(tab)[0]).to.include({phase: 'ringing'})
          .and.to.not.have.any.keys('from', 'fromName', 'extension');
      });
    }

    for (const [name, phases, facts] of [
      ['missed', ['ringing!', isMissedTold ? 'missed!' : 'ended!'], {}],
      ['voicemail', ['ringing!', isMissedTold ? 'missed!' : 'ended!'], {}],
      ['caller-gave-up', ['ringing!', isMissedTold ? 'missed!' : 'ended!'], {}],
      ['declined', ['ringing!', 'ended!'], isMissedTold ? {declined: true} : {}],
      ['answered', ['ringing!', 'answered!', 'ended!'], {}],
      ['queue-elsewhere', ['ringing!', 'ended!'], isMissedTold ? {elsewhere: true} : {}],
      ['switch', ['ringing!', 'answered!', 'ended!'], {}],
      ['transfer', ['ringing!', 'answered!', 'ended!'], {from: '+16505550100'}],
    ] as const) {
      it(`tells each step of one call once: ${name}`, async () => {
        browser.simulator.playInbound(name);
        await browser.advance(90_000);
        expect(told(tab)).to.deep.equal(phases);
        expect(shown(tab)[0]).to.include({...facts});
        if (!('elsewhere' in facts)) expect(shown(tab)[0]).to.not.have.property('elsewhere');
      });
    }

    it('shows two at once, the newest first', async () => {
      browser.simulator.playInbound('two-at-once');
      await browser.advance(4_000);
      expect(shown(tab).map(({from}) => from)).to.deep.equal(['+12125550141', '+16505550100']);
    });

    it('is told once over tabs, duplicates and presence that goes back and forth', async () => {
      browser.simulator.configure({pushDuplicates: true, presenceFlickers: true});
      const other = await openWatchingTab(browser);
      await browser.advance(1_000);
      browser.simulator.playInbound('known');
      await browser.advance(90_000);
      expect(told(tab).map((phase) => phase.replace('!', ''))).to.deep.equal(['ringing', 'answered', 'ended']);
      expect(told(other).map((phase) => phase.replace('!', ''))).to.deep.equal(['ringing', 'answered', 'ended']);
      const primary = [...told(tab), ...told(other)].filter((phase) => phase.endsWith('!'));
      expect(primary).to.have.length(3);
      expect(browser.simulator.gateway.sockets()).to.have.length(1);
    });

    it('is primary in the tab that has learned it, although its storage does not reach the others', async () => {
      const others: Tab[] = [];
      for (let count = 0; count < 2; count++) {
        const other = browser.openTab({sockets: true, storage: 'memory'});
        other.store.inbound.listen(() => undefined);
        others.push(await other.connect({sdk: other.platform(), push: 'auto'}));
      }
      await browser.advance(1_000);
      browser.simulator.playInbound('known');
      await browser.advance(90_000);
      for (const each of [tab, ...others]) {
        expect(told(each).map((phase) => phase.replace('!', ''))).to.deep.equal(['ringing', 'answered', 'ended']);
      }
      const primary = [tab, ...others].flatMap(told).filter((phase) => phase.endsWith('!'));
      expect(primary).to.deep.equal(['ringing!', 'answered!', 'ended!']);
    });

    it('goes on in another tab when the tab with the connection closes', async () => {
      const other = await openWatchingTab(browser);
      browser.simulator.playInbound('ringing');
      await browser.advance(1_000);
      tab.close();
      await browser.advance(20_000);
      expect(shown(other)[0]).to.include({phase: 'ringing'});
      browser.simulator.inbound().answer();
      await browser.advance(1_000);
      expect(told(other).at(-1)).to.equal('answered!');
    });

    it('is told of a ring soon, although the next ticket has to wait', async () => {
      tab.close();
      const next = await openWatchingTab(browser);
      await browser.advance(2_000);
      expect(browser.simulator.gateway.sockets()).to.have.length(0);
      browser.simulator.playInbound('ringing');
      await browser.advance(4_000);
      expect(told(next)).to.deep.equal(['ringing!']);
      browser.simulator.inbound().answer();
      await browser.advance(6_000);
      expect(told(next).at(-1)).to.equal('answered!');
      await browser.advance(20_000);
      expect(browser.simulator.gateway.sockets()).to.have.length(1);
      expect(told(next)).to.deep.equal(['ringing!', 'answered!']);
    });

    it('starts anew where a colleague puts somebody through whose call rings', async () => {
      browser.simulator.playInbound('transfer-blind');
      await browser.advance(11_500);
      expect(told(tab)).to.deep.equal(['ringing!', 'answered!', 'ended!', 'ringing!']);
      expect(shown(tab)[0]).to.include({phase: 'ringing', from: '+16505550100'})
        .and.to.not.have.any.keys('answeredAt', 'extension');
      await browser.advance(30_000);
      expect(told(tab).slice(4)).to.deep.equal(['answered!', 'ended!']);
    });

    it('tells in one event that a call is in the list', async () => {
      const listed: boolean[] = [];
      tab.store.on((event) => {
        if (event.type === 'inbound-change') listed.push(shown(tab).includes(event.inbound));
      });
      const lengths: number[] = [];
      tab.store.inbound.listen((list) => lengths.push(told(tab).length - list.length));
      browser.simulator.playInbound('known');
      await browser.advance(40_000);
      expect(listed).to.deep.equal([true, true, true]);
      expect(lengths, 'the list comes first, and the event with it').to.deep.equal([-1, 0, 1]);
    });

    it('finds the call that still rings when the socket is back', async () => {
      browser.simulator.gateway.dropAll({forget: true});
      browser.simulator.playInbound('ringing');
      await browser.advance(60_000);
      expect(told(tab)).to.deep.equal(['ringing!']);
    });

    it('finds out that a call is over when the socket is back', async () => {
      browser.simulator.playInbound('ringing');
      await browser.advance(1_000);
      browser.simulator.gateway.dropAll({forget: true});
      await browser.advance(100);
      browser.simulator.inbound().callerHangsUp();
      await browser.advance(60_000);
      expect(told(tab)).to.have.length(2);
      expect(shown(tab)[0]?.phase).to.be.oneOf(isMissedTold ? ['missed', 'ended'] : ['ended']);
    });

    it('is dismissed in all tabs, and rings on', async () => {
      const other = await openWatchingTab(browser);
      browser.simulator.playInbound('ringing');
      await browser.advance(1_000);
      other.store.dismissInbound(shown(other)[0]!.key);
      await browser.advance(100);
      expect(shown(tab)).to.deep.equal([]);
      expect(shown(other)).to.deep.equal([]);
      browser.simulator.inbound().answer();
      await browser.advance(1_000);
      expect(told(tab).at(-1)).to.match(/^answered/);
      expect(shown(tab)).to.deep.equal([]);
    });

    it('knows a call that rang before the page was loaded anew', async () => {
      browser.simulator.playInbound('ringing');
      await browser.advance(1_000);
      tab.close();
      const next = await openWatchingTab(browser);
      await browser.advance(20_000);
      expect(shown(next)[0]).to.include({phase: 'ringing'});
      expect(told(next), 'it was told before').to.deep.equal([]);
    });

    for (const sessions of ['one', 'mirrored'] as const) {
      for (const mirrorOrigin of ['RingOut', 'Call'] as const) {
        it(`never shows the user’s own leg: ${sessions}, ${mirrorOrigin}`, async () => {
          browser.simulator.configure({sessions, mirrorOrigin});
          const other = await openWatchingTab(browser);
          await browser.runUntil(tab.store.call({to: numberOf('answered')}));
          await browser.advance(60_000);
          browser.simulator.playInbound(sessions === 'one' ? 'own-ring-out' : 'own-ring-out-mirrored');
          await browser.advance(60_000);
          expect([...told(tab), ...told(other)]).to.deep.equal([]);
        });
      }
    }

    for (const sessions of ['one', 'mirrored'] as const) {
      it(`shows a true second call from the number that rings: ${sessions}`, async () => {
        browser.simulator.configure({sessions, mirrorOrigin: 'Call'});
        await browser.runUntil(tab.store.call({to: numberOf('answered-long')}));
        await browser.advance(1_000);
        browser.simulator.ring({from: numberOf('answered-long')});
        await browser.advance(20_000);
        expect(told(tab)).to.deep.equal(['ringing!']);
        expect(shown(tab)[0]).to.include({from: numberOf('answered-long')});
      });
    }

    it('closes the socket a minute after nobody watches any more', async () => {
      const watching = browser.openTab({sockets: true});
      const stop = watching.store.inbound.subscribe(() => undefined);
      await watching.connect({sdk: watching.platform(), push: 'auto'});
      tab.close();
      await browser.advance(20_000);
      expect(browser.simulator.gateway.sockets()).to.have.length(1);
      stop();
      stop();
      await browser.advance(61_000);
      expect(browser.simulator.gateway.sockets()).to.have.length(0);
    });

    it('leaves nothing of a user who signs out', async () => {
      browser.simulator.playInbound('ringing');
      await browser.advance(1_000);
      await browser.runUntil(tab.store.signOut());
      await browser.advance(1_000);
      expect(shown(tab)).to.deep.equal([]);
      expect([...browser.storage.keys()].filter((key) => key.includes('inbound'))).to.deep.equal([]);
      expect(browser.simulator.gateway.sockets()).to.have.length(0);
    });
  });
}
