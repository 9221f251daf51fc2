import {MIN_DIGITS, nextCandidate} from './characters.js';
import {readRun} from './digit-runs.js';
import {searchText} from './find-numbers.js';
import type {FindOptions} from './found-number.js';
import type {Finding, Judgment} from './search.js';

/** A reason for or against a number. */
export interface TraceEntry {
  /** The rule, such as `phone-word`. */
  readonly name: string;
  /** What it counts; absent for a rule that refuses the digits whatever speaks for them. */
  readonly points?: number;
  /** What the rule says, in English. */
  readonly text: string;
}

/** Digits that `findNumbers` has looked at. */
export interface ExplainedNumber {
  /** `text.slice(start, end)` */
  readonly raw: string;
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** `findNumbers` returns it. */
  readonly taken: boolean;
  /** A number needs one point in all, with `strict` two. */
  readonly trace: readonly TraceEntry[];
}

const TEXTS: Record<string, string> = {
  // Evidence
  'plus': 'It begins with a plus.',
  'usual-groups': 'Its digits are grouped as numbers are written.',
  'brackets': 'It begins with a bracket, as area codes do.',
  'trunk-prefix': 'It begins with the prefix for calls within the country.',
  'bare-trunk-prefix': 'It is one group of digits with the prefix for calls within the country.',
  'bare-digits': 'It is one group of digits, long enough to be a number.',
  'phone-word': 'A word before it announces a telephone number.',
  'phone-note': 'A note after it says that it is a telephone number.',
  'other-word': 'A word before it announces another kind of number.',
  'never-phone': 'A word before it announces what is never a telephone number.',
  'extension': 'An extension follows.',
  'crowded': 'Other digits stand beside it.',
  'row': 'It is part of a longer row of digits.',
  'thousands': 'It is written like an amount, in groups of three digits.',
  'like-code': 'It stands in something like source code.',
  'alone': 'It is all of its line, cell or text.',
  // Refusals
  'no-country': 'It has no plus, and the country of the page is not known.',
  'not-in-use': 'No country that is dialed like this has a number with these digits.',
  'one-digit': 'It repeats one digit.',
  'other-ending': 'The digits after the slash are another ending of the number, or the code of a bank.',
  'look-alike': 'It is part of a date, a time, an amount, an address or the like.',
  'unpaired-brackets': 'Its brackets are not in pairs.',
  'digits-left': 'Digits would be left over: it is part of something longer.',
  'after-currency': 'A currency stands before it.',
  'before-cents': 'Cents stand after it.',
  'in-word': 'Letters or digits touch it.',
  'after-plus': 'A plus that is no prefix stands before it, or a digit before its plus.',
  'beside-sign': 'A sign touches it that never stands beside a telephone number.',
  'in-amount': 'It goes on an amount or a time.',
  'before-decimal': 'Decimals or minutes stand after it.',
  'file-name': 'It is the name of a file.',
  'in-code': 'A code goes on after it.',
  'in-link': 'It is part of a link or an identifier.',
  'after-code-sign': 'A sign of source code stands before it.',
  'in-name': 'It is part of the name of something.',
  'unit': 'A unit or a currency stands after it.',
  'too-few-points': 'Too little speaks for it.',
  'read-otherwise': 'The parser reads it as another number, or as none.',
};

/**
 * Explains what `findNumbers` finds, and what it leaves: each candidate in the order in which it
 * was looked at, with what speaks for it and against it. The same digits may appear several times,
 * with and without what stands beside them. For people who wonder; it is not for pages.
 */
export function explainNumbers(text: string, options?: FindOptions): ExplainedNumber[] {
  if (typeof text !== 'string') return [];
  const judgments: Judgment[] = [];
  searchText(text, options, (judgment) => judgments.push(judgment));
  const unread = unreadRuns(text, options).filter((run) =>
    !judgments.some(({start, end}) => start < run.end && end > run.start));
  return [...judgments, ...unread]
    .sort((first, second) => first.start - second.start)
    .map(({start, end, isTaken, findings}) => ({
      raw: text.slice(start, end), start, end, taken: isTaken, trace: findings.map(explain),
    }));
}

const explain = ({name, points}: Finding): TraceEntry =>
  ({name, ...points !== undefined && {points}, text: TEXTS[name]!});

/** Runs that are long enough for a number, as if none of them were one. */
function unreadRuns(text: string, {country}: FindOptions = {}): Judgment[] {
  const runs: Judgment[] = [];
  let firstDigit;
  for (let from = 0; (firstDigit = nextCandidate(text, from)) >= 0;) {
    const {start, end, digitCount, hasPlus} = readRun(text, firstDigit);
    const name = country || hasPlus ? 'not-in-use' : 'no-country';
    if (digitCount >= MIN_DIGITS) runs.push({start, end, isTaken: false, findings: [{name}]});
    from = end;
  }
  return runs;
}
