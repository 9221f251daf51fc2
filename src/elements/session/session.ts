import type {TemplateResult} from 'lit';
import {sessionWords} from '../../i18n/en/session.js';
import {signInErrorWords} from '../../i18n/en/sign-in-errors.js';
import type {HostSdk} from '../../ringcentral/platform.js';
import type {StorageKind} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {RcElement} from '../internal/base-element.js';
import {getPageStore} from '../internal/event-bridge.js';
import {StoreController} from '../internal/store-controller.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {CONNECT_PROPERTIES, connectOptionsOf, signsInElsewhere} from './connect-options.js';
import {printRedirectUri} from './redirect-uri-notice.js';
import {SECRET_ATTRIBUTES, secretAttributeOf, warnOfSecret} from './secret-attributes.js';
import {SessionConnector} from './session-connector.js';
import {sessionStyles} from './session.styles.js';
import {sessionTemplate} from './session.template.js';

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
export class RcSession extends RcElement {
  static override styles = [tokenStyles, actionStyles, sessionStyles];
  static override properties = {
    clientId: {attribute: 'client-id'}, server: {}, redirectUri: {attribute: 'redirect-uri'},
    flow: {}, accountId: {attribute: 'account-id'}, extensionId: {attribute: 'extension-id'},
    country: {}, storage: {}, push: {}, callDetails: {attribute: 'call-details', type: Boolean},
    browserCalls: {attribute: 'browser-calls', type: Boolean},
    proxy: {}, csrfHeader: {attribute: 'csrf-header'}, csrfToken: {attribute: false},
    sdk: {attribute: false}, getAccessToken: {attribute: false},
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...SECRET_ATTRIBUTES];
  }

  readonly #connector = new SessionConnector(this);
  readonly #store = new StoreController(this, {
    find: getPageStore, watch: (store) => [store.session],
    onConnect: (store) => this.#connector.follow(store),
  });

  /** Client ID of a RingCentral app (client-side web app, Authorization Code with PKCE). */
  clientId: string | undefined;
  /** RingCentral's API server. Default: production, `https://platform.ringcentral.com`. */
  server: string | undefined;
  /** Page of this origin that the sign-in returns to; may be relative. Default: `rc-redirect.html`. */
  redirectUri: string | undefined;
  /** `popup` opens a sign-in window, `redirect` leaves the page and returns. Default: `popup`. */
  flow: 'popup' | 'redirect' | undefined;
  /** Account that requests are made for. Default: `~`, the account of the signed-in user. */
  accountId: string | undefined;
  /** Extension that requests are made for. Default: `~`, the extension of the signed-in user. */
  extensionId: string | undefined;
  /** Country of national numbers (ISO 3166-1 alpha-2). Default: the account's home country. */
  country: string | undefined;
  /** Where tokens, choices and active calls are kept. Default: `local`. */
  storage: StorageKind | undefined;
  /** Whether a WebSocket may tell of calls. Default: `auto`; `never` with `sdk` and `proxy`. */
  push: 'auto' | 'never' | undefined;
  /** Whether RingCentral's record of each call is read; needs `ReadCallLog`. Default: false. */
  callDetails: boolean | undefined;
  /**
   * Whether this browser may be a phone. Needs the scope `VoipCalling`, a digital line, and, in a
   * build of your own, an import of `rc-click-to-call/browser-calls/define.js`. Default: false.
   */
  browserCalls: boolean | undefined;
  /** Base URL of a backend that keeps the tokens. */
  proxy: string | undefined;
  /** Name of the header that carries `csrfToken` to the proxy. */
  csrfHeader: string | undefined;
  /** Value of the header that `csrf-header` names. */
  csrfToken: string | undefined;
  /** The page's own RingCentral SDK, or its platform. This element never signs it out. */
  sdk: HostSdk | undefined;
  /** Returns an access token for each request, for pages without an SDK. */
  getAccessToken: (() => Promise<string>) | undefined;

  constructor() {
    super();
    // The values that they have again once their attributes are removed.
    for (const name of CONNECT_PROPERTIES) this[name] = undefined;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (!SECRET_ATTRIBUTES.includes(name)) return super.attributeChangedCallback(name, old, value);
    if (value !== null) warnOfSecret(name);
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#connect();
  }

  /**
   * Opens the sign-in window, or leaves the page, as `flow` says. Call it in a click, or browsers
   * block the window. Resolves when the sign-in is over.
   */
  async signIn(): Promise<void> {
    if (secretAttributeOf(this)) return;
    this.#connect();
    const printsUri = this.clientId && !signsInElsewhere(this);
    if (printsUri) printRedirectUri(this.redirectUri, this.ownerDocument.baseURI);
    await this.#store.value?.signIn();
  }

  /** Ends the session at RingCentral and in all tabs, and erases the data stored for it. */
  async signOut(): Promise<void> {
    await this.#store.value?.signOut();
  }

  #connect(): void {
    const options = secretAttributeOf(this) ? null : connectOptionsOf(this, this.language);
    if (this.#store.value) this.#connector.connect(this.#store.value, options);
  }

  protected override render(): TemplateResult {
    return sessionTemplate({
      t: this.translator(sessionWords), errorTranslator: this.translator(signInErrorWords),
      session: this.#store.value?.session.get(), secretAttribute: secretAttributeOf(this),
      clientId: this.clientId, flow: this.flow, host: this,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-session': RcSession;
  }
}
