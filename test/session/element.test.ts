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
