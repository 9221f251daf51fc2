/** For which call RingCentral's call log is asked next, and when. */
import {isFinal} from '../call-phase.js';
import type {Call} from '../types.js';
import type {CallWork} from './call-work.js';
import {
  DETAILS_KEPT_MS, type DetailsRecord, emptyRecord, isAwaited, nextRequestAt,
} from './details-record.js';
import type {DetailsRecords} from './details-records.js';
import type {DetailsWaiters} from './details-waiters.js';
import {sessionIdOf} from './session-id.js';

interface PendingRequest {
  readonly call: Call;
  /** Epoch ms. */
  readonly dueAt: number;
}

interface DetailsPlanOptions {
  readonly work: CallWork;
  readonly records: DetailsRecords;
  readonly waiters: DetailsWaiters;
  /** The page wants the records of all calls. */
  wantsAll(): boolean;
}

export class DetailsPlan {
  readonly #options: DetailsPlanOptions;
  /** Epoch ms at which calls ended, by the clock as it is now. */
  readonly #ends = new Map<string, number>();

  constructor(options: DetailsPlanOptions) {
    this.#options = options;
  }

  /** The request that is due first; null = there is none. */
  get next(): PendingRequest | null {
    let next: PendingRequest | null = null;
    for (const call of this.#placedCalls()) {
      const dueAt = this.dueAt(call);
      if (dueAt !== null && (!next || dueAt < next.dueAt)) next = {call, dueAt};
    }
    return next;
  }

  /** Null = the call log is not asked for this call, or not any more. */
  dueAt(call: Call): number | null {
    const endedAt = this.#endOf(call);
    const isOld = this.#now - endedAt >= DETAILS_KEPT_MS;
    const record = this.recordOf(call);
    const dueAt = isOld ? null : nextRequestAt(record, endedAt);
    if (dueAt === null || this.#options.wantsAll()) return dueAt;
    return this.#isWantedAlone(record) ? dueAt : null;
  }

  recordOf(call: Call): DetailsRecord {
    return this.#options.records.get(call.key) ?? emptyRecord(call);
  }

  /** Also of one that is shown no longer. */
  callOf(callKey: string): Call | undefined {
    const {work, records} = this.#options;
    return work.callRecords.get(callKey)?.call ?? records.get(callKey)?.call;
  }

  get #now(): number {
    return this.#options.work.context.environment.now();
  }

  /** The page has asked for this one, and no request was sent since. */
  #isWantedAlone(record: DetailsRecord): boolean {
    const {call: {key}, askedAt} = record;
    const isWanted = this.#options.waiters.wants(key, askedAt.length);
    return isWanted && !record.details && !isAwaited(record, this.#now);
  }

  /** The calls that are over. A dismissed one is shown no longer, and its record is wanted still. */
  #placedCalls(): Call[] {
    const {work: {callRecords}, records} = this.#options;
    const remembered = records.all().map(({call}) => call)
      .filter(({key}) => !callRecords.get(key));
    return [...callRecords.all().map(({call}) => call), ...remembered]
      .filter((call) => sessionIdOf(call) !== undefined && isFinal(call.phase));
  }

  /** A clock that was set back must not put requests off. */
  #endOf({key, endedAt = this.#now}: Call): number {
    const end = Math.min(this.#ends.get(key) ?? endedAt, this.#now);
    this.#ends.set(key, end);
    return end;
  }
}
