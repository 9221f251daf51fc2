/** A session manager without store and elements, in a simulated world whose time can be moved. */
import {browserEnvironment} from '../../src/store/browser-environment.js';
import type {Environment} from '../../src/store/environment.js';
import {observable} from '../../src/store/observable.js';
import {SessionManager} from '../../src/store/session.js';
import type {ConnectOptions, Session, SessionState} from '../../src/store/types.js';
import {world as createWorld, type World} from '../support/simulator.js';

export interface SessionFixture {
  readonly world: World;
  readonly sessionManager: SessionManager;
  readonly session: ReturnType<typeof observable<Session>>;
  /** All states since the start. */
  readonly states: SessionState[];
  readonly environment: Environment;
  /** Moves the clocks of this browser and of the world. */
  advance(ms: number): Promise<void>;
  /** Resolves when the session is in a state. */
  waitForState(state: SessionState): Promise<Session>;
  /** Stores tokens as a sign-in leaves them, and connects. */
  connectSignedIn(
    options?: ConnectOptions, tokens?: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}

export const tokenKeyPrefix = (clientId: string, server: string, account: string) =>
  `rc-click-to-call/1/session/${[clientId, server, account].map(encodeURIComponent).join('|')}/`;

export function createFixture(
  account: string = crypto.randomUUID(), overrides: Partial<Environment> = {},
): SessionFixture {
  const world = createWorld();
  let clockOffset = 0;
  const environment: Environment = {
    ...browserEnvironment,
    get locks() { return navigator.locks; },
    now: () => Date.now() + clockOffset,
    ...overrides,
  };
  const session = observable<Session>({state: 'signed-out', account, user: null});
  const states: SessionState[] = [];
  session.listen(({state}) => states.push(state));
  const sessionManager = new SessionManager({account, environment, state: session});
  return {
    world, sessionManager, session, states, environment,
    async advance(ms) {
      clockOffset += ms;
      await world.advance(ms);
    },
    waitForState: (wantedState) => new Promise((resolve) => {
      const unsubscribe = session.subscribe((current) => {
        if (current.state !== wantedState) return;
        queueMicrotask(() => unsubscribe());
        resolve(current);
      });
    }),
    async connectSignedIn(options = {}, tokens = {}) {
      const mintedTokens = {...await world.tokens(), ...tokens};
      const now = environment.now();
      const storage = environment.storage(options.storage ?? 'local');
      storage.set(`${tokenKeyPrefix('demo', world.server, account)}tokens`, JSON.stringify({
        ...mintedTokens,
        id: crypto.randomUUID(),
        expire_time: now + mintedTokens.expires_in * 1000,
        refresh_token_expire_time: now + mintedTokens.refresh_token_expires_in * 1000,
      }));
      await sessionManager.connect({clientId: 'demo', server: world.server, ...options});
    },
  };
}

/** Sends a request as the API layer does: after a 401, once more if the session can be renewed. */
export async function sendRequest(
  sessionManager: SessionManager, path = '/forwarding-number',
): Promise<number | 'over'> {
  const connection = sessionManager.connection();
  if (!connection) return 'over';
  const {transport} = connection;
  const request = {method: 'GET', path: `/restapi/v1.0/account/~/extension/~${path}`} as const;
  const firstResponse = await transport.send(request);
  if (firstResponse.status !== 401) return firstResponse.status;
  if (!await transport.renew()) {
    sessionManager.expire(connection);
    return 'over';
  }
  return (await transport.send(request)).status;
}
