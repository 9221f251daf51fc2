import {LazyPart} from '../../loading/lazy-part.js';

/** The strategies, each in a file that is loaded only by pages that use it. */
export const externalPart = new LazyPart((_query) => import('./external.js'));
export const pkcePart = new LazyPart((_query) => import('./pkce.js'));
