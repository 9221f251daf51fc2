/** Which phone rings first and which number the other party sees: remembered for server and extension, in all tabs. */
import {asRecord, parseJson} from '../ringcentral/json.js';
import {type StoreContext, freeze} from './context.js';
import type {KeyValue} from './environment.js';
import type {Choices, NumberOption} from './types.js';

const FIELDS = ['from', 'callerId'] as const;

type Field = typeof FIELDS[number];

/** What is stored of a choice: whether it was picked from the list, or typed by hand; or that it has gone. */
interface Kept {
  readonly number: string;
  readonly typed?: true;
  /** The list no longer has it. It is not used any more, and said to be gone until the person chooses again. */
  readonly gone?: true;
}

export class ChoiceStore {
  #kept: Partial<Record<Field, Kept>> = {};

  constructor(private readonly core: StoreContext, private readonly storage: KeyValue, private readonly key: string,
    private readonly tellOthers: () => void) {
    this.reload();
  }

  /** Reads what is stored: at the start, and when another tab chose. */
  reload(): void {
    const stored = asRecord(parseJson(this.storage.get(this.key)));
    this.#kept = {};
    for (const field of FIELDS) {
      const {number, typed, gone} = asRecord(stored[field]);
      if (typeof number !== 'string' || !/^\+[1-9]\d{4,14}$/.test(number)) continue;
      this.#kept[field] = {number, ...(typed === true && {typed}), ...(gone === true && {gone})};
    }
    this.#publish();
  }

  /** `null` or `''` = the platform's default; a field left out stays as it is. */
  choose(wish: {from?: string | null; callerId?: string | null}): void {
    for (const field of FIELDS) {
      const number = wish[field], kept = this.#kept[field];
      if (number === undefined) continue;
      if (!number) delete this.#kept[field];
      // A page that comes back chooses what it had before the list is there: that does not make it typed.
      else if (kept?.number !== number || kept.gone) {
        this.#kept[field] = {number, ...(!this.#listed(field, number) && {typed: true})};
      }
    }
    this.#save();
  }

  /** A list was read to its end: a remembered number that has gone is dropped, and said so. */
  check(field: Field): void {
    const kept = this.#kept[field];
    if (!kept || kept.typed || kept.gone || this.#listed(field, kept.number)) return;
    this.#kept[field] = {number: kept.number, gone: true};
    this.#save();
  }

  #save(): void {
    this.storage.set(this.key, JSON.stringify(this.#kept));
    this.#publish();
    this.tellOthers();
  }

  #listed(field: Field, number: string): boolean {
    const list = (field === 'from' ? this.core.fromNumbers : this.core.callerIds).get();
    return list.options.some((option: NumberOption) => option.number === number);
  }

  #publish(): void {
    const chosen: Partial<Record<Field, string>> = {}, dropped: Partial<Record<Field, string>> = {};
    for (const field of FIELDS) {
      const kept = this.#kept[field];
      if (kept) (kept.gone ? dropped : chosen)[field] = kept.number;
    }
    const next: Choices = freeze({...chosen, ...(Object.keys(dropped).length && {dropped: freeze(dropped)})});
    if (JSON.stringify(next) !== JSON.stringify(this.core.choices.get())) this.core.choices.set(next);
  }
}
