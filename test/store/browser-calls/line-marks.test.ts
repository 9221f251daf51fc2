/** What a line adds to its call, what the tabs tell each other of lines, and which call a key means. */
import {expect} from '@open-wc/testing';
import {isKeyOf, latestOf, type LineState, marksOf, readLineStates} from '../../../src/store/inbound/line-marks.js';
import {LineTabs} from '../../../src/store/inbound/line-tabs.js';
import {VirtualBrowser} from '../../support/virtual.js';
import {withWrongValues} from '../inbound/wrong-values.js';

const RINGING: LineState = {sessionId: 's-1', stage: 'ringing', held: false, muted: false};
const TALK = ['hang-up', 'hold', 'mute', 'keypad'];
const line = (stage: LineState['stage'], changes: Partial<LineState> = {}): LineState => ({...RINGING, stage, ...changes});

describe('what a line adds to its call', () => {
  for (const [what, state, tab, phase, isFree, expected] of [
    ['it rings here', line('ringing'), 'this', 'ringing', true, {tab: 'this', can: ['answer', 'decline']}],
    ['it rings here while another call has sound', line('ringing'), 'this', 'ringing', false, {tab: 'this', can: ['decline']}],
    ['it rings in another tab', line('ringing'), 'other', 'ringing', true, {tab: 'other'}],
    ['it rings, and another phone was answered', line('ringing'), 'this', 'answered', true, {}],
    ['it rings, and the call is over', line('ringing'), 'this', 'ended', true, {}],
    ['it rings, and the call was missed', line('ringing'), 'this', 'missed', true, {}],
    ['it rings in another tab, and the call is over', line('ringing'), 'other', 'ended', true, {}],
    ['it is being answered', line('answering'), 'this', 'ringing', true, {tab: 'this'}],
    ['it is being answered, which push tells first', line('answering'), 'this', 'answered', true, {tab: 'this'}],
    ['it is being answered, and the caller gave up', line('answering'), 'this', 'missed', true, {}],
    ['it is being declined', line('declining'), 'this', 'ringing', true, {tab: 'this'}],
    ['it is being declined, and another phone was answered', line('declining'), 'this', 'answered', true, {}],
    ['it has sound before push tells of the answer', line('talking'), 'this', 'ringing', true, {tab: 'this', can: TALK, held: false, muted: false}],
    ['it has sound', line('talking'), 'this', 'answered', true, {tab: 'this', can: TALK, held: false, muted: false}],
    ['it has sound in another tab', line('talking', {held: true, muted: true}), 'other', 'answered', false, {tab: 'other', can: TALK, held: true, muted: true}],
    // The microphone is on, whatever the platform calls it.
    ['it has sound, and the platform calls it over', line('talking'), 'this', 'ended', true, {tab: 'this', can: TALK, held: false, muted: false}],
  ] as const) {
    it(what, () => expect(marksOf(state, tab, phase, isFree)).to.deep.equal(expected));
  }
});

describe('the line of a session', () => {
  const again = line('ringing', {held: true});

  for (const [what, states, expected] of [
    ['none', [], undefined],
    ['the only one', [RINGING], RINGING],
    ['the one that rings last', [RINGING, again], again],
    ['the one with sound', [line('talking'), again], line('talking')],
    ['the one that is being answered', [line('answering'), again], line('answering')],
  ] as const) {
    it(what, () => expect(latestOf(states)).to.deep.equal(expected));
  }
});

describe('the session of a key', () => {
  for (const [key, sessionId, expected] of [
    ['s-1', 's-1', true], ['s-1~2', 's-1', true], ['s-1~12', 's-1', true],
    ['s-12', 's-1', false], ['s-1', 's-12', false], ['s-1~', 's-1', false], ['s-1~x', 's-1', false], ['s-1~2', 's-1~2', true], ['', 's-1', false],
  ] as const) {
    it(`${key} and ${sessionId}: ${expected}`, () => expect(isKeyOf(key, sessionId)).to.equal(expected));
  }
});

describe('lines that another tab tells of', () => {
  it('are read as they are', () => {
    const lines = [RINGING, line('talking', {held: true})];
    expect(readLineStates(structuredClone(lines))).to.deep.equal(lines);
  });

  for (const [what, value] of [
    ['nothing', undefined], ['a text', 's-1'], ['no session', [{stage: 'ringing'}]], ['a path as session', [{...RINGING, sessionId: '../1'}]],
    ['no stage', [{...RINGING, stage: undefined}]], ['a stage of another version', [{...RINGING, stage: 'parked'}]],
  ] as const) {
    it(`are left out: ${what}`, () => expect(readLineStates(value)).to.deep.equal([]));
  }

  it('never throw', () => {
    for (const damaged of withWrongValues([RINGING])) {
      for (const {sessionId, held, muted} of readLineStates(damaged)) expect([typeof sessionId, typeof held, typeof muted]).to.deep.equal(['string', 'boolean', 'boolean']);
    }
  });
});

describe('the tabs that tell each other of lines', () => {
  let browser: VirtualBrowser;

  beforeEach(() => { browser = new VirtualBrowser(); });
  afterEach(() => browser.close());

  function openTab() {
    const tab = {lines: [] as LineState[], changeCount: 0};
    const environment = browser.openTab().environment();
    const channel = environment.channel('lines', (message) => tabs.adopt(message));
    const tabs: LineTabs = new LineTabs(environment, {
      post: (message) => channel.post(message), ownLines: () => tab.lines, onChange: () => { tab.changeCount++; },
    });
    return {tab, tabs, tell: (...lines: LineState[]) => { tab.lines = lines; tabs.tell(); }};
  }

  it('know those of the tab that told of some last', async () => {
    const [first, next, third] = [openTab(), openTab(), openTab()];
    first.tell(RINGING);
    await browser.settle();
    expect([first, next, third].map(({tabs}) => tabs.lines)).to.deep.equal([[], [RINGING], [RINGING]]);
    next.tell(line('talking'));
    // The last phone may say late that nothing rings there any more.
    first.tell();
    await browser.settle();
    expect(third.tabs.lines).to.deep.equal([line('talking')]);
    next.tell();
    await browser.settle();
    expect(third.tabs.lines).to.deep.equal([]);
  });

  it('ask when they are opened, and are answered by the one with lines', async () => {
    const first = openTab();
    openTab();
    first.tell(RINGING);
    await browser.settle();
    const late = openTab();
    await browser.settle();
    expect(late.tabs.lines).to.deep.equal([RINGING]);
    expect(late.tab.changeCount).to.equal(1);
  });

  it('forget, all of them, a tab that is gone', async () => {
    const [first, next, third] = [openTab(), openTab(), openTab()];
    first.tell(RINGING);
    await browser.settle();
    next.tabs.forgetOther();
    await browser.settle();
    expect([next, third].map(({tabs}) => tabs.lines)).to.deep.equal([[], []]);
  });

  it('hear nothing of messages that they cannot read', async () => {
    const {tabs} = openTab();
    const channel = browser.openTab().environment().channel('lines', () => undefined);
    for (const damaged of withWrongValues({isQuestion: true, tab: 'one', lines: [RINGING]})) channel.post(damaged);
    await browser.settle();
    expect(tabs.lines.every(({sessionId}) => sessionId.length > 0)).to.equal(true);
  });
});
