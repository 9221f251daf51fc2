/** Where a page's stores are, for those who would find one and those who would make one. */
import type {Store} from './types.js';

const REGISTRY = Symbol.for('rc-click-to-call/1');

/** Fired at the window whenever there is a new store. */
export const NEW_STORE = 'rc-click-to-call/1/store';

/** Stores by account name, of every copy of this package on the page (npm beside CDN, two versions of the script). */
export function knownStores(): Map<string, Store> {
  return (globalThis as {[REGISTRY]?: Map<string, Store>})[REGISTRY] ??= new Map<string, Store>();
}
