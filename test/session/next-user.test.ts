/**
 * Another user signs in at any moment, in this tab or in another one. A request is sent as the user
 * for whom it was made, or not at all; and what comes late ends no session but its own.
 */
import {expect} from '@open-wc/testing';
import {LazyPart, LoadError} from '../../src/loading/lazy-part.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import {sdkPart} from '../../src/ringcentral/sdk-part.js';
import {browserEnvironment} from '../../src/store/browser-environment.js';
import type {Environment} from '../../src/store/environment.js';
import {createStore} from '../../src/store/store.js';
import type {Call, Store} from '../../src/store/types.js';
import {world as createWorld, type Tokens, type World} from '../support/simulator.js';
import {Network} from './network.js';
import {createFixture, sendRequest, tokenKeyPrefix} from './support.js';

const HOUR_MS = 3_600_000;

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => { setTimeout(resolve); });
}

const ANN = {extensionId: '400131426101', name: 'Ann Lee'};
const BEN = {extensionId: '400131426102', name: 'Ben Ray'};
const PATH = '/restapi/v1.0/account/~/extension/~/forwarding-number';

let world: World;
let account: string;
let network: Network;
let store: Store | undefined;
let fixtures: ReturnType<typeof createFixture>[];

beforeEach(() => {
  world = createWorld();
  account = crypto.randomUUID();
  network = new Network();
  fixtures = [];
});
afterEach(() => {
  network.restore();
  store?.dispose();
  store = undefined;
  for (const {sessionManager} of fixtures) sessionManager.dispose();
});

const prefix = () => tokenKeyPrefix('demo', world.server, account);
const options = () => ({clientId: 'demo', server: world.server});

interface StoredTokens extends Tokens {
  readonly id: string;
}

const storedTokens = () =>
  JSON.parse(localStorage.getItem(`${prefix()}tokens`) ?? 'null') as StoredTokens | null;

function putTokens(tokens: Tokens, id: string, lastsMs = HOUR_MS): void {
  const now = Date.now();
  localStorage.setItem(`${prefix()}tokens`, JSON.stringify({
    ...tokens, id, expire_time: now + lastsMs, refresh_token_expire_time: now + 2 * HOUR_MS,
  }));
}

/** Leaves tokens in storage as a tab does in which a user signs in. */
async function signIn(user: typeof ANN, lastsMs?: number): Promise<Tokens> {
  const tokens = await world.tokens({user});
  localStorage.removeItem(`${prefix()}user`);
  putTokens(tokens, crypto.randomUUID(), lastsMs);
  return tokens;
}

/** This page finds out what has become of the session meanwhile. */
const wake = () => document.dispatchEvent(new Event('visibilitychange'));

function openStore(overrides: Partial<Environment> = {}): Store {
  return store = createStore({account}, {...browserEnvironment, get locks() { return navigator.locks; }, ...overrides});
}

const userName = () => store?.session.get().user?.name;
const isReadyAs = ({name}: typeof ANN) => store?.session.get().state === 'ready' && userName() === name;

/** This user signs out in this tab, and another one signs in. */
async function replaceUser(user: typeof ANN): Promise<Tokens> {
  void store!.signOut();
  const tokens = await signIn(user);
  wake();
  await until(() => isReadyAs(user));
  return tokens;
}

async function openAs(user: typeof ANN, overrides?: Partial<Environment>): Promise<Tokens> {
  const tokens = await signIn(user);
  await openStore(overrides).connect(options());
  await until(() => isReadyAs(user));
  return tokens;
}

/** The access token has run out, so that the next request waits for a refresh. */
const runOut = () => putTokens(storedTokens()!, storedTokens()!.id, -1);

/** Tells a refusal as it tells a failure. */
const placeCall = (): Promise<Pick<Call, 'error'>> =>
  store!.call({to: '+16505550100'}).catch((error: {code: string}) => ({error: {code: error.code}}) as Pick<Call, 'error'>);

/** Places a call that waits for its token; `release` lets the token come. */
async function placeWaitingCall(): Promise<{placing: ReturnType<typeof placeCall>; release: () => void}> {
  runOut();
  const released = network.hold('/oauth/token');
  const placing = placeCall();
  return {placing, release: await released};
}

function expectNotSent(call: Pick<Call, 'error'>): void {
  expect(network.tokensOf('/ring-out', 'POST')).to.deep.equal([]);
  expect(call.error?.code).to.equal('session-expired');
}

describe('a call of a user who is replaced by another one', () => {
  for (const locks of ['Web Locks', 'no locks'] as const) {
    const overrides = locks === 'no locks' ? {locks: null} : {};

    it(`is not sent when it has waited for its token, and another tab has the next user: ${locks}`, async () => {
      await openAs(ANN, overrides);
      const {placing, release} = await placeWaitingCall();
      await signIn(BEN);
      release();
      expectNotSent(await placing);
      await until(() => isReadyAs(BEN));
    });

    it(`is not sent when it has waited for its token, and this tab has the next user: ${locks}`, async () => {
      await openAs(ANN, overrides);
      const {placing, release} = await placeWaitingCall();
      await replaceUser(BEN);
      release();
      expectNotSent(await placing);
      expect(isReadyAs(BEN)).to.equal(true);
    });
  }

  for (const next of [BEN, ANN]) {
    it(`is not repeated after a 401 when ${next === ANN ? 'the same user' : 'the next one'} has signed in`, async () => {
      const {access_token} = await openAs(ANN);
      network.on('/ring-out', async () => {
        await signIn(next);
        return new Response('{}', {status: 401});
      });
      const call = await placeCall();
      expect(call.error?.code).to.equal('session-expired');
      expect(network.tokensOf('/ring-out')).to.deep.equal([access_token]);
      await until(() => isReadyAs(next));
      network.on('/ring-out', (send) => send());
      expect((await placeCall()).error).to.equal(undefined);
    });
  }

  it('bears its own token, whatever is stored when it leaves', async () => {
    const fixture = openFixture();
    const {access_token} = await connectAs(fixture, ANN);
    const nextTokens = await world.tokens({user: BEN});
    const {transport} = fixture.sessionManager.connection()!;
    await transport.send({method: 'GET', path: PATH, onHandOver: () => putTokens(nextTokens, 'next')});
    expect(network.tokensOf(PATH)).to.deep.equal([access_token]);
    const {status} = await transport.send({method: 'GET', path: PATH});
    expect([status, network.tokensOf(PATH).length]).to.deep.equal([401, 1]);
  });

  it('is refused when the page’s check has taken longer than the session, and leaves no trace', async () => {
    let allow: (isAllowed: true) => void = () => {};
    let isAsked = false;
    await openAs(ANN);
    store!.configure({screen: () => new Promise((resolve) => { isAsked = true; allow = resolve; })});
    const placing = placeCall();
    await until(() => isAsked);
    await replaceUser(BEN);
    allow(true);
    expect((await placing).error?.code).to.equal('no-session');
    expect(store!.calls.get()).to.deep.equal([]);
    expect(Object.keys(localStorage).filter((key) => key.includes(world.server) && key.includes('/call/'))).to.deep.equal([]);
    expect(network.tokensOf('/ring-out')).to.deep.equal([]);
  });

  it('is told to have failed in the end, though the sign-out comes while it is being placed', async () => {
    await openAs(ANN);
    const ends: string[] = [];
    store!.on((event) => { if (event.type === 'call-end') ends.push(`${event.call.phase} ${event.call.error?.code}`); });
    const released = network.hold('/ring-out');
    const placing = placeCall();
    const release = await released;
    await store!.signOut();
    release();
    expect((await placing).error?.code).to.equal('session-expired');
    expect(ends).to.deep.equal(['unconfirmed session-expired']);
  });

  it('is not sent when the page’s SDK tells of another sign-in before it has it', async () => {
    const listeners = new Map<string, () => void>();
    let answer: () => void = () => {};
    let isAsked = false;
    let posts = 0;
    let user = ANN;
    const platform: HostPlatform = {
      get: () => Promise.resolve(Response.json({
        id: user.extensionId, uri: `${world.server}/restapi/v1.0/account/1/extension/${user.extensionId}`, name: user.name, records: [],
      })),
      post: () => Promise.resolve(Response.json({id: String(++posts), status: {callStatus: 'InProgress'}})),
      delete: () => Promise.resolve(new Response(null, {status: 204})),
      loggedIn: () => Promise.resolve(true),
      on: (event, listener) => listeners.set(event, listener),
    };
    await openStore().connect({sdk: platform});
    await until(() => isReadyAs(ANN));
    platform.loggedIn = () => new Promise((resolve) => {
      isAsked = true;
      answer = () => resolve(true);
    });
    const placing = placeCall();
    await until(() => isAsked);
    const answerFirst = answer;
    user = BEN;
    platform.loggedIn = () => Promise.resolve(true);
    listeners.get('loginSuccess')!();
    answerFirst();
    expect((await placing).error?.code).to.equal('session-expired');
    expect(posts).to.equal(0);
    await until(() => isReadyAs(BEN));
    await placeCall();
    expect(posts).to.equal(1);
  });

  it('is not sent when the page has given a function for the next user’s tokens', async () => {
    const [tokens, nextTokens] = [await world.tokens({user: ANN}), await world.tokens({user: BEN})];
    let give: (token: string) => void = () => {};
    let isSlow = false;
    let isAsked = false;
    const getAccessToken = () => isSlow
      ? new Promise<string>((resolve) => { isAsked = true; give = resolve; })
      : Promise.resolve(tokens.access_token);
    await openStore().connect({server: world.server, getAccessToken});
    await until(() => isReadyAs(ANN));
    isSlow = true;
    const placing = placeCall();
    await until(() => isAsked);
    void store!.connect({server: world.server, getAccessToken: () => Promise.resolve(nextTokens.access_token)});
    await until(() => isReadyAs(BEN));
    give(nextTokens.access_token);
    await placing;
    expect(network.tokensOf('/ring-out', 'POST')).to.deep.equal([]);
    expect(isReadyAs(BEN)).to.equal(true);
  });
});

function openFixture(overrides: Partial<Environment> = {}): ReturnType<typeof createFixture> {
  const fixture = createFixture(account, overrides);
  fixtures.push(fixture);
  return fixture;
}

async function connectAs({sessionManager}: ReturnType<typeof createFixture>, user: typeof ANN): Promise<Tokens> {
  const tokens = await signIn(user);
  await sessionManager.connect(options());
  return tokens;
}

describe('a late answer', () => {
  for (const next of [BEN, ANN]) {
    it(`that a session is over leaves the next one alone, of ${next === ANN ? 'the same user' : 'another one'}`, async () => {
      await openAs(ANN);
      const released = network.hold('/ring-out', () => new Response('{}', {status: 401}));
      const placing = placeCall();
      const release = await released;
      const nextTokens = await replaceUser(next);
      release();
      await placing;
      expect(store!.session.get().state).to.equal('ready');
      expect(storedTokens()?.access_token).to.equal(nextTokens.access_token);
    });
  }

  it('to tokens that another tab has replaced ends no session', async () => {
    await openAs(ANN);
    const {id} = storedTokens()!;
    const newest = await world.tokens({user: ANN});
    let count = 0;
    network.on('/ring-out', () => {
      if (++count === 2) putTokens(newest, `${id}.7`);
      return Promise.resolve(new Response('{}', {status: 401}));
    });
    await placeCall();
    expect(count).to.equal(2);
    expect(store!.session.get().state).to.equal('ready');
    expect(storedTokens()?.access_token).to.equal(newest.access_token);
  });

  it('to who is signed in is not taken for the next user', async () => {
    const released = network.hold('/extension/~');
    await signIn(ANN);
    void openStore().connect(options());
    const release = await released;
    await signIn(BEN);
    network.on('/extension/~', (send) => send());
    release();
    await until(() => isReadyAs(BEN));
    expect(localStorage.getItem(`${prefix()}user`)).to.include(BEN.extensionId);
  });

  for (const [outcome, answer] of [
    ['is refused', () => Response.json({error: 'invalid_grant', errorCode: 'OAU-211'}, {status: 400})],
    ['gets no answer', () => { throw new TypeError('Failed to fetch'); }],
    ['succeeds', undefined],
  ] as const) {
    for (const locks of ['Web Locks', 'no locks'] as const) {
      it(`of a refresh that ${outcome} leaves the next user’s tokens alone: ${locks}`, async () => {
        const fixture = openFixture(locks === 'no locks' ? {locks: null} : {});
        await connectAs(fixture, ANN);
        runOut();
        const released = network.hold('/oauth/token', answer);
        const sending = sendRequest(fixture.sessionManager).catch(() => 'failed');
        const release = await released;
        const nextTokens = await signIn(BEN);
        release();
        expect(await sending).to.equal('over');
        expect(network.tokensOf(PATH)).to.deep.equal([]);
        expect(storedTokens()?.access_token).to.equal(nextTokens.access_token);
        await until(() => fixture.session.get().user?.name === BEN.name);
        expect(await sendRequest(fixture.sessionManager)).to.equal(200);
      });
    }
  }
});

describe('a tab that has heard nothing', () => {
  it('shows the next user when it is looked at again', async () => {
    await openAs(ANN);
    await signIn(BEN);
    wake();
    await until(() => isReadyAs(BEN));
  });

  it('is signed out when it is looked at again and nobody is there', async () => {
    await openAs(ANN);
    localStorage.removeItem(`${prefix()}tokens`);
    wake();
    await until(() => store!.session.get().state === 'signed-out');
  });

  it('shows the next user when it hears of the sign-out of the last one too late', async () => {
    await openAs(ANN);
    const nextTokens = await signIn(BEN);
    const channel = new BroadcastChannel(prefix());
    channel.postMessage({type: 'signed-out'});
    await until(() => isReadyAs(BEN));
    channel.close();
    expect(storedTokens()?.access_token).to.equal(nextTokens.access_token);
  });
});

describe('a sign-out before the sign-in’s code has loaded', () => {
  const {load, loadNow, whenLoaded} = LazyPart.prototype;
  let finishLoading: () => void;

  beforeEach(() => {
    const loaded = new Promise<void>((resolve) => { finishLoading = resolve; });
    LazyPart.prototype.load = function (this: LazyPart<unknown>) {
      return loaded.then(() => load.call(this));
    };
    LazyPart.prototype.whenLoaded = function (this: LazyPart<unknown>, ...listeners) {
      return loaded.then(() => whenLoaded.apply(this, listeners));
    };
  });
  afterEach(() => {
    Object.assign(LazyPart.prototype, {load, whenLoaded});
    for (const name of ['load', 'loadNow']) Reflect.deleteProperty(sdkPart, name);
  });

  /** Ann is signed in; she signs out before the code for it has loaded. */
  async function signOutAtOnce(): Promise<{fixture: ReturnType<typeof createFixture>; tokens: Tokens}> {
    const fixture = openFixture();
    const tokens = await signIn(ANN);
    void fixture.sessionManager.connect(options());
    void fixture.sessionManager.signOut();
    return {fixture, tokens};
  }

  /** The requests to revoke tokens, once there is one. */
  async function revokeRequests(): ReturnType<World['requests']> {
    let requests = await world.requests('/oauth/revoke');
    while (requests.length === 0) requests = await world.requests('/oauth/revoke');
    return requests;
  }

  it('revokes what was there then, and leaves what another tab has begun since', async () => {
    const {fixture, tokens} = await signOutAtOnce();
    expect(storedTokens(), 'the page may be closed now').to.equal(null);
    const nextTokens = await signIn(BEN);
    finishLoading();
    await fixture.waitForState('ready');
    expect(fixture.session.get().user?.name).to.equal(BEN.name);
    expect(storedTokens()?.access_token).to.equal(nextTokens.access_token);
    const revoked = await revokeRequests();
    expect(JSON.stringify(revoked.map(({body}) => body))).to.include(tokens.refresh_token);
    expect(revoked).to.have.length(1);
  });

  it('has the SDK requested for that also in the pause after it did not load', async () => {
    const sdk = sdkPart as LazyPart<unknown>;
    let isMissing = true;
    sdk.load = () => isMissing ? Promise.reject(new LoadError('gone')) : load.call(sdk);
    sdk.loadNow = () => {
      isMissing = false;
      return loadNow.call(sdk);
    };
    await signOutAtOnce();
    finishLoading();
    const revoked = await revokeRequests();
    expect(revoked).to.have.length(1);
  });

  it('is told to other tabs at once, and not again when the next user is there', async () => {
    const messages: unknown[] = [];
    const channel = new BroadcastChannel(prefix());
    channel.onmessage = ({data}: MessageEvent<{type: string}>) => messages.push(data.type);
    const {fixture} = await signOutAtOnce();
    await until(() => messages.length > 0);
    await signIn(BEN);
    finishLoading();
    await fixture.waitForState('ready');
    channel.close();
    expect(messages).to.deep.equal(['signed-out']);
  });
});

describe('two tabs that refresh at once', () => {
  const refused = () => Response.json({error: 'invalid_grant', errorCode: 'OAU-211'}, {status: 400});
  const refusingLocks = {request: () => Promise.reject(new DOMException('No.', 'SecurityError'))} as unknown as LockManager;

  for (const [how, locks] of [['without Web Locks', null], ['where the browser refuses locks', refusingLocks]] as const) {
    it(`have one session ${how}: the one that loses takes the tokens of the other`, async () => {
      const fixture = openFixture({locks});
      await connectAs(fixture, ANN);
      runOut();
      const {id} = storedTokens()!;
      const winners = await world.tokens({user: ANN});
      network.on('/oauth/token', () => {
        setTimeout(() => putTokens(winners, `${id}.1`), 60);
        return Promise.resolve(refused());
      });
      expect(await sendRequest(fixture.sessionManager)).to.equal(200);
      expect(network.tokensOf(PATH)).to.deep.equal([winners.access_token]);
      expect(fixture.session.get().state).to.equal('ready');
    });
  }

  it('exchange the token once, although the new ones are not readable at once', async () => {
    const fixture = openFixture();
    await connectAs(fixture, ANN);
    runOut();
    const {id} = storedTokens()!;
    const winners = await world.tokens({user: ANN});
    let release: () => void = () => {};
    await new Promise<void>((resolve) => {
      void navigator.locks.request(`${prefix()}traded/${id}`, () => {
        resolve();
        return new Promise<void>((end) => { release = end; });
      });
    });
    setTimeout(() => putTokens(winners, `${id}.1`), 60);
    expect(await sendRequest(fixture.sessionManager)).to.equal(200);
    expect(network.tokensOf('/oauth/token')).to.deep.equal([]);
    release();
  });
});
