/** Reads the status of a call, and says what the answer means for it. */
import {isRingOutGone, readRingOutStatus} from '../../ringcentral/ring-out.js';
import {DOUBT_MAX_MS} from './call-progress.js';
import {type CallRecord, withChanges} from './call-record.js';
import {backOffAfter} from './call-waits.js';
import type {CallWork} from './call-work.js';
import type {StatusRequests} from './status-requests.js';

export class StatusReader {
  readonly #work: CallWork;
  readonly #statusRequests: StatusRequests;

  constructor(work: CallWork, statusRequests: StatusRequests) {
    this.#work = work;
    this.#statusRequests = statusRequests;
  }

  async read(callKey: string): Promise<void> {
    const {ringOut, callRecords, progress, waits} = this.#work;
    const ringOutId = callRecords.get(callKey)?.call.id;
    if (!ringOut || !ringOutId) return;
    this.#statusRequests.record();
    const apiResult = await ringOut.readStatus(ringOutId);
    if (this.#work.isDisposed) return;
    const status = apiResult.kind === 'ok' ? readRingOutStatus(apiResult.body) : null;
    if (status) {
      waits.status.start(callKey);
      return progress.applyStatus(callKey, status);
    }
    if (isRingOutGone(apiResult)) return progress.applyStatus(callKey, 'gone');
    const callRecord = callRecords.getActive(callKey);
    if (!callRecord) return;
    if (apiResult.kind === 'client-error') return this.#handleRefusal(callRecord);
    progress.markStale(callRecord);
    backOffAfter(apiResult, waits.status, callKey);
  }

  /** The platform refused the question, which says nothing about the call. */
  async #handleRefusal(callRecord: CallRecord): Promise<void> {
    const {context, callRecords, progress, waits} = this.#work;
    const {key: callKey} = callRecord.call;
    const now = context.environment.now();
    const {doubtfulSince = now} = callRecord;
    if (now - doubtfulSince >= DOUBT_MAX_MS) return progress.giveUp(callKey);
    waits.status.backOff(callKey);
    callRecords.update(withChanges(callRecord, {stale: true}, {doubtfulSince}));
  }
}
