/** Transports without an SDK of ours: the host's SDK, an access token function, a proxy. */
import {
  type ApiRequest, type HostPlatform, type HostSdk, isWebPage, REQUEST_CACHE, type Transport,
  unauthorizedResponse,
} from './platform.js';
import {withoutUndefined} from './json.js';

/** The headers of one request; read each time, since the page's language may change. */
type HeaderSource = () => Readonly<Record<string, string>>;

export const platformOf = (sdk: HostSdk): HostPlatform =>
  'platform' in sdk && typeof sdk.platform === 'function' ? sdk.platform() : sdk as HostPlatform;

/** The answer that an SDK threw as an error; null where there was none. */
function responseOf(error: unknown): Response | null {
  const response = (error as {response?: Response | null} | null)?.response;
  return typeof response?.status === 'number' ? response : null;
}

/** An SDK that refreshes by itself throws the token endpoint's answer in place of the request's. */
const isFromTokenEndpoint = ({url}: Response) => /\/oauth\/token\b/.test(url ?? '');

/**
 * Whether an error without an answer says nothing about the session: `fetch` fails with a TypeError
 * without a network, and an SDK with a SyntaxError where a captive portal's page is no JSON. By
 * their names: Safari's SyntaxError is a DOMException.
 */
export const isNoAnswer = (error: unknown): boolean =>
  /^(Type|Syntax)Error$/.test((error as Error | null)?.name ?? '');

/** A body that was read before may have been anything, so only a page that is seen counts. */
export async function isPlatformAnswer(response: Response): Promise<boolean> {
  try {
    return !isWebPage(await response.clone().text());
  } catch {
    return true;
  }
}

/** Whether a thrown answer says that the host's session is over. */
async function isSessionOver(response: Response): Promise<boolean> {
  const {status} = response;
  const isRefused = status === 401 ||
    (isFromTokenEndpoint(response) && (status === 400 || status === 403));
  return isRefused && await isPlatformAnswer(response);
}

/** Rejects where a captive portal answered: the answer says nothing about the session. */
async function platformAnswer(response: Response): Promise<Response> {
  if (await isPlatformAnswer(response)) return response;
  throw new Error('A web page came in place of an answer.');
}

interface HostTransportOptions {
  readonly headers: HeaderSource;
  /** Whether no user is signed in; rejects if the platform does not answer in time. */
  isLoggedOut(): Promise<boolean>;
  /** Sent to renew the session. */
  readonly probeRequest: ApiRequest;
}

/** The host's SDK, or any object with its `get`, `post` and `delete`. */
export function hostTransport(
  platform: HostPlatform, {headers, isLoggedOut, probeRequest}: HostTransportOptions,
): Transport {
  function sendOnce({method, path, query, body, signal}: ApiRequest): Promise<Response> {
    // `retry: true` makes SDK 5 throw at once on 401 and 429; else it sends the request again.
    const options = withoutUndefined({
      retry: true, cache: REQUEST_CACHE, headers: {...headers()}, signal,
    });
    switch (method) {
      case 'GET': return platform.get(path, query, options);
      case 'POST': return platform.post(path, body, query, options);
      case 'DELETE': return platform.delete(path, undefined, query, options);
      case 'PATCH': return platform.patch?.(path, body, query, options)
        ?? Promise.resolve(new Response(null, {status: 501}));
    }
  }

  return {
    lacksPatch: platform.patch === undefined,
    async send(request) {
      // With an expired token, an SDK fails without saying whether the call was sent.
      if (request.method === 'POST' && await isLoggedOut()) return unauthorizedResponse();
      request.onHandOver?.();
      try {
        return await sendOnce(request);
      } catch (error) {
        const response = responseOf(error);
        if (response) return isFromTokenEndpoint(response) ? unauthorizedResponse() : response;
        request.signal?.throwIfAborted(); // SDK 5 turns an abort into a TypeError
        throw error;
      }
    },
    async renew() {
      let response: Response;
      try {
        // Without `retry`, the SDK renews its token in its own way, and sends the request again.
        const options = {headers: {...headers()}};
        response = await platform.get(probeRequest.path, undefined, options);
      } catch (error) {
        const errorResponse = responseOf(error);
        if (errorResponse && await isSessionOver(errorResponse)) return false;
        // Other errors may mean "no tokens".
        if (!errorResponse && !isNoAnswer(error) && await isLoggedOut()) return false;
        throw error;
      }
      return (await platformAnswer(response)).ok;
    },
  };
}

/** `fetch` with an access token that the page provides for each request. */
export function tokenTransport(
  getAccessToken: () => Promise<string>, server: string, headers: HeaderSource,
): Transport {
  let refusedToken: string | undefined;
  return {
    async send({method, path, query, body, signal, onHandOver}) {
      const accessToken = await getAccessToken();
      if (!accessToken) return unauthorizedResponse();
      const url = new URL(server + path);
      for (const [name, value] of Object.entries(query ?? {})) {
        url.searchParams.set(name, String(value));
      }
      onHandOver?.();
      const response = await fetch(url, withoutUndefined({
        method,
        credentials: 'omit',
        cache: REQUEST_CACHE,
        signal,
        headers: {
          ...headers(),
          Accept: 'application/json',
          Authorization: `Bearer ${accessToken}`,
          ...(body && {'Content-Type': 'application/json'}),
        },
        body: body && JSON.stringify(body),
      }));
      if (response.status === 401) refusedToken = accessToken;
      return response;
    },
    async renew() {
      const accessToken = await getAccessToken();
      return Boolean(accessToken) && accessToken !== refusedToken;
    },
  };
}

/**
 * A backend that holds the tokens renews them itself, so its 401 is final unless `probeRequest`
 * succeeds.
 */
export function proxyTransport(send: Transport['send'], probeRequest: ApiRequest): Transport {
  return {
    send,
    async renew() {
      const {ok, status} = await platformAnswer(await send(probeRequest));
      if (ok || status === 401) return ok;
      throw new Error('The backend cannot tell just now whether the session is over.');
    },
  };
}
