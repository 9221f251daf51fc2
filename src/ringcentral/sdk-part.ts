import {LazyPart} from '../loading/lazy-part.js';
import type {ApiRequest} from './platform.js';

export const sdkPart = new LazyPart((_query) => import('./sdk.js'));

/** Loads it for a request. A user waits for one that changes something: then also in a pause. */
export const loadSdkFor = ({method}: ApiRequest): ReturnType<typeof sdkPart.load> =>
  method === 'GET' ? sdkPart.load() : sdkPart.loadNow();
