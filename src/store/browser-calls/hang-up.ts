/** Hangs up a line. The platform may hear of it late, as where the socket is gone. */
import type {Environment} from '../environment.js';
import type {Line} from '../phone-port.js';

/** Users wait for no answer any longer. */
const HANG_UP_MS = 1_500;

/**
 * False where the platform could not be told yet: the line tells its end later. Rejects with a
 * `PhoneError`.
 */
export async function hangUpInTime(environment: Environment, line: Line): Promise<boolean> {
  let timer: unknown;
  const late = new Promise<boolean>((resolve) => {
    timer = environment.setTimeout(() => resolve(false), HANG_UP_MS);
  });
  try {
    return await Promise.race([line.hangUp().then(() => true), late]);
  } finally {
    environment.clearTimeout(timer);
  }
}
