/** Reads what the words before a number say about it. */
import {
  FAX_SIGNS, FAX_WORDS, NEVER_PHONE_WORDS, PEOPLE_WORDS, PHONE_SIGNS, PHONE_WORDS, THING_SIGNS,
  THING_WORDS,
} from './word-lists.js';

/** The kind of number that a word announces. */
export type WordCue = 'phone' | 'fax' | 'other' | null;

const anyOf = (words: readonly string[], signs?: string) =>
  new RegExp(`^(?:${words.join('|')})$${signs ? `|${signs}` : ''}`, 'u');
type WordKind = 'phone' | 'fax' | 'other' | 'people' | 'place' | 'owner' | 'filler' | 'unknown';
/** The first expression that matches a word decides. */
const WORD_KINDS: readonly (readonly [WordKind, RegExp])[] = [
  ['filler', /^(?:nos?|nr|num(?:bers?|er)?|nummers?|número|numéro|numero|n|is|was|are|ist|est|es|the|at|on|#)$/u],
  ['fax', anyOf(FAX_WORDS, FAX_SIGNS)],
  ['phone', anyOf(PHONE_WORDS, PHONE_SIGNS)],
  ['other', anyOf(THING_WORDS, THING_SIGNS)],
  ['people', anyOf(PEOPLE_WORDS)],
  // These count right before a number only, unlike in "Main Street" or "work item".
  ['place', /^(?:desk|direct|office|home|work|main|line|central|büro|zentrale|privat|bureau|domicile|casa|oficina|ufficio)$/u],
  ['owner', new RegExp(
    '^(?:my|our|your|his|her|their|new|old|alt(?:ernative)?|another|temporary|meine|unsere|neue|mon|notre|mi|mio|mijn|min|mitt)$', 'u',
  )],
];

/**
 * In Germanic and Finnic languages, whose number it is stands in the same word: "Seriennummer". The
 * head decides: "Rufnummer".
 */
const COMPOUND = /^(\p{L}{2,}?)[sn]?(?:nummern?|num[me]er|nro?|numero|zeichen)$/u;

/** Pages repeat their words, so that each is matched once. Emptied when it is full. */
const kindCache = new Map<string, WordKind>();
const MAX_CACHED_WORDS = 4_000;

function kindOf(word: string): WordKind {
  let kind = kindCache.get(word);
  if (!kind) {
    kind = findKind(word);
    if (kindCache.size >= MAX_CACHED_WORDS) kindCache.clear();
    kindCache.set(word, kind);
  }
  return kind;
}

function findKind(word: string): WordKind {
  const kind = WORD_KINDS.find(([, expression]) => expression.test(word))?.[0];
  if (kind) return kind;
  const head = COMPOUND.exec(word)?.[1];
  if (!head) return 'unknown';
  const headKind = findKind(head);
  return headKind === 'phone' || headKind === 'fax' || headKind === 'place' ? 'phone' : 'other';
}

/** Letters that stand for a telephone in contact cards and signatures, by the sign after them. */
const PHONE_LETTERS: Record<string, string> = {':': 'tmpdc', '.': 'tm'};

/** Reads the labels of contact cards and signatures: `T: `, `m. `, `F: `. */
function kindOfLabel(word: string, nextCharacter: string): WordKind | null {
  if (word.length > 1) return null;
  const phoneLetters = PHONE_LETTERS[nextCharacter];
  if (!phoneLetters) return null;
  if (word === 'f') return 'fax';
  return phoneLetters.includes(word) ? 'phone' : null;
}

/** Whether a word that is glued to a number, or to its plus, announces it: "Tel+49 …". */
export function isPhoneLabel(word: string): boolean {
  const lowerCase = word.toLowerCase();
  const kind = kindOf(lowerCase);
  return kind === 'phone' || kind === 'fax' || /^[tmpf]$/.test(lowerCase);
}

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

/** "c.f." is one word of two letters. */
const ABBREVIATION = /(?<!\p{L})(?:\p{L}\.)+$/u;

/** The word from `start` to `end`, or the abbreviation that ends with it; and where that begins. */
function wordAt(line: string, start: number, end: number): [word: string, start: number] {
  const word = line.slice(start, end);
  if (word.length > 1 || line[start - 1] !== '.') return [word, start];
  const letters = ABBREVIATION.exec(line.slice(Math.max(0, start - 8), start))?.[0] ?? '';
  return [letters.replaceAll('.', '') + word, start - letters.length];
}

/** What the words that were read so far say of the next one. */
interface Reader {
  unreadEnd: number;
  isAdjacent: boolean;
  /** "no.", "number" and the like, if one stands right after the next word. */
  filler: string;
  isNumbered: boolean;
}

/**
 * Reads the words before a number from the nearest one on. `lineStart`, `numberStart`: the line up
 * to the number, or its last characters.
 */
export function wordContextOf(text: string, lineStart: number, numberStart: number): WordContext {
  const line = text.slice(lineStart, numberStart).toLowerCase();
  const reader: Reader = {
    unreadEnd: line.length, isAdjacent: true, filler: '', isNumbered: false,
  };
  for (let range; (range = lastWordBefore(line, reader.unreadEnd));) {
    const context = readWord(line, range, reader);
    if (context) return context;
  }
  return reader.isNumbered ? {cue: 'other', isAdjacent: false, isNeverPhone: false} : NO_CONTEXT;
}

/** The context if this word decides it; else the reader goes on before the word. */
function readWord(
  line: string, [start, end]: readonly [number, number], reader: Reader,
): WordContext | null {
  const [word, wordStart] = wordAt(line, start, end);
  const isNext = isBeside(line, end, reader.unreadEnd);
  reader.isAdjacent &&= isNext;
  reader.unreadEnd = wordStart;
  const kind = kindOfLabel(word, line[end] ?? '') ?? kindOf(word);
  if (kind === 'filler') {
    reader.filler = word;
    reader.isNumbered ||= reader.isAdjacent && /^(?:nos?|nr|n)$/.test(word);
    return null;
  }
  const isHyphened = reader.filler !== '' && isNext && line[end] === '-';
  const cue = cueOf(line, wordStart, kind, reader)
    ?? cueOfName(line, wordStart, isHyphened, reader);
  if (cue) return contextOf(word, cue, reader.isAdjacent);
  reader.isAdjacent = false;
  reader.filler = '';
  return null;
}

/** Whether only signs stand between a word and what was read before. */
const isBeside = (line: string, wordEnd: number, unreadEnd: number): boolean =>
  // A single space is by far the commonest gap.
  wordEnd === unreadEnd || wordEnd === unreadEnd - 1 && line[wordEnd] === ' ' ||
  ADJACENT.test(line.slice(wordEnd, unreadEnd));

function contextOf(word: string, cue: WordCue, isAdjacent: boolean): WordContext {
  if (cue !== 'other') return {cue, isAdjacent, isNeverPhone: false};
  // "Orders" is a department as well.
  const isPlural = /[^s]s$/.test(word);
  const isNeverPhone = isAdjacent && NEVER_PHONE_WORD.test(word);
  return {cue, isAdjacent: isAdjacent && !isPlural, isNeverPhone};
}

/** "CVR-nr.", "número de serie": whatever has that name, it is not called. */
const cueOfName = (
  line: string, wordStart: number, isHyphened: boolean, {isAdjacent}: Reader,
): WordCue =>
  isAdjacent && (isHyphened || NUMBER_OF.test(line.slice(0, wordStart))) ? 'other' : null;

/** "número de", "n° de", "numer", before the name of a thing. */
const NUMBER_OF =
  /(?<!\p{L})(?:n[uú]m(?:ero)?|num[eé]ro|n\u00b0|n\u00ba|n\.?|numer)\s+(?:de|di|do|da|del|de la|d['\u2019])\s*$/u;

function cueOf(line: string, wordStart: number, kind: WordKind, reader: Reader): WordCue {
  if (kind === 'fax') return isJoinedWithPhone(line, wordStart) ? 'phone' : 'fax';
  const isOwned = kind === 'owner' && reader.filler.startsWith('num');
  if (kind === 'phone' || kind === 'place' && reader.isAdjacent || isOwned) return 'phone';
  return kind === 'other' || kind === 'people' && reader.filler && reader.isAdjacent
    ? 'other' : null;
}

/** Whether "phone" and at most an "and" stand before the "fax" that begins at `faxStart`. */
function isJoinedWithPhone(line: string, faxStart: number): boolean {
  let range = lastWordBefore(line, faxStart);
  if (range && /^(?:and|und|et|y|e|og|och|i)$/.test(line.slice(...range))) {
    range = lastWordBefore(line, range[0]);
  }
  if (!range || !JOINED_LABELS.test(line.slice(range[1], faxStart))) return false;
  const word = line.slice(...range);
  const kind = kindOfLabel(word, line[range[1]] ?? '') ?? kindOf(word);
  return kind === 'phone';
}

/** Separators of a list of numbers. What is said of the first number applies to all of them. */
const LIST_SEPARATOR = /^[\s,;/|&+]*(?:(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|lub|или|и)\s+)?$/u;
const MAX_LIST_SEPARATOR_LENGTH = 11;
export const isListed = (textBetween: string): boolean =>
  textBetween.length <= MAX_LIST_SEPARATOR_LENGTH && !textBetween.includes('\n') &&
  LIST_SEPARATOR.test(textBetween.toLowerCase());
