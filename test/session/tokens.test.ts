import {expect} from '@open-wc/testing';
import {createPkceSdk} from '../../src/ringcentral/sdk.js';
import {ask, desk, keysOf} from './support.js';

const HOUR = 3_600_000;

describe('tokens', () => {
  it('are kept and used without a question, who it is included', async () => {
    const {signedIn, keeper, state, world} = desk();
    await signedIn();
    expect(state.get()).to.deep.include({state: 'ready', user: {
      id: '400131426101', accountId: '400131426000', name: 'Alex Morgan', extensionNumber: '101', country: 'US',
    }});
    expect(keeper.connection()).to.deep.include({
      scope: `${world.server}|400131426101`, accountId: '~', extensionId: '~', storage: 'local',
    });
    expect(Object.isFrozen(state.get())).to.equal(true);
    expect(await ask(keeper)).to.equal(200);
  });

  it('are refreshed ahead of their end, once for requests that go out together', async () => {
    const {signedIn, keeper, world, later} = desk();
    await signedIn();
    await later(HOUR - 30_000);
    expect(await Promise.all([ask(keeper), ask(keeper), ask(keeper)])).to.deep.equal([200, 200, 200]);
    expect(await world.requests('/oauth/token')).to.have.length(1);
    expect((await world.requests()).filter(({status}) => status === 401)).to.have.length(0);
  });

  it('are refreshed after a 401, once for requests that met it together', async () => {
    const {signedIn, keeper, world} = desk();
    await signedIn();
    await world.faults({path: '/forwarding-number', times: 3, kind: 'status', status: 401});
    expect(await Promise.all([ask(keeper), ask(keeper), ask(keeper)])).to.deep.equal([200, 200, 200]);
    expect(await world.requests('/oauth/token')).to.have.length(1);
  });

  it('last for days in a page that nobody touches', async () => {
    const {signedIn, keeper, later, state} = desk();
    await signedIn();
    for (let day = 0; day < 20; day++) {
      await later(24 * HOUR);
      expect(await ask(keeper)).to.equal(200);
    }
    expect(state.get().state).to.equal('ready');
  });

  for (const [trouble, fault] of [
    ['the network fails', {kind: 'drop-before', status: 0}],
    ['RingCentral has trouble', {kind: 'status', status: 503}],
    ['RingCentral asks for a pause', {kind: 'status', status: 429}],
    ['something else answers', {kind: 'html', status: 403}],
  ] as const) {
    it(`survive when ${trouble} during the refresh`, async () => {
      const {signedIn, keeper, state, world, later} = desk();
      await signedIn();
      await world.faults({path: '/oauth/token', times: fault.status === 429 ? 1 : 2, ...fault});
      await later(HOUR + 1);
      let refused = false;
      await ask(keeper).catch(() => { refused = true; });
      expect(refused, 'it cannot be told just now').to.equal(true);
      expect(state.get().state).to.equal('ready');
      if (trouble === 'RingCentral asks for a pause') {
        const before = (await world.requests('/oauth/token')).length;
        await ask(keeper).catch(() => {});
        expect(await world.requests('/oauth/token'), 'nothing within the pause').to.have.length(before);
      }
      await later(61_000);
      expect(await ask(keeper).catch(() => ask(keeper))).to.equal(200);
    });
  }

  it('go on while they last, where the refresh ahead fails', async () => {
    const {signedIn, keeper, world, later} = desk();
    await signedIn();
    await world.faults({path: '/oauth/token', kind: 'status', status: 503});
    await later(HOUR - 30_000);
    expect(await ask(keeper)).to.equal(200);
  });

  it('end the session when RingCentral refuses them for good, and are forgotten', async () => {
    const {signedIn, keeper, state, world, environment} = desk('over');
    await signedIn();
    await world.revoke();
    expect(await ask(keeper)).to.equal('over');
    expect(state.get()).to.deep.include({state: 'expired', user: null});
    expect(keeper.connection()).to.equal(null);
    expect(environment.storage('local').keys().filter((key) => key.startsWith(keysOf('demo', world.server, 'over'))))
      .to.deep.equal([]);
  });

  it('that died of age ask for a new sign-in without a request', async () => {
    const first = desk();
    const tokens = {expires_in: -10, refresh_token_expires_in: -5};
    await first.signedIn({}, tokens);
    expect(first.state.get().state).to.equal('expired');
    expect(await first.world.requests()).to.have.length(0);
  });

  it('of a garbled storage are no tokens', async () => {
    for (const garbage of ['', '{', '[]', '{"access_token":5}', 'null', '"x"', '{"access_token":"a"}']) {
      const {keeper, state, environment, world} = desk('garbled');
      environment.storage('local').set(`${keysOf('demo', world.server, 'garbled')}tokens`, garbage);
      await keeper.connect({clientId: 'demo', server: world.server});
      expect(state.get().state).to.equal('signed-out');
    }
  });

  it('are traded once over many tabs without Web Locks, too', async () => {
    const account = crypto.randomUUID();
    const first = desk(account, {locks: null});
    await first.signedIn();
    const others = Array.from({length: 3}, () => desk(account, {locks: null, now: first.environment.now}));
    for (const {keeper} of others) await keeper.connect({clientId: 'demo', server: first.world.server});
    await first.later(HOUR + 1);
    const all = [first, ...others];
    expect(await Promise.all(all.map(({keeper}) => ask(keeper)))).to.deep.equal([200, 200, 200, 200]);
    expect(await first.world.requests('/oauth/token')).to.have.length(1);
  });

  it('that come back after a sign-out are ended, not kept', async () => {
    const {signedIn, keeper, state, world, later, environment} = desk('late');
    // The sign-out comes while the refresh is answered: after the platform has given new tokens.
    const {fetch} = globalThis;
    let signedOut: Promise<void> | undefined;
    globalThis.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (answer.url.endsWith('/oauth/token')) signedOut = keeper.signOut();
      return answer;
    };
    const held = () => environment.storage('local').get(`${keysOf('demo', world.server, 'late')}tokens`);
    try {
      await signedIn();
      await later(HOUR + 1);
      expect(await ask(keeper)).to.equal('over');
    } finally {
      globalThis.fetch = fetch;
    }
    await signedOut;
    expect(state.get().state).to.equal('signed-out');
    expect(held()).to.equal(null);
    const revoked = (await world.requests('/oauth/revoke')).map(({body}) => body);
    expect(revoked, 'the old tokens and the new').to.have.length(2);
  });

  it('have a PKCE challenge that WebCrypto agrees with', async () => {
    const sdk = createPkceSdk({
      server: 'https://platform.ringcentral.com', clientId: 'demo', redirectUri: 'https://site.example/rc-redirect.html',
      tokens: {read: () => null, write() {}},
    });
    const verifiers = new Set<string>();
    for (let i = 0; i < 50; i++) {
      const {url, verifier} = sdk.authorizeUrl(`state-${i}`);
      const {searchParams: asked} = new URL(url);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
      const challenge = btoa(String.fromCharCode(...digest)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
      expect(asked.get('code_challenge')).to.equal(challenge);
      expect(asked.get('code_challenge_method')).to.equal('S256');
      expect([...asked.values()]).to.not.include('');
      expect(verifier).to.match(/^[\w-]{43}$/);
      verifiers.add(verifier);
    }
    expect(verifiers.size).to.equal(50);
  });
});
