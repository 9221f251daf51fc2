/** In which groups the digits of a candidate are written. */
import {usualGroupsOf} from './dialing-rules.js';
import {breaksOf, separatorBefore} from './digit-runs.js';
import type {DigitSpan, Reading} from './span-reading.js';

/** "02 36618300/1": after a last slash, up to three digits are another ending of the number. */
export function hasAlternativeEnd({text, run: {groups}, firstGroup, endGroup}: DigitSpan): boolean {
  const last = endGroup - 1;
  if (last - firstGroup < 1 || groups[last]!.digits.length > 3) return false;
  if (!separatorBefore(text, groups, last).includes('/')) return false;
  const before = text.slice(groups[firstGroup]!.start, groups[last - 1]!.end);
  return !before.includes('/') && before.length > 5;
}

/** Whether the groups are those of the country's formats, or several of them joined. */
export function isUsualGrouping(
  {run: {groups}, firstGroup, endGroup, country}: DigitSpan, reading: Reading,
): boolean {
  if (endGroup - firstGroup < 2) return false;
  const {callingCode, national} = reading;
  const breaks = breaksOf(groups, firstGroup, endGroup);
  // North America: three, three and four digits.
  if (callingCode === '1') {
    return breaks.every((offset) => offset === 4 || offset === 7 || offset >= 10);
  }
  const usual = usualGroupsOf(callingCode, national, country);
  let digitCount = 0;
  const usualBreaks = new Set(usual?.reverse().map((length) => digitCount += length));
  return usual !== null &&
    breaks.every((offset) => offset >= digitCount || usualBreaks.has(offset));
}

/**
 * Whether the national number is in groups of two to four digits, unlike an amount. One of them may
 * have a single digit inside: `31 9 8555-0127`, `444 0 123`.
 */
export function isRegularGrouping(
  {run: {groups}, firstGroup, endGroup}: DigitSpan, {callingCode, national}: Reading,
): boolean {
  if (endGroup - firstGroup < 2 || callingCode === '1') return false;
  const breaks = breaksOf(groups, firstGroup, endGroup)
    .filter((offset) => offset < national.length);
  const lengths = [...breaks, national.length]
    .map((offset, index) => offset - (breaks[index - 1] ?? 0));
  const isAmount = lengths.at(-1)! < 3 && lengths.slice(0, -1).every((length) => length === 3);
  const singleDigits = lengths.filter((length) => length === 1);
  const isSingleInside = lengths[0] !== 1 && lengths.at(-1) !== 1;
  return !isAmount && lengths.every((length) => length < 5) &&
    (singleDigits.length === 0 || singleDigits.length === 1 && isSingleInside);
}
