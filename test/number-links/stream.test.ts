import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {BURST_MAX_MS, BURST_REST_MS, BurstDetector} from '../../src/elements/number-links/scan/burst-detector.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {countOf, handTime, marked, microtasks, middleOf, page, pointer, testTime} from './support.js';

const FRAME = 16;

function stream() {
  const time = testTime();
  const told: string[] = [];
  const made = new BurstDetector(time, () => told.push('begins'), () => told.push('ends'));
  return {
    time, told, made,
    frames(count: number, ms = FRAME): void {
      for (let frame = 0; frame < count; frame++) {
        time.pass(ms);
        made.record();
      }
    },
  };
}

describe('a stream of numbers', () => {
  it('begins after four frames that each brought numbers', () => {
    const {told, frames} = stream();
    frames(3);
    expect(told).to.deep.equal([]);
    frames(1);
    expect(told).to.deep.equal(['begins']);
    frames(20);
    expect(told).to.deep.equal(['begins']);
  });

  it('is none when much comes in one frame', () => {
    const {told, made, time} = stream();
    time.pass(100);
    for (let piece = 0; piece < 50; piece++) made.record();
    expect(told).to.deep.equal([]);
  });

  it('is none where there is a pause between', () => {
    const {told, frames} = stream();
    frames(100, 110);
    expect(told).to.deep.equal([]);
  });

  it('ends when it has come to rest, and may begin again', () => {
    const {told, time, frames} = stream();
    frames(30);
    time.pass(BURST_REST_MS - 1);
    expect(told).to.deep.equal(['begins']);
    time.pass(1);
    expect(told).to.deep.equal(['begins', 'ends']);
    frames(4);
    expect(told).to.deep.equal(['begins', 'ends', 'begins']);
  });

  it('without an end is a page like any other, until there is a pause', () => {
    const {told, frames} = stream();
    frames(BURST_MAX_MS / FRAME + 20);
    expect(told).to.deep.equal(['begins', 'ends']);
    frames(BURST_MAX_MS / FRAME);
    expect(told).to.deep.equal(['begins', 'ends']);
    frames(1, BURST_REST_MS);
    frames(4);
    expect(told).to.deep.equal(['begins', 'ends', 'begins']);
  });

  it('leaves nothing waiting', () => {
    const {told, time, made, frames} = stream();
    frames(10);
    made.stop();
    time.pass(1000);
    expect(told).to.deep.equal(['begins']);
  });
});

describe('marks in a stream', () => {
  const number = (index: number): string => `+1 650 555 0${100 + index % 100}`;

  async function flowing() {
    const time = handTime();
    // The clock of the frames is the test's, too.
    let now = 0;
    time.now = () => now;
    const element = page('', 'rc-number-links') as RcNumberLinks;
    element.remove();
    element.innerHTML = `<p>${number(0)}</p><ul></ul>`;
    Object.assign(element, {account: fakeStore('signed-out').account, country: 'US', time});
    document.body.append(element);
    await until(() => element.links && marked().length === 1, 'the first is marked');
    const list = element.querySelector('ul')!;
    let count = 0;
    const pass = (ms: number): void => {
      now += ms;
      time.pass(ms);
    };
    return {
      element, list,
      async frames(wanted: number): Promise<void> {
        for (let frame = 0; frame < wanted; frame++) {
          pass(FRAME);
          list.append(Object.assign(document.createElement('li'), {textContent: number(++count)}));
          await microtasks();
        }
      },
      pass,
      rest: () => pass(BURST_REST_MS),
    };
  }

  it('stand aside, and are there again when it rests', async () => {
    const {frames, pass, rest} = await flowing();
    await frames(3);
    expect(marked()).to.have.length(4);
    await frames(17);
    expect(marked()).to.deep.equal([]);
    pass(50);
    rest();
    await until(() => marked().length === 21, 'all are marked');
    expect(marked()).to.have.members(Array.from({length: 21}, (_, index) => number(index)));
  });

  it('come back in the same frame as their count', async () => {
    const {element, frames, pass, rest} = await flowing();
    await frames(80);
    pass(50);
    rest();
    await element.updateComplete;
    expect(marked()).to.include.members([number(0), number(10)]);
    expect(countOf(element)).to.equal(81);
  });

  it('come back for what is still there only', async () => {
    const {element, list, frames, rest} = await flowing();
    await frames(80);
    for (let index = 0; index < 78; index++) list.firstElementChild!.remove();
    element.querySelector('p')!.remove();
    await microtasks();
    rest();
    rest();
    await until(() => marked().length === 2, 'the last two are marked');
    expect(marked()).to.deep.equal([number(79), number(80)]);
  });

  it('leave nothing behind when the element goes in between', async () => {
    const {element, frames, rest} = await flowing();
    await frames(20);
    element.remove();
    rest();
    expect(CSS.highlights.size).to.equal(0);
  });

  it('does not keep anybody from a number that has just come', async () => {
    const {element, frames} = await flowing();
    await frames(20);
    const {all} = element.links!.scanner.pageNumbers;
    expect(all.size, 'it waits for more').to.be.below(21);
    const {x, y, target} = middleOf(element, number(20));
    pointer(target, 'pointermove', x, y);
    expect(marked('rc-number-current')).to.deep.equal([number(20)]);
  });

  it('offers each number within 50 ms of its frame', async () => {
    const {element, frames, pass} = await flowing();
    await frames(20);
    pass(50 - FRAME);
    expect(element.links!.scanner.pageNumbers.all.size).to.equal(21);
  });

  it('counts what has come while it flows, once a second', async () => {
    const {element, frames} = await flowing();
    await frames(10);
    await until(() => countOf(element) > 5, 'the first are in the list');
    const before = countOf(element);
    await frames(50);
    await element.updateComplete;
    expect(countOf(element)).to.equal(before);
    await frames(20);
    await element.updateComplete;
    expect(countOf(element)).to.be.above(50);
  });

  it('is none of what nobody can see, in the very frame', async () => {
    const {list, frames, pass, rest} = await flowing();
    list.hidden = true;
    await frames(80);
    pass(50);
    rest();
    expect(marked()).to.deep.equal([number(0)]);
  });
});
