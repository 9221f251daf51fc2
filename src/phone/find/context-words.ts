/** Reads what the words before a number say about it. */
import {kindOf, kindOfLabel, type WordKind} from './word-kinds.js';
import {NEVER_PHONE_WORDS} from './word-lists.js';

/** The kind of number that a word announces. */
export type WordCue = 'phone' | 'fax' | 'other' | null;

const NEVER_PHONE_WORD = new RegExp(`^(?:${NEVER_PHONE_WORDS})$`, 'u');

export interface WordContext {
  /** By the nearest word before the number that says anything about it. */
  readonly cue: WordCue;
  /** Nothing stands between that word and the number. */
  readonly isAdjacent: boolean;
  /** The word names something that is never a telephone number. */
  readonly isNeverPhone: boolean;
}

export const NO_CONTEXT: WordContext = {cue: null, isAdjacent: false, isNeverPhone: false};
/** "Tel/Fax", "phone and fax": one line answers both. */
const JOINED_LABELS = /^[\s/&+,.]*(?:(?:and|und|et|y|e|og|och|i)\s*)?$/u;
/** Signs that do not separate a word from its number. */
const ADJACENT = /^[\s.:#=\u2116\u00b0()[\]"'*|/\u2013\uff1a-]*$/u;

const SIGNS = '#\u2116☎☏✆📞📱📲🕿📠';
const isLetter = RegExp.prototype.test.bind(/[\p{L}\p{M}]/u);

/** Start and end of the last word or sign before `end`; null where there is none. */
function lastWordBefore(
  text: string, end: number,
): readonly [start: number, end: number] | null {
  let wordEnd = end;
  let lastKind: ReturnType<typeof characterKindAt> = null;
  while (wordEnd > 0 && !(lastKind = characterKindAt(text, wordEnd - 1))) wordEnd--;
  if (!wordEnd) return null;
  let wordStart = wordEnd - 1;
  if (lastKind === 'sign') return [wordStart, wordEnd];
  while (wordStart > 0 && characterKindAt(text, wordStart - 1) === 'letter') wordStart--;
  return [wordStart, wordEnd];
}

function characterKindAt(text: string, index: number): 'letter' | 'sign' | null {
  const charCode = text.charCodeAt(index);
  if (charCode < 0x80) {
    const lowerCase = charCode | 0x20;
    if (lowerCase >= 97 && lowerCase <= 122) return 'letter';
    return charCode === 35 ? 'sign' : null;
  }
  const character = text[index]!;
  if (isLetter(character)) return 'letter';
  return SIGNS.includes(character) ? 'sign' : null;
}

/** "c.f." is one word of two letters; Hebrew has a quotation mark before the last one. */
const ABBREVIATION = /(?<!\p{L})(?:\p{L}\.)+$|[\u05d0-\u05ea]+["\u05f4]$/u;

/** The word from `start` to `end`, or the abbreviation that ends with it; and where that begins. */
function wordAt(line: string, start: number, end: number): [word: string, start: number] {
  const word = line.slice(start, end);
  if (word.length > 1 || !/[."\u05f4]/.test(line[start - 1] ?? '')) return [word, start];
  const letters = ABBREVIATION.exec(line.slice(Math.max(0, start - 8), start))?.[0] ?? '';
  return [letters.replace(/[."\u05f4]/g, '') + word, start - letters.length];
}

/** The meaning that the words read so far give to the next one. */
interface Reader {
  /** Not in lower case. */
  readonly writtenLine: string;
  unreadEnd: number;
  isAdjacent: boolean;
  /** "no.", "number" and the like, if one stands right after the next word. */
  filler: string;
  isNumbered: boolean;
  /** "nr" or "č." stands right before the number, and no "at" before that. */
  isNumberOfThing: boolean;
  /** The number begins with a zero, unlike that of a page. */
  readonly isZeroNext: boolean;
  /** Other digits stand between the next word and the number: it has a number of its own. */
  isThingNumbered: boolean;
  /** "at", "unter" or "au" stands right before the number. */
  isReachedAt: boolean;
  /** A sentence ended between the next word and the number. */
  isSentenceBefore: boolean;
}

/**
 * Reads the words before a number from the nearest one on. `lineStart`, `numberStart`: the line up
 * to the number, or its last characters.
 */
export function wordContextOf(text: string, lineStart: number, numberStart: number): WordContext {
  const writtenLine = text.slice(lineStart, numberStart);
  const line = writtenLine.toLowerCase();
  const reader: Reader = {
    writtenLine, unreadEnd: line.length, isAdjacent: true, filler: '', isNumbered: false, isNumberOfThing: false,
    isReachedAt: PLACE_OF_NUMBER.test(line),
    isSentenceBefore: false, isThingNumbered: false, isZeroNext: text.startsWith('0', numberStart),
  };
  for (let range; (range = lastWordBefore(line, reader.unreadEnd));) {
    const context = readWord(line, range, reader);
    if (context) return context;
  }
  if (!reader.isNumbered) return NO_CONTEXT;
  return {cue: 'other', isAdjacent: reader.isNumberOfThing, isNeverPhone: false};
}

const PLACE_OF_NUMBER = /(?<!\p{L})(?:at|au|unter|al|ao|p[åa]|pod|onder|под)\s+$/u;

/** Identifiers that are names of people and things where they are not in capitals. */
const ACRONYM = /^(?:mc|tan|pan|nik|nib|kid|din|iso|cin|trn|uan|vs|ahv|avs|pib|sn|tin)$/;

function kindOfOwnWord(
  line: string, start: number, end: number, {isAdjacent, isZeroNext, writtenLine}: Reader,
): WordKind {
  // Finnish for "telephone".
  const isFinnish = isAdjacent && isZeroNext && line.slice(start, end + 1) === 'p.';
  const word = line.slice(start, end);
  // "KID" is a reference in Norway, "Kid" a child.
  const isName = ACRONYM.test(word) && writtenLine.slice(start, end) !== word.toUpperCase();
  if (isName) return 'unknown';
  return isFinnish ? 'phone' : kindOfLabel(line, start, end) ?? kindOf(word);
}

/** The context if this word decides it; else the reader goes on before the word. */
function readWord(
  line: string, [start, end]: readonly [number, number], reader: Reader,
): WordContext | null {
  const [word, wordStart] = wordAt(line, start, end);
  const isNext = isBeside(line, end, reader.unreadEnd);
  reader.isAdjacent &&= isNext;
  readGapAfter(line, start, end, reader);
  reader.unreadEnd = wordStart;
  const kind = wordStart < start ? kindOf(word) : kindOfOwnWord(line, start, end, reader);
  if (kind === 'filler') return keepFiller(line, wordStart, word, reader);
  const isHyphened = reader.filler !== '' && isNext && line[end] === '-';
  const cue = CUE_READERS[kind]?.(line, wordStart, reader)
    ?? cueOfName(line, wordStart, isHyphened || isSignedName(word, wordStart, reader), reader);
  if (cue) return contextOf(word, cue, reader);
  reader.isAdjacent &&= kind === 'people' || BETWEEN_LABEL_AND_NUMBER.test(word);
  reader.filler = '';
  return null;
}

/** Reads between a word and the next one. */
function readGapAfter(line: string, start: number, end: number, reader: Reader): void {
  reader.isThingNumbered ||= OWN_NUMBER.test(line.slice(end, reader.unreadEnd));
  reader.isSentenceBefore ||= endsSentence(line, start, end, reader);
}

/** "cod. cliente", "NIF do cliente", "BTW BE" */
const BETWEEN_LABEL_AND_NUMBER =
  /^(?:of|d[aeiou]|d[ae]s|dos|del|van|von|der|שלי?|at|b[eg]|c[yz]|dk|ee|f[ri]|g[br]|h[ru]|ie|it|l[tuv]|nl|p[lt]|ro|s[eik])$/;

/** "unter der Nr.", "pod nr", "på nr." */
const REACHED_AT = /(?<!\p{L})(?:unter|pod|na|p[åa]|onder|al|au)(?: \p{L}{2,3})? $/u;

/** It says something of the word before it. */
function keepFiller(line: string, start: number, word: string, reader: Reader): null {
  reader.filler = word;
  if (!reader.isAdjacent || !/^(?:nos?|nr|n\u00ba?|č|čís)$/.test(word)) return null;
  reader.isNumbered = true;
  const isShort = /^(?:nr|n\u00ba|č|čís)$/.test(word) || line.startsWith('n\u00b0', start);
  const before = line.slice(0, start);
  const wordBefore = /(\p{L}+)\s*$/u.exec(before)?.[1] ?? '';
  reader.isNumberOfThing =
    isShort && start > 0 && kindOf(wordBefore) !== 'owner' && !REACHED_AT.test(before);
  return null;
}

/** Whether a sentence ends with a word, which is too long for an abbreviation or has digits. */
const endsSentence = (
  line: string, start: number, end: number, {unreadEnd}: Reader,
): boolean => unreadEnd < line.length && /^[.!?]\s/.test(line.slice(end, end + 2)) &&
  (end - start > 3 || /\d/.test(line[start - 1] ?? ''));

/** A date is none. */
const OWN_NUMBER = /(?<!\d[/.-]?)\d{1,6}(?![/.-]?\d)/;

/** Whether only signs stand between a word and what was read before. */
const isBeside = (line: string, wordEnd: number, unreadEnd: number): boolean =>
  // A single space is by far the commonest gap.
  wordEnd === unreadEnd || wordEnd === unreadEnd - 1 && line[wordEnd] === ' ' ||
  ADJACENT.test(line.slice(wordEnd, unreadEnd));

/** Departments have telephones as well, unlike "Google Ads", and any column may hold values. */
const WEAK_WORD = /(?<!^a|^n?m)[^su]s$|^(?:billing|shipping|medicare|company|val(?:ue)?)$/;

function contextOf(word: string, cue: WordCue, reader: Reader): WordContext {
  const isAdjacent = reader.isAdjacent || reader.isNumberOfThing;
  if (cue !== 'other') return {cue, isAdjacent, isNeverPhone: false};
  const isWeak = WEAK_WORD.test(word) || word === 'booking' && !reader.filler;
  const isNeverPhone = isAdjacent && NEVER_PHONE_WORD.test(word);
  return {cue, isAdjacent: isAdjacent && !isWeak, isNeverPhone};
}

/** "TREC# …": an abbreviation in capitals with a sign. A longer word may be a heading: "STORE # …". */
const isSignedName = (word: string, wordStart: number, {filler, writtenLine}: Reader): boolean =>
  filler === '#' && kindOf(word) === 'unknown' &&
  /^[\p{Lu}.]{2,4}$/u.test(writtenLine.slice(wordStart, wordStart + word.length));

/** "CVR-nr.", "número de serie": whatever has that name, it is not called. */
const cueOfName = (
  line: string, wordStart: number, isNamed: boolean, {isAdjacent}: Reader,
): WordCue =>
  isAdjacent && (isNamed || NUMBER_OF.test(line.slice(0, wordStart))) ? 'other' : null;

/** "número de", "n° de", "nr", before the name of a thing. */
const NUMBER_OF =
  /(?<!\p{L})(?:(?:n[uú]m(?:ero)?|num[eé]ro|n\.?[\u00ba\u00b0]?|numer)\s+(?:de|di|do|da|del|de la|d['\u2019])\s*|(?:nr|numer|αρ\.|αριθμός|מספר|رقم) )$/u;

type CueReader = (line: string, wordStart: number, reader: Reader) => WordCue;

/** The meaning of a word, by its kind. Other kinds have none. */
const CUE_READERS: Partial<Record<WordKind, CueReader>> = {
  phone: () => 'phone',
  fax: (line, wordStart) => isJoinedWithPhone(line, wordStart) ? 'phone' : 'fax',
  place: (_line, _wordStart, {isAdjacent}) => isAdjacent ? 'phone' : null,
  owner: (_line, _wordStart, {filler}) => filler.startsWith('num') ? 'phone' : null,
  people: (_line, _wordStart, {filler, isAdjacent}) => filler && isAdjacent ? 'other' : null,
  other(line, wordStart, {isAdjacent, isReachedAt, isSentenceBefore, isThingNumbered}) {
    if (isReachedAt || isSentenceBefore || isThingNumbered) return null;
    if (INQUIRY.test(line.slice(0, wordStart))) return 'phone';
    // Short words are too many other things where they do not stand right before the number.
    const isLong = /^\p{L}{3}/u.test(line.slice(wordStart, wordStart + 3));
    return isLong || isAdjacent ? 'other' : null;
  },
};

/** "Questions about your invoice: …" */
const INQUIRY = /(?<!\p{L})(?:questions?|quer(?:y|ies)|[ei]nquir\p{L}+|(?:rück)?fragen|vragen|dudas|preguntas|consultas|d[úu]vidas|domande|pyta\p{L}+|вопрос\p{L}*|frågor|spørg?smål|dotazy|(?:ل?ل)?استفسار)[^.;:?!]*$/u;

/** Whether "phone" and at most an "and" stand before the "fax" that begins at `faxStart`. */
function isJoinedWithPhone(line: string, faxStart: number): boolean {
  let range = lastWordBefore(line, faxStart);
  if (range && /^(?:and|und|et|y|e|og|och|i)$/.test(line.slice(...range))) {
    range = lastWordBefore(line, range[0]);
  }
  if (!range || !JOINED_LABELS.test(line.slice(range[1], faxStart))) return false;
  const word = line.slice(...range);
  const kind = kindOfLabel(line, ...range) ?? kindOf(word);
  return kind === 'phone';
}

/** Separators of a list of numbers. The words before the first number apply to all of them. */
const LIST_SEPARATOR = /^[\s,;/|&+]*(?:(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|lub|или|и)\s+)?$/u;
const MAX_LIST_SEPARATOR_LENGTH = 11;
export const isListed = (textBetween: string): boolean =>
  textBetween.length <= MAX_LIST_SEPARATOR_LENGTH && !textBetween.includes('\n') &&
  LIST_SEPARATOR.test(textBetween.toLowerCase());
