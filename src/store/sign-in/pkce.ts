/**
 * Our own sign-in: Authorization Code with PKCE, in a popup, or by a redirect of the whole page.
 */
import {parseJson} from '../../ringcentral/json.js';
import type {Transport} from '../../ringcentral/platform.js';
import type {PkceSdk} from '../../ringcentral/sdk.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import type {SignInFacts} from '../../ringcentral/sign-in-errors.js';
import {signInKeyPrefix} from '../keys.js';
import {signsInInWindow} from '../session-options.js';
import type {User} from '../types.js';
import {revokeTokens} from './code-redeemer.js';
import {PkceSignIn} from './pkce-sign-in.js';
import {createPkceTransport} from './pkce-transport.js';
import {restoreStoredSession} from './restored-session.js';
import {loadSdkNow, type SdkLoader} from './sign-in-attempt.js';
import {SignInTabs} from './sign-in-tabs.js';
import {asStoredTokens} from './stored-tokens.js';
import type {RestoreResult, SessionHost, SignInStrategy} from './strategy.js';
import {TokenStore} from './tokens.js';

interface PkceOptions {
  readonly clientId: string;
  readonly server: string;
  /** Absolute, of the page's own origin. */
  readonly redirectUri: string;
}

export class PkceStrategy implements SignInStrategy {
  readonly server: string;
  readonly facts: SignInFacts;
  readonly transport: Transport;
  readonly #host: SessionHost;
  readonly #tokens: TokenStore;
  readonly #loadSdk: SdkLoader;
  readonly #signIn: PkceSignIn;
  readonly #tabs: SignInTabs;

  constructor(host: SessionHost, pkceOptions: PkceOptions) {
    const {environment, account} = host;
    const {clientId, server, redirectUri} = pkceOptions;
    const prefix = signInKeyPrefix(clientId, server, account);
    const tokens = new TokenStore(environment, host.options.storage ?? 'local', prefix);
    const loadSdk = createSdkLoader(pkceOptions, tokens);
    this.server = server;
    this.facts = {server, redirectUri};
    this.#host = host;
    this.#tokens = tokens;
    this.#loadSdk = loadSdk;
    const onSignedIn = () => this.#tabs.tell('signed-in');
    this.#signIn = new PkceSignIn({host, tokens, loadSdk, prefix, redirectUri, onSignedIn});
    this.#tabs = new SignInTabs(environment, prefix, tokens, {
      onSignedIn: () => this.#lookAgain(),
      onSignedOut: (tokensId) => this.#handleSignOutElsewhere(tokensId),
      onExpired: () => host.endSession('expired'),
    });
    this.transport = createPkceTransport(host, tokens, loadSdk);
  }

  restore(): RestoreResult | Promise<RestoreResult> {
    const restored = this.#signIn.returnToPage() ?? restoreStoredSession(this.#tokens, this.#host);
    // A first click, which may come without a pointer before it, does not wait for it.
    if (this.#tokens.readTokens()) sdkPart.load().catch(() => {});
    return restored;
  }

  opensWindow(): boolean {
    const isReady = this.#host.state === 'ready';
    return !isReady && !this.#hasSession && signsInInWindow(this.#host.options);
  }

  signIn(popup: Window | null): Promise<void> {
    if (this.opensWindow()) return this.#signIn.inWindow(popup);
    popup?.close();
    return this.#hasSession ? this.#readAgain() : this.#signIn.byRedirect();
  }

  async signOut(): Promise<void> {
    this.#signIn.cancel();
    const erased = this.#tokens.erase();
    this.#tabs.tell('signed-out', erased?.id);
    await revokeTokens(erased, this.#loadSdk);
  }

  revokeErased(text: string): Promise<void> {
    return revokeTokens(asStoredTokens(parseJson(text)), this.#loadSdk);
  }

  signInId(): string | undefined {
    return this.#tokens.signInId;
  }

  forgetSession(): boolean {
    if (!this.#tokens.isRefused) return false;
    const erased = this.#tokens.erase();
    if (erased) this.#tabs.tell('expired', erased.id);
    return true;
  }

  rememberUser(user: User): void {
    const at = this.#host.environment.now();
    if (this.#tokens.readTokens()) this.#tokens.rememberUser({user, at});
  }

  handleWake(): void {
    this.#signIn.handleWake();
    if (!this.#tokens.isShared) return;
    const isIdle = ['signed-out', 'expired'].includes(this.#host.state);
    if (isIdle && !this.#tokens.isExpired) this.#lookAgain();
  }

  dispose(): void {
    this.#signIn.dispose();
    this.#tabs.close();
    this.#tokens.dispose();
  }

  /** The session exists, but the platform could not be asked for its user. */
  get #hasSession(): boolean {
    return this.#host.state === 'error' && !this.#tokens.isExpired;
  }

  #readAgain(): Promise<void> {
    loadSdkNow(this.#loadSdk).catch(() => {}); // the requests that follow use it
    return this.#host.restoreAgain();
  }

  /** Takes over the session that another tab began. */
  #lookAgain(): void {
    this.#signIn.stop();
    void this.#host.restoreAgain();
  }

  #handleSignOutElsewhere(tokensId: string | undefined): void {
    this.#signIn.cancel();
    // A tab with storage of its own has tokens of its own to revoke.
    if (!this.#tokens.isShared) void revokeTokens(this.#tokens.erase(), this.#loadSdk);
    // The other tab has erased these, but this one may still read them.
    else if (tokensId && this.#tokens.readTokens()?.id === tokensId) this.#tokens.erase();
    this.#host.endSession('signed-out');
  }
}

function createSdkLoader(pkceOptions: PkceOptions, tokens: TokenStore): SdkLoader {
  let sdk: PkceSdk | undefined;
  return async () => {
    const {createPkceSdk} = await sdkPart.load();
    return sdk ??= createPkceSdk({...pkceOptions, tokens, appName: 'rc-click-to-call'});
  };
}
