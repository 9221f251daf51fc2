/** Where the stores of a page are, so that an element can find one without loading the store. */
import type {Store} from './types.js';

// Other versions of this script use both names: change none of them.
const REGISTRY_SYMBOL = Symbol.for('rc-click-to-call/1');

/** Event on `globalThis` for each new store. */
export const STORE_CREATED_EVENT = 'rc-click-to-call/1/store';

/**
 * Stores by account name, of every copy of this package on the page (npm beside CDN, two versions
 * of the script).
 */
export function storeRegistry(): Map<string, Store> {
  const registryHolder = globalThis as {[REGISTRY_SYMBOL]?: Map<string, Store>};
  return registryHolder[REGISTRY_SYMBOL] ??= new Map<string, Store>();
}
