/** One session alone, without store and elements, in a world whose time can be moved. */
import {browserEnvironment, type Environment} from '../../src/store/environment.js';
import {observable} from '../../src/store/observable.js';
import {createSessionManager, type SessionManager} from '../../src/store/session.js';
import type {ConnectOptions, Session, SessionState} from '../../src/store/types.js';
import {world, type World} from '../support/simulator.js';

export interface Desk {
  readonly world: World;
  readonly keeper: SessionManager;
  readonly state: ReturnType<typeof observable<Session>>;
  /** All states since the start. */
  readonly states: SessionState[];
  readonly environment: Environment;
  /** Moves this browser's clock and the world's, both. */
  later(ms: number): Promise<void>;
  /** Resolves when the session is in a state. */
  reaches(state: SessionState): Promise<Session>;
  /** Stores tokens as a sign-in leaves them, and connects. */
  signedIn(options?: ConnectOptions, tokens?: Readonly<Record<string, unknown>>): Promise<void>;
}

export const keysOf = (clientId: string, server: string, account: string) =>
  `rc-click-to-call/1/session/${[clientId, server, account].map(encodeURIComponent).join('|')}/`;

export function desk(account: string = crypto.randomUUID(), over: Partial<Environment> = {}): Desk {
  const ours = world();
  let ahead = 0;
  const environment: Environment = {
    ...browserEnvironment, get locks() { return navigator.locks; }, now: () => Date.now() + ahead, ...over,
  };
  const state = observable<Session>({state: 'signed-out', account, user: null});
  const states: SessionState[] = [];
  state.listen((session) => states.push(session.state));
  const keeper = createSessionManager({account, environment, state});
  const made: Desk = {
    world: ours, keeper, state, states, environment,
    async later(ms) {
      ahead += ms;
      await ours.advance(ms);
    },
    reaches: (wanted) => new Promise((resolve) => {
      const stop = state.subscribe((session) => {
        if (session.state !== wanted) return;
        queueMicrotask(() => stop());
        resolve(session);
      });
    }),
    async signedIn(options = {}, tokens = {}) {
      const minted = {...await ours.tokens(), ...tokens};
      const now = environment.now();
      const kept = environment.storage(options.storage ?? 'local');
      kept.set(`${keysOf('demo', ours.server, account)}tokens`, JSON.stringify({
        ...minted, id: crypto.randomUUID(),
        expire_time: now + minted.expires_in * 1000, refresh_token_expire_time: now + minted.refresh_token_expires_in * 1000,
      }));
      await keeper.connect({clientId: 'demo', server: ours.server, ...options});
    },
  };
  return made;
}

/** Asks over the session's connection as the API floor does: once more after a 401 that could be mended. */
export async function ask(keeper: SessionManager, path = '/forwarding-number'): Promise<number | 'over'> {
  const transport = keeper.connection()?.transport;
  if (!transport) return 'over';
  const request = {method: 'GET', path: `/restapi/v1.0/account/~/extension/~${path}`} as const;
  const first = await transport.send(request);
  if (first.status !== 401) return first.status;
  if (!await transport.renew()) {
    keeper.expire();
    return 'over';
  }
  return (await transport.send(request)).status;
}
