import {findLookalikes} from './lookalikes.js';
import {
  readDomestic, readInternational, isCountry, isNorthAmerican, isUsualGrouping, dialingRulesOf, type NumberInUse, type DialingRules,
} from './numbers-in-use.js';
import {wordContextOf, FAX_AFTER, isListed, NO_CONTEXT, PHONE_AFTER, UNIT_AFTER, type WordContext} from './context-words.js';
import {parseNumber} from '../parse.js';
import {normalize} from '../normalize.js';

/** A telephone number in a text. */
export interface FoundNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial once the call is answered. */
  readonly extension?: string;
  /** As it stands in the text, extension included: `text.slice(start, end)`. */
  readonly raw: string;
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text says that a fax machine answers. */
  readonly fax?: true;
}

export interface FindOptions {
  /** ISO 3166-1 alpha-2, to find national numbers. Without it, or with an unknown one, only `+…` is found. */
  readonly country?: string | undefined;
  /** Only what is written like a number or named as one: no bare digits that nothing speaks for. */
  readonly strict?: boolean | undefined;
}

/** Of digits ten in a row: ASCII, Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
/** What may stand between the digits of a number; first and last of a range in turn. */
const SIGNS = '  ()-/[[]]~~\u00a0\u00a0\u00ad\u00ad\u00b7\u00b7\u2000\u200f\u2010\u2015\u2022\u2022\u202a\u202f\u2053\u2053' +
  '\u2060\u2060\u2066\u2069\u2212\u2212\u223c\u223c\u3000\u3000\u30fc\u30fc\uff08\uff09\uff0d\uff0f\uff3b\uff3b\uff3d\uff3d\uff5e\uff5e';
/** Those of them that may stand between two numbers, too; hyphens and dots never do. */
const CUTS = '  ()//[[]]\u00a0\u00a0\u2000\u200a\u202f\u202f\u3000\u3000\uff08\uff09\uff3b\uff3b\uff3d\uff3d';
const SIGN = 1;
const CUT = 2;
const DIGIT = 3;
/** By UTF-16 code unit; a table, because every character of a text is looked up. */
const KINDS = new Uint8Array(0x10000);
for (const [ranges, kind] of [[SIGNS, SIGN], [CUTS, CUT]] as const) {
  for (let i = 0; i < ranges.length; i += 2) KINDS.fill(kind, ranges.charCodeAt(i), ranges.charCodeAt(i + 1) + 1);
}
for (const zero of ZEROS) KINDS.fill(DIGIT, zero, zero + 10);

const SIGNS_BETWEEN = 4;
const FEWEST_DIGITS = 7;
/** Exit code, carrier code, country code and national number together. */
const MOST_DIGITS = 22;
const LONGEST_DIALLED = 19;
/** How far words reach, in characters. */
const WINDOW = 48;

/** The toll-free codes of North America, where companies write words. */
const TOLL_FREE = '8(?:00|33|44|55|66|77|88)\\)?[-. ]';
const WORD_SOON = new RegExp(`${TOLL_FREE}(?=[A-Z\\d-]{0,6}[A-Z]{3})`, 'y');
/** "800-" */
const SHORTEST = 4;
const WORD_ON_KEYS = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])(?:\\+?1[-. ]?)?\\(?${TOLL_FREE}[A-Z\\d](?:-?[A-Z\\d]){6,9}(?![\\p{L}\\p{N}@_]|-[\\p{L}\\p{N}])`, 'uy',
);

/** Whether a text is worth a search: seven digits with little between them, or 800 and a word. */
export const mayHoldNumber = (text: string): boolean => nextCandidate(text, 0) >= 0;

/**
 * Where the next seven digits with little between them begin, or the next 800 before a word; -1 where there are none.
 * Looks at one character in four: whatever is sought has a digit or a sign there.
 */
function nextCandidate(text: string, from: number): number {
  const {length} = text;
  let least = from;
  for (let look = from + SHORTEST - 1; look < length; look += SHORTEST) {
    if (!KINDS[text.charCodeAt(look)]) continue;
    let at = look;
    while (at > least && KINDS[text.charCodeAt(at - 1)]) at--;
    let first = at;
    let digits = 0;
    let signs = 0;
    let word = -1;
    for (; at < length; at++) {
      const kind = KINDS[text.charCodeAt(at)];
      if (kind === DIGIT) {
        if (digits === 0) first = at;
        signs = 0;
        if (++digits === FEWEST_DIGITS) return first;
      } else if (!kind) {
        break;
      } else {
        if (signs === 0 && digits > 2 && word < 0 && isWordSoon(text, at - 3)) word = at - 3;
        if (++signs > SIGNS_BETWEEN) {
          if (word >= 0) return word;
          digits = 0;
        }
      }
    }
    if (word >= 0) return word;
    least = look = at;
  }
  return -1;
}

function isWordSoon(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 56) return false;
  WORD_SOON.lastIndex = at;
  return WORD_SOON.test(text);
}

/**
 * The telephone numbers in a text, in their order. What stands around a run of digits decides as much as the digits:
 * dates, amounts, order numbers, addresses and the like are left out. Throws nothing; the time it takes grows with the
 * length of the text and no faster.
 */
export function findNumbers(text: string, {country, strict = false}: FindOptions = {}): FoundNumber[] {
  const found: FoundNumber[] = [];
  if (typeof text !== 'string') return found;
  const code = typeof country === 'string' ? country.trim().toUpperCase() : '';
  const known = isCountry(code) ? code : undefined;
  const search: Search = {
    text, country: known, home: known ? dialingRulesOf(known) : null, least: strict ? 2 : 1, found, last: null, before: null,
  };
  for (let at = 0; ;) {
    const start = nextCandidate(text, at);
    if (start < 0) return found;
    const run = readRun(text, start);
    if (run.length >= FEWEST_DIGITS) {
      searchRun(search, run);
      // An extension may have taken the digits of the next run.
      at = Math.max(run.end, search.last?.end ?? 0);
    } else {
      at = searchWord(search, start, at) ?? start + SHORTEST;
    }
  }
}

/** `1-800-FLOWERS`. `at`: where "800" is; `from`: where the search has come to. */
function searchWord({text, country, found}: Search, at: number, from: number): number | null {
  for (let start = Math.max(from, at - 4); start <= at; start++) {
    WORD_ON_KEYS.lastIndex = start;
    const raw = WORD_ON_KEYS.exec(text)?.[0];
    if (!raw) continue;
    const number = parseNumber(raw, {country});
    if (!number || !number.e164.startsWith('+18')) return null;
    found.push({e164: number.e164, raw, start, end: start + raw.length});
    return start + raw.length;
  }
  return null;
}

interface Search {
  readonly text: string;
  readonly country: string | undefined;
  /** How numbers are dialled there. */
  readonly home: DialingRules | null;
  /** How much has to speak for a number. */
  readonly least: number;
  readonly found: FoundNumber[];
  /** What was said of the number found last: "Call A or B". */
  last: {readonly end: number; readonly context: WordContext} | null;
  /** What was read last before a number: it is asked for more than once. */
  before: {readonly start: number; readonly context: WordContext} | null;
}

/** Digits in a row. */
interface Group {
  readonly start: number;
  readonly end: number;
  /** In ASCII. */
  readonly digits: string;
  /** A number may begin here: nothing stands before it, or something that may stand between two numbers. */
  readonly cut: boolean;
}

/** Groups of digits with nothing but signs between them. */
interface Run {
  readonly groups: readonly Group[];
  /** With plus and brackets before the first digit. */
  readonly start: number;
  readonly end: number;
  /** How many digits. */
  readonly length: number;
  readonly plus: boolean;
  readonly brackets: boolean;
  /** ASCII digits with spaces, hyphens, dots and round brackets. */
  readonly plain: boolean;
  /** Which groups are part of a date, an address or the like, once looked for. */
  masked?: readonly boolean[];
}

const isDigit = (code: number): boolean => KINDS[code] === DIGIT;
const isOpening = (code: number): boolean => code === 40 || code === 91 || code === 0xff08 || code === 0xff3b;
const isClosing = (code: number): boolean => code === 41 || code === 93 || code === 0xff09 || code === 0xff3d;

function readRun(text: string, from: number): Run {
  const groups: Group[] = [];
  const {length: last} = text;
  let end = from;
  let length = 0;
  let plain = true;
  let brackets = false;
  let cut = true;
  for (let at = from; ;) {
    const start = at;
    let folded = false;
    for (; at < last; at++) {
      const code = text.charCodeAt(at);
      if (KINDS[code] !== DIGIT) break;
      folded ||= code > 57;
    }
    const digits = text.slice(start, at);
    groups.push({start, end: end = at, digits: folded ? ascii(digits) : digits, cut});
    length += digits.length;
    cut = false;
    let straight = true;
    let bracket = false;
    for (; at < last && at - end < SIGNS_BETWEEN; at++) {
      const code = text.charCodeAt(at);
      const kind = KINDS[code];
      if (kind !== SIGN && kind !== CUT) break;
      cut ||= kind === CUT;
      bracket ||= isOpening(code) || isClosing(code);
      straight &&= code === 32 || code === 40 || code === 41 || code === 45 || code === 46;
    }
    plain &&= !folded;
    if (at === last || !isDigit(text.charCodeAt(at))) break;
    plain &&= straight;
    brackets ||= bracket;
  }
  let start = from;
  let plus = false;
  for (; start > 0 && from - start < 4; start--) {
    const code = text.charCodeAt(start - 1);
    const isPlus = code === 43 || code === 0xff0b;
    if (isPlus && plus || !isPlus && !isOpening(code)) break;
    plus ||= isPlus;
    brackets ||= !isPlus;
  }
  return {groups, start, end, length, plus, brackets, plain};
}

const ascii = (digits: string): string => digits.replace(/\D/g, (digit) => {
  const value = digit.charCodeAt(0);
  return String(value - (value >= 0xff10 ? 0xff10 : value >= 0x966 ? 0x966 : value >= 0x6f0 ? 0x6f0 : 0x660));
});

function searchRun(search: Search, run: Run): void {
  const {text, home, found} = search;
  const {groups} = run;
  if (!run.plus && !home) return;
  if (groups.length === 1 && !run.plus && groups[0]!.digits.length > LONGEST_DIALLED) return;
  if (groups[0]!.digits.length === 4 && IBAN.test(text.slice(Math.max(0, run.start - 12), run.start))) return;
  let isFirst = false;
  // The longest number from the left, then the next.
  for (let i = 0; i < groups.length;) {
    let digits = '';
    let end = i;
    while (end < groups.length && digits.length + groups[end]!.digits.length <= MOST_DIGITS) {
      digits += groups[end++]!.digits;
    }
    let next = 0;
    for (let j = end; j > i && digits.length >= FEWEST_DIGITS; j--) {
      const candidate: FoundNumber | null = !mayEnd(groups, j) ? null : judge(search, run, i, j, digits, isFirst);
      if (candidate) {
        found.push(candidate);
        // The extension may have taken groups of its own.
        for (next = j; next < groups.length && groups[next]!.start < candidate.end;) next++;
        isFirst ||= candidate.start === run.start;
        break;
      }
      digits = digits.slice(0, digits.length - groups[j - 1]!.digits.length);
    }
    i = next || i + 1;
    while (!next && !mayEnd(groups, i)) i++;
  }
}

const NONE: readonly boolean[] = [];

/** Which groups of a run are part of something else. Looked for only where a number could be. */
function maskedIn(search: Search, run: Run): readonly boolean[] {
  return run.masked ??= mayBeSomethingElse(search, run) ? mask(search, run) : NONE;
}

function mask(search: Search, run: Run): readonly boolean[] {
  const {groups} = run;
  const masked: boolean[] = [];
  let i = 0;
  let before = 0;
  for (const [start, end] of findLookalikes(search.text, run.start, run.end, isNamed(search, run))) {
    if (start < before) i = 0;
    before = start;
    while (i < groups.length && groups[i]!.end <= start) i++;
    for (let k = i; k < groups.length && groups[k]!.start < end; k++) masked[k] = true;
  }
  return masked;
}

function isNamed(search: Search, run: Run): boolean {
  const {cue} = contextBefore(search, run.start);
  return cue === 'phone' || cue === 'fax';
}

/** The commonest forms need no second look. */
function mayBeSomethingElse({text, country}: Search, {groups, plus}: Run): boolean {
  const {length} = groups;
  if (length === 1) {
    const {length: digits} = groups[0]!.digits;
    return !plus && digits !== 9 && digits !== 10 && digits !== 11;
  }
  if (plus) {
    // A date after the number is written with other signs than the number.
    const sign = text.slice(groups[0]!.end, groups[1]!.start);
    return groups.some(({start}, i) => i > 1 && text.slice(groups[i - 1]!.end, start) !== sign);
  }
  const size = (fromEnd: number) => groups[length - fromEnd]!.digits.length;
  return !(length < 5 && length > 2 && size(1) === 4 && size(2) === 3 && size(3) === 3 &&
    (length === 3 || size(4) === 1) && isNorthAmerican(country));
}

/** Spaces, slashes and brackets may stand between two numbers; hyphens and dots never. */
const mayEnd = (groups: readonly Group[], at: number): boolean => at >= groups.length || groups[at]!.cut;
const ONE_LETTER = /^\s?\p{L}(?!\p{L})/u;
const NO_LETTER = /^\s?[^\s\p{L}]/u;

/**
 * `digits`: those of the groups from `i` to before `j`; `isFirst`: a number was found where the run begins. Notes
 * what was said of the number that it returns.
 */
function judge(
  search: Search, run: Run, i: number, j: number, digits: string, isFirst: boolean,
): FoundNumber | null {
  const {text, country, home} = search;
  const {groups} = run;
  const first = groups[i]!;
  const last = groups[j - 1]!;
  const plus = run.plus && i === 0;
  const number = plus ? abroad(text, groups, i, j, digits) : home ? readDomestic(digits, home) : null;
  if (!number) return null;
  // A plus belongs to what follows it; what is left of a number that does not exist is no other one.
  if (!plus && run.plus && i > 0 && !isFirst && search.last?.end !== run.start) return null;
  if (!plus && isOneDigit(number.national)) return null;

  const masked = maskedIn(search, run);
  for (let k = i; k < j && masked.length; k++) if (masked[k]) return null;
  const start = startOf(text, run, i, last.end);
  if (start < 0) return null;
  const bare = j - i === 1 && start === first.start;
  const tight = surroundings(text, start, last.end, plus, bare);
  if (tight === REFUSE) return null;

  const context = contextBefore(search, start);
  const whole = withExtension(text, start, last.end);
  const end = whole ? whole.end : last.end;
  const after = textAfter(text, end);
  const usual = !plus && j - i > 1 && isUsualGrouping(number, country, breaksOf(groups, i, j));
  let evidence = form(number, plus, bare, usual, isOpening(text.charCodeAt(start)), digits.length, country)
    + words(context, plus, bare, usual, after)
    + (whole ? 1 : 0)
    - (plus ? 0 : crowded(search, run, i, j, usual))
    - (tight === CODE ? 2 : 0);
  if (evidence < search.least && isAlone(text, start, end)) evidence++;
  if (evidence < search.least) return null;
  if (!plus && after && UNIT_AFTER.test(after)) {
    const label = usual && (context.cue === 'phone' || ONE_LETTER.test(after));
    if (!label || NO_LETTER.test(after)) return null;
  }
  const e164 = `+${number.code}${number.national}`;
  const raw = text.slice(start, end);
  // What is not written in the plainest way is read by the parser, which has the last word.
  const plain = number.plain && (start === first.start || start === first.start - 1 && isLead(text, start)) &&
    (run.plain || PLAIN.test(text.slice(first.start, last.end)));
  if (!plain && parseNumber(raw, {country})?.e164 !== e164) return null;
  search.last = {end, context};
  const fax = context.cue === 'fax' ? !PHONE_AFTER.test(after) : after !== '' && FAX_AFTER.test(after);
  const found: {-readonly [Key in keyof FoundNumber]: FoundNumber[Key]} = {e164, raw, start, end};
  if (whole) found.extension = whole.extension;
  if (fax) found.fax = true;
  return found;
}

const PLAIN = /^\d[\d ().-]*$/;
const isLead = (text: string, at: number): boolean => text[at] === '+' || text[at] === '(';

function isOneDigit(digits: string): boolean {
  const first = digits.charCodeAt(0);
  for (let at = 1; at < digits.length; at++) if (digits.charCodeAt(at) !== first) return false;
  return true;
}

const SAID_AFTER = /^[\s\u00a0]{0,2}[([\u2013-]?\s?(?:[a-z$%]|[^\0-\x7f])/i;

/** What is said after a number. Most end where a sentence or a line does: nothing to read there. */
function textAfter(text: string, end: number): string {
  const code = text.charCodeAt(end);
  // Stops end it at once; NaN is the end of the text.
  return code === 46 || code === 44 || code === 59 || !(code > 0) || !SAID_AFTER.test(text.slice(end, end + 4))
    ? '' : text.slice(end, end + 24);
}

function abroad(text: string, groups: readonly Group[], i: number, j: number, digits: string): NumberInUse | null {
  const number = readInternational(digits);
  if (number?.plain || j - i < 2) return number;
  let zero = i + 1;
  while (zero < j && !isBracketedZero(text, groups[zero]!)) zero++;
  if (zero === j) return number;
  if (number) {
    // "+44 (0)20 …" is read by everybody in the same way.
    const {code, national} = number;
    const plain = zero === i + 1 && groups[i]!.digits === code && national[0] !== '0' &&
      national.length === digits.length - code.length - 1;
    return {code, national, plain};
  }
  const rest = readInternational(groups.slice(i, j).filter((_, at) => at !== zero - i).map((group) => group.digits).join(''));
  return rest && {...rest, plain: false};
}

const isBracketedZero = (text: string, {digits, start, end}: Group): boolean =>
  digits === '0' && text[start - 1] === '(' && text[end] === ')';

/** Where a number begins with the brackets and the plus that belong to it; -1 where brackets do not pair. */
function startOf(text: string, run: Run, i: number, end: number): number {
  const first = run.groups[i]!;
  let start = i === 0 ? run.start : first.start;
  if (!run.brackets) return start;
  if (i > 0) while (isOpening(text.charCodeAt(start - 1))) start--;
  for (; ; start++) {
    let open = 0;
    let pairs = 0;
    let extra = 0;
    for (let at = start; at < end && open < 2; at++) {
      const code = text.charCodeAt(at);
      if (isOpening(code)) {
        open++;
      } else if (!isClosing(code)) {
        continue;
      } else if (open) {
        open--;
        pairs++;
      } else {
        extra++;
      }
    }
    if (open === 0 && pairs <= 2 && extra <= (pairs ? 0 : 1)) return start;
    // Brackets around the whole are not part of it.
    if (!isOpening(text.charCodeAt(start))) return -1;
  }
}

/** Digits from the end at which the number is broken. */
function breaksOf(groups: readonly Group[], i: number, j: number): number[] {
  const breaks: number[] = [];
  let rest = 0;
  for (let k = j - 1; k > i; k--) breaks.push(rest += groups[k]!.digits.length);
  return breaks;
}

const LATIN = /[\p{Script=Latin}\p{M}\p{N}_]/u;
const SPACE = /\s/;
const NEVER_BESIDE = /[\p{Sc}%\u2030\u2031@_\\^]/u;
const CENTS = /^,\d{1,3}(?![\d,])/;
/** Comparisons, indexes, arguments of a function. */
const CODE_BEFORE = /(?:[=<>[{]\s*|[\p{L}\])]\()$/u;
const CURRENCY_BEFORE = /(?:\p{Sc}|(?<!\p{L})(?:usd|eur|gbp|chf|cad|aud|inr|jpy|cny|rs|kr|us\$))[\s\u00a0]?$/iu;
const LINK = /:\/\/|^www\.|\.[a-z]{2,}\/|[?&][\w.-]+=|@[\w-]|^[~.]*\/[a-z]|\\|(?<!\d)10\.\d{4,}\/|^[a-z]+:[a-z]/i;
const CALL_LINK = /^[<"'(]*(?:tel|callto|sms|phone|fax|mob|mobile|cell|call):/i;
const FILE = /^\.(?:pdf|jpe?g|png|gif|webp|svg|docx?|xlsx?|pptx?|csv|txt|html?|php|zip|gz|json|xml|log|mp[34]|wav|eml|com|net|org|io|de|uk)(?![\p{L}\p{N}])/iu;
/** Before the digits of an account: country, check digits, bank. */
const IBAN = /(?<![A-Za-z])[A-Z]{2}\d\d ?[A-Z]{4} ?$/;
const HEX = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-|-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i;

const FINE = 0;
const CODE = 1;
const REFUSE = 2;

const isSpace = (code: number): boolean =>
  code === 32 || code < 14 && code > 8 || code > 0x7f && SPACE.test(String.fromCharCode(code));
/** What a currency can end in, a bit for each letter: spares most texts the long expression. */
const CURRENCY_ENDS = [...'dfprsy'].reduce((bits, letter) => bits | 1 << (letter.charCodeAt(0) & 31), 0);
const mayEndCurrency = (code: number): boolean =>
  code > 0x7f || code === 36 || code > 64 && (CURRENCY_ENDS >> (code & 31) & 1) === 1;

/** What stands next to the digits: part of a word, a link, an amount, code? */
function surroundings(text: string, start: number, end: number, plus: boolean, bare: boolean): number {
  const beside = start > 0 ? text.charCodeAt(start - 1) : 32;
  const next = end < text.length ? text.charCodeAt(end) : 32;
  // Most numbers stand between spaces.
  const apart = isSpace(beside) && (isSpace(next) || next === 44 || next === 59 || next === 41 || next === 124);
  if (plus && apart) return FINE;
  const before = text.slice(Math.max(0, start - 12), start);
  if (!plus && (mayEndCurrency(beside) || isSpace(beside) && mayEndCurrency(text.charCodeAt(start - 2))) &&
    CURRENCY_BEFORE.test(before)) return REFUSE;
  if (apart) {
    if (!bare) return FINE;
    if (next === 44 && CENTS.test(text.slice(end, end + 5))) return REFUSE;
    return CODE_BEFORE.test(before) ? CODE : FINE;
  }

  const left = text[start - 1] ?? ' ';
  const right = text[end] ?? ' ';
  const led = text[start] === '+' || text[start] === '\uff0b' || isOpening(text.charCodeAt(start));
  if (!led && LATIN.test(left) || LATIN.test(right) && !withExtension(text, start, end)) return REFUSE;
  if (NEVER_BESIDE.test(left) || NEVER_BESIDE.test(right)) return REFUSE;
  if (/\d[:,.]$/.test(before) && (left === ':' || /^\d{3}(?!\d)/.test(text.slice(start, start + 4)))) return REFUSE;
  const after = text.slice(end, end + 8);
  if (/^[:.]\d/.test(after) || FILE.test(after) || bare && CENTS.test(after)) return REFUSE;
  if (/^-\p{L}/u.test(after) && (bare || /^-[0-9a-f]*\d/i.test(after))) return REFUSE;
  if (/[\p{L}\p{N}\-./:=#&?%*~]/u.test(left) || /[\p{L}/?&=#:.\-~*]/u.test(right)) {
    const token = tokenAround(text, start, end);
    if (!CALL_LINK.test(token) && LINK.test(token) || HEX.test(token)) return REFUSE;
    if (left === '&' || left === '#' && bare || left === '/' && bare && !/\d *\/$/.test(before)) return REFUSE;
    if ((left === '-' || left === '\u2013') && isPartOfCode(before, bare)) return REFUSE;
    if (left === '=' || left === '~' || left === '*' && bare && /[\p{L}\d]\*$/u.test(before)) return CODE;
  }
  return bare && CODE_BEFORE.test(before) ? CODE : FINE;
}

/** `INV-6505550100` is the name of something, `number-650-555-0100` is a number. `before` ends in a hyphen. */
function isPartOfCode(before: string, bare: boolean): boolean {
  const word = /[\p{L}\p{N}]+-$/u.exec(before)?.[0].slice(0, -1);
  if (!word) return bare;
  return !/^(?:tel|phone|fax|mob|mobile|cell)$/i.test(word) && (bare || word === word.toUpperCase());
}

function tokenAround(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from > 0 && start - from < 160 && !/[\s<>"'`]/.test(text[from - 1]!)) from--;
  while (to < text.length && to - end < 80 && !/[\s<>"'`]/.test(text[to]!)) to++;
  return text.slice(from, to);
}

function contextBefore(search: Search, start: number): WordContext {
  if (search.before?.start !== start) search.before = {start, context: readBefore(search, start)};
  return search.before.context;
}

/** The words before a number, or those of the number before it when the two are a list. */
function readBefore({text, last}: Search, start: number): WordContext {
  let from = Math.max(0, start - WINDOW);
  if (last && last.end > from && last.end <= start) {
    if (isListed(text.slice(last.end, start))) return last.context;
    from = last.end;
  }
  let line = start;
  while (line > from && text.charCodeAt(line - 1) !== 10) line--;
  if (line === from) return wordContextOf(text, from, start);
  const found = wordContextOf(text, line, start);
  if (found !== NO_CONTEXT || text.slice(line, start).trim()) return found;
  // A label may stand on the line above.
  const above = text.slice(from, line).trimEnd();
  const begin = above.lastIndexOf('\n') + 1;
  return /\p{L}:?$/u.test(above) ? wordContextOf(above, begin, above.length) : NO_CONTEXT;
}

/**
 * How much its own form speaks for a number. `bare`: digits and nothing else; `usual`: in the groups that are usual in
 * the country; `length`: of the digits as dialled.
 */
function form(
  number: NumberInUse & {trunk?: boolean}, plus: boolean, bare: boolean, usual: boolean, bracket: boolean, length: number,
  country: string | undefined,
): number {
  if (plus) return 3;
  if (usual || bracket && !bare) return 2;
  if (number.trunk) return length < 9 ? 0 : bare ? 1 : 2;
  return bare && isNorthAmerican(country) ? 1 : 0;
}

/** How much the words around speak for it. */
function words({cue, close, never}: WordContext, plus: boolean, bare: boolean, usual: boolean, after: string): number {
  if (never) return -9;
  if (cue === 'phone' || cue === 'fax') return 2;
  const named = after && (PHONE_AFTER.test(after) || FAX_AFTER.test(after)) ? 2 : 0;
  if (cue === 'other' && !plus && (close || bare || !usual)) return named - 3;
  return named;
}

/** The whole of a text, of a line, or of a cell. */
const isAlone = (text: string, start: number, end: number): boolean =>
  /(?:^|[\n\t|])[\s"'*(<>-]*$/.test(text.slice(Math.max(0, start - 12), start)) &&
  /^[\s"'*)<>.,;-]*(?:[\n\t|]|$)/.test(text.slice(end, end + 12));

/** Digits that stand directly beside others: a table or a list of something, unless it is written unlike them. */
function crowded(search: Search, run: Run, i: number, j: number, usual: boolean): number {
  const {groups} = run;
  if (j - i === groups.length) return !usual && isCounting(groups, i, j) ? 2 : 0;
  const masked = maskedIn(search, run);
  const between = (k: number) => search.text.slice(groups[k - 1]!.end, groups[k]!.start);
  const before = i > 0 && !between(i).includes('/') && !masked[i - 1];
  const after = j < groups.length && !between(j).includes('/') && !masked[j];
  if (!usual) return before || after || isCounting(groups, i, j) ? 2 : 0;
  // A row that goes on in the same way, but not far enough for a second number.
  if (after && between(j) === between(j - 1) && groups[j]!.digits.length === groups[j - 1]!.digits.length &&
    groups.length - j < j - i) return 4;
  if (!before || j - i > 3 || groups[i - 1]!.digits.length > 4) return 0;
  for (let k = i + 1; k < j; k++) if (between(k) === ' ' && between(i) === ' ') return 4;
  return 0;
}

/** `1 2 3 4 5 6 7 8 9 10` */
function isCounting(groups: readonly Group[], i: number, j: number): boolean {
  for (let k = i + 1; k < j; k++) if (Number(groups[k]!.digits) !== Number(groups[k - 1]!.digits) + 1) return false;
  return j - i > 4;
}

const EXTENSION = new RegExp(
  ';ext=(\\d{1,20})|(?:[ \\u00a0]?,)?[ \\u00a0]{0,3}(?:[([]\\s?)?((?:\\p{L}[\\p{L}\\p{M}]{0,13}(?:[.:=]|\\.:)?|[#~*])[ \\u00a0]{0,3}#?|,{2,3}|;)' +
  '(\\d{1,9})(?![\\d%\\p{L}]|[-:/.,]\\d)#?', 'uy',
);
/** What needs no dictionary. */
const EXTENSION_MARK = /^(?:x|ext(?:n|ension)?)[.:]{0,2}\s*$/i;
/** One word or sign and then a digit: spares most texts the long expression. */
const EXTENSION_SOON = /[ \u00a0,]{0,5}(?:[([]\s?)?[^\s\d]{1,17}[ \u00a0]{0,3}#?\d|,,/y;
const extensionAt = (text: string, at: number): RegExpExecArray | null => {
  EXTENSION.lastIndex = at;
  return EXTENSION.exec(text);
};

function withExtension(text: string, start: number, end: number): {end: number; extension: string} | null {
  EXTENSION_SOON.lastIndex = end;
  const match = EXTENSION_SOON.test(text) ? extensionAt(text, end) : null;
  if (!match) return null;
  const after = end + match[0].length;
  const [, parameter, mark, digits] = match;
  if (parameter) return {end: after, extension: parameter};
  if (mark && digits && EXTENSION_MARK.test(mark)) return {end: after, extension: digits};
  // Signs and words as the parser knows them; a word has to be one for "extension", not just any before a "#9".
  if (mark && /\p{L}/u.test(mark)) {
    const word = normalize(`${mark}${digits}`);
    if (!word || !('bareExtension' in word)) return null;
  }
  const written = normalize(text.slice(start, after));
  return written && 'extension' in written && written.extension ? {end: after, extension: written.extension} : null;
}
