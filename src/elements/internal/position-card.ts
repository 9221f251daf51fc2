/** A box in the window, in CSS px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Side = 'above' | 'below';

interface CardSize {
  readonly width: number;
  readonly height: number;
}

interface CardPosition {
  readonly left: number;
  readonly top: number;
  /** A higher card would cover the anchor where it need not, or leave the window. */
  readonly maxHeight: number;
  readonly side: Side;
}

interface Sides {
  /** The side to take where there is room on both; above if not given. */
  readonly preferredSide?: Side | undefined;
  /** The side of a card that is open already. */
  readonly side?: Side | undefined;
}

interface PositionOptions extends Sides {
  readonly rightToLeft: boolean;
}

const ANCHOR_GAP_PX = 6;
const WINDOW_GAP_PX = 8;
/** A call makes the card higher. If it then changed sides, its buttons would leave the pointer. */
const CALL_GROWTH_PX = 72;
/** In less height a user does not find the card's buttons. */
const MIN_HEIGHT_PX = 96;

/**
 * Positions the card so that it does not cover its anchor, a number or a call button: on the
 * preferred side where there is room, else on the other, else on the side with more room. Where
 * neither has enough to be of use, it lies over the anchor. It starts where the anchor starts, and
 * never leaves the window. An open card stays on its `side` while there is room.
 */
export function positionCard(
  anchor: Box,
  {width, height}: CardSize,
  view: Box,
  {rightToLeft, side, preferredSide = 'above'}: PositionOptions,
): CardPosition {
  const top = view.top + WINDOW_GAP_PX;
  const bottom = view.bottom - WINDOW_GAP_PX;
  const room = {
    above: anchor.top - ANCHOR_GAP_PX - top,
    below: bottom - anchor.bottom - ANCHOR_GAP_PX,
  };
  const neededHeight = side ? height : height + CALL_GROWTH_PX;
  const first = side ?? preferredSide;
  const second = first === 'above' ? 'below' : 'above';
  const isBetterOnSecond = room[first] < neededHeight && room[first] < room[second];
  const newSide = isBetterOnSecond ? second : first;
  const isTooLow = room[newSide] < Math.min(height, MIN_HEIGHT_PX);
  const maxHeight = Math.min(isTooLow ? Infinity : room[newSide], bottom - top);
  const shownHeight = Math.min(height, maxHeight);
  const start = rightToLeft ? anchor.right - width : anchor.left;
  return {
    left: clamp(start, view.left + WINDOW_GAP_PX, view.right - WINDOW_GAP_PX - width),
    top: clamp(
      newSide === 'above' ? anchor.top - ANCHOR_GAP_PX - shownHeight : anchor.bottom + ANCHOR_GAP_PX,
      top, bottom - shownHeight,
    ),
    maxHeight,
    side: newSide,
  };
}

/** Moves an open card beside its anchor, and returns the side on which it is. */
export function moveCard(element: HTMLElement, anchor: Box, view: Box, sides: Sides): Side {
  const {style} = element;
  // The browser measures boxes on the screen, and zooms the styles that are set here.
  const {currentCSSZoom: zoom = 1} = element as {currentCSSZoom?: number};
  const maxWidth = view.right - view.left - 2 * WINDOW_GAP_PX;
  style.maxWidth = `min(22rem, ${maxWidth / zoom}px)`;
  const {width, height} = element.getBoundingClientRect();
  const hiddenHeight = (element.scrollHeight - element.clientHeight) * zoom;
  const rightToLeft = getComputedStyle(element).direction === 'rtl';
  const size = {width, height: height + hiddenHeight};
  const {left, top, maxHeight, side} = positionCard(anchor, size, view, {...sides, rightToLeft});
  element.classList.toggle('above', side === 'above');
  style.left = `${left / zoom}px`;
  style.top = `${top / zoom}px`;
  style.maxHeight = `${maxHeight / zoom}px`;
  return side;
}

/** At least a part of the box is in view. */
export function isSeen(box: Box, view: Box): boolean {
  const {left, top, right, bottom} = clampBox(box, view);
  return left < right && top < bottom;
}

/** The box, moved to the nearest edge of the view. */
export function clampBox({left, top, right, bottom}: Box, view: Box): Box {
  return {
    left: clamp(left, view.left, view.right),
    top: clamp(top, view.top, view.bottom),
    right: clamp(right, view.left, view.right),
    bottom: clamp(bottom, view.top, view.bottom),
  };
}

/** Where both limits cannot be met, `min` counts. */
const clamp = (value: number, min: number, max: number): number =>
  Math.max(min, Math.min(value, max));
