/** The brackets of a candidate. */
import {isClosingBracket, isOpeningBracket, isPlus} from './characters.js';
import type {DigitSpan} from './span-reading.js';

/**
 * Where a number begins with the plus and the brackets that belong to it; -1 where the brackets are
 * not in pairs.
 */
export function startOfNumber({text, run, firstGroup}: DigitSpan, end: number): number {
  const first = run.groups[firstGroup]!;
  let start = firstGroup === 0 ? run.start : first.start;
  if (!run.hasBrackets) return start;
  if (firstGroup > 0) while (isOpeningBracket(text.charCodeAt(start - 1))) start--;
  for (; ; start++) {
    if (areBracketsPaired(text, start, end)) return start;
    // Brackets around the whole number are not part of it.
    const charCode = text.charCodeAt(start);
    if (!isOpeningBracket(charCode) || isPlus(charCode)) return -1;
  }
}

function areBracketsPaired(text: string, start: number, end: number): boolean {
  let openCount = 0;
  let pairCount = 0;
  let unpairedCount = 0;
  for (let index = start; index < end && openCount < 2; index++) {
    const charCode = text.charCodeAt(index);
    if (isOpeningBracket(charCode)) {
      openCount++;
    } else if (isClosingBracket(charCode)) {
      if (openCount) pairCount++;
      else unpairedCount++;
      openCount = Math.max(0, openCount - 1);
    }
  }
  return openCount === 0 && pairCount <= 2 && unpairedCount <= (pairCount ? 0 : 1);
}
