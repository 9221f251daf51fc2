/** Finds out which user is signed in: by what is remembered, and by RingCentral's answer. */
import {createApi} from '../../ringcentral/api.js';
import {freeze} from '../context.js';
import type {RestoredSession} from '../sign-in/strategy.js';
import type {ConnectOptions, User} from '../types.js';
import type {CurrentSession} from './current-session.js';
import {identityLimits} from './extension-storage.js';
import {type IdentityAnswer, requestIdentity} from './identity-request.js';

/** A remembered user is not looked up again within this time. */
const USER_MAX_AGE_MS = 15 * 60_000;

/** Makes a session ready, and has its user confirmed unless that was done lately. */
export async function completeSession(
  session: CurrentSession, newSession: RestoredSession, generation: number,
): Promise<void> {
  const {user, grantedScopes, confirmedAt = 0, signInId} = newSession;
  const {strategy, requests, environment} = session;
  if (strategy && !requests.isFor(signInId)) session.beginRequests(strategy, signInId);
  const lookup = {session, newSession, generation};
  if (!user) return confirmUser(lookup, tokenOwner(newSession, session.options));
  session.setReady(user, grantedScopes);
  if (!isRecent(confirmedAt, environment.now())) void confirmUser(lookup, user);
}

interface UserLookup {
  readonly session: CurrentSession;
  readonly newSession: RestoredSession;
  readonly generation: number;
}

/** Asks the platform which user is signed in; `knownUser` is the best answer until it replies. */
async function confirmUser(lookup: UserLookup, knownUser: User | null): Promise<void> {
  const {session, newSession, generation} = lookup;
  const {strategy, environment, options, requests} = session;
  if (!strategy || generation !== session.generation) return;
  const limits = identityLimits(environment, options, strategy, knownUser);
  const api = createApi(requests.transport, limits, environment);
  const result = await requestIdentity(api, options, environment);
  if (generation !== session.generation) return;
  if (requests.isReplaced) return void session.restoreAgain();
  if (result.kind !== 'retry-later') return applyIdentity(lookup, result, knownUser);
  if (knownUser) session.setReady(knownUser, newSession.grantedScopes);
  else session.publish({state: 'error', problem: result.problem});
  session.retry.schedule(() => void confirmUser(lookup, knownUser), result.delay);
}

function applyIdentity(
  {session, newSession}: UserLookup, result: IdentityAnswer, knownUser: User | null,
): void {
  const {grantedScopes, ownerId} = newSession;
  const {strategy, options} = session;
  switch (result.kind) {
    case 'identified': {
      const {server, ...identifiedUser} = result.identity;
      const user = freeze(identifiedUser);
      session.retry.reset();
      strategy?.rememberUser(user);
      return session.setReady(user, grantedScopes, options.clientId ? undefined : server);
    }
    case 'session-over': {
      if (strategy?.forgetSession() === false) return void session.restoreAgain();
      const hadSession = session.state === 'ready' || Boolean(ownerId);
      return session.end(hadSession ? 'expired' : 'signed-out');
    }
    case 'not-permitted':
      return session.setReady(knownUser, grantedScopes);
  }
}

function isRecent(confirmedAt: number, now: number): boolean {
  const age = now - confirmedAt;
  return age >= 0 && age < USER_MAX_AGE_MS;
}

/** The user that the token names, until the platform has answered with the name. */
function tokenOwner({ownerId}: RestoredSession, {extensionId = '~'}: ConnectOptions): User | null {
  return ownerId && extensionId === '~' ? freeze({id: ownerId, accountId: '~'}) : null;
}
