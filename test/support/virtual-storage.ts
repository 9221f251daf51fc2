import type {Tab} from './virtual-tab.js';
import type {VirtualBrowser} from './virtual.js';

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
  return {
    get length() { return values().size; },
    key: (index: number) => [...values().keys()][index] ?? null,
    getItem: (key: string) => values().get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (!tab.alive) return;
      const oldValue = values().get(key);
      const oldLength = oldValue === undefined ? 0 : key.length + oldValue.length;
      const addedLength = key.length + value.length - oldLength;
      if (addedLength > 0 && browser.roomLeft < addedLength) {
        throw new DOMException('No room', 'QuotaExceededError');
      }
      values().set(key, value);
    },
    removeItem: (key: string) => { if (tab.alive) values().delete(key); },
    clear: () => values().clear(),
  };
}
