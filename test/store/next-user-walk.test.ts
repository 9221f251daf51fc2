/**
 * Random walks over tabs in which users sign in and out, with an SDK and a platform that are slow or
 * fail. No request ever bears the token of another extension than the one for which it was made.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import type {OAuthTokens, PkceSdk, TokenStorage} from '../../src/ringcentral/sdk.js';
import {sdkPart} from '../../src/ringcentral/sdk-part.js';
import '../../src/store/sign-in/pkce.js';
import {type Tab, VirtualBrowser} from '../support/virtual.js';
import {walkCount} from '../support/walk-count.js';

const WALK_COUNT = walkCount(300);
const HOUR_MS = 3_600_000;
const SERVER = 'https://platform.example';
const PREFIX = `rc-click-to-call/1/session/demo|${encodeURIComponent(SERVER)}|/`;
const USERS = ['400131426101', '400131426102', '400131426103'] as const;

type Step =
  | {readonly do: 'call'; readonly tab: number}
  | {readonly do: 'cancel'; readonly tab: number}
  | {readonly do: 'wait'; readonly ms: number}
  | {readonly do: 'wake'; readonly tab: number}
  | {readonly do: 'reload'; readonly tab: number}
  | {readonly do: 'sign-out'; readonly tab: number}
  /** In a tab of its own; `isHeard`: the others get its message. */
  | {readonly do: 'sign-in'; readonly user: number; readonly isHeard: boolean}
  | {readonly do: 'slow'; readonly path: string; readonly ms: number}
  | {readonly do: 'answer'; readonly path: string; readonly status: number};

const tabIndex = fc.nat(2);
const path = fc.constantFrom('/oauth/token', '/ring-out', '/extension/~');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: fc.record({do: fc.constant('call' as const), tab: tabIndex})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('cancel' as const), tab: tabIndex})},
  {weight: 4, arbitrary: fc.record({do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(900), fc.nat(9_000), fc.constant(HOUR_MS))})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('wake' as const), tab: tabIndex})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('reload' as const), tab: tabIndex})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('sign-out' as const), tab: tabIndex})},
  {weight: 4, arbitrary: fc.record({do: fc.constant('sign-in' as const), user: fc.nat(2), isHeard: fc.boolean()})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('slow' as const), path, ms: fc.nat(12_000)})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('answer' as const), path, status: fc.constantFrom(401, 503)})},
);

/** The page's network, and who may use it for what. */
class Platform {
  readonly violations: string[] = [];
  /** The user of each access token. */
  readonly #users = new Map<string, string>();
  /** The user for whom each number is called, and for whom each call was placed. */
  readonly calledFor = new Map<string, string>();
  readonly #ownerByCallId = new Map<string, string>();
  readonly #delays = new Map<string, number>();
  callsPlaced = 0;
  readonly #answers = new Map<string, number>();

  constructor(private readonly browser: VirtualBrowser) {}

  newTokens(user: string): OAuthTokens & {readonly access_token: string} {
    const tokens = this.browser.simulator.signIn({user: {extensionId: user, name: `User ${user}`}}) as unknown as OAuthTokens;
    this.#users.set(tokens.access_token, user);
    return tokens;
  }

  slow(slowPath: string, ms: number): void {
    this.#delays.set(slowPath, ms);
  }

  answer(failingPath: string, status: number): void {
    this.#answers.set(failingPath, status);
  }

  mend(): void {
    this.#delays.clear();
    this.#answers.clear();
  }

  createSdk(tokens: TokenStorage): PkceSdk {
    const never = () => { throw new Error('Nobody signs in with a window here.'); };
    const tokenRequest = (requestPath: string, form: Record<string, string>) =>
      this.#fetch(requestPath, {method: 'POST', body: new URLSearchParams({...form, client_id: 'demo'})});
    return {
      authorizeUrl: never, redeem: never,
      refresh: async () => {
        const {refresh_token = '', owner_id = ''} = tokens.readTokens() ?? {};
        const response = await tokenRequest('/restapi/oauth/token', {grant_type: 'refresh_token', refresh_token});
        if (!response.ok) throw Object.assign(new Error('Refused'), {response});
        const newTokens = await response.json() as OAuthTokens;
        this.#users.set(newTokens.access_token, owner_id);
        tokens.writeTokens(newTokens);
      },
      revoke: async (token) => void await tokenRequest('/restapi/oauth/revoke', {token}),
      send: async ({method, path: requestPath, body, signal}, headers, accessToken) => {
        this.#check(method, requestPath, body, this.#users.get(accessToken) ?? '');
        const response = await this.#fetch(requestPath, {
          method, headers: {...headers, 'Content-Type': 'application/json', Authorization: `Bearer ${accessToken}`},
          ...(body && {body: JSON.stringify(body)}),
        });
        signal?.throwIfAborted();
        if (method === 'POST' && response.ok) {
          const {id} = await response.clone().json() as {id: string};
          this.#ownerByCallId.set(id, this.#users.get(accessToken) ?? '');
          this.callsPlaced++;
        }
        return response;
      },
    };
  }

  #check(method: string, requestPath: string, body: object | undefined, user: string): void {
    const id = /\/ring-out\/([^/]+)$/.exec(requestPath)?.[1];
    const to = (body as {to?: {phoneNumber: string}} | undefined)?.to?.phoneNumber;
    const owner = id ? this.#ownerByCallId.get(id) : to && this.calledFor.get(to);
    if (owner && owner !== user) this.violations.push(`${method} of ${owner} left as ${user}`);
  }

  async #fetch(requestPath: string, init: RequestInit): Promise<Response> {
    const {browser} = this;
    const delay = this.#take(this.#delays, requestPath);
    if (delay) await new Promise<void>((resolve) => browser.schedule(delay, resolve));
    const status = this.#take(this.#answers, requestPath);
    if (status) return new Response('{}', {status});
    browser.pendingRequests++;
    try {
      return await browser.simulator.fetch(new Request(SERVER + requestPath, init));
    } finally {
      browser.pendingRequests--;
    }
  }

  #take(values: Map<string, number>, requestPath: string): number | undefined {
    const key = [...values.keys()].find((part) => requestPath.includes(part));
    const value = key === undefined ? undefined : values.get(key);
    if (key !== undefined) values.delete(key);
    return value;
  }
}

/** What a walk has come to. */
interface Outcome {
  readonly violations: readonly string[];
  readonly callsPlaced: number;
}

async function runWalk(seed: number, steps: readonly Step[], noLocks: boolean): Promise<Outcome> {
  const browser = new VirtualBrowser({seed, simulator: {limits: {light: null, heavy: null}}});
  const platform = new Platform(browser);
  const {violations} = platform;
  sdkPart.load = () => Promise.resolve({
    createPkceSdk: ({tokens}: {tokens: TokenStorage}) => platform.createSdk(tokens),
  } as unknown as Awaited<ReturnType<typeof sdkPart.load>>);
  let signInCount = 0;
  /** Id of the last sign-in; null after a sign-out. */
  let present: string | null = null;
  let clicks = 0;

  const openTab = async () => browser.openTab({noLocks}).connect({clientId: 'demo'});
  const tabAt = (index: number): Tab => browser.tabs[index % browser.tabs.length]!;
  function signIn(user: string, isHeard: boolean): void {
    const id = present = `sign-in-${++signInCount}`;
    const tokens = platform.newTokens(user);
    browser.storage.delete(`${PREFIX}user`);
    browser.storage.set(`${PREFIX}tokens`, JSON.stringify({
      ...tokens, id, expire_time: browser.now + HOUR_MS, refresh_token_expire_time: browser.now + 100 * HOUR_MS,
    }));
    if (!isHeard) return;
    for (const {name, onMessage} of [...browser.channels]) if (name === PREFIX) onMessage({type: 'signed-in', id});
  }

  signIn(USERS[0], false);
  await openTab();
  await openTab();
  for (const step of steps) {
    switch (step.do) {
      case 'call': {
        const {store} = tabAt(step.tab);
        const {user} = store.session.get();
        const to = `+16505550${100 + clicks++}`;
        if (user) platform.calledFor.set(to, user.id);
        void store.call({to}).catch(() => {});
        break;
      }
      case 'cancel': {
        const {store} = tabAt(step.tab);
        for (const {key} of store.calls.get()) void store.cancel(key);
        break;
      }
      case 'wait': await browser.advance(step.ms); break;
      case 'wake': tabAt(step.tab).wake(); break;
      case 'reload': tabAt(step.tab).close(); await openTab(); break;
      case 'sign-out': {
        const {store} = tabAt(step.tab);
        // A tab that shows nobody has nothing to sign out of.
        if (!store.session.get().user) break;
        present = null;
        void store.signOut();
        break;
      }
      case 'sign-in': signIn(USERS[step.user % USERS.length]!, step.isHeard); break;
      case 'slow': platform.slow(step.path, step.ms); break;
      case 'answer': platform.answer(step.path, step.status); break;
    }
    await browser.settle();
  }

  platform.mend();
  await browser.advance(60_000);
  for (const tab of browser.tabs) tab.wake();
  await browser.advance(60_000);
  const stored = JSON.parse(browser.storage.get(`${PREFIX}tokens`) ?? 'null') as {id: string; owner_id: string} | null;
  const mayHaveEnded = steps.some((step) => step.do === 'answer' && step.status === 401);
  if (!mayHaveEnded && (stored?.id.split('.')[0] ?? null) !== present) violations.push(`${present} was lost to ${stored?.id}`);
  for (const {store} of browser.tabs) {
    const {state, user} = store.session.get();
    if (stored && (state !== 'ready' || user?.id !== String(stored.owner_id))) violations.push(`${stored.owner_id} is signed in, and the page shows ${state} ${user?.id}`);
    if (!stored && user) violations.push(`nobody is signed in, and the page shows ${user.id}`);
    store.dispose();
  }
  await browser.close();
  return {violations, callsPlaced: platform.callsPlaced};
}

describe('a random walk with several users', () => {
  after(() => { Reflect.deleteProperty(sdkPart, 'load'); });

  it(`sends each request as the user for whom it was made (${WALK_COUNT} walks)`, async function () {
    this.timeout(120_000);
    let callsPlaced = 0;
    await fc.assert(fc.asyncProperty(fc.nat(), fc.array(anyStep, {minLength: 3, maxLength: 16}), fc.boolean(), async (seed, steps, noLocks) => {
      const outcome = await runWalk(seed, steps, noLocks);
      callsPlaced += outcome.callsPlaced;
      if (outcome.violations.length) throw new Error(outcome.violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260105, includeErrorInReport: true});
    expect(callsPlaced).to.be.above(WALK_COUNT / 4);
  });
});
