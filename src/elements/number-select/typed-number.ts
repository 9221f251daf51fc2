/** A number that the user types: formatted while it is typed, read once it is complete. */
import {LazyPart} from '../../loading/lazy-part.js';
import {readE164} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';

const formatterPart = new LazyPart((_query) => import('../../phone/as-you-type.js'));

export class TypedNumber {
  text = '';
  /** The user finished typing, and the text was no number. */
  isInvalid = false;

  /** `isOnlyInput`: the account has no number to choose; otherwise the user chose to type. */
  constructor(readonly isOnlyInput: boolean) {}

  /** The field holds text that has not become the value. */
  get hasText(): boolean {
    return this.text.trim() !== '';
  }

  /** Loads formatter and parser; without them numbers in E.164 can still be typed. */
  load(): void {
    for (const part of [formatterPart, parserPart]) part.load().catch(() => undefined);
  }

  /** `country`: ISO 3166-1 alpha-2. `format`: rewrite the text, once the formatter has loaded. */
  setText(text: string, {country, format}: {country: string | undefined; format: boolean}): void {
    const formatter = format && formatterPart.part?.formatAsYouType;
    this.text = formatter ? formatter(text, country) : text;
    this.isInvalid = false;
  }

  /** The number in E.164, or null where the text is none; a promise while the parser loads. */
  read(country: string | undefined): string | null | Promise<string | null> {
    const parse = (): string | null => this.#parseText(country);
    return parserPart.part ? parse() : parserPart.loadNow().then(parse, parse);
  }

  #parseText(country: string | undefined): string | null {
    const parser = parserPart.part;
    const number = parser ? parser.parseNumber(this.text, {country}) : readE164(this.text);
    return number?.e164 ?? null;
  }
}
