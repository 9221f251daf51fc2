/** Records about calls in storage, each under the key of its call. */
import {parseJson} from '../../ringcentral/json.js';
import type {KeyValue} from '../environment.js';
import type {Call} from '../types.js';
import {isMemoryOnly} from '../web-storage.js';

interface CallData {
  readonly call: Pick<Call, 'key'>;
}

export class RecordStorage<StoredRecord extends CallData> {
  readonly #storage: KeyValue;
  readonly #prefix: string;
  readonly #readRecord: (value: unknown) => StoredRecord | null;

  /** `prefix`: of the storage keys. `readRecord`: null = the value is not usable. */
  constructor(
    storage: KeyValue, prefix: string, readRecord: (value: unknown) => StoredRecord | null,
  ) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#readRecord = readRecord;
  }

  /** Keys of the calls for which something is stored, also if it is damaged. */
  callKeys(): string[] {
    return this.#storage.keys()
      .filter((storageKey) => storageKey.startsWith(this.#prefix))
      .map((storageKey) => storageKey.slice(this.#prefix.length));
  }

  /** Whether something is stored, also if it is damaged. */
  has(callKey: string): boolean {
    return this.#storage.get(this.#prefix + callKey) !== null;
  }

  /** Null where none is stored that is usable. */
  read(callKey: string): StoredRecord | null {
    const record = this.#readRecord(parseJson(this.#storage.get(this.#prefix + callKey)));
    return record?.call.key === callKey ? record : null;
  }

  /** The usable records of all tabs; none where tabs do not share their storage. */
  readShared(): StoredRecord[] {
    if (!this.#storage.shared) return [];
    return this.callKeys().map((callKey) => this.read(callKey)).filter((record) => record !== null);
  }

  /** All usable records. Erases the others. */
  readAndClean(): StoredRecord[] {
    const records: StoredRecord[] = [];
    for (const callKey of this.callKeys()) {
      const record = this.read(callKey);
      if (record) records.push(record);
      else this.delete(callKey);
    }
    return records;
  }

  /** Whether the other tabs can see the stored record. */
  isShared(callKey: string): boolean {
    return this.#storage.shared && !isMemoryOnly(this.#storage, this.#prefix + callKey);
  }

  save(record: StoredRecord): void {
    this.#storage.set(this.#prefix + record.call.key, JSON.stringify(record));
  }

  delete(callKey: string): void {
    this.#storage.delete(this.#prefix + callKey);
  }

  eraseAll(): void {
    for (const callKey of this.callKeys()) this.delete(callKey);
  }
}
