import {isFinal} from '../../store/call-phase.js';
import type {Call, Store} from '../../store/types.js';

interface CalledNumber {
  readonly e164: string;
  readonly extension?: string | undefined;
}

export function isCallTo({to, extension}: Call, number: CalledNumber): boolean {
  return to === number.e164 && (extension ?? '') === (number.extension ?? '');
}

/** The newest call to a number that is not over, whichever button, tab or panel placed it. */
export function livingCallTo({calls}: Store, number: CalledNumber): Call | undefined {
  return calls.get().find((call) => !isFinal(call.phase) && isCallTo(call, number));
}

/** That call, or else the newest one if it was lost while this page was there to tell the user. */
export function untoldCallTo(store: Store, number: CalledNumber): Call | undefined {
  const newest = store.calls.get().find((call) => isCallTo(call, number));
  // By today's clock, which may have been set since.
  const loadedAt = Date.now() - performance.now();
  const isLost = newest?.phase === 'unconfirmed' && newest.endedAt! >= loadedAt;
  return livingCallTo(store, number) ?? (isLost ? newest : undefined);
}
