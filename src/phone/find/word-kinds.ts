/** The meanings of single words and labels, all of them in lower case. */
import {
  FAX_SIGNS, FAX_WORDS, PEOPLE_WORDS, PHONE_SIGNS, PHONE_WORDS, THING_SIGNS, THING_WORDS,
} from './word-lists.js';

const anyOf = (words: string, signs?: string) =>
  new RegExp(`^(?:${words})$${signs ? `|${signs}` : ''}`, 'u');
export type WordKind = 'phone' | 'fax' | 'other' | 'people' | 'place' | 'owner' | 'filler' | 'unknown';
/** Whether a word announces a number that a telephone or a fax answers. */
export const isPhoneOrFax = (kind: WordKind | null): boolean => kind === 'phone' || kind === 'fax';
/** The first expression that matches a word decides. */
const WORD_KINDS: readonly (readonly [WordKind, RegExp])[] = [
  ['filler', /^(?:nos?|nr|num(?:bers?|er)?|nummers?|č|čís|αρ|αριθ|número|numéro|numero|n\u00ba?|is|was|are|ist|est|es|the|at|on|#)$/u],
  ['fax', anyOf(FAX_WORDS, FAX_SIGNS)],
  ['phone', anyOf(PHONE_WORDS, PHONE_SIGNS)],
  // Where words have no spaces between them, the end of the text stands right before the number.
  ['other', anyOf(THING_WORDS, `(?:${THING_SIGNS})[\\p{L}\\p{M}]{0,3}$`)],
  ['people', anyOf(PEOPLE_WORDS)],
  // These count right before a number only, unlike in "Main Street" or "work item".
  ['place', /^(?:desk|direct|direkte?|office|home|work|main|line|central|büro|privat|bureau|domicile|casa|oficina|ufficio)$/u],
  ['owner', new RegExp(
    '^(?:my|our|your|his|her|their|new|old|alt(?:ernative)?|another|temporary|meine|unsere|neue|mon|notre|votre|mi|mio|nuestr[oa]|mijn|onze|min|mitt|vår|vores|m[óo]j|nasz|naše|moje)$', 'u',
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

export function kindOf(word: string): WordKind {
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
  return isPhoneOrFax(headKind) || headKind === 'place' ? 'phone' : 'other';
}

/** Letters that stand for a telephone in contact cards and signatures, by the sign after them. */
const PHONE_LETTERS: Record<string, string> = {':': 'tmpdcтм', '.': 'tmтм', ' ': 'tm'};
const LABEL_START = /(?:^|[|\u00b7\u2022,;\t\u2013-])\s*$/;

/**
 * Reads the labels of contact cards and signatures: `T: `, `m. `, `F: `, at the beginning of a line
 * also `T `. From `start` to `end`: the word.
 */
export function kindOfLabel(line: string, start: number, end: number): WordKind | null {
  const sign = line[end] ?? '';
  // "Portable", not the port of a server.
  if (sign === '.' && line.slice(start, end) === 'port') return 'phone';
  // An account, not "who" in Polish.
  if (sign === '.' && line.slice(start, end) === 'kto') return 'other';
  const phoneLetters = PHONE_LETTERS[sign];
  if (end - start > 1 || !phoneLetters) return null;
  if (sign === ' ' && !LABEL_START.test(line.slice(0, start))) return null;
  const letter = line[start]!;
  if (/[fф]/.test(letter)) return 'fax';
  return phoneLetters.includes(letter) ? 'phone' : null;
}

/** Whether a word that is glued to a number, or to its plus, announces it: "Tel+49 …". */
export function isPhoneLabel(word: string): boolean {
  const lowerCase = word.toLowerCase();
  return isPhoneOrFax(kindOf(lowerCase)) || /^[tmpf]$/.test(lowerCase);
}
