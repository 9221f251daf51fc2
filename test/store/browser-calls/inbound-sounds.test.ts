/** One sound at a time: calls to the user beside each other, and beside calls of the user. */
import {expect} from '@open-wc/testing';
import type {VirtualBrowser} from '../../support/virtual.js';
import {loadParts, newBrowser, Page, ringOn, TALK} from './inbound-pages.js';

describe('two calls to the user in this browser', () => {
  let browser: VirtualBrowser;
  let page: Page;

  before(loadParts);
  beforeEach(async () => {
    browser = newBrowser();
    page = await Page.open(browser);
  });
  afterEach(() => browser.close());

  const ringTwice = async () => {
    const first = await ringOn(browser, page);
    const second = await ringOn(browser, page);
    return {first, second, keys: [first.id, second.id] as const};
  };
  /** What can be done about them, the first one first. */
  const marks = () => [...page.shown].sort((one, next) => one.startedAt - next.startedAt).map(({can}) => can);

  it('can each be answered while neither has sound', async () => {
    await ringTwice();
    expect(marks()).to.deep.equal([['answer', 'decline'], ['answer', 'decline']]);
  });

  it('are not answered at the same time: the other one can be declined', async () => {
    const {first, second, keys} = await ringTwice();
    expect(await page.answer(keys[0])).to.equal(null);
    expect(marks()).to.deep.equal([TALK, ['decline']]);
    const refusal = await page.answer(keys[1]);
    expect(refusal?.code).to.equal('call-in-progress');
    expect(refusal?.message).to.match(/^[A-Z].{20,}/);
    expect(await page.decline(keys[1])).to.equal(null);
    expect(second.line.asked).to.deep.equal(['decline']);
    expect(first.line.asked).to.deep.equal(['answer']);
  });

  it('are answered one after the other', async () => {
    const {keys} = await ringTwice();
    await page.answer(keys[0]);
    await page.do(page.tab.store.hangUp(keys[0]));
    expect(marks()).to.deep.equal([undefined, ['answer', 'decline']]);
    expect(await page.answer(keys[1])).to.equal(null);
    expect(marks()[1]).to.deep.equal(TALK);
  });

  it('are not both answered by two quick clicks', async () => {
    const {first, second, keys} = await ringTwice();
    const answers = await Promise.all(keys.map((key) => page.answer(key)));
    expect(answers.map((error) => error?.code)).to.deep.equal([undefined, 'call-in-progress']);
    expect([...first.line.asked, ...second.line.asked]).to.deep.equal(['answer']);
    expect(marks()).to.deep.equal([TALK, ['decline']]);
  });

  it('the second one can be answered where the microphone of the first one failed', async () => {
    const {first, keys} = await ringTwice();
    first.line.problem = {code: 'microphone-missing'};
    expect((await page.answer(keys[0]))?.code).to.equal('microphone-missing');
    expect(marks()).to.deep.equal([['answer', 'decline'], ['answer', 'decline']]);
    expect(await page.answer(keys[1])).to.equal(null);
  });

  it('the second one can be answered once the first caller has gone while the microphone is asked for', async () => {
    const {first, keys} = await ringTwice();
    let allow!: () => void;
    first.line.microphone = new Promise((resolve) => { allow = resolve; });
    const answering = page.answer(keys[0]);
    await browser.settle();
    expect(marks()).to.deep.equal([undefined, ['decline']]);
    browser.simulator.inbound(keys[0]).callerHangsUp();
    first.line.end({by: 'platform'});
    allow();
    expect((await answering)?.code).to.equal('not-now');
    expect(marks()[1]).to.deep.equal(['answer', 'decline']);
    expect(await page.answer(keys[1])).to.equal(null);
  });
});

describe('a call to the user beside one that the user makes', () => {
  let browser: VirtualBrowser;
  let page: Page;
  let other: Page;

  before(loadParts);
  beforeEach(async () => {
    browser = newBrowser();
    page = await Page.open(browser);
    other = await Page.open(browser);
  });
  afterEach(() => browser.close());

  const callFrom = (caller: Page) => browser.runUntil(caller.tab.store.call({to: '+16505550142'}));

  it('can be declined while that one has sound, and answered after it', async () => {
    const {store} = page.tab;
    const {key: callKey} = await callFrom(page);
    const {line, id} = await ringOn(browser, page);
    expect(page.marks).to.deep.equal(['this', ['decline']]);
    expect((await page.answer())?.code).to.equal('call-in-progress');
    expect(line.asked).to.deep.equal([]);
    await page.do(store.hangUp(callKey));
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
    expect(await page.answer(id)).to.equal(null);
    expect(page.marks).to.deep.equal(['this', TALK]);
  });

  it('rings in the tab of that call, to which the phone has gone', async () => {
    await callFrom(other);
    expect([page.phone.isRegistered, other.phone.isRegistered]).to.deep.equal([false, true]);
    await ringOn(browser, other);
    expect(other.marks).to.deep.equal(['this', ['decline']]);
    expect(page.marks).to.deep.equal(['other', undefined]);
  });

  it('does not end, nor is it ended by, a RingOut', async () => {
    await ringOn(browser, page);
    await page.answer();
    const call = await browser.runUntil(page.tab.store.call({to: '+16505550142', from: '+16505550150'}));
    expect(call.via).to.equal(undefined);
    await browser.advance(2_000);
    expect(page.marks).to.deep.equal(['this', TALK]);
  });

  it('can be answered while a RingOut goes on: another phone carries that', async () => {
    await browser.runUntil(page.tab.store.call({to: '+16505550142', from: '+16505550150'}));
    await ringOn(browser, page);
    expect(page.marks).to.deep.equal(['this', ['answer', 'decline']]);
    expect(await page.answer()).to.equal(null);
  });

  it('stays as it is while the socket of the phone is gone', async () => {
    await ringOn(browser, page);
    await page.answer();
    page.phone.connect(false);
    await browser.settle();
    expect(page.tab.store.browserPhone.get()?.state).to.equal('reconnecting');
    expect(page.marks).to.deep.equal(['this', TALK]);
    page.phone.connect(true);
    await browser.settle();
    expect(page.tab.store.browserPhone.get()?.state).to.equal('registered');
  });

  it('goes on where the user chooses another phone meanwhile', async () => {
    const {line} = await ringOn(browser, page);
    await page.answer();
    page.tab.store.choose({from: '+16505550150'});
    await browser.advance(5_000);
    expect(line.asked).to.deep.equal(['answer']);
    expect(page.marks).to.deep.equal(['this', TALK]);
    await page.do(page.tab.store.hangUp(page.call.key));
    await browser.advance(5_000);
    expect([page, other].map(({phone}) => phone.isRegistered)).to.deep.equal([false, false]);
  });
});
