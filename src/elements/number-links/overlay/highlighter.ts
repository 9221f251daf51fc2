/**
 * Underlines numbers without touching the page: with CSS highlights, whose rules are in an adopted
 * style sheet of each root. A browser builds all highlights again in each frame in which anything
 * on the page has changed, so only numbers near the window are highlighted.
 */
import type {PageNumber} from '../scan/page-numbers.js';
import {HighlightRanges} from './highlight-ranges.js';
import {CURRENT_HIGHLIGHT, HighlightStyles, NUMBER_HIGHLIGHT} from './highlight-styles.js';
import {NearNumbers} from './near-numbers.js';

/** While fewer are underlined, a new number is at once, before it is known to be near. */
const MAX_EARLY = 50;

export class Highlighter {
  readonly styles: HighlightStyles;
  readonly #isSupported = Boolean((CSS as {highlights?: HighlightRegistry}).highlights);
  readonly #underlined = new HighlightRanges(NUMBER_HIGHLIGHT);
  readonly #current = new HighlightRanges(CURRENT_HIGHLIGHT, 1);
  readonly #nearNumbers = new NearNumbers({
    onNear: (pageNumber) => this.#underline(pageNumber),
    onFar: (pageNumber) => this.#underlined.delete(pageNumber),
    startsNear: () => this.#underlined.size < MAX_EARLY,
  });

  /** `inlineRules`: CSS rules for the numbers that became call buttons. */
  constructor(inlineRules = '') {
    this.styles = new HighlightStyles(this.#isSupported, inlineRules);
  }

  /** Underlines the number whenever it is near the window. */
  add(pageNumber: PageNumber): void {
    if (this.#isSupported && pageNumber.kind === 'text') this.#nearNumbers.add(pageNumber);
  }

  remove(pageNumber: PageNumber): void {
    this.#nearNumbers.remove(pageNumber);
    this.#underlined.delete(pageNumber);
    this.#current.delete(pageNumber);
  }

  /** Call it when the number may be at another position. */
  move(pageNumber: PageNumber): void {
    this.#nearNumbers.move(pageNumber);
    if (!this.#underlined.has(pageNumber)) return;
    this.#underlined.delete(pageNumber);
    this.#underline(pageNumber);
  }

  /** Call it at the end of a slice. */
  finishSlice(): void {
    this.#nearNumbers.release();
  }

  /** Marks the number whose card is open or about to open. */
  setCurrent(pageNumber: PageNumber | null): void {
    if (pageNumber && this.#current.has(pageNumber)) return;
    this.#current.clear();
    if (!this.#isSupported || !pageNumber || pageNumber.kind === 'field') return;
    this.styles.addTo(pageNumber.from.getRootNode());
    this.#current.add(pageNumber);
  }

  stop(): void {
    this.#nearNumbers.stop();
    this.#current.clear();
    this.#underlined.clear();
    this.styles.removeAll();
  }

  #underline(pageNumber: PageNumber): void {
    this.styles.addTo(pageNumber.from.getRootNode());
    this.#underlined.add(pageNumber);
  }
}
