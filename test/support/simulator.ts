/**
 * Client of RingCentral's simulator: one server for the whole run, on another origin than the test
 * page, with a world of its own for each test, so that no test sees the changes of another.
 */

/** A request as the simulator received it. */
export interface Received {
  readonly method: string;
  /** From `/restapi/` on. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms in the world's own time. */
  readonly at: number;
  /** null while the request is pending; 0 if it got no answer. */
  readonly status: number | null;
  readonly fault?: string;
}

/** A failure of the next matching requests. */
export interface Fault {
  readonly method?: string;
  /** Part of the path, e.g. `/ring-out`. */
  readonly path?: string;
  /** How many requests fail. Defaults to 1. */
  readonly times?: number;
  readonly kind?:
    | 'status' | 'delay' | 'drop-before' | 'drop-after' | 'timeout' | 'truncated' | 'wrong-types' | 'empty' | 'html';
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Real time before the answer, in ms. */
  readonly delay?: number;
  /** Whether the simulator carries out the request although the answer fails. */
  readonly handled?: boolean;
}

/** The token endpoint's answer. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly refresh_token_expires_in: number;
  readonly scope: string;
  readonly owner_id: string;
  readonly token_type: string;
}

export interface World {
  /** Value for `<rc-session server>`. */
  readonly server: string;
  /** Speed, limits, lists, scopes, … as `createSimulator` documents them. */
  options(options: Readonly<Record<string, unknown>>): Promise<void>;
  faults(...faults: readonly Fault[]): Promise<void>;
  /** Removes all faults. */
  mend(): Promise<void>;
  /** Requests received so far, oldest first; with `path`, those whose path contains it. */
  requests(path?: string): Promise<readonly Received[]>;
  /** Moves this world's clock ahead. */
  advance(ms: number): Promise<void>;
  /** Signs a user in without the consent page, and returns the tokens. */
  tokens(options?: Readonly<Record<string, unknown>>): Promise<Tokens>;
  /** Ends a call: one party hangs up. */
  hangUp(id: string): Promise<void>;
  /** Revokes every token issued so far. */
  revoke(): Promise<void>;
  /** Resets the world to its initial state. */
  reset(): Promise<void>;
}

export function simulatorUrl(): string {
  const url = document.querySelector<HTMLMetaElement>('meta[name=simulator]')?.content;
  if (!url) throw new Error('The simulator is not running: look at what web-test-runner printed when it started.');
  return url.replace(/\/$/, '');
}

/** A new, isolated RingCentral. */
export function world(name: string = crypto.randomUUID()): World {
  const server = `${simulatorUrl()}/w/${name}`;

  async function control(method: 'GET' | 'POST' | 'DELETE', action: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${server}/simulator${action}`, {
      method,
      ...(body === undefined ? {} : {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The simulator answered ${method} ${action} with ${answer.status}: ${text}`);
    return text ? JSON.parse(text) as unknown : undefined;
  }

  return {
    server,
    async options(options) {
      await control('POST', '/options', options);
    },
    async faults(...faults) {
      for (const fault of faults) await control('POST', '/faults', fault);
    },
    async mend() {
      await control('DELETE', '/faults');
    },
    async requests(path = '') {
      const all = await control('GET', '/requests') as readonly Received[];
      return all.filter((request) => request.path.includes(path));
    },
    async advance(ms) {
      await control('POST', '/advance', {ms});
    },
    async tokens(options = {}) {
      return await control('POST', '/tokens', options) as Tokens;
    },
    async hangUp(id) {
      await control('POST', '/hang-up', {id});
    },
    async revoke() {
      await control('POST', '/revoke', {});
    },
    async reset() {
      await control('DELETE', '');
    },
  };
}
