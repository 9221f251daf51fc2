/**
 * The cards that the page shows, and which of them a key press or a press closes: one Escape closes
 * one layer, the topmost.
 */
export interface Layer {
  readonly element: HTMLElement | null;
  /** The anchor of the card, and all that the user sees around it. */
  readonly anchorPath: readonly Node[];
}

/** The last one is on top. */
export const shownLayers = new Set<Layer>();

/** Whether the key press closes this layer; if so, nothing else on the page gets it. */
export function isEscapeFor(layer: Layer, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return false;
  const path = event.composedPath();
  const topmost = [...shownLayers].reverse().find((shown) => hasNoLayerBetween(shown, path));
  // Controls in the card may use the key: they come first.
  const {element} = layer;
  const isEarly = event.currentTarget !== element && path.includes(element!);
  if (topmost !== layer || isEarly) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** Whether the press was on neither card nor anchor. A hidden card stays open. */
export function isPressOutside(layer: Layer, event: Event): boolean {
  const path = event.composedPath();
  return shownLayers.has(layer)
    && !path.includes(layer.element!) && !path.includes(layer.anchorPath[0]!);
}

/** No other layer, such as a menu, has the focus. */
function hasNoLayerBetween({element, anchorPath}: Layer, path: readonly EventTarget[]): boolean {
  const own: unknown[] = [element, ...anchorPath];
  return path.every((node) => !(node as HTMLElement).popover || own.includes(node));
}
