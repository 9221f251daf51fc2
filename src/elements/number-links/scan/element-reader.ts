/** Reads elements that are a number as a whole: `tel:` links and read-only fields. */
import type {Finder} from './finder.js';
import type {PageNumber, PageNumbers} from './page-numbers.js';
import {isTelLink, type ScanScope} from './scan-scope.js';
import type {TextReader} from './text-reader.js';

const TEXT_FIELD_TYPES = /^(text|tel|search|)$/;
const MAX_FIELD_CHARACTERS = 1000;

interface ElementReaderOptions {
  readonly telLinks: 'upgrade' | 'ignore';
  readonly finder: Finder;
  readonly scope: ScanScope;
  readonly textReader: TextReader;
  readonly pageNumbers: PageNumbers;
}

type WrittenNumber = Pick<PageNumber, 'e164' | 'raw'> & Partial<PageNumber>;

export class ElementReader {
  constructor(private readonly options: ElementReaderOptions) {}

  readLink(link: Element): void {
    const {telLinks, finder, scope} = this.options;
    const isUpgraded = telLinks === 'upgrade' && isTelLink(link);
    const context = isUpgraded ? scope.contextFor(link.parentNode) : null;
    const href = link.getAttribute('href')?.trim() ?? '';
    const number = context?.included ? finder.read(href, context.country) : null;
    const raw = link.textContent.trim();
    this.#setNumber(link, 'link', number && {...number, raw: raw || number.e164});
  }

  readField(field: HTMLInputElement): void {
    const {finder, scope, textReader} = this.options;
    const isReadOnly = field.readOnly || field.disabled;
    const isTextField = TEXT_FIELD_TYPES.test(field.getAttribute('type') ?? '');
    const isRead = isReadOnly && isTextField && !field.hasAttribute('data-rc-ignore');
    const context = isRead ? scope.contextFor(field.parentNode) : null;
    const text = field.value.slice(0, MAX_FIELD_CHARACTERS);
    const mayHold = context?.included && finder.mayHoldNumber(text);
    const label = mayHold ? textReader.labels.labelFor(field, text) : '';
    const [number] = mayHold ? finder.findNumbers(label + text, context) : [];
    this.#setNumber(field, 'field', number && !number.fax ? number : null);
  }

  #setNumber(element: Element, kind: 'link' | 'field', number: WrittenNumber | null): void {
    this.options.pageNumbers.setNumbersOf([element], number ? [{
      e164: number.e164, extension: number.extension, tones: number.tones, raw: number.raw,
      kind, from: element, start: 0, to: element, end: 0,
    }] : []);
  }
}
