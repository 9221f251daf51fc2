/** Sends requests with a fresh access token of our own sign-in. */
import {type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import {loadSdkFor} from '../../ringcentral/sdk-part.js';
import type {SdkLoader} from './sign-in-attempt.js';
import {type SessionHost, requestHeaders} from './strategy.js';
import {renewTokens} from './token-refresh.js';
import type {TokenStore} from './tokens.js';

export function createPkceTransport(
  host: SessionHost, tokens: TokenStore, loadSdk: SdkLoader,
): Transport {
  const renew = () => renewTokens(host.environment, tokens, loadSdk);

  async function hasUsableToken(): Promise<boolean> {
    if (tokens.isFresh) return true;
    try {
      return await renew();
    } catch {
      return tokens.isUsable; // else `renew` finds the reason
    }
  }

  return {
    renew,
    async send(request) {
      // A ticket for a socket shares the limit of the requests that renew tokens.
      const sharesLimit = request.path.startsWith('/restapi/oauth/');
      if (sharesLimit && tokens.isPaused) return new Response(null, {status: 429});
      await loadSdkFor(request).catch(() => {}); // `renew` tells that it is missing
      if (!await hasUsableToken()) return unauthorizedResponse();
      const sdk = await loadSdk().catch(() => null);
      const usedTokens = tokens.readTokens();
      if (!sdk || !usedTokens) return unauthorizedResponse();
      request.onHandOver?.();
      const headers = requestHeaders(host.options);
      const response = await sdk.send(request, headers, usedTokens.access_token);
      if (response.status === 401) tokens.refuse(usedTokens);
      if (sharesLimit && response.status === 429) tokens.pause(response.headers);
      return response;
    },
  };
}
