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
