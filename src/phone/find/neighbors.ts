/** The digits directly beside a candidate, in the same run. */
import {isListed, type WordCue} from './context-words.js';
import type {PreviousNumber} from './context.js';
import {isClosingBracket, isOpeningBracket, MIN_DIGITS} from './characters.js';
import {isLaterLine, mayEndBefore, separatorBefore, type DigitGroup} from './digit-runs.js';
import {areHoursUpTo, isCountAt} from './hours-beside.js';
import {beginsWithPlus, readSpan, type DigitSpan} from './span-reading.js';
import {isPhoneOrFax} from './word-kinds.js';

/** The digits beside a number make it part of something: of a few, or of a row. */
export type Crowding = 'crowded' | 'row' | null;

/** The part of a run beside a candidate that is read. */
export interface Beside {
  readonly span: DigitSpan;
  readonly isUsual: boolean;
  /** By group: part of a date, an address or the like. */
  readonly masked: readonly boolean[];
  readonly previous: PreviousNumber | null;
  /** The kind of number that the words before it announce. */
  readonly cue: WordCue;
}

/** A slash, a bracket, or another separator than the number has, sets the next digits off. */
function isSetOff({text, run: {groups}, firstGroup}: DigitSpan, index: number): boolean {
  const separator = separatorBefore(text, groups, index);
  if (/[/()[\]\uff08-\uff0f]/.test(separator)) return true;
  if (isLaterLine(text, groups[index - 1], groups[index]!)) return true;
  for (let inner = firstGroup + 1; inner < index; inner++) {
    if (separatorBefore(text, groups, inner).includes(separator)) return false;
  }
  return index - firstGroup > 1;
}

/** Whether a number in use begins with the group. */
function startsNumber(span: DigitSpan, firstGroup: number): boolean {
  const {groups} = span.run;
  let digits = '';
  for (let endGroup = firstGroup; endGroup < groups.length && digits.length < 16;) {
    digits += groups[endGroup++]!.digits;
    if (digits.length < MIN_DIGITS || !mayEndBefore(groups, endGroup)) continue;
    if (readSpan({...span, firstGroup, endGroup, digits})) return true;
  }
  return false;
}

/** "2.) (415) …": the number of an entry, after which the number of another line begins. */
const isListMark = (span: DigitSpan, index: number): boolean =>
  LIST_MARK.test(span.text.slice(span.run.groups[index]!.start, span.run.end)) &&
  startsNumber(span, index + 1);
const LIST_MARK = /^\d{1,2}[.)]{1,2} /;

/** Whether all groups from this one on are numbers in use. */
function areNumbers(span: DigitSpan, firstGroup: number): boolean {
  const {groups} = span.run;
  let next = firstGroup;
  while (next < groups.length) {
    let digits = '';
    let numberEnd = 0;
    for (let endGroup = next; endGroup < groups.length && digits.length < 16;) {
      digits += groups[endGroup++]!.digits;
      const mayEnd = digits.length >= MIN_DIGITS && mayEndBefore(groups, endGroup);
      if (mayEnd && readSpan({...span, firstGroup: next, endGroup, digits})) numberEnd = endGroup;
    }
    if (!numberEnd) return false;
    next = numberEnd;
  }
  return true;
}

/** An area code in brackets belongs to what follows; one or two digits in brackets count lines. */
function hasCodeBefore({text, run: {groups}, firstGroup}: DigitSpan): boolean {
  const before = groups[firstGroup - 1];
  return before !== undefined && before.digits.length > 2 &&
    isOpeningBracket(text.charCodeAt(before.start - 1)) &&
    isClosingBracket(text.charCodeAt(before.end));
}

/** Whether digits are left over: a number would be cut out of a longer one. */
export function hasDigitsLeft(beside: Beside): boolean {
  const {text, run: {groups}, endGroup} = beside.span;
  if (isDigitBefore(beside) && hasCodeBefore(beside.span)) return true;
  if (endGroup === groups.length || beside.masked[endGroup]) return false;
  if (isSetOff(beside.span, endGroup) || startsNumber(beside.span, endGroup)) return false;
  return !isCountAt(text, groups[endGroup]!.start) && !isListMark(beside.span, endGroup);
}

/** Whether the group before is none of a number, a date, hours or the like. */
function isDigitBefore({span, masked, previous}: Beside): boolean {
  const {text, run: {groups}, firstGroup} = span;
  if (firstGroup === 0 || masked[firstGroup - 1]) return false;
  const {end} = groups[firstGroup - 1]!;
  return (!previous || previous.end < end) && !areHoursUpTo(text, end);
}

function isDigitAfter({span, masked}: Beside): boolean {
  const {text, run: {groups}, endGroup} = span;
  if (endGroup === groups.length || masked[endGroup]) return false;
  return !/[/([\uff08]/.test(separatorBefore(text, groups, endGroup)) &&
    !startsNumber(span, endGroup) && !isCountAt(text, groups[endGroup]!.start) &&
    !isListMark(span, endGroup);
}

/** A date after a number in the same run, or another number, does not crowd it. */
export function crowdingOf(beside: Beside): Crowding {
  const {span, isUsual} = beside;
  if (beginsWithPlus(span)) return null;
  const {text, run: {groups}, firstGroup, endGroup} = span;
  const hasBefore = isDigitBefore(beside) &&
    !separatorBefore(text, groups, firstGroup).includes('/');
  const hasAfter = isDigitAfter(beside);
  if (areDrawn(beside)) return 'row';
  if (isUsual) return hasAfter && goesOn(span) || hasBefore && isRowBefore(span) ? 'row' : null;
  return hasBefore || hasAfter || isCounting(groups, firstGroup, endGroup) ? 'crowded' : null;
}

/** A row that goes on in the same way, but not far enough for a second number. */
function goesOn({text, run: {groups}, firstGroup, endGroup}: DigitSpan): boolean {
  return separatorBefore(text, groups, endGroup) === separatorBefore(text, groups, endGroup - 1) &&
    groups[endGroup]!.digits.length === groups[endGroup - 1]!.digits.length &&
    groups.length - endGroup < endGroup - firstGroup;
}

function isRowBefore({text, run: {groups}, firstGroup, endGroup}: DigitSpan): boolean {
  if (endGroup - firstGroup > 3 || groups[firstGroup - 1]!.digits.length > 4) return false;
  if (separatorBefore(text, groups, firstGroup) !== ' ') return false;
  for (let index = firstGroup + 1; index < endGroup; index++) {
    if (separatorBefore(text, groups, index) === ' ') return true;
  }
  return false;
}

/** `1 2 3 4 5 6 7 8 9 10` */
function isCounting(groups: readonly DigitGroup[], firstGroup: number, endGroup: number): boolean {
  for (let index = firstGroup + 1; index < endGroup; index++) {
    if (Number(groups[index]!.digits) !== Number(groups[index - 1]!.digits) + 1) return false;
  }
  return endGroup - firstGroup > 4;
}

/** So many are hardly ever ascending by chance. */
const MIN_ASCENDING_GROUPS = 6;
const DRAW_WORD = /(?<!\p{L})(?:lott?o|lotter\p{L}+|tirage|gagnants|winning|gewinnzahlen|euromil\p{L}+)(?!\p{L})/iu;

/** The numbers of a lottery draw: `03 11 17 22 28 31 36`. */
function areDrawn({span: {text, run: {groups}}, cue}: Beside): boolean {
  if (isPhoneOrFax(cue)) return false;
  const isAscending = groups.length > 4 && groups.every(({digits}, index) =>
    digits.length < 3 && (index === 0 || Number(digits) > Number(groups[index - 1]!.digits)));
  if (!isAscending || groups.length >= MIN_ASCENDING_GROUPS) return isAscending;
  const {start} = groups[0]!;
  return DRAW_WORD.test(text.slice(Math.max(0, start - 60), start));
}

const BOX_START = /(?:^|[\n\t|])[\s"'*(<>-]*$/;
const BOX_END = /^[\s"'*)<>.,;-]*(?:[\n\t|]|$)/;

/** Whether a number, or a list of numbers, is the whole of a text, a line, or a table cell. */
export function standsAlone(
  text: string, start: number, end: number, {span, previous}: Beside,
): boolean {
  const isFirst = BOX_START.test(text.slice(Math.max(0, start - 12), start));
  const isListedAfter = previous !== null && previous.end <= start &&
    isListed(text.slice(previous.end, start)) &&
    BOX_START.test(text.slice(Math.max(0, previous.start - 12), previous.start));
  if (!isFirst && !isListedAfter) return false;
  const {run, endGroup} = span;
  if (BOX_END.test(text.slice(end, end + 12))) return true;
  return endGroup < run.groups.length && BOX_END.test(text.slice(run.end, run.end + 12)) &&
    areNumbers(span, endGroup);
}
