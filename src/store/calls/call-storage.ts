/** The records of calls in storage, each under a key of its own. */
import {parseJson} from '../../ringcentral/json.js';
import type {KeyValue} from '../environment.js';
import {type CallRecord, readCallRecord} from './call-record.js';

export class CallStorage {
  readonly #storage: KeyValue;
  readonly #prefix: string;

  /** `keyPrefix`: from `extensionKeyPrefix`. */
  constructor(storage: KeyValue, keyPrefix: string) {
    this.#storage = storage;
    this.#prefix = `${keyPrefix}/call/`;
  }

  /** The records of all tabs; none where tabs do not share their storage. */
  readShared(): CallRecord[] {
    if (!this.#storage.shared) return [];
    return this.#storageKeys()
      .map((storageKey) => this.#read(storageKey))
      .filter((callRecord) => callRecord !== null);
  }

  /** All records that are usable. Erases the others. */
  readAndClean(): CallRecord[] {
    const callRecords: CallRecord[] = [];
    for (const storageKey of this.#storageKeys()) {
      const callRecord = this.#read(storageKey);
      if (callRecord) callRecords.push(callRecord);
      else this.#storage.delete(storageKey);
    }
    return callRecords;
  }

  /** Null where none is stored that is usable. */
  read(callKey: string): CallRecord | null {
    return this.#read(this.#prefix + callKey);
  }

  save(callRecord: CallRecord): void {
    this.#storage.set(this.#prefix + callRecord.call.key, JSON.stringify(callRecord));
  }

  delete(callKey: string): void {
    this.#storage.delete(this.#prefix + callKey);
  }

  eraseAll(): void {
    for (const storageKey of this.#storageKeys()) this.#storage.delete(storageKey);
  }

  #storageKeys(): string[] {
    return this.#storage.keys().filter((storageKey) => storageKey.startsWith(this.#prefix));
  }

  #read(storageKey: string): CallRecord | null {
    const callRecord = readCallRecord(parseJson(this.#storage.get(storageKey)));
    const isOwnKey = callRecord && this.#prefix + callRecord.call.key === storageKey;
    return isOwnKey ? callRecord : null;
  }
}
