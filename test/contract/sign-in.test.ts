/**
 * Stored values and messages of a sign-in, as the browser itself sees them. Sites host their own copy
 * of `rc-redirect.html`, which may be older than the script: each side is tested against fixed messages.
 */
import {expect} from '@open-wc/testing';
import {createStore} from '../../src/store/index.js';
import type {ConnectOptions, Store} from '../../src/store/index.js';
import {world, type World} from '../support/simulator.js';
import {expectRecorded, shapeOf, shapeOfText, ShapesByName} from './recorded.js';

const ANSWERS = 'rc-click-to-call/1/sign-in';
const REDIRECTS = 'rc-click-to-call/1/redirect/';
const REDIRECT_PAGE = '/src/redirect/rc-redirect.html';

describe('signing in', () => {
  let ringCentral: World;
  let store: Store | undefined;
  let frame: HTMLIFrameElement;
  let account: string;
  let stopRecording = () => {};

  beforeEach(async () => {
    ringCentral = world();
    await ringCentral.options({autoConsent: true});
    account = crypto.randomUUID();
    frame = document.createElement('iframe');
    document.body.append(frame);
  });

  afterEach(() => {
    stopRecording();
    store?.dispose();
    frame.remove();
  });

  const options = (): ConnectOptions => ({clientId: 'demo', server: ringCentral.server, redirectUri: REDIRECT_PAGE});

  const reaches = (state: string) => new Promise<void>((resolve) => {
    const stop = store!.session.subscribe((session) => {
      if (session.state !== state) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });

  /** Resolves when the next page is in the frame. */
  const nextPage = () => new Promise<Window>((resolve) => {
    frame.addEventListener('load', () => resolve(frame.contentWindow!), {once: true});
  });

  function open(url: string): Promise<Window> {
    const opened = nextPage();
    frame.src = url;
    return opened;
  }

  /** Signs in with a frame in place of the window. Returns RingCentral's answer. */
  async function consent(): Promise<string> {
    const openWindow = globalThis.open;
    const url = await new Promise<string>((resolve) => {
      const location = {replace: resolve};
      globalThis.open = () => ({location, closed: false, close() {}, focus() {}}) as unknown as Window;
      void store!.signIn();
    });
    globalThis.open = openWindow;
    return (await open(url)).location.search;
  }

  /** As `rc-redirect.html` of an earlier version does. */
  async function handOver(search: string): Promise<void> {
    const channel = new BroadcastChannel(ANSWERS);
    const reply = new Promise((resolve) => { channel.onmessage = ({data}) => resolve(data); });
    channel.postMessage({type: 'rc-answer', search});
    expect(await reply).to.deep.equal({type: 'rc-taken', state: new URLSearchParams(search).get('state')});
    channel.close();
    await reaches('ready');
  }

  it('stores, locks and tells by the names that it always had', async () => {
    const record = new Recording((name) => {
      if (name.startsWith(`rc-click-to-call/1/${ringCentral.server}|`)) return null;
      return name.replace(encodeURIComponent(ringCentral.server), '{server}').replace(account, '{account}')
        .replace(/(?<=traded\/).+/, '{id}');
    });
    stopRecording = () => record.stop();
    store = createStore({account});
    await store.connect(options());
    await handOver(await consent());

    await ringCentral.faults({path: '/forwarding-number', kind: 'status', status: 401});
    store.fromNumbers.subscribe(() => {});
    await waitFor(() => store!.fromNumbers.get().state === 'ready');

    await ringCentral.revoke();
    await store.call({to: '+16505550100'});
    await reaches('expired');

    Object.defineProperty(navigator, 'locks', {value: undefined, configurable: true});
    await handOver(await consent());
    Reflect.deleteProperty(navigator, 'locks');

    await waitFor(() => store!.fromNumbers.get().state === 'ready');
    await ringCentral.faults(
      {path: '/forwarding-number', kind: 'status', status: 401}, {path: '/oauth/token', kind: 'status', status: 429});
    store.reloadNumbers();
    await waitFor(() => store!.fromNumbers.get().state === 'error');
    await store.signOut();

    await expectRecorded('sign-in.json', record);
  });

  describe('rc-redirect.html', () => {
    const QUESTION = '?code=the-code&state=the-state';

    /** The script of the page, which is built under another name. */
    function runScript({document: page}: Window): void {
      const script = page.createElement('script');
      script.type = 'module';
      script.src = '/src/redirect/rc-redirect.ts';
      page.head.append(script);
    }

    it('hands the answer to its opener and to all tabs, and hears that it was taken', async () => {
      const channel = new BroadcastChannel(ANSWERS);
      const told = new Promise((resolve) => { channel.onmessage = ({data}) => resolve(data); });
      const posted = new Promise((resolve) => {
        addEventListener('message', ({data}) => resolve(data), {once: true});
      });
      const page = await open(REDIRECT_PAGE + QUESTION);
      page.opener = window;
      runScript(page);
      expect(await told).to.deep.equal({type: 'rc-answer', search: QUESTION});
      expect(await posted).to.deep.equal({type: 'rc-answer', search: QUESTION});
      channel.postMessage({type: 'rc-taken', state: 'the-state'});
      await waitFor(() => /^Done/.test(page.document.body.innerText));
      channel.close();
    });

    it('leaves the answer in storage where browsers have no channels', async () => {
      const page = await open(REDIRECT_PAGE + QUESTION);
      Object.defineProperty(page, 'BroadcastChannel', {value: undefined});
      runScript(page);
      await waitFor(() => localStorage.getItem(ANSWERS) !== null);
      expect(localStorage.getItem(ANSWERS)).to.equal(QUESTION);
    });

    it('adds the answer to what a page that has left kept for itself', async () => {
      const storeOn = async (page: Window) => {
        const {createStore: create} = await (page as unknown as typeof globalThis)
          .eval(`import('/src/store/index.ts')`) as {createStore: typeof createStore};
        store = create({account});
        await store.connect({...options(), flow: 'redirect'});
        return store;
      };
      const kept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(REDIRECTS))
        .map((name) => JSON.parse(sessionStorage.getItem(name) ?? '') as Record<string, unknown>);

      const first = await storeOn(await open('/test/contract/page.html?customer=7'));
      const away = nextPage();
      void first.signIn();
      const redirectPage = await away;
      const leaving = kept();
      const back = nextPage();
      runScript(redirectPage);
      const page = await back;
      await expectRecorded('sign-in-redirect.json', {leaving: shapeOf(leaving), back: shapeOf(kept())});
      expect(leaving[0]).to.include({
        owner: `rc-click-to-call/1/session/demo|${encodeURIComponent(ringCentral.server)}|${account}/`,
        redirectUri: new URL(REDIRECT_PAGE, location.href).href, returnTo: page.location.href,
      });
      await storeOn(page);
      expect(store!.session.get().state).to.equal('ready');
      expect(kept()).to.deep.equal([]);
    });
  });
});

/** Every name that is given to the browser: keys of storage, locks, channels. */
class Recording {
  readonly #storage = new ShapesByName();
  readonly #locks = new ShapesByName();
  readonly #messages = new ShapesByName();
  readonly #restore: (() => void)[] = [];

  /** `readable`: without what differs from run to run; null = of calls, which are recorded elsewhere. */
  constructor(readable: (name: string) => string | null) {
    const note = (shapes: ShapesByName, name: string, shape: unknown) => {
      const known = readable(name);
      if (known) shapes.add(known, shape);
    };
    const storage = this.#storage, locks = this.#locks, messages = this.#messages;
    this.#replace(Storage.prototype, 'setItem', (original) => function(this: Storage, name: string, value: string) {
      note(storage, name, shapeOfText(value));
      original.call(this, name, value);
    });
    this.#replace(LockManager.prototype, 'request', (original) => function(this: LockManager, ...all: unknown[]) {
      note(locks, String(all[0]), null);
      return original.apply(this, all as Parameters<typeof original>);
    });
    this.#replace(BroadcastChannel.prototype, 'postMessage', (original) => function(this: BroadcastChannel, ...all) {
      note(messages, this.name, shapeOf(all[0]));
      original.apply(this, all);
    });
  }

  #replace<T extends object, K extends keyof T>(on: T, name: K, make: (original: T[K]) => T[K]): void {
    const original = on[name];
    on[name] = make(original);
    this.#restore.push(() => { on[name] = original; });
  }

  stop(): void {
    for (const restore of this.#restore) restore();
  }

  toJSON() {
    return {storage: this.#storage, locks: Object.keys(this.#locks.toJSON()), messages: this.#messages};
  }
}

async function waitFor(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise((resolve) => { setTimeout(resolve, 10); });
}
