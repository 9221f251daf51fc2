/**
 * Stores the tokens of our own sign-in, and decides which tab refreshes them. RingCentral's refresh
 * token works once, so that one tab refreshes, and all others take over its new tokens.
 */
import type {PkceSdk, OAuthTokens, TokenStorage} from '../../ringcentral/sdk.js';
import {isDefinite, refusalOf} from '../../ringcentral/sign-in-errors.js';
import {MAX_PENALTY_MS, readRetryAfter} from '../../ringcentral/limits.js';
import {
  asRecord, asText, asTime, parseJson, withoutUndefined,
} from '../../ringcentral/json.js';
import {readId} from '../../ringcentral/identity.js';
import type {Channel, Environment, KeyValue} from '../environment.js';
import type {StorageKind} from '../types.js';
import {isMemoryOnly} from '../web-storage.js';
import {randomString} from './sign-in-window.js';

/** The token endpoint's answer, with an id and epoch ms of expiry under the SDK's own names. */
export interface StoredTokens extends OAuthTokens {
  /**
   * Names these tokens in messages and locks, which must not contain the tokens: random, and from
   * the first refresh on with the number of refreshes (`….2`).
   */
  readonly id: string;
  readonly expire_time: number;
  readonly refresh_token_expire_time: number;
}

/** An access token is refreshed this long before it expires. */
const REFRESH_AHEAD_MS = 60_000;
const HOUR_MS = 3_600_000;
/** RingCentral's lifetimes, for answers that do not name them. */
const ACCESS_TOKEN_LIFETIME_MS = HOUR_MS;
const REFRESH_TOKEN_LIFETIME_MS = 7 * 24 * HOUR_MS;
/** A tab without Web Locks may hold the refresh for this long. */
const LEASE_MS = 20_000;
/** Storage is polled at this interval while another tab refreshes. */
const POLL_INTERVAL_MS = 20;
/** A value that another tab stored is readable here within this time. */
const STORAGE_DELAY_MS = 3_000;
/** A tab with the same sessionStorage hands over newer tokens within this time. */
const COPY_REPLY_TIMEOUT_MS = 300;
/** After a 429, each request within the penalty starts it anew. */
const AUTH_PENALTY_MS = 60_000;

type TokenCheck = (tokens: StoredTokens | null) => boolean;

/** From tab to tab, where the browser has copied the tokens with sessionStorage. */
interface CopyMessage {
  /** The tokens that replace others. */
  readonly tokens?: unknown;
  /** Id of tokens whose replacement a tab is looking for. */
  readonly replaced?: string;
}

export class TokenStore implements TokenStorage {
  readonly #storage: KeyValue;
  readonly #tokensKey: string;
  readonly #userKey: string;
  readonly #pauseKey: string;
  readonly #leaseKey: string;
  /**
   * "Duplicate tab" and `window.open` copy sessionStorage: two tabs have one refresh token, which
   * works once. The tab that has exchanged it hands the new tokens to the others.
   */
  readonly #copies: Channel | undefined;
  #areLocksRefused = false;
  /** Ids of tokens that RingCentral has refused. */
  readonly #refusedIds = new Set<string>();
  /** The tokens that are being exchanged for new ones. */
  #exchanged: StoredTokens | undefined;
  /** The new token of an exchange that ended after the user had signed out: it must be revoked. */
  #tokenToRevoke: string | undefined;

  /** `prefix`: `signInKeyPrefix`. */
  constructor(
    private readonly environment: Environment,
    kind: StorageKind,
    private readonly prefix: string,
  ) {
    const storage = this.#storage = environment.storage(kind);
    this.#tokensKey = `${prefix}tokens`;
    this.#userKey = `${prefix}user`;
    this.#pauseKey = `${prefix}pause`;
    this.#leaseKey = `${prefix}lease`;
    if (kind !== 'session' || storage === environment.storage('memory')) return;
    this.#copies = environment.channel(`${prefix}copies`, (message) => this.#hearCopy(message));
  }

  dispose(): void {
    this.#copies?.close();
  }

  /** Whether other tabs see the same tokens. */
  get isShared(): boolean {
    return this.#storage.shared && !isMemoryOnly(this.#storage, this.#tokensKey);
  }

  /** A value that is not usable counts as absent; without the first three there are no tokens. */
  readTokens(): StoredTokens | null {
    return asStoredTokens(parseJson(this.#storage.get(this.#tokensKey)));
  }

  /** Names the sign-in that the stored tokens come from, whoever refreshed them since. */
  get signInId(): string | undefined {
    const tokens = this.readTokens();
    return tokens ? signInIdOf(tokens) : undefined;
  }

  /** RingCentral does not accept these tokens any more. */
  refuse({id}: StoredTokens): void {
    this.#refusedIds.add(id);
  }

  /** There are no tokens that a request could still be tried with. */
  get isRefused(): boolean {
    const tokens = this.readTokens();
    return !tokens || this.#refusedIds.has(tokens.id) || this.isExpired;
  }

  /** Called by the SDK with each answer of the token endpoint. */
  writeTokens(tokens: OAuthTokens): void {
    const {access_token, refresh_token, expires_in, refresh_token_expires_in} = tokens;
    // The SDK clears tokens that it considers invalid. Here only a refused refresh ends a session.
    if (!access_token) return;
    if (this.#isSignedOutMeanwhile()) {
      this.#tokenToRevoke = refresh_token ?? access_token;
      return;
    }
    const {token_type, scope, owner_id} = tokens;
    const id = this.#exchanged ? successorId(this.#exchanged.id) : randomString();
    this.#storage.set(this.#tokensKey, JSON.stringify({
      id, token_type, access_token, refresh_token, scope, owner_id,
      expires_in: expires_in ?? ACCESS_TOKEN_LIFETIME_MS / 1000,
      refresh_token_expires_in: refresh_token_expires_in ?? REFRESH_TOKEN_LIFETIME_MS / 1000,
      expire_time: this.#expiryTime(expires_in, ACCESS_TOKEN_LIFETIME_MS),
      refresh_token_expire_time:
        this.#expiryTime(refresh_token_expires_in, REFRESH_TOKEN_LIFETIME_MS),
    }));
    if (this.#exchanged) this.#tellCopies({tokens: this.readTokens()});
  }

  #tellCopies(message: CopyMessage): void {
    this.#copies?.post(message);
  }

  #hearCopy(message: unknown): void {
    const ownTokens = this.readTokens();
    if (!ownTokens) return;
    const {tokens, replaced} = asRecord(message) as CopyMessage;
    if (replaced && isSuccessor(ownTokens.id, replaced)) this.#tellCopies({tokens: ownTokens});
    const newTokens = asStoredTokens(tokens);
    const isNewer = newTokens && isSuccessor(newTokens.id, ownTokens.id);
    if (isNewer) this.#storage.set(this.#tokensKey, JSON.stringify(newTokens));
  }

  /** Epoch ms. */
  #expiryTime(seconds: string | number | undefined, defaultLifetime: number): number {
    return this.environment.now() + (Number(seconds) * 1000 || defaultLifetime);
  }

  /** The user signed out, or another user signed in, while a refresh was under way. */
  #isSignedOutMeanwhile(): boolean {
    if (!this.#exchanged) return false;
    return this.readTokens()?.refresh_token !== this.#exchanged.refresh_token;
  }

  /** The value of `rememberUser`, unchecked. */
  recallUser(): unknown {
    return parseJson(this.#storage.get(this.#userKey));
  }

  /** Stores a value beside the tokens; it is erased with them. */
  rememberUser(user: unknown): void {
    this.#storage.set(this.#userKey, JSON.stringify(user));
  }

  /** Erases the tokens; returns what was there. */
  erase(): StoredTokens | null {
    const tokens = this.readTokens();
    this.#storage.delete(this.#tokensKey);
    this.#storage.delete(this.#userKey);
    return tokens;
  }

  /** Neither the access token nor the refresh token is valid. */
  get isExpired(): boolean {
    const tokens = this.readTokens();
    if (!tokens) return true;
    return !this.#isValid(tokens) && !this.#isRefreshable(tokens);
  }

  /** The access token will last for the next request. */
  get isFresh(): boolean {
    const tokens = this.readTokens();
    return tokens !== null && this.#isValid(tokens, REFRESH_AHEAD_MS);
  }

  /** The access token is still valid, if only for a moment. */
  get isUsable(): boolean {
    const tokens = this.readTokens();
    return tokens !== null && this.#isValid(tokens);
  }

  #isValid({expire_time}: StoredTokens, marginMs = 0): boolean {
    return expire_time - marginMs > this.environment.now();
  }

  #isRefreshable({refresh_token, refresh_token_expire_time}: StoredTokens): boolean {
    return Boolean(refresh_token) && refresh_token_expire_time > this.environment.now();
  }

  /**
   * Makes sure of an access token of the same sign-in that is fresh and not refused, by one refresh
   * over all tabs. `false` = the session is over; rejects where that cannot be known right now.
   */
  async renew(loadSdk: () => Promise<PkceSdk>): Promise<boolean> {
    const {signInId} = this;
    const isRenewed = (): boolean => this.isFresh && !this.isRefused;
    // Other tabs wait for the lock, and must not wait for this tab's network.
    const sdk = await loadSdk();
    return this.withTokenLock(async () => {
      // Another user has signed in while this request waited for the lock.
      if (this.signInId !== signInId) return false;
      // Another request or tab has refreshed meanwhile.
      if (isRenewed()) return true;
      await this.#askCopies();
      const oldTokens = this.readTokens();
      if (!oldTokens || signInIdOf(oldTokens) !== signInId) return false;
      if (isRenewed()) return true;
      const isOver = !await this.#refresh(sdk, oldTokens);
      if (isOver) this.refuse(oldTokens);
      return !isOver;
    });
  }

  async #refresh(sdk: PkceSdk, oldTokens: StoredTokens): Promise<boolean> {
    if (!this.#isRefreshable(oldTokens)) return false;
    if (this.#isPaused()) throw new Error('RingCentral asks for a pause.');
    return this.#refreshInOneTab(sdk, oldTokens);
  }

  /** A copy of this tab may have renewed the session before this page was opened, or while it slept. */
  async #askCopies(): Promise<void> {
    const replaced = this.readTokens()?.id;
    if (!this.#copies || !replaced) return;
    this.#tellCopies({replaced});
    await this.waitUntilStored((tokens) => tokens?.id !== replaced, COPY_REPLY_TIMEOUT_MS);
  }

  #isPaused(): boolean {
    const pausedUntil = Number(this.#storage.get(this.#pauseKey));
    const now = this.environment.now();
    return pausedUntil > now && pausedUntil <= now + MAX_PENALTY_MS;
  }

  /** True = the access token is usable. Rejects where the outcome is not known. */
  async #refreshInOneTab(sdk: PkceSdk, oldTokens: StoredTokens): Promise<boolean> {
    const releaseClaim = await this.#claimExchange(oldTokens.id);
    if (!releaseClaim) {
      // Another tab has exchanged the token; its new tokens are not readable here yet.
      const isVisible = await this.waitUntilStored((tokens) => tokens?.id !== oldTokens.id);
      if (isVisible) return this.#isAdopted(this.readTokens(), oldTokens);
      throw new Error('Another tab has renewed the session, and cannot be followed just now.');
    }
    this.#exchanged = oldTokens;
    this.#tokenToRevoke = undefined;
    try {
      await sdk.refresh();
    } catch (error) {
      releaseClaim();
      return await this.#handleRefreshError(error, oldTokens);
    } finally {
      this.#exchanged = undefined;
    }
    this.environment.setTimeout(releaseClaim, STORAGE_DELAY_MS);
    if (!this.#tokenToRevoke) return true;
    await sdk.revoke(this.#tokenToRevoke).catch(() => {});
    return false;
  }

  /**
   * Claims the exchange of one refresh token by a lock that outlasts the exchange: a lock's release
   * reaches another process before new values in localStorage do, so that a tab may come here with
   * a token that has just been exchanged. Resolves with the release; null = another tab has it.
   */
  #claimExchange(tokensId: string): Promise<(() => void) | null> {
    const {locks} = this.environment;
    if (!locks) return Promise.resolve(() => {});
    return new Promise((resolve) => {
      locks.request(`${this.prefix}traded/${tokensId}`, {ifAvailable: true}, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      }).catch(() => resolve(() => {}));
    });
  }

  /** Waits until tokens that another tab stored are readable here; `false` = they did not come. */
  async waitUntilStored(isVisible: TokenCheck, timeoutMs = STORAGE_DELAY_MS): Promise<boolean> {
    let isOver = false;
    const timer = this.environment.setTimeout(() => { isOver = true; }, timeoutMs);
    while (!isOver && !isVisible(this.readTokens())) await this.#delay(POLL_INTERVAL_MS);
    this.environment.clearTimeout(timer);
    return isVisible(this.readTokens());
  }

  /**
   * `true` = another tab won the race and its tokens are stored; `false` = the session is over;
   * else rejects with the error.
   */
  async #handleRefreshError(error: unknown, oldTokens: StoredTokens): Promise<boolean> {
    const isAdopted = (): boolean => this.#isAdopted(this.readTokens(), oldTokens);
    const {response} = error as {response?: Response | null};
    if (isAdopted()) return true;
    if (!response) throw error;
    if (response.status === 429) {
      const now = this.environment.now();
      const penalty = readRetryAfter(response.headers, now) ?? AUTH_PENALTY_MS;
      this.#storage.set(this.#pauseKey, String(now + penalty));
    }
    if (!isDefinite(await refusalOf(response))) throw error;
    const isLocked = this.environment.locks && !this.#areLocksRefused;
    // Without locks, the winner may still be waiting for its answer; a copy's comes by message.
    const mayComeLater = !isLocked || this.#copies;
    if (mayComeLater) await this.waitUntilStored((tokens) => tokens?.id !== oldTokens.id);
    return isAdopted();
  }

  /** Whether another tab has refreshed; the tokens of another sign-in are no successors. */
  #isAdopted(tokens: StoredTokens | null, oldTokens: StoredTokens): boolean {
    return tokens !== null && isSuccessor(tokens.id, oldTokens.id) && this.#isValid(tokens);
  }

  /** One tab at a time: by a Web Lock, or by a lease in storage where there are none. */
  withTokenLock<T>(work: () => Promise<T>): Promise<T> {
    const {locks} = this.environment;
    if (!locks) return this.#withLease(work);
    let hasStarted = false;
    return locks.request(`${this.prefix}refresh`, {mode: 'exclusive'}, () => {
      hasStarted = true;
      return work();
    }).catch((error: unknown) => {
      if (hasStarted) throw error;
      this.#areLocksRefused = true; // by the browser, in a sandboxed frame
      return this.#withLease(work);
    });
  }

  async #withLease<T>(work: () => Promise<T>): Promise<T> {
    const leaseId = String(this.environment.random()).slice(2);
    while (!await this.#tryLease(leaseId)) await this.#randomDelay();
    try {
      return await work();
    } finally {
      if (this.#readLease().holder === leaseId) this.#storage.delete(this.#leaseKey);
    }
  }

  /** Takes the lease if it is free or has run out. */
  async #tryLease(leaseId: string): Promise<boolean> {
    const {holder, endsAt} = this.#readLease();
    const timeLeft = endsAt - this.environment.now();
    // One with more time left is damaged, or from before the clock was set back.
    if (holder && timeLeft > 0 && timeLeft <= LEASE_MS) return false;
    this.#storage.set(this.#leaseKey, `${leaseId}|${this.environment.now() + LEASE_MS}`);
    // Two tabs may have found it free: the last one to write has it.
    await this.#randomDelay();
    return this.#readLease().holder === leaseId;
  }

  #readLease(): {readonly holder: string | undefined; readonly endsAt: number} {
    const [holder, endsAt] = this.#storage.get(this.#leaseKey)?.split('|') ?? [];
    return {holder, endsAt: Number(endsAt)};
  }

  #randomDelay(): Promise<void> {
    return this.#delay(POLL_INTERVAL_MS * (1 + this.environment.random()));
  }

  #delay(ms: number): Promise<void> {
    return new Promise((resolve) => { this.environment.setTimeout(resolve, ms); });
  }
}

export function asStoredTokens(value: unknown): StoredTokens | null {
  const tokens = asRecord(value);
  const id = asText(tokens.id);
  const access_token = asText(tokens.access_token);
  const expire_time = asTime(tokens.expire_time);
  if (!id || !access_token || expire_time === undefined) return null;
  return withoutUndefined({
    ...tokens, id, access_token, expire_time,
    refresh_token: asText(tokens.refresh_token),
    refresh_token_expire_time: asTime(tokens.refresh_token_expire_time) ?? 0,
    scope: asText(tokens.scope),
    owner_id: readId(tokens.owner_id),
  });
}

const splitId = (id: string): readonly [signIn: string, refreshes: number] => {
  const [signIn = '', refreshes = 0] = id.split('.');
  return [signIn, Number(refreshes)];
};

export const signInIdOf = ({id}: Pick<StoredTokens, 'id'>): string => splitId(id)[0];

/** Id of the tokens that replace others of the same sign-in. */
function successorId(id: string): string {
  const [signIn, refreshes] = splitId(id);
  return `${signIn}.${refreshes + 1}`;
}

function isSuccessor(id: string, oldId: string): boolean {
  const [[signIn, refreshes], [oldSignIn, oldRefreshes]] = [splitId(id), splitId(oldId)];
  return signIn === oldSignIn && refreshes > oldRefreshes;
}
