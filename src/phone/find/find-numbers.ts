import {
  MIN_DIGITS, nextCandidate, TOLL_FREE_CODE,
} from './characters.js';
import {isCountry} from './dialing-rules.js';
import {mayEndBefore, readRun, type DigitRun} from './digit-runs.js';
import type {FindOptions, FoundNumber} from './found-number.js';
import {judge} from './judge.js';
import type {Search} from './search.js';
import {parseNumber} from '../parse.js';

export type {FindOptions, FoundNumber} from './found-number.js';

/** Exit code, carrier code, country code and national number together. */
const MAX_DIGITS = 22;
/** For digits in one group, without a plus. */
const MAX_DIALED_DIGITS = 19;

const TOLL_FREE_DIGITS = /^8(?:00|33|44|55|66|77|88)$/;
const VANITY_NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])(?:\\+?1[-. ]?)?\\(?${TOLL_FREE_CODE}` +
  '[A-Z\\d](?:-?[A-Z\\d]){6,9}(?![\\p{L}\\p{N}@_]|-[\\p{L}\\p{N}])', 'uy',
);
/** The characters of an IBAN before the account: country, check digits, bank. */
const IBAN_START = /(?<![A-Za-z])[A-Z]{2}\d\d ?[A-Z]{4} ?$/;

/**
 * A cheap check whether a text is worth a search: whether it has seven digits with little between
 * them, or 800 and a word.
 */
export const mayHoldNumber = (text: string): boolean => nextCandidate(text, 0) >= 0;

/**
 * Finds the telephone numbers in a text, in their order. The text around digits decides as much as
 * the digits: dates, amounts, order numbers, addresses and the like are left out. Never throws. The
 * time it takes is at most proportional to the length of the text.
 */
export function findNumbers(text: string, options?: FindOptions): FoundNumber[] {
  return typeof text === 'string' ? searchText(text, options) : [];
}

/** `onJudged` hears of each candidate. */
export function searchText(
  text: string, options: FindOptions | undefined, onJudged?: Search['onJudged'],
): FoundNumber[] {
  const found: FoundNumber[] = [];
  const search = createSearch(text, options, onJudged);
  let start;
  for (let from = 0; (start = nextCandidate(text, from)) >= 0;) {
    const run = readRun(text, start);
    const numbers = run.digitCount >= MIN_DIGITS ? searchRun(search, run) : [];
    if (numbers.length === 0) numbers.push(...readVanityNumber(search, run, from));
    found.push(...numbers);
    // A word or an extension may reach beyond the run.
    from = Math.max(run.end, numbers.at(-1)?.end ?? 0);
  }
  return found;
}

function createSearch(
  text: string, {country, strict}: FindOptions = {}, onJudged: Search['onJudged'],
): Search {
  const countryCode = typeof country === 'string' ? country.trim().toUpperCase() : '';
  return {
    text, country: isCountry(countryCode) ? countryCode : undefined,
    minEvidence: strict ? 2 : 1, previous: null, lastContext: null, onJudged,
  };
}

/** `1-800-FLOWERS`: at most one. `from`: where the search has come to. */
function readVanityNumber({text, country}: Search, run: DigitRun, from: number): FoundNumber[] {
  const code = run.groups.find(({digits}) => TOLL_FREE_DIGITS.test(digits));
  if (!code) return [];
  for (let start = Math.max(from, code.start - 4); start <= code.start; start++) {
    VANITY_NUMBER.lastIndex = start;
    const raw = VANITY_NUMBER.exec(text)?.[0];
    if (!raw) continue;
    const e164 = parseNumber(raw, {country})?.e164;
    return e164?.startsWith('+18') ? [{e164, raw, start, end: start + raw.length}] : [];
  }
  return [];
}

/** The longest number from the left, then the next one. */
function searchRun(search: Search, run: DigitRun): FoundNumber[] {
  const {groups} = run;
  const found: FoundNumber[] = [];
  if (isNoNumber(search, run)) return found;
  for (let firstGroup = 0; firstGroup < groups.length;) {
    const isStartFound = found[0]?.start === run.start;
    const number = longestNumberFrom(search, run, firstGroup, isStartFound);
    if (number) {
      found.push(number);
      // The extension may contain groups of the run.
      while (firstGroup < groups.length && groups[firstGroup]!.start < number.end) firstGroup++;
    } else {
      do firstGroup++; while (!mayEndBefore(groups, firstGroup));
    }
  }
  return found;
}

function isNoNumber({text, country}: Search, {groups, hasPlus, start}: DigitRun): boolean {
  if (!hasPlus && !country) return true;
  const firstLength = groups[0]!.digits.length;
  if (groups.length === 1 && !hasPlus && firstLength > MAX_DIALED_DIGITS) return true;
  return firstLength === 4 && IBAN_START.test(text.slice(Math.max(0, start - 12), start));
}

function longestNumberFrom(
  search: Search, run: DigitRun, firstGroup: number, isStartFound: boolean,
): FoundNumber | null {
  const {groups} = run;
  const {text, country} = search;
  // A plus belongs to the digits after it: what is left of an invalid number is not a number.
  const followsPlus = run.hasPlus && firstGroup > 0 && !isStartFound;
  if (followsPlus && search.previous?.end !== run.start) return null;
  let digits = '';
  let endGroup = firstGroup;
  for (; endGroup < groups.length; endGroup++) {
    const longer = digits + groups[endGroup]!.digits;
    if (longer.length > MAX_DIGITS) break;
    digits = longer;
  }
  for (; endGroup > firstGroup && digits.length >= MIN_DIGITS; endGroup--) {
    const number = mayEndBefore(groups, endGroup)
      ? judge(search, {text, run, firstGroup, endGroup, digits, country}) : null;
    if (number) return number;
    digits = digits.slice(0, digits.length - groups[endGroup - 1]!.digits.length);
  }
  return null;
}
