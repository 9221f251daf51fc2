/**
 * The calls that are known: each is kept in storage, shown by the store, and told to the other tabs. A call comes to
 * its end under a lock, so that exactly one document is the one that ended it.
 */
import {parseJson} from '../ringcentral/json.js';
import {type CallPatch, withChanges, type CallRecord, readCallRecord} from './call-record.js';
import {isFinal} from './call-phase.js';
import {type StoreContext, freeze} from './context.js';
import type {KeyValue} from './environment.js';
import type {Call} from './types.js';

/** ms a finished call is shown. */
const SHOWN = 10 * 60_000;

export interface CallRecordsOptions {
  readonly core: StoreContext;
  /** Prefix of the storage keys and names of locks: server and extension. */
  readonly prefix: string;
  readonly storage: KeyValue;
  /** Tells the other tabs. */
  post(entry: CallRecord): void;
  /** A call is new or another, whoever changed it. */
  onChange(call: Call): void;
}

export class CallRecords {
  readonly #options: CallRecordsOptions;
  readonly #core: StoreContext;
  readonly #entries = new Map<string, CallRecord>();
  readonly #concluding = new Set<string>();
  /** Keys of calls that this document placed. */
  readonly #own = new Set<string>();
  /** Timers that take finished calls away. */
  readonly #leaving = new Map<string, unknown>();
  #disposed = false;

  constructor(options: CallRecordsOptions) {
    this.#options = options;
    this.#core = options.core;
  }

  get(key: string): CallRecord | undefined {
    return this.#entries.get(key);
  }

  /** A call that is not over. */
  running(key: string): CallRecord | undefined {
    const entry = this.#entries.get(key);
    return entry && !isFinal(entry.call.phase) ? entry : undefined;
  }

  active(): CallRecord[] {
    return [...this.#entries.values()].filter(({call}) => !isFinal(call.phase));
  }

  /** Calls of other documents. */
  fromOtherTabs(): Call[] {
    return [...this.#entries.values()].map(({call}) => call).filter(({key}) => !this.#own.has(key));
  }

  isConcluding(key: string): boolean {
    return this.#concluding.has(key);
  }

  /** What lies in storage, of whichever page. */
  stored(): unknown[] {
    return this.#names().map((name) => parseJson(this.#options.storage.get(name)));
  }

  /** Takes up what other pages left in storage. */
  resume(): void {
    const {storage} = this.#options, now = this.#core.environment.now();
    for (const name of this.#names()) {
      const entry = readCallRecord(parseJson(storage.get(name)));
      if (!entry) {
        storage.delete(name);
        continue;
      }
      const {key, phase, endedAt = 0} = entry.call;
      if (this.#entries.has(key)) continue;
      if (isFinal(phase) && now - endedAt >= SHOWN) storage.delete(name);
      else this.#entries.set(key, isFinal(phase) ? entry : withChanges(entry, {stale: true}));
      if (isFinal(phase)) this.#leave(key, endedAt + SHOWN - now);
    }
    this.#publish();
  }

  /** A change that is not the end. */
  update(entry: CallRecord): void {
    if (entry !== this.#entries.get(entry.call.key)) this.set(entry, true);
  }

  /** `authored`: this document made the change, so it keeps it, tells the others, and is primary at the end. */
  set(entry: CallRecord, authored: boolean): void {
    const {call} = entry, before = this.#entries.get(call.key)?.call;
    if (authored && !before) this.#own.add(call.key);
    this.#entries.set(call.key, entry);
    this.#options.onChange(call);
    if (authored) {
      this.#options.storage.set(this.#name(call.key), JSON.stringify(entry));
      this.#options.post(entry);
    }
    this.#publish();
    if (call.phase === before?.phase) return;
    this.#core.emit({type: 'call-change', call});
    if (!isFinal(call.phase)) return;
    this.#leave(call.key, SHOWN);
    if (call.error && authored) this.#core.emit({type: 'call-error', error: call.error, call});
    this.#core.emit({type: 'call-end', call, primary: authored});
  }

  /** Brings a call to its end: once over all documents, by whoever gets here first. */
  async conclude(key: string, end: CallPatch & {phase: Call['phase']}): Promise<void> {
    if (this.#concluding.has(key)) return;
    this.#concluding.add(key);
    try {
      await this.#locked(`${this.#options.prefix}/end`, () => {
        const mine = this.running(key);
        if (!mine) return;
        const stored = readCallRecord(parseJson(this.#options.storage.get(this.#name(key))));
        if (stored && isFinal(stored.call.phase)) return this.set(stored, false);
        const endedAt = this.#core.environment.now();
        this.set(withChanges(mine, {...end, stale: false, endedAt}, {doubtfulSince: undefined}), true);
      });
    } finally {
      this.#concluding.delete(key);
    }
  }

  /** Erases everything, also what this page never took up. */
  erase(): void {
    for (const key of [...this.#entries.keys()]) this.#remove(key);
    for (const name of this.#names()) this.#options.storage.delete(name);
    this.#publish();
  }

  dispose(): void {
    this.#disposed = true;
    for (const timer of this.#leaving.values()) this.#core.environment.clearTimeout(timer);
  }

  async #locked(name: string, fn: () => void): Promise<void> {
    let done = false;
    const once = () => {
      if (!done) fn();
      done = true;
    };
    // A sandboxed frame has Web Locks that refuse: it has no other tabs either.
    await this.#core.environment.locks?.request(name, once).catch(() => {});
    once();
  }

  #publish(): void {
    const shown = [...this.#entries.values()].filter(({dismissed}) => !dismissed).map(({call}) => call)
      .sort((a, b) => b.startedAt - a.startedAt);
    const before = this.#core.calls.get();
    const same = shown.length === before.length && shown.every((call, i) => call === before[i]);
    if (!same) this.#core.calls.set(freeze(shown));
  }

  /** A finished call is taken away in `ms`, ten minutes at most, whatever becomes of the clock. */
  #leave(key: string, ms: number): void {
    if (this.#disposed) return;
    this.#leaving.set(key, this.#core.environment.setTimeout(() => {
      this.#remove(key);
      this.#publish();
    }, Math.min(Math.max(ms, 0), SHOWN)));
  }

  #remove(key: string): void {
    this.#core.environment.clearTimeout(this.#leaving.get(key));
    this.#leaving.delete(key);
    this.#entries.delete(key);
    this.#own.delete(key);
    this.#options.storage.delete(this.#name(key));
  }

  #names(): string[] {
    return this.#options.storage.keys().filter((name) => name.startsWith(this.#name('')));
  }

  #name(key: string): string {
    return `${this.#options.prefix}/call/${key}`;
  }
}
