/** Decides whether digits are a telephone number, by what they are and by what stands around. */
import {describe, type Candidate} from './candidate.js';
import {MAX_E164_DIGITS} from './dialing-rules.js';
import {weigh} from './evidence.js';
import type {FoundNumber} from './found-number.js';
import {contextBefore, type Finding, type Search} from './search.js';
import {readInternational, readSpan, type DigitSpan, type Reading} from './span-reading.js';
import {FAX_AFTER, PHONE_AFTER, UNIT_AFTER} from './word-lists.js';
import type {DialableNumber} from '../dialable-number.js';
import {parseNumber} from '../parse.js';

/** Keeps the words before the number that it returns for the next one. */
export function judge(search: Search, span: DigitSpan): FoundNumber | null {
  const reading = readSpan(span) ?? readByParser(search, span);
  if (!reading) return null;
  const findings: Finding[] = [];
  const candidate = describe(search, span, reading);
  const result = typeof candidate === 'string' ? candidate : decide(search, candidate, findings);
  const number = typeof result === 'string' ? null : result;
  if (typeof result === 'string') findings.push({name: result});
  search.onJudged?.({...number ?? rangeOf(span), isTaken: number !== null, findings});
  return number;
}

const rangeOf = ({run: {groups}, firstGroup, endGroup}: DigitSpan) =>
  ({start: groups[firstGroup]!.start, end: groups[endGroup - 1]!.end});

/** Prefixes that went out of use, in any country. */
const OLD_PREFIX = /^[08]/;

/** Forms that only the parser knows, where a plus or a word says that they are a number. */
function readByParser(search: Search, span: DigitSpan): Reading | null {
  const {text, run, firstGroup, endGroup, digits, country} = span;
  const isWhole = firstGroup === 0 && endGroup === run.groups.length;
  if (!isWhole || endGroup === 1 || run.digitCount > MAX_E164_DIGITS) return null;
  const mayBeOld = OLD_PREFIX.test(digits) && contextBefore(search, run.start).cue === 'phone';
  if (!run.hasPlus && !mayBeOld) return null;
  const e164 = parseNumber(text.slice(run.start, run.end), {country})?.e164;
  const reading = e164 ? readInternational(e164.slice(1)) : null;
  return reading && {...reading, isPlain: false};
}

/** Weighs all evidence. Returns the number, or the name of what refuses it. */
function decide(
  search: Search, candidate: Candidate, findings: Finding[],
): FoundNumber | string {
  const onEvidence = search.onJudged
    && ((name: string, points: number) => void findings.push({name, points}));
  if (weigh(candidate, onEvidence) < search.minEvidence) return 'too-few-points';
  if (isAmount(candidate)) return 'unit';
  const {text, country} = search;
  const {start, extendedEnd, context, after, reading} = candidate;
  const e164 = `+${reading.callingCode}${reading.national}`;
  const raw = text.slice(start, extendedEnd);
  // The parser has the last word on numbers that are not written in the plainest way.
  const parsed: DialableNumber | null =
    readPlain(text, candidate, e164) ?? parseNumber(raw, {country});
  if (parsed?.e164 !== e164) return 'read-otherwise';
  search.previous = {start, end: extendedEnd, context};
  const isFax = context.cue === 'fax'
    ? !PHONE_AFTER.test(after) : after !== '' && FAX_AFTER.test(after);
  const {extension, tones} = parsed;
  return {
    e164, raw, start, end: extendedEnd,
    ...extension && {extension}, ...tones && {tones}, ...isFax && {fax: true},
  };
}

const ONE_LETTER = /^\s?\p{L}(?!\p{L})/u;
const NO_LETTER = /^\s?[^\s\p{L}]/u;

/** Whether a unit follows, which may also be a word: "Ann Km". */
function isAmount({after, hasPlus, isUsual, context}: Candidate): boolean {
  if (hasPlus || !after || !UNIT_AFTER.test(after)) return false;
  const mayBeWord = isUsual && (context.cue === 'phone' || ONE_LETTER.test(after));
  return !mayBeWord || NO_LETTER.test(after);
}

/** The only brackets are those around an area code. */
const PLAIN_NUMBER = /^(?:(?:\+\d{1,3}|1)[ .-]?)?\(?\d+\)?[\d .-]*$/;
/** "x12", ", ext. 12": read alike in every country, and too short to be another number. */
const PLAIN_EXTENSION = /^,? ?(?:x|#|;ext=|ext(?:ension)?[.:]?) ?(\d{1,6})$/i;

/** The number as it is, where nothing in it can mean anything else to the parser. */
function readPlain(text: string, candidate: Candidate, e164: string): DialableNumber | null {
  const {span: {run}, start, end, extendedEnd, reading} = candidate;
  const isPlain = reading.isPlain && start >= run.start &&
    PLAIN_NUMBER.test(text.slice(start, end));
  if (!isPlain) return null;
  if (extendedEnd === end) return {e164};
  const extension = PLAIN_EXTENSION.exec(text.slice(end, extendedEnd))?.[1];
  return extension ? {e164, extension} : null;
}
