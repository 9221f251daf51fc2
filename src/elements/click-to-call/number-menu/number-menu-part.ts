import {LazyPart} from '../../../loading/lazy-part.js';

/** Loads once a button with several numbers is pointed at or focused, or has a store. */
export const numberMenuPart = new LazyPart((_query) => import('./number-menu.js'));
