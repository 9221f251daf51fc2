/** The sign-out ends the calls of the user, as far as pages show them. */
import {callError} from '../call-error.js';
import {concludeCall} from './call-progress.js';
import {type CallWork, isInBrowser} from './call-work.js';

/** `stop`: keeps a call from being placed; returns whether nothing was sent for it. */
export async function giveUpCalls(
  work: CallWork, stop: (callKey: string) => boolean,
): Promise<void> {
  for (const {call} of work.callRecords.active()) {
    // The tab that carries it ends it, and tells.
    if (isInBrowser(call) && !work.callRecords.isConcluding(call.key)) continue;
    const phase = stop(call.key) ? 'failed' : 'unconfirmed';
    await concludeCall(work, call.key, {phase, error: callError('session-expired')});
  }
}
