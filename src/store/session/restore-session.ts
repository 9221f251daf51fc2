/** Looks for a session with the strategy of the page. */
import type {CurrentSession} from './current-session.js';
import {completeSession} from './user-lookup.js';

export async function restoreSession(session: CurrentSession, isQuiet = false): Promise<void> {
  if (!session.strategy) return;
  session.retry.stop();
  const generation = ++session.generation;
  const sessionBefore = session.value;
  const restoring = session.strategy.restore();
  // A sign-in that comes back from its redirect publishes a state of its own.
  const isUntouched = session.value === sessionBefore;
  // With no session, and no request to find one, the page must not look as if it were searching.
  const isSearching = restoring !== 'signed-out' && sessionBefore.state !== 'ready' && !isQuiet;
  if (isUntouched && isSearching) session.publish({state: 'restoring'});
  const result = await restoring;
  if (generation !== session.generation) return;
  if (typeof result === 'string') return session.end(result);
  if ('problem' in result) {
    const {problem} = result;
    const restoreQuietly = () => void restoreSession(session, true);
    // The page's function failed, which does not mean that the user has left: calls are kept.
    if (problem === 'token-function') return retryHost(session, restoreQuietly);
    session.end('signed-out');
    return session.setIdle(problem);
  }
  await completeSession(session, result, generation);
}

/** The page's own part, its function or SDK, failed. It may work soon. */
export function retryHost(session: CurrentSession, tryAgain: () => void): void {
  session.publish({state: 'error', problem: 'token-function'});
  session.retry.schedule(tryAgain);
}
