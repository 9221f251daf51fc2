/** Limits how long others (the page's functions, its SDK) may take to answer. */
import type {Environment} from './environment.js';

/** Rejects where `work` throws, rejects or is not over within `ms`. */
export async function withinTime<T>(
  environment: Environment, ms: number, work: () => T | PromiseLike<T>,
): Promise<T> {
  let timer: unknown;
  const timedOut = new Promise<never>((_, reject) => {
    timer = environment.setTimeout(() => reject(new Error('No answer in time.')), ms);
  });
  try {
    return await Promise.race([work(), timedOut]);
  } finally {
    environment.clearTimeout(timer);
  }
}
