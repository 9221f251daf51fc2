/** The network of a tab in a virtual browser, with its faults. */
import type {HostPlatform} from '../../src/ringcentral/platform.js';
import type {Tab} from './virtual-tab.js';
import type {VirtualBrowser} from './virtual.js';

/** A fault of the network itself; the platform may not know of it. */
export interface NetworkFault {
  readonly method?: string;
  readonly path?: string;
  times?: number;
  /**
   * `before`: no request leaves; `after`: the platform did it, the answer is lost; `hang`: no answer
   * ever comes, only the time-out; `hang-after`: likewise, but the platform did it.
   */
  readonly kind: 'before' | 'after' | 'hang' | 'hang-after' | 'delay';
  readonly delay?: number;
}

const connectionLost = () => new TypeError('The connection was lost.');

/** A tab that is closed gets no answer, and no error either. */
const neverAnswered = () => new Promise<never>(() => {});

const untilAborted = (signal: AbortSignal | undefined) => new Promise<never>((_, reject) => {
  signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
});

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly query: Record<string, string> | undefined;
  readonly options: SendOptions;
}

interface SendOptions {
  readonly signal?: AbortSignal;
  /** As SDK 5.0.11 has it: true = the SDK itself repeats nothing. */
  readonly retry?: boolean;
}

export class TabNetwork {
  online = true;
  readonly #browser: VirtualBrowser;
  readonly #tab: Tab;

  constructor(browser: VirtualBrowser, tab: Tab) {
    this.#browser = browser;
    this.#tab = tab;
  }

  /** The SDK of a page, signed in. */
  platform(): HostPlatform {
    const send = (method: string) => (url: string, ...rest: unknown[]): Promise<Response> => {
      const [body, query, options] = method === 'GET' ? [undefined, rest[0], rest[1]] : rest;
      return this.#send({
        method, path: url, body, query: query as Record<string, string> | undefined, options: options ?? {},
      });
    };
    return {
      get: send('GET'), post: send('POST'), delete: send('DELETE'), patch: send('PATCH'),
      loggedIn: () => Promise.resolve(true),
    };
  }

  /** For pages that have no SDK: `fetch` with this tab's network. */
  async fetch(url: URL, init: RequestInit): Promise<Response> {
    const {method = 'GET', signal} = init;
    signal?.throwIfAborted();
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const query = Object.fromEntries(url.searchParams);
    const options = {retry: true, ...(signal && {signal})};
    try {
      return await this.#send({method, path: url.pathname, body, query, options});
    } catch (error) {
      const {response} = error as {response?: Response};
      if (response) return response;
      throw error;
    }
  }

  /** Browsers take more or fewer turns to read a body. It counts as a request in progress. */
  #trackBodyReads(response: Response): Response {
    const trackRead = async <T>(body: Promise<T>): Promise<T> => {
      this.#browser.pendingRequests++;
      try {
        return await body;
      } finally {
        this.#browser.pendingRequests--;
      }
    };
    const {text, json, clone} = response;
    return Object.assign(response, {
      text: () => trackRead(text.call(response)),
      json: () => trackRead(json.call(response) as Promise<unknown>),
      clone: () => this.#trackBodyReads(clone.call(response)),
    });
  }

  async #send(request: SentRequest): Promise<Response> {
    const {method, path, options: {signal, retry}} = request;
    if (!this.#tab.alive) return neverAnswered();
    if (!this.online) throw connectionLost();
    const fault = this.#takeFault(method, path);
    if (fault?.kind === 'before') throw connectionLost();
    if (fault?.kind === 'hang') return untilAborted(signal);
    const response = await this.#carryOut(request);
    if (fault?.kind === 'hang-after' || fault?.kind === 'after') {
      const {requests} = this.#browser.simulator;
      const unheard = requests.findLast((sent) => sent.method === method && sent.path === path);
      if (unheard) this.#browser.unheardRequests.add(unheard);
    }
    if (fault?.kind === 'hang-after') return untilAborted(signal);
    if (fault?.kind === 'delay') await this.#pause(fault.delay ?? 1_000);
    if (!this.#tab.alive) return neverAnswered();
    if (signal?.aborted || fault?.kind === 'after') throw connectionLost();
    if (response.ok) return response;
    if (response.status === 429 && this.#tab.options.handleRateLimit && !retry) {
      await this.#pause(60_000);
      return this.#carryOut(request);
    }
    if (response.status === 401 && !retry) return this.#carryOut(request);
    throw Object.assign(new Error('Response has unsuccessful status'), {response});
  }

  #takeFault(method: string, path: string): NetworkFault | undefined {
    const {faults} = this.#browser;
    const fault = faults.find((candidate) => {
      const isMethod = !candidate.method || candidate.method === method;
      return isMethod && path.includes(candidate.path ?? '');
    });
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
    return fault;
  }

  #pause(ms: number): Promise<void> {
    return new Promise<void>((resolve) => this.#browser.schedule(ms, resolve, this.#tab));
  }

  async #carryOut({method, path, body, query}: SentRequest): Promise<Response> {
    const browser = this.#browser;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const headers = {'authorization': `Bearer ${browser.token}`, 'content-type': 'application/json'};
    browser.pendingRequests++;
    try {
      const response = await browser.simulator.fetch(new Request(`https://platform.example${path}${search}`, {
        method, headers, ...(body ? {body: JSON.stringify(body)} : {}),
      }));
      if (response.type === 'error') throw connectionLost();
      const text = await response.text().catch(() => { throw connectionLost(); });
      const hasNoBody = [204, 304].includes(response.status);
      return this.#trackBodyReads(new Response(hasNoBody ? null : text, {
        status: response.status, headers: response.headers,
      }));
    } finally {
      browser.pendingRequests--;
    }
  }
}
