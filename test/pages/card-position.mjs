// Where the card of a number is on a page.
import assert from 'node:assert/strict';

/** Runs in each page: finds the open card, and the element in view at a point, in any shadow root. */
export const addHelpers = () => {
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? roots(each.shadowRoot) : [])];
  const shadows = () => roots(document);
  globalThis.inShadow = (selector) => shadows().map((root) => root.querySelector(selector)).find(Boolean) ?? null;
  globalThis.seenAt = (x, y) => {
    let seen = document.elementFromPoint(x, y);
    for (let inner; (inner = seen?.shadowRoot?.elementFromPoint(x, y)) && inner !== seen;) seen = inner;
    return seen;
  };
  globalThis.focusedInside = () => {
    let {activeElement: element} = document;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
};

/** The boxes of the number, the open card and the view, and whether the card is on top of all else. */
export const look = (page) => page.evaluate(() => {
  const card = inShadow('.card:popover-open');
  if (!card) return null;
  const box = ({left, top, right, bottom}) => ({left, top, right, bottom});
  const {offsetLeft, offsetTop, width, height} = visualViewport;
  const seen = box(card.getBoundingClientRect());
  const number = box(document.querySelector('b').getBoundingClientRect());
  const top = seenAt((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
  return {
    card: seen, number,
    view: {left: offsetLeft, top: offsetTop, right: offsetLeft + width, bottom: offsetTop + height},
    onTop: top !== null && (card.contains(top) || card.contains(top.getRootNode().host)),
    fromStart: getComputedStyle(card).direction === 'rtl' ? number.right - seen.right : number.left - seen.left,
  };
});

/** Asserts that the card is in view, beside the number, and covered by nothing. */
export function assertBeside({card, number, view, onTop}, where) {
  const details = `${where}: ${JSON.stringify({card, number, view})}`;
  assert.ok(card.bottom <= number.top || card.top >= number.bottom, `the card covers the number; ${details}`);
  assert.ok(Math.min(Math.abs(number.top - card.bottom), Math.abs(card.top - number.bottom)) < 20, `the card is not beside the number; ${details}`);
  assert.ok(card.left >= view.left - 1 && card.right <= view.right + 1 && card.top >= view.top - 1 && card.bottom <= view.bottom + 1,
    `a part of the card is out of view; ${details}`);
  assert.ok(onTop, `something covers the card; ${details}`);
}
