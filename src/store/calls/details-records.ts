/**
 * The records of what RingCentral's call log says of calls: kept in storage, shared with the other
 * tabs, and passed on to the page. The document that has read a record is the primary one.
 */
import type {ExtensionContext} from '../extension-context.js';
import {claimOnce, runLocked} from '../run-locked.js';
import {
  DETAILS_KEPT_MS, type DetailsRecord, mergeDetails, rankOfDetails, readDetailsRecord,
  withoutFuture,
} from './details-record.js';
import {RecordStorage} from './record-storage.js';

export class DetailsRecords {
  readonly #extension: ExtensionContext;
  readonly #storage: RecordStorage<DetailsRecord>;
  readonly #records = new Map<string, DetailsRecord>();
  readonly #removalTimers = new Map<string, unknown>();
  #isDisposed = false;

  constructor(extension: ExtensionContext) {
    this.#extension = extension;
    const prefix = `${extension.keyPrefix}/details/`;
    this.#storage = new RecordStorage(extension.storage, prefix, readDetailsRecord);
  }

  get(callKey: string): DetailsRecord | undefined {
    const record = this.#records.get(callKey);
    if (!record) return undefined;
    const present = withoutFuture(record, this.#now);
    if (present !== record) this.#records.set(callKey, present);
    return present;
  }

  all(): DetailsRecord[] {
    return [...this.#records.keys()].map((callKey) => this.get(callKey)!);
  }

  /** Takes over what other documents have stored; it was told there. */
  resume(): void {
    for (const record of this.#storage.readAndClean()) this.#keep(record);
  }

  /** Takes over what other tabs have stored, since their messages may not reach this tab. */
  refresh(): void {
    for (const record of this.#storage.readShared()) this.#adopt(record);
  }

  /** Takes over a record from another tab. */
  adopt(value: unknown): void {
    const received = readDetailsRecord(value);
    if (received) this.#adopt(received);
  }

  /** This tab sends a request. */
  save(record: DetailsRecord): void {
    this.#keep(record);
    this.#storage.save(record);
    this.#extension.post({details: record});
  }

  /**
   * Takes over what an answer says, and tells the page of it where no document has been told yet.
   * A document that is closed before that has told nothing.
   */
  async learn(
    callKey: string, withAnswer: (record: DetailsRecord) => DetailsRecord,
  ): Promise<void> {
    const {context, keyPrefix} = this.#extension;
    const lockName = `${keyPrefix}/details-told`;
    await runLocked(context.environment, lockName, async () => {
      if (this.#isDisposed) return;
      this.refresh();
      const asked = this.get(callKey);
      if (!asked) return;
      const rank = rankOfDetails(withAnswer(asked));
      const isNews = rank > rankOfDetails(asked);
      const isPrimary = isNews &&
        await claimOnce(context.environment, `${lockName}/${callKey}/${rank}`);
      const before = this.get(callKey);
      if (this.#isDisposed || !before) return;
      const answered = withAnswer(before);
      this.save(answered);
      this.#tell(before, answered, isPrimary);
    });
  }

  dispose(): void {
    const {environment} = this.#extension.context;
    this.#isDisposed = true;
    for (const timer of this.#removalTimers.values()) environment.clearTimeout(timer);
    this.#records.clear();
  }

  get #now(): number {
    return this.#extension.context.environment.now();
  }

  #adopt(received: DetailsRecord): void {
    const {key} = received.call;
    const own = this.get(key);
    const merged = own ? mergeDetails(own, received) : received;
    this.#keep(merged);
    this.#tell(own, merged, false);
  }

  /** By a timer: a clock that is wrong for a while must not make it forget what was told. */
  #keep(record: DetailsRecord): void {
    const {call: {key, endedAt = 0}} = record;
    this.#records.set(key, record);
    if (this.#removalTimers.has(key)) return;
    const {environment} = this.#extension.context;
    const leftMs = Math.max(endedAt + DETAILS_KEPT_MS - this.#now, 0);
    const remove = () => this.#remove(key);
    const timer = environment.setTimeout(remove, Math.min(leftMs, DETAILS_KEPT_MS));
    this.#removalTimers.set(key, timer);
  }

  /** Also for documents to come. */
  #remove(callKey: string): void {
    this.#records.delete(callKey);
    this.#removalTimers.delete(callKey);
    this.#storage.delete(callKey);
  }

  #tell(before: DetailsRecord | undefined, record: DetailsRecord, primary: boolean): void {
    const {call, details} = record;
    const isNews = rankOfDetails(record) > rankOfDetails(before ?? {});
    if (!isNews || !details) return;
    this.#extension.context.emit({type: 'call-details', call, details, primary});
  }
}
