/** A box in the window, in CSS px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface CardPosition {
  readonly left: number;
  readonly top: number;
  /** More than this would cover the number, or leave the window. */
  readonly maxHeight: number;
  readonly side: 'above' | 'below';
}

/** px between number and card, and between card and window. */
const GAP = 6;
const EDGE = 8;
/** px by which a call lets it grow. A card that jumps to the other side takes the buttons from under the pointer. */
const GROWTH = 72;

/**
 * Where the card goes. Never over the number; above it where there is room, since people read downwards, else below,
 * else where there is more room. It starts where the number starts, as far as the window lets it. An open card stays on
 * its `side` while that has room.
 */
export function positionCard(
  number: Box,
  {width, height}: {readonly width: number; readonly height: number},
  view: Box,
  rightToLeft: boolean,
  side?: CardPosition['side'],
): CardPosition {
  const above = number.top - GAP - view.top - EDGE;
  const below = view.bottom - EDGE - number.bottom - GAP;
  const wanted = side ? height : height + GROWTH;
  const up = side === 'below'
    ? below < height && above > below
    : wanted <= above || (wanted > below && above >= below);
  const maxHeight = Math.max(0, up ? above : below);
  const start = rightToLeft ? number.right - width : number.left;
  return {
    left: Math.max(view.left + EDGE, Math.min(start, view.right - EDGE - width)),
    top: up ? number.top - GAP - Math.min(height, maxHeight) : number.bottom + GAP,
    maxHeight,
    side: up ? 'above' : 'below',
  };
}

/** The box can be seen, at least in part. */
export function isSeen(box: Box, view: Box): boolean {
  return box.bottom > view.top && box.top < view.bottom && box.right > view.left && box.left < view.right;
}
