/**
 * Renews the tokens of our own sign-in. RingCentral's refresh token works once, so that one tab
 * refreshes, and all others take over its new tokens.
 */
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {isDefinite, refusalOf} from '../../ringcentral/sign-in-refusal.js';
import type {Environment} from '../environment.js';
import {STORAGE_DELAY_MS} from '../run-locked.js';
import {signInIdOf, type StoredTokens} from './stored-tokens.js';
import type {TokenStore} from './tokens.js';

interface Refresh {
  readonly environment: Environment;
  readonly tokens: TokenStore;
  readonly sdk: PkceSdk;
  /** The tokens that are to be renewed. */
  readonly oldTokens: StoredTokens;
}

/**
 * Makes sure of an access token of the same sign-in that is fresh and not refused, by one refresh
 * over all tabs. `false` = the session is over; rejects where that cannot be known right now.
 */
export async function renewTokens(
  environment: Environment, tokens: TokenStore, loadSdk: () => Promise<PkceSdk>,
): Promise<boolean> {
  const {signInId} = tokens;
  const isRenewed = (): boolean => tokens.isFresh && !tokens.isRefused;
  // Other tabs wait for the lock, and must not wait for this tab's network.
  const sdk = await loadSdk();
  return tokens.lock.run(async () => {
    // Another user has signed in while this request waited for the lock.
    if (tokens.signInId !== signInId) return false;
    // Another request or tab has refreshed meanwhile.
    if (isRenewed()) return true;
    await tokens.askCopies();
    const oldTokens = tokens.readTokens();
    if (!oldTokens || signInIdOf(oldTokens) !== signInId) return false;
    if (isRenewed()) return true;
    const isOver = !await refresh({environment, tokens, sdk, oldTokens});
    if (isOver) tokens.refuse(oldTokens);
    return !isOver;
  });
}

async function refresh(refreshed: Refresh): Promise<boolean> {
  const {tokens, oldTokens} = refreshed;
  if (!tokens.isRefreshable(oldTokens)) return false;
  if (tokens.isPaused) throw new Error('RingCentral asks for a pause.');
  return refreshInOneTab(refreshed);
}

/** True = the access token is usable. Rejects where the outcome is not known. */
async function refreshInOneTab(refreshed: Refresh): Promise<boolean> {
  const {environment, tokens, sdk, oldTokens} = refreshed;
  const releaseClaim = await tokens.lock.claimExchange(oldTokens.id);
  if (!releaseClaim) {
    // Another tab has exchanged the token; its new tokens are not readable here yet.
    const isVisible = await tokens.waitUntilStored((stored) => stored?.id !== oldTokens.id);
    if (isVisible) return tokens.hasSuccessor(oldTokens);
    throw new Error('Another tab has renewed the session, and cannot be followed just now.');
  }
  const exchange: TokenStore['exchange'] = tokens.exchange = {oldTokens};
  try {
    await sdk.refresh();
  } catch (error) {
    releaseClaim();
    return await handleRefreshError(error, refreshed);
  } finally {
    tokens.exchange = undefined;
  }
  environment.setTimeout(releaseClaim, STORAGE_DELAY_MS);
  const {tokenToRevoke} = exchange;
  if (!tokenToRevoke) return true;
  await sdk.revoke(tokenToRevoke).catch(() => {});
  return false;
}

/**
 * `true` = another tab won the race and its tokens are stored; `false` = the session is over; else
 * rejects with the error.
 */
async function handleRefreshError(
  error: unknown, {tokens, oldTokens}: Refresh,
): Promise<boolean> {
  const {response} = error as {response?: Response | null};
  if (tokens.hasSuccessor(oldTokens)) return true;
  if (!response) throw error;
  if (response.status === 429) tokens.pause(response.headers);
  if (!isDefinite(await refusalOf(response))) throw error;
  // Without locks, the winner may still be waiting for its answer; a copy's comes by message.
  const mayComeLater = !tokens.lock.hasLocks || tokens.mayBeCopied;
  if (mayComeLater) await tokens.waitUntilStored((stored) => stored?.id !== oldTokens.id);
  return tokens.hasSuccessor(oldTokens);
}
