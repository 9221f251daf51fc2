/** Transports without an SDK of ours: the host's SDK, an access token function, a proxy. */
import {
  type ApiRequest, type HostPlatform, type HostSdk, unauthorizedResponse, type Transport,
} from './platform.js';
import {identityRequest} from './identity.js';
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

/** Whether a thrown answer says that the host's session is over. */
function isSessionOver(response: Response): boolean {
  if (response.status === 401) return true;
  return isFromTokenEndpoint(response) && (response.status === 400 || response.status === 403);
}

/** Cancels a body that is not read, so that the connection is freed. */
function withoutBody(response: Response): Response {
  response.body?.cancel().catch(() => {});
  return response;
}

/**
 * The host's SDK, or any object with its `get`, `post` and `delete`. `probeRequest` is sent to
 * renew the session.
 */
export function hostTransport(
  platform: HostPlatform, headers: HeaderSource, probeRequest = identityRequest(),
): Transport {
  const isLoggedOut = async () => await platform.loggedIn?.() === false;

  function sendOnce({method, path, query, body, signal}: ApiRequest): Promise<Response> {
    // `retry: true` makes SDK 5 throw at once on 401 and 429; else it sends the request again.
    const options = withoutUndefined({retry: true, headers: {...headers()}, signal});
    switch (method) {
      case 'GET': return platform.get(path, query, options);
      case 'POST': return platform.post(path, body, query, options);
      case 'DELETE': return platform.delete(path, undefined, query, options);
    }
  }

  return {
    async send(request) {
      // With an expired token, an SDK fails without saying whether the call was sent.
      if (request.method === 'POST' && await isLoggedOut()) return unauthorizedResponse();
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
      try {
        // Without `retry`, the SDK renews its token in its own way, and sends the request again.
        const options = {headers: {...headers()}};
        return withoutBody(await platform.get(probeRequest.path, undefined, options)).ok;
      } catch (error) {
        const response = responseOf(error);
        if (response && isSessionOver(response)) return false;
        // Without a network, fetch() fails with a TypeError; other errors may mean "no tokens".
        const isNetworkError = error instanceof TypeError;
        if (!response && !isNetworkError && await isLoggedOut()) return false;
        throw error;
      }
    },
  };
}

/** `fetch` with an access token that the page provides for each request. */
export function tokenTransport(
  getAccessToken: () => Promise<string>, server: string, headers: HeaderSource,
): Transport {
  let refusedToken: string | undefined;
  return {
    async send({method, path, query, body, signal}) {
      let accessToken: string;
      try { accessToken = await getAccessToken(); } catch { return unauthorizedResponse(); }
      if (!accessToken) return unauthorizedResponse();
      const url = new URL(server + path);
      for (const [name, value] of Object.entries(query ?? {})) {
        url.searchParams.set(name, String(value));
      }
      const response = await fetch(url, withoutUndefined({
        method,
        credentials: 'omit',
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
export function proxyTransport(send: Transport['send'], probeRequest = identityRequest()): Transport {
  return {
    send,
    async renew() {
      const {ok, status} = withoutBody(await send(probeRequest));
      if (ok || status === 401) return ok;
      throw new Error('The backend cannot tell just now whether the session is over.');
    },
  };
}
