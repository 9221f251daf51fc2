/** Fires `call-note` once for each save of a note that this document makes or hears of. */
import type {StoreContext} from '../context.js';
import type {NoteRecord} from './note-record.js';

export class NoteEvents {
  readonly #context: StoreContext;
  /** By the key of the call, also for notes that are gone. */
  readonly #savesByKey = new Map<string, number>();

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** How many saves of the note this document knows of. */
  savesOf(callKey: string): number {
    return this.#savesByKey.get(callKey) ?? 0;
  }

  /** The page needs no event any more for the saves of this record. */
  markTold({call, saves}: NoteRecord): void {
    this.#savesByKey.set(call.key, saves);
  }

  /** This document has saved the note: it is the primary one. */
  tell(record: NoteRecord): void {
    this.#emit(record, true);
  }

  /** Tells of another document's save, unless it was told before. */
  hear(record: NoteRecord): void {
    if (record.saved && record.saves > this.savesOf(record.call.key)) this.#emit(record, false);
  }

  #emit(record: NoteRecord, isPrimary: boolean): void {
    const {call, saved} = record;
    const {note = '', outcome = null} = saved ?? {};
    this.markTold(record);
    this.#context.emit({type: 'call-note', call, note, outcome, primary: isPrimary});
  }
}
