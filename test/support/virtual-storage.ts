import type {Tab} from './virtual-tab.js';
import type {VirtualBrowser} from './virtual.js';

/** The old values that a tab goes on reading for a while after another tab has changed them. */
export class LateValues {
  readonly #browser: VirtualBrowser;
  readonly #tab: Tab;
  readonly #byKey = new Map<string, {readonly value: string | undefined; readonly until: number}>();

  constructor(browser: VirtualBrowser, tab: Tab) {
    this.#browser = browser;
    this.#tab = tab;
  }

  /**
   * Another tab changes a value. For a while, this tab still reads the old one, `value`. Without
   * Web Locks nothing says which tab comes first, so there the new value arrives at once.
   */
  keep(key: string, value: string | undefined): void {
    if (this.#tab.options.noLocks) return;
    const until = this.#browser.now + this.#browser.storageDelayMs;
    this.#byKey.set(key, {value: this.read(key, value), until});
  }

  /** A tab is gone. Its values are taken to arrive before another tab gets its locks. */
  dropAll(): void {
    this.#byKey.clear();
  }

  /** This tab has changed the value itself. */
  drop(key: string): void {
    this.#byKey.delete(key);
  }

  /** `value`: what is stored. */
  read(key: string, value: string | undefined): string | undefined {
    const late = this.#byKey.get(key);
    return late && this.#browser.now < late.until ? late.value : value;
  }

  /** `stored`: the keys that are stored. */
  keys(stored: Iterable<string>): string[] {
    return [...new Set([...stored, ...this.#byKey.keys()])];
  }
}

/** The storage of all tabs, as this tab may use it. */
export function webStorageOf(browser: VirtualBrowser, tab: Tab): Storage {
  const {blockedStorage} = tab.options;
  const denied = () => new DOMException('Denied', 'SecurityError');
  if (blockedStorage === 'named') throw denied();
  /** Throws where the tab may not use its storage. */
  const values = () => {
    if (blockedStorage) throw denied();
    return browser.storage;
  };
  const read = (key: string) => tab.lateValues.read(key, values().get(key));
  const keys = () => tab.lateValues.keys(values().keys()).filter((key) => read(key) !== undefined);
  const write = (key: string, value?: string) => {
    for (const other of browser.tabs) if (other !== tab) other.lateValues.keep(key, values().get(key));
    tab.lateValues.drop(key);
    if (value === undefined) values().delete(key);
    else values().set(key, value);
  };
  return {
    get length() { return keys().length; },
    key: (index: number) => keys()[index] ?? null,
    getItem: (key: string) => read(key) ?? null,
    setItem: (key: string, value: string) => {
      if (!tab.alive) return;
      const oldValue = values().get(key);
      const oldLength = oldValue === undefined ? 0 : key.length + oldValue.length;
      const addedLength = key.length + value.length - oldLength;
      if (addedLength > 0 && browser.roomLeft < addedLength) {
        throw new DOMException('No room', 'QuotaExceededError');
      }
      write(key, value);
    },
    removeItem: (key: string) => { if (tab.alive) write(key); },
    clear: () => keys().forEach((key) => write(key)),
  };
}
