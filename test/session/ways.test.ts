import {expect} from '@open-wc/testing';
import {SDK} from '../../src/vendor/ringcentral-sdk.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {World} from '../support/simulator.js';
import {ask, desk} from './support.js';

/** The host's own SDK, signed in or not, with a storage of its own. */
async function hostSdk(world: World, signedIn = true) {
  const kept = new Map<string, string>();
  const sdk = new SDK({
    server: world.server, clientId: 'host', refreshDelayMs: 0,
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key), keys: () => [...kept.keys()],
    },
  });
  const login = async (user: object = {}) => {
    const {access_token, ...rest} = await world.tokens({clientId: 'host', user});
    await (sdk.platform() as unknown as {login(tokens: object): Promise<unknown>}).login({access_token, ...rest});
  };
  if (signedIn) await login();
  return {sdk: sdk as unknown as {platform(): HostPlatform & {logout(): Promise<unknown>}}, login};
}

describe("the host's SDK", () => {
  it('is used as it is, and told apart by who it is', async () => {
    const {keeper, state, world} = desk();
    const {sdk} = await hostSdk(world);
    await keeper.connect({sdk});
    expect(state.get()).to.deep.include({state: 'ready'});
    expect(state.get().user?.name).to.equal('Alex Morgan');
    expect(keeper.connection()?.scope).to.equal(`${world.server}|400131426101`);
    expect(await ask(keeper)).to.equal(200);
  });

  it('may be its platform, or anything with get, post and delete', async () => {
    for (const pick of ['platform', 'bare'] as const) {
      const {keeper, state, world} = desk();
      const platform = (await hostSdk(world)).sdk.platform();
      const bare: HostPlatform = {
        get: platform.get.bind(platform), post: platform.post.bind(platform), delete: platform.delete.bind(platform),
      };
      await keeper.connect({sdk: pick === 'bare' ? bare : platform});
      expect(state.get().state).to.equal('ready');
      expect(await ask(keeper)).to.equal(200);
    }
  });

  it('is followed when it signs in and out, by anybody', async () => {
    const {keeper, state, states, world, reaches, environment} = desk();
    const {sdk, login} = await hostSdk(world, false);
    await keeper.connect({sdk});
    expect(state.get().state).to.equal('signed-out');
    await login();
    await reaches('ready');
    const stored = environment.storage('local');
    stored.set(`rc-click-to-call/1/${world.server}|400131426101/numbers/from`, '{}');
    stored.set(`rc-click-to-call/1/${world.server}|4001314261012/numbers/from`, '{}');
    await sdk.platform().logout();
    expect(state.get().state).to.equal('signed-out');
    expect(keeper.connection()).to.equal(null);
    const left = stored.keys().filter((key) => key.startsWith(`rc-click-to-call/1/${world.server}|`));
    expect(left).to.deep.equal([`rc-click-to-call/1/${world.server}|4001314261012/numbers/from`]);
    stored.delete(left[0] ?? '');
    await login({extensionId: '400131426102', name: 'Sam Reed', extensionNumber: '102'});
    await reaches('ready');
    expect(state.get().user?.name).to.equal('Sam Reed');
    expect(keeper.connection()?.scope).to.equal(`${world.server}|400131426102`);
    expect(states).to.deep.equal(['restoring', 'signed-out', 'restoring', 'ready', 'signed-out', 'restoring', 'ready']);
  });

  it('takes over from one person to the next without a sign-out between', async () => {
    const {keeper, state, world, reaches} = desk();
    const {sdk, login} = await hostSdk(world);
    await keeper.connect({sdk});
    const before = keeper.connection();
    await login({extensionId: '400131426102', name: 'Sam Reed'});
    await reaches('restoring').catch(() => {});
    await reaches('ready');
    expect(state.get().user?.name).to.equal('Sam Reed');
    expect(keeper.connection()).to.not.equal(before);
  });

  it('can be replaced, and removed', async () => {
    const {keeper, state, world} = desk();
    const [first, second] = [await hostSdk(world), await hostSdk(world, false)];
    await keeper.connect({sdk: first.sdk});
    expect(state.get().state).to.equal('ready');
    await keeper.connect({sdk: second.sdk});
    expect(state.get().state).to.equal('signed-out');
    await first.login({name: 'Nobody'});
    expect(state.get().state, 'the old one is not listened to').to.equal('signed-out');
    await keeper.connect({sdk: first.sdk});
    expect(state.get().state).to.equal('ready');
    await keeper.connect({});
    expect(state.get().state).to.equal('signed-out');
    expect(keeper.connection()).to.equal(null);
  });

  it('is never signed out by us', async () => {
    const {keeper, state, world} = desk();
    const {sdk} = await hostSdk(world);
    await keeper.connect({sdk});
    await keeper.signOut();
    expect(state.get().state).to.equal('signed-out');
    expect(await world.requests('/oauth/revoke')).to.have.length(0);
    expect(await sdk.platform().loggedIn?.()).to.equal(true);
    await keeper.signIn(null);
    expect(state.get().state, 'asked for again, it is still there').to.equal('ready');
  });

  it('that is not signed in says where to sign in', async () => {
    const {keeper, state, world} = desk();
    await keeper.connect({sdk: (await hostSdk(world, false)).sdk});
    await keeper.signIn(null);
    expect(state.get().error?.code).to.equal('host-session');
  });

  it('refreshes itself, and what it cannot mend is over', async () => {
    const {keeper, state, world} = desk();
    const {sdk} = await hostSdk(world);
    await keeper.connect({sdk});
    await world.faults({path: '/forwarding-number', kind: 'status', status: 401});
    expect(await ask(keeper)).to.equal(200);
    await world.revoke();
    expect(await ask(keeper)).to.equal('over');
    expect(state.get().state).to.equal('expired');
  });

  it('sends nothing twice, whatever it is set to', async () => {
    const {keeper, world} = desk();
    const {sdk} = await hostSdk(world);
    Object.assign(sdk.platform(), {_handleRateLimit: true});
    await keeper.connect({sdk});
    for (const status of [429, 401, 503]) {
      await world.faults({method: 'POST', path: '/ring-out', kind: 'status', status});
      const before = (await world.requests('/ring-out')).length;
      const answer = await keeper.connection()?.transport.send({
        method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', body: {to: {phoneNumber: '+16505550100'}},
      });
      expect(answer?.status).to.equal(status);
      expect(await world.requests('/ring-out')).to.have.length(before + 1);
    }
  });

  it('keeps a session whose identity it may not ask for, and remembers nothing of it', async () => {
    const {keeper, state, world} = desk();
    await world.options({scopes: ['RingOut']});
    await keeper.connect({sdk: (await hostSdk(world)).sdk});
    expect(state.get()).to.deep.include({state: 'ready', user: null});
    expect(keeper.connection()).to.deep.include({storage: 'memory'});
  });

  it('is asked again later when RingCentral cannot be reached', async () => {
    const timers: (() => void)[] = [];
    const {keeper, state, world, reaches} = desk(undefined, {
      setTimeout: (fn) => timers.push(fn), clearTimeout() {},
    });
    const {sdk} = await hostSdk(world);
    // Firefox asks ten times by itself before it gives up.
    await world.faults({path: '/extension', kind: 'drop-before', times: 10});
    await keeper.connect({sdk});
    expect(state.get()).to.deep.include({state: 'error'});
    expect(state.get().error?.code).to.equal('offline');
    await world.mend();
    timers.splice(0).forEach((fn) => fn());
    await reaches('ready');
  });
});

describe('a proxy', () => {
  it('holds the tokens: cookies and a CSRF header go there, no token does', async () => {
    const {keeper, state, world} = desk();
    await world.options({proxy: true, csrf: {name: 'x-csrf-token', value: 'one'}});
    const options = {proxy: world.server, csrfHeader: 'X-CSRF-Token'};
    await keeper.connect({...options, csrfToken: 'one'});
    expect(state.get().user?.name).to.equal('Alex Morgan');
    await world.options({csrf: {name: 'x-csrf-token', value: 'two'}});
    await keeper.connect({...options, csrfToken: 'two'});
    expect(await ask(keeper)).to.equal(200);
    const requests = await world.requests('/restapi/');
    expect(requests.filter(({path}) => path.includes('/extension/~'))).to.have.length(2);
    for (const {headers} of requests) expect(headers.authorization).to.equal(undefined);
    expect(requests.at(-1)?.headers['x-csrf-token']).to.equal('two');
  });

  it('without a session is signed out, and the page is where to sign in', async () => {
    const {keeper, state, world} = desk();
    await keeper.connect({proxy: world.server});
    expect(state.get().state).to.equal('signed-out');
    await world.options({proxy: true});
    await keeper.signIn(null);
    expect(state.get().state).to.equal('ready');
    await world.options({proxy: false});
    expect(await ask(keeper)).to.equal('over');
    expect(state.get().state).to.equal('expired');
    expect(await world.requests('/oauth/')).to.have.length(0);
  });
});

describe('a token function', () => {
  it('is asked for each request, and once more after a 401', async () => {
    const {keeper, state, world} = desk();
    let token = (await world.tokens()).access_token;
    await keeper.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
    expect(state.get().state).to.equal('ready');
    const fresh = (await world.tokens()).access_token;
    await world.faults({path: '/forwarding-number', kind: 'status', status: 401});
    const asked = ask(keeper);
    token = fresh;
    expect(await asked).to.equal(200);
    await world.revoke();
    expect(await ask(keeper), 'the same token again mends nothing').to.equal('over');
    expect(state.get().state).to.equal('expired');
  });

  it('that is another function for the same token is the same session; for another it is not', async () => {
    const {keeper, states, world} = desk();
    const [one, two] = [await world.tokens(), await world.tokens({user: {extensionId: '7', name: 'Sam Reed'}})];
    const connect = (token: string) => keeper.connect({server: world.server, getAccessToken: () => Promise.resolve(token)});
    await connect(one.access_token);
    const {length} = states;
    const connection = keeper.connection();
    await connect(one.access_token);
    expect(states).to.have.length(length);
    expect(keeper.connection()).to.equal(connection);
    await connect(two.access_token);
    expect(keeper.connection()?.scope).to.equal(`${world.server}|7`);
  });

  it('that fails shows nothing of what it threw', async () => {
    const {keeper, state} = desk();
    await keeper.connect({getAccessToken: () => Promise.reject(new Error('secret'))});
    expect(state.get().error?.code).to.equal('token-function');
    expect(JSON.stringify(state.get())).to.not.include('secret');
  });
});

describe('whom and how', () => {
  it('tells the scopes that the app lacks', async () => {
    const {signedIn, state, world} = desk();
    await world.options({scopes: ['ReadAccounts']});
    await signedIn();
    expect(state.get().missingScopes).to.deep.equal(['RingOut']);
  });

  it('knows who signed in even where the app may not read it', async () => {
    const {signedIn, state, keeper, world} = desk();
    await world.options({scopes: ['RingOut']});
    await signedIn();
    expect(state.get()).to.deep.include({state: 'ready', missingScopes: ['ReadAccounts']});
    expect(keeper.connection()?.scope).to.equal(`${world.server}|400131426101`);
  });

  it('acts for an extension that the page names', async () => {
    const {signedIn, keeper, world} = desk();
    await signedIn({accountId: '400131426000', extensionId: '400131426101'});
    expect((await world.requests('/extension')).map(({path}) => path))
      .to.deep.equal(['/restapi/v1.0/account/400131426000/extension/400131426101']);
    expect(keeper.connection()).to.deep.include({accountId: '400131426000', extensionId: '400131426101'});
  });

  it('sends the language of the page, as it changes', async () => {
    const {signedIn, keeper, world} = desk();
    await signedIn({language: 'de'});
    const connection = keeper.connection();
    await keeper.connect({clientId: 'demo', server: world.server, language: 'fr-CA'});
    expect(keeper.connection()).to.equal(connection);
    await ask(keeper);
    expect((await world.requests('/extension')).map(({headers}) => headers['accept-language'])).to.deep.equal(['de', 'fr-CA']);
  });

  it('keeps quiet during a penalty, and asks who it is afterwards', async () => {
    const {signedIn, world, later, keeper, state, environment} = desk();
    await signedIn();
    await later(3_600_000 / 2);
    environment.storage('local').set(`rc-click-to-call/1/${world.server}|400131426101/limits`,
      JSON.stringify({light: environment.now() + 60_000}));
    const asked = (await world.requests()).length;
    await keeper.connect({});
    await keeper.connect({clientId: 'demo', server: world.server});
    expect(state.get().state).to.equal('ready');
    expect(await world.requests()).to.have.length(asked);
  });

  it('refuses addresses that are none of the page, or none at all', async () => {
    const rows = [
      [{clientId: 'demo', redirectUri: 'https://elsewhere.example/'}, 'redirect-foreign'],
      [{clientId: 'demo', redirectUri: 'javascript:alert(1)'}, 'redirect-foreign'],
      [{clientId: 'demo', server: 'platform'}, 'server-invalid'],
      [{clientId: 'demo', server: 'javascript:alert(1)'}, 'server-invalid'],
      [{proxy: 'http://'}, 'server-invalid'],
    ] as const;
    for (const [options, code] of rows) {
      const {keeper, state} = desk();
      await keeper.connect(options);
      expect(state.get()).to.deep.include({state: 'error'});
      expect(state.get().error?.code).to.equal(code);
    }
  });
});
