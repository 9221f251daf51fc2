/** The page's `fetch` in a test's hands: it knows who sent what, and may come between. */

interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Without "Bearer". */
  readonly accessToken: string | undefined;
}

/** `send` sends the request, and gives the answer. */
type Handler = (send: () => Promise<Response>) => Promise<Response>;

export class Network {
  readonly #fetch = globalThis.fetch;
  readonly #handlers = new Map<string, Handler>();
  readonly sent: SentRequest[] = [];

  constructor() {
    globalThis.fetch = (...request) => {
      const sent = readRequest(...request);
      const handler = [...this.#handlers].find(([path]) => sent.url.includes(path))?.[1];
      this.sent.push(sent);
      const send = () => this.#fetch.apply(globalThis, request);
      return handler ? handler(send) : send();
    };
  }

  on(path: string, handler: Handler): void {
    this.#handlers.set(path, handler);
  }

  /** Holds the answers to a path back; resolves with their release when a request has come. */
  hold(path: string, answer?: () => Response): Promise<() => void> {
    let release = () => {};
    const released = new Promise<void>((resolve) => { release = resolve; });
    return new Promise((resolve) => {
      this.on(path, async (send) => {
        resolve(release);
        await released;
        return answer?.() ?? send();
      });
    });
  }

  /** The access tokens of the requests to a path. */
  tokensOf(path: string, method?: string): (string | undefined)[] {
    return this.sent
      .filter((request) => request.url.includes(path) && (!method || request.method === method))
      .map(({accessToken}) => accessToken);
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }
}

function readRequest(input: RequestInfo | URL, init?: RequestInit): SentRequest {
  const isRequest = input instanceof Request;
  const headers = isRequest ? input.headers : new Headers(init?.headers);
  return {
    url: isRequest ? input.url : String(input),
    method: (isRequest ? input.method : init?.method) ?? 'GET',
    accessToken: headers.get('authorization')?.replace(/^bearer /i, ''),
  };
}
