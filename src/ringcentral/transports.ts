/** Ways to the platform that need no SDK of ours: the host's own, and a function that gives access tokens. */
import {type ApiRequest, type HostPlatform, type HostSdk, unauthorizedResponse, type Transport} from './platform.js';
import {identityRequest} from './identity.js';

/** Headers of every request, read anew each time, since the page's language may change. */
export type HeaderSource = () => Readonly<Record<string, string>>;

export const platformOf = (sdk: HostSdk): HostPlatform =>
  'platform' in sdk && typeof sdk.platform === 'function' ? sdk.platform() : sdk as HostPlatform;

/** The answer that an SDK threw; null where there was none. */
const answerIn = (error: unknown): Response | null => {
  const response = (error as {response?: Response | null} | null)?.response;
  return response && typeof response.status === 'number' ? response : null;
};

/** An SDK that refreshes by itself throws the token endpoint's answer as if it were the request's. */
const isRefresh = (response: Response) => /\/oauth\/token\b/.test(response.url ?? '');

const overByRefusal = ({status}: Response) => status === 400 || status === 401 || status === 403;

/** What nobody reads would keep its connection busy. */
function unread(response: Response): Response {
  response.body?.cancel().catch(() => {});
  return response;
}

/** The host's SDK, or anything with its `get`, `post` and `delete`. */
export function hostTransport(platform: HostPlatform, headers: HeaderSource, who = identityRequest()): Transport {
  const loggedOut = async () => await platform.loggedIn?.() === false;
  /** `retry: true` makes SDK 5 throw at once on 401 and 429; else it sends the same request again by itself. */
  function sendOnce({method, path, query, body, signal}: ApiRequest): Promise<Response> {
    const options = {retry: true, headers: {...headers()}, ...(signal && {signal})};
    switch (method) {
      case 'GET': return platform.get(path, query, options);
      case 'POST': return platform.post(path, body, query, options);
      case 'DELETE': return platform.delete(path, undefined, query, options);
    }
  }
  return {
    async send(request) {
      // An SDK whose token has expired would fail without a word on whether the call was sent.
      if (request.method === 'POST' && await loggedOut()) return unauthorizedResponse();
      try {
        return await sendOnce(request);
      } catch (error) {
        const response = answerIn(error);
        if (response) return isRefresh(response) ? unauthorizedResponse() : response;
        request.signal?.throwIfAborted(); // SDK 5 makes a TypeError of an abort
        throw error;
      }
    },
    async renew() {
      try {
        // Without `retry`, so that the SDK renews its own token, in its own way, and asks again.
        return unread(await platform.get(who.path, undefined, {headers: {...headers()}})).ok;
      } catch (error) {
        const response = answerIn(error);
        if (response?.status === 401 || response && isRefresh(response) && overByRefusal(response)) return false;
        // fetch() fails with a TypeError where there is no network; the SDK says that it has no tokens otherwise.
        if (!response && !(error instanceof TypeError) && await loggedOut()) return false;
        throw error;
      }
    },
  };
}

/** `fetch` with a token that the page provides for every request. */
export function tokenTransport(getAccessToken: () => Promise<string>, server: string, headers: HeaderSource): Transport {
  let refused: string | undefined;
  return {
    async send({method, path, query, body, signal}) {
      let token: string;
      try { token = await getAccessToken(); } catch { return unauthorizedResponse(); }
      if (!token) return unauthorizedResponse();
      const url = new URL(server + path);
      for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, String(value));
      const response = await fetch(url, {
        method, credentials: 'omit', ...(signal && {signal}),
        headers: {
          ...headers(), Accept: 'application/json', Authorization: `Bearer ${token}`,
          ...(body && {'Content-Type': 'application/json'}),
        },
        ...(body && {body: JSON.stringify(body)}),
      });
      if (response.status === 401) refused = token;
      return response;
    },
    async renew() {
      const token = await getAccessToken();
      return !!token && token !== refused;
    },
  };
}

/** A backend that holds the tokens renews them itself: its 401 is final, unless it changes its mind. */
export function proxyTransport(send: Transport['send'], who = identityRequest()): Transport {
  return {
    send,
    async renew() {
      const {ok, status} = unread(await send(who));
      if (ok || status === 401) return ok;
      throw new Error('The backend cannot tell just now whether the session is over.');
    },
  };
}
