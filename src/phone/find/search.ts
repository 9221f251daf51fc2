/** The state of one search through a text, and what is told of it. */
import {readContext, type PreviousNumber} from './context.js';
import type {WordContext} from './context-words.js';

/** A piece of evidence with its points, or, without points, what refuses a candidate. */
export interface Finding {
  readonly name: string;
  readonly points?: number;
}

/** The decision on digits that a number in use has. */
export interface Judgment {
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly isTaken: boolean;
  readonly findings: readonly Finding[];
}

export interface Search {
  readonly text: string;
  /** ISO 3166-1 alpha-2; undefined where it is unknown. */
  readonly country: string | undefined;
  /** The points that a number needs. */
  readonly minEvidence: number;
  readonly onJudged: ((judgment: Judgment) => void) | undefined;
  previous: PreviousNumber | null;
  /** The words read last, because they are needed more than once. */
  lastContext: {readonly start: number; readonly context: WordContext} | null;
}

/** The words before a number that begins here. */
export function contextBefore(search: Search, start: number): WordContext {
  if (search.lastContext?.start !== start) {
    const context = readContext(search.text, start, search.previous);
    search.lastContext = {start, context};
  }
  return search.lastContext.context;
}
