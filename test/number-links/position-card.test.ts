import {expect} from '@open-wc/testing';
import {isSeen, positionCard} from '../../src/elements/internal/position-card.js';
import type {Box} from '../../src/elements/internal/position-card.js';

const VIEW: Box = {left: 0, top: 0, right: 800, bottom: 600};
const CARD = {width: 200, height: 80};
const makeBox = (left: number, top: number, width = 100, height = 20): Box =>
  ({left, top, right: left + width, bottom: top + height});

describe('positionCard', () => {
  const pinchZoomed: Box = {left: 400, top: 200, right: 600, bottom: 400};
  for (const [title, number, [width, height], view, rightToLeft, left, top] of [
    ['above the number, since users read downwards', makeBox(50, 300), [200, 80], VIEW, false, 50, 214],
    ['below a number at the top of the window', makeBox(50, 40), [200, 80], VIEW, false, 50, 66],
    ['inside of the right edge of the window', makeBox(750, 300, 40), [200, 80], VIEW, false, 592, 214],
    ['inside of the left edge of the window', makeBox(-20, 300), [200, 80], VIEW, false, 8, 214],
    ['from the right end of a number in right-to-left text', makeBox(300, 300), [200, 80], VIEW, true, 200, 214],
    ['inside of the left edge in right-to-left text', makeBox(20, 300), [200, 80], VIEW, true, 8, 214],
    ['inside of the part in view after a pinch zoom', makeBox(410, 250), [150, 60], pinchZoomed, false, 410, 276],
  ] as const) {
    it(`puts the card ${title}`, () => {
      const position = positionCard(number, {width, height}, view, {rightToLeft});
      expect([position.left, position.top]).to.deep.equal([left, top]);
      expect(position.maxHeight).to.be.at.least(height);
    });
  }

  it('leaves room for the state of a call', () => {
    const {side} = positionCard(makeBox(50, 120), CARD, VIEW, {rightToLeft: false});
    expect(side).to.equal('below');
  });

  it('keeps an open card on its side while there is room', () => {
    const sideAt = (top: number, side: 'above' | 'below'): string =>
      positionCard(makeBox(50, top), CARD, VIEW, {rightToLeft: false, side}).side;
    expect(sideAt(120, 'above')).to.equal('above');
    expect(sideAt(300, 'below')).to.equal('below');
    expect(sideAt(90, 'above')).to.equal('below');
    expect(sideAt(550, 'below')).to.equal('above');
  });

  it('prefers the side that it is told', () => {
    const anchor = makeBox(50, 300);
    const {top, side} = positionCard(anchor, CARD, VIEW, {rightToLeft: false, preferredSide: 'below'});
    expect([top, side]).to.deep.equal([326, 'below']);
    const atBottom = positionCard(makeBox(50, 550), CARD, VIEW, {rightToLeft: false, preferredSide: 'below'});
    expect(atBottom.side).to.equal('above');
  });

  it('covers the number only where both sides are too low to be of use', () => {
    const card = {width: 150, height: 120};
    for (let height = 60; height < 400; height += 20) {
      const view: Box = {left: 0, top: 0, right: 320, bottom: height};
      for (let top = 0; top <= height - 20; top += 10) {
        const number = makeBox(10, top);
        const position = positionCard(number, card, view, {rightToLeft: false});
        const bottom = position.top + Math.min(120, position.maxHeight);
        const isBeside = bottom <= number.top || position.top >= number.bottom;
        const room = Math.max(number.top, height - number.bottom) - 14;
        expect(isBeside, `${height} ${top}`).to.equal(room >= 96);
      }
    }
  });

  it('never leaves the window, however small it is and wherever the number is', () => {
    for (const height of [30, 64, 100, 300]) {
      for (const top of [-500, -10, 0, 20, 50, 290, 900]) {
        for (const side of [undefined, 'above', 'below'] as const) {
          const view: Box = {left: 0, top: 0, right: 320, bottom: height};
          const position = positionCard(makeBox(10, top), CARD, view, {rightToLeft: false, side});
          const bottom = position.top + Math.min(CARD.height, position.maxHeight);
          expect(position.top, `${height} ${top}`).to.be.at.least(8);
          expect(bottom, `${height} ${top}`).to.be.at.most(height - 8);
        }
      }
    }
  });

  it('keeps a card that is wider than the window at its left edge', () => {
    const view: Box = {left: 0, top: 0, right: 150, bottom: 600};
    expect(positionCard(makeBox(90, 300), CARD, view, {rightToLeft: true}).left).to.equal(8);
  });
});

describe('isSeen', () => {
  for (const [title, number, isVisible] of [
    ['inside of the view', makeBox(10, 10), true], ['partly above it', makeBox(10, -10), true],
    ['above it', makeBox(10, -30), false], ['below it', makeBox(10, 601), false],
    ['left of it', makeBox(-200, 10), false], ['right of it', makeBox(801, 10), false],
  ] as const) {
    it(`is ${isVisible} for a box ${title}`, () => expect(isSeen(number, VIEW)).to.equal(isVisible));
  }
});
