/**
 * The records of calls to the user: kept in storage, shown by the store, and told to the page once
 * a step. The document that has learned it from the platform is the primary one.
 */
import {parseJson} from '../../ringcentral/json.js';
import {freeze} from '../context.js';
import type {ExtensionContext} from '../extension-context.js';
import {claimOnce, runLocked} from '../run-locked.js';
import type {Inbound} from '../types.js';
import {type Handling, joinHandlings, readHandling} from './inbound-handling.js';
import {furtherRecord, type InboundRecord, isOver, readInboundRecord} from './inbound-record.js';

const OVER_KEPT_MS = 10 * 60_000;
/** Nothing rings longer; whoever could tell how it ended was closed. */
const RINGING_MAX_MS = 10 * 60_000;
const ANSWERED_MAX_MS = 24 * 60 * 60_000;

export interface InboundRecordsOptions extends ExtensionContext {
  /** Adds to a call what this tab knows of its line; records and other tabs never have it. */
  readonly decorate?: DecorateInbound;
}

/** Returns the same object where there is nothing to add. */
export type DecorateInbound = (inbound: Inbound, sessionId: string) => Inbound;

export class InboundRecords {
  readonly #options: InboundRecordsOptions;
  readonly #records = new Map<string, InboundRecord>();
  /** As the page was told of them. */
  readonly #shown = new Map<string, Inbound>();
  readonly #handlings = new Map<string, Handling>();
  readonly #removalTimers = new Map<string, unknown>();
  #isDisposed = false;

  constructor(options: InboundRecordsOptions) {
    this.#options = options;
  }

  /** Takes over what other documents have stored; it was told there. */
  resume(): void {
    const {storage, context: {environment}} = this.#options;
    for (const storageKey of this.#storageKeys('inbound')) {
      const record = readInboundRecord(parseJson(storage.get(storageKey)));
      if (!record || isExpired(record.inbound, environment.now())) {
        storage.delete(storageKey);
        continue;
      }
      this.#keep(record);
      this.#shown.set(record.inbound.key, record.inbound);
    }
    this.#forgetOldHandlings();
    this.publish();
  }

  /** Their calls have expired while no tab watched. */
  #forgetOldHandlings(): void {
    const prefix = this.#keyOf('inbound-handling', '');
    for (const storageKey of this.#storageKeys('inbound-handling')) {
      const isKept = this.#records.has(storageKey.slice(prefix.length));
      if (!isKept) this.#options.storage.delete(storageKey);
    }
  }

  /** The latest one of a telephony session, and how often that has rung. */
  ofSession(
    sessionId: string,
  ): {readonly latest: InboundRecord | undefined; readonly count: number} {
    const records = [...this.#records.values()].filter((record) => record.sessionId === sessionId);
    return {latest: records.at(-1), count: records.length};
  }

  /** Calls that are not over. */
  active(): InboundRecord[] {
    return [...this.#records.values()].filter(({inbound}) => !isOver(inbound));
  }

  /** This tab has learned of it from the platform. */
  report(record: InboundRecord): void {
    const {storage, post} = this.#options;
    storage.set(this.#keyOf('inbound', record.inbound.key), JSON.stringify(record));
    post({inbound: record});
    this.#set(record, true);
  }

  /** Takes over a record from another tab. */
  adopt(value: unknown): void {
    const received = readInboundRecord(value);
    if (!received) return;
    const own = this.#records.get(received.inbound.key);
    const record = own ? furtherRecord(own, received) : received;
    if (record !== own) this.#set(record, false);
  }

  /** Takes over what another document has done about a call. */
  adoptHandling(value: unknown): void {
    const received = readHandling(value);
    if (!received) return;
    this.#handlings.set(received.key, joinHandlings(this.#handlingOf(received.key), received));
    this.publish();
  }

  /** Shows a call no longer, in all tabs. */
  dismiss(key: string): void {
    if (!this.#records.has(key)) return;
    this.#saveHandling({...this.#handlingOf(key), isDismissed: true});
    this.publish();
  }

  /** Shows the calls, also where only what is added to them has changed. */
  publish(): void {
    const {inbound} = this.#options.context;
    const published = inbound.get();
    const shown = [...this.#shown.values()]
      .map((one) => this.#decorated(one))
      // An open microphone is never without its buttons.
      .filter(({key, can}) => can?.includes('hang-up') || !this.#handlingOf(key).isDismissed)
      .sort((first, second) => second.startedAt - first.startedAt)
      .map((one) => sameOne(published, one));
    const isUnchanged = shown.length === published.length &&
      shown.every((one, index) => one === published[index]);
    if (!isUnchanged && !this.#isDisposed) inbound.set(freeze(shown));
  }

  dispose(): void {
    const {environment, inbound} = this.#options.context;
    this.#isDisposed = true;
    for (const timer of this.#removalTimers.values()) environment.clearTimeout(timer);
    this.#records.clear();
    this.#shown.clear();
    if (inbound.get().length > 0) inbound.set(freeze([]));
  }

  /** `isOwn`: this document has learned it from the platform. */
  #set(record: InboundRecord, isOwn: boolean): void {
    const {inbound} = record;
    const before = this.#records.get(inbound.key);
    this.#keep(record);
    if (inbound.phase !== before?.inbound.phase) return void this.#tell(inbound, isOwn);
    // Until then, another phase is about to be told.
    if (this.#shown.get(inbound.key)?.phase === inbound.phase) this.#show(inbound);
  }

  #show(inbound: Inbound): void {
    this.#shown.set(inbound.key, inbound);
    this.publish();
  }

  #keep(record: InboundRecord): void {
    const {inbound, inbound: {key, endedAt = 0}} = record;
    this.#records.set(key, record);
    if (!isOver(inbound) || this.#removalTimers.has(key)) return;
    const {environment} = this.#options.context;
    const leftMs = Math.min(Math.max(endedAt + OVER_KEPT_MS - environment.now(), 0), OVER_KEPT_MS);
    this.#removalTimers.set(key, environment.setTimeout(() => this.#remove(key), leftMs));
  }

  #remove(key: string): void {
    const {storage} = this.#options;
    this.#removalTimers.delete(key);
    this.#records.delete(key);
    this.#shown.delete(key);
    this.#handlings.delete(key);
    storage.delete(this.#keyOf('inbound', key));
    storage.delete(this.#keyOf('inbound-handling', key));
    this.publish();
  }

  /** The list and the event come together, so that nothing else comes between them. */
  async #tell(inbound: Inbound, isOwn: boolean): Promise<void> {
    const {context, keyPrefix} = this.#options;
    let isPrimary = false;
    await runLocked(context.environment, `${keyPrefix}/inbound`, async () => {
      isPrimary = isOwn && await this.#claim(inbound);
    });
    const latest = this.#records.get(inbound.key)?.inbound;
    if (this.#isDisposed || !latest) return;
    // The caller may be another one by now; a further phase has an event of its own.
    const told = latest.phase === inbound.phase ? latest : inbound;
    this.#show(told);
    context.emit({type: 'inbound-change', inbound: this.#decorated(told), primary: isPrimary});
  }

  async #claim(inbound: Inbound): Promise<boolean> {
    const {context: {environment}} = this.#options;
    const step = isOver(inbound) ? 'over' : inbound.phase;
    const lockName = `${this.#keyOf('inbound', inbound.key)}/${step}`;
    const isPrimary = await claimOnce(environment, lockName);
    const handling = this.#handlingOf(inbound.key);
    if (!isPrimary || this.#isDisposed || handling.toldSteps.includes(step)) return false;
    this.#saveHandling({...handling, toldSteps: [...handling.toldSteps, step]});
    return true;
  }

  #handlingOf(key: string): Handling {
    const stored = this.#options.storage.get(this.#keyOf('inbound-handling', key));
    const handling = readHandling(parseJson(stored));
    const known = this.#handlings.get(key) ?? {key, toldSteps: [], isDismissed: false};
    return handling ? joinHandlings(known, handling) : known;
  }

  #saveHandling(handling: Handling): void {
    const {storage, post} = this.#options;
    this.#handlings.set(handling.key, handling);
    storage.set(this.#keyOf('inbound-handling', handling.key), JSON.stringify(handling));
    post({'inbound-handling': handling});
  }

  #decorated(inbound: Inbound): Inbound {
    const {decorate} = this.#options;
    const record = this.#records.get(inbound.key);
    const isLatest = record && this.ofSession(record.sessionId).latest === record;
    return decorate && isLatest ? decorate(inbound, record.sessionId) : inbound;
  }

  #keyOf(kind: 'inbound' | 'inbound-handling', key: string): string {
    return `${this.#options.keyPrefix}/${kind}/${key}`;
  }

  #storageKeys(kind: 'inbound' | 'inbound-handling'): string[] {
    const prefix = this.#keyOf(kind, '');
    return this.#options.storage.keys().filter((storageKey) => storageKey.startsWith(prefix));
  }
}

/** A call that looks as before is the same object. */
function sameOne(published: readonly Inbound[], inbound: Inbound): Inbound {
  const before = published.find(({key}) => key === inbound.key);
  return before && JSON.stringify(before) === JSON.stringify(inbound) ? before : inbound;
}

function isExpired(inbound: Inbound, now: number): boolean {
  const {phase, startedAt, answeredAt = startedAt, endedAt = startedAt} = inbound;
  if (isOver(inbound)) return now - endedAt >= OVER_KEPT_MS;
  return phase === 'ringing'
    ? now - startedAt >= RINGING_MAX_MS
    : now - answeredAt >= ANSWERED_MAX_MS;
}
