/**
 * The session of one account: whichever way it came, who it is, and when it is over. What a page sees of it is one
 * frozen `Session`; tokens never leave the floors below.
 */
import type {Writable} from './observable.js';
import {asRecord, asText, parseJson} from '../ringcentral/json.js';
import {RateLimits, readRetryAfter} from '../ringcentral/limits.js';
import type {Transport} from '../ringcentral/platform.js';
import {type SignInErrorCode, signInMessage} from '../ringcentral/sign-in-errors.js';
import {type Identity, readIdentity, missingScopes, serverOrigin, identityRequest} from '../ringcentral/identity.js';
import {freeze} from './context.js';
import type {Environment} from './environment.js';
import {extensionKeyPrefix} from './keys.js';
import type {SessionHost, RestoredSession, SignInStrategy} from './sign-in/strategy.js';
import type {ConnectOptions, Session, StorageKind, User} from './types.js';

/** What placing calls needs to know of a session that is ready. */
export interface ApiConnection {
  readonly transport: Transport;
  /** Storage scope: server, `|`, extension id. */
  readonly scope: string;
  /** As for the path; `~` = the one who signed in. */
  readonly accountId: string;
  readonly extensionId: string;
  readonly storage: StorageKind;
}

export interface SessionManager {
  /**
   * Applies a new set of options (a new SDK, client id …); resolves when restoring is over. The same options again
   * do nothing. Never rejects: what is wrong with them is told by the state.
   */
  connect(options: ConnectOptions): Promise<void>;
  /**
   * `popup` was opened synchronously in the click, blank, or is null where the browser refused; with `flow`
   * `redirect` it is not used. Resolves when signing in is over, however it ended.
   */
  signIn(popup: Window | null): Promise<void>;
  signOut(): Promise<void>;
  /** Null unless the state is `ready`. */
  connection(): ApiConnection | null;
  /** An answer of the API says that the session is over. */
  expire(): void;
  dispose(): void;
}

/** ms for which a remembered user needs no new look. */
const KNOWN_FOR = 15 * 60_000;
/** ms */
const WHO_TIMEOUT = 15_000, FIRST_RETRY = 2_000, LAST_RETRY = 60_000;

/** These make another session; the rest only changes how it is used. */
const DECIDING = [
  'sdk', 'getAccessToken', 'proxy', 'clientId', 'server', 'redirectUri', 'accountId', 'extensionId', 'storage',
] as const satisfies readonly (keyof ConnectOptions)[];

/** Loads a way in, and opens it. */
type WayMaker = () => Promise<SignInStrategy>;

type Who =
  | {readonly kind: 'user'; readonly identity: Identity}
  | {readonly kind: 'over'}
  /** Signed in, but nobody may ask who it is (scope or permission). */
  | {readonly kind: 'hidden'}
  | {readonly kind: 'later'; readonly problem: SignInErrorCode; readonly wait?: number};

export function createSessionManager({account, environment, state}: {
  account: string; environment: Environment; state: Writable<Session>;
}): SessionManager {
  let options: ConnectOptions = {};
  let way: SignInStrategy | null = null;
  let connection: ApiConnection | null = null;
  let settled: Promise<void> = Promise.resolve();
  /** The way in is being loaded. */
  let loading: Promise<boolean> | undefined;
  /** Counts the ways in that were asked for, so that one which comes late is not taken. */
  let ways = 0;
  /** Counts what makes answers that are still on their way worthless: another way in, a sign-out. */
  let run = 0;
  let resting: 'signed-out' | 'expired' = 'signed-out';
  let retryTimer: unknown;
  let retries = 0;
  let connects = 0;

  function set(next: Omit<Session, 'account' | 'user'> & {user?: User | null}): void {
    const {user = null} = next;
    const value = freeze({...next, account, user});
    if (JSON.stringify(value) !== JSON.stringify(state.get())) state.set(value);
  }

  function errorOf(code: SignInErrorCode) {
    const {server = '', redirectUri = ''} = options;
    const facts = freeze({...way?.facts ?? {server, redirectUri}});
    return freeze({code, message: signInMessage(code, facts), facts});
  }

  const desk: SessionHost = {
    environment, account,
    options: () => options,
    state: () => state.get().state,
    restoreAgain: () => restore(),
    completeSignIn: (entry) => enter(entry, ++run),
    endSession(how) {
      if (state.get().state === 'signed-out' && how === 'expired') return;
      leave(how);
    },
    setSigningIn(problem) {
      set({state: 'signing-in', ...(problem && {error: errorOf(problem)})});
    },
    setIdle(problem, signInUrl) {
      set({state: resting, ...(problem && {error: errorOf(problem)}), ...(signInUrl && {signInUrl})});
    },
  };

  /** The old session is not usable from here on; whatever still comes of it is ignored. */
  function letGo(): void {
    run++;
    connection = null;
    retries = 0;
    environment.clearTimeout(retryTimer);
  }

  function leave(how: 'signed-out' | 'expired'): void {
    const scope = connection?.scope;
    letGo();
    resting = how;
    set({state: how});
    // On a shared desk, the next person meets nothing of the last one.
    if (how === 'signed-out' && scope) erase(scope);
  }

  /**
   * All but the calls, whose keeper gives up what still runs first, the penalties, which outlive a session, and the
   * choices, which wait for the same extension to come back.
   */
  function erase(scope: string): void {
    const begin = extensionKeyPrefix(scope);
    for (const kind of ['local', 'session', 'memory'] as const) {
      const store = environment.storage(kind);
      // Extension 12 is not extension 123.
      for (const key of store.keys()) {
        if (!key.startsWith(begin)) continue;
        if (!/^(\d|\/call\/|\/limits$|\/choices$)/.test(key.slice(begin.length))) store.delete(key);
      }
    }
  }

  /** The penalties that the requests of this extension are under, as they are kept for all tabs. */
  function limitsOf(scope: string): RateLimits {
    const store = environment.storage(options.storage ?? 'local');
    const key = `${extensionKeyPrefix(scope)}/limits`;
    const limits = new RateLimits(() => environment.now(), (penalties) => store.set(key, JSON.stringify(penalties)));
    limits.adopt(parseJson(store.get(key)));
    return limits;
  }

  /** `server`: as the platform names itself, where the way in does not know. */
  function become(user: User | null, granted: string | undefined, server = way?.server ?? ''): void {
    if (!way) return;
    const {accountId = '~', extensionId = '~'} = options;
    const scope = `${server}|${user?.id ?? '~'}`;
    // Another person: nobody may take the new connection for the old one.
    if (connection && connection.scope !== scope) {
      connection = null;
      set({state: 'restoring'});
    }
    connection ??= freeze({
      transport: way.transport, scope, accountId, extensionId,
      // Whose choices these would be cannot be known, so none are kept.
      storage: user ? options.storage ?? 'local' : 'memory',
    });
    const missing = missingScopes(granted);
    resting = 'signed-out';
    set({state: 'ready', user, ...(missing.length && {missingScopes: freeze(missing)})});
  }

  async function restore(): Promise<void> {
    const current = way;
    if (!current) return;
    const mine = ++run;
    const before = state.get();
    const looking = current.restore();
    // Where nobody has to be asked and there is none, the page never looks as if it were searching.
    const searching = looking !== 'signed-out' && state.get() === before; // and is not back from signing in
    if (searching && before.state !== 'ready') set({state: 'restoring'});
    const found = await looking;
    if (mine !== run) return;
    if (found === 'signed-out' || found === 'expired') return leave(found);
    if ('problem' in found) {
      leave('signed-out');
      return desk.setIdle(found.problem);
    }
    await enter(found, mine);
  }

  async function enter(entry: RestoredSession, mine: number): Promise<void> {
    const {user, grantedScopes: granted, ownerId, confirmedAt: at = 0} = entry;
    if (!user) return ask(entry, mine, ownerId && !isForAnother() ? freeze({id: ownerId, accountId: '~'}) : null);
    become(user, granted);
    const age = environment.now() - at;
    if (!(age >= 0 && age < KNOWN_FOR)) void ask(entry, mine, user);
  }

  /** The page acts for an extension that it names. */
  const isForAnother = () => (options.extensionId ?? '~') !== '~';

  /** Who it is, by the platform's word; `known` is the best answer until there is one. */
  async function ask(entry: RestoredSession, mine: number, known: User | null): Promise<void> {
    const current = way;
    if (!current || mine !== run) return;
    const askLater = (wait?: number) => later(() => void ask(entry, mine, known), wait);
    const limits = known && limitsOf(`${current.server}|${known.id}`);
    const until = limits?.until('light');
    if (until) {
      become(known, entry.grantedScopes);
      return askLater(until - environment.now());
    }
    const who = await askWho(current, options);
    if (mine !== run) return;
    switch (who.kind) {
      case 'user': {
        const {server, ...facts} = who.identity;
        const user = freeze(facts);
        retries = 0;
        current.rememberUser(user);
        return become(user, entry.grantedScopes, options.clientId ? current.server : server);
      }
      case 'over':
        current.forgetSession();
        return leave(state.get().state === 'ready' || entry.ownerId ? 'expired' : 'signed-out');
      case 'hidden':
        return become(known, entry.grantedScopes);
      case 'later':
        if (who.problem === 'rate-limited') limits?.penalise('light', who.wait);
        if (known) become(known, entry.grantedScopes);
        else set({state: 'error', error: errorOf(who.problem)});
        askLater(who.wait);
    }
  }

  function later(again: () => void, wait = Math.min(FIRST_RETRY * 2 ** retries++, LAST_RETRY)): void {
    environment.clearTimeout(retryTimer);
    retryTimer = environment.setTimeout(again, wait * (1 + environment.random() / 4));
  }

  const stopWaking = environment.onWake(() => way?.handleWake());

  /** How to make the way in that the options name: each is a file of its own, loaded by pages that use it. */
  function wayOf({sdk, getAccessToken, proxy, clientId, ...rest}: ConnectOptions): WayMaker | null | SignInErrorCode {
    const server = serverOrigin(rest.server);
    if (!server) return 'server-invalid';
    if (sdk) return async () => (await import('./sign-in/external.js')).hostSdkStrategy(desk, sdk, server);
    if (getAccessToken) return async () => (await import('./sign-in/external.js')).accessTokenStrategy(desk, server);
    if (proxy !== undefined) {
      const base = resolveUrl(proxy);
      return base ? async () => (await import('./sign-in/external.js')).proxyStrategy(desk, base) : 'server-invalid';
    }
    if (!clientId) return null;
    const redirect = resolveUrl(rest.redirectUri ?? 'rc-redirect.html');
    if (!redirect || !isOwn(redirect)) return 'redirect-foreign';
    return async () => (await import('./sign-in/pkce.js')).pkceStrategy(desk, {clientId, server, redirectUri: redirect.href});
  }

  /** Resolves with whether there is a way in to be restored; never rejects. */
  async function load(make: WayMaker): Promise<boolean> {
    const turn = ways, mine = run;
    try {
      const made = await make();
      if (turn === ways) way = made;
      else made.dispose();
      return way === made && mine === run; // else somebody has signed out meanwhile
    } catch {
      if (turn !== ways) return false;
      options = {}; // the same options again are another try
      set({state: 'error', error: errorOf('sdk-load')});
      return false;
    } finally {
      if (turn === ways) loading = undefined;
    }
  }

  async function connect(next: ConnectOptions): Promise<void> {
    const turn = ++connects;
    const differing = DECIDING.filter((name) => options[name] !== next[name]);
    // A page that draws itself anew may hand over a new function for the same session.
    const isSame = !differing.length ||
      differing.join() === 'getAccessToken' && await way?.isSameSession?.(next) === true;
    if (turn !== connects) return settled;
    options = freeze({...next});
    if (isSame) return settled;
    way?.dispose();
    letGo();
    resting = 'signed-out';
    way = null;
    ways++;
    loading = undefined;
    settled = Promise.resolve();
    const make = wayOf(next);
    if (!make) return set({state: 'signed-out'});
    if (typeof make === 'string') return set({state: 'error', error: errorOf(make)});
    // A page that shows "Sign in" goes on to, until there is somebody who can look for a session.
    if (state.get().state !== 'signed-out') set({state: 'restoring'});
    const loaded = load(make);
    loading = loaded;
    return settled = loaded.then((usable) => usable ? restore() : undefined);
  }

  return {
    connect,
    async signIn(popup) {
      if (loading) await loading;
      if (!way || state.get().state === 'ready') {
        popup?.close();
        if (!way && !state.get().error) desk.setIdle('not-configured');
        return;
      }
      await way.signIn(popup);
    },
    async signOut() {
      leave('signed-out');
      if (loading) await loading;
      await way?.signOut();
    },
    connection: () => connection,
    expire() {
      if (!connection) return;
      way?.forgetSession();
      leave('expired');
    },
    dispose() {
      letGo();
      ways++;
      way?.dispose();
      way = null;
      stopWaking();
    },
  };

  async function askWho({transport}: SignInStrategy, {accountId, extensionId}: ConnectOptions): Promise<Who> {
    const offline: Who = {kind: 'later', problem: 'offline'};
    const request = identityRequest(accountId, extensionId);
    for (let renewed = false; ; renewed = true) {
      let response: Response;
      try {
        response = await transport.send({...request, signal: AbortSignal.timeout(WHO_TIMEOUT)});
      } catch {
        return offline;
      }
      if (response.status === 401) {
        if (renewed) return {kind: 'over'};
        try {
          if (!await transport.renew()) return {kind: 'over'};
        } catch {
          return offline;
        }
        continue;
      }
      if (response.status === 429) {
        const wait = readRetryAfter(response.headers, environment.now()) ?? LAST_RETRY;
        return {kind: 'later', problem: 'rate-limited', wait};
      }
      const body: unknown = await response.json().catch(() => null);
      const identity = response.ok ? readIdentity(body) : null;
      if (identity) return {kind: 'user', identity};
      const refused = response.status >= 400 && response.status < 500 && asText(asRecord(body).errorCode);
      return refused ? {kind: 'hidden'} : {kind: 'later', problem: 'server-error'};
    }
  }
}

/** Absolute, without a fragment; null = no address at all. */
function resolveUrl(url: string, base: string | undefined = globalThis.document?.baseURI): URL | null {
  try {
    const resolved = new URL(url, base);
    resolved.hash = '';
    return resolved;
  } catch {
    return null;
  }
}

/**
 * The page's own origin, by https or on this machine: nobody else may get the code. A sandboxed frame may have none,
 * whatever its address is, and would never hear the answer.
 */
function isOwn(url: URL): boolean {
  return url.origin === globalThis.origin && /^https?:$/.test(url.protocol);
}
