/** Which groups of a run are part of a date, an address or the like. */
import {isNorthAmerican} from './dialing-rules.js';
import {separatorBefore, type DigitRun} from './digit-runs.js';
import {findLookalikes} from './lookalikes.js';
import {contextBefore, type Search} from './search.js';
import {isPhoneOrFax} from './word-kinds.js';

const NO_GROUPS: readonly boolean[] = [];

/** By group. Computed only where a number could be. */
export function maskedGroupsOf(search: Search, run: DigitRun): readonly boolean[] {
  return run.maskedGroups ??= mayBeLookalike(search, run) ? maskLookalikes(search, run) : NO_GROUPS;
}

function maskLookalikes(search: Search, run: DigitRun): readonly boolean[] {
  const {groups} = run;
  const isLabeled = isPhoneOrFax(contextBefore(search, run.start).cue);
  const masked: boolean[] = [];
  let firstGroup = 0;
  let previousStart = 0;
  for (const [start, end] of findLookalikes(search.text, run.start, run.end, isLabeled)) {
    if (start < previousStart) firstGroup = 0;
    previousStart = start;
    while (firstGroup < groups.length && groups[firstGroup]!.end <= start) firstGroup++;
    for (let index = firstGroup; index < groups.length && groups[index]!.start < end; index++) {
      masked[index] = true;
    }
  }
  return masked;
}

/** False for the commonest forms of numbers, which need no second look. */
function mayBeLookalike({text, country}: Search, {groups, hasPlus}: DigitRun): boolean {
  const {length} = groups;
  if (length === 1) return !hasPlus && !/^\d{9,11}$/.test(groups[0]!.digits);
  // A date after the number has other separators than the number.
  if (hasPlus) return !hasOneSeparator(text, groups);
  return !(isNorthAmerican(country) && isNorthAmericanForm(groups));
}

function hasOneSeparator(text: string, groups: DigitRun['groups']): boolean {
  const separator = separatorBefore(text, groups, 1);
  return groups.every((_, index) =>
    index < 2 || separatorBefore(text, groups, index) === separator);
}

/** Perhaps a one, then three, three and four digits. */
function isNorthAmericanForm(groups: DigitRun['groups']): boolean {
  const offset = groups.length - 3;
  const hasLength = (index: number, length: number) =>
    groups[offset + index]?.digits.length === length;
  const startsPlainly = offset === 0 || offset === 1 && groups[0]!.digits.length === 1;
  return startsPlainly && hasLength(0, 3) && hasLength(1, 3) && hasLength(2, 4);
}
