/** A number that digits could be, with all that is around it. */
import {findBoundary} from './boundaries.js';
import {startOfNumber} from './brackets.js';
import {isOpeningBracket} from './characters.js';
import type {PreviousNumber} from './context.js';
import type {WordContext} from './context-words.js';
import {endOfExtension} from './extensions.js';
import {hasAlternativeEnd, isRegularGrouping, isUsualGrouping} from './grouping.js';
import {maskedGroupsOf} from './masked-groups.js';
import {crowdingOf, hasDigitsLeft, standsAlone, type Beside, type Crowding} from './neighbors.js';
import {contextBefore, type Search} from './search.js';
import {beginsWithPlus, type DigitSpan, type Reading} from './span-reading.js';

export interface Candidate {
  readonly span: DigitSpan;
  readonly reading: Reading;
  /** With its plus and brackets, without an extension. UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** With its extension. */
  readonly extendedEnd: number;
  readonly hasPlus: boolean;
  readonly hasBracket: boolean;
  /** Digits and nothing else. */
  readonly isBare: boolean;
  /** In the groups of the country's own formats. */
  readonly isUsual: boolean;
  /** In groups of two to four digits. */
  readonly isGrouped: boolean;
  readonly hasExtension: boolean;
  /** The words before it. */
  readonly context: WordContext;
  /** The text after it and its extension, as far as it says something. */
  readonly after: string;
  readonly isLikeCode: boolean;
  readonly crowding: Crowding;
  /** Computed only where needed. */
  readonly standsAlone: () => boolean;
}

/** Looks around the digits; returns the name of what refuses them, if something does. */
export function describe(
  search: Search, span: DigitSpan, reading: Reading,
): Candidate | string {
  const {text, run, firstGroup, endGroup, country} = span;
  const {end} = run.groups[endGroup - 1]!;
  const hasPlus = beginsWithPlus(span);
  const masked = maskedGroupsOf(search, run);
  const refusal = refusalOfDigits(span, reading, hasPlus, masked);
  if (refusal) return refusal;
  const start = startOfNumber(span, end);
  if (start < 0) return 'unpaired-brackets';
  const isBare = endGroup - firstGroup === 1 && start === run.groups[firstGroup]!.start;
  const extendedEnd = endOfExtension(text, start, end, country) ?? end;
  const hasExtension = extendedEnd > end;
  const followsNumber = isRightAfter(search.previous, start);
  const context = contextBefore(search, start);
  const boundary = findBoundary({
    text, start, end, hasPlus, isBare, followsNumber, hasExtension, context,
  });
  if (boundary?.refuses) return boundary.name;
  const isUsual = !hasPlus && isUsualGrouping(span, reading);
  const beside: Beside = {span, isUsual, cue: context.cue, masked, previous: search.previous};
  if (!hasExtension && hasDigitsLeft(beside)) return 'digits-left';
  return {
    span, reading, start, end, extendedEnd, hasPlus, isBare, isUsual, hasExtension,
    isGrouped: !hasPlus && !isUsual && isRegularGrouping(span, reading),
    hasBracket: isOpeningBracket(text.charCodeAt(start)),
    context,
    after: textAfter(text, extendedEnd),
    isLikeCode: boundary !== null,
    crowding: crowdingOf(beside),
    standsAlone: () => standsAlone(text, start, extendedEnd, beside),
  };
}

/** Whether at most one character stands after the number before. */
const isRightAfter = (previous: PreviousNumber | null, start: number): boolean =>
  previous !== null && previous.end >= start - 1;

function refusalOfDigits(
  span: DigitSpan, {national}: Reading, hasPlus: boolean, masked: readonly boolean[],
): string | null {
  if (!hasPlus && /^(\d)\1*$/.test(national)) return 'one-digit';
  if (hasAlternativeEnd(span) || isBankAccount(span)) return 'other-ending';
  for (let index = span.firstGroup; index < span.endGroup; index++) {
    if (masked[index]) return 'look-alike';
  }
  return null;
}

/** Czech and Slovak: `222123456/0100`, the account and its bank. */
const isBankAccount = ({text, run: {groups}, endGroup, country}: DigitSpan): boolean =>
  /CZ|SK/.test(country ?? '') &&
  /^\d{9,10}\/\d{4}$/.test(text.slice(groups[endGroup - 1]!.start, groups[endGroup]?.end));

const NOTE_AFTER = /^[\s\u00a0]{0,2}[([\u2013-]?\s?(?:[a-z$%]|[^\0-\x7f])/i;

/** The text after a number as far as it is read; empty after most, which end a sentence or line. */
function textAfter(text: string, end: number): string {
  const charCode = text.charCodeAt(end);
  // A full stop, a comma, a semicolon, or NaN at the end of the text.
  const isEnd = charCode === 46 || charCode === 44 || charCode === 59 || !(charCode > 0);
  return isEnd || !NOTE_AFTER.test(text.slice(end, end + 4)) ? '' : text.slice(end, end + 24);
}
