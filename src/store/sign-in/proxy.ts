/** The session of a backend that holds the tokens. */
import {identityRequest} from '../../ringcentral/identity.js';
import {type ApiRequest, type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import type {ProxySdk} from '../../ringcentral/sdk.js';
import {loadSdkFor, sdkPart} from '../../ringcentral/sdk-part.js';
import {proxyTransport} from '../../ringcentral/transports.js';
import {HostOwnedStrategy} from './host-owned.js';
import {type RestoreResult, type SessionHost, requestHeaders} from './strategy.js';

export class ProxyStrategy extends HostOwnedStrategy {
  readonly transport: Transport;
  readonly #base: URL;
  /** A captive portal cannot answer for the page's own site, where that has https. */
  readonly #isOwnBackend: boolean;
  #sdk: ProxySdk | undefined;

  /** `base`: address of the backend, checked by the session manager. */
  constructor(host: SessionHost, base: URL) {
    super(host, base.origin);
    const {accountId, extensionId} = host.options;
    this.#base = base;
    this.#isOwnBackend = base.origin === globalThis.origin && globalThis.isSecureContext;
    const probeRequest = identityRequest(accountId, extensionId);
    this.transport = proxyTransport((request) => this.#send(request), probeRequest);
  }

  restore(): Promise<RestoreResult> {
    return Promise.resolve({});
  }

  override signIn(popup: Window | null): Promise<void> {
    sdkPart.loadNow().catch(() => {}); // the requests that follow use it
    return super.signIn(popup);
  }

  async #send(request: ApiRequest): Promise<Response> {
    const sdk = await this.#loadSdk(request);
    request.onHandOver?.();
    const response = await sdk.send(request, requestHeaders(this.host.options));
    // Servers write a web page below their own 401.
    const isOwnRefusal = response.status === 401 && this.#isOwnBackend;
    return isOwnRefusal ? unauthorizedResponse() : response;
  }

  async #loadSdk(request: ApiRequest): Promise<ProxySdk> {
    const {createProxySdk} = await loadSdkFor(request);
    return this.#sdk ??= createProxySdk(this.#base);
  }
}
