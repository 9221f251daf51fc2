/** Where a page's stores are, for those who would find one and those who would make one. */
import {STORES_SYMBOL_KEY} from './keys.js';
import type {Store} from './types.js';

const REGISTRY = Symbol.for(STORES_SYMBOL_KEY);

/** Stores by account name, of every copy of this package on the page (npm beside CDN, two versions of the script). */
export function storeRegistry(): Map<string, Store> {
  return (globalThis as {[REGISTRY]?: Map<string, Store>})[REGISTRY] ??= new Map<string, Store>();
}
