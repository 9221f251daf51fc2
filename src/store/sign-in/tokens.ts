/**
 * The tokens of our own sign-in: where they are kept, and who may refresh them. RingCentral's refresh token can be
 * used once, so over all tabs one refreshes, and the others take over what it got.
 */
import type {PkceSdk, OAuthTokens, TokenStorage} from '../../ringcentral/sdk.js';
import {isDefinite, refusalOf} from '../../ringcentral/sign-in-errors.js';
import {readRetryAfter} from '../../ringcentral/limits.js';
import {parseJson} from '../../ringcentral/json.js';
import type {Environment, KeyValue} from '../environment.js';
import {randomState} from './sign-in-window.js';

/** Ours beside the answer of the token endpoint; epoch ms, by the names that the SDK gives them. */
export interface StoredTokens extends OAuthTokens {
  /** Random; stands for these tokens where they themselves must not be named. */
  readonly id: string;
  readonly expire_time: number;
  readonly refresh_token_expire_time: number;
}

/** ms before its end at which an access token is traded for a new one. */
const AHEAD = 60_000;
/** ms: RingCentral's defaults, where an answer does not say. */
const HOUR = 3_600_000, WEEK = 7 * 24 * HOUR;
/** ms that a tab without Web Locks may hold the refresh. */
const LEASE = 20_000;
/** ms between looks, and until what another tab wrote must have become visible here. */
const LOOK = 20, VISIBLE_WITHIN = 3_000;
/** ms: after a 429 every request within the penalty starts it anew. */
const AUTH_PENALTY = 60_000;

/** Kept beside the tokens under `prefix`; forgotten with them. */
const KEPT = ['tokens', 'user'] as const;

export class TokenStore implements TokenStorage {
  readonly #store: KeyValue;
  /** The refresh token that is being traded: what it brings is nobody's if the person signed out meanwhile. */
  #trading: string | undefined;
  #orphan: string | undefined;

  constructor(
    private readonly environment: Environment,
    store: KeyValue,
    /** Of client, server and account: two apps or two accounts on one origin do not mix. */
    private readonly prefix: string,
  ) {
    this.#store = store;
  }

  get isShared(): boolean {
    return this.#store.shared;
  }

  read(): StoredTokens | null {
    const stored = parseJson(this.#store.get(this.prefix + 'tokens')) as Partial<StoredTokens> | null;
    if (typeof stored?.access_token !== 'string' || typeof stored.expire_time !== 'number') return null;
    if (typeof stored.id !== 'string') return null;
    return stored as StoredTokens;
  }

  write(tokens: OAuthTokens): void {
    // The SDK writes an empty one when it has lost faith in it; whether that is so is decided here.
    if (!tokens.access_token) return;
    if (this.#trading !== undefined && this.read()?.refresh_token !== this.#trading) {
      this.#orphan = tokens.refresh_token ?? tokens.access_token;
      return;
    }
    const now = this.environment.now();
    const ends = (seconds: string | number | undefined, usual: number) => now + (Number(seconds) * 1000 || usual);
    const {token_type, access_token, refresh_token, expires_in, refresh_token_expires_in, scope, owner_id} = tokens;
    this.#store.set(this.prefix + 'tokens', JSON.stringify({
      id: randomState(), token_type, access_token, refresh_token, scope, owner_id,
      expires_in: expires_in ?? HOUR / 1000, refresh_token_expires_in: refresh_token_expires_in ?? WEEK / 1000,
      expire_time: ends(expires_in, HOUR), refresh_token_expire_time: ends(refresh_token_expires_in, WEEK),
    }));
  }

  /** Something that belongs to the session, kept and forgotten with it. */
  recallUser(): unknown {
    return parseJson(this.#store.get(this.prefix + 'user'));
  }

  rememberUser(user: unknown): void {
    this.#store.set(this.prefix + 'user', JSON.stringify(user));
  }

  erase(): void {
    for (const key of KEPT) this.#store.delete(this.prefix + key);
  }

  /** Neither the access token is good any more, nor the one to renew it with. */
  get isExpired(): boolean {
    const tokens = this.read();
    return !tokens || !this.#valid(tokens, 0) && !this.#renewable(tokens);
  }

  /** The access token will last for the next request. */
  get isFresh(): boolean {
    const tokens = this.read();
    return !!tokens && this.#valid(tokens, AHEAD);
  }

  /** The access token is still good at all. */
  get isUsable(): boolean {
    const tokens = this.read();
    return !!tokens && this.#valid(tokens, 0);
  }

  #valid({expire_time}: StoredTokens, ahead: number): boolean {
    return expire_time - ahead > this.environment.now();
  }

  #renewable({refresh_token, refresh_token_expire_time}: StoredTokens): boolean {
    return !!refresh_token && refresh_token_expire_time > this.environment.now();
  }

  /**
   * Makes sure of an access token that is fresh and is not `refused`, by exactly one refresh over all tabs.
   * `false` = the session is over; rejects where that cannot be told just now.
   */
  renew(load: () => Promise<PkceSdk>, refused?: string): Promise<boolean> {
    return this.withRefreshLock(async () => {
      const before = this.read();
      if (!before) return false;
      if (before.access_token !== refused && this.#valid(before, AHEAD)) return true; // another one was first
      if (!this.#renewable(before)) return false;
      const pause = Number(this.#store.get(this.prefix + 'pause'));
      const now = this.environment.now();
      if (pause > now && pause < now + HOUR) throw new Error('RingCentral asks for a pause.');
      const sdk = await load();
      const release = await this.#claim(before.id);
      if (!release) {
        // Another tab has traded it, and what it got is not visible here yet.
        if (await this.waitUntilVisible((now) => now?.id !== before.id)) return this.isUsable;
        throw new Error('Another tab has renewed the session, and cannot be followed just now.');
      }
      this.#trading = before.refresh_token;
      this.#orphan = undefined;
      try {
        await sdk.refresh();
      } catch (error) {
        release();
        return await this.#afterRefusal(error, before);
      } finally {
        this.#trading = undefined;
      }
      this.environment.setTimeout(release, VISIBLE_WITHIN);
      if (!this.#orphan) return true;
      await sdk.revoke(this.#orphan).catch(() => {});
      return false;
    });
  }

  /**
   * A lock for one refresh token, held beyond its trade: what one tab writes to localStorage reaches another process
   * later than the release of a lock does, so a tab may come here with tokens that have just been traded.
   */
  #claim(id: string): Promise<(() => void) | null> {
    const {locks} = this.environment;
    if (!locks) return Promise.resolve(() => {});
    return new Promise((resolve) => {
      locks.request(`${this.prefix}traded/${id}`, {ifAvailable: true}, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((done) => resolve(done));
      }).catch(() => resolve(() => {}));
    });
  }

  /** Waits until what another tab wrote can be read here. */
  async waitUntilVisible(there: (tokens: StoredTokens | null) => boolean): Promise<boolean> {
    const until = this.environment.now() + VISIBLE_WITHIN;
    while (!there(this.read())) {
      if (this.environment.now() >= until) return false;
      await this.#pause(LOOK);
    }
    return true;
  }

  /** `true` = another tab won and its tokens are there; `false` = refused for good; else throws what was met. */
  async #afterRefusal(error: unknown, before: StoredTokens): Promise<boolean> {
    const adopted = () => {
      const now = this.read();
      return !!now && now.refresh_token !== before.refresh_token && this.#valid(now, 0);
    };
    const response = (error as {response?: Response | null}).response;
    if (adopted()) return true;
    if (!response) throw error;
    if (response.status === 429) {
      const wait = readRetryAfter(response.headers, this.environment.now()) ?? AUTH_PENALTY;
      this.#store.set(this.prefix + 'pause', String(this.environment.now() + wait));
    }
    if (!isDefinite(await refusalOf(response))) throw error;
    if (this.environment.locks) return adopted();
    return this.waitUntilVisible(adopted); // without locks the winner may still be waiting for its answer
  }

  /** One tab at a time: by a Web Lock, or by a lease in storage where there are none. */
  withRefreshLock<T>(work: () => Promise<T>): Promise<T> {
    const {locks} = this.environment;
    if (!locks) return this.#byLease(work);
    let ran = false;
    return locks.request(`${this.prefix}refresh`, {mode: 'exclusive'}, () => {
      ran = true;
      return work();
    }).catch((error: unknown) => {
      if (ran) throw error;
      return this.#byLease(work); // a sandboxed frame has locks that refuse
    });
  }

  async #byLease<T>(work: () => Promise<T>): Promise<T> {
    const key = `${this.prefix}lease`;
    const mine = String(this.environment.random()).slice(2);
    const holder = () => this.#store.get(key)?.split('|')[0];
    const ends = () => Number(this.#store.get(key)?.split('|')[1]);
    for (;;) {
      if (!holder() || !(ends() > this.environment.now())) {
        this.#store.set(key, `${mine}|${this.environment.now() + LEASE}`);
        // Two tabs may have seen it free: the last one to write has it.
        await this.#pause(LOOK * (1 + this.environment.random()));
        if (holder() === mine) break;
      }
      await this.#pause(LOOK * (1 + this.environment.random()));
    }
    try { return await work(); } finally { if (holder() === mine) this.#store.delete(key); }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => { this.environment.setTimeout(resolve, ms); });
  }
}
