/** Each try to sign in ends, and the page says how: in time that the test owns, apart from the clock. */
import {expect} from '@open-wc/testing';
import {LazyPart} from '../../src/loading/lazy-part.js';
import type {PkceSdk} from '../../src/ringcentral/sdk.js';
import {sdkPart} from '../../src/ringcentral/sdk-part.js';
import {browserEnvironment} from '../../src/store/browser-environment.js';
import type {Environment} from '../../src/store/environment.js';
import {PopupSignIn} from '../../src/store/sign-in/popup-sign-in.js';
import {RedirectSignIn} from '../../src/store/sign-in/redirect-sign-in.js';
import type {SessionHost} from '../../src/store/sign-in/strategy.js';
import type {SessionState} from '../../src/store/types.js';
import {FakePopup} from './fake-popup.js';
import {createFixture, tokenKeyPrefix} from './support.js';

const MINUTE_MS = 60_000;
const NEVER = new Promise<never>(() => {});

/** Timers that run only when the test lets time pass; the time of day is another thing. */
class Time {
  #now = 0;
  clockError = 0;
  readonly #timers = new Map<object, {readonly at: number; readonly callback: () => void}>();

  readonly overrides: Partial<Environment> = {
    now: () => Date.now() + this.clockError,
    setTimeout: (callback, ms) => {
      const timer = {};
      this.#timers.set(timer, {at: this.#now + ms, callback});
      return timer;
    },
    clearTimeout: (timer) => void this.#timers.delete(timer as object),
  };

  get waiting(): number {
    return this.#timers.size;
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at);
      if (!next || next[1].at > end) break;
      const [timer, {at, callback}] = next;
      this.#now = at;
      this.#timers.delete(timer);
      callback();
      await Promise.resolve();
    }
    this.#now = end;
  }
}

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => { setTimeout(resolve); });
}

/** `true` = a page takes an answer for its own. */
async function isTaken(search: string): Promise<boolean> {
  const channel = new BroadcastChannel('rc-click-to-call/1/sign-in');
  const echo = new BroadcastChannel('rc-click-to-call/1/sign-in');
  const replies: unknown[] = [];
  // Messages keep their order: what a page replies comes before the echo of the same turn.
  const echoed = new Promise((resolve) => {
    channel.onmessage = ({data}: MessageEvent<{type?: string}>) => {
      if (data.type === 'echo') resolve(null);
      else replies.push(data);
    };
  });
  let isClosed = false;
  echo.onmessage = () => {
    setTimeout(() => {
      if (!isClosed) echo.postMessage({type: 'echo'});
    });
  };
  channel.postMessage({type: 'rc-answer', search});
  await echoed;
  isClosed = true;
  channel.close();
  echo.close();
  return replies.length > 0;
}

describe('a sign-in in a window', () => {
  let time: Time;
  let fixture: ReturnType<typeof createFixture>;
  let popup: FakePopup;
  let isSettled: boolean;

  beforeEach(async () => {
    time = new Time();
    popup = new FakePopup();
    fixture = createFixture(undefined, time.overrides);
    await fixture.sessionManager.connect({clientId: 'demo', server: fixture.world.server, redirectUri: '/r.html'});
  });
  afterEach(() => fixture.sessionManager.dispose());

  async function signIn(window: Window | null): Promise<void> {
    isSettled = false;
    void fixture.sessionManager.signIn(window).then(() => { isSettled = true; });
    await until(() => window ? popup.address !== '' : fixture.session.get().signInUrl !== undefined);
  }

  const session = () => fixture.session.get();

  it('that takes longer than ten minutes ends, with a reason', async () => {
    await signIn(popup.asWindow);
    await time.pass(9 * MINUTE_MS);
    expect(session().state).to.equal('signing-in');
    await time.pass(MINUTE_MS);
    await until(() => isSettled);
    expect(session().state).to.equal('signed-out');
    expect(session().error?.code).to.equal('code-invalid');
    expect(session().error?.message).to.match(/took too long/);
    expect(popup.closed, 'no answer of this window is accepted any more').to.equal(true);
    expect(time.waiting).to.equal(0);
    expect(await isTaken(`?code=late&state=${popup.state}`)).to.equal(false);
  });

  for (const [jump, clockError] of [['ahead', 60 * MINUTE_MS], ['back', -60 * MINUTE_MS]] as const) {
    it(`goes on while the clock is set ${jump}, and ends like any other`, async () => {
      await signIn(popup.asWindow);
      await time.pass(MINUTE_MS);
      time.clockError = clockError;
      await time.pass(8 * MINUTE_MS);
      expect(session().state).to.equal('signing-in');
      popup.close();
      await time.pass(MINUTE_MS / 2);
      await until(() => isSettled);
      expect(session().state).to.equal('signed-out');
      expect(session().error).to.equal(undefined);
      await time.pass(MINUTE_MS);
      expect(session().error, 'the user has closed it').to.equal(undefined);
      expect(time.waiting).to.equal(0);
    });

    it(`takes too long after ten minutes, though the clock was set ${jump}`, async () => {
      await signIn(popup.asWindow);
      time.clockError = clockError;
      await time.pass(10 * MINUTE_MS);
      await until(() => isSettled);
      expect(session().error?.code).to.equal('code-invalid');
    });
  }

  it('accepts an answer after a jump of the clock', async () => {
    await signIn(popup.asWindow);
    time.clockError = 60 * MINUTE_MS;
    await time.pass(MINUTE_MS);
    expect(await isTaken(`?error=access_denied&state=${popup.state}`)).to.equal(true);
    await until(() => isSettled);
    expect(session().error?.code).to.equal('access-denied');
    expect(time.waiting).to.equal(0);
  });

  it('takes its link back when nobody answers it any more', async () => {
    await signIn(null);
    await until(() => isSettled);
    expect(session().error?.code).to.equal('popup-blocked');
    await time.pass(10 * MINUTE_MS);
    expect(session().signInUrl).to.equal(undefined);
    expect(session().error?.code).to.equal('code-invalid');
    expect(time.waiting).to.equal(0);
  });

  it('is not disturbed by the end of an earlier one', async () => {
    await signIn(popup.asWindow);
    await time.pass(MINUTE_MS);
    popup.close();
    await time.pass(MINUTE_MS);
    await until(() => isSettled);
    popup = new FakePopup();
    await signIn(popup.asWindow);
    await time.pass(8.5 * MINUTE_MS);
    expect(session().state, 'ten minutes after the first').to.equal('signing-in');
    expect(session().error).to.equal(undefined);
    expect(popup.closed).to.equal(false);
    await time.pass(MINUTE_MS * 1.5);
    expect(session().error?.code).to.equal('code-invalid');
  });

  it('leaves a session alone that another tab has begun', async () => {
    await signIn(null);
    const {environment, world, account} = {...fixture, account: session().account};
    const tokens = await world.tokens();
    environment.storage('local').set(`${tokenKeyPrefix('demo', world.server, account)}tokens`, JSON.stringify({
      ...tokens, id: 'x', expire_time: Date.now() + 3_600_000, refresh_token_expire_time: Date.now() + 7_200_000,
    }));
    document.dispatchEvent(new Event('visibilitychange'));
    await fixture.waitForState('ready');
    await time.pass(10 * MINUTE_MS);
    expect(session().state).to.equal('ready');
    expect(session().error).to.equal(undefined);
  });
});

describe('a sign-in that begins while a session is looked for', () => {
  const {fetch} = globalThis;
  let fixture: ReturnType<typeof createFixture>;
  let popup: FakePopup;
  let answerIdentity: () => void;
  let identityIsAsked: Promise<void>;

  beforeEach(() => {
    popup = new FakePopup();
    fixture = createFixture();
    const answered = new Promise<void>((resolve) => { answerIdentity = resolve; });
    identityIsAsked = new Promise((resolve) => {
      globalThis.fetch = async (...request) => {
        const url = request[0] instanceof Request ? request[0].url : String(request[0]);
        if (!url.includes('/extension/~')) return fetch(...request);
        resolve();
        await answered;
        return fetch(...request);
      };
    });
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    fixture.sessionManager.dispose();
  });

  const isClosed = () => [popup.closed, popup.address];

  it('needs no window when it is found', async () => {
    const connected = fixture.connectSignedIn();
    await identityIsAsked;
    const signedIn = fixture.sessionManager.signIn(popup.asWindow);
    answerIdentity();
    await Promise.all([connected, signedIn]);
    expect(fixture.session.get().state).to.equal('ready');
    expect(isClosed()).to.deep.equal([true, '']);
  });

  it('needs no window when it is another tab’s', async () => {
    const {session, sessionManager, world} = fixture;
    await sessionManager.connect({clientId: 'demo', server: world.server});
    const prefix = tokenKeyPrefix('demo', world.server, session.get().account);
    localStorage.setItem(`${prefix}tokens`, JSON.stringify({
      ...await world.tokens(), id: 'other-tab',
      expire_time: Date.now() + 60 * MINUTE_MS, refresh_token_expire_time: Date.now() + 90 * MINUTE_MS,
    }));
    document.dispatchEvent(new Event('visibilitychange'));
    await identityIsAsked;
    const signedIn = sessionManager.signIn(popup.asWindow);
    answerIdentity();
    await signedIn;
    expect(session.get().state).to.equal('ready');
    expect(isClosed()).to.deep.equal([true, '']);
  });

  it('opens its window when there is none', async () => {
    const connected = fixture.connectSignedIn();
    await identityIsAsked;
    const signedIn = fixture.sessionManager.signIn(popup.asWindow);
    await fixture.world.revoke();
    answerIdentity();
    await connected;
    await until(() => popup.address !== '');
    expect(fixture.session.get().state).to.equal('signing-in');
    await fixture.sessionManager.signOut();
    await signedIn;
  });

  it('is forgotten when the user signs out', async () => {
    const connected = fixture.connectSignedIn();
    await identityIsAsked;
    const signedIn = fixture.sessionManager.signIn(popup.asWindow);
    await fixture.sessionManager.signOut();
    answerIdentity();
    await Promise.all([connected, signedIn]);
    expect(fixture.session.get().state).to.equal('signed-out');
    expect(isClosed()).to.deep.equal([true, '']);
  });
});

describe('a sign-in whose parts never answer', () => {
  let time: Time;
  let state: SessionState;
  let problem: string | undefined;
  let host: SessionHost;

  beforeEach(() => {
    time = new Time();
    state = 'signed-out';
    problem = undefined;
    host = {
      environment: {...browserEnvironment, ...time.overrides}, account: '',
      options: {}, get state() { return state; },
      restoreAgain: async () => {}, restoreAfterWake() {}, completeSignIn: async () => {}, endSession() {},
      setSigningIn(code) { state = 'signing-in'; problem = code; },
      setIdle(code) { state = 'signed-out'; problem = code; },
    };
  });
  afterEach(() => {
    for (const key of Object.keys(sessionStorage)) sessionStorage.removeItem(key);
  });

  const answeringSdk = (url: string) => () => Promise.resolve({
    authorizeUrl: (stateParameter: string) => ({url: url + stateParameter, verifier: 'v'}),
  } as unknown as PkceSdk);

  it('ends when the SDK does not load', async () => {
    const popup = new FakePopup();
    const signIn = new PopupSignIn(host, () => NEVER, async () => {}).signIn(popup.asWindow);
    await time.pass(10 * MINUTE_MS);
    await signIn;
    expect([state, problem, popup.closed]).to.deep.equal(['signed-out', 'code-invalid', true]);
  });

  it('ends when the user has closed the window before the code for it was there', async () => {
    const popup = new FakePopup();
    popup.close();
    const signIn = new PopupSignIn(host, () => NEVER, async () => {}).signIn(popup.asWindow);
    await time.pass(MINUTE_MS);
    await signIn;
    expect([state, problem]).to.deep.equal(['signed-out', undefined]);
  });

  it('ends when the user closes the window before the SDK has loaded', async () => {
    const popup = new FakePopup();
    const signIn = new PopupSignIn(host, () => NEVER, async () => {}).signIn(popup.asWindow);
    popup.close();
    await time.pass(MINUTE_MS);
    await signIn;
    expect([state, problem]).to.deep.equal(['signed-out', undefined]);
  });

  it('ends when the code is never redeemed', async () => {
    const popup = new FakePopup();
    const signIn = new PopupSignIn(host, answeringSdk('https://a.example/?state='), () => NEVER);
    const signingIn = signIn.signIn(popup.asWindow);
    await until(() => popup.address !== '');
    expect(await isTaken(`?code=c&state=${popup.state}`)).to.equal(true);
    await time.pass(10 * MINUTE_MS);
    await signingIn;
    expect([state, problem]).to.deep.equal(['signed-out', 'code-invalid']);
  });

  it('ends when it is stopped', async () => {
    const signIn = new PopupSignIn(host, () => NEVER, async () => {});
    const signingIn = signIn.signIn(new FakePopup().asWindow);
    signIn.stop();
    await signingIn;
    expect(time.waiting).to.equal(0);
  });

  it('ends when the page cannot be left', async () => {
    const address = location.href;
    const signIn = new RedirectSignIn(host, answeringSdk('#leaving-'), 'owner', '/r.html');
    await signIn.signIn();
    expect(state).to.equal('signing-in');
    await time.pass(10 * MINUTE_MS);
    expect([state, problem, time.waiting]).to.deep.equal(['signed-out', 'code-invalid', 0]);
    history.replaceState(null, '', address);
  });

  it('ends when the page cannot be left because the SDK does not load', async () => {
    const signingIn = new RedirectSignIn(host, () => NEVER, 'owner', '/r.html').signIn();
    await time.pass(10 * MINUTE_MS);
    await signingIn;
    expect([state, problem]).to.deep.equal(['signed-out', 'code-invalid']);
  });
});

describe('a sign-in that left the page', () => {
  const {fetch} = globalThis;
  const address = location.href;
  let time: Time;
  let fixture: ReturnType<typeof createFixture>;
  let loadSdk: () => void;

  beforeEach(() => {
    time = new Time();
    fixture = createFixture(undefined, time.overrides);
  });
  afterEach(() => {
    for (const name of ['load', 'whenLoaded']) Reflect.deleteProperty(sdkPart, name);
    globalThis.fetch = fetch;
    history.replaceState(null, '', address);
    fixture.sessionManager.dispose();
    sessionStorage.clear();
  });

  const recordKey = 'rc-click-to-call/1/redirect/back';
  const record = () => sessionStorage.getItem(recordKey);

  function storeRecord(changes: Readonly<Record<string, unknown>> = {}): void {
    const {session, world} = fixture;
    sessionStorage.setItem(recordKey, JSON.stringify({
      verifier: 'v', redirectUri: `${location.origin}/r.html`, returnTo: location.href,
      owner: tokenKeyPrefix('demo', world.server, session.get().account),
      search: '?code=c&state=back', at: Date.now(), ...changes,
    }));
  }

  const connect = ({sessionManager, world} = fixture, redirectUri = '/r.html') =>
    sessionManager.connect({clientId: 'demo', server: world.server, redirectUri});

  async function answerTokens(): Promise<void> {
    const tokens = await fixture.world.tokens();
    globalThis.fetch = (...request) => {
      const url = request[0] instanceof Request ? request[0].url : String(request[0]);
      return url.includes('/oauth/token') ? Promise.resolve(Response.json(tokens)) : fetch(...request);
    };
  }

  /** The SDK fails, and is there once `loadSdk` is called. */
  function breakSdk(): void {
    const {load, whenLoaded} = LazyPart.prototype;
    const loaded = new Promise<void>((resolve) => { loadSdk = resolve; });
    sdkPart.load = () => Promise.reject(new TypeError('Failed to fetch'));
    sdkPart.whenLoaded = async () => {
      await loaded;
      sdkPart.load = load as typeof sdkPart.load;
      return whenLoaded.call(sdkPart) as ReturnType<typeof sdkPart.whenLoaded>;
    };
  }

  it('says so when it comes back too late', async () => {
    const {session, world} = fixture;
    storeRecord({at: Date.now() - 11 * MINUTE_MS});
    await connect();
    expect(session.get().state).to.equal('signed-out');
    expect(session.get().error?.code).to.equal('code-invalid');
    expect(sessionStorage).to.have.length(0);
    expect(await world.requests('/oauth/token')).to.have.length(0);
  });

  it('is complete once the SDK has loaded, though that failed at first', async () => {
    await answerTokens();
    breakSdk();
    storeRecord();
    const connected = connect();
    await fixture.waitForState('signing-in');
    await time.pass(MINUTE_MS / 2);
    expect(record()).to.include('code=c');
    loadSdk();
    await connected;
    expect(fixture.session.get().state).to.equal('ready');
    expect(record()).to.equal(null);
  });

  it('is complete in a page that is loaded anew before the SDK was there', async () => {
    await answerTokens();
    breakSdk();
    storeRecord({search: undefined, redirectUri: location.origin + location.pathname});
    history.replaceState(null, '', '?code=c&state=back');
    const connected = connect(fixture, location.pathname);
    await fixture.waitForState('signing-in');
    expect(location.search, 'the code is not in the address any more').to.not.include('code=c');
    fixture.sessionManager.dispose();
    const {account} = fixture.session.get();
    const next = createFixture(account);
    const nextConnected = connect({...next, world: fixture.world}, location.pathname);
    loadSdk();
    await Promise.all([connected, nextConnected]);
    expect(next.session.get().state).to.equal('ready');
    expect(record()).to.equal(null);
    next.sessionManager.dispose();
  });

  it('is over after a minute without the SDK, since its code is too old', async () => {
    breakSdk();
    storeRecord();
    const connected = connect();
    await fixture.waitForState('signing-in');
    await time.pass(MINUTE_MS);
    await connected;
    expect(fixture.session.get().error?.code).to.equal('sdk-load');
    expect(record()).to.equal(null);
  });

  it('is over when the user signs out before the SDK is there', async () => {
    await answerTokens();
    breakSdk();
    storeRecord();
    const connected = connect();
    await fixture.waitForState('signing-in');
    await fixture.sessionManager.signOut();
    loadSdk();
    await connected;
    const {account} = fixture.session.get();
    expect(fixture.session.get()).to.deep.equal({state: 'signed-out', account, user: null});
    expect(record()).to.equal(null);
  });
});

describe('an answer at a page that did not ask for it', () => {
  const address = location.href;
  const {addEventListener, removeEventListener, close} = globalThis;
  let time: Time;
  let fixture: ReturnType<typeof createFixture>;
  let openChannels: number;
  let listeners: Set<unknown>;
  let reply: (message: unknown) => void;

  beforeEach(() => {
    time = new Time();
    openChannels = 0;
    listeners = new Set();
    const channel: Environment['channel'] = (name, onMessage) => {
      const isAnswerChannel = name === 'rc-click-to-call/1/sign-in';
      if (!isAnswerChannel) return browserEnvironment.channel(name, onMessage);
      openChannels++;
      reply = onMessage;
      return {post() {}, close: () => { openChannels--; }};
    };
    fixture = createFixture(undefined, {...time.overrides, channel});
    globalThis.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      if (type === 'message') listeners.add(listener);
      addEventListener.call(globalThis, type, listener);
    };
    globalThis.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners.delete(listener);
      removeEventListener.call(globalThis, type, listener);
    };
    globalThis.close = () => {};
    history.replaceState(null, '', '?code=c&state=s');
  });
  afterEach(() => {
    Object.assign(globalThis, {addEventListener, removeEventListener, close});
    history.replaceState(null, '', address);
    fixture.sessionManager.dispose();
  });

  const connect = () => fixture.sessionManager.connect({
    clientId: 'demo', server: fixture.world.server, redirectUri: location.pathname,
  });

  it('is passed on for three seconds, and then nothing is listened for', async () => {
    const connected = connect();
    await fixture.waitForState('restoring');
    expect([openChannels, listeners.size]).to.deep.equal([1, 1]);
    await time.pass(3_000);
    await connected;
    expect([openChannels, listeners.size, time.waiting]).to.deep.equal([0, 0, 0]);
    expect(fixture.session.get().error?.code).to.equal('code-invalid');
  });

  it('is passed on until a page has taken it', async () => {
    const connected = connect();
    await fixture.waitForState('restoring');
    reply({type: 'rc-taken', state: 's'});
    await connected;
    expect([openChannels, listeners.size, time.waiting]).to.deep.equal([0, 0, 0]);
    expect(fixture.session.get().error).to.equal(undefined);
  });

  it('is passed on, and no longer, also where the page goes on with other options', async () => {
    const connected = connect();
    await fixture.waitForState('restoring');
    fixture.sessionManager.dispose();
    await time.pass(3_000);
    await connected;
    expect([openChannels, listeners.size, time.waiting]).to.deep.equal([0, 0, 0]);
  });
});
