import {LazyPart} from '../../loading/lazy-part.js';

export type CallCode = typeof import('./call-code.js');

/** Loads once the page has a store; a page of links never needs it. */
export const callCodePart = new LazyPart((_query) => import('./call-code.js'));
