import {LazyPart} from '../loading/lazy-part.js';

export const sdkPart = new LazyPart((_query) => import('./sdk.js'));
