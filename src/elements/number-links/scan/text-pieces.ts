/** Reads a long text in pieces, none of which takes longer than a slice. */
import type {FoundNumber} from '../../../phone/find/find-numbers.js';

const PIECE_CHARACTERS = 400;
/** What is read along with a piece: numbers, and the words about them. */
const CHARACTERS_BEFORE = 240;
const CHARACTERS_AFTER = 120;

/** Says that text is left out, so that what follows does not stand alone. */
const ELLIPSIS = '\u2026';

interface TextPiece {
  /** The numbers that start in the piece. */
  readonly found: readonly FoundNumber[];
  /** The piece in the whole text. */
  readonly start: number;
  readonly end: number;
}

/** Between the numbers of a list, all of which the words before the first one are about. */
const LISTED = /^ ?[,;|] ?$/;

export type FindNumbers = (
  text: string,
  options: {readonly country?: string | undefined},
) => readonly FoundNumber[];

/** The numbers are the same as in the whole text, which one piece is unless the text is long. */
export function* readPieces(
  text: string,
  isLong: boolean,
  country: string | undefined,
  findNumbers: FindNumbers,
): Generator<TextPiece, void> {
  const length = isLong ? PIECE_CHARACTERS : text.length;
  /** What is read as if it stood before the text from `offset` on. */
  let before = '';
  let offset = 0;
  for (let start = 0; start < text.length;) {
    const excerpt = before + text.slice(offset, start + length + CHARACTERS_AFTER);
    const shift = offset - before.length;
    const numbers = findNumbers(excerpt, {country})
      .filter((number) => number.start + shift < start + length);
    const found = numbers.map((number) =>
      ({...number, start: number.start + shift, end: number.end + shift}))
      .filter((number) => number.start >= start);
    const end = Math.max(start + length, found.at(-1)?.end ?? 0);
    yield {found, start, end};
    start = end;
    const last = numbers.at(-1);
    before = ELLIPSIS;
    offset = start - CHARACTERS_BEFORE;
    if (!last || last.end + shift < offset) continue;
    // The middle of a list is left out: what the words before say goes for all of it.
    const first = firstOfList(excerpt, numbers);
    before += excerpt.slice(Math.max(0, first.start - CHARACTERS_BEFORE), first.end);
    offset = shift + (first === last ? last : numbers.at(-2)!).end;
  }
}

/** The first number of the list that the last number belongs to. */
function firstOfList(text: string, numbers: readonly FoundNumber[]): FoundNumber {
  let index = numbers.length - 1;
  while (index > 0 && LISTED.test(text.slice(numbers[index - 1]!.end, numbers[index]!.start))) {
    index--;
  }
  return numbers[index]!;
}
