import {LazyPart} from '../loading/lazy-part.js';

/** Reads and formats numbers; most of what weighs, so it loads with the first number to read. */
export const parserPart = new LazyPart((_query) => import('./parse.js'));
