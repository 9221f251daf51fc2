/** A box in the window, in CSS px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface CardSize {
  readonly width: number;
  readonly height: number;
}

export interface CardPosition {
  readonly left: number;
  readonly top: number;
  /** A higher card would cover the number, or leave the window. */
  readonly maxHeight: number;
  readonly side: 'above' | 'below';
}

interface PositionOptions {
  readonly rightToLeft: boolean;
  /** The side of a card that is open already. */
  readonly side?: CardPosition['side'] | undefined;
}

const NUMBER_GAP_PX = 6;
const WINDOW_GAP_PX = 8;
/** A call makes the card higher. If it then changed sides, its buttons would leave the pointer. */
const CALL_GROWTH_PX = 72;

/**
 * Positions the card so that it never covers the number: above where there is room, since users
 * read downwards, else below, else on the side with more room. It starts where the number starts,
 * as far as the window allows. An open card stays on its `side` while there is room.
 */
export function positionCard(
  number: Box,
  {width, height}: CardSize,
  view: Box,
  {rightToLeft, side}: PositionOptions,
): CardPosition {
  const above = number.top - NUMBER_GAP_PX - view.top - WINDOW_GAP_PX;
  const below = view.bottom - WINDOW_GAP_PX - number.bottom - NUMBER_GAP_PX;
  const neededHeight = side ? height : height + CALL_GROWTH_PX;
  const isAbove = side === 'below'
    ? below < height && above > below
    : neededHeight <= above || (neededHeight > below && above >= below);
  const maxHeight = Math.max(0, isAbove ? above : below);
  const start = rightToLeft ? number.right - width : number.left;
  const maxLeft = view.right - WINDOW_GAP_PX - width;
  const topAbove = number.top - NUMBER_GAP_PX - Math.min(height, maxHeight);
  return {
    left: Math.max(view.left + WINDOW_GAP_PX, Math.min(start, maxLeft)),
    top: isAbove ? topAbove : number.bottom + NUMBER_GAP_PX,
    maxHeight,
    side: isAbove ? 'above' : 'below',
  };
}

/** At least a part of the box is in view. */
export function isSeen(box: Box, view: Box): boolean {
  const isInRows = box.bottom > view.top && box.top < view.bottom;
  return isInRows && box.right > view.left && box.left < view.right;
}
