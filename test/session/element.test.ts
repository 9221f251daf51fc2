import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../src/elements/session/define.js';
import type {RcSession} from '../../src/elements/session/session.js';
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {RcSessionChangeEvent} from '../../src/elements/internal/events.js';
import {getStore} from '../../src/store/index.js';
import {world, type World} from '../support/simulator.js';
import {keysOf} from './support.js';

/** A host's SDK in three lines, as somebody would write it. */
async function host(of: World, user: object = {}): Promise<HostPlatform> {
  const {access_token: token} = await of.tokens({user});
  const send = (method: string) => (path: string) =>
    fetch(of.server + path, {method, headers: {authorization: `Bearer ${token}`}});
  return {get: send('GET'), post: send('POST'), delete: send('DELETE')};
}

const body = (element: RcSession) => element.shadowRoot?.querySelector('[part=session]');
const text = (element: RcSession) => body(element)?.textContent.replace(/\s+/g, ' ').trim();
const button = (element: RcSession) => element.shadowRoot?.querySelector('button');
const says = (element: RcSession) => element.shadowRoot?.querySelector('[part=error]')?.textContent;

async function reaches(element: RcSession, state: string): Promise<void> {
  const {session} = getStore(element.account);
  await new Promise<void>((resolve) => {
    const stop = session.subscribe((now) => {
      if (now.state !== state) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
  await element.updateComplete;
}

/** Console lines of a kind while `work` runs. */
async function lines(kind: 'error' | 'warn', work: () => Promise<unknown>): Promise<string[]> {
  const log: Record<typeof kind, (...parts: unknown[]) => void> = console;
  const before = log[kind];
  const said: string[] = [];
  log[kind] = (...parts) => { said.push(parts.join(' ')); };
  try { await work(); } finally { log[kind] = before; }
  return said;
}

describe('<rc-session>', () => {
  let account = '';
  beforeEach(() => { account = crypto.randomUUID(); });

  it('is accessible in every state', async () => {
    const of = world();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    await expect(element).to.be.accessible();
    expect(text(element)).to.equal('Not signed in Sign in');

    element.sdk = await host(of);
    await reaches(element, 'ready');
    await expect(element).to.be.accessible();
    expect(text(element)).to.equal('Signed in Alex Morgan ext. 101 Sign out');
    expect(button(element)?.ariaLabel).to.equal('Sign out Alex Morgan');

    await element.signOut();
    await element.updateComplete;
    await expect(element).to.be.accessible();

    element.sdk = undefined;
    element.clientId = 'demo';
    element.redirectUri = 'https://elsewhere.example/';
    await reaches(element, 'error');
    await expect(element).to.be.accessible();
    expect(says(element)).to.include('https://elsewhere.example/');
    expect(button(element)?.textContent).to.equal('Try again');
  });

  it('takes what was set before it was defined, in any order', async () => {
    const of = world();
    // A document without a registry stands for the time before the script has loaded.
    const early = document.implementation.createHTMLDocument();
    early.body.innerHTML = `<rc-session account="${account}"></rc-session>`;
    const element = early.body.firstElementChild as RcSession;
    expect(element.updateComplete).to.equal(undefined);
    element.sdk = await host(of);
    document.body.append(element);
    await reaches(element, 'ready');
    expect(text(element)).to.include('Alex Morgan');
    element.remove();
  });

  it('fires rc-session-change with a typed state', async () => {
    const of = world();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    const states: string[] = [];
    element.addEventListener('rc-session-change', ({detail}) => states.push(detail.state));
    const fired = oneEvent<RcSessionChangeEvent>(element, 'rc-session-change');
    element.sdk = await host(of);
    const event = await fired;
    expect([event.bubbles, event.composed, Object.isFrozen(event.detail)]).to.deep.equal([true, true, true]);
    expect(event.detail).to.deep.equal({state: 'restoring', account, user: null});
    await reaches(element, 'ready');
    expect(states).to.deep.equal(['restoring', 'ready']);
  });

  it('keeps the session when it is moved, removed or drawn anew', async () => {
    const of = world();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    const sdk = await host(of);
    element.sdk = sdk;
    await reaches(element, 'ready');
    const asked = (await of.requests()).length;
    element.remove();
    expect(getStore(account).session.get().state).to.equal('ready');
    document.body.append(element);
    element.sdk = sdk;
    await element.updateComplete;
    expect(text(element)).to.include('Alex Morgan');
    expect(await of.requests()).to.have.length(asked);
    element.remove();
  });

  it('without a way in only shows the session of its account', async () => {
    const of = world();
    const element = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    element.sdk = await host(of);
    await reaches(element, 'ready');
    const second = await fixture<RcSession>(html`<rc-session account=${account}></rc-session>`);
    expect(text(second)).to.include('Alex Morgan');
    expect(getStore(account).session.get().state).to.equal('ready');
    element.sdk = undefined;
    await reaches(second, 'signed-out');
  });

  it('serves several accounts', async () => {
    const [one, two] = [world(), world()];
    const first = await fixture<RcSession>(html`<rc-session account=${`${account}-1`}></rc-session>`);
    const second = await fixture<RcSession>(html`<rc-session account=${`${account}-2`}></rc-session>`);
    first.sdk = await host(one);
    second.sdk = await host(two, {name: 'Sam Reed', extensionNumber: '102'});
    await Promise.all([reaches(first, 'ready'), reaches(second, 'ready')]);
    expect(text(first)).to.include('Alex Morgan');
    expect(text(second)).to.include('Sam Reed');
    await first.signOut();
    expect(getStore(`${account}-2`).session.get().state).to.equal('ready');
  });

  for (const secret of ['client-secret', 'jwt', 'client_secret', 'clientSecret']) {
    it(`refuses ${secret}, and says why without repeating it`, async () => {
      let element: RcSession | undefined;
      const said = await lines('error', async () => {
        const place = await fixture<HTMLDivElement>(html`<div></div>`);
        place.innerHTML = `<rc-session account="${account}" client-id="demo" ${secret}="hush-hush"></rc-session>`;
        element = place.firstElementChild as RcSession;
        await element.updateComplete;
        await element.signIn();
      });
      expect(said).to.have.length(1);
      expect(said[0]).to.match(/everybody who opens the page can read it/);
      expect(said[0]).to.not.include('hush');
      expect(element && text(element)).to.match(/secret that does not belong in a page/);
      expect(button(element as RcSession)).to.equal(null);
      expect(getStore(account).session.get().state).to.equal('signed-out');
      await expect(element).to.be.accessible();
    });
  }

  it('says when the session is over, and which scope the app lacks', async () => {
    const of = world();
    await of.options({scopes: ['ReadAccounts']});
    const tokens = await of.tokens();
    localStorage.setItem(`${keysOf('demo', of.server, account)}tokens`, JSON.stringify({
      ...tokens, id: 'x', expire_time: Date.now() + 3_600_000, refresh_token_expire_time: Date.now() + 7_200_000,
    }));
    const element = await fixture<RcSession>(
      html`<rc-session account=${account} client-id="demo" server=${of.server}></rc-session>`);
    await reaches(element, 'ready');
    expect(says(element)).to.match(/lacks RingOut/);
    await expect(element).to.be.accessible();
    await of.revoke();
    const call = await getStore(account).call({to: '+16505550100'}).catch((error: unknown) => error);
    expect(call).to.be.an('object');
    await reaches(element, 'expired');
    expect(text(element)).to.match(/^Your session is over\. Sign in again/);
    await expect(element).to.be.accessible();
  });

  it('prints the redirect URI to register, once, before its first use', async () => {
    const open = window.open.bind(window);
    window.open = () => null;
    try {
      const of = world();
      const element = await fixture<RcSession>(html`
        <rc-session account=${account} client-id="demo" server=${of.server} redirect-uri="/deep/${account}.html#x"></rc-session>`);
      const said = await lines('warn', async () => {
        await element.signIn();
        await element.signIn();
      });
      expect(said.filter((line) => line.endsWith(` ${location.origin}/deep/${account}.html`))).to.have.length(1);
      await element.updateComplete;
      const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('a[part=link]');
      expect(new URL(link?.href ?? '').searchParams.get('redirect_uri')).to.equal(`${location.origin}/deep/${account}.html`);
      await expect(element).to.be.accessible();
    } finally {
      window.open = open;
    }
  });
});
