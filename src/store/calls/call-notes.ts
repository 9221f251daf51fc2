/**
 * The notes of one extension: kept in storage at each edit, shown by the store, sent to the other
 * tabs, and told to the page once a state is saved. A note is saved under a lock, so that exactly
 * one document is the primary one.
 */
import {parseJson} from '../../ringcentral/json.js';
import type {StoreContext} from '../context.js';
import {claimOnce, runLocked} from '../run-locked.js';
import type {Call} from '../types.js';
import {tellEarlierNotes} from './earlier-notes.js';
import {NoteEvents} from './note-events.js';
import {
  isSameText, mergeNotes, type NoteChanges, noteLockName, type NoteRecord, readNote, unsavedText,
  withEdit, withSave,
} from './note-record.js';
import type {CallNotesOptions} from './note-options.js';
import {PublishedNotes} from './published-notes.js';
import {RecordStorage} from './record-storage.js';

/** The extensions whose notes a store still holds: it saves them itself at their sign-out. */
const heldPrefixesByContext = new WeakMap<StoreContext, Set<string>>();

function heldPrefixes({context}: CallNotesOptions): Set<string> {
  const known = heldPrefixesByContext.get(context);
  const prefixes = known ?? new Set<string>();
  if (!known) heldPrefixesByContext.set(context, prefixes);
  return prefixes;
}

export class CallNotes {
  readonly #options: CallNotesOptions;
  readonly #storage: RecordStorage<NoteRecord>;
  readonly #published: PublishedNotes;
  readonly #events: NoteEvents;
  readonly #records = new Map<string, NoteRecord>();
  /** Keys of notes that this document has written last. */
  readonly #writtenKeys = new Set<string>();
  #isGivenUp = false;
  #isDisposed = false;

  constructor(options: CallNotesOptions) {
    this.#options = options;
    this.#storage = new RecordStorage(options.storage, `${options.keyPrefix}/note/`, readNote);
    this.#published = new PublishedNotes(options.context);
    this.#events = new NoteEvents(options.context);
    heldPrefixes(options).add(options.keyPrefix);
    this.#readStored();
  }

  /**
   * The page has opened with these notes in storage, of this user or of an earlier one: what is
   * saved of them was told before.
   */
  resume(storedTexts: readonly (string | null)[]): void {
    for (const storedText of storedTexts) {
      const record = readNote(parseJson(storedText));
      if (record) this.#events.markTold(record);
    }
    tellEarlierNotes(this.#options, {
      isDisposed: () => this.#isDisposed,
      isHeld: (keyPrefix) => heldPrefixes(this.#options).has(keyPrefix),
    });
  }

  write(call: Call, changes: NoteChanges): void {
    const {context: {account}, clientId, post} = this.#options;
    const present = this.#newest(call.key);
    const record = present ??
      {call, account, clientId, note: '', revision: 0, saves: this.#events.savesOf(call.key)};
    const saves = Math.max(record.saves, this.#events.savesOf(call.key));
    const edited = withEdit({...record, call, saves}, changes);
    if (edited.revision === record.revision) return;
    this.#writtenKeys.add(call.key);
    this.#store(edited);
    post({note: edited});
    this.#publish();
  }

  /** The user saves the note. */
  save(callKey: string): Promise<void> {
    return this.#locked(callKey, () => {
      const {callRecords} = this.#options;
      const isGone = !this.#storage.has(callKey) && !callRecords.isShown(callKey);
      return isGone
        ? this.#hearSaveElsewhere(callKey)
        : this.#tell(callKey, callRecords.get(callKey)?.call);
    });
  }

  /** The call is shown no longer: saves its note, then erases it. */
  conclude(callKey: string, call?: Call): Promise<void> {
    return this.#locked(callKey, async () => {
      if (this.#storage.has(callKey)) await this.#tell(callKey, call);
      else this.#hearSaveElsewhere(callKey);
      this.#storage.delete(callKey);
      this.#records.delete(callKey);
      this.#publish();
    });
  }

  /** Sign-out: saves and erases all notes. `calls`: as last known. */
  async giveUp(calls: readonly Call[]): Promise<void> {
    this.#isGivenUp = true;
    const callKeys = new Set([...this.#records.keys(), ...this.#storage.callKeys()]);
    const lastCall = (callKey: string) => calls.find(({key}) => key === callKey);
    const conclude = (callKey: string) => this.conclude(callKey, lastCall(callKey));
    await Promise.all([...callKeys].map(conclude));
    heldPrefixes(this.#options).delete(this.#options.keyPrefix);
  }

  /** Takes over a note from another tab. */
  adopt(value: unknown): void {
    const received = readNote(value);
    if (!received) return;
    const callKey = received.call.key;
    this.#events.hear(received);
    // A late copy brings back no note of a call that is gone; one that waits here may be saved.
    const {callRecords} = this.#options;
    const callRecord = callRecords.get(callKey);
    const isGone = callRecord ? callRecord.dismissed : !callRecords.isShown(callKey);
    const own = this.#records.get(callKey);
    if (isGone && !own) return;
    const merged = own ? mergeNotes(own, received) : received;
    if (!isSameText(merged, own)) this.#yield(callKey);
    this.#keep(merged);
    this.#publish();
  }

  follow(call: Call): void {
    const record = this.#records.get(call.key);
    if (record && record.call.phase !== call.phase) this.#keep(Object.freeze({...record, call}));
  }

  /** Stores the note again if the page has cleared its storage. */
  restore(callKey: string): void {
    const record = this.#records.get(callKey);
    if (!record || !this.#writtenKeys.has(callKey) || this.#storage.has(callKey)) return;
    if (this.#options.callRecords.isShown(callKey)) this.#store(record);
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  /** Takes over the notes that other pages left, and saves those whose calls are gone. */
  #readStored(): void {
    const {callRecords} = this.#options;
    for (const record of this.#storage.readAndClean()) {
      const callKey = record.call.key;
      if (callRecords.isShown(callKey)) this.#records.set(callKey, record);
      else void this.conclude(callKey, callRecords.get(callKey)?.call);
    }
    this.#publish();
  }

  /** Another tab has written last. Where tabs share no storage, only that one keeps the note. */
  #yield(callKey: string): void {
    this.#writtenKeys.delete(callKey);
    if (!this.#storage.isShared(callKey)) this.#storage.delete(callKey);
  }

  #locked(callKey: string, work: () => void | Promise<void>): Promise<void> {
    const {context: {environment}, keyPrefix} = this.#options;
    return runLocked(environment, `${keyPrefix}/note`, () => {
      // Another document saves what is still stored.
      if (!this.#isDisposed) return work();
    });
  }

  /** The document that comes first is the primary one: it stores the save, then tells the page. */
  async #tell(callKey: string, call?: Call): Promise<void> {
    const {context: {environment}, keyPrefix} = this.#options;
    const before = this.#newest(callKey);
    if (!before) return;
    if (!unsavedText(before)) return this.#events.hear(before);
    const lockName = noteLockName(keyPrefix, before);
    if (!await claimOnce(environment, lockName)) return this.#hearSaveElsewhere(callKey);
    // It may have been edited meanwhile, or saved by another document.
    const record = this.#newest(callKey) ?? before;
    const text = unsavedText(record);
    if (!text) return this.#events.hear(record);
    const saved = withSave(record, text, call);
    this.#store(saved);
    this.#options.post({note: saved});
    this.#publish();
    this.#events.tell(saved);
  }

  /** Another document has saved the note, and may have erased it; its message may not arrive. */
  #hearSaveElsewhere(callKey: string): void {
    const record = this.#newest(callKey);
    const text = record && unsavedText(record);
    if (text) this.#events.hear(withSave(record, text));
  }

  #newest(callKey: string): NoteRecord | undefined {
    const own = this.#records.get(callKey);
    const stored = this.#storage.read(callKey);
    if (!stored) return own;
    return own ? mergeNotes(own, stored) : stored;
  }

  #store(record: NoteRecord): void {
    this.#records.set(record.call.key, record);
    this.#storage.save(record);
  }

  /** Stores it again where another tab has stored an older text. Where none is stored, it is gone. */
  #keep(record: NoteRecord): void {
    const callKey = record.call.key;
    const stored = this.#storage.read(callKey);
    const newest = stored ? mergeNotes(stored, record) : record;
    this.#records.set(callKey, newest);
    if (stored && JSON.stringify(newest) !== JSON.stringify(stored)) this.#storage.save(newest);
  }

  #publish(): void {
    this.#published.publish(this.#records, this.#isGivenUp);
  }
}
