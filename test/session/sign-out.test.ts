/** A sign-out lasts, whatever was under way: only a sign-in after it begins another session. */
import {expect} from '@open-wc/testing';
import {LazyPart, LoadError} from '../../src/loading/lazy-part.js';
import {sdkPart} from '../../src/ringcentral/sdk-part.js';
import {browserEnvironment} from '../../src/store/browser-environment.js';
import type {Environment} from '../../src/store/environment.js';
import {createStore} from '../../src/store/store.js';
import type {Store} from '../../src/store/types.js';
import {world as createWorld, type Tokens} from '../support/simulator.js';
import {FakePopup} from './fake-popup.js';
import {createFixture, tokenKeyPrefix} from './support.js';

const HOUR_MS = 3_600_000;

/** Holds back the requests to a path until they are released. */
class HeldRequests {
  readonly #fetch = globalThis.fetch;
  #count = 0;
  #waiting: (() => void)[] = [];
  release: () => void = () => {};
  readonly #released = new Promise<void>((resolve) => { this.release = resolve; });

  /** `answer`: in place of the simulator's. */
  constructor(path: string, answer?: () => Response) {
    globalThis.fetch = async (...request) => {
      const url = request[0] instanceof Request ? request[0].url : String(request[0]);
      if (!url.includes(path)) return this.#fetch.apply(globalThis, request);
      this.#count++;
      for (const resolve of this.#waiting) resolve();
      await this.#released;
      return answer?.() ?? this.#fetch.apply(globalThis, request);
    };
  }

  get count(): number {
    return this.#count;
  }

  async first(): Promise<void> {
    if (this.#count === 0) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
  }

  restore(): void {
    this.release();
    globalThis.fetch = this.#fetch;
  }
}

describe('a sign-out whose revocation takes long', () => {
  let store: Store;
  let held: HeldRequests;

  afterEach(() => {
    held.restore();
    store.dispose();
  });

  it('leaves the session alone that the user begins meanwhile', async () => {
    const world = createWorld();
    const account = crypto.randomUUID();
    const storeTokens = async () => {
      const now = Date.now();
      const key = `${tokenKeyPrefix('demo', world.server, account)}tokens`;
      localStorage.setItem(key, JSON.stringify({
        ...await world.tokens(), id: crypto.randomUUID(),
        expire_time: now + HOUR_MS, refresh_token_expire_time: now + 2 * HOUR_MS,
      }));
    };
    const untilState = (state: string) => new Promise<void>((resolve) => {
      store.session.subscribe((session) => { if (session.state === state) resolve(); });
    });
    held = new HeldRequests('/oauth/revoke');
    store = createStore({account});
    await storeTokens();
    await store.connect({clientId: 'demo', server: world.server});
    await untilState('ready');
    const signedOut = store.signOut();
    await held.first();
    expect(store.session.get().state).to.equal('signed-out');
    await storeTokens();
    document.dispatchEvent(new Event('visibilitychange'));
    await untilState('ready');
    held.release();
    await signedOut;
    const outcome = await store.call({to: '+16505550100'}).then(() => 'placed', String);
    expect(outcome).to.equal('placed');
    expect(store.session.get().state).to.equal('ready');
  });
});

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => { setTimeout(resolve); });
}

function storeRedirectAnswer(owner: string): void {
  sessionStorage.setItem('rc-click-to-call/1/redirect/back', JSON.stringify({
    verifier: 'v', redirectUri: `${location.origin}/r.html`, owner, returnTo: location.href,
    search: '?code=c&state=back', at: Date.now(),
  }));
}

describe('a sign-out while a code is redeemed', () => {
  let account: string;
  let fixture: ReturnType<typeof createFixture>;
  let tokens: Tokens;
  let nextTokens: Tokens;
  let held: HeldRequests;
  let options: {readonly clientId: string; readonly server: string; readonly redirectUri: string};

  beforeEach(async () => {
    account = crypto.randomUUID();
    fixture = createFixture(account);
    options = {clientId: 'demo', server: fixture.world.server, redirectUri: '/r.html'};
    tokens = await fixture.world.tokens();
    nextTokens = await fixture.world.tokens();
    const answers = [tokens, nextTokens];
    held = new HeldRequests('/oauth/token', () => Response.json(answers.shift()));
  });
  afterEach(() => {
    held.restore();
    fixture.sessionManager.dispose();
    sessionStorage.clear();
  });

  const prefix = () => tokenKeyPrefix('demo', fixture.world.server, account);

  async function expectSignedOut(): Promise<void> {
    expect(fixture.states).to.not.include('ready');
    expect(fixture.session.get()).to.deep.equal({state: 'signed-out', account, user: null});
    expect(localStorage.getItem(`${prefix()}tokens`)).to.equal(null);
    let revoked: readonly {readonly body: unknown}[] = [];
    while (revoked.length === 0) revoked = await fixture.world.requests('/oauth/revoke');
    expect(JSON.stringify(revoked[0]?.body)).to.include(tokens.refresh_token);
  }

  /** Resolves when the code of a window is being redeemed, with the end of the sign-in. */
  async function redeemFromPopup(): Promise<{readonly signedIn: Promise<void>}> {
    await fixture.sessionManager.connect(options);
    const popup = new FakePopup();
    const signedIn = fixture.sessionManager.signIn(popup.asWindow);
    await until(() => popup.state !== '');
    const channel = new BroadcastChannel('rc-click-to-call/1/sign-in');
    channel.postMessage({type: 'rc-answer', search: `?code=c&state=${popup.state}`});
    await held.first();
    channel.close();
    return {signedIn};
  }

  it('gives up the code of a window, and its tokens', async () => {
    const {signedIn} = await redeemFromPopup();
    await fixture.sessionManager.signOut();
    held.release();
    await signedIn;
    await expectSignedOut();
  });

  it('shows no error of a code that nobody wants', async () => {
    held.restore();
    held = new HeldRequests('/oauth/token', () => Response.json({error: 'invalid_grant'}, {status: 400}));
    const {signedIn} = await redeemFromPopup();
    await fixture.sessionManager.signOut();
    held.release();
    await signedIn;
    expect(fixture.session.get().error).to.equal(undefined);
  });

  it('gives up the code of a window also where another tab signs out', async () => {
    const {signedIn} = await redeemFromPopup();
    const other = createFixture(account);
    await other.sessionManager.connect(options);
    await other.sessionManager.signOut();
    await fixture.waitForState('signed-out');
    held.release();
    await signedIn;
    await expectSignedOut();
    other.sessionManager.dispose();
  });

  it('gives up the code that came back to the page', async () => {
    storeRedirectAnswer(prefix());
    const connected = fixture.sessionManager.connect(options);
    await held.first();
    await fixture.sessionManager.signOut();
    held.release();
    await connected;
    await expectSignedOut();
  });

  it('gives up the answer to a sign-in that has left the page, and no other one', async () => {
    await fixture.sessionManager.connect(options);
    storeRedirectAnswer(prefix());
    sessionStorage.setItem('rc-click-to-call/1/redirect/other', '{"owner": "another account"}');
    await fixture.sessionManager.signOut();
    expect(Object.keys(sessionStorage)).to.deep.equal(['rc-click-to-call/1/redirect/other']);
  });

  it('leaves the tokens alone of a sign-in after it', async () => {
    const {signedIn} = await redeemFromPopup();
    await fixture.sessionManager.signOut();
    const next = redeemFromPopup();
    held.release();
    await signedIn;
    await (await next).signedIn;
    expect(fixture.session.get().state).to.equal('ready');
    expect(localStorage.getItem(`${prefix()}tokens`)).to.include(nextTokens.refresh_token);
  });
});

describe('a sign-out without the code of the sign-in', () => {
  const {load, whenLoaded} = LazyPart.prototype;
  const storageKinds = ['local', 'session', 'memory'] as const;

  afterEach(() => {
    Object.assign(LazyPart.prototype, {load, whenLoaded});
    sessionStorage.clear();
  });

  for (const storage of storageKinds) {
    it(`erases what is stored, and nothing else: ${storage}`, async () => {
      const account = crypto.randomUUID();
      const {sessionManager, session, world, environment} = createFixture(account);
      const prefix = tokenKeyPrefix('demo', world.server, account);
      const otherKey = `${tokenKeyPrefix('demo', world.server, `${account}-2`)}tokens`;
      const values = environment.storage(storage);
      for (const key of [`${prefix}tokens`, `${prefix}user`, otherKey]) values.set(key, '{}');
      storeRedirectAnswer(prefix);
      LazyPart.prototype.load = () => Promise.reject(new TypeError('Failed to fetch'));
      LazyPart.prototype.whenLoaded = () => new Promise(() => {});
      void sessionManager.connect({clientId: 'demo', server: world.server, storage});
      await sessionManager.signOut();
      expect(session.get().state).to.equal('signed-out');
      const leftKeys = [...values.keys(), ...environment.storage('session').keys()]
        .filter((key) => key.includes(account) || key.endsWith('/back'));
      expect([...new Set(leftKeys)]).to.deep.equal([otherKey]);
      sessionManager.dispose();
    });
  }

  it('leaves a sign-in alone where the session is the host’s', async () => {
    const account = crypto.randomUUID();
    const {sessionManager, world} = createFixture(account);
    const key = `${tokenKeyPrefix('demo', world.server, account)}tokens`;
    localStorage.setItem(key, '{}');
    LazyPart.prototype.load = () => Promise.reject(new TypeError('Failed to fetch'));
    LazyPart.prototype.whenLoaded = () => new Promise(() => {});
    const getAccessToken = () => Promise.resolve('token');
    void sessionManager.connect({clientId: 'demo', server: world.server, getAccessToken});
    await sessionManager.signOut();
    expect(localStorage.getItem(key)).to.equal('{}');
    sessionManager.dispose();
  });
});

describe('a sign-in without its code', () => {
  const {load, loadNow, whenLoaded} = LazyPart.prototype;
  const isMissing = Object.getOwnPropertyDescriptor(LazyPart.prototype, 'isMissing')!;

  afterEach(() => {
    Object.assign(LazyPart.prototype, {load, loadNow, whenLoaded});
    Object.defineProperty(LazyPart.prototype, 'isMissing', isMissing);
  });

  for (const isSignedOut of [false, true]) {
    it(`ends with words, and goes on once the code is there${isSignedOut ? ', also after a sign-out' : ''}`, async () => {
      const {sessionManager, session, world, waitForState} = createFixture();
      const {access_token: token} = await world.tokens();
      let release!: () => void;
      const released = new Promise<void>((resolve) => { release = resolve; });
      LazyPart.prototype.load = LazyPart.prototype.loadNow = () => Promise.reject(new LoadError('gone'));
      Object.defineProperty(LazyPart.prototype, 'isMissing', {configurable: true, get: () => true});
      LazyPart.prototype.whenLoaded = async function(this: LazyPart<never>, onFailure) {
        onFailure?.(new LoadError('gone'));
        await released;
        return whenLoaded.call(this) as Promise<never>;
      };
      void sessionManager.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
      if (isSignedOut) await sessionManager.signOut();
      await sessionManager.signIn(null);
      expect(session.get()).to.include({state: 'error'});
      expect(session.get().error?.code).to.equal('sdk-load');
      Object.assign(LazyPart.prototype, {load, loadNow, whenLoaded});
      release();
      await waitForState('ready');
      sessionManager.dispose();
    });
  }
});

describe('a sign-in that is about to leave the page', () => {
  let account: string;
  let fixture: ReturnType<typeof createFixture>;
  let leavings: string[];
  let loadSdk: () => void;
  let signingIn: Promise<unknown>;

  beforeEach(async () => {
    account = crypto.randomUUID();
    leavings = [];
    const session = browserEnvironment.storage('session');
    const set = (key: string) => {
      leavings.push(key);
      throw new Error('The test does not leave its page.');
    };
    const storage: Environment['storage'] = (kind) =>
      kind === 'session' ? {...session, shared: false, get: () => null, keys: () => [], delete() {}, set} : browserEnvironment.storage(kind);
    fixture = createFixture(account, {storage});
    const options = {clientId: 'demo', server: fixture.world.server, redirectUri: '/r.html'};
    await fixture.sessionManager.connect({...options, flow: 'redirect'});
    const loaded = new Promise<void>((resolve) => { loadSdk = resolve; });
    sdkPart.loadNow = async () => {
      await loaded;
      return LazyPart.prototype.loadNow.call(sdkPart) as ReturnType<typeof sdkPart.loadNow>;
    };
    signingIn = fixture.sessionManager.signIn(null).catch(() => undefined);
    await fixture.waitForState('signing-in');
  });
  afterEach(() => {
    Reflect.deleteProperty(sdkPart, 'loadNow');
    fixture.sessionManager.dispose();
  });

  it('does so unless something stops it', async () => {
    loadSdk();
    await signingIn;
    expect(leavings).to.have.length(1);
  });

  it('stays when the user signs out', async () => {
    await fixture.sessionManager.signOut();
    loadSdk();
    await signingIn;
    expect(leavings).to.deep.equal([]);
    expect(fixture.session.get().state).to.equal('signed-out');
  });

  it('stays when another tab signs out', async () => {
    const other = createFixture(account);
    await other.sessionManager.connect({clientId: 'demo', server: fixture.world.server});
    await other.sessionManager.signOut();
    await fixture.waitForState('signed-out');
    loadSdk();
    await signingIn;
    expect(leavings).to.deep.equal([]);
    other.sessionManager.dispose();
  });

  it('stays when another tab has signed in', async () => {
    const now = Date.now();
    const prefix = tokenKeyPrefix('demo', fixture.world.server, account);
    localStorage.setItem(`${prefix}tokens`, JSON.stringify({
      ...await fixture.world.tokens(), id: 'other-tab',
      expire_time: now + HOUR_MS, refresh_token_expire_time: now + 2 * HOUR_MS,
    }));
    const channel = new BroadcastChannel(prefix);
    channel.postMessage({type: 'signed-in', id: 'other-tab'});
    await fixture.waitForState('restoring');
    loadSdk();
    await signingIn;
    expect(leavings).to.deep.equal([]);
    channel.close();
  });
});
