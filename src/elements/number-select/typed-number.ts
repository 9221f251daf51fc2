/** A number that the user types: formatted while it is typed, read once it is complete. */
import {LazyPart} from '../../loading/lazy-part.js';
import {readE164} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';

const formatterPart = new LazyPart((_query) => import('../../phone/as-you-type.js'));

type FormatAsYouType = typeof import('../../phone/as-you-type.js').formatAsYouType;
type ParseNumber = typeof import('../../phone/parse.js').parseNumber;

export class TypedNumber {
  text = '';
  /** The user finished typing, and the text was no number. */
  isInvalid = false;
  #formatAsYouType: FormatAsYouType | null = null;
  #parseNumber: ParseNumber | null = null;

  /** `isForced`: the account has no number to choose; otherwise the user chose to type. */
  constructor(readonly isOnlyInput: boolean) {}

  /** The field holds text that has not become the value. */
  get hasText(): boolean {
    return this.text.trim() !== '';
  }

  /** Loads formatter and parser; without them numbers in E.164 can still be typed. */
  async load(): Promise<void> {
    const [formatter, parser] = await Promise.allSettled([
      formatterPart.load(), parserPart.load(),
    ]);
    if (formatter.status === 'fulfilled') this.#formatAsYouType = formatter.value.formatAsYouType;
    if (parser.status === 'fulfilled') this.#parseNumber = parser.value.parseNumber;
  }

  /** `country`: ISO 3166-1 alpha-2. `format`: rewrite the text, once the formatter has loaded. */
  setText(text: string, {country, format}: {country: string | undefined; format: boolean}): void {
    const formatter = format ? this.#formatAsYouType : null;
    this.text = formatter ? formatter(text, country) : text;
    this.isInvalid = false;
  }

  /** The number in E.164, or null where the text is none; a promise while the parser loads. */
  read(country: string | undefined): string | null | Promise<string | null> {
    if (this.#parseNumber) return this.#parseText(country);
    return this.load().then(() => this.#parseText(country));
  }

  #parseText(country: string | undefined): string | null {
    const number = this.#parseNumber
      ? this.#parseNumber(this.text, {country})
      : readE164(this.text);
    return number?.e164 ?? null;
  }
}
