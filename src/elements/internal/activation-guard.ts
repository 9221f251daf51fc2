/** How long a control ignores clicks after its meaning has changed: the rest of a double click. */
const ACTIVATION_HOLD_MS = 800;

/**
 * Keeps a double click from activating two things: the control that it was aimed at, and the one
 * that has just taken its place.
 */
export class ActivationGuard {
  /** On the page's own clock: a system clock that is set back would hold for hours. */
  #heldUntil = 0;

  /**
   * The meaning of a click has just changed, or a click was ignored that would have placed a call:
   * only one after a pause is meant.
   */
  hold(): void {
    this.#heldUntil = performance.now() + ACTIVATION_HOLD_MS;
  }

  /** Whether clicks are to be ignored. */
  isHeld(): boolean {
    return performance.now() < this.#heldUntil;
  }
}

/** A key that is held down presses once. */
export function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && 'Enter '.includes(event.key)) event.preventDefault();
}
