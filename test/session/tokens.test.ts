import {expect} from '@open-wc/testing';
import {createPkceSdk, type PkceSdk} from '../../src/ringcentral/sdk.js';
import {renewTokens} from '../../src/store/sign-in/token-refresh.js';
import {TokenStore} from '../../src/store/sign-in/tokens.js';
import {createFixture, sendRequest, type SessionFixture, tokenKeyPrefix} from './support.js';

const HOUR_MS = 3_600_000;

describe('tokens', () => {
  it('are restored from storage, and name the user', async () => {
    const {connectSignedIn, sessionManager, session, world} = createFixture();
    await connectSignedIn();
    expect(session.get()).to.deep.include({state: 'ready', user: {
      id: '400131426101', accountId: '400131426000', name: 'Alex Morgan', extensionNumber: '101', country: 'US',
    }});
    expect(sessionManager.connection()).to.deep.include({
      scope: `${world.server}|400131426101`, accountId: '~', extensionId: '~', storage: 'local',
    });
    expect(Object.isFrozen(session.get())).to.equal(true);
    expect(await sendRequest(sessionManager)).to.equal(200);
  });

  it('are refreshed before they expire, once for simultaneous requests', async () => {
    const {connectSignedIn, sessionManager, world, advance} = createFixture();
    await connectSignedIn();
    await advance(HOUR_MS - 30_000);
    expect(await Promise.all([
      sendRequest(sessionManager), sendRequest(sessionManager), sendRequest(sessionManager),
    ])).to.deep.equal([200, 200, 200]);
    expect(await world.requests('/oauth/token')).to.have.length(1);
    expect((await world.requests()).filter(({status}) => status === 401)).to.have.length(0);
  });

  it('are refreshed after a 401, once for simultaneous requests', async () => {
    const {connectSignedIn, sessionManager, world} = createFixture();
    await connectSignedIn();
    await world.faults({path: '/forwarding-number', times: 3, kind: 'status', status: 401});
    expect(await Promise.all([
      sendRequest(sessionManager), sendRequest(sessionManager), sendRequest(sessionManager),
    ])).to.deep.equal([200, 200, 200]);
    expect(await world.requests('/oauth/token')).to.have.length(1);
  });

  it('last for days in an idle page', async () => {
    const {connectSignedIn, sessionManager, advance, session} = createFixture();
    await connectSignedIn();
    for (let day = 0; day < 20; day++) {
      await advance(24 * HOUR_MS);
      expect(await sendRequest(sessionManager)).to.equal(200);
    }
    expect(session.get().state).to.equal('ready');
  });

  for (const [failure, fault] of [
    ['the network fails', {kind: 'drop-before', status: 0}],
    ['RingCentral has a server error', {kind: 'status', status: 503}],
    ['RingCentral limits the rate', {kind: 'status', status: 429}],
    ['a captive portal answers', {kind: 'html', status: 403}],
  ] as const) {
    it(`survive when ${failure} during the refresh`, async () => {
      const {connectSignedIn, sessionManager, session, world, advance} = createFixture();
      await connectSignedIn();
      await world.faults({path: '/oauth/token', times: fault.status === 429 ? 1 : 2, ...fault});
      await advance(HOUR_MS + 1);
      let hasFailed = false;
      await sendRequest(sessionManager).catch(() => { hasFailed = true; });
      expect(hasFailed, 'the request fails, the session does not end').to.equal(true);
      expect(session.get().state).to.equal('ready');
      if (failure === 'RingCentral limits the rate') {
        const countBefore = (await world.requests('/oauth/token')).length;
        await sendRequest(sessionManager).catch(() => {});
        expect(await world.requests('/oauth/token'), 'no request within the pause').to.have.length(countBefore);
      }
      await advance(61_000);
      expect(await sendRequest(sessionManager).catch(() => sendRequest(sessionManager))).to.equal(200);
    });
  }

  it('are used until they expire if an early refresh fails', async () => {
    const {connectSignedIn, sessionManager, world, advance} = createFixture();
    await connectSignedIn();
    await world.faults({path: '/oauth/token', kind: 'status', status: 503});
    await advance(HOUR_MS - 30_000);
    expect(await sendRequest(sessionManager)).to.equal(200);
  });

  describe('share their limit with the ticket of a socket', () => {
    const requestTicket = async ({sessionManager}: SessionFixture): Promise<number> => {
      const request = {method: 'POST', path: '/restapi/oauth/wstoken', body: {}} as const;
      return (await sessionManager.connection()!.transport.send(request)).status;
    };

    it('which is not requested while a refresh has to wait', async () => {
      const signedIn = createFixture();
      await signedIn.connectSignedIn();
      await signedIn.advance(HOUR_MS - 30_000);
      await signedIn.world.faults({path: '/oauth/token', kind: 'status', status: 429});
      await sendRequest(signedIn.sessionManager);
      expect(await requestTicket(signedIn)).to.equal(429);
      expect(await signedIn.world.requests('/oauth/wstoken')).to.have.length(0);
    });

    it('and wait where that was limited', async () => {
      const signedIn = createFixture();
      await signedIn.connectSignedIn();
      await signedIn.advance(HOUR_MS - 80_000);
      await signedIn.world.faults({path: '/oauth/wstoken', kind: 'status', status: 429});
      expect(await requestTicket(signedIn)).to.equal(429);
      const countBefore = (await signedIn.world.requests('/oauth/token')).length;
      await signedIn.advance(50_000);
      expect(await sendRequest(signedIn.sessionManager)).to.equal(200);
      expect(await signedIn.world.requests('/oauth/token')).to.have.length(countBefore);
    });
  });

  it('are erased and end the session when RingCentral revokes them', async () => {
    const {connectSignedIn, sessionManager, session, world, environment} = createFixture('over');
    await connectSignedIn();
    await world.revoke();
    expect(await sendRequest(sessionManager)).to.equal('over');
    expect(session.get()).to.deep.include({state: 'expired', user: null});
    expect(sessionManager.connection()).to.equal(null);
    const keyPrefix = tokenKeyPrefix('demo', world.server, 'over');
    expect(environment.storage('local').keys().filter((key) => key.startsWith(keyPrefix))).to.deep.equal([]);
  });

  it('end the session without a request when they have expired', async () => {
    const {connectSignedIn, session, world} = createFixture();
    await connectSignedIn({}, {expires_in: -10, refresh_token_expires_in: -5});
    expect(session.get().state).to.equal('expired');
    expect(await world.requests()).to.have.length(0);
  });

  it('are ignored when the stored value is damaged', async () => {
    for (const damagedValue of ['', '{', '[]', '{"access_token":5}', 'null', '"x"', '{"access_token":"a"}']) {
      const {sessionManager, session, environment, world} = createFixture('damaged');
      environment.storage('local').set(`${tokenKeyPrefix('demo', world.server, 'damaged')}tokens`, damagedValue);
      await sessionManager.connect({clientId: 'demo', server: world.server});
      expect(session.get().state).to.equal('signed-out');
    }
  });

  it('are refreshed once over many tabs without Web Locks', async () => {
    const account = crypto.randomUUID();
    const firstTab = createFixture(account, {locks: null});
    await firstTab.connectSignedIn();
    const otherTabs = Array.from({length: 3}, () => createFixture(account, {locks: null, now: firstTab.environment.now}));
    for (const {sessionManager} of otherTabs) await sessionManager.connect({clientId: 'demo', server: firstTab.world.server});
    await firstTab.advance(HOUR_MS + 1);
    const allTabs = [firstTab, ...otherTabs];
    expect(await Promise.all(allTabs.map(({sessionManager}) => sendRequest(sessionManager)))).to.deep.equal([200, 200, 200, 200]);
    expect(await firstTab.world.requests('/oauth/token')).to.have.length(1);
  });

  it('are revoked, not stored, if the user signs out during the refresh', async () => {
    const {connectSignedIn, sessionManager, session, world, advance, environment} = createFixture('late');
    // The user signs out once the platform has issued new tokens, before they are stored.
    const {fetch} = globalThis;
    let signedOut: Promise<void> | undefined;
    globalThis.fetch = async (...request) => {
      const response = await fetch(...request);
      if (response.url.endsWith('/oauth/token')) signedOut = sessionManager.signOut();
      return response;
    };
    const storedTokens = () => environment.storage('local').get(`${tokenKeyPrefix('demo', world.server, 'late')}tokens`);
    try {
      await connectSignedIn();
      await advance(HOUR_MS + 1);
      expect(await sendRequest(sessionManager)).to.equal('over');
    } finally {
      globalThis.fetch = fetch;
    }
    await signedOut;
    expect(session.get().state).to.equal('signed-out');
    expect(storedTokens()).to.equal(null);
    const revokedBodies = (await world.requests('/oauth/revoke')).map(({body}) => body);
    expect(revokedBodies, 'the old tokens and the new').to.have.length(2);
  });

  it('of another user are kept when a late answer ends the last session', async () => {
    const account = crypto.randomUUID();
    const {connectSignedIn, sessionManager, session, world, environment, waitForState} = createFixture(account);
    const key = `${tokenKeyPrefix('demo', world.server, account)}tokens`;
    const nextTokens = await world.tokens();
    const {fetch} = globalThis;
    // Another user signs in, in another tab, while the last user's tokens are exchanged.
    globalThis.fetch = async (...request) => {
      const response = await fetch(...request);
      if (!response.url.endsWith('/oauth/token')) return response;
      const now = environment.now();
      environment.storage('local').set(key, JSON.stringify({
        ...nextTokens, id: 'next', expire_time: now + HOUR_MS, refresh_token_expire_time: now + 2 * HOUR_MS,
      }));
      return response;
    };
    try {
      await connectSignedIn();
      await world.faults({
        path: '/forwarding-number', kind: 'status', status: 401, body: {errorCode: 'OAU-213', message: 'Token not found'},
      });
      expect(await sendRequest(sessionManager)).to.equal('over');
    } finally {
      globalThis.fetch = fetch;
    }
    expect(environment.storage('local').get(key)).to.include(nextTokens.refresh_token);
    await waitForState('ready');
    expect(session.get().error).to.equal(undefined);
    sessionManager.dispose();
  });

  it('of other tabs do not wait for the SDK of this one', async () => {
    const account = crypto.randomUUID();
    const slowTab = createFixture(account);
    await slowTab.connectSignedIn();
    const otherTab = createFixture(account, {now: slowTab.environment.now});
    await otherTab.sessionManager.connect({clientId: 'demo', server: slowTab.world.server});
    await slowTab.advance(HOUR_MS + 1);
    let loadSdk = () => {};
    const loaded = new Promise<void>((resolve) => { loadSdk = resolve; });
    const {environment, world} = slowTab;
    const tokens = new TokenStore(environment, 'local', tokenKeyPrefix('demo', world.server, account));
    const renewed = renewTokens(environment, tokens, async () => {
      await loaded;
      return {} as PkceSdk;
    });
    expect(await sendRequest(otherTab.sessionManager)).to.equal(200);
    loadSdk();
    expect(await renewed, 'with the tokens of the other tab').to.equal(true);
    for (const {sessionManager} of [slowTab, otherTab]) sessionManager.dispose();
  });

  it("are requested with a PKCE challenge that matches WebCrypto's", async () => {
    const sdk = createPkceSdk({
      server: 'https://platform.ringcentral.com', clientId: 'demo', redirectUri: 'https://site.example/rc-redirect.html',
      tokens: {readTokens: () => null, writeTokens() {}},
    });
    const verifiers = new Set<string>();
    for (let i = 0; i < 50; i++) {
      const {url, verifier} = sdk.authorizeUrl(`state-${i}`);
      const {searchParams} = new URL(url);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
      const challenge = btoa(String.fromCharCode(...digest)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
      expect(searchParams.get('code_challenge')).to.equal(challenge);
      expect(searchParams.get('code_challenge_method')).to.equal('S256');
      expect([...searchParams.values()]).to.not.include('');
      expect(verifier).to.match(/^[\w-]{43}$/);
      verifiers.add(verifier);
    }
    expect(verifiers.size).to.equal(50);
  });
});
