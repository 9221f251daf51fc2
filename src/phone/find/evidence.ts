/** The evidence for and against a telephone number, in points. One is enough; strictly, two are. */
import type {Candidate} from './candidate.js';
import {isNorthAmerican} from './dialing-rules.js';
import {isPhoneOrFax} from './word-kinds.js';
import {FAX_AFTER, PHONE_AFTER} from './word-lists.js';

interface Evidence {
  readonly name: string;
  readonly points: number;
  readonly when: (candidate: Candidate, pointsSoFar: number) => boolean;
}

const MIN_TRUNK_DIGITS = 9;

const hasForm = ({hasPlus, isUsual, isGrouped, hasBracket, isBare}: Candidate): boolean =>
  hasPlus || isUsual || isGrouped || hasBracket && !isBare;
/** After an exit code, bare digits may be anything. */
const hasTrunkPrefix = (candidate: Candidate): boolean => {
  const {isBare, reading: {prefix}, span: {digits}} = candidate;
  const isPrefix = prefix === 'trunk' || prefix === 'exit' && !isBare;
  return isPrefix && !hasForm(candidate) && digits.length >= MIN_TRUNK_DIGITS;
};
const isPhoneWord = ({context: {cue}}: Candidate): boolean => isPhoneOrFax(cue);
const isThingWord = ({context, hasPlus, isBare, isUsual, isGrouped}: Candidate): boolean =>
  !context.isNeverPhone && context.cue === 'other' && !hasPlus &&
  (context.isAdjacent || isBare || !isUsual && !isGrouped);

const THOUSANDS = /^(?:[2-9]|[1-9]\d\d?)(?:[ .]\d{3}){3}$/;
/** "6 505 550 100" is an amount where it is no way to write a number, unlike "1 300 123 456". */
const isInThousands = ({span: {text}, hasPlus, isUsual, start, end}: Candidate): boolean =>
  !hasPlus && !isUsual && THOUSANDS.test(text.slice(start, end));

/** All that hold are added up, in this order. */
const EVIDENCE: readonly Evidence[] = [
  {name: 'plus', points: 3, when: ({hasPlus}) => hasPlus},
  {
    name: 'usual-groups', points: 2,
    when: ({hasPlus, isUsual, isGrouped}) => !hasPlus && (isUsual || isGrouped),
  },
  {
    name: 'brackets', points: 2,
    when: ({hasPlus, isUsual, isGrouped, hasBracket, isBare}) =>
      !hasPlus && !isUsual && !isGrouped && hasBracket && !isBare,
  },
  {name: 'trunk-prefix', points: 2, when: (one) => hasTrunkPrefix(one) && !one.isBare},
  {name: 'bare-trunk-prefix', points: 1, when: (one) => hasTrunkPrefix(one) && one.isBare},
  {
    name: 'bare-digits', points: 1,
    when: (one) => one.isBare && !hasForm(one) && one.reading.prefix === 'none' &&
      (isNorthAmerican(one.span.country) || one.span.digits.length >= MIN_TRUNK_DIGITS),
  },
  {name: 'phone-word', points: 2, when: (one) => !one.context.isNeverPhone && isPhoneWord(one)},
  {
    name: 'phone-note', points: 2,
    when: (one) => one.after !== '' && !one.context.isNeverPhone && !isPhoneWord(one) &&
      (PHONE_AFTER.test(one.after) || FAX_AFTER.test(one.after)),
  },
  {name: 'other-word', points: -3, when: isThingWord},
  {name: 'never-phone', points: -9, when: ({context}) => context.isNeverPhone},
  {name: 'extension', points: 1, when: ({hasExtension}) => hasExtension},
  {name: 'crowded', points: -2, when: ({crowding}) => crowding === 'crowded'},
  {name: 'row', points: -4, when: ({crowding}) => crowding === 'row'},
  {name: 'thousands', points: -1, when: isInThousands},
  {name: 'like-code', points: -2, when: ({isLikeCode}) => isLikeCode},
  {name: 'alone', points: 1, when: (one, pointsSoFar) => pointsSoFar < 2 && one.standsAlone()},
];

/** `onEvidence` hears of each piece that counts. */
export function weigh(
  candidate: Candidate, onEvidence?: (name: string, points: number) => void,
): number {
  let sum = 0;
  for (const {name, points, when} of EVIDENCE) {
    if (!when(candidate, sum)) continue;
    sum += points;
    onEvidence?.(name, points);
  }
  return sum;
}
