import {expect} from '@open-wc/testing';
import {isSeen, positionCard} from '../../src/elements/number-links/overlay/place-card.js';
import type {Box} from '../../src/elements/number-links/overlay/place-card.js';

const VIEW: Box = {left: 0, top: 0, right: 800, bottom: 600};
const box = (left: number, top: number, width = 100, height = 20): Box =>
  ({left, top, right: left + width, bottom: top + height});

describe('placeCard', () => {
  for (const [what, number, card, view, rightToLeft, left, top] of [
    ['above the number, where people have read', box(50, 300), [200, 80], VIEW, false, 50, 214],
    ['below at the top of the window', box(50, 40), [200, 80], VIEW, false, 50, 66],
    ['at the right edge of the window', box(750, 300, 40), [200, 80], VIEW, false, 592, 214],
    ['at the left edge of the window', box(-20, 300), [200, 80], VIEW, false, 8, 214],
    ['from the right for right-to-left words', box(300, 300), [200, 80], VIEW, true, 200, 214],
    ['from the right at the left edge', box(20, 300), [200, 80], VIEW, true, 8, 214],
    ['within what is seen of a page zoomed by fingers', box(410, 250), [150, 60],
      {left: 400, top: 200, right: 600, bottom: 400}, false, 410, 276],
  ] as const) {
    it(`goes ${what}`, () => {
      const placed = positionCard(number, {width: card[0], height: card[1]}, view, rightToLeft);
      expect([placed.left, placed.top]).to.deep.equal([left, top]);
      expect(placed.maxHeight).to.be.at.least(card[1]);
    });
  }

  it('leaves room for what comes with a call', () => {
    expect(positionCard(box(50, 120), {width: 200, height: 80}, VIEW, false).side).to.equal('below');
  });

  it('stays on its side while there is room', () => {
    expect(positionCard(box(50, 120), {width: 200, height: 80}, VIEW, false, 'above').side).to.equal('above');
    expect(positionCard(box(50, 300), {width: 200, height: 80}, VIEW, false, 'below').side).to.equal('below');
    expect(positionCard(box(50, 90), {width: 200, height: 80}, VIEW, false, 'above').side).to.equal('below');
    expect(positionCard(box(50, 550), {width: 200, height: 80}, VIEW, false, 'below').side).to.equal('above');
  });

  it('never covers the number, however small the window', () => {
    for (let height = 60; height < 400; height += 20) {
      for (let top = 0; top <= height - 20; top += 10) {
        const number = box(10, top);
        const placed = positionCard(number, {width: 150, height: 120}, {left: 0, top: 0, right: 320, bottom: height}, false);
        const bottom = placed.top + Math.min(120, placed.maxHeight);
        expect(bottom <= number.top || placed.top >= number.bottom, `${height} ${top}`).to.equal(true);
      }
    }
  });
});

describe('isSeen', () => {
  for (const [what, number, seen] of [
    ['inside', box(10, 10), true], ['partly above', box(10, -10), true], ['above', box(10, -30), false],
    ['below', box(10, 601), false], ['left of it', box(-200, 10), false], ['right of it', box(801, 10), false],
  ] as const) {
    it(`is ${seen} for what is ${what}`, () => expect(isSeen(number, VIEW)).to.equal(seen));
  }
});
