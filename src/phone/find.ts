import {lookalikes, type Range} from './find-lookalikes.js';
import {domestic, international, isCountry, isNorthAmerican, isUsualGrouping, type InUse} from './find-plans.js';
import {contextOf, FAX_AFTER, isListed, NOTHING, PHONE_AFTER, UNIT, type Context} from './find-words.js';
import {parseNumber} from './parse.js';
import {unwrap} from './written.js';

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

// ASCII, Arabic, Persian, Devanagari, full width
const DIGIT = '0-9\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f\\uff10-\\uff19';
const SIGN = ' \\u00a0\\u00ad\\u2000-\\u200f\\u202a-\\u202f\\u2060\\u2066-\\u2069\\u3000()[\\].\\-\\u2010-\\u2015\\u2212' +
  '\\u30fc\\uff0d-\\uff0f\\uff08\\uff09\\uff3b\\uff3d/~\\u2053\\u223c\\uff5e\\u00b7\\u2022';
const SIGNS_BETWEEN = 4;
const FEWEST_DIGITS = 7;
/** Exit code, carrier code, country code and national number together. */
const MOST_DIGITS = 22;
const LONGEST_DIALLED = 19;
/** How far words reach, in characters. */
const WINDOW = 48;

const SEVEN_DIGITS = `[${DIGIT}](?:[${SIGN}]{0,${SIGNS_BETWEEN}}[${DIGIT}]){${FEWEST_DIGITS - 1}}`;
/** The toll-free codes of North America, where companies write words. */
const TOLL_FREE = '8(?:00|33|44|55|66|77|88)\\)?[-. ]';
const CANDIDATE = new RegExp(`${SEVEN_DIGITS}|${TOLL_FREE}(?=[A-Z\\d-]{0,6}[A-Z]{3})`, 'g');
const WORD_ON_KEYS = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])(?:\\+?1[-. ]?)?\\(?${TOLL_FREE}[A-Z\\d](?:-?[A-Z\\d]){6,9}(?![\\p{L}\\p{N}@_]|-[\\p{L}\\p{N}])`, 'uy',
);
const isOtherSign = RegExp.prototype.test.bind(new RegExp(`^[${SIGN}]$`));
const isOtherDigit = RegExp.prototype.test.bind(new RegExp(`^[${DIGIT}]$`));

/** Whether a text is worth a search: seven digits with little between them, or 800 and a word. One expression. */
export function mayHoldNumber(text: string): boolean {
  CANDIDATE.lastIndex = 0;
  return CANDIDATE.test(text);
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
  const search: Search = {
    text, country: isCountry(code) ? code : undefined, least: strict ? 2 : 1, found, last: null, before: null,
  };
  for (let at = 0; ;) {
    CANDIDATE.lastIndex = at;
    const match = CANDIDATE.exec(text);
    if (!match) return found;
    if (isDigit(match[0].charCodeAt(match[0].length - 1))) {
      const run = readRun(text, match.index);
      searchRun(search, run);
      // An extension may have taken the digits of the next run.
      at = Math.max(run.end, found.at(-1)?.end ?? 0);
    } else {
      at = searchWord(search, match.index, at) ?? CANDIDATE.lastIndex;
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
  /** How much has to speak for a number. */
  readonly least: number;
  readonly found: FoundNumber[];
  /** What was said of the number found last: "Call A or B". */
  last: {readonly end: number; readonly context: Context} | null;
  /** What was read last before a number: it is asked for more than once. */
  before: {readonly start: number; readonly context: Context} | null;
}

/** Digits in a row. */
interface Group {
  readonly start: number;
  readonly end: number;
  /** In ASCII. */
  readonly digits: string;
}

/** Groups of digits with nothing but signs between them. */
interface Run {
  readonly groups: readonly Group[];
  /** With plus and brackets before the first digit. */
  readonly start: number;
  readonly end: number;
  readonly plus: boolean;
  /** Dates, addresses and the like in it, once looked for. */
  masks?: readonly Range[];
}

const isDigit = (code: number): boolean =>
  code >= 48 && code <= 57 || code > 0x65f && isOtherDigit(String.fromCharCode(code));
const isSign = (code: number): boolean => code < 0x80
  ? code === 32 || code === 40 || code === 41 || code >= 45 && code <= 47 || code === 91 || code === 93 || code === 126
  : isOtherSign(String.fromCharCode(code));

const isOpening = (code: number): boolean => code === 40 || code === 91 || code === 0xff08 || code === 0xff3b;
const isClosing = (code: number): boolean => code === 41 || code === 93 || code === 0xff09 || code === 0xff3d;

function readRun(text: string, from: number): Run {
  const groups: Group[] = [];
  let end = from;
  for (let at = from; ;) {
    const start = at;
    let folded = false;
    for (let code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(++at)) folded ||= code > 57;
    const digits = text.slice(start, at);
    groups.push({start, end: end = at, digits: folded ? ascii(digits) : digits});
    while (at - end < SIGNS_BETWEEN && isSign(text.charCodeAt(at))) at++;
    if (!isDigit(text.charCodeAt(at))) break;
  }
  let start = from;
  let plus = false;
  for (; start > 0 && from - start < 4; start--) {
    const code = text.charCodeAt(start - 1);
    const isPlus = code === 43 || code === 0xff0b;
    if (isPlus && plus || !isPlus && !isOpening(code)) break;
    plus ||= isPlus;
  }
  return {groups, start, end, plus};
}

const ascii = (digits: string): string => digits.replace(/\D/g, (digit) => {
  const value = digit.charCodeAt(0);
  return String(value - (value >= 0xff10 ? 0xff10 : value >= 0x966 ? 0x966 : value >= 0x6f0 ? 0x6f0 : 0x660));
});

function searchRun(search: Search, run: Run): void {
  const {text, country, found} = search;
  const {groups} = run;
  if (!run.plus && !country) return;
  if (groups.length === 1 && !run.plus && groups[0]!.digits.length > LONGEST_DIALLED) return;
  if (groups[0]!.digits.length === 4 && IBAN.test(text.slice(Math.max(0, run.start - 12), run.start))) return;
  // The longest number from the left, then the next.
  for (let i = 0; i < groups.length;) {
    let digits = '';
    let end = i;
    while (end < groups.length && digits.length + groups[end]!.digits.length <= MOST_DIGITS) {
      digits += groups[end++]!.digits;
    }
    let next = 0;
    for (let j = end; j > i && digits.length >= FEWEST_DIGITS; j--) {
      const candidate = mayEnd(text, groups, j) && judge(search, run, i, j, digits);
      if (candidate) {
        found.push(candidate.number);
        search.last = {end: candidate.number.end, context: candidate.context};
        next = j;
        // The extension may have taken groups of its own.
        while (next < groups.length && groups[next]!.start < candidate.number.end) next++;
        break;
      }
      digits = digits.slice(0, digits.length - groups[j - 1]!.digits.length);
    }
    i = next || i + 1;
    while (!next && !mayEnd(text, groups, i)) i++;
  }
}

/** Looked for only where a number could be. */
const masksOf = (search: Search, run: Run): readonly Range[] => run.masks ??= mayBeSomethingElse(search, run)
  ? lookalikes(search.text, run.start, run.end, isNamed(search, run)) : [];

/** Whether a group is part of something else. */
function isMasked(search: Search, run: Run, i: number): boolean {
  const {start, end} = run.groups[i]!;
  return masksOf(search, run).some((mask) => start < mask[1] && end > mask[0]);
}

function isNamed(search: Search, run: Run): boolean {
  const {cue} = contextBefore(search, run.start);
  return cue === 'phone' || cue === 'fax';
}

/** The commonest forms need no second look. */
function mayBeSomethingElse({text, country}: Search, {groups, plus}: Run): boolean {
  if (groups.length === 1) {
    const {length} = groups[0]!.digits;
    return !plus && length !== 9 && length !== 10 && length !== 11;
  }
  if (plus) {
    // A date after the number is written with other signs than the number.
    const sign = text.slice(groups[0]!.end, groups[1]!.start);
    return groups.some(({start}, i) => i > 1 && text.slice(groups[i - 1]!.end, start) !== sign);
  }
  const sizes = groups.map(({digits}) => digits.length).join('');
  return sizes !== '334' && sizes !== '1334' || !isNorthAmerican(country);
}

/** Spaces, slashes and brackets may stand between two numbers; hyphens and dots never. */
const mayEnd = (text: string, groups: readonly Group[], at: number): boolean => at >= groups.length ||
  CUT.test(text.slice(groups[at - 1]!.end, groups[at]!.start));
const CUT = /[\s/()[\]\uff08\uff09\uff3b\uff3d]/;
const ONE_DIGIT = /^(\d)\1+$/;
const ONE_LETTER = /^\s?\p{L}(?!\p{L})/u;
const NO_LETTER = /^\s?[^\s\p{L}]/u;

/** `digits`: those of the groups from `i` to before `j`. */
function judge(
  search: Search, run: Run, i: number, j: number, digits: string,
): {number: FoundNumber; context: Context} | null {
  const {text, country} = search;
  const {groups} = run;
  const first = groups[i]!;
  const last = groups[j - 1]!;
  const plus = run.plus && i === 0;
  const number = plus ? abroad(text, groups, i, j, digits) : country ? domestic(digits, country) : null;
  // A plus belongs to what follows it; what is left of a number that does not exist is no other one.
  if (!number || !plus && (ONE_DIGIT.test(number.national) || run.plus && search.last?.end !== run.start && i > 0 &&
    !search.found.some(({start}) => start === run.start))) return null;

  if (masksOf(search, run).length) {
    for (let k = i; k < j; k++) if (isMasked(search, run, k)) return null;
  }
  const start = startOf(text, run, i, last.end);
  if (start < 0) return null;
  const bare = j - i === 1 && start === first.start;
  const tight = surroundings(text, start, last.end, plus, bare);
  if (tight === 'refuse') return null;

  const context = contextBefore(search, start);
  const whole = withExtension(text, start, last.end);
  // Most numbers end where a sentence or a line does: nothing to read there.
  const after = SAID_AFTER.test(text.slice(whole.end, whole.end + 4)) ? text.slice(whole.end, whole.end + 24) : '';
  const usual = !plus && j - i > 1 && isUsualGrouping(number, country, breaksOf(groups, i, j));
  let evidence = form(number, {plus, bare, usual, bracket: isOpening(text.charCodeAt(start)), digits, country})
    + words(context, {plus, bare, usual, after})
    + (whole.extension ? 1 : 0)
    - (plus ? 0 : crowded(search, run, i, j, usual))
    - (tight === 'code' ? 2 : 0);
  if (evidence < search.least && isAlone(text, start, whole.end)) evidence++;
  if (evidence < search.least) return null;
  if (!plus && after && UNIT.test(after)) {
    const label = usual && (context.cue === 'phone' || ONE_LETTER.test(after));
    if (!label || NO_LETTER.test(after)) return null;
  }
  const raw = text.slice(start, whole.end);
  const e164 = confirm(raw, text.slice(start, last.end), number, country);
  if (!e164) return null;
  const fax = context.cue === 'fax' ? !PHONE_AFTER.test(after) : after !== '' && FAX_AFTER.test(after);
  const {extension} = whole;
  return {context, number: {e164, ...extension && {extension}, raw, start, end: whole.end, ...fax && {fax: true}}};
}

function abroad(text: string, groups: readonly Group[], i: number, j: number, digits: string): InUse | null {
  const number = international(digits);
  if (number) return number;
  const zero = groups.slice(i, j).findIndex((group) =>
    group.digits === '0' && text[group.start - 1] === '(' && text[group.end] === ')');
  if (zero < 1) return null;
  const rest = international(groups.slice(i, j).filter((_, at) => at !== zero).map((group) => group.digits).join(''));
  return rest && {...rest, plain: false};
}

/** Where a number begins with the brackets and the plus that belong to it; -1 where brackets do not pair. */
function startOf(text: string, run: Run, i: number, end: number): number {
  const first = run.groups[i]!;
  let start = i === 0 ? run.start : first.start;
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
const SPACE_OR_STOP = /[\s,;)|]/;
const NEVER_BESIDE = /[\p{Sc}%\u2030\u2031@_\\^]/u;
const CENTS = /^,\d{1,3}(?![\d,])/;
/** Comparisons, indexes, arguments of a function. */
const CODE_BEFORE = /(?:[=<>[{]\s*|[\p{L}\])]\()$/u;
const CURRENCY_BEFORE = /(?:\p{Sc}|(?<!\p{L})(?:usd|eur|gbp|chf|cad|aud|inr|jpy|cny|rs|kr|us\$))[\s\u00a0]?$/iu;
/** What a currency can end in: spares most texts the long expression. */
const CURRENCY_LIKE = /(?:[dfprsyDFPRSY$]|[^\0-\x7f])[\s\u00a0]?$/;
const LINK = /:\/\/|^www\.|\.[a-z]{2,}\/|[?&][\w.-]+=|@[\w-]|^[~.]*\/[a-z]|\\|(?<!\d)10\.\d{4,}\/|^[a-z]+:[a-z]/i;
const CALL_LINK = /^[<"'(]*(?:tel|callto|sms|phone|fax|mob|mobile|cell|call):/i;
const FILE = /^\.(?:pdf|jpe?g|png|gif|webp|svg|docx?|xlsx?|pptx?|csv|txt|html?|php|zip|gz|json|xml|log|mp[34]|wav|eml|com|net|org|io|de|uk)(?![\p{L}\p{N}])/iu;
/** Before the digits of an account: country, check digits, bank. */
const IBAN = /(?<![A-Za-z])[A-Z]{2}\d\d ?[A-Z]{4} ?$/;
const HEX = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-|-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i;

/** What stands next to the digits: part of a word, a link, an amount, code? */
function surroundings(
  text: string, start: number, end: number, plus: boolean, bare: boolean,
): 'fine' | 'code' | 'refuse' {
  const left = text[start - 1] ?? ' ';
  const right = text[end] ?? ' ';
  // Most numbers stand between spaces.
  const apart = SPACE.test(left) && SPACE_OR_STOP.test(right);
  if (plus && apart) return 'fine';
  const before = text.slice(Math.max(0, start - 12), start);
  if (!plus && CURRENCY_LIKE.test(before) && CURRENCY_BEFORE.test(before)) return 'refuse';
  if (apart) {
    if (bare && CENTS.test(text.slice(end, end + 5))) return 'refuse';
    return bare && CODE_BEFORE.test(before) ? 'code' : 'fine';
  }

  const led = text[start] === '+' || text[start] === '\uff0b' || isOpening(text.charCodeAt(start));
  if (!led && LATIN.test(left) || LATIN.test(right) && withExtension(text, start, end).end === end) return 'refuse';
  if (NEVER_BESIDE.test(left) || NEVER_BESIDE.test(right)) return 'refuse';
  if (/\d[:,.]$/.test(before) && (left === ':' || /^\d{3}(?!\d)/.test(text.slice(start, start + 4)))) return 'refuse';
  const after = text.slice(end, end + 8);
  if (/^[:.]\d/.test(after) || FILE.test(after) || bare && CENTS.test(after)) return 'refuse';
  if (/^-\p{L}/u.test(after) && (bare || /^-[0-9a-f]*\d/i.test(after))) return 'refuse';
  if (/[\p{L}\p{N}\-./:=#&?%*~]/u.test(left) || /[\p{L}/?&=#:.\-~*]/u.test(right)) {
    const token = tokenAround(text, start, end);
    if (!CALL_LINK.test(token) && LINK.test(token) || HEX.test(token)) return 'refuse';
    if (left === '&' || left === '#' && bare || left === '/' && bare && !/\d *\/$/.test(before)) return 'refuse';
    if ((left === '-' || left === '\u2013') && isPartOfCode(before, bare)) return 'refuse';
    if (left === '=' || left === '~' || left === '*' && bare && /[\p{L}\d]\*$/u.test(before)) return 'code';
  }
  return bare && CODE_BEFORE.test(before) ? 'code' : 'fine';
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

function contextBefore(search: Search, start: number): Context {
  if (search.before?.start !== start) search.before = {start, context: readBefore(search, start)};
  return search.before.context;
}

/** The words before a number, or those of the number before it when the two are a list. */
function readBefore({text, last}: Search, start: number): Context {
  let from = Math.max(0, start - WINDOW);
  if (last && last.end > from && last.end <= start) {
    if (isListed(text.slice(last.end, start))) return last.context;
    from = last.end;
  }
  const line = from + text.slice(from, start).lastIndexOf('\n') + 1;
  if (line === from) return contextOf(text, from, start);
  const found = contextOf(text, line, start);
  if (found !== NOTHING || text.slice(line, start).trim()) return found;
  // A label may stand on the line above.
  const above = text.slice(from, line).trimEnd();
  const begin = above.lastIndexOf('\n') + 1;
  return /\p{L}:?$/u.test(above) ? contextOf(above, begin, above.length) : NOTHING;
}

interface Shape {
  readonly plus: boolean;
  /** Digits and nothing else. */
  readonly bare: boolean;
  /** In the groups that are usual in the country. */
  readonly usual: boolean;
}

/** How much its own form speaks for a number. */
function form(
  number: InUse & {trunk?: boolean},
  {plus, bare, usual, bracket, digits, country}:
    Shape & {bracket: boolean; digits: string; country: string | undefined},
): number {
  if (plus) return 3;
  if (usual || bracket && !bare) return 2;
  if (number.trunk) return digits.length < 9 ? 0 : bare ? 1 : 2;
  return bare && isNorthAmerican(country) ? 1 : 0;
}

const SAID_AFTER = /^[\s\u00a0]{0,2}[([\u2013-]?\s?(?:[a-z$%]|[^\0-\x7f])/i;

/** How much the words around speak for it. */
function words({cue, close, never}: Context, {plus, bare, usual, after}: Shape & {after: string}): number {
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
  const between = (k: number) => search.text.slice(groups[k - 1]!.end, groups[k]!.start);
  const before = i > 0 && !between(i).includes('/') && !isMasked(search, run, i - 1);
  const after = j < groups.length && !between(j).includes('/') && !isMasked(search, run, j);
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

function withExtension(text: string, start: number, end: number): {end: number; extension?: string} {
  EXTENSION_SOON.lastIndex = end;
  const match = EXTENSION_SOON.test(text) ? extensionAt(text, end) : null;
  if (!match) return {end};
  const after = end + match[0].length;
  const [, parameter, mark, digits] = match;
  if (parameter) return {end: after, extension: parameter};
  if (mark && digits && EXTENSION_MARK.test(mark)) return {end: after, extension: digits};
  // Signs and words as the parser knows them; a word has to be one for "extension", not just any before a "#9".
  if (mark && /\p{L}/u.test(mark)) {
    const word = unwrap(`${mark}${digits}`);
    if (!word || !('bareExtension' in word)) return {end};
  }
  const written = unwrap(text.slice(start, after));
  return written && 'extension' in written && written.extension ? {end: after, extension: written.extension} : {end};
}

const PLAIN = /^[+(]?\d[\d ().-]*$/;

/** In E.164. What is not written in the plainest way is read by the parser, which has the last word. */
function confirm(raw: string, digits: string, number: InUse, country: string | undefined): string | null {
  const e164 = `+${number.code}${number.national}`;
  if (number.plain && PLAIN.test(digits)) return e164;
  return parseNumber(raw, {country})?.e164 === e164 ? e164 : null;
}
