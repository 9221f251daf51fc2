import {loadingWords} from '../i18n/en/loading.js';

/** Throws a `CallError` where the code that has its class did not load. */
export function throwNotLoaded(): never {
  const error = new Error(loadingWords['error.not-loaded']);
  throw Object.assign(error, {code: 'unknown', why: 'not-loaded'});
}
