/** Where the stores of a page are, so that an element can find one without loading the store. */
import {STORES_SYMBOL_KEY} from './keys.js';
import type {Store} from './types.js';

const REGISTRY_SYMBOL = Symbol.for(STORES_SYMBOL_KEY);

/**
 * Stores by account name, of every copy of this package on the page (npm beside CDN, two versions
 * of the script).
 */
export function storeRegistry(): Map<string, Store> {
  const registryHolder = globalThis as {[REGISTRY_SYMBOL]?: Map<string, Store>};
  return registryHolder[REGISTRY_SYMBOL] ??= new Map<string, Store>();
}
