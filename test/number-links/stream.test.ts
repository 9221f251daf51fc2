import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {BURST_MAX_MS, BURST_REST_MS, BurstDetector} from '../../src/elements/number-links/scan/burst-detector.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {countOf, manualTime, underlinedTexts, microtasks, middleOf, page, pointer, testTime} from './support.js';

const FRAME = 16;

function createDetector() {
  const time = testTime();
  const reports: string[] = [];
  const detector = new BurstDetector(time, () => reports.push('begins'), () => reports.push('ends'));
  return {
    time, reports, detector,
    frames(count: number, ms = FRAME): void {
      for (let frame = 0; frame < count; frame++) {
        time.pass(ms);
        detector.record();
      }
    },
  };
}

describe('BurstDetector', () => {
  it('reports a burst after four frames with new numbers', () => {
    const {reports, frames} = createDetector();
    frames(3);
    expect(reports).to.deep.equal([]);
    frames(1);
    expect(reports).to.deep.equal(['begins']);
    frames(20);
    expect(reports).to.deep.equal(['begins']);
  });

  it('does not report a burst when one frame adds many', () => {
    const {reports, detector, time} = createDetector();
    time.pass(100);
    for (let piece = 0; piece < 50; piece++) detector.record();
    expect(reports).to.deep.equal([]);
  });

  it('does not report a burst when the frames are far apart', () => {
    const {reports, frames} = createDetector();
    frames(100, 110);
    expect(reports).to.deep.equal([]);
  });

  it('reports the end after a rest, and another burst later', () => {
    const {reports, time, frames} = createDetector();
    frames(30);
    time.pass(BURST_REST_MS - 1);
    expect(reports).to.deep.equal(['begins']);
    time.pass(1);
    expect(reports).to.deep.equal(['begins', 'ends']);
    frames(4);
    expect(reports).to.deep.equal(['begins', 'ends', 'begins']);
  });

  it('ends a burst that never rests, and reports the next one only after a pause', () => {
    const {reports, frames} = createDetector();
    frames(BURST_MAX_MS / FRAME + 20);
    expect(reports).to.deep.equal(['begins', 'ends']);
    frames(BURST_MAX_MS / FRAME);
    expect(reports).to.deep.equal(['begins', 'ends']);
    frames(1, BURST_REST_MS);
    frames(4);
    expect(reports).to.deep.equal(['begins', 'ends', 'begins']);
  });

  it('leaves no timer behind when it is stopped', () => {
    const {reports, time, detector, frames} = createDetector();
    frames(10);
    detector.stop();
    time.pass(1000);
    expect(reports).to.deep.equal(['begins']);
  });
});

describe('a page in a burst', () => {
  const number = (index: number): string => `+1 650 555 0${100 + index % 100}`;

  async function createBurst() {
    const time = manualTime();
    // The test controls the clock of the frames, too.
    let now = 0;
    time.now = () => now;
    const element = page('', 'rc-number-links') as RcNumberLinks;
    element.remove();
    element.innerHTML = `<p>${number(0)}</p><ul></ul>`;
    Object.assign(element, {account: fakeStore('signed-out').account, country: 'US', time});
    document.body.append(element);
    await until(() => element.links && underlinedTexts().length === 1, 'the first is underlined');
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

  it('hides underlines, and shows them again when it rests', async () => {
    const {frames, pass, rest} = await createBurst();
    await frames(3);
    expect(underlinedTexts()).to.have.length(4);
    await frames(17);
    expect(underlinedTexts()).to.deep.equal([]);
    pass(50);
    rest();
    await until(() => underlinedTexts().length === 21, 'all are underlined');
    expect(underlinedTexts()).to.have.members(Array.from({length: 21}, (_, index) => number(index)));
  });

  it('shows underlines in the same frame as their count', async () => {
    const {element, frames, pass, rest} = await createBurst();
    await frames(80);
    pass(50);
    rest();
    await element.updateComplete;
    expect(underlinedTexts()).to.include.members([number(0), number(10)]);
    expect(countOf(element)).to.equal(81);
  });

  it('underlines only the numbers that are still there', async () => {
    const {element, list, frames, rest} = await createBurst();
    await frames(80);
    for (let index = 0; index < 78; index++) list.firstElementChild!.remove();
    element.querySelector('p')!.remove();
    await microtasks();
    rest();
    rest();
    await until(() => underlinedTexts().length === 2, 'the last two are underlined');
    expect(underlinedTexts()).to.deep.equal([number(79), number(80)]);
  });

  it('keeps no highlight when the element is removed meanwhile', async () => {
    const {element, frames, rest} = await createBurst();
    await frames(20);
    element.remove();
    rest();
    expect(CSS.highlights.size).to.equal(0);
  });

  it('finds a new number at once when the user points at it', async () => {
    const {element, frames} = await createBurst();
    await frames(20);
    const {all} = element.links!.scanner.pageNumbers;
    expect(all.size, 'it waits for more').to.be.below(21);
    const {x, y, target} = middleOf(element, number(20));
    pointer(target, 'pointermove', x, y);
    expect(underlinedTexts('rc-number-current')).to.deep.equal([number(20)]);
  });

  it('offers each number within 50 ms of its frame', async () => {
    const {element, frames, pass} = await createBurst();
    await frames(20);
    pass(50 - FRAME);
    expect(element.links!.scanner.pageNumbers.all.size).to.equal(21);
  });

  it('updates the count once a second', async () => {
    const {element, frames} = await createBurst();
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

  it('underlines no hidden number, not even for one frame', async () => {
    const {list, frames, pass, rest} = await createBurst();
    list.hidden = true;
    await frames(80);
    pass(50);
    rest();
    expect(underlinedTexts()).to.deep.equal([number(0)]);
  });
});
