/** Whether the characters beside the digits make them part of a word, link, amount or code. */
import {isOpeningBracket, isPlus} from './characters.js';
import type {WordContext} from './context-words.js';
import {isPhoneLabel, isPhoneOrFax} from './word-kinds.js';

/** The text beside a candidate. */
interface Surroundings {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The characters directly beside it; a space at the ends of the text. */
  readonly left: string;
  readonly right: string;
  /** Up to twelve characters before and eight after it. */
  readonly before: string;
  readonly after: string;
  readonly hasPlus: boolean;
  /** Digits and nothing else. */
  readonly isBare: boolean;
  /** A number or an extension ends or begins right there. */
  readonly followsNumber: boolean;
  readonly hasExtension: boolean;
  /** The words before it. */
  readonly context: WordContext;
}

interface Boundary {
  readonly name: string;
  readonly when: (beside: Surroundings) => boolean;
}

/** Not the marks of emoji, nor notes like "²". */
const LATIN = /(?![\ufe0f\u20e3])[\p{Script=Latin}\p{M}\p{Nd}_]/u;
const NEVER_BESIDE = /[\p{Sc}%\u2030\u2031@_\\^]/u;
const CENTS = /^,\d{1,3}(?![\d,])/;
/** "602 123 456,50", "602 123 456,-" */
const CENTS_AFTER_GROUPS = /^,(?:\d\d|[-\u2013\u2014]{1,2})(?![\d,])/;
const THOUSANDS_END = /\d[ .\u00a0\u202f]\d{3}$/;
/** Comparisons, indexes, arguments of a function. */
const CODE_BEFORE = /(?:[=<>[{]\s*|[\p{L}\])]\()$/u;
const CURRENCY_BEFORE = /(?:\p{Sc}|(?<!\p{L})(?:usd|eur|gbp|chf|cad|aud|inr|jpy|cny|rs|kr|us\$))[\s\u00a0]?$/iu;
const LINK = /:\/\/|^www\.|\.[a-z]{2,}\/|[?&][\w.-]+=|@[\w-]|^[~.]*\/[a-z]|\\|(?<!\d)10\.\d{4,}\/|^[a-z]+:[a-z]/i;
const CALL_LINK = /^[<"'(]*(?:tel|callto|sms|phone|fax|mob|mobile|cell|call):/i;
const FILE_EXTENSION = /^\.(?:pdf|jpe?g|png|gif|webp|svg|docx?|xlsx?|pptx?|csv|txt|html?|php|zip|gz|json|xml|log|mp[34]|wav|eml|com|net|org|io|de|uk)(?![\p{L}\p{N}])/iu;
const UUID_PART = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-|-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i;
/** The next box of a page begins without a space: "0192United Kingdom". */
const NEXT_BOX = /^\p{Lu}\p{Ll}/u;

const hasLead = ({text, start}: Surroundings): boolean =>
  isPlus(text.charCodeAt(start)) || isOpeningBracket(text.charCodeAt(start));

/** A label is glued to the number: "Phone630-555-0111". */
const isGluedLabel = ({before}: Surroundings): boolean =>
  isPhoneLabel(/\p{L}{3,}$/u.exec(before)?.[0] ?? '');

/** The label of the next number follows: "03-3224-9999FAX03-…". */
const isBeforeLabel = ({after}: Surroundings): boolean =>
  isPhoneLabel(/^(\p{L}{2,})[\s:.]*[+(\d]/u.exec(after)?.[1] ?? '');

const isLinkPart = ({text, start, end, left, right}: Surroundings): boolean => {
  if (!/[\p{L}\p{N}\-./:=#&?%*~]/u.test(left) && !/[\p{L}/?&=#:.\-~*]/u.test(right)) return false;
  const token = tokenAround(text, start, end);
  return !CALL_LINK.test(token) && LINK.test(token) || UUID_PART.test(token);
};

/** A cell of a table has a comma on both sides; another line may follow a telephone number. */
const endsAmount = ({text, end, hasPlus, left, after, context}: Surroundings): boolean =>
  !hasPlus && left !== ',' && CENTS_AFTER_GROUPS.test(after) &&
  THOUSANDS_END.test(text.slice(Math.max(0, end - 5), end)) &&
  !(context.isAdjacent && isPhoneOrFax(context.cue));

/** The first that holds refuses the number. */
const BOUNDARIES: readonly Boundary[] = [
  {name: 'after-currency', when: ({before, hasPlus}) => !hasPlus && CURRENCY_BEFORE.test(before)},
  {name: 'before-cents', when: (beside) => beside.isBare ? CENTS.test(beside.after) : endsAmount(beside)},
  {
    name: 'in-word',
    when: (beside) => !hasLead(beside) && LATIN.test(beside.left) && !isGluedLabel(beside) ||
      LATIN.test(beside.right) && !beside.hasExtension && !NEXT_BOX.test(beside.after) &&
      !isBeforeLabel(beside),
  },
  {
    name: 'after-plus',
    when: ({left, hasPlus, followsNumber}) =>
      !(hasPlus && followsNumber) && (hasPlus ? /\d/ : /[+\uff0b]/).test(left),
  },
  {name: 'beside-sign', when: ({left, right}) => NEVER_BESIDE.test(left) || NEVER_BESIDE.test(right)},
  {
    name: 'in-amount',
    when: ({text, start, left, before, followsNumber}) => !followsNumber && /\d[:,.]$/.test(before) &&
      (left === ':' || /^\d{3}(?!\d|-\d{3}-)/.test(text.slice(start, start + 8))),
  },
  {name: 'before-decimal', when: ({after}) => /^[:.]\d/.test(after)},
  {name: 'file-name', when: ({after}) => FILE_EXTENSION.test(after)},
  {
    name: 'in-code',
    when: ({after, isBare}) => /^-\p{L}/u.test(after) && (isBare || /^-[0-9a-f]*\d/i.test(after)),
  },
  {name: 'in-link', when: isLinkPart},
  {
    name: 'after-code-sign',
    when: ({left, before, isBare}) => left === '&' || left === '#' && isBare ||
      left === '/' && isBare && !/\d *\/$/.test(before),
  },
  {
    name: 'in-name',
    when: ({left, before, isBare}) => (left === '-' || left === '\u2013') && isPartOfCode(before, isBare),
  },
];

/** These only speak against the number. */
const LIKE_CODE: Boundary = {
  name: 'like-code',
  when: ({left, before, isBare}) => left === '=' || left === '~' ||
    isBare && (CODE_BEFORE.test(before) || left === '*' && /[\p{L}\d]\*$/u.test(before)),
};

const SPACE = /\s/;
const SPACE_CODE = 32;
const isSpace = (charCode: number): boolean =>
  charCode === 32 || charCode < 14 && charCode > 8 ||
  charCode > 0x7f && SPACE.test(String.fromCharCode(charCode));
/** A bit for each last letter of a currency: spares most texts the long expression. */
const CURRENCY_END_BITS =
  [...'dfprsy'].reduce((bits, letter) => bits | 1 << (letter.charCodeAt(0) & 31), 0);
const mayEndCurrency = (charCode: number): boolean =>
  charCode > 0x7f || charCode === 36 ||
  charCode > 64 && (CURRENCY_END_BITS >> (charCode & 31) & 1) === 1;

/** Nothing but a space, or one of `;)|`, or a comma that begins no decimals. */
function endsPlainly(text: string, end: number, isBare: boolean): boolean {
  const right = text.charCodeAt(end) || SPACE_CODE;
  if (right === 44) return !isBare && isSpace(text.charCodeAt(end + 1) || SPACE_CODE);
  return isSpace(right) || right === 59 || right === 41 || right === 124;
}

/** Most numbers stand between spaces, or before one of `,;)|`, and need no long look. */
function isApart(text: string, start: number, end: number, isBare: boolean): boolean {
  const left = text.charCodeAt(start - 1) || SPACE_CODE;
  if (!isSpace(left) || !endsPlainly(text, end, isBare)) return false;
  if (mayEndCurrency(text.charCodeAt(start - 2))) return false;
  return !isBare || !/[=<>[{\])]/.test(text.slice(Math.max(0, start - 3), start));
}

/** The name of what refuses a candidate or speaks against it; null for most. */
export function findBoundary(
  candidate: Omit<Surroundings, 'left' | 'right' | 'before' | 'after'>,
): {name: string; refuses: boolean} | null {
  const {text, start, end, isBare} = candidate;
  if (isApart(text, start, end, isBare)) return null;
  const surroundings: Surroundings = {
    ...candidate,
    left: text[start - 1] ?? ' ',
    right: text[end] ?? ' ',
    before: text.slice(Math.max(0, start - 12), start),
    after: text.slice(end, end + 8),
  };
  const boundary = BOUNDARIES.find(({when}) => when(surroundings));
  if (boundary) return {name: boundary.name, refuses: true};
  return LIKE_CODE.when(surroundings) ? {name: LIKE_CODE.name, refuses: false} : null;
}

/**
 * `INV-6505550100` is the name of something, `number-650-555-0100` is a number. `before` ends in a
 * hyphen.
 */
function isPartOfCode(before: string, isBare: boolean): boolean {
  const word = /[\p{L}\p{N}]+-$/u.exec(before)?.[0].slice(0, -1);
  if (!word) return isBare;
  if (/\d/.test(word) && /\p{L}/u.test(word)) return true;
  return !isPhoneLabel(word) && (isBare || word === word.toUpperCase());
}

function tokenAround(text: string, start: number, end: number): string {
  let tokenStart = start;
  let tokenEnd = end;
  while (tokenStart > 0 && start - tokenStart < 160 && !/[\s<>"'`]/.test(text[tokenStart - 1]!)) {
    tokenStart--;
  }
  while (tokenEnd < text.length && tokenEnd - end < 80 && !/[\s<>"'`]/.test(text[tokenEnd]!)) {
    tokenEnd++;
  }
  return text.slice(tokenStart, tokenEnd);
}
