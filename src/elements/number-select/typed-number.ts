/** A number typed by hand: formatted while it is typed, read when it is done. */
import {readE164} from '../../phone/dialable-number.js';
import {loadParser} from '../internal/number-format.js';

type Format = typeof import('../../phone/as-you-type.js').formatAsYouType;
type Parse = typeof import('../../phone/parse.js').parseNumber;

export class TypedNumber {
  text = '';
  /** The person was done, and it was no number. */
  wrong = false;
  #format: Format | null = null;
  #parse: Parse | null = null;

  /** `forced`: the person did not ask to type; there was nothing to choose. */
  constructor(readonly forced: boolean) {}

  /** Something stands in the box that has not been taken. */
  get isOpen(): boolean {
    return this.text.trim() !== '';
  }

  /** Fetches what formats and reads national numbers; without it, numbers in E.164 still do. */
  async load(): Promise<void> {
    const [typing, parser] = await Promise.allSettled([import('../../phone/as-you-type.js'), loadParser()]);
    if (typing.status === 'fulfilled') this.#format = typing.value.formatAsYouType;
    if (parser.status === 'fulfilled') this.#parse = parser.value.parseNumber;
  }

  /** `formatted`: not where it would throw the caret to the end. `country`: ISO 3166-1 alpha-2. */
  type(text: string, formatted: boolean, country: string | undefined): void {
    this.text = formatted && this.#format ? this.#format(text, country) : text;
    this.wrong = false;
  }

  /** E.164; null = it is no whole number. Waits only for what has not been loaded yet. */
  read(country: string | undefined): string | null | Promise<string | null> {
    return this.#parse ? this.#read(country) : this.load().then(() => this.#read(country));
  }

  #read(country: string | undefined): string | null {
    const read = this.#parse ? this.#parse(this.text, {country}) : readE164(this.text);
    return read?.e164 ?? null;
  }
}
