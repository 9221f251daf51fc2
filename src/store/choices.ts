/** Which phone rings first and which number the other party sees: remembered for server and extension, in all tabs. */
import {record} from '../ringcentral/api.js';
import {type Core, freeze, parseJson} from './core.js';
import type {KeyValue} from './environment.js';
import type {Choices, NumberOption} from './types.js';

type Field = 'from' | 'callerId';

/** What is stored of a choice: whether it was picked from the list, or typed by hand. */
interface Kept {
  readonly number: string;
  readonly typed?: true;
}

export class ChoiceKeeper {
  #kept: Partial<Record<Field, Kept>> = {};

  constructor(private readonly core: Core, private readonly storage: KeyValue, private readonly key: string,
    private readonly tellOthers: () => void) {
    this.reload();
  }

  /** Reads what is stored: at the start, and when another tab chose. */
  reload(): void {
    const stored = record(parseJson(this.storage.get(this.key)));
    this.#kept = {};
    for (const field of ['from', 'callerId'] as const) {
      const {number, typed} = record(stored[field]);
      if (typeof number === 'string' && /^\+[1-9]\d{4,14}$/.test(number)) this.#kept[field] = {number, ...(typed === true && {typed})};
    }
    this.#publish();
  }

  /** `null` or `''` = the platform's default; a field left out stays as it is. */
  choose(wish: {from?: string | null; callerId?: string | null}): void {
    for (const field of ['from', 'callerId'] as const) {
      const number = wish[field];
      if (number === undefined) continue;
      if (!number) delete this.#kept[field];
      else this.#kept[field] = {number, ...(!this.#listed(field, number) && {typed: true})};
    }
    this.storage.set(this.key, JSON.stringify(this.#kept));
    this.#publish();
    this.tellOthers();
  }

  /** A list was read to its end: a remembered number that has gone is dropped, and said so. */
  check(field: Field): void {
    const kept = this.#kept[field];
    if (!kept || kept.typed || this.#listed(field, kept.number)) return;
    delete this.#kept[field];
    this.storage.set(this.key, JSON.stringify(this.#kept));
    this.#publish({...this.core.choices.get().dropped, [field]: kept.number});
  }

  #listed(field: Field, number: string): boolean {
    const list = (field === 'from' ? this.core.fromNumbers : this.core.callerIds).get();
    return list.options.some((option: NumberOption) => option.number === number);
  }

  #publish(dropped?: Choices['dropped']): void {
    const {from, callerId} = this.#kept;
    this.core.choices.set(freeze({
      ...(from && {from: from.number}),
      ...(callerId && {callerId: callerId.number}),
      ...(dropped && {dropped: freeze(dropped)}),
    }));
  }
}
