import {LazyPart} from '../../loading/lazy-part.js';

export const eventsPart = new LazyPart((_query) => import('./fire-events.js'));
