/** Calls to the user that ring in one tab, as the other tabs see them. */
import {expect} from '@open-wc/testing';
import type {VirtualBrowser} from '../../support/virtual.js';
import {loadParts, newBrowser, Page, ringOn, TALK} from './inbound-pages.js';

describe('a call to the user that rings in another tab', () => {
  let browser: VirtualBrowser;
  /** The tab of the phone, which is the first one. */
  let page: Page;
  let other: Page;

  before(loadParts);
  beforeEach(async () => {
    browser = newBrowser();
    page = await Page.open(browser);
    other = await Page.open(browser);
    expect([page.phone.isRegistered, other.phone.isRegistered]).to.deep.equal([true, false]);
  });
  afterEach(() => browser.close());

  const ring = (scenario?: string) => ringOn(browser, page, scenario);

  it('is answered and declined where it rings, which the other one says', async () => {
    const {line} = await ring();
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
    expect(other.marks).to.deep.equal(['other', undefined]);
    expect((await other.answer())?.code).to.equal('not-now');
    expect((await other.decline())?.code).to.equal('not-now');
    expect(line.asked).to.deep.equal([]);
  });

  it('is told to a tab that is opened while it rings', async () => {
    await ring();
    const next = await Page.open(browser);
    await browser.advance(1_000);
    expect(next.marks).to.deep.equal(['other', undefined]);
    await page.answer();
    expect(next.marks).to.deep.equal(['other', TALK]);
  });

  it('is told to a tab that is opened while the user talks', async () => {
    await ring();
    await page.answer();
    await browser.advance(1_000);
    const next = await Page.open(browser);
    await browser.advance(1_000);
    expect(next.call).to.deep.include({phase: 'answered', tab: 'other', can: TALK, held: false, muted: false});
  });

  it('is held, muted, sent digits and hung up from there once it talks', async () => {
    const {line} = await ring();
    await page.answer();
    const {store} = other.tab;
    const {key} = other.call;
    for (const acting of [() => store.hold(key), () => store.mute(key), () => store.sendDigits(key, '12#')]) expect(await other.do(acting())).to.equal(null);
    await browser.settle();
    for (const each of [page, other]) expect(each.call).to.deep.include({held: true, muted: true});
    expect(await other.do(store.hangUp(key))).to.equal(null);
    await browser.settle();
    for (const each of [page, other]) expect(each.marks).to.deep.equal([undefined, undefined]);
    await browser.advance(1_000);
    for (const each of [page, other]) expect(each.call.phase).to.equal('ended');
    expect(line.asked).to.deep.equal(['answer', 'hold true', 'mute true', 'digits 12#', 'hang-up']);
  });

  it('tells there, too, why it could not be held', async () => {
    const {line} = await ring();
    await page.answer();
    line.problem = {code: 'offline'};
    expect((await other.do(other.tab.store.hold(other.call.key)))?.code).to.equal('not-now');
    expect(other.call).to.deep.include({held: false});
    expect(other.tab.events.filter(({type}) => type === 'call-error')).to.deep.equal([]);
  });

  it('is told of as answered and over in both, each phase once', async () => {
    await ring();
    await page.answer();
    await browser.advance(1_000);
    browser.simulator.inbound().callerHangsUp();
    await browser.advance(4_000);
    const phases = (told: string[]) => told.map((text) => text.split(':')[0]);
    expect(phases(page.told)).to.deep.equal(['ringing', 'answered', 'ended']);
    expect(phases(other.told)).to.deep.equal(['ringing', 'answered', 'ended']);
    const primary = [page, other].flatMap(({tab}) => tab.events).filter((event) => event.type === 'inbound-change' && event.primary);
    expect(primary).to.have.length(3);
  });

  it('rings nowhere here once the caller gave up', async () => {
    const {line, id} = await ring();
    browser.simulator.inbound(id).callerHangsUp();
    line.end({by: 'platform'});
    await browser.settle();
    expect(other.marks).to.deep.equal([undefined, undefined]);
  });

  it('keeps the phone of this tab from calls of its own while it talks', async () => {
    await ring();
    await page.answer();
    for (const each of [page, other]) {
      const refused = each.do(each.tab.store.call({to: '+16505550100'}).then(() => undefined));
      expect((await refused)?.code).to.equal('call-in-progress');
    }
  });

  for (const [what, leave] of [
    ['closes', (tab: Page) => { tab.phone.leave(); tab.tab.close(); }],
    ['dies', (tab: Page) => tab.tab.close()],
  ] as const) {
    it(`rings here no more once its tab ${what}, and the next call rings in this one`, async () => {
      const third = await Page.open(browser);
      const {id} = await ring();
      expect(third.marks).to.deep.equal(['other', undefined]);
      leave(page);
      await browser.advance(5_000);
      expect(other.phone.isRegistered, 'within five seconds').to.equal(true);
      expect(other.call.phase, 'other phones ring on').to.equal('ringing');
      for (const each of [other, third]) expect(each.marks).to.deep.equal([undefined, undefined]);
      browser.simulator.inbound(id).callerHangsUp();
      // The other tab has to have a connection for push.
      await browser.advance(30_000);
      await ringOn(browser, other);
      expect(other.marks).to.deep.equal(['this', ['answer', 'decline']]);
      expect(third.marks).to.deep.equal(['other', undefined]);
      expect(await other.answer()).to.equal(null);
    });

    it(`talks no more once its tab ${what}`, async () => {
      await ring();
      await page.answer();
      await browser.advance(1_000);
      expect(other.marks).to.deep.equal(['other', TALK]);
      leave(page);
      await browser.advance(5_000);
      expect(other.marks).to.deep.equal([undefined, undefined]);
      expect(other.call).not.to.have.any.keys('held', 'muted');
      expect((await other.do(other.tab.store.hangUp(other.call.key)))?.code).to.equal('not-now');
    });
  }

  for (const isSilent of [false, true]) {
    it(`is over, in this tab and at RingCentral, once its tab dies${isSilent ? ', also while push is silent' : ''}`, async () => {
      const {id} = await ring();
      await page.answer();
      await browser.advance(1_000);
      if (isSilent) browser.simulator.configure({pushSilent: true});
      page.tab.close();
      await browser.advance(5_000);
      expect(other.call.phase).to.equal('ended');
      expect(browser.simulator.inbound(id).callerHangsUp(), 'it is over there').to.equal(false);
    });
  }

  it('goes on where its tab lives, and the other one is opened anew', async () => {
    const {id} = await ring();
    await page.answer();
    other.tab.close();
    const next = await Page.open(browser);
    await browser.advance(60_000);
    expect(next.call).to.deep.include({phase: 'answered', tab: 'other', can: TALK});
    expect(browser.simulator.inbound(id).callerHangsUp()).to.equal(true);
  });

  it('is over on a page that is reloaded while the user talks, also while push is silent', async () => {
    await ring();
    await page.answer();
    await browser.advance(1_000);
    other.tab.close();
    browser.simulator.configure({pushSilent: true});
    page.phone.leave();
    page.tab.close();
    const next = await Page.open(browser);
    expect(next.call.phase).to.equal('ended');
  });

  it('goes on at the phone that has taken it, although its tab dies later', async () => {
    const {line, id} = await ring();
    await page.answer();
    await browser.advance(1_000);
    line.end({by: 'platform'});
    browser.simulator.inbound(id).switchPhone();
    page.tab.close();
    await browser.advance(30_000);
    expect(other.call.phase).to.equal('answered');
    expect(browser.simulator.inbound(id).callerHangsUp()).to.equal(true);
  });

  it('rings in the tab that takes the phone, although the last one says later that it rings there no more', async () => {
    const third = await Page.open(browser);
    const {id} = await ring();
    expect(third.marks).to.deep.equal(['other', undefined]);
    // The other tab takes the phone for a call, and the platform rings it as well.
    page.tab.store.choose({from: null});
    await browser.advance(1_000);
    for (const each of [page, other, third]) expect(each.marks).to.deep.equal([undefined, undefined]);
    other.tab.store.choose({from: 'browser'});
    await browser.advance(1_500);
    const [now] = [page, other, third].filter(({phone}) => phone.isRegistered);
    now!.phone.ring({id});
    await browser.settle();
    expect([page, other, third].map(({call}) => call.tab).sort()).to.deep.equal(['other', 'other', 'this']);
  });

  it('talks no more after a sign-out in its tab', async () => {
    const {line} = await ring();
    await page.answer();
    await browser.runUntil(page.tab.store.signOut());
    await browser.advance(1_000);
    expect(line.asked).to.deep.equal(['answer', 'hang-up']);
    expect(page.shown).to.deep.equal([]);
    expect(other.call).not.to.have.any.keys('can', 'tab', 'held', 'muted');
  });

  it('is shown without those marks where a page has no calls in the browser', async () => {
    await ring();
    await page.answer();
    await browser.advance(1_000);
    const plain = browser.openTab({sockets: true});
    plain.store.inbound.listen(() => undefined);
    await plain.connect({sdk: plain.platform(), push: 'auto'});
    await browser.advance(1_000);
    expect(plain.store.inbound.get()[0]).to.include({phase: 'answered'}).and.not.have.any.keys('can', 'tab', 'held', 'muted');
  });
});

describe('a call to the user in a browser without locks', () => {
  let browser: VirtualBrowser;

  before(loadParts);
  beforeEach(() => { browser = newBrowser(); });
  afterEach(() => browser.close());

  it('is answered where it rings, and acted on from the other tab', async () => {
    const page = await Page.open(browser, {noLocks: true});
    const other = await Page.open(browser, {noLocks: true});
    const {line} = await ringOn(browser, page);
    expect(other.marks).to.deep.equal(['other', undefined]);
    await page.answer();
    expect(other.marks).to.deep.equal(['other', TALK]);
    await other.do(other.tab.store.mute(other.call.key));
    expect(line.asked).to.deep.equal(['answer', 'mute true']);
  });

  it('is answered where tabs cannot talk to each other', async () => {
    const page = await Page.open(browser, {noChannel: true});
    const other = await Page.open(browser, {noChannel: true});
    await ringOn(browser, page);
    other.tab.wake();
    await page.answer();
    expect(page.marks).to.deep.equal(['this', TALK]);
  });
});
