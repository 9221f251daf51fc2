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
