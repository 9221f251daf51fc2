import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {sessionWords} from '../../i18n/en/session.js';
import {signInErrorWords} from '../../i18n/en/sign-in-errors.js';
import type {Translator} from '../../i18n/translator.js';
import type {HostSdk} from '../../ringcentral/platform.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import type {
  ConnectOptions, Observable, Session, SessionError, StorageKind, Store,
} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {warnIcon} from '../internal/call-icons.js';
import {connectSessionElement} from '../internal/fire-events.js';
import {StoreElement} from '../internal/store-element.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {sessionStyles} from './session.styles.js';
import {claimWayIn, firstWayIn, releaseWayIn, WAY_IN_OPTIONS} from './ways-in.js';

/** Attributes that must not be in a page: its readers could act for the company with them. */
const SECRET_ATTRIBUTES = ['client-secret', 'clientsecret', 'client_secret', 'jwt'];

/** Properties that go to the store unchanged. */
const CONNECT_PROPERTIES = [
  ...WAY_IN_OPTIONS, 'csrfHeader', 'csrfToken', 'flow', 'country',
] as const satisfies readonly (keyof ConnectOptions & keyof RcSession)[];

const DEFAULT_REDIRECT_URI = 'rc-redirect.html';

/** Each redirect URI is printed once a page. */
const printedRedirectUris = new Set<string>();

/**
 * Gives an account its RingCentral session, and shows who is signed in. The session comes from one
 * of `client-id`, `sdk`, `proxy` and `getAccessToken`.
 *
 * @tag rc-session
 * @csspart session - The whole element.
 * @csspart user - The signed-in user, or the state of the session.
 * @csspart button - The "Sign in" or "Sign out" button.
 * @csspart link - The link that opens the sign-in window if the browser has blocked it.
 * @csspart error - The error, and how to fix it.
 * @cssproperty --rc-accent - Color of focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of buttons and cards.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-text - Text color.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-edge - Border color of fields and secondary buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Color for signed in.
 * @cssproperty --rc-wait - Color for warnings.
 * @cssproperty --rc-error - Color for errors.
 * @fires {RcSessionChangeEvent} rc-session-change - When the state of the session changes.
 * @fires {RcLimitChangeEvent} rc-limit-change - When a rate limit of RingCentral starts or ends.
 */
export class RcSession extends StoreElement {
  static override styles = [tokenStyles, actionStyles, sessionStyles];

  static override properties = {
    clientId: {attribute: 'client-id'},
    server: {},
    redirectUri: {attribute: 'redirect-uri'},
    flow: {},
    accountId: {attribute: 'account-id'},
    extensionId: {attribute: 'extension-id'},
    country: {},
    storage: {},
    proxy: {},
    csrfHeader: {attribute: 'csrf-header'},
    csrfToken: {attribute: false},
    sdk: {attribute: false},
    getAccessToken: {attribute: false},
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...SECRET_ATTRIBUTES];
  }

  /** Client ID of a RingCentral app (client-side web app, Authorization Code with PKCE). */
  declare clientId: string | undefined;
  /** RingCentral's API server. Default: production, `https://platform.ringcentral.com`. */
  declare server: string | undefined;
  /**
   * Page that the sign-in returns to, on the origin of this page; may be relative. Default:
   * `rc-redirect.html`.
   */
  declare redirectUri: string | undefined;
  /** `popup` opens a sign-in window, `redirect` leaves the page and returns. Default: `popup`. */
  declare flow: 'popup' | 'redirect' | undefined;
  /** Account that requests are made for. Default: `~`, the account of the signed-in user. */
  declare accountId: string | undefined;
  /** Extension that requests are made for. Default: `~`, the extension of the signed-in user. */
  declare extensionId: string | undefined;
  /**
   * Default country for national numbers (ISO 3166-1 alpha-2), in place of the account's home
   * country.
   */
  declare country: string | undefined;
  /** Where tokens, choices and active calls are kept. Default: `local`. */
  declare storage: StorageKind | undefined;
  /** Base URL of a backend that keeps the tokens. */
  declare proxy: string | undefined;
  /** Name of the header that carries `csrfToken` to the proxy. */
  declare csrfHeader: string | undefined;
  /** Value of the header that `csrf-header` names. */
  declare csrfToken: string | undefined;
  /** The page's own RingCentral SDK, or its platform. This element never signs it out. */
  declare sdk: HostSdk | undefined;
  /** Returns an access token for each request, for pages without an SDK. */
  declare getAccessToken: (() => Promise<string>) | undefined;

  #secretAttribute: string | undefined;
  /** Whether the store got a source of a session from this element. */
  #hasConnected = false;

  constructor() {
    super();
    // What a property is again when its attribute is removed.
    for (const name of CONNECT_PROPERTIES) this[name] = undefined;
  }

  override attributeChangedCallback(
    name: string, oldValue: string | null, value: string | null,
  ): void {
    if (!SECRET_ATTRIBUTES.includes(name)) {
      return super.attributeChangedCallback(name, oldValue, value);
    }
    this.#secretAttribute = SECRET_ATTRIBUTES.find((attribute) => this.hasAttribute(attribute));
    if (value !== null) {
      console.error(`<rc-session> does not sign in while it has the attribute "${name}": ` +
        'everybody who opens the page can read it, and act for your company with it. Remove the ' +
        'attribute, and replace the secret at RingCentral: it may be known already. A page needs ' +
        'only the client ID.');
    }
    this.requestUpdate();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session];
  }

  protected override storeChanged(store: Store): void {
    connectSessionElement(store, this);
    this.#hasConnected = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved is back by then.
    queueMicrotask(() => { if (!this.isConnected) releaseWayIn(this); });
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#connect();
  }

  /**
   * Opens the sign-in window, or leaves the page, as `flow` says. Call it in a click, or browsers
   * block the window. Resolves when the sign-in is over.
   */
  async signIn(): Promise<void> {
    if (this.#secretAttribute) return;
    this.#connect();
    this.#printRedirectUri();
    await this.store?.signIn();
  }

  /** Ends the session at RingCentral and in all tabs, and erases the data stored for it. */
  async signOut(): Promise<void> {
    await this.store?.signOut();
  }

  get #translator(): Translator<typeof sessionWords> {
    return this.translator(sessionWords);
  }

  get #hasSessionSource(): boolean {
    if (this.#secretAttribute) return false;
    return this.#hasExternalSource || !!this.clientId;
  }

  /** The page or its backend signs in, not this element. */
  get #hasExternalSource(): boolean {
    return !!this.sdk || !!this.getAccessToken || this.proxy != null;
  }

  /** Without a source of its own, the element only shows the session of its account. */
  #connect(): void {
    const {store} = this;
    if (!store) return;
    const hasSource = this.#hasSessionSource;
    const options = hasSource ? this.#connectOptions : {};
    if (hasSource && !claimWayIn(this, store, options)) return;
    if (!hasSource) releaseWayIn(this);
    // Another element may still give the session.
    const hasNothingToSay = !hasSource && (!this.#hasConnected || firstWayIn(store));
    this.#hasConnected = hasSource;
    if (hasNothingToSay) return;
    void store.connect(options);
  }

  get #connectOptions(): ConnectOptions {
    const options: Record<string, unknown> = {};
    for (const name of CONNECT_PROPERTIES) {
      const value = this[name];
      if (value != null && value !== '') options[name] = value;
    }
    if (this.language) options.language = this.language;
    return options;
  }

  /**
   * RingCentral accepts only a redirect URI that the app's settings contain letter by letter, and
   * its error does not say which one was sent.
   */
  #printRedirectUri(): void {
    if (!this.clientId || this.#hasExternalSource) return;
    const {baseURI} = this.ownerDocument;
    const writtenUri = this.redirectUri || DEFAULT_REDIRECT_URI;
    // The session says what is wrong with one that is no address.
    if (!URL.canParse(writtenUri, baseURI)) return;
    const uri = new URL(writtenUri, baseURI);
    uri.hash = '';
    if (printedRedirectUris.has(uri.href)) return;
    printedRedirectUris.add(uri.href);
    console.warn(`rc-click-to-call: the redirect URI to register for this app at RingCentral is exactly ${uri.href}`);
  }

  /** Loads the SDK early: the user may be about to click. */
  #handleIntent(): void {
    const isReady = this.store?.session.get().state === 'ready';
    if (this.clientId && !isReady) sdkPart.load().catch(() => undefined);
  }

  #handleSignInClick(): void {
    void this.signIn();
  }

  #handleSignOutClick(): void {
    void this.signOut();
  }

  protected override render(): TemplateResult {
    const t = this.#translator;
    return html`
      <div class="session" part="session" role="group"
        aria-label=${t('session.label')} dir=${t.direction} lang=${t.language}>
        ${this.#renderContent()}
      </div>
    `;
  }

  #renderContent(): TemplateResult | typeof nothing {
    if (this.#secretAttribute) return this.#renderSecretError(this.#secretAttribute);
    const session = this.store?.session.get();
    return session ? this.#renderSession(session) : nothing;
  }

  #renderSecretError(name: string): TemplateResult {
    const text = this.#translator('session.secret', {name});
    return html`<p class="message problem" part="error" role="alert">${
      warnIcon}<span>${text}</span></p>`;
  }

  #renderSession(session: Session): TemplateResult {
    return html`
      ${this.#renderUser(session)}
      ${this.#renderButton(session)}
      ${this.#renderSignInLink(session)}
      ${this.#renderMessage(session)}
    `;
  }

  #renderUser({state, user}: Session): TemplateResult {
    const t = this.#translator;
    switch (state) {
      case 'ready':
        return this.#renderSignedInUser(user);
      case 'restoring':
        return renderState('busy', t('session.restoring'));
      case 'signing-in':
        return renderState('busy', t(
          this.flow === 'redirect' ? 'session.leaving' : 'session.signingIn'));
      case 'expired':
        return html`<span class="who" part="user"><span class="mark over"></span>${
          t('session.expired')}</span>`;
      default:
        return renderState('', t('session.signedOut'));
    }
  }

  #renderSignedInUser(user: Session['user']): TemplateResult {
    const t = this.#translator;
    const signedIn = t('session.you');
    const number = user?.extensionNumber;
    return html`<span class="who" part="user"><span class="mark on"></span>
      <span>${user?.name
        ? html`<span class="unseen">${signedIn}</span> <span class="name" .textContent=${user.name}></span>`
        : signedIn}</span>
      ${number
        ? html`<span class="extension" .textContent=${t('session.extension', {number})}></span>`
        : nothing}
    </span>`;
  }

  #renderButton({state, user, signInUrl}: Session): TemplateResult | typeof nothing {
    if (state === 'restoring') return nothing;
    const t = this.#translator;
    if (state === 'ready') {
      const label = user?.name ? t('session.signOutOf', {name: user.name}) : nothing;
      return html`<button class="action" part="button" type="button" aria-label=${label}
        @click=${this.#handleSignOutClick}>${t('session.signOut')}</button>`;
    }
    // While the browser blocks the window, the link to it is the main action.
    return html`<button class="action ${signInUrl ? '' : 'primary'}" part="button" type="button"
      aria-describedby="message" @click=${this.#handleSignInClick}
      @pointerenter=${this.#handleIntent} @focus=${this.#handleIntent}
      ><span .textContent=${this.#signInLabel(state)}></span></button>`;
  }

  #signInLabel(state: Session['state']): string {
    const t = this.#translator;
    if (state === 'expired') return t('session.signInAgain');
    if (state === 'error') return t('session.tryAgain');
    const isWindowOpen = state === 'signing-in' && this.flow !== 'redirect';
    return t(isWindowOpen ? 'session.showWindow' : 'session.signIn');
  }

  #renderSignInLink({signInUrl}: Session): TemplateResult | typeof nothing {
    if (!signInUrl) return nothing;
    return html`<a class="action primary" part="link" href=${signInUrl} target="_blank" rel="opener"
      >${this.#translator('session.openWindow')}</a>`;
  }

  /** Always rendered: screen readers only speak a live region that was there before its text. */
  #renderMessage({error, missingScopes = []}: Session): TemplateResult {
    const text = error ? this.#errorText(error) : this.#missingScopesText(missingScopes);
    return html`<p id="message" class="message ${error ? 'problem' : 'warning'}" part="error"
      role="status">${text ? html`${warnIcon}<span .textContent=${text}></span>` : nothing}</p>`;
  }

  #missingScopesText(scopes: readonly string[]): string {
    if (scopes.length === 0) return '';
    const t = this.#translator;
    const list = new Intl.ListFormat(t.locale).format(scopes);
    return t('session.missingScopes', {scopes: list});
  }

  #errorText({code, message, facts = {redirectUri: '', server: ''}}: SessionError): string {
    // In a sandboxed frame the link cannot open a window, either.
    const isBlockedInFrame = code === 'popup-blocked' && window !== parent;
    const key = `sign-in.${code}${isBlockedInFrame ? '-framed' : ''}`;
    if (!isErrorKey(key)) return message;
    return this.translator(signInErrorWords)(key, facts);
  }
}

function isErrorKey(key: string): key is keyof typeof signInErrorWords {
  return key in signInErrorWords;
}

/** Set as `textContent`, like all words that change: an extension may have replaced text nodes. */
function renderState(mark: '' | 'busy', text: string): TemplateResult {
  return html`<span class="who note" part="user"><span class="mark ${mark}"></span><span .textContent=${text}></span></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-session': RcSession;
  }
}
