/** Notes about calls: the code for them loads when one is written, or when one is stored. */
import {LazyPart} from '../../loading/lazy-part.js';
import type {Call} from '../types.js';
import type {CallNotes} from './call-notes.js';
import type {CallNotesOptions} from './note-options.js';
import type {NoteChanges} from './note-record.js';

const notesPart = new LazyPart((_query) => import('./call-notes.js'));

/** Notes of any extension. */
const NOTE_KEY = /^rc-click-to-call\/1\/.+\/note\//;

/**
 * While the code does not load, such as offline, stored notes stay stored: shown to no user, told by
 * this document once the code is there, else by the next one. That holds for a sign-out as well: the
 * next user's page may get the event, but nothing is lost, and that user sees nothing of it. Only an
 * edit that comes before the code is lost with its page.
 */
export class LazyCallNotes {
  readonly #options: CallNotesOptions;
  #notes: CallNotes | null = null;
  /** Waits for the code, in order. */
  readonly #waiting: ((notes: CallNotes) => void)[] = [];
  #isGivenUp = false;
  #isDisposed = false;

  constructor(options: CallNotesOptions) {
    this.#options = options;
  }

  /** Without changes, only loads the code: from then on, an edit is kept at once. */
  write(callKey: string, changes: NoteChanges): void {
    const callRecord = this.#options.callRecords.get(callKey);
    if (!callRecord || callRecord.dismissed) return;
    // By the time the code is there, the call may be gone.
    this.#run((notes) => notes.write(callRecord.call, changes));
  }

  save(callKey: string): void {
    this.#run((notes) => void notes.save(callKey));
  }

  /** Takes over a note from another tab. */
  adopt(value: unknown): void {
    this.#run((notes) => notes.adopt(value));
  }

  /** Takes over what other pages left in storage, also those of an earlier user. */
  resume(): void {
    const {storage} = this.#options;
    const storageKeys = storage.keys().filter((storageKey) => NOTE_KEY.test(storageKey));
    const storedTexts = storageKeys.map((storageKey) => storage.get(storageKey));
    if (storedTexts.length > 0) this.#run((notes) => notes.resume(storedTexts));
  }

  /** A call is new or has changed. */
  follow(call: Call): void {
    this.#notes?.follow(call);
  }

  /** The user is about to dismiss the call. */
  restore(callKey: string): void {
    this.#notes?.restore(callKey);
  }

  /** The call is shown no longer. */
  conclude(call: Call): void {
    if (this.#hasNotes(call.key)) this.#run((notes) => void notes.conclude(call.key, call));
  }

  /**
   * Sign-out: saves and erases all notes. Resolves once that is done, or the code did not load.
   * `calls`: as last known.
   */
  async giveUp(calls: readonly Call[]): Promise<void> {
    this.#isGivenUp = true;
    if (!this.#hasNotes('')) return;
    const givenUp = new Promise<void>((resolve) => {
      this.#run((notes) => resolve(notes.giveUp(calls)));
    });
    await notesPart.load().then(() => givenUp, () => undefined);
  }

  dispose(): void {
    // After a sign-out, notes that wait for the code are still told.
    if (this.#isGivenUp) return;
    this.#isDisposed = true;
    this.#notes?.dispose();
  }

  /** `callKey`: empty for any call. */
  #hasNotes(callKey: string): boolean {
    if (this.#notes || this.#waiting.length > 0) return true;
    const {storage, keyPrefix} = this.#options;
    const prefix = `${keyPrefix}/note/${callKey}`;
    return storage.keys().some((storageKey) => storageKey.startsWith(prefix));
  }

  #run(work: (notes: CallNotes) => void): void {
    if (this.#notes) return work(this.#notes);
    this.#waiting.push(work);
    if (notesPart.part) return this.#start(notesPart.part);
    if (this.#waiting.length > 1) return;
    void notesPart.whenLoaded().then((part) => this.#start(part));
  }

  #start({CallNotes}: Awaited<ReturnType<typeof notesPart.load>>): void {
    if (this.#isDisposed) return;
    const notes = this.#notes ??= new CallNotes(this.#options);
    for (const work of this.#waiting.splice(0)) work(notes);
  }
}
