/** Restores a session from the tokens, and the user, that our own sign-in has stored. */
import {asRecord, withoutUndefined} from '../../ringcentral/json.js';
import type {User} from '../types.js';
import {signInIdOf} from './stored-tokens.js';
import type {RestoredSession, RestoreResult, SessionHost} from './strategy.js';
import type {TokenStore} from './tokens.js';

export function restoreStoredSession(tokens: TokenStore, host: SessionHost): RestoreResult {
  const session = storedSession(tokens, host);
  if (!session) return 'signed-out';
  if (!tokens.isExpired) return session;
  tokens.erase();
  return 'expired';
}

/** The session of the stored tokens; null where there are none. */
export function storedSession(tokens: TokenStore, host: SessionHost): RestoredSession | null {
  const stored = tokens.readTokens();
  if (!stored) return null;
  const {user, at} = asRecord(tokens.recallUser());
  const ownerId = stored.owner_id ? String(stored.owner_id) : undefined;
  const isRemembered = isUser(user) && isRequestedUser(user, ownerId, host);
  return withoutUndefined({
    user: isRemembered ? Object.freeze(user) : undefined,
    confirmedAt: typeof at === 'number' ? at : undefined,
    grantedScopes: stored.scope || undefined,
    ownerId,
    signInId: signInIdOf(stored),
  });
}

/** Whether a remembered user owns the tokens, or is the extension that the page asks for. */
function isRequestedUser({id}: User, ownerId: string | undefined, host: SessionHost): boolean {
  const {extensionId = '~'} = host.options;
  if (extensionId !== '~') return extensionId === id;
  return ownerId === undefined || ownerId === id;
}

/** Whether a value from storage, which may be anything, has the shape of a user. */
function isUser(value: unknown): value is User {
  const {id, accountId, name, extensionNumber, country} = asRecord(value);
  if (typeof id !== 'string' || id === '' || typeof accountId !== 'string') return false;
  return [name, extensionNumber, country].every(isTextOrAbsent);
}

const isTextOrAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'string';
