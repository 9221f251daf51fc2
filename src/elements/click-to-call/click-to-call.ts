import {html, isServer, nothing} from 'lit';
import type {PropertyDeclaration, PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {clickToCallWords} from '../../i18n/en/click-to-call.js';
import {closestAcross} from '../../i18n/locale.js';
import type {Translator} from '../../i18n/locale.js';
import {callLinks} from '../../phone/call-links.js';
import type {CallLinks} from '../../phone/call-links.js';
import {RcElement} from '../internal/base-element.js';
import {phoneIcon, textIcon} from '../internal/icons.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {Call, Observable, Store} from '../../store/types.js';
import {clickToCallStyles} from './click-to-call.styles.js';
import {renderWhenNeeded, cancelLazyRendering} from './lazy-rendering.js';
import type {LazyRendered} from './lazy-rendering.js';
import type {CallController} from './call-controller.js';
import {openCallLink} from './open-link.js';
import {readDestination} from './destination.js';
import type {Destination, LinkScheme} from './destination.js';

/** A button whose meaning has just changed ignores activation for so long (ms): the rest of a double click. */
const SETTLE = 800;

const LABEL: MutationObserverInit = {subtree: true, childList: true, characterData: true, attributes: true};

/** The page may change the text or the number of its own links. */
const labelChanges = isServer ? {observe: () => undefined} : new MutationObserver((records) => {
  for (const {target} of records) {
    const link = target instanceof Element ? target : target.parentElement;
    link?.closest<RcClickToCall>('rc-click-to-call')?.requestUpdate();
  }
});

const UNREAD: Destination = {kind: 'unread'};
const NUMBER_ONLY = /^[+\d\s().-]+$/;

/**
 * A number to click. With a session RingCentral rings the person's own phone, then the other party (RingOut); without
 * one it is a link that opens RingCentral or the device's phone.
 *
 * @tag rc-click-to-call
 * @slot - The label; or a plain `<a href="tel:…">` that works before the script has loaded, whose text is the label.
 * @slot icon - In place of the telephone.
 * @csspart button - The call button, or the link.
 * @csspart icon - What stands before the label.
 * @csspart label - The label.
 * @csspart sms - The link to a text message.
 * @csspart message - The card with questions, progress and errors.
 * @cssState link - There is no session: the element is a link.
 * @cssState placing - The call is on its way to RingCentral.
 * @cssState active - The call rings or is connected.
 * @cssState error - The last call did not work.
 * @cssState waiting - The body is not rendered yet; the page's own label is what is seen.
 * @cssproperty --rc-accent - Icons, focus and main actions.
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-button-background - Of the call button.
 * @cssproperty --rc-button-hover - Its background under the pointer.
 * @cssproperty --rc-button-border - Its border color.
 * @cssproperty --rc-button-color - Its text color.
 * @cssproperty --rc-radius - Of buttons and cards.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text on cards.
 * @cssproperty --rc-muted - Less important text on cards.
 * @cssproperty --rc-line - Borders of cards.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Connected.
 * @cssproperty --rc-wait - Ringing, waiting.
 * @cssproperty --rc-error - Failed.
 * @cssproperty --rc-shadow - Of cards.
 * @fires {RcCallRequestEvent} rc-call-request - Before anything is sent; cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - Each transition of the call.
 * @fires {RcCallEndEvent} rc-call-end - The call is over.
 * @fires {RcCallErrorEvent} rc-call-error - The call was refused, or failed.
 */
export class RcClickToCall extends RcElement implements LazyRendered {
  static override styles = [tokenStyles, clickToCallStyles];

  static override shadowRootOptions: ShadowRootInit = {...RcElement.shadowRootOptions, delegatesFocus: true};

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

  /** Who is called, in any written form: `+16505550100`, `(650) 555-0100 x9`, `tel:…`. */
  declare to: string;
  /** ISO 3166-1 alpha-2, to read a national `to`; empty = that of the nearest `country`, else of the account. */
  declare country: string;
  /** Name of who is called, for messages. */
  declare name: string;
  /** E.164 of the phone to ring first, for this element's calls, over the chosen one. */
  declare from: string;
  /** E.164 of the number that the other party sees, over the chosen one. */
  declare callerId: string;
  /** Whether "press 1 to connect" is asked first; empty = the platform decides. */
  declare playPrompt: '' | 'true' | 'false';
  /** Whether to ask before dialing; `auto` = for international, premium-rate and satellite numbers. */
  declare confirm: 'auto' | 'always' | 'never';
  /** Also offers a text message. */
  declare sms: boolean;
  /** `small` is as high as the text around it, for tables; `medium` 44 px; `large` 56 px. */
  declare size: 'small' | 'medium' | 'large';
  /** What to do without a session; `auto` = RingCentral where the page has an `<rc-session>`, else the phone. */
  declare link: 'auto' | LinkScheme | 'none';
  /** Cannot be clicked; `call()` still calls. */
  declare disabled: boolean;

  /** What `to` says, as far as it is known. @internal */
  destination: Destination = UNREAD;

  /** Declared, not initialized: Lit's constructor asks for it before our fields exist. */
  declare private drawn: boolean | undefined;
  #flow: CallController | undefined;
  #loading: Promise<CallController> | undefined;
  #internals: ElementInternals | undefined;
  #readFor = '';
  #hadFocus = false;
  #unable = false;
  #settledAt = 0;
  #labelLink: HTMLAnchorElement | null = null;

  constructor() {
    super();
    this.to = this.country = this.name = this.from = this.callerId = this.playPrompt = '';
    this.confirm = this.link = 'auto';
    this.size = 'medium';
    this.sms = this.disabled = false;
  }

  override connectedCallback(): void {
    if (this.drawn || this.shadowRoot) {
      this.drawn = true;
      super.connectedCallback();
      this.#flow?.connect();
      return;
    }
    this.#setState('link', true);
    this.#setState('waiting', true);
    renderWhenNeeded(this);
    if (this.ownerDocument.readyState !== 'loading') this.updateFallbackRole();
  }

  override disconnectedCallback(): void {
    if (!this.drawn) return cancelLazyRendering(this);
    this.#flow?.disconnect();
    super.disconnectedCallback();
  }

  /** Before the body is wanted there is nothing to update; only what the page's styles select by is kept up. */
  override requestUpdate(name?: PropertyKey, old?: unknown, options?: PropertyDeclaration): void {
    if (this.drawn || isServer) return super.requestUpdate(name, old, options);
    // Not while the element is being made, when it may not have attributes.
    if (name === 'size' && old !== undefined && this.size !== this.getAttribute('size')) this.setAttribute('size', this.size);
    else if (name === 'disabled' && old !== undefined) this.toggleAttribute('disabled', this.disabled);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    if (this.isConnected) this.renderNow();
    await beforeComes;
    return super.getUpdateComplete();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session, ...before?.tooltipSources(store) ?? []];
  }

  protected override storeChanged(): void {
    if (before) return;
    beforeComes ??= import('./tooltip.js').then((module) => void (before = module)).catch(() => beforeComes = undefined);
    void beforeComes.then(() => {
      if (before) this.reconnectStore();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!isServer) this.#findLabelLink();
    this.#read();
    this.#hadFocus = this.hasUpdated && this.#hasFocus;
  }

  protected override updated(): void {
    const phase = this.#flow?.phase;
    this.#setState('link', !this.isSessionReady);
    this.#setState('placing', phase === 'placing');
    this.#setState('active', phase === 'active');
    this.#setState('error', phase === 'error');
    // A link that became a button, or the other way round, is still where the person is.
    if (this.#hadFocus && !this.#hasFocus) this.mainControl?.focus();
    this.#flow?.updated();
  }

  /**
   * Calls `to`, as a click does. Resolves when RingCentral has answered, also with a call that failed; rejects with a
   * `CallError` (and fires `rc-call-error`) when the call is refused.
   */
  async call(): Promise<Call> {
    this.renderNow();
    return (this.#flow ?? await this.loadController()).place();
  }

  /** There is a session that can place calls. */
  get isSessionReady(): boolean {
    return !this.#unable && this.store?.session.get().state === 'ready';
  }

  /** Whom to speak of. */
  get calleeLabel(): string {
    return this.name || (this.destination.kind === 'number' ? formatted(this.destination.number.e164) : this.writtenNumber);
  }

  /** Country in which a national `to` is read: ISO 3166-1 alpha-2, or undefined. */
  get dialingCountry(): string | undefined {
    const country = this.country || closestAcross(this, '[country]')?.getAttribute('country')
      || this.store?.session.get().user?.country;
    return country?.toUpperCase();
  }

  /** BCP 47 tag of the words to use. @internal */
  get voice(): string {
    return this.language ?? '';
  }

  /** Emergency, service and internal numbers are not for RingOut. */
  get isLinkOnly(): boolean {
    return isShort(this.destination);
  }

  /** URIs that call `to`; null where there is nothing safe to call. */
  get callLinks(): Partial<CallLinks> | null {
    const {destination: reading} = this;
    return reading.kind === 'number' ? callLinks(reading.number) : isShort(reading) ? callLinks(reading) : null;
  }

  /** Where the main link leads; null = nowhere. */
  get linkScheme(): LinkScheme | null {
    if (this.link === 'none') return null;
    if (this.link === 'tel' || this.destination.kind === 'emergency' || this.destination.kind === 'service') return 'tel';
    if (this.link === 'rcmobile' || this.link === 'rcapp') return this.link;
    return pageHasSession() ? 'rcmobile' : 'tel';
  }

  /** @internal */
  renderNow(): void {
    if (this.drawn) return;
    this.drawn = true;
    cancelLazyRendering(this);
    this.#setState('waiting', false);
    // Not `:focus-within`, which does not match in a window that is not in front.
    const focused = this.contains((this.getRootNode() as Document | ShadowRoot).activeElement);
    if (this.#internals) this.#internals.role = this.#internals.ariaLabel = null;
    if (this.getAttribute('tabindex') === '0') this.removeAttribute('tabindex');
    super.connectedCallback();
    this.requestUpdate();
    this.performUpdate();
    if (focused) this.mainControl?.focus();
  }

  /** @internal */
  updateFallbackRole(): void {
    if (this.drawn || this.#internals?.role || this.querySelector('a[href]')) return;
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0;
    this.#internals ??= this.attachInternals();
    this.#internals.role = 'link';
    if (!this.textContent.trim()) this.#internals.ariaLabel = this.calleeLabel;
  }

  /** @internal */
  preload(): void {
    if (!this.#flow && this.isSessionReady) void this.loadController().then((flow) => flow.preload()).catch(() => undefined);
  }

  /** @internal */
  activate(): void {
    this.mainControl?.click();
  }

  /** The call button, or the main link. @internal */
  get mainControl(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.main');
  }

  /** What happens on a click, from the moment that there can be one. @internal */
  async loadController(): Promise<CallController> {
    this.#loading ??= import('./call-controller.js').then(({CallController}) => this.#flow = new CallController(this));
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  /** False for the rest of a double click, and for a key held down. @internal */
  isActivationHeld(): boolean {
    return Date.now() >= this.#settledAt;
  }

  /** The meaning of a click has just changed. @internal */
  holdActivation(): void {
    this.#settledAt = Date.now() + SETTLE;
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    else if (event.key === 'Escape') this.#flow?.handleEscape(event);
  }

  async #onPress(event: Event): Promise<void> {
    if (this.disabled || !this.isActivationHeld()) return event.preventDefault();
    this.holdActivation();
    const link = event.currentTarget instanceof HTMLAnchorElement;
    if (link) openCallLink(event);
    try {
      const flow = this.#flow ?? await this.loadController();
      if (link) flow.showOtherApps();
      else flow.handleActivation();
      this.#unable = false;
    } catch {
      // Our own script cannot be loaded, so nothing can be called from here; the link still can.
      this.#unable = true;
    }
    this.requestUpdate();
  }

  #onSlotChange(): void {
    this.requestUpdate();
  }

  get #hasFocus(): boolean {
    const {mainControl: main} = this;
    return main !== null && this.shadowRoot?.activeElement === main;
  }

  #findLabelLink(): void {
    const link = this.querySelector<HTMLAnchorElement>(':scope > a[href]:not([slot])');
    if (link && link !== this.#labelLink) labelChanges.observe(link, LABEL);
    this.#labelLink = link;
  }

  /** Reads `to`: at once where it has its country code, else when the parser has come. */
  #read(): void {
    const text = this.writtenNumber;
    const destination = readDestination(text);
    if (destination.kind !== 'unread' || isServer) {
      this.#readFor = '';
      this.destination = destination;
      return;
    }
    const country = this.dialingCountry;
    const key = `${country ?? ''} ${text}`;
    if (this.#readFor === key) return;
    this.#readFor = key;
    this.destination = UNREAD;
    void (before?.loadParser() ?? import('../../phone/parse.js')).then(({readNumber}) => {
      if (this.#readFor !== key) return;
      this.destination = readNumber(text, {country});
      this.requestUpdate();
    }).catch(() => this.#readFor = '');
  }

  /** `to` as the page wrote it. @internal */
  get writtenNumber(): string {
    return this.to || this.#labelLink?.getAttribute('href') || '';
  }

  get #uri(): string | null {
    const {linkScheme: scheme} = this;
    return scheme && (this.callLinks?.[scheme] ?? null);
  }

  #setState(state: string, on: boolean): void {
    const {states} = this.#internals ??= this.attachInternals();
    try {
      if (on) states.add(state);
      else states.delete(state);
    } catch {
      // Browsers before `:state()` have no states, or want dashes: only their styles are lost.
    }
  }

  protected override render(): TemplateResult {
    const t = this.translator(clickToCallWords);
    const face = this.#flow?.buttonState();
    const uri = face || this.isSessionReady && !this.isLinkOnly ? null : this.#uri;
    const {disabled} = this;
    const icon = html`<slot name="icon" part="icon">${phoneIcon}</slot>`;
    const button = face || !uri;
    // One button through all its meanings, so that the focus stays where it is. The label's slot comes first and takes
    // the page's label; where it is not rendered the last one hides it: a link inside a button, even a hidden one, is
    // two controls in one.
    return html`${button
      ? html`<button type="button" part="button" class="main ${face?.kind ?? ''}"
          aria-disabled=${(face?.idle ?? disabled) || nothing}
          aria-label=${face ? face.name ?? nothing : this.#name(t)}
          title=${face ? face.hint ?? nothing : this.#hint(t)} @click=${this.#onPress} @keydown=${this.#onKeyDown}
        >${face
          ? this.#flow?.renderButton(face, this.#rest(t))
          : [icon, this.#label(t)]}</button>`
      : html`<a part="button" class="main" href=${disabled ? nothing : uri} role=${disabled ? 'link' : nothing}
          aria-disabled=${disabled || nothing} aria-label=${this.#name(t)} title=${this.#hint(t)}
          @click=${this.#onPress} @keydown=${this.#onKeyDown}
        >${icon}${this.#label(t)}</a>`
    }<slot hidden @slotchange=${this.#onSlotChange}></slot>${
      this.sms && !disabled ? this.#renderSms(t) : nothing}${this.#flow?.renderCard() ?? nothing}`;
  }

  get #hasLabel(): boolean {
    return isServer || Array.from(this.childNodes).some((node) => node instanceof Element
      ? !node.slot
      : node.nodeType === Node.TEXT_NODE && !!node.nodeValue?.trim());
  }

  #label(t: Translator<typeof clickToCallWords>): TemplateResult {
    const {destination: reading} = this;
    const then = reading.kind === 'number' && reading.number.extension
      ? html` <span class="then" dir=${t.direction}>${t('then-dial', {extension: reading.number.extension})}</span>`
      : nothing;
    const own = this.#ownLabel;
    // A bare number keeps its order inside text of the other direction.
    const bare = NUMBER_ONLY.test(own ?? (isServer ? '' : this.textContent));
    return html`<span part="label" dir=${bare ? 'ltr' : nothing}>${own === null
      // A server does not see the children: without any, what stands in the slot is the label.
      ? html`<slot @slotchange=${this.#onSlotChange}>${isServer ? this.name || this.writtenNumber : nothing}</slot>`
      : own}${then}</span>`;
  }

  /** Null = the page's content is the label. */
  get #ownLabel(): string | null {
    if (this.#labelLink) return this.#labelLink.textContent;
    if (this.#hasLabel) return null;
    const {destination: reading} = this;
    return this.name || (reading.kind === 'number' && reading.number.extension ? reading.number.e164 : this.writtenNumber);
  }

  /** Text of the idle label: its room is kept while another one shows. */
  #rest(t: Translator<typeof clickToCallWords>): string {
    const {destination: reading} = this;
    const extension = reading.kind === 'number' && reading.number.extension;
    const label = this.#ownLabel ?? this.textContent.trim();
    return extension ? `${label} ${t('then-dial', {extension})}` : label;
  }

  /** Without a label of the page's, "Call …" is what a screen reader says. */
  #name(t: Translator<typeof clickToCallWords>): string | typeof nothing {
    return this.#labelLink || this.#hasLabel ? nothing : t('call', {who: this.#rest(t)});
  }

  /** Says before the click what it will do. */
  #hint(t: Translator<typeof clickToCallWords>): string | typeof nothing {
    if (!this.isSessionReady || this.isLinkOnly) return t(this.linkScheme === 'tel' ? 'before.phone' : 'before.ringcentral');
    return this.store && before ? before.tooltipFor(this, this.store) : nothing;
  }

  #renderSms(t: Translator<typeof clickToCallWords>): TemplateResult | typeof nothing {
    const uri = this.callLinks?.[this.linkScheme === 'tel' ? 'sms' : 'rcmobileSms'];
    return uri
      ? html`<a part="sms" class="sms" href=${uri} aria-label=${t('text', {who: this.calleeLabel})} @click=${openCallLink}>${textIcon}</a>`
      : nothing;
  }
}

const isShort = (reading: Destination): reading is Extract<Destination, {kind: 'emergency' | 'service' | 'extension'}> =>
  /^(emergency|service|extension)$/.test(reading.kind);

/** What is said before a call, from the first store on. */
let before: typeof import('./tooltip.js') | undefined;
let beforeComes: Promise<void> | undefined;

const formatted = (e164: string): string => before?.formatNumber(e164) ?? e164;

let sessionOnPage: boolean | undefined;

/** Asked by every element that is drawn, answered by one look at the page a task. */
function pageHasSession(): boolean {
  if (sessionOnPage === undefined && !isServer) {
    sessionOnPage = document.querySelector('rc-session') !== null;
    setTimeout(() => sessionOnPage = undefined);
  }
  return sessionOnPage ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-click-to-call': RcClickToCall;
  }
}
