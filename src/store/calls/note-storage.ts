/** The notes in storage, each under a key of its own. */
import {parseJson} from '../../ringcentral/json.js';
import type {KeyValue} from '../environment.js';
import {isMemoryOnly} from '../web-storage.js';
import {type NoteRecord, readNote} from './note-record.js';

export class NoteStorage {
  readonly #storage: KeyValue;
  readonly #prefix: string;

  /** `keyPrefix`: from `extensionKeyPrefix`. */
  constructor(storage: KeyValue, keyPrefix: string) {
    this.#storage = storage;
    this.#prefix = `${keyPrefix}/note/`;
  }

  /** Keys of the calls for which something is stored, and be it damaged. */
  callKeys(): string[] {
    return this.#storage.keys()
      .filter((storageKey) => storageKey.startsWith(this.#prefix))
      .map((storageKey) => storageKey.slice(this.#prefix.length));
  }

  /** Whether something is stored, and be it damaged. */
  has(callKey: string): boolean {
    return this.#storage.get(this.#prefix + callKey) !== null;
  }

  /** Null where none is stored that is usable. */
  read(callKey: string): NoteRecord | null {
    const record = readNote(parseJson(this.#storage.get(this.#prefix + callKey)));
    return record?.call.key === callKey ? record : null;
  }

  /** Whether the other tabs can see what is stored. */
  isShared(callKey: string): boolean {
    return this.#storage.shared && !isMemoryOnly(this.#storage, this.#prefix + callKey);
  }

  save(record: NoteRecord): void {
    this.#storage.set(this.#prefix + record.call.key, JSON.stringify(record));
  }

  delete(callKey: string): void {
    this.#storage.delete(this.#prefix + callKey);
  }
}
