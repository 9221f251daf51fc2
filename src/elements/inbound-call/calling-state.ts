/** Tells styles that a card is shown: `:state(calling)`. */

export function showCalling({states}: ElementInternals, isCalling: boolean): void {
  try {
    states[isCalling ? 'add' : 'delete']('calling');
  } catch {
    // Browsers before `:state()`: an element without a card is empty, but takes a gap in a grid.
  }
}
