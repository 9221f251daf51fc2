/** Calls to the user that ring in this tab: answered, declined, and over in other ways. */
import {expect} from '@open-wc/testing';
import {STORAGE_DELAY_MS} from '../../../src/store/run-locked.js';
import type {VirtualBrowser} from '../../support/virtual.js';
import {loadParts, newBrowser, Page, ringOn, TALK} from './inbound-pages.js';

describe('a call to the user that rings in this browser', () => {
  let browser: VirtualBrowser;
  let page: Page;

  before(loadParts);
  beforeEach(async () => {
    browser = newBrowser();
    page = await Page.open(browser);
  });
  afterEach(() => browser.close());

  const ring = (scenario?: string) => ringOn(browser, page, scenario);
  const platform = () => browser.simulator.inbound();

  it('can be answered and declined here', async () => {
    await ring();
    expect(page.call).to.deep.include({phase: 'ringing', tab: 'this', can: ['answer', 'decline']});
    expect(page.call).not.to.have.any.keys('held', 'muted');
    expect(page.told).to.deep.equal(['ringing: answer decline']);
  });

  it('rings before push has told of it', async () => {
    const [call] = browser.simulator.playInbound('ringing') as {id: string}[];
    page.phone.ring(call!);
    expect(page.shown).to.deep.equal([]);
    await browser.advance(1_000);
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
  });

  it('rings after push has told of it', async () => {
    const [call] = browser.simulator.playInbound('ringing') as {id: string}[];
    await browser.advance(1_000);
    expect(page.marks).to.deep.equal([undefined, undefined]);
    page.phone.ring(call!);
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
    expect(page.told, 'no phase is told twice').to.deep.equal(['ringing: -']);
  });

  it('is answered here: it can be acted on once it has sound, and push tells of the answer', async () => {
    const {line} = await ring();
    expect(await page.answer()).to.equal(null);
    expect(page.call).to.deep.include({tab: 'this', can: TALK, held: false, muted: false});
    await browser.advance(1_000);
    expect(page.call).to.deep.include({phase: 'answered', tab: 'this', can: TALK});
    expect(page.told).to.deep.equal(['ringing: answer decline', `answered: ${TALK.join(' ')}`]);
    expect(line.asked).to.deep.equal(['answer']);
  });

  for (const isByCaller of [false, true]) {
    it(`is answered, and ${isByCaller ? 'ended by the caller' : 'hung up'}, also while push is silent`, async () => {
      const {line} = await ring();
      browser.simulator.configure({pushSilent: true});
      await page.answer();
      expect(page.call).to.deep.include({phase: 'answered', can: TALK, answeredAt: browser.now});
      await browser.advance(10_000);
      expect(page.call).to.deep.include({phase: 'answered', can: TALK});
      if (isByCaller) {
        platform().callerHangsUp();
        line.end({by: 'platform'});
      } else await page.do(page.tab.store.hangUp(page.call.key));
      expect(page.marks).to.deep.equal([undefined, undefined]);
      await browser.advance(4_000);
      expect(page.call.phase).to.equal('ended');
      expect(page.told.map((text) => text.split(':')[0])).to.deep.equal(['ringing', 'answered', 'ended']);
    });
  }

  it('goes on where its line is over and push says that another phone has it', async () => {
    const {line, id} = await ring();
    await page.answer();
    await browser.advance(1_000);
    line.end({by: 'platform'});
    await browser.advance(2_000);
    browser.simulator.inbound(id).switchPhone();
    await browser.advance(10_000);
    expect(page.call).to.include({phase: 'answered'}).and.not.have.any.keys('can', 'tab');
  });

  it('that was dismissed while the microphone was asked for has its buttons again', async () => {
    const {line, id} = await ring();
    let allow!: () => void;
    line.microphone = new Promise((resolve) => { allow = resolve; });
    const answering = page.tab.store.answer(id);
    await browser.settle();
    page.tab.store.dismissInbound(id);
    expect(page.shown).to.deep.equal([]);
    allow();
    await answering;
    await browser.settle();
    expect(page.call).to.deep.include({phase: 'answered', can: TALK});
    await page.do(page.tab.store.hangUp(id));
    expect(page.shown).to.deep.equal([]);
  });

  it('is answered once by two clicks', async () => {
    const {line} = await ring();
    const {store} = page.tab;
    const answers = [page.do(store.answer(page.call.key)), page.do(store.answer(page.call.key))];
    expect(await Promise.all(answers)).to.deep.equal([null, null]);
    expect(await page.answer(), 'it talks already').to.equal(null);
    expect(line.asked).to.deep.equal(['answer']);
  });

  it('can be neither answered nor declined while it is being answered', async () => {
    const {line} = await ring();
    let allow!: () => void;
    line.microphone = new Promise((resolve) => { allow = resolve; });
    const answering = page.tab.store.answer(page.call.key);
    await browser.settle();
    expect(page.marks).to.deep.equal(['this', undefined]);
    expect((await page.decline())?.code).to.equal('not-now');
    allow();
    await answering;
    expect(page.marks).to.deep.equal(['this', TALK]);
  });

  it('is declined on all phones', async () => {
    const {line} = await ring();
    expect(await page.decline()).to.equal(null);
    expect(page.marks).to.deep.equal([undefined, undefined]);
    await browser.advance(1_000);
    expect(page.call.phase).to.equal('ended');
    expect(line.asked).to.deep.equal(['decline']);
  });

  it('rings on where it could not be declined', async () => {
    const {line} = await ring();
    line.problem = {code: 'offline'};
    expect((await page.decline())?.code).to.equal('not-now');
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
    line.problem = null;
    expect(await page.decline()).to.equal(null);
  });

  for (const action of ['decline', 'hang-up'] as const) {
    it(`is over, and so no ${action} has failed, where the caller is quicker`, async () => {
      const {line, id} = await ring();
      if (action === 'hang-up') await page.answer();
      let go!: () => void;
      line.network = new Promise((resolve) => { go = resolve; });
      line.problem = {code: 'timeout'};
      const {store} = page.tab;
      const acting = page.do(action === 'decline' ? store.decline(id) : store.hangUp(id));
      await browser.settle();
      line.end({by: 'platform'});
      go();
      expect(await acting).to.equal(null);
      expect(line.asked.at(-1)).to.equal(action);
      expect(page.marks).to.deep.equal([undefined, undefined]);
    });
  }

  it('does not open the microphone for a caller who gives up in the moment of the click', async () => {
    const {line, id} = await ring();
    const answering = page.tab.store.answer(id).then(() => null, (thrown: {code: string}) => thrown);
    while (page.call.can) await Promise.resolve();
    line.end({by: 'platform'});
    expect((await answering)?.code).to.equal('not-now');
    expect(line.asked).to.deep.equal([]);
    await ring();
    expect(page.marks, 'the sound is free').to.deep.equal(['this', ['answer', 'decline']]);
    expect(await page.answer()).to.equal(null);
  });

  it('is over for this tab at once when the caller gives up', async () => {
    const {line, id} = await ring();
    const {key} = page.call;
    browser.simulator.inbound(id).callerHangsUp();
    line.end({by: 'platform'});
    expect(page.marks).to.deep.equal([undefined, undefined]);
    expect((await page.answer(key))?.code).to.equal('not-now');
    expect((await page.decline(key))?.code).to.equal('not-now');
    await browser.advance(1_000);
    expect(page.call.phase).to.equal('missed');
    expect(line.asked).to.deep.equal([]);
  });

  it('is over for this tab when push tells first that the caller gave up', async () => {
    const {id} = await ring();
    browser.simulator.inbound(id).callerHangsUp();
    await browser.advance(4_000);
    expect(page.call.phase).to.equal('missed');
    expect(page.marks).to.deep.equal([undefined, undefined]);
    expect((await page.answer())?.code).to.equal('not-now');
  });

  it('tells why it was not answered where the caller gives up meanwhile', async () => {
    const {line} = await ring();
    let allow!: () => void;
    line.microphone = new Promise((resolve) => { allow = resolve; });
    const {key} = page.call;
    const answering = page.tab.store.answer(key).then(() => null, (thrown: {code: string}) => thrown);
    await browser.settle();
    platform().callerHangsUp();
    line.end({by: 'platform'});
    allow();
    expect((await answering)?.code).to.equal('not-now');
    await browser.advance(1_000);
    const next = await ring();
    expect(page.marks, 'the sound is free again').to.deep.equal(['this', ['answer', 'decline']]);
    expect(await page.answer()).to.equal(null);
    expect(next.line.asked).to.deep.equal(['answer']);
  });

  for (const isPushFirst of [true, false]) {
    it(`is not answered here once another phone was, ${isPushFirst ? 'which push tells first' : 'which the phone knows first'}`, async () => {
      const {line} = await ring();
      platform().answer({});
      if (!isPushFirst) {
        line.end({by: 'platform'});
        expect(page.marks).to.deep.equal([undefined, undefined]);
      }
      await browser.advance(1_000);
      expect(page.call.phase).to.equal('answered');
      expect(page.marks).to.deep.equal([undefined, undefined]);
      expect((await page.answer())?.code).to.equal('not-now');
      expect(line.asked).to.deep.equal([]);
    });
  }

  it('from a queue is not answered here once a colleague has taken it', async () => {
    const {line} = await ring('queue');
    expect(page.call).to.deep.include({queue: 'Support', can: ['answer', 'decline']});
    platform().answerElsewhere();
    line.end({by: 'platform'});
    await browser.advance(1_000);
    expect(page.call).to.deep.include({phase: 'ended', elsewhere: true}).and.not.have.property('can');
  });

  it('from a queue is answered here', async () => {
    await ring('queue');
    expect(await page.answer()).to.equal(null);
    await browser.advance(1_000);
    expect(page.call).to.deep.include({phase: 'answered', can: TALK, queue: 'Support'});
  });

  for (const problem of [
    {code: 'microphone-blocked'}, {code: 'microphone-blocked', why: 'blocked-by-page'}, {code: 'microphone-missing'}, {code: 'timeout'},
  ] as const) {
    it(`rings on where its answer fails: ${problem.code}${'why' in problem ? `, ${problem.why}` : ''}`, async () => {
      const {line} = await ring();
      line.problem = problem;
      const error = await page.answer();
      expect(error).to.include(problem);
      expect(error?.message).to.match(/^[A-Z].{20,}/);
      expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
      line.problem = null;
      expect(await page.answer()).to.equal(null);
      expect(page.marks).to.deep.equal(['this', TALK]);
      expect(page.tab.events.filter(({type}) => type === 'call-error'), 'no event of calls that the user makes').to.deep.equal([]);
    });
  }

  it('is held, muted, sent digits, heard and hung up here', async () => {
    const {line} = await ring();
    const {store} = page.tab;
    expect(store.soundLevels()).to.equal(null);
    await page.answer();
    const {key} = page.call;
    expect(store.soundLevels()).to.deep.equal({microphone: 0.5, speaker: 0.25});
    for (const acting of [() => store.hold(key), () => store.mute(key), () => store.sendDigits(key, '12#')]) expect(await page.do(acting())).to.equal(null);
    expect(page.call).to.deep.include({held: true, muted: true});
    await page.do(store.hold(key, false));
    await page.do(store.mute(key, false));
    expect(page.call).to.deep.include({held: false, muted: false});
    expect(await page.do(store.hangUp(key))).to.equal(null);
    expect(page.marks).to.deep.equal([undefined, undefined]);
    expect(page.call).not.to.have.any.keys('held', 'muted');
    await browser.advance(1_000);
    expect(page.call.phase).to.equal('ended');
    expect(store.soundLevels()).to.equal(null);
    expect(line.asked).to.deep.equal(['answer', 'hold true', 'mute true', 'digits 12#', 'hold false', 'mute false', 'hang-up']);
  });

  it('is hung up for the user in a moment, also while RingCentral cannot be told', async () => {
    const {line} = await ring();
    await page.answer();
    line.network = new Promise(() => undefined);
    let isDone = false;
    void page.tab.store.hangUp(page.call.key).then(() => { isDone = true; });
    await browser.advance(2_000);
    expect(line.asked).to.deep.equal(['answer', 'hang-up']);
    expect(isDone).to.equal(true);
  });

  it('is as it was where the phone could not hold it', async () => {
    const {line} = await ring();
    await page.answer();
    line.problem = {code: 'offline'};
    const {store} = page.tab;
    expect((await page.do(store.hold(page.call.key)))?.code).to.equal('not-now');
    expect((await page.do(store.mute(page.call.key)))?.code).to.equal('not-now');
    expect(page.call).to.deep.include({held: false, muted: false, can: TALK});
  });

  it('takes no digits that no keypad has', async () => {
    const {line} = await ring();
    await page.answer();
    for (const digits of ['', 'abc', '1 2', '٣']) expect(await page.do(page.tab.store.sendDigits(page.call.key, digits))).not.to.equal(null);
    expect(line.asked).to.deep.equal(['answer']);
  });

  it('cannot be acted on before it has sound', async () => {
    const {line} = await ring();
    const {store} = page.tab;
    const {key} = page.call;
    for (const acting of [() => store.hangUp(key), () => store.hold(key), () => store.mute(key), () => store.sendDigits(key, '1')]) {
      expect((await page.do(acting()))?.code).to.equal('not-now');
    }
    expect(line.asked).to.deep.equal([]);
  });

  it('shows that its sound has a problem, and no longer once it is over', async () => {
    const {line} = await ring();
    await page.answer();
    line.tellProblem({code: 'microphone-missing'});
    expect(page.tab.store.browserPhone.get()?.error?.code).to.equal('microphone-missing');
    line.end({by: 'platform'});
    await browser.settle();
    expect(page.tab.store.browserPhone.get()).to.deep.include({state: 'registered'}).and.not.have.property('error');
  });

  it('without a session belongs to no call that is shown', async () => {
    const [call] = browser.simulator.playInbound('ringing') as {id: string}[];
    page.phone.ring(call!, false);
    await browser.advance(1_000);
    expect(page.marks).to.deep.equal([undefined, undefined]);
    expect((await page.answer())?.code).to.equal('not-now');
  });

  it('is not to be found under the key of another one', async () => {
    const {id} = await ring();
    for (const key of ['none', `${id}~2`, id.slice(0, -1), '']) expect((await page.answer(key))?.code, key).to.equal('not-now');
    expect(page.tab.events.filter(({type}) => type === 'call-error')).to.deep.equal([]);
  });

  it('that rings again in its session is answered by its own key', async () => {
    const {line} = await ring('transfer-blind');
    await browser.advance(4_000);
    line.end({by: 'platform'});
    await browser.advance(6_500);
    const [again, before] = page.shown;
    expect([again!.phase, before!.phase]).to.deep.equal(['ringing', 'ended']);
    const second = page.phone.ring({id: before!.key});
    expect(page.shown.map(({can}) => can)).to.deep.equal([['answer', 'decline'], undefined]);
    expect((await page.answer(before!.key))?.code, 'the one that is over').to.equal('not-now');
    expect(await page.answer(again!.key)).to.equal(null);
    expect(second.asked).to.deep.equal(['answer']);
    expect(page.shown.map(({can}) => can)).to.deep.equal([TALK, undefined]);
  });

  it('leaves nothing in storage that only this tab knows', async () => {
    await ring();
    await page.answer();
    await browser.advance(1_000);
    const stored = [...browser.storage].filter(([key]) => key.includes('/inbound/'));
    expect(stored).to.have.length(1);
    expect(stored[0]![1]).to.include('"answered"').and.not.match(/"(?:can|tab|held|muted)"/);
  });

  it('is the same object while it is the same', async () => {
    await ring();
    const before = page.call;
    let changeCount = 0;
    page.tab.store.inbound.listen(() => { changeCount++; });
    await browser.runUntil(page.tab.store.call({to: '+16505550142', from: '+16505550150'}));
    await browser.advance(3_000);
    expect(page.tab.store.calls.get()).to.have.length(1);
    expect(page.call).to.equal(before);
    expect(changeCount).to.equal(0);
  });

  it('shows nothing where the page does not watch, and breaks nothing', async () => {
    await browser.close();
    browser = newBrowser();
    page = await Page.open(browser, {isWatched: false});
    const {line, id} = await ring();
    expect(page.shown).to.deep.equal([]);
    expect((await page.answer(id))?.code).to.equal('not-now');
    const stop = page.tab.store.inbound.subscribe(() => undefined);
    await browser.advance(6_000);
    expect(page.marks, 'once somebody watches').to.deep.equal(['this', ['answer', 'decline']]);
    await page.answer();
    stop();
    expect(page.shown).to.deep.equal([]);
    line.end({by: 'platform'});
    await browser.advance(1_000);
    expect(page.shown).to.deep.equal([]);
  });

  it('ends with the sign-out, and leaves nothing behind', async () => {
    const {line} = await ring();
    await page.answer();
    await browser.runUntil(page.tab.store.signOut());
    await browser.advance(1_000);
    expect(line.asked).to.deep.equal(['answer', 'hang-up']);
    expect(page.shown).to.deep.equal([]);
    expect([...browser.storage.keys()].filter((key) => /inbound|lines|phone/.test(key))).to.deep.equal([]);
    await browser.advance(STORAGE_DELAY_MS);
    expect(page.tab.leftovers.timers).to.equal(0);
  });

  it('rings on at other phones when the user signs out', async () => {
    const {line, id} = await ring();
    await browser.runUntil(page.tab.store.signOut());
    await browser.advance(1_000);
    expect(line.asked).to.deep.equal([]);
    expect(browser.simulator.inbound(id).answer({}), 'another phone answers').to.equal(true);
  });
});
