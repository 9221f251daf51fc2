import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../src/elements/session/define.js';
import type {RcSession} from '../../src/elements/session/session.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {RcSessionChangeEvent} from '../../src/elements/internal/events.js';
import {getStore} from '../../src/store/index.js';
import {world as createWorld, type World} from '../support/simulator.js';
import {tokenKeyPrefix} from './support.js';

/** The smallest host SDK that a page could write. */
async function createHostPlatform(world: World, user: object = {}): Promise<HostPlatform> {
  const {access_token: accessToken} = await world.tokens({user});
  const sendWith = (method: string) => (path: string) =>
    fetch(world.server + path, {method, headers: {authorization: `Bearer ${accessToken}`}});
  return {get: sendWith('GET'), post: sendWith('POST'), delete: sendWith('DELETE')};
}

const sessionPart = (element: RcSession) => element.shadowRoot?.querySelector('[part=session]');
const textOf = (element: RcSession) => sessionPart(element)?.textContent.replace(/\s+/g, ' ').trim();
const buttonOf = (element: RcSession) => element.shadowRoot?.querySelector('button');
const errorOf = (element: RcSession) => element.shadowRoot?.querySelector('[part=error]')?.textContent;

async function waitForState(element: RcSession, wantedState: string): Promise<void> {
  const {session} = getStore(element.account);
  await new Promise<void>((resolve) => {
    const unsubscribe = session.subscribe(({state}) => {
      if (state !== wantedState) return;
      queueMicrotask(() => unsubscribe());
      resolve();
    });
  });
  await element.updateComplete;
}

/** The console's messages of one level while `action` runs. */
async function consoleMessages(level: 'error' | 'warn', action: () => Promise<unknown>): Promise<string[]> {
  const methods: Record<typeof level, (...parts: unknown[]) => void> = console;
  const originalMethod = methods[level];
  const messages: string[] = [];
  methods[level] = (...parts) => { messages.push(parts.join(' ')); };
  try { await action(); } finally { methods[level] = originalMethod; }
  return messages;
}

describe('<rc-session>', () => {
  let account = '';
  beforeEach(() => { account = crypto.randomUUID(); });

  it('is accessible in every state', async () => {
    const world = createWorld();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    await expect(element).to.be.accessible();
    expect(textOf(element)).to.equal('Not signed in Sign in');

    element.sdk = await createHostPlatform(world);
    await waitForState(element, 'ready');
    await expect(element).to.be.accessible();
    expect(textOf(element)).to.equal('Signed in Alex Morgan ext. 101 Sign out');
    expect(buttonOf(element)?.ariaLabel).to.equal('Sign out Alex Morgan');

    await element.signOut();
    await element.updateComplete;
    await expect(element).to.be.accessible();

    element.sdk = undefined;
    element.clientId = 'demo';
    element.redirectUri = 'https://elsewhere.example/';
    await waitForState(element, 'error');
    await expect(element).to.be.accessible();
    expect(errorOf(element)).to.include('https://elsewhere.example/');
    expect(buttonOf(element)?.textContent).to.equal('Try again');
  });

  it('applies properties that were set before it was defined', async () => {
    const world = createWorld();
    // A document without a registry stands for the time before the script has loaded.
    const inertDocument = document.implementation.createHTMLDocument();
    inertDocument.body.innerHTML = `<rc-session account="${account}"></rc-session>`;
    const element = inertDocument.body.firstElementChild as RcSession;
    expect(element.updateComplete).to.equal(undefined);
    element.sdk = await createHostPlatform(world);
    document.body.append(element);
    await waitForState(element, 'ready');
    expect(textOf(element)).to.include('Alex Morgan');
    element.remove();
  });

  it('fires rc-session-change with a typed state', async () => {
    const world = createWorld();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    const states: string[] = [];
    element.addEventListener('rc-session-change', ({detail}) => states.push(detail.state));
    const firstEvent = oneEvent<RcSessionChangeEvent>(element, 'rc-session-change');
    element.sdk = await createHostPlatform(world);
    const event = await firstEvent;
    expect([event.bubbles, event.composed, Object.isFrozen(event.detail)]).to.deep.equal([true, true, true]);
    expect(event.detail).to.deep.equal({state: 'restoring', account, user: null});
    await waitForState(element, 'ready');
    expect(states).to.deep.equal(['restoring', 'ready']);
  });

  it('keeps the session when it is moved, removed or rendered again', async () => {
    const world = createWorld();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    const sdk = await createHostPlatform(world);
    element.sdk = sdk;
    await waitForState(element, 'ready');
    const countBefore = (await world.requests()).length;
    element.remove();
    expect(getStore(account).session.get().state).to.equal('ready');
    document.body.append(element);
    element.sdk = sdk;
    await element.updateComplete;
    expect(textOf(element)).to.include('Alex Morgan');
    expect(await world.requests()).to.have.length(countBefore);
    element.remove();
  });

  it('only shows the session of its account when it names no sign-in', async () => {
    const world = createWorld();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    element.sdk = await createHostPlatform(world);
    await waitForState(element, 'ready');
    const observer = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    expect(textOf(observer)).to.include('Alex Morgan');
    expect(getStore(account).session.get().state).to.equal('ready');
    element.sdk = undefined;
    await waitForState(observer, 'signed-out');
  });

  it('serves several accounts', async () => {
    const [firstWorld, secondWorld] = [createWorld(), createWorld()];
    const first = await fixture<RcSession>(html`<rc-session account=${`${account}-1`}></rc-session>`);
    const second = await fixture<RcSession>(html`<rc-session account=${`${account}-2`}></rc-session>`);
    first.sdk = await createHostPlatform(firstWorld);
    second.sdk = await createHostPlatform(secondWorld, {name: 'Sam Reed', extensionNumber: '102'});
    await Promise.all([waitForState(first, 'ready'), waitForState(second, 'ready')]);
    expect(textOf(first)).to.include('Alex Morgan');
    expect(textOf(second)).to.include('Sam Reed');
    await first.signOut();
    expect(getStore(`${account}-2`).session.get().state).to.equal('ready');
  });

  describe('beside another of its account', () => {
    const complaintsOf = (messages: string[]) => messages.filter((text) => text.includes('two ways in'));

    it('gives way to the first one, says so once, and takes its place when it is gone', async () => {
      const [firstWorld, secondWorld] = [createWorld(), createWorld()];
      const first = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
      first.sdk = await createHostPlatform(firstWorld);
      await waitForState(first, 'ready');
      const states: string[] = [];
      first.addEventListener('rc-session-change', ({detail}) => states.push(detail.state));
      let second: RcSession | undefined;
      const messages = await consoleMessages('error', async () => {
        second = await fixture<RcSession>(
          html`<rc-session account=${account} client-id="demo" server=${secondWorld.server}></rc-session>`);
        second.lang = 'de';
        second.requestUpdate();
        await second.updateComplete;
        first.parentElement?.append(first); // a move is no removal
        await first.updateComplete;
        await second.updateComplete;
      });
      expect(complaintsOf(messages)).to.have.length(1);
      expect(messages[0]).to.match(/two ways in: sdk, and client-id="demo"/);
      expect(getStore(account).session.get().state).to.equal('ready');
      expect(states).to.deep.equal([]);
      first.remove();
      await waitForState(second as RcSession, 'signed-out');
      const replaced = createHostPlatform(secondWorld, {name: 'Sam Reed'});
      (second as RcSession).clientId = undefined;
      (second as RcSession).sdk = await replaced;
      await waitForState(second as RcSession, 'ready');
      expect(textOf(second as RcSession)).to.include('Sam Reed');
    });

    it('takes its place when the first one names no way in any more, or another account', async () => {
      for (const release of [
        (element: RcSession) => { element.sdk = undefined; },
        (element: RcSession) => { element.account = `${element.account}-2`; },
      ]) {
        account = crypto.randomUUID();
        const [firstWorld, secondWorld] = [createWorld(), createWorld()];
        const first = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
        const second = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
        first.sdk = await createHostPlatform(firstWorld);
        await waitForState(first, 'ready');
        const messages = await consoleMessages('error', async () => {
          second.sdk = await createHostPlatform(secondWorld, {name: 'Sam Reed'});
          await second.updateComplete;
        });
        expect(complaintsOf(messages)).to.have.length(1);
        expect(textOf(second)).to.include('Alex Morgan');
        release(first);
        await first.updateComplete;
        await second.updateComplete;
        await waitForState(second, 'ready');
        await second.updateComplete;
        expect(textOf(second)).to.include('Sam Reed');
      }
    });

    it('shares a way in with it, also when one of them goes', async () => {
      const world = createWorld();
      const sdk = await createHostPlatform(world);
      const messages = await consoleMessages('error', async () => {
        const first = await fixture<RcSession>(html`<rc-session account=${account} .sdk=${sdk}></rc-session>`);
        const second = await fixture<RcSession>(
          html`<rc-session account=${account} .sdk=${sdk} country="GB"></rc-session>`);
        await waitForState(second, 'ready');
        first.sdk = undefined;
        await first.updateComplete;
        second.requestUpdate();
        await second.updateComplete;
      });
      expect(complaintsOf(messages)).to.deep.equal([]);
      expect(getStore(account).session.get().state).to.equal('ready');
    });

    it('may replace the first one in one step, as frameworks do', async () => {
      const [firstWorld, secondWorld] = [createWorld(), createWorld()];
      const first = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
      first.sdk = await createHostPlatform(firstWorld);
      await waitForState(first, 'ready');
      const sdk = await createHostPlatform(secondWorld, {name: 'Sam Reed'});
      const messages = await consoleMessages('error', async () => {
        const second = Object.assign(document.createElement('rc-session'), {account, sdk});
        first.before(second);
        first.remove();
        await second.updateComplete;
        await waitForState(second, 'ready');
        expect(textOf(second)).to.include('Sam Reed');
        second.remove();
      });
      expect(complaintsOf(messages)).to.deep.equal([]);
    });
  });

  for (const secret of ['client-secret', 'jwt', 'client_secret', 'clientSecret']) {
    it(`refuses ${secret}, and gives the reason without repeating the secret`, async () => {
      let element: RcSession | undefined;
      const messages = await consoleMessages('error', async () => {
        const container = await fixture<HTMLDivElement>(html`<div></div>`);
        container.innerHTML = `<rc-session account="${account}" client-id="demo" ${secret}="hush-hush"></rc-session>`;
        element = container.firstElementChild as RcSession;
        await element.updateComplete;
        await element.signIn();
      });
      expect(messages).to.have.length(1);
      expect(messages[0]).to.match(/everybody who opens the page can read it/);
      expect(messages[0]).to.not.include('hush');
      expect(element && textOf(element)).to.match(/secret that does not belong in a page/);
      expect(buttonOf(element as RcSession)).to.equal(null);
      expect(getStore(account).session.get().state).to.equal('signed-out');
      await expect(element).to.be.accessible();
    });
  }

  it('shows that the session is over, and which scope the app lacks', async () => {
    const world = createWorld();
    await world.options({scopes: ['ReadAccounts']});
    const tokens = await world.tokens();
    localStorage.setItem(`${tokenKeyPrefix('demo', world.server, account)}tokens`, JSON.stringify({
      ...tokens, id: 'x', expire_time: Date.now() + 3_600_000, refresh_token_expire_time: Date.now() + 7_200_000,
    }));
    const element = await fixture<RcSession>(
      html`<rc-session account=${account} client-id="demo" server=${world.server}></rc-session>`);
    await waitForState(element, 'ready');
    expect(errorOf(element)).to.match(/lacks RingOut/);
    await expect(element).to.be.accessible();
    await world.revoke();
    const rejection = await getStore(account).call({to: '+16505550100'}).catch((error: unknown) => error);
    expect(rejection).to.be.an('object');
    await waitForState(element, 'expired');
    expect(textOf(element)).to.match(/^Your session has ended\. Sign in again/);
    await expect(element).to.be.accessible();
  });

  it('prints the redirect URI to register, once, before its first use', async () => {
    const originalOpen = window.open.bind(window);
    window.open = () => null;
    try {
      const world = createWorld();
      const element = await fixture<RcSession>(html`
        <rc-session account=${account} client-id="demo" server=${world.server} redirect-uri="/deep/${account}.html#x"></rc-session>`);
      const messages = await consoleMessages('warn', async () => {
        await element.signIn();
        await element.signIn();
      });
      expect(messages.filter((line) => line.endsWith(` ${location.origin}/deep/${account}.html`))).to.have.length(1);
      await element.updateComplete;
      const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('a[part=link]');
      expect(new URL(link?.href ?? '').searchParams.get('redirect_uri')).to.equal(`${location.origin}/deep/${account}.html`);
      await expect(element).to.be.accessible();
    } finally {
      window.open = originalOpen;
    }
  });
});
