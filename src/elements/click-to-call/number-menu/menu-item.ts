/** A number of the menu: its link, read as the number of a call button is. */
import {dialString, keysToPress} from '../../../phone/dialable-number.js';
import {parserPart} from '../../../phone/parser-part.js';
import {unusableNumberError} from '../../../store/call-error.js';
import type {CallError} from '../../../store/types.js';
import {formatNumber} from '../../internal/number-format.js';
import type {CallButtonHost} from '../call-button-host.js';
import {writtenDigitsUri} from '../call-card.template.js';
import {
  isShortDestination, linksTo, readFirst, schemeFor, UNREAD, type Destination,
} from '../destination.js';
import {linkText} from '../page-label.js';

/** Digits that tell that a text has the number, however it is written. */
const TELLING_DIGITS = 7;

export interface MenuItem {
  readonly link: HTMLAnchorElement;
  /** The number as the page wrote it. */
  readonly written: string;
  readonly destination: Destination;
  /** Tells numbers apart, however they are written. */
  readonly key: string;
  /** The text of the link; if it has none, the number. */
  readonly text: string;
  /** The number as people read it, unless the text has it. */
  readonly number: string;
  /** Keys to press once connected, unless the text has them. */
  readonly keys: string;
  /** Where the item leads; null if it places a call, or does nothing. */
  readonly href: string | null;
  /** Why it does nothing. */
  readonly error: CallError | undefined;
}

export function readMenuItem(link: HTMLAnchorElement, button: CallButtonHost): MenuItem {
  const written = link.getAttribute('href') ?? '';
  const destination = destinationOf(written, button.dialingCountry);
  const href = hrefOf(link, destination, button);
  const key = destination.kind === 'number' ? dialString(destination.number) : written;
  return {
    link, written, destination, href, key,
    error: href === null ? errorOf(destination) : undefined,
    ...wordsOf(link, destination, written),
  };
}

function errorOf({kind}: Destination): CallError | undefined {
  return kind === 'number' || kind === 'unread' ? undefined : unusableNumberError(kind);
}

function wordsOf(
  link: HTMLAnchorElement, destination: Destination, written: string,
): Pick<MenuItem, 'text' | 'number' | 'keys'> {
  const text = oneLine(linkText(link));
  const digits = written.trim().replace(/^tel:/i, '');
  if (destination.kind !== 'number') {
    return {text: text || digits, number: text && !hasNumber(text, digits) ? digits : '', keys: ''};
  }
  const {number} = destination;
  const shown = formatNumber(number.e164);
  const keys = keysToPress(number);
  return {
    text: text || shown,
    number: text && !hasNumber(text, number.e164) ? shown : '',
    keys: digitsOf(text).endsWith(digitsOf(keys)) ? '' : keys,
  };
}

/** By the parser as soon as that has loaded. */
const destinationOf = (written: string, country: string | undefined): Destination =>
  readFirst([written], (text) => parserPart.part?.readNumber(text, {country}) ?? UNREAD);

function hrefOf(
  link: HTMLAnchorElement, destination: Destination, button: CallButtonHost,
): string | null {
  const links = linksTo(destination);
  const scheme = schemeFor(button.element.link, links);
  if (!scheme || (button.isSessionReady && isCallable(destination))) return null;
  // Until it is read, the number is the page's own.
  if (destination.kind === 'unread') return link.href;
  return writtenDigitsUri({destination, writtenNumber: link.getAttribute('href') ?? ''}) ??
    links?.[scheme] ?? null;
}

/** As far as it is known. */
const isCallable = (destination: Destination): boolean =>
  !isShortDestination(destination) && destination.kind !== 'invalid';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function hasNumber(text: string, number: string): boolean {
  const telling = digitsOf(number).slice(-TELLING_DIGITS);
  return text.includes(number) || (telling !== '' && digitsOf(text).includes(telling));
}
