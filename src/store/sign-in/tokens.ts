/** Stores the tokens of our own sign-in, and says how long they can still be used. */
import {parseJson} from '../../ringcentral/json.js';
import {DEFAULT_PENALTY_MS, MAX_PENALTY_MS, readRetryAfter} from '../../ringcentral/limits.js';
import type {OAuthTokens, TokenStorage} from '../../ringcentral/sdk.js';
import type {Environment, KeyValue} from '../environment.js';
import {untilStored} from '../run-locked.js';
import type {StorageKind} from '../types.js';
import {isMemoryOnly} from '../web-storage.js';
import {randomString} from './sign-in-state.js';
import {
  asStoredTokens, isSuccessor, signInIdOf, type StoredTokens, successorId, tokensToStore,
} from './stored-tokens.js';
import {TokenCopies} from './token-copies.js';
import {TokenLock} from './token-lock.js';

/** An access token is refreshed this long before it expires. */
const REFRESH_AHEAD_MS = 60_000;
/** A tab with the same sessionStorage hands over newer tokens within this time. */
const COPY_REPLY_TIMEOUT_MS = 300;

interface TokenExchange {
  readonly oldTokens: StoredTokens;
  /** The new token, if the user had signed out when it came. */
  tokenToRevoke?: string;
}

type TokenCheck = (tokens: StoredTokens | null) => boolean;

export class TokenStore implements TokenStorage {
  readonly lock: TokenLock;
  /** The tokens that the SDK writes meanwhile replace others. */
  exchange: TokenExchange | undefined;
  readonly #environment: Environment;
  readonly #storage: KeyValue;
  readonly #tokensKey: string;
  readonly #userKey: string;
  readonly #pauseKey: string;
  readonly #copies: TokenCopies | undefined;
  /** Ids of tokens that RingCentral has refused. */
  readonly #refusedIds = new Set<string>();

  /** `prefix`: `signInKeyPrefix`. */
  constructor(environment: Environment, kind: StorageKind, prefix: string) {
    const storage = environment.storage(kind);
    this.#environment = environment;
    this.#storage = storage;
    this.#tokensKey = `${prefix}tokens`;
    this.#userKey = `${prefix}user`;
    this.#pauseKey = `${prefix}pause`;
    this.lock = new TokenLock(environment, storage, prefix);
    if (kind !== 'session' || storage === environment.storage('memory')) return;
    this.#copies = new TokenCopies(environment, `${prefix}copies`, {
      read: () => this.readTokens(),
      replace: (tokens) => storage.set(this.#tokensKey, JSON.stringify(tokens)),
    });
  }

  dispose(): void {
    this.#copies?.close();
  }

  /** Whether other tabs see the same tokens. */
  get isShared(): boolean {
    return this.#storage.shared && !isMemoryOnly(this.#storage, this.#tokensKey);
  }

  /** Another tab may have the same tokens in a storage of its own. */
  get mayBeCopied(): boolean {
    return this.#copies !== undefined;
  }

  /** A value that is not usable counts as absent; without the first three there are no tokens. */
  readTokens(): StoredTokens | null {
    return asStoredTokens(parseJson(this.#storage.get(this.#tokensKey)));
  }

  /** Names the sign-in that the stored tokens come from; a refresh does not change it. */
  get signInId(): string | undefined {
    const tokens = this.readTokens();
    return tokens ? signInIdOf(tokens) : undefined;
  }

  /** Called by the SDK with each answer of the token endpoint. */
  writeTokens(tokens: OAuthTokens): void {
    const {access_token, refresh_token} = tokens;
    // The SDK clears tokens that it considers invalid. Here only a refused refresh ends a session.
    if (!access_token) return;
    if (this.#isSignedOutMeanwhile()) {
      this.exchange!.tokenToRevoke = refresh_token ?? access_token;
      return;
    }
    const {exchange} = this;
    const id = exchange ? successorId(exchange.oldTokens.id) : randomString();
    const stored = tokensToStore(tokens, id, this.#environment.now());
    this.#storage.set(this.#tokensKey, JSON.stringify(stored));
    if (exchange) this.#copies?.offer(this.readTokens());
  }

  /** The user signed out, or another user signed in, while a refresh was under way. */
  #isSignedOutMeanwhile(): boolean {
    if (!this.exchange) return false;
    return this.readTokens()?.refresh_token !== this.exchange.oldTokens.refresh_token;
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

  /** RingCentral does not accept these tokens any more. */
  refuse({id}: StoredTokens): void {
    this.#refusedIds.add(id);
  }

  /** There are no tokens that a request could still be tried with. */
  get isRefused(): boolean {
    const tokens = this.readTokens();
    return !tokens || this.#refusedIds.has(tokens.id) || this.isExpired;
  }

  /** Neither the access token nor the refresh token is valid. */
  get isExpired(): boolean {
    const tokens = this.readTokens();
    if (!tokens) return true;
    return !this.#isValid(tokens) && !this.isRefreshable(tokens);
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

  isRefreshable({refresh_token, refresh_token_expire_time}: StoredTokens): boolean {
    return Boolean(refresh_token) && refresh_token_expire_time > this.#environment.now();
  }

  /** Whether another tab has refreshed; the tokens of another sign-in are no successors. */
  hasSuccessor(oldTokens: StoredTokens): boolean {
    const tokens = this.readTokens();
    return tokens !== null && isSuccessor(tokens.id, oldTokens.id) && this.#isValid(tokens);
  }

  /** RingCentral asks for a pause of its token endpoint, by all tabs. */
  get isPaused(): boolean {
    const pausedUntil = Number(this.#storage.get(this.#pauseKey));
    const now = this.#environment.now();
    return pausedUntil > now && pausedUntil <= now + MAX_PENALTY_MS;
  }

  /** After a 429 with these headers: each request within the pause would start it anew. */
  pause(headers: Headers): void {
    const now = this.#environment.now();
    const pauseMs = readRetryAfter(headers, now) ?? DEFAULT_PENALTY_MS;
    this.#storage.set(this.#pauseKey, String(now + pauseMs));
  }

  /** A copy of this tab may have renewed the session before this page was opened, or while it slept. */
  async askCopies(): Promise<void> {
    const replaced = this.readTokens()?.id;
    if (!this.#copies || !replaced) return;
    this.#copies.ask(replaced);
    await this.waitUntilStored((tokens) => tokens?.id !== replaced, COPY_REPLY_TIMEOUT_MS);
  }

  /** Waits until tokens that another tab stored are readable here; `false` = they did not come. */
  waitUntilStored(isVisible: TokenCheck, timeoutMs?: number): Promise<boolean> {
    return untilStored(this.#environment, () => isVisible(this.readTokens()), timeoutMs);
  }

  #isValid({expire_time}: StoredTokens, marginMs = 0): boolean {
    return expire_time - marginMs > this.#environment.now();
  }
}
