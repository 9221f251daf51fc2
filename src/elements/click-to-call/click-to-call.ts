import {
  html, isServer, nothing,
  type PropertyDeclaration, type PropertyDeclarations, type PropertyValues, type TemplateResult,
} from 'lit';
import {clickToCallWords} from '../../i18n/en/click-to-call.js';
import type {Translator} from '../../i18n/translator.js';
import {LazyPart} from '../../loading/lazy-part.js';
import {dialableNumberLinks, shortNumberLinks, type CallLinks} from '../../phone/call-uris.js';
import type {DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {throwNotLoaded} from '../../store/not-loaded.js';
import type {Call} from '../../store/types.js';
import {ActivationGuard} from '../internal/activation-guard.js';
import {RcElement} from '../internal/base-element.js';
import {phoneIcon, textIcon} from '../internal/icons.js';
import {closestAcrossRoots} from '../internal/page-language.js';
import {pageHasSession} from '../internal/page-session.js';
import {StoreController} from '../internal/store-controller.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {CallButtonHost} from './call-button-host.js';
import type {CallController} from './call-controller.js';
import type {ButtonState} from './call-face.js';
import {clickToCallStyles} from './click-to-call.styles.js';
import {
  isShortDestination, LINK_SCHEMES, readDestination, unparsedDestination,
  type Destination, type LinkScheme,
} from './destination.js';
import {
  appendFallback, cancelLazyRendering, renderWhenNeeded, type LazyRendered,
} from './lazy-rendering.js';
import {openCallLink} from './open-link.js';
import {rememberClick} from './waiting-click.js';

type ButtonTranslator = Translator<typeof clickToCallWords>;

const UNREAD: Destination = {kind: 'unread'};
const NUMBER_ONLY = /^[+\dx\s().-]+$/;

const LABEL_CHANGES: MutationObserverInit = {
  subtree: true, childList: true, characterData: true, attributes: true,
};

/** The page may change the text or the number of the link that it put into a button. */
const labelLinkObserver = isServer ? null : new MutationObserver((records) => {
  for (const {target} of records) {
    const element = target instanceof Element ? target : target.parentElement;
    element?.closest<RcClickToCall>('rc-click-to-call')?.requestUpdate();
  }
});

/**
 * A button that calls a number. With a session, RingCentral rings the user's own phone first, then
 * the other party (RingOut). Without one it is a link that opens RingCentral or the device's phone.
 *
 * @tag rc-click-to-call
 * @slot - The label: text, or a plain `<a href="tel:…">` that works without the script, too.
 * @slot icon - Replaces the telephone icon.
 * @csspart button - The call button, or the link.
 * @csspart icon - The icon before the label.
 * @csspart label - The label.
 * @csspart sms - The link that sends a text message.
 * @csspart message - The card with questions, progress and errors.
 * @cssState link - There is no session: the element is a link.
 * @cssState placing - The call is being placed.
 * @cssState active - The call is ringing or connected.
 * @cssState error - The last call failed or was refused.
 * @cssState waiting - The body is not rendered yet; the page's own label is shown.
 * @cssproperty --rc-accent - Color of icons, focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-button-background - Background of the call button.
 * @cssproperty --rc-button-hover - Background of the call button under the pointer.
 * @cssproperty --rc-button-border - Border color of the call button.
 * @cssproperty --rc-button-color - Text color of the call button.
 * @cssproperty --rc-radius - Corner radius of buttons and cards.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text color on cards.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of cards.
 * @cssproperty --rc-edge - Border color of fields and secondary buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Color for connected and answered.
 * @cssproperty --rc-wait - Color for ringing and waiting.
 * @cssproperty --rc-error - Color for errors.
 * @cssproperty --rc-shadow - Shadow of cards.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is placed. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - At each new phase of the call.
 * @fires {RcCallEndEvent} rc-call-end - When the call is over.
 * @fires {RcCallErrorEvent} rc-call-error - When the call is refused or fails.
 */
export class RcClickToCall extends RcElement implements CallButtonHost, LazyRendered {
  static override styles = [tokenStyles, clickToCallStyles];

  static override shadowRootOptions: ShadowRootInit = {
    ...RcElement.shadowRootOptions, delegatesFocus: true,
  };

  static override properties: PropertyDeclarations = {
    to: {},
    country: {},
    name: {},
    from: {},
    callerId: {attribute: 'caller-id'},
    playPrompt: {attribute: 'play-prompt'},
    confirm: {},
    sms: {type: Boolean},
    size: {reflect: true},
    link: {},
    disabled: {type: Boolean, reflect: true},
  };

  /**
   * The number to call, in any format: `+16505550100`, `(650) 555-0100 x9`, `tel:…`. Defaults to
   * the `href` of the link inside.
   */
  to = '';
  /**
   * Country of a national `to` (ISO 3166-1 alpha-2). Defaults to the nearest `country` attribute,
   * then to the account's country.
   */
  country = '';
  /** Name of the person or company to call, as messages show it. */
  name = '';
  /** Phone to ring first (E.164), in place of the one that the user chose. */
  from = '';
  /** Number that the other party sees (E.164), in place of the one that the user chose. */
  callerId = '';
  /** Whether the user must press 1 before the other party is called. Empty: RingCentral decides. */
  playPrompt: '' | 'true' | 'false' = '';
  /**
   * Whether to ask before a call is placed. `auto` asks for international, premium-rate and
   * satellite numbers.
   */
  confirm: 'auto' | 'always' | 'never' = 'auto';
  /** Adds a link that sends a text message. */
  sms = false;
  /** `small` is as high as the text around it (for tables), `medium` 44 px, `large` 56 px. */
  size: 'small' | 'medium' | 'large' = 'medium';
  /**
   * The link to show without a session. `auto` opens RingCentral if the page has an `<rc-session>`,
   * otherwise the device's phone.
   */
  link: 'auto' | 'rcmobile' | 'rcapp' | 'tel' | 'none' = 'auto';
  /** Disables the button. `call()` still works. */
  disabled = false;

  /** The number behind the button, as far as it has been read. @internal */
  destination: Destination = UNREAD;

  /** Held while a press could still mean what the button was before. @internal */
  readonly activationGuard = new ActivationGuard();

  /** Declared, not initialized: Lit's constructor reads it before the fields here exist. */
  declare private isRendered: boolean | undefined;
  readonly #store = new StoreController(this, {
    watch: (store) => [store.session, ...callCodePart.part?.tooltipSources(this, store) ?? []],
    onConnect: () => this.#loadCallCode(),
  });
  #controller: CallController | undefined;
  #isPreloaded = false;
  /** Attached at once: in another window, where the tag is not defined, it cannot be. */
  readonly #internals = this.attachInternals();
  #labelLink: HTMLAnchorElement | null = null;
  /** Country and text that were last given to the parser. */
  #parsedKey = '';
  #hadFocus = false;
  /** The body is not rendered yet. */
  #isWaiting = false;
  /** The number as a link that the user can find, while there is no body. */
  #fallback: HTMLElement | undefined;
  /** Set while there was no body: Lit would give back what was set before the script had loaded. */
  #newestValues: Record<string, unknown> = {};
  /** The face that the user sees, and so the one that a click means. */
  #shownState: ButtonState | null = null;

  override connectedCallback(): void {
    if (this.#isWaiting || !(this.isRendered || this.shadowRoot)) return this.#waitForNeed();
    this.isRendered = true;
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    if (!this.isRendered) return cancelLazyRendering(this);
    super.disconnectedCallback();
  }

  /** Until the body is needed, only the attributes that the page's styles select by are updated. */
  override requestUpdate(
    name?: PropertyKey, oldValue?: unknown, options?: PropertyDeclaration,
  ): void {
    if (this.isRendered || isServer) return super.requestUpdate(name, oldValue, options);
    // An element must not gain attributes while it is being created.
    if (oldValue === undefined) return;
    this.#newestValues[name as string] = this[name as keyof this];
    if (this.#fallback) this.#fallback.textContent = this.#labelText;
    if (name === 'disabled') this.toggleAttribute('disabled', this.disabled);
    if (name !== 'size' || this.size === this.getAttribute('size')) return;
    this.setAttribute('size', this.size);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    if (this.isConnected) this.renderNow();
    if (this.#store.value) await callCodePart.load().catch(() => undefined);
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    Object.assign(this, this.#newestValues);
    this.#newestValues = {};
    super.willUpdate(changed);
    this.#store.hostUpdate();
    if (!isServer) this.#updateLabelLink();
    this.#updateDestination();
    this.#hadFocus = this.hasUpdated && this.#hasFocus;
    const code = callCodePart.part;
    if (this.#store.value && code?.hasUntoldCall(this, this.#store.value)) this.#controlCalls(code);
  }

  protected override updated(): void {
    const phase = this.#controller?.phase;
    callCodePart.part?.followMeaning(this, this.#controller);
    this.#toggleState('link', !this.#isSessionReady);
    for (const state of ['placing', 'active', 'error']) this.#toggleState(state, phase === state);
    // A link that became a button, or a button that became a link, keeps the focus.
    if (this.#hadFocus && !this.#hasFocus) this.mainControl?.focus({preventScroll: true});
  }

  /**
   * Calls `to`, as a click does. Resolves when RingCentral has answered, also with a call that has
   * failed. Rejects with a `CallError` (and fires `rc-call-error`) if the call is refused.
   */
  async call(): Promise<Call> {
    this.renderNow();
    const controller = this.#controlCalls(await callCodePart.loadNow().catch(throwNotLoaded));
    // The page may have set another number just before.
    if (this.isUpdatePending) this.performUpdate();
    return controller.place();
  }

  /** @internal */
  renderNow(): void {
    if (this.isRendered) return;
    this.isRendered = true;
    this.#isWaiting = false;
    this.#fallback = undefined;
    cancelLazyRendering(this);
    this.#toggleState('waiting', false);
    // `:focus-within` would not match in a window that is not in front.
    const {activeElement} = this.getRootNode() as Document | ShadowRoot;
    const hadFocus = this.contains(activeElement);
    this.#removeFallbackRole();
    if (this.isConnected) super.connectedCallback();
    this.requestUpdate();
    this.performUpdate();
    if (hadFocus) this.mainControl?.focus();
  }

  /** @internal */
  showFallback(): void {
    if (this.isRendered || this.#fallback) return;
    const hasPageLink = this.querySelector('a[href]') !== null;
    if (!hasPageLink && this.#hasPageLabel) return this.#addFallbackRole();
    this.#removeFallbackRole();
    if (hasPageLink) return;
    // The number may have been set before the script had loaded: then Lit keeps it.
    const text = this.#labelText;
    if (!text) return this.renderNow();
    this.#fallback = appendFallback(this.createRenderRoot(), text);
  }

  #addFallbackRole(): void {
    if (this.#internals.role) return;
    this.#internals.role = 'link';
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0;
  }

  #removeFallbackRole(): void {
    if (!this.#internals.role) return;
    this.#internals.role = null;
    if (this.getAttribute('tabindex') === '0') this.removeAttribute('tabindex');
  }

  /** @internal */
  preload(): void {
    if (this.#isPreloaded || !this.#isSessionReady) return;
    this.#isPreloaded = true;
    callCodePart.load().then((code) => code.preloadAttempt(this), () => undefined);
  }

  /** @internal */
  activate(): void {
    this.mainControl?.click();
  }

  /** @internal */
  get mainControl(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.main');
  }

  /** @internal */
  get voice(): string { return this.language ?? ''; }

  /** @internal */
  get writtenNumber(): string {
    return this.to || this.#labelLink?.getAttribute('href') || '';
  }

  /** @internal */
  get calleeLabel(): string {
    const name = this.name.trim();
    if (name) return name;
    const e164 = this.#number?.e164;
    if (!e164) return this.writtenNumber;
    return callCodePart.part?.formatNumber(e164) ?? e164;
  }

  /** @internal */
  get dialingCountry(): string | undefined {
    const pageCountry = this.country || closestAcrossRoots(this, '[country]')?.getAttribute('country');
    const country = pageCountry || this.#store.value?.session.get().user?.country;
    return country?.toUpperCase();
  }

  /** @internal */
  get callLinks(): Partial<CallLinks> | null {
    const {destination} = this;
    if (destination.kind === 'number') return dialableNumberLinks(destination.number);
    if (destination.kind === 'unread') return destination.links ?? null;
    return isShortDestination(destination) ? shortNumberLinks(destination) : null;
  }

  /** @internal */
  get linkScheme(): LinkScheme | null {
    if (this.link === 'none') return null;
    if (!this.callLinks?.rcapp) return 'tel';
    const chosenScheme = LINK_SCHEMES.find((scheme) => scheme === this.link);
    return chosenScheme ?? (pageHasSession() ? 'rcmobile' : 'tel');
  }

  get #isSessionReady(): boolean {
    return !callCodePart.isMissing && this.#store.value?.session.get().state === 'ready';
  }

  get #placesCalls(): boolean {
    return this.#isSessionReady && !isShortDestination(this.destination);
  }

  get #number(): DialableNumber | undefined {
    return this.destination.kind === 'number' ? this.destination.number : undefined;
  }

  get #linkHref(): string | null {
    const {linkScheme} = this;
    return linkScheme && (this.callLinks?.[linkScheme] ?? null);
  }

  get #hasFocus(): boolean {
    const {mainControl} = this;
    return mainControl !== null && this.shadowRoot?.activeElement === mainControl;
  }

  #loadCallCode(): void {
    if (callCodePart.part) return;
    void callCodePart.whenLoaded(() => this.requestUpdate()).then(() => this.#store.reconnect());
  }

  #waitForNeed(): void {
    this.#isWaiting = true;
    this.#toggleState('link', true);
    this.#toggleState('waiting', true);
    renderWhenNeeded(this);
    const mayBeParsed = this.ownerDocument.readyState === 'loading';
    const hasLink = this.#fallback !== undefined || this.querySelector('a[href]') !== null;
    if (!mayBeParsed && !hasLink) this.#addFallbackRole();
  }

  #toggleState(name: string, isOn: boolean): void {
    const {states} = this.#internals;
    try {
      if (isOn) states.add(name);
      else states.delete(name);
    } catch {
      // Browsers before `:state()` have no states, or want dashed names: only styles are lost.
    }
  }

  #controlCalls({CallController}: CallCode): CallController {
    return this.#controller ??= new CallController(this);
  }

  #updateLabelLink(): void {
    const link = this.querySelector<HTMLAnchorElement>(':scope > a[href]:not([slot])');
    if (link && link !== this.#labelLink) labelLinkObserver?.observe(link, LABEL_CHANGES);
    this.#labelLink = link;
  }

  /** At once if the number has its country code, otherwise as soon as the parser has loaded. */
  #updateDestination(): void {
    const text = this.writtenNumber;
    const destination = readDestination(text);
    if (destination.kind !== 'unread' || isServer) {
      this.#parsedKey = '';
      this.destination = destination;
      return;
    }
    const country = this.dialingCountry;
    const key = `${country ?? ''} ${text}`;
    if (this.#parsedKey === key) return;
    this.#parsedKey = key;
    this.destination = parserPart.part?.readNumber(text, {country}) ?? UNREAD;
    if (this.destination !== UNREAD) return;
    const setDestination = (destination: Destination): void => {
      if (this.#parsedKey !== key) return;
      this.destination = destination;
      this.requestUpdate();
    };
    void parserPart.whenLoaded(() => setDestination(unparsedDestination(text)))
      .then(({readNumber}) => setDestination(readNumber(text, {country})));
  }

  async #handleClick(event: Event): Promise<void> {
    const state = this.#shownState;
    const isLink = event.currentTarget instanceof HTMLAnchorElement;
    const isIdle = state ? !state.activate : this.disabled;
    const isIgnored = isIdle || this.activationGuard.isHeld();
    // A click that calls follows no link around the button or in its label.
    if (isIgnored || !isLink) event.preventDefault();
    if (isIgnored) return;
    this.activationGuard.hold();
    if (state) return state.activate?.();
    if (isLink) openCallLink(event);
    await this.#handleIdleClick(isLink);
  }

  async #handleIdleClick(isLink: boolean): Promise<void> {
    const isStillMeant = rememberClick(this);
    // Without it, there is the link.
    const code = callCodePart.part ?? await callCodePart.loadNow().catch(() => undefined);
    this.requestUpdate();
    if (code && isStillMeant()) this.#controlCalls(code).handleActivation(isLink);
  }

  #handleKeyDown(event: KeyboardEvent): void {
    if (event.repeat && 'Enter '.includes(event.key)) event.preventDefault();
  }

  readonly #handleSlotChange = (): void => this.requestUpdate();

  protected override render(): TemplateResult {
    const t = this.translator(clickToCallWords);
    return html`${this.#renderMainControl(t)
    }<slot hidden @slotchange=${this.#handleSlotChange}></slot>${
      this.#renderSmsLink(t)}${this.#controller?.renderCard() ?? nothing}`;
  }

  #renderMainControl(t: ButtonTranslator): TemplateResult {
    const state = this.#shownState = this.#controller?.buttonState ?? null;
    const href = state || this.#placesCalls ? null : this.#linkHref;
    return href ? this.#renderLink(href, t) : this.#renderButton(state, t);
  }

  /**
   * One button through all states of a call, so that it keeps the focus. The slot of the label
   * stands before the hidden slot, and so gets the page's label. While it is not rendered, the
   * hidden slot gets it: a link inside a button, even an invisible one, makes two controls of one.
   */
  #renderButton(state: ButtonState | null, t: ButtonTranslator): TemplateResult {
    const name = state ? state.name : this.#accessibleName(t);
    const hint = state ? state.hint : this.#tooltip(t);
    const isIdle = state ? !state.activate : this.disabled;
    return html`<button type="button" part="button" class="main ${state?.kind ?? ''}"
      aria-disabled=${isIdle || nothing} aria-label=${name ?? nothing} title=${hint ?? nothing}
      @click=${this.#handleClick} @keydown=${this.#handleKeyDown}
    >${state
      ? callCodePart.part?.renderButtonContent(state, this.#idleLabel(t))
      : [this.#renderIcon(), this.#renderLabel(t)]}</button>`;
  }

  #renderLink(href: string, t: ButtonTranslator): TemplateResult {
    const {disabled} = this;
    return html`<a part="button" class="main"
      href=${disabled ? nothing : href} role=${disabled ? 'link' : nothing}
      aria-disabled=${disabled || nothing} aria-label=${this.#accessibleName(t) ?? nothing}
      title=${this.#tooltip(t) ?? nothing}
      @click=${this.#handleClick} @keydown=${this.#handleKeyDown}
    >${this.#renderIcon()}${this.#renderLabel(t)}</a>`;
  }

  #renderIcon(): TemplateResult {
    return html`<slot name="icon" part="icon">${phoneIcon}</slot>`;
  }

  #renderLabel(t: ButtonTranslator): TemplateResult {
    const text = this.#labelText;
    const shownText = text ?? (isServer ? '' : this.textContent);
    // A bare number keeps its order inside text of the other direction.
    const direction = NUMBER_ONLY.test(shownText) ? 'ltr' : nothing;
    const thenDial = this.#thenDial(t);
    // As the text of the element: a translator of the browser may have replaced the text node.
    return text !== null && !thenDial
      ? html`<span part="label" dir=${direction} .textContent=${text}></span>`
      : html`<span part="label" dir=${direction}>${text ?? this.#renderLabelSlot()}${
        thenDial && html` <span class="then" dir=${t.direction}>${thenDial}</span>`}</span>`;
  }

  #renderLabelSlot(): TemplateResult {
    // A server does not see the children; what stands in the slot is the label if there are none.
    const fallback = isServer ? this.name || this.writtenNumber : nothing;
    return html`<slot @slotchange=${this.#handleSlotChange}>${fallback}</slot>`;
  }

  /** "then dial 9988776#": RingOut sends nothing after the answer. */
  #thenDial(t: ButtonTranslator): string {
    const {extension, tones = extension} = this.#number ?? {};
    return tones ? t('then-dial', {extension: tones.replace(/,+/g, ' ').trim()}) : '';
  }

  #renderSmsLink(t: ButtonTranslator): TemplateResult | typeof nothing {
    if (!this.sms || this.disabled) return nothing;
    const uri = this.callLinks?.[this.linkScheme === 'tel' ? 'sms' : 'rcmobileSms'];
    if (!uri) return nothing;
    return html`<a part="sms" class="sms" href=${uri}
      aria-label=${t('text', {who: this.calleeLabel})} @click=${openCallLink}>${textIcon}</a>`;
  }

  /** Whether the page's own content says what the button is. */
  get #hasPageLabel(): boolean {
    if (this.#labelLink) return this.#labelLink.textContent.trim() !== '';
    return isServer || Array.from(this.childNodes).some(isLabelNode);
  }

  /** Null if the page's own content, which is no link, is the label. */
  get #labelText(): string | null {
    if (this.#hasPageLabel) return this.#labelLink && this.#labelLink.textContent;
    const name = this.name.trim();
    if (name) return name;
    const number = this.#number;
    // The extension follows in words.
    return number?.extension ? number.e164 : this.writtenNumber.replace(/^tel:/i, '');
  }

  /** The label as text: its room is kept while the button shows the state of a call. */
  #idleLabel(t: ButtonTranslator): string {
    const label = this.#labelText ?? this.textContent;
    return `${label} ${this.#thenDial(t)}`.trim();
  }

  /** "Call …", if the page gave no label. */
  #accessibleName(t: ButtonTranslator): string | undefined {
    if (this.#hasPageLabel) return undefined;
    return t('call', {who: this.#idleLabel(t)});
  }

  /** Says before the click what it will do. */
  #tooltip(t: ButtonTranslator): string | undefined {
    const store = this.#store.value;
    if (this.#placesCalls) return store && callCodePart.part?.tooltipFor(this, store);
    if (!this.#linkHref) return undefined;
    return t(this.linkScheme === 'tel' ? 'before.phone' : 'before.ringcentral');
  }
}

/** Whether a child of the element is content for its label. */
function isLabelNode(node: Node): boolean {
  if (node instanceof Element) return !node.slot;
  return node.nodeType === Node.TEXT_NODE && !!node.nodeValue?.trim();
}

type CallCode = typeof import('./call-code.js');

/** Loads once the page has a store; a page of links never needs it. */
const callCodePart = new LazyPart((_query) => import('./call-code.js'));

declare global {
  interface HTMLElementTagNameMap {
    'rc-click-to-call': RcClickToCall;
  }
}
