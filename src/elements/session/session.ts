import {html, nothing} from 'lit';
import type {PropertyValues, TemplateResult} from 'lit';
import {sessionWords} from '../../i18n/en/session.js';
import {signInErrorWords} from '../../i18n/en/sign-in-errors.js';
import type {HostSdk} from '../../ringcentral/platform.js';
import {StoreElement} from '../internal/store-element.js';
import {warnIcon} from '../internal/call-icons.js';
import {connectSessionElement} from '../internal/events.js';
import {actionStyles} from '../internal/actions.styles.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {ConnectOptions, Observable, Session, SessionError, StorageKind, Store} from '../../store/types.js';
import {sessionStyles} from './session.styles.js';

/** What nobody may put into a page: whoever reads the page could act for the company with it. */
const SECRETS = ['client-secret', 'clientsecret', 'client_secret', 'jwt'];

/** The properties that are handed to the store as they are. */
const CONNECTING = [
  'sdk', 'getAccessToken', 'proxy', 'csrfHeader', 'csrfToken', 'clientId', 'server', 'redirectUri', 'flow',
  'accountId', 'extensionId', 'storage', 'country',
] as const satisfies readonly (keyof ConnectOptions & keyof RcSession)[];

/** Redirect URIs that were printed, so that each is said once. */
const printed = new Set<string>();

/**
 * Gives its account a RingCentral session, and shows who is signed in. One of `client-id`, `sdk`, `proxy` and
 * `getAccessToken` says where the session comes from.
 *
 * @tag rc-session
 * @csspart session - All of it.
 * @csspart user - Who is signed in.
 * @csspart button - "Sign in" and "Sign out".
 * @csspart link - Opens the sign-in window where the browser blocked it.
 * @csspart error - What went wrong, and what to mend.
 * @cssproperty --rc-accent - The "Sign in" button.
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-radius - Of the buttons.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-text - Text.
 * @cssproperty --rc-muted - Less important text.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of the button under the pointer.
 * @cssproperty --rc-ok - Signed in.
 * @cssproperty --rc-wait - Warnings.
 * @cssproperty --rc-error - Errors.
 * @fires {RcSessionChangeEvent} rc-session-change - The session came, went or is on its way.
 * @fires {RcLimitChangeEvent} rc-limit-change - RingCentral asks for a pause, or it is over.
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
    return [...super.observedAttributes, ...SECRETS];
  }

  /** Client ID of a RingCentral app (client-side web app, Authorization Code with PKCE). */
  declare clientId: string | undefined;
  /** Default: production, `https://platform.ringcentral.com`. */
  declare server: string | undefined;
  /** Where the sign-in comes back to; on the page's origin, relative to the page. Default: `rc-redirect.html`. */
  declare redirectUri: string | undefined;
  /** A window of its own, or leaving the page and coming back. Default: `popup`. */
  declare flow: 'popup' | 'redirect' | undefined;
  /** For whom requests are made; default `~`, the one who signed in. */
  declare accountId: string | undefined;
  /** As `account-id`, for the extension. */
  declare extensionId: string | undefined;
  /** ISO 3166-1 alpha-2, to read national numbers; over the account's home country. */
  declare country: string | undefined;
  /** Where tokens, choices and running calls are kept. Default: `local`. */
  declare storage: StorageKind | undefined;
  /** Base URL of a backend that holds the tokens. */
  declare proxy: string | undefined;
  /** Name of the header in which `csrfToken` goes to the proxy. */
  declare csrfHeader: string | undefined;
  /** What goes to the proxy in the header `csrf-header`. */
  declare csrfToken: string | undefined;
  /** The page's own RingCentral SDK, or its platform; never signed out by this element. */
  declare sdk: HostSdk | undefined;
  /** Gives an access token for each request, where the page has no SDK. */
  declare getAccessToken: (() => Promise<string>) | undefined;

  #secret: string | undefined;
  #connects = false;

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!SECRETS.includes(name)) return super.attributeChangedCallback(name, before, value);
    this.#secret = SECRETS.find((secret) => this.hasAttribute(secret));
    if (value !== null) {
      console.error(`<rc-session> does not sign in while it has the attribute "${name}": everybody who opens the page ` +
        'can read it, and act for your company with it. Remove it, and consider it known: make a new one at ' +
        'RingCentral. A page needs the client ID only.');
    }
    this.requestUpdate();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session];
  }

  protected override storeChanged(store: Store): void {
    connectSessionElement(store, this);
    this.#connects = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#connect();
  }

  /** Opens the sign-in window, or leaves the page, by `flow`. Call it in a click. Resolves when signing in is over. */
  async signIn(): Promise<void> {
    if (this.#secret) return;
    this.#connect();
    this.#printRedirectUri();
    await this.store?.signIn();
  }

  /** Forgets the session in all tabs, with what was stored for it, and ends it at RingCentral. */
  async signOut(): Promise<void> {
    await this.store?.signOut();
  }

  /** An element that names no way in only shows the session of its account. */
  #connect(): void {
    const {sdk, getAccessToken, proxy, clientId} = this;
    const names = !this.#secret && (!!sdk || !!getAccessToken || proxy != null || !!clientId);
    if (!names && !this.#connects) return;
    this.#connects = names;
    const options: Record<string, unknown> = {};
    if (names) {
      for (const name of CONNECTING) if (this[name] != null && this[name] !== '') options[name] = this[name];
      if (this.language) options.language = this.language;
    }
    this.store?.connect(options).catch(() => {
      console.warn('rc-click-to-call: a part of the script could not be loaded. Check the connection and reload.');
    });
  }

  /** RingCentral refuses any that is not in the app's settings, to the letter, and does not say which was sent. */
  #printRedirectUri(): void {
    if (!this.clientId || this.sdk || this.getAccessToken || this.proxy != null) return;
    const uri = new URL(this.redirectUri || 'rc-redirect.html', this.ownerDocument.baseURI);
    uri.hash = '';
    if (printed.has(uri.href)) return;
    printed.add(uri.href);
    console.warn(`rc-click-to-call: the redirect URI to register for this app at RingCentral is exactly ${uri.href}`);
  }

  /** Loads what signing in needs, as soon as somebody seems to want it. */
  #warm = (): void => {
    if (this.clientId && this.store?.session.get().state !== 'ready') void import('../../ringcentral/sdk.js').catch(() => {});
  };

  #signIn = (): void => void this.signIn();
  #signOut = (): void => void this.signOut();

  protected override render(): TemplateResult {
    const t = this.translator(sessionWords);
    const session = this.store?.session.get();
    return html`
      <div class="session" part="session" role="group" aria-label=${t('session.label')} dir=${t.direction} lang=${t.language}>
        ${this.#secret
          ? html`<p class="message problem" part="error" role="alert">${warnIcon}<span>${
            t('session.secret', {name: this.#secret})}</span></p>`
          : session ? this.#body(session) : nothing}
      </div>
    `;
  }

  #body(session: Session): TemplateResult {
    const t = this.translator(sessionWords);
    const {state, error, signInUrl, missingScopes = []} = session;
    return html`
      ${this.#who(session)}
      ${state === 'restoring' ? nothing : state === 'ready'
        ? html`<button class="action" part="button" type="button" @click=${this.#signOut}
            aria-label=${nameOf(session) ? t('session.signOutOf', {name: nameOf(session)}) : nothing}>${t('session.signOut')}</button>`
        : html`<button class="action ${signInUrl ? '' : 'primary'}" part="button" type="button" aria-describedby="message"
            @click=${this.#signIn} @pointerenter=${this.#warm} @focus=${this.#warm}>${this.#action(state)}</button>`}
      ${signInUrl ? html`<a class="action primary" part="link" href=${signInUrl} target="_blank" rel="opener">${t('session.openWindow')}</a>` : nothing}
      <p id="message" class="message ${error ? 'problem' : 'warning'}" part="error" role="status">${
        error || missingScopes.length ? html`${warnIcon}<span>${error
          ? this.#why(error)
          : t('session.missingScopes', {scopes: list(missingScopes, t.locale)})}</span>` : nothing}</p>
    `;
  }

  #who(session: Session): TemplateResult {
    const t = this.translator(sessionWords);
    const {state, user} = session;
    const name = nameOf(session);
    switch (state) {
      case 'ready':
        return html`<span class="who" part="user"><span class="mark on"></span>
          <span>${name ? html`<span class="unseen">${t('session.you')}</span> <span class="name">${name}</span>` : t('session.you')}</span>
          ${user?.extensionNumber ? html`<span class="extension">${t('session.extension', {number: user.extensionNumber})}</span>` : nothing}
        </span>`;
      case 'restoring':
        return html`<span class="who note" part="user"><span class="mark busy"></span>${t('session.restoring')}</span>`;
      case 'signing-in':
        return html`<span class="who note" part="user"><span class="mark busy"></span>${
          this.flow === 'redirect' ? t('session.leaving') : t('session.signingIn')}</span>`;
      case 'expired':
        return html`<span class="who" part="user"><span class="mark over"></span>${t('session.expired')}</span>`;
      default:
        return html`<span class="who note" part="user"><span class="mark"></span>${t('session.signedOut')}</span>`;
    }
  }

  #why({code, message, facts}: SessionError): string {
    // In a sandboxed frame the link may open no window either.
    const key = `sign-in.${code}${code === 'popup-blocked' && window !== parent ? '-framed' : ''}`;
    if (!(key in signInErrorWords)) return message;
    return this.translator(signInErrorWords)(key as keyof typeof signInErrorWords, facts ?? {redirectUri: '', server: ''});
  }

  #action(state: Session['state']): string {
    const t = this.translator(sessionWords);
    if (state === 'expired') return t('session.signInAgain');
    if (state === 'error') return t('session.tryAgain');
    return state === 'signing-in' && this.flow !== 'redirect' ? t('session.showWindow') : t('session.signIn');
  }
}

const list = (names: readonly string[], locale: string): string => new Intl.ListFormat(locale).format(names);

const nameOf = ({user}: Session): string => user?.name ?? '';

declare global {
  interface HTMLElementTagNameMap {
    'rc-session': RcSession;
  }
}
