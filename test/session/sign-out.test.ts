/** A sign-out lasts, whatever was under way: only a sign-in after it begins another session. */
import {expect} from '@open-wc/testing';
import {createStore} from '../../src/store/store.js';
import type {Store} from '../../src/store/types.js';
import {world as createWorld} from '../support/simulator.js';
import {tokenKeyPrefix} from './support.js';

const HOUR_MS = 3_600_000;

/** Holds back the requests to a path until they are released. */
class HeldRequests {
  readonly #fetch = globalThis.fetch;
  #count = 0;
  #waiting: (() => void)[] = [];
  release: () => void = () => {};
  readonly #released = new Promise<void>((resolve) => { this.release = resolve; });

  /** `answer`: in place of the simulator's. */
  constructor(path: string, answer?: () => Response) {
    globalThis.fetch = async (...request) => {
      const url = request[0] instanceof Request ? request[0].url : String(request[0]);
      if (!url.includes(path)) return this.#fetch.apply(globalThis, request);
      this.#count++;
      for (const resolve of this.#waiting) resolve();
      await this.#released;
      return answer?.() ?? this.#fetch.apply(globalThis, request);
    };
  }

  get count(): number {
    return this.#count;
  }

  async first(): Promise<void> {
    if (this.#count === 0) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
  }

  restore(): void {
    this.release();
    globalThis.fetch = this.#fetch;
  }
}

describe('a sign-out whose revocation takes long', () => {
  let store: Store;
  let held: HeldRequests;

  afterEach(() => {
    held.restore();
    store.dispose();
  });

  it('leaves the session alone that the user begins meanwhile', async () => {
    const world = createWorld();
    const account = crypto.randomUUID();
    const storeTokens = async () => {
      const now = Date.now();
      const key = `${tokenKeyPrefix('demo', world.server, account)}tokens`;
      localStorage.setItem(key, JSON.stringify({
        ...await world.tokens(), id: crypto.randomUUID(),
        expire_time: now + HOUR_MS, refresh_token_expire_time: now + 2 * HOUR_MS,
      }));
    };
    const untilState = (state: string) => new Promise<void>((resolve) => {
      store.session.subscribe((session) => { if (session.state === state) resolve(); });
    });
    held = new HeldRequests('/oauth/revoke');
    store = createStore({account});
    await storeTokens();
    await store.connect({clientId: 'demo', server: world.server});
    await untilState('ready');
    const signedOut = store.signOut();
    await held.first();
    expect(store.session.get().state).to.equal('signed-out');
    await storeTokens();
    document.dispatchEvent(new Event('visibilitychange'));
    await untilState('ready');
    held.release();
    await signedOut;
    const outcome = await store.call({to: '+16505550100'}).then(() => 'placed', String);
    expect(outcome).to.equal('placed');
    expect(store.session.get().state).to.equal('ready');
  });
});
