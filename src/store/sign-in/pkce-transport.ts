/** Sends requests with a fresh access token of our own sign-in. */
import {type ApiRequest, type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import {loadSdkFor} from '../../ringcentral/sdk-part.js';
import type {SdkLoader} from './sign-in-attempt.js';
import {type SessionHost, requestHeaders} from './strategy.js';
import type {TokenRefresh} from './token-refresh.js';
import type {TokenStore} from './tokens.js';

export class PkceTransport implements Transport {
  readonly #host: SessionHost;
  readonly #tokens: TokenStore;
  readonly #refresh: TokenRefresh;
  readonly #loadSdk: SdkLoader;

  constructor(host: SessionHost, tokens: TokenStore, refresh: TokenRefresh, loadSdk: SdkLoader) {
    this.#host = host;
    this.#tokens = tokens;
    this.#refresh = refresh;
    this.#loadSdk = loadSdk;
  }

  async send(request: ApiRequest): Promise<Response> {
    await loadSdkFor(request).catch(() => {}); // `renew` tells that it is missing
    if (!await this.#hasUsableToken()) return unauthorizedResponse();
    const sdk = await this.#loadSdk().catch(() => null);
    const usedTokens = this.#tokens.readTokens();
    if (!sdk || !usedTokens) return unauthorizedResponse();
    request.onHandOver?.();
    const headers = requestHeaders(this.#host.options());
    const response = await sdk.send(request, headers, usedTokens.access_token);
    if (response.status === 401) this.#tokens.refuse(usedTokens);
    return response;
  }

  renew(): Promise<boolean> {
    return this.#refresh.renew(this.#loadSdk);
  }

  async #hasUsableToken(): Promise<boolean> {
    if (this.#tokens.isFresh) return true;
    try {
      return await this.renew();
    } catch {
      return this.#tokens.isUsable; // else `renew` finds the reason
    }
  }
}
