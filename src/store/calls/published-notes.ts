/** The notes of one extension, as the page sees them. */
import {freeze, type StoreContext} from '../context.js';
import type {CallNote} from '../types.js';
import {isSameText, type NoteRecord, publicNote} from './note-record.js';

export class PublishedNotes {
  readonly #value: StoreContext['notes'];
  /** Keys of all notes that were shown. */
  readonly #ownKeys = new Set<string>();

  constructor({notes}: StoreContext) {
    this.#value = notes;
  }

  /** `isGivenUp`: another user may have signed in, whose notes stay. */
  publish(records: ReadonlyMap<string, NoteRecord>, isGivenUp: boolean): void {
    const published = this.#value.get();
    const own = Object.fromEntries([...records].map(([callKey, record]) => {
      const next = publicNote(record);
      const before = published[callKey];
      return [callKey, before && isSameNote(before, next) ? before : next];
    }));
    const others = Object.entries(published).filter(([callKey]) => !this.#ownKeys.has(callKey));
    for (const callKey of records.keys()) this.#ownKeys.add(callKey);
    const next = isGivenUp ? {...Object.fromEntries(others), ...own} : own;
    const callKeys = Object.keys(next);
    const isUnchanged = callKeys.length === Object.keys(published).length &&
      callKeys.every((callKey) => next[callKey] === published[callKey]);
    if (!isUnchanged) this.#value.set(freeze(next));
  }
}

const isSameNote = (one: CallNote, other: CallNote): boolean =>
  isSameText(one, other) && one.isSaved === other.isSaved;
