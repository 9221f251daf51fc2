/**
 * An area of the browser's storage that never throws. A value that the browser refuses stays in the
 * memory of this page, so that what is stored already can be read wherever the browser lets us.
 */

/** `blocked`: the page may store nothing; `full`: another part of the site has taken the room. */
export type StorageProblem = 'blocked' | 'full';

/** A value that the browser refused to store, or to delete. */
interface RefusedValue {
  /** Null = deleted. */
  readonly value: string | null;
  /** The value in storage then. Another value there is newer: another tab's. */
  readonly outdated: string | null;
}

/** Says which values may be deleted when storage is full. */
export interface Eviction {
  /** The value can be asked for again, so that it need not be kept. */
  isCacheKey(key: string): boolean;
  /** The keys that may go where storage is full, in this order. */
  evictionOrder(
    storedKeys: readonly string[], read: (key: string) => string | null,
  ): readonly string[];
}

export class WebStorage {
  readonly shared: boolean;
  readonly #area: () => Storage;
  readonly #eviction: Eviction;
  readonly #onProblem: (problem: StorageProblem) => void;
  readonly #refusedValues = new Map<string, RefusedValue>();

  /** `area`: the browser's storage; may throw. `onProblem`: storage failed just now. */
  constructor(
    area: () => Storage, shared: boolean, eviction: Eviction,
    onProblem: (problem: StorageProblem) => void,
  ) {
    this.shared = shared;
    this.#area = area;
    this.#eviction = eviction;
    this.#onProblem = onProblem;
  }

  get(key: string): string | null {
    const stored = this.#read(key);
    const refused = this.#refusedValues.get(key);
    if (!refused) return stored ?? null;
    if (stored === undefined || stored === refused.outdated) return refused.value;
    this.#refusedValues.delete(key);
    return stored;
  }

  set(key: string, value: string): void {
    this.#refusedValues.delete(key);
    this.#storeRefused();
    this.#store(key, value);
  }

  delete(key: string): void {
    this.#refusedValues.delete(key);
    if (this.#remove(key)) return;
    const stored = this.#read(key) ?? null;
    if (stored !== null) this.#refusedValues.set(key, {value: null, outdated: stored});
  }

  keys(): string[] {
    const keys = new Set(this.#storedKeys());
    for (const [key, {value}] of this.#refusedValues) {
      if (value === null) keys.delete(key);
      else keys.add(key);
    }
    return [...keys];
  }

  /** True if the browser refused the value, so that it ends with this page. */
  isMemoryOnly(key: string): boolean {
    return this.get(key) !== null && this.#refusedValues.has(key);
  }

  /** Room may have been made since. */
  #storeRefused(): void {
    for (const [key, {value}] of [...this.#refusedValues]) {
      if (this.get(key) !== value || this.#eviction.isCacheKey(key)) continue;
      this.#refusedValues.delete(key);
      if (value === null) this.delete(key);
      else this.#store(key, value);
    }
  }

  /** Where there is no room, what the page can do without goes first. */
  #store(key: string, value: string): void {
    const problem = this.#write(key, value);
    if (!problem) return;
    const isCache = this.#eviction.isCacheKey(key);
    if (problem === 'full' && !isCache && this.#makeRoom(key, value)) return;
    // The value from before is no longer true, for no page.
    if (this.#remove(key) && !this.#write(key, value)) return;
    this.#refusedValues.set(key, {value, outdated: this.#read(key) ?? null});
    if (!isCache) this.#onProblem(problem);
  }

  /** True = the value is stored now. */
  #makeRoom(key: string, value: string): boolean {
    const read = (storedKey: string) => this.get(storedKey);
    const dispensableKeys = this.#eviction.evictionOrder(this.#storedKeys(), read);
    return dispensableKeys.some((dispensableKey) => {
      const isRemoved = dispensableKey !== key && this.#remove(dispensableKey);
      return isRemoved && !this.#write(key, value);
    });
  }

  /** Undefined = storage cannot be read. */
  #read(key: string): string | null | undefined {
    try {
      return this.#area().getItem(key);
    } catch {
      this.#onProblem('blocked');
      return undefined;
    }
  }

  /** Null = the value is stored. */
  #write(key: string, value: string): StorageProblem | null {
    try {
      this.#area().setItem(key, value);
      return null;
    } catch (error) {
      return this.#problemOf(error);
    }
  }

  /** A browser that lets the page store nothing may call that a quota, too. */
  #problemOf(error: unknown): StorageProblem {
    const isQuotaError = /quota/i.test((error as Error | null)?.name ?? '');
    return isQuotaError && this.#storedKeys().length > 0 ? 'full' : 'blocked';
  }

  #remove(key: string): boolean {
    try {
      this.#area().removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  #storedKeys(): string[] {
    try {
      const area = this.#area();
      // No `Array.from`: old libraries on the page replace it with versions of their own.
      return [...new Array(area.length).keys()].map((index) => area.key(index) ?? '');
    } catch {
      return [];
    }
  }
}

/** True if the value ends with this page, though it was to be stored. */
export const isMemoryOnly = (storage: object, key: string): boolean =>
  storage instanceof WebStorage && storage.isMemoryOnly(key);
