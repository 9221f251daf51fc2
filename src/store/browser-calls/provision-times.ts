/**
 * When this browser asked for registrations, over tabs and pages: each of them asks anew, and is
 * counted in the same group of requests as placing a call.
 */
import {asTime, parseJson} from '../../ringcentral/json.js';
import type {CallWork} from '../calls/call-work.js';
import {budgetFreeAt} from '../calls/heavy-budget.js';
import type {KeyValue} from '../environment.js';

/** More than are ever counted. */
const MAX_TIMES = 10;

export class ProvisionTimes {
  readonly #work: CallWork;
  readonly #storage: KeyValue;
  readonly #storageKey: string;

  constructor(work: CallWork, storage: KeyValue) {
    this.#work = work;
    this.#storage = storage;
    this.#storageKey = `${work.keyPrefix}/phone-asked`;
  }

  /** ms until a registration may be asked for that no user waits for; 0 = now. */
  get waitMs(): number {
    const {callRecords, context: {environment}} = this.#work;
    const now = environment.now();
    return Math.max(budgetFreeAt(callRecords.all(), this.#times, now) - now, 0);
  }

  /** Call it when one is asked for. */
  note(): void {
    const now = this.#work.context.environment.now();
    const times = [...this.#times, now].slice(-MAX_TIMES);
    this.#storage.set(this.#storageKey, JSON.stringify(times));
  }

  get #times(): number[] {
    const stored = parseJson(this.#storage.get(this.#storageKey));
    return Array.isArray(stored) ? stored.map(asTime).filter((time) => time !== undefined) : [];
  }
}
