import {expect} from '@open-wc/testing';
import {SDK} from '../../src/vendor/ringcentral-sdk.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {ConnectOptions} from '../../src/store/types.js';
import type {World} from '../support/simulator.js';
import {later} from '../elements/support.js';
import {createFixture, sendRequest} from './support.js';

/** The SDK of a host page, with a storage of its own. */
async function createHostSdk(world: World, isSignedIn = true) {
  const storedItems = new Map<string, string>();
  const sdk = new SDK({
    server: world.server, clientId: 'host', refreshDelayMs: 0,
    localStorage: {
      getItem: (key: string) => storedItems.get(key) ?? null,
      setItem: (key: string, value: string) => void storedItems.set(key, value),
      removeItem: (key: string) => void storedItems.delete(key),
      keys: () => [...storedItems.keys()],
    },
  });
  const login = async (user: object = {}) => {
    const {access_token, ...rest} = await world.tokens({clientId: 'host', user});
    await (sdk.platform() as unknown as {login(tokens: object): Promise<unknown>}).login({access_token, ...rest});
  };
  if (isSignedIn) await login();
  return {sdk: sdk as unknown as {platform(): HostPlatform & {logout(): Promise<unknown>}}, login};
}

describe("the host's SDK", () => {
  it('sends the requests, and names the storage scope by its user', async () => {
    const {sessionManager, session, world} = createFixture();
    const {sdk} = await createHostSdk(world);
    await sessionManager.connect({sdk});
    expect(session.get()).to.deep.include({state: 'ready'});
    expect(session.get().user?.name).to.equal('Alex Morgan');
    expect(sessionManager.connection()?.scope).to.equal(`${world.server}|400131426101`);
    expect(await sendRequest(sessionManager)).to.equal(200);
  });

  it('is accepted as its platform, or as any object with get, post and delete', async () => {
    for (const kind of ['platform', 'bare'] as const) {
      const {sessionManager, session, world} = createFixture();
      const platform = (await createHostSdk(world)).sdk.platform();
      const barePlatform: HostPlatform = {
        get: platform.get.bind(platform), post: platform.post.bind(platform), delete: platform.delete.bind(platform),
      };
      await sessionManager.connect({sdk: kind === 'bare' ? barePlatform : platform});
      expect(session.get().state).to.equal('ready');
      expect(await sendRequest(sessionManager)).to.equal(200);
    }
  });

  it('is followed when it signs in and out, also with another user', async () => {
    const {sessionManager, session, states, world, waitForState, environment} = createFixture();
    const {sdk, login} = await createHostSdk(world, false);
    await sessionManager.connect({sdk});
    expect(session.get().state).to.equal('signed-out');
    await login();
    await waitForState('ready');
    const storage = environment.storage('local');
    storage.set(`rc-click-to-call/1/${world.server}|400131426101/numbers/from`, '{}');
    storage.set(`rc-click-to-call/1/${world.server}|4001314261012/numbers/from`, '{}');
    await sdk.platform().logout();
    expect(session.get().state).to.equal('signed-out');
    expect(sessionManager.connection()).to.equal(null);
    const keptKeys = storage.keys().filter((key) => key.startsWith(`rc-click-to-call/1/${world.server}|`));
    expect(keptKeys).to.deep.equal([`rc-click-to-call/1/${world.server}|4001314261012/numbers/from`]);
    storage.delete(keptKeys[0] ?? '');
    await login({extensionId: '400131426102', name: 'Sam Reed', extensionNumber: '102'});
    await waitForState('ready');
    expect(session.get().user?.name).to.equal('Sam Reed');
    expect(sessionManager.connection()?.scope).to.equal(`${world.server}|400131426102`);
    expect(states).to.deep.equal(['restoring', 'signed-out', 'restoring', 'ready', 'signed-out', 'restoring', 'ready']);
  });

  it('changes the user without a sign-out in between', async () => {
    const {sessionManager, session, world, waitForState} = createFixture();
    const {sdk, login} = await createHostSdk(world);
    await sessionManager.connect({sdk});
    const firstConnection = sessionManager.connection();
    await login({extensionId: '400131426102', name: 'Sam Reed'});
    await waitForState('restoring').catch(() => {});
    await waitForState('ready');
    expect(session.get().user?.name).to.equal('Sam Reed');
    expect(sessionManager.connection()).to.not.equal(firstConnection);
  });

  it('can be replaced and removed', async () => {
    const {sessionManager, session, world} = createFixture();
    const [firstHost, secondHost] = [await createHostSdk(world), await createHostSdk(world, false)];
    await sessionManager.connect({sdk: firstHost.sdk});
    expect(session.get().state).to.equal('ready');
    await sessionManager.connect({sdk: secondHost.sdk});
    expect(session.get().state).to.equal('signed-out');
    await firstHost.login({name: 'Nobody'});
    expect(session.get().state, 'the old SDK is not followed').to.equal('signed-out');
    await sessionManager.connect({sdk: firstHost.sdk});
    expect(session.get().state).to.equal('ready');
    await sessionManager.connect({});
    expect(session.get().state).to.equal('signed-out');
    expect(sessionManager.connection()).to.equal(null);
  });

  it('is never signed out by this library', async () => {
    const {sessionManager, session, world} = createFixture();
    const {sdk} = await createHostSdk(world);
    await sessionManager.connect({sdk});
    await sessionManager.signOut();
    expect(session.get().state).to.equal('signed-out');
    expect(await world.requests('/oauth/revoke')).to.have.length(0);
    expect(await sdk.platform().loggedIn?.()).to.equal(true);
    await sessionManager.signIn(null);
    expect(session.get().state, 'the host is still signed in').to.equal('ready');
  });

  it('tells the user to sign in with the page when it is not signed in', async () => {
    const {sessionManager, session, world} = createFixture();
    await sessionManager.connect({sdk: (await createHostSdk(world, false)).sdk});
    await sessionManager.signIn(null);
    expect(session.get().error?.code).to.equal('host-session');
  });

  it('refreshes itself, and ends the session when it cannot', async () => {
    const {sessionManager, session, world} = createFixture();
    const {sdk} = await createHostSdk(world);
    await sessionManager.connect({sdk});
    await world.faults({path: '/forwarding-number', kind: 'status', status: 401});
    expect(await sendRequest(sessionManager)).to.equal(200);
    await world.revoke();
    expect(await sendRequest(sessionManager)).to.equal('over');
    expect(session.get().state).to.equal('expired');
  });

  for (const status of [200, 400, 401, 403]) {
    it(`keeps its session where a captive portal answers its refresh with ${status}`, async () => {
      const {sessionManager, session, world} = createFixture();
      const {sdk} = await createHostSdk(world);
      await sessionManager.connect({sdk});
      await world.faults(
        {path: '/extension/~', kind: 'status', status: 401, times: 2, body: {errorCode: 'OAU-128', message: 'Token is expired'}},
        {path: '/oauth/token', kind: 'html', status, times: 5},
      );
      expect(await sendRequest(sessionManager).catch(() => 'unknown')).to.equal('unknown');
      expect(session.get().state).to.equal('ready');
    });

    it(`keeps its session where a captive portal answers everything with ${status}`, async () => {
      const {sessionManager, session, world} = createFixture();
      const {sdk} = await createHostSdk(world);
      await sessionManager.connect({sdk});
      await world.faults({path: '/extension/~', kind: 'html', status, times: 20}, {path: '/oauth/token', kind: 'html', status, times: 5});
      const renewed = await sessionManager.connection()?.transport.renew().catch(() => 'unknown');
      expect(renewed).to.equal('unknown');
      expect(session.get().state).to.equal('ready');
    });
  }

  it('sends no request twice, even with its own rate limit handling', async () => {
    const {sessionManager, world} = createFixture();
    const {sdk} = await createHostSdk(world);
    Object.assign(sdk.platform(), {_handleRateLimit: true});
    await sessionManager.connect({sdk});
    for (const status of [429, 401, 503]) {
      await world.faults({method: 'POST', path: '/ring-out', kind: 'status', status});
      const countBefore = (await world.requests('/ring-out')).length;
      const response = await sessionManager.connection()?.transport.send({
        method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', body: {to: {phoneNumber: '+16505550100'}},
      });
      expect(response?.status).to.equal(status);
      expect(await world.requests('/ring-out')).to.have.length(countBefore + 1);
    }
  });

  it('keeps the session in memory when it may not read the user', async () => {
    const {sessionManager, session, world} = createFixture();
    await world.options({scopes: ['RingOut']});
    await sessionManager.connect({sdk: (await createHostSdk(world)).sdk});
    expect(session.get()).to.deep.include({state: 'ready', user: null});
    expect(sessionManager.connection()).to.deep.include({storage: 'memory'});
  });

  it('is asked again when RingCentral was unreachable', async () => {
    const timerCallbacks: (() => void)[] = [];
    const {sessionManager, session, world, waitForState} = createFixture(undefined, {
      setTimeout: (callback) => timerCallbacks.push(callback), clearTimeout() {},
    });
    const {sdk} = await createHostSdk(world);
    // Firefox itself sends a failed request up to ten times.
    await world.faults({path: '/extension', kind: 'drop-before', times: 10});
    await sessionManager.connect({sdk});
    expect(session.get()).to.deep.include({state: 'error'});
    expect(session.get().error?.code).to.equal('offline');
    await world.mend();
    timerCallbacks.splice(0).forEach((callback) => callback());
    await waitForState('ready');
  });
});

describe('a proxy', () => {
  it('gets cookies and a CSRF header, and no token', async () => {
    const {sessionManager, session, world} = createFixture();
    await world.options({proxy: true, csrf: {name: 'x-csrf-token', value: 'one'}});
    const options = {proxy: world.server, csrfHeader: 'X-CSRF-Token'};
    await sessionManager.connect({...options, csrfToken: 'one'});
    expect(session.get().user?.name).to.equal('Alex Morgan');
    await world.options({csrf: {name: 'x-csrf-token', value: 'two'}});
    await sessionManager.connect({...options, csrfToken: 'two'});
    expect(await sendRequest(sessionManager)).to.equal(200);
    const requests = await world.requests('/restapi/');
    expect(requests.filter(({path}) => path.includes('/extension/~'))).to.have.length(2);
    for (const {headers} of requests) expect(headers.authorization).to.equal(undefined);
    expect(requests.at(-1)?.headers['x-csrf-token']).to.equal('two');
  });

  it('is signed out until the user has signed in with the page', async () => {
    const {sessionManager, session, world} = createFixture();
    await sessionManager.connect({proxy: world.server});
    expect(session.get().state).to.equal('signed-out');
    await world.options({proxy: true});
    await sessionManager.signIn(null);
    expect(session.get().state).to.equal('ready');
    await world.options({proxy: false});
    expect(await sendRequest(sessionManager)).to.equal('over');
    expect(session.get().state).to.equal('expired');
    expect(await world.requests('/oauth/')).to.have.length(0);
  });

  it('stays signed out here, though its user is not, until the user signs in again', async () => {
    const {sessionManager, session, world} = createFixture();
    await world.options({proxy: true});
    await sessionManager.connect({proxy: world.server});
    await sessionManager.signOut();
    const requestCount = (await world.requests()).length;
    document.dispatchEvent(new Event('visibilitychange'));
    await sessionManager.connect({proxy: world.server});
    expect(session.get().state).to.equal('signed-out');
    expect(await world.requests()).to.have.length(requestCount);
    await sessionManager.signIn(null);
    expect(session.get().state).to.equal('ready');
  });
});

describe('a proxy behind a captive portal', () => {
  for (const status of [200, 401, 403]) {
    it(`keeps the session where the portal answers with ${status}`, async () => {
      const {sessionManager, session, world} = createFixture();
      await world.options({proxy: true});
      await sessionManager.connect({proxy: world.server});
      await world.faults({path: '/forwarding-number', kind: 'status', status: 401}, {path: '/extension/~', kind: 'html', status, times: 5});
      expect(await sendRequest(sessionManager).catch(() => 'unknown')).to.equal('unknown');
      expect(session.get().state).to.equal('ready');
    });
  }

  it('is signed out by its own 401, whatever the backend writes below it', async () => {
    for (const body of ['Unauthorized', '', {message: 'Nobody is signed in.'}]) {
      const {sessionManager, session, world} = createFixture();
      await world.options({proxy: true});
      await sessionManager.connect({proxy: world.server});
      await world.faults({path: '/extension/~', kind: 'status', status: 401, body, times: 5});
      expect(await sendRequest(sessionManager)).to.equal('over');
      expect(session.get().state).to.equal('expired');
    }
  });
});

describe('a web page in place of the user', () => {
  const html = {kind: 'html', path: '/extension/~', times: 5} as const;
  for (const [status, code] of [[200, 'offline'], [403, 'offline'], [511, 'offline'], [502, 'server-error']] as const) {
    it(`with ${status} is told as ${code}`, async () => {
      const {sessionManager, session, world} = createFixture();
      const {access_token: token} = await world.tokens();
      await world.faults({...html, status});
      await sessionManager.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
      expect(session.get().error?.code).to.equal(code);
    });
  }

  it('with 401 is the answer of a backend at the page’s own address', async () => {
    const {sessionManager, session} = createFixture();
    const realFetch = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const {href} = new URL(input instanceof Request ? input.url : input, document.baseURI);
      if (!href.includes('/backend/')) return realFetch(input, init);
      return Promise.resolve(new Response('<html><h1>401 Authorization Required</h1></html>', {status: 401}));
    };
    try {
      await sessionManager.connect({proxy: '/backend/'});
      expect(session.get()).to.deep.include({state: 'signed-out'});
      expect(session.get().error).to.equal(undefined);
    } finally {
      globalThis.fetch = realFetch;
    }
  });
});

describe('an access token function', () => {
  it('is called for each request, and once more after a 401', async () => {
    const {sessionManager, session, world} = createFixture();
    let currentToken = (await world.tokens()).access_token;
    await sessionManager.connect({server: world.server, getAccessToken: () => Promise.resolve(currentToken)});
    expect(session.get().state).to.equal('ready');
    const freshToken = (await world.tokens()).access_token;
    await world.faults({path: '/forwarding-number', kind: 'status', status: 401});
    const statusPromise = sendRequest(sessionManager);
    currentToken = freshToken;
    expect(await statusPromise).to.equal(200);
    await world.revoke();
    expect(await sendRequest(sessionManager), 'the same token again does not help').to.equal('over');
    expect(session.get().state).to.equal('expired');
  });

  it('keeps the session when a new function gives the same token, and replaces it for another token', async () => {
    const {sessionManager, states, world} = createFixture();
    const [firstTokens, secondTokens] = [await world.tokens(), await world.tokens({user: {extensionId: '7', name: 'Sam Reed'}})];
    const connect = (token: string) => sessionManager.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
    await connect(firstTokens.access_token);
    const countBefore = states.length;
    const connection = sessionManager.connection();
    await connect(firstTokens.access_token);
    expect(states).to.have.length(countBefore);
    expect(sessionManager.connection()).to.equal(connection);
    await connect(secondTokens.access_token);
    expect(sessionManager.connection()?.scope).to.equal(`${world.server}|7`);
  });

  it('may reject: its error is not shown', async () => {
    const {sessionManager, session} = createFixture();
    await sessionManager.connect({getAccessToken: () => Promise.reject(new Error('secret'))});
    expect(session.get().error?.code).to.equal('token-function');
    expect(JSON.stringify(session.get())).to.not.include('secret');
  });
});

describe('the session', () => {
  it('names the scopes that the app lacks', async () => {
    const {connectSignedIn, session, world} = createFixture();
    await world.options({scopes: ['ReadAccounts']});
    await connectSignedIn();
    expect(session.get().missingScopes).to.deep.equal(['RingOut']);
  });

  it('may be told of calls where the scopes of its token allow it, and the page does not forbid it', async () => {
    for (const [scopes, push, mayPush] of [
      [['RingOut', 'ReadAccounts'], undefined, false],
      [['RingOut', 'ReadPresence', 'WebSocket'], undefined, true],
      [['RingOut', 'CallControl', 'WebSocket'], 'auto', true],
      [['RingOut', 'CallControl', 'WebSocket'], 'never', false],
    ] as const) {
      const {connectSignedIn, sessionManager, world} = createFixture();
      await world.options({scopes});
      await connectSignedIn({...(push && {push})});
      expect(sessionManager.connection()?.mayPush(), `${scopes.join()} ${push}`).to.equal(mayPush);
    }
  });

  it('knows the id of the user even if the app may not read the user', async () => {
    const {connectSignedIn, session, sessionManager, world} = createFixture();
    await world.options({scopes: ['RingOut']});
    await connectSignedIn();
    expect(session.get()).to.deep.include({state: 'ready', missingScopes: ['ReadAccounts']});
    expect(sessionManager.connection()?.scope).to.equal(`${world.server}|400131426101`);
  });

  it('acts for an extension that the page names', async () => {
    const {connectSignedIn, sessionManager, world} = createFixture();
    await connectSignedIn({accountId: '400131426000', extensionId: '400131426101'});
    expect((await world.requests('/extension')).map(({path}) => path))
      .to.deep.equal(['/restapi/v1.0/account/400131426000/extension/400131426101']);
    expect(sessionManager.connection()).to.deep.include({accountId: '400131426000', extensionId: '400131426101'});
  });

  it("sends the page's language as it changes", async () => {
    const {connectSignedIn, sessionManager, world} = createFixture();
    await connectSignedIn({language: 'de'});
    const connection = sessionManager.connection();
    await sessionManager.connect({clientId: 'demo', server: world.server, language: 'fr-CA'});
    expect(sessionManager.connection()).to.equal(connection);
    await sendRequest(sessionManager);
    expect((await world.requests('/extension')).map(({headers}) => headers['accept-language'])).to.deep.equal(['de', 'fr-CA']);
  });

  it('sends no request for the user during a penalty', async () => {
    const {connectSignedIn, world, advance, sessionManager, session, environment} = createFixture();
    await connectSignedIn();
    await advance(3_600_000 / 2);
    environment.storage('local').set(`rc-click-to-call/1/${world.server}|400131426101/limits`,
      JSON.stringify({light: {from: environment.now(), length: 60_000}}));
    const countBefore = (await world.requests()).length;
    await sessionManager.connect({});
    await sessionManager.connect({clientId: 'demo', server: world.server});
    expect(session.get().state).to.equal('ready');
    await advance(1_000);
    expect(await world.requests()).to.have.length(countBefore);
  });

  it('tells calls and other tabs of a penalty that it met itself', async () => {
    const {connectSignedIn, world, advance, sessionManager, session, environment} = createFixture();
    await connectSignedIn();
    await advance(3_600_000 / 2);
    await world.faults({path: '/extension/~', kind: 'status', status: 429, headers: {'retry-after': '60'}});
    await sessionManager.connect({});
    let close = () => {};
    const told = new Promise<unknown>((resolve) => {
      ({close} = environment.channel(`rc-click-to-call/1/${world.server}|400131426101`, resolve));
    });
    await sessionManager.connect({clientId: 'demo', server: world.server});
    const {limits} = await told as {limits: {light: {length: number}}};
    close();
    expect(limits.light.length).to.equal(60_000);
    expect(session.get().state).to.equal('ready');
  });

  it('refuses a redirect URI that is a file', async () => {
    const {sessionManager, session} = createFixture();
    await sessionManager.connect({clientId: 'demo', redirectUri: 'file:///rc-redirect.html'});
    expect(session.get().error?.code).to.equal('redirect-foreign');
  });

  for (const [value, expected] of [
    [undefined, 'token-function'], [{}, 'token-function'], [42, 'token-function'], ['', undefined], [null, undefined],
  ] as const) {
    it(`takes ${JSON.stringify(value)} of a token function as ${expected ?? 'signed out'}`, async () => {
      const {sessionManager, session} = createFixture();
      await sessionManager.connect({getAccessToken: () => Promise.resolve(value as unknown as string)});
      expect([session.get().state, session.get().error?.code]).to.deep.equal([expected ? 'error' : 'signed-out', expected]);
    });
  }

  it('refuses URLs of other origins, and invalid ones', async () => {
    const refusedOptions = [
      [{clientId: 'demo', redirectUri: 'https://elsewhere.example/'}, 'redirect-foreign'],
      [{clientId: 'demo', redirectUri: 'javascript:alert(1)'}, 'redirect-foreign'],
      [{clientId: 'demo', server: 'platform'}, 'server-invalid'],
      [{clientId: 'demo', server: 'javascript:alert(1)'}, 'server-invalid'],
      [{proxy: 'http://'}, 'server-invalid'],
    ] as const;
    for (const [options, code] of refusedOptions) {
      const {sessionManager, session} = createFixture();
      await sessionManager.connect(options);
      expect(session.get()).to.deep.include({state: 'error'});
      expect(session.get().error?.code).to.equal(code);
    }
  });
});

describe('a request that is handed over', () => {
  const ways: Record<string, (fixture: ReturnType<typeof createFixture>) => Promise<void>> = {
    'our own sign-in': ({connectSignedIn}) => connectSignedIn(),
    "the host's SDK": async ({sessionManager, world}) => sessionManager.connect({sdk: (await createHostSdk(world)).sdk}),
    'a proxy': async ({sessionManager, world}) => {
      await world.options({proxy: true});
      await sessionManager.connect({proxy: world.server});
    },
    'an access token function': async ({sessionManager, world}) => {
      const {access_token: token} = await world.tokens();
      await sessionManager.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
    },
  };
  for (const [name, connect] of Object.entries(ways)) {
    it(`is announced once, and only then sent: ${name}`, async () => {
      const fixture = createFixture();
      await connect(fixture);
      const {world} = fixture;
      const {transport} = fixture.sessionManager.connection()!;
      const request = {
        method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', body: {to: {phoneNumber: '+16505550100'}},
      } as const;
      const refuse = () => { throw new Error('given up'); };
      const failure: unknown = await transport.send({...request, onHandOver: refuse}).catch((error: unknown) => error);
      expect(failure).to.include({message: 'given up'});
      expect(await world.requests('/ring-out')).to.have.length(0);
      let count = 0;
      await transport.send({...request, onHandOver: () => { count++; }});
      expect(count).to.equal(1);
      expect(await world.requests('/ring-out')).to.have.length(1);
    });
  }
});

describe('every way in', () => {
  const ways: Record<string, (world: World) => Promise<ConnectOptions>> = {
    "the host's SDK": async (world) => ({sdk: (await createHostSdk(world)).sdk}),
    'a token function': async (world) => {
      const {access_token: token} = await world.tokens();
      return {getAccessToken: () => Promise.resolve(token), server: world.server};
    },
    'a proxy': async (world) => {
      await world.options({proxy: true});
      return {proxy: world.server};
    },
  };
  for (const [name, optionsFor] of Object.entries(ways)) {
    it(`asks for a status while a cancel of the same call gets no answer: ${name}`, async () => {
      const {sessionManager, world} = createFixture();
      const options = await optionsFor(world);
      await sessionManager.connect(options);
      const {transport} = sessionManager.connection()!;
      const ringOut = '/restapi/v1.0/account/~/extension/~/ring-out';
      const placed = await transport.send({method: 'POST', path: ringOut, body: {to: {phoneNumber: '+16505550100'}, from: {phoneNumber: '+16505550150'}}});
      const {id} = await placed.json() as {id: string};
      const path = `${ringOut}/${encodeURIComponent(id)}`;
      await (await transport.send({method: 'GET', path})).text();
      await world.faults({method: 'DELETE', path: '/ring-out', kind: 'timeout'});
      const abortController = new AbortController();
      const canceled = transport.send({method: 'DELETE', path, signal: abortController.signal}).catch(() => null);
      await later(50, () => undefined);
      const first = await Promise.race([canceled, transport.send({method: 'GET', path})]);
      expect(first?.status).to.equal(200);
      abortController.abort();
      await canceled;
    });
  }
});
