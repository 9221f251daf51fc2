/** Tabs whose sessionStorage the browser has copied: "Duplicate tab", `window.open`. */
import {expect} from '@open-wc/testing';
import {browserEnvironment} from '../../src/store/browser-environment.js';
import type {Environment, KeyValue} from '../../src/store/environment.js';
import {createFixture, sendRequest, tokenKeyPrefix} from './support.js';

const HOUR_MS = 3_600_000;

type Fixture = ReturnType<typeof createFixture>;

function sessionStorageOf(values: Map<string, string>): KeyValue {
  return {
    shared: false,
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}

/** A tab with a sessionStorage of its own. */
function openTab(
  account: string, values: Map<string, string>, overrides: Partial<Environment> = {},
): Fixture {
  const storage = sessionStorageOf(values);
  return createFixture(account, {
    storage: (kind) => kind === 'session' ? storage : browserEnvironment.storage(kind), ...overrides,
  });
}

describe('tabs with copies of one session', () => {
  let account: string;
  let values: Map<string, string>;
  let first: Fixture;
  let tabs: Fixture[];

  const tokensOf = (copied: Map<string, string>) => JSON.parse(
    copied.get(`${tokenKeyPrefix('demo', first.world.server, account)}tokens`) ?? 'null',
  ) as {readonly id: string; readonly refresh_token: string} | null;

  /** A copy that opens now, or has kept `copied` since it was made. */
  async function openCopy(
    copied = new Map(values), overrides: Partial<Environment> = {},
  ): Promise<Fixture> {
    const copy = openTab(account, copied, {now: first.environment.now, ...overrides});
    tabs.push(copy);
    await copy.sessionManager.connect({clientId: 'demo', server: first.world.server, storage: 'session'});
    return copy;
  }

  async function openFirst(overrides: Partial<Environment> = {}): Promise<void> {
    first = openTab(account, values, overrides);
    tabs.push(first);
    await first.connectSignedIn({storage: 'session'});
  }

  const statuses = (...fixtures: Fixture[]) =>
    Promise.all(fixtures.map(({sessionManager}) => sendRequest(sessionManager)));
  const refreshes = async () => (await first.world.requests('/oauth/token')).length;

  beforeEach(() => {
    account = crypto.randomUUID();
    values = new Map();
    tabs = [];
  });
  afterEach(() => {
    for (const {sessionManager} of tabs) sessionManager.dispose();
  });

  for (const overrides of [{}, {locks: null}]) {
    const how = 'locks' in overrides ? ' without Web Locks' : '';

    it(`keep it in all of them, whoever refreshes, hour after hour${how}`, async () => {
      await openFirst(overrides);
      const copies = [await openCopy(undefined, overrides), await openCopy(undefined, overrides)];
      for (const [index, tab] of [...copies, first, ...copies].entries()) {
        await first.advance(HOUR_MS);
        expect(await statuses(tab)).to.deep.equal([200]);
        expect(await statuses(first, ...copies)).to.deep.equal([200, 200, 200]);
        expect(await refreshes()).to.equal(index + 1);
      }
      expect(tabs.map(({session}) => session.get().state)).to.deep.equal(['ready', 'ready', 'ready']);
    });
  }

  it('keep it when all need it at once', async () => {
    await openFirst();
    const copy = await openCopy();
    await first.advance(HOUR_MS);
    expect(await statuses(first, copy)).to.deep.equal([200, 200]);
    expect(await refreshes()).to.equal(1);
    await first.world.faults({path: '/forwarding-number', times: 2, kind: 'status', status: 401});
    expect(await statuses(first, copy)).to.deep.equal([200, 200]);
  });

  it('find the successor of what they have kept while they were closed', async () => {
    await openFirst();
    const kept = new Map(values);
    for (let hour = 0; hour < 3; hour++) {
      await first.advance(HOUR_MS);
      expect(await statuses(first)).to.deep.equal([200]);
    }
    const copy = await openCopy(kept);
    expect(await statuses(copy)).to.deep.equal([200]);
    expect(await refreshes()).to.equal(3);
    expect(tokensOf(kept)).to.deep.equal(tokensOf(values));
  });

  it('give an older tab nothing, and take nothing older', async () => {
    await openFirst();
    const old = new Map(values);
    await first.advance(HOUR_MS);
    expect(await statuses(first)).to.deep.equal([200]);
    const {id} = tokensOf(values)!;
    const channel = new BroadcastChannel(`${tokenKeyPrefix('demo', first.world.server, account)}copies`);
    channel.postMessage({tokens: tokensOf(old)});
    channel.postMessage({tokens: {...tokensOf(old), id: 'another.9'}});
    channel.postMessage({tokens: {id: `${id}9`}});
    channel.postMessage(null);
    channel.postMessage({replaced: 'another'});
    channel.close();
    await first.advance(HOUR_MS);
    expect(await statuses(first)).to.deep.equal([200]);
    expect(tokensOf(values)?.id.split('.')[0]).to.equal(id.split('.')[0]);
  });

  it('sign out together, and none of them comes back', async () => {
    await openFirst();
    const copied = new Map(values);
    const copy = await openCopy(copied);
    await first.sessionManager.signOut();
    await copy.waitForState('signed-out');
    await first.advance(HOUR_MS);
    expect(tokensOf(values)).to.equal(null);
    expect(tokensOf(copied)).to.equal(null);
  });

  it('that hear nothing of each other say that their session is over, and leave the other its own', async () => {
    await openFirst();
    const copy = await openCopy(new Map(values), {channel: () => ({post() {}, close() {}})});
    await first.advance(HOUR_MS);
    expect(await statuses(first)).to.deep.equal([200]);
    expect(await statuses(copy)).to.deep.equal(['over']);
    expect(copy.session.get().state).to.equal('expired');
    expect(await statuses(first)).to.deep.equal([200]);
    expect(first.session.get().state).to.equal('ready');
  });

  it('put no token on the channel where nothing is copied', async () => {
    for (const storage of ['local', 'memory'] as const) {
      account = crypto.randomUUID();
      const tab = createFixture(account);
      tabs.push(tab);
      await tab.connectSignedIn({storage});
      const heard: unknown[] = [];
      const prefix = tokenKeyPrefix('demo', tab.world.server, account);
      const channels = [`${prefix}copies`, prefix].map((name) => new BroadcastChannel(name));
      for (const channel of channels) channel.onmessage = ({data}) => heard.push(data);
      await tab.advance(HOUR_MS);
      expect(await sendRequest(tab.sessionManager)).to.equal(200);
      expect(JSON.stringify(heard)).to.not.include('token');
      for (const channel of channels) channel.close();
    }
  });
});
