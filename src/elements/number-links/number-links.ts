import {html, isServer} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {numberLinksWords} from '../../i18n/en/number-links.js';
import {LazyPart} from '../../loading/lazy-part.js';
import {closestAcrossRoots} from '../internal/page-language.js';
import {actionStyles} from '../internal/actions.styles.js';
import {StoreElement} from '../internal/store-element.js';
import {getPageStore} from '../internal/event-bridge.js';
import {surfaceStyles} from '../internal/surface.styles.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {Observable, Store} from '../../store/types.js';
import type {ResolveContact} from './overlay/contacts.js';
import type {PageNumber} from './scan/page-numbers.js';
import type {NumberListPanel} from './list/number-list.js';
import type {PageLinks} from './page-links.js';
import {pageTime} from './page-time.js';
import type {PageTime} from './page-time.js';
import {numberLinksStyles} from './number-links.styles.js';

const pageLinksPart = new LazyPart((_query) => import('./page-links.js'));
const listPart = new LazyPart((_query) => import('./list/number-list.js'));

/** Properties that need a new scan of the page when they change. */
const RESTARTING_PROPERTIES = [
  'mode', 'include', 'exclude', 'telLinks', 'frames', 'root', 'account',
] as const;

/**
 * Finds the phone numbers in its content and offers each as a call. Overlay mode does not touch the
 * page's own elements: it underlines numbers with CSS highlights, opens a card beside the number
 * that the user points at or taps, and lists all numbers for keyboard users.
 *
 * Skips editable fields, code, buttons and other widgets, and elements with `data-rc-ignore`.
 *
 * @tag rc-number-links
 * @slot - The content to search.
 * @csspart skip - The link to the list. Visible while it has the focus.
 * @csspart list - The list of all numbers.
 * @cssproperty --rc-accent - Color of underlines, focus outlines and main actions. Chromium takes
 *   the color of underlines from this element or its ancestors, not from the content.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of the card and the list.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of the card and the list.
 * @cssproperty --rc-text - Text color on the card and the list.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of the card and the list.
 * @cssproperty --rc-edge - Border color of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-shadow - Shadow of the card and the list.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is placed. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - Each time a call from here enters a new phase.
 * @fires {RcCallEndEvent} rc-call-end - When a call from here is over.
 * @fires {RcCallErrorEvent} rc-call-error - When a call from here is refused or fails.
 */
export class RcNumberLinks extends StoreElement {
  static override styles = [tokenStyles, actionStyles, surfaceStyles, numberLinksStyles];

  static override properties: PropertyDeclarations = {
    mode: {},
    country: {},
    include: {},
    exclude: {},
    telLinks: {attribute: 'tel-links'},
    frames: {type: Boolean},
    resolveContact: {attribute: false},
    root: {attribute: false, state: true},
    isListOpen: {state: true},
    numberCount: {state: true},
  };

  /**
   * `overlay` leaves the page's DOM alone. `inline` puts call buttons into it, for pages that no
   * script re-renders.
   */
  declare mode: 'overlay' | 'inline';
  /**
   * Default country for national numbers, ISO 3166-1 alpha-2; empty = the account's country. A
   * `country` attribute nearer to the number takes precedence.
   */
  declare country: string;
  /** CSS selector of the elements to search; empty = all. */
  declare include: string;
  /** CSS selector of the elements to skip; empty = none. */
  declare exclude: string;
  /**
   * `upgrade` calls the page's own `tel:` links through RingCentral while there is a session;
   * `ignore` leaves them alone.
   */
  declare telLinks: 'upgrade' | 'ignore';
  /** Searches same-origin frames too. */
  declare frames: boolean;
  /**
   * Returns the contact's name for a number in E.164, or null. `signal` is aborted once the answer
   * is no longer needed.
   */
  declare resolveContact: ResolveContact | null;

  /** The node to search, if it is not the element's own content. @internal */
  declare root: Document | DocumentFragment | Element | null;
  /** @internal */
  time: PageTime = pageTime;

  declare private isListOpen: boolean;
  declare private numberCount: number;

  #links: PageLinks | undefined;
  /** Kept from its first opening on, because calls placed from it may be active. */
  #listPanel: NumberListPanel | undefined;
  /** In document order, as of the time when the list was last open. */
  #listedNumbers: readonly PageNumber[] = [];
  #startController: AbortController | undefined;
  #defaultCountry: string | undefined;
  /** Holds the link and the list inside of a full-screen element. */
  #fullScreenHost: HTMLElement | undefined;

  constructor() {
    super();
    this.mode = 'overlay';
    this.country = this.include = this.exclude = '';
    this.telLinks = 'upgrade';
    this.frames = this.isListOpen = false;
    this.resolveContact = this.root = null;
    this.numberCount = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (isServer) return;
    if (this.hasUpdated && RESTARTING_PROPERTIES.some((name) => changed.has(name))) {
      this.#stop();
      this.#start();
    }
    const country = this.#findCountry();
    if (country !== this.#defaultCountry) {
      this.#defaultCountry = country;
      this.#links?.restart();
    }
    this.#updateListedNumbers();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const list = this.#listElement;
    if (!list || !(changed as Map<PropertyKey, unknown>).has('isListOpen')) return;
    if (list.isConnected) list.togglePopover?.(this.isListOpen);
    if (this.isListOpen) this.#callButtons[0]?.focus();
  }

  /** Undefined until its code is loaded. @internal */
  get links(): PageLinks | undefined {
    return this.#links;
  }

  get #listElement(): HTMLElement | null {
    return this.#panelRoot.querySelector<HTMLElement>('.numbers');
  }

  get #skipLink(): HTMLElement | null {
    return this.#panelRoot.querySelector<HTMLElement>('.skip');
  }

  get #callButtons(): HTMLElement[] {
    return [...this.#panelRoot.querySelectorAll<HTMLElement>('li rc-click-to-call')];
  }

  /** The shadow root that holds the link and the list now. */
  get #panelRoot(): ShadowRoot {
    return this.#fullScreenHost?.shadowRoot ?? this.renderRoot as ShadowRoot;
  }

  /** Never derived from `lang`: a language is no country. */
  #findCountry(): string | undefined {
    const element = this.root instanceof Element ? this.root : this;
    const country = this.country
      || closestAcrossRoots(element, '[country]')?.getAttribute('country')
      || this.store?.session.get().user?.country;
    return country?.toUpperCase();
  }

  /** A closed list only loses rows: to sort thousands of numbers can wait until it opens. */
  #updateListedNumbers(): void {
    const links = this.#links;
    if (!links) return;
    const {all} = links.scanner.pageNumbers;
    this.#listedNumbers = this.isListOpen
      ? links.numbersInOrder()
      : this.#listedNumbers.filter((pageNumber) => all.has(pageNumber));
  }

  #start(): void {
    // Nobody sees a document without a window.
    if (!this.ownerDocument.defaultView) return;
    this.#startController = new AbortController();
    const {signal} = this.#startController;
    const onFullScreenChange = this.#handleFullScreenChange;
    this.ownerDocument.addEventListener('fullscreenchange', onFullScreenChange, {signal});
    this.#defaultCountry = this.#findCountry();
    this.#loadLinks(signal).catch((error: unknown) => {
      if (!signal.aborted) reportLoadError(error);
    });
  }

  async #loadLinks(signal: AbortSignal): Promise<void> {
    const {startPageLinks} = await pageLinksPart.whenLoaded();
    if (signal.aborted) return;
    const links = await startPageLinks({
      root: this.root ?? this,
      shadowHome: this.renderRoot as ShadowRoot,
      mode: this.mode,
      include: this.include,
      exclude: this.exclude,
      telLinks: this.telLinks,
      frames: this.frames,
      account: this.account,
      store: getPageStore(this.account),
      resolveContact: () => this.resolveContact,
      time: this.time,
      country: () => this.#defaultCountry,
      language: () => this.language ?? '',
      onChanged: (count) => {
        this.numberCount = count;
        this.requestUpdate();
      },
    }, signal);
    if (links) this.#links = links;
  }

  #stop(): void {
    this.#startController?.abort();
    this.#links?.stop();
    this.#links = undefined;
    this.isListOpen = false;
    this.numberCount = 0;
    this.#listPanel = undefined;
    this.#listedNumbers = [];
  }

  #handleSkipLinkClick(event: Event): void {
    event.preventDefault();
    this.#openList().catch(reportLoadError);
  }

  async #openList(): Promise<void> {
    const {signal} = this.#startController!;
    const panelRoot = this.#panelRoot;
    const {activeElement} = panelRoot;
    const {NumberListPanel} = await listPart.loadNow();
    // A user who has moved on while the code was loading keeps the focus.
    const hasMovedOn = panelRoot.activeElement !== activeElement;
    if (signal.aborted || hasMovedOn || !this.numberCount) return;
    this.#listPanel ??= new NumberListPanel({
      host: this,
      translator: (english) => this.translator(english),
      resolveContact: () => this.resolveContact,
      callButtons: () => this.#callButtons,
      close: () => this.#closeList(),
      announce: (sentence) => this.#links?.announce(sentence),
    });
    this.isListOpen = true;
  }

  #closeList(returnFocus = true): void {
    if (!this.isListOpen) return;
    this.isListOpen = false;
    if (returnFocus) this.#skipLink?.focus();
  }

  /**
   * The user can reach nothing outside of a full-screen element, so the link and the list move into
   * it, and back afterwards.
   */
  readonly #handleFullScreenChange = (): void => {
    const skipLink = this.#skipLink!;
    const list = this.#listElement!;
    this.#fullScreenHost?.remove();
    this.#fullScreenHost = undefined;
    const element = this.ownerDocument.fullscreenElement;
    const isAroundNumbers = element && !element.contains(this)
      && (this.root ?? this).contains(element);
    if (isAroundNumbers) this.#fullScreenHost = this.#createHostIn(element);
    this.#panelRoot.prepend(skipLink);
    this.#panelRoot.append(list);
    this.isListOpen = false;
  };

  #createHostIn(element: Element): HTMLElement {
    const host = this.ownerDocument.createElement('div');
    host.dataset.rcIgnore = '';
    const {adoptedStyleSheets} = this.renderRoot as ShadowRoot;
    host.attachShadow({mode: 'open'}).adoptedStyleSheets = adoptedStyleSheets;
    element.prepend(host);
    return host;
  }

  #handleFocusOut({relatedTarget}: FocusEvent): void {
    if (!(relatedTarget instanceof Node)) return;
    if (!this.#listElement?.contains(relatedTarget)) this.#closeList(false);
  }

  #handleKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') this.#closeList();
    else if (!this.#listPanel?.moveFocus(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const t = this.translator(numberLinksWords);
    const count = this.numberCount;
    return html`<a class="skip unseen surface" part="skip" href="#numbers" lang=${t.language} dir=${t.direction} ?hidden=${count === 0}
        aria-expanded=${this.isListOpen} @click=${this.#handleSkipLinkClick}><span .textContent=${t('numbers.skip', {count})}></span></a>
      <slot></slot>
      <section id="numbers" class="numbers surface ${this.isListOpen ? 'open' : ''}" part="list" popover="manual" role="region"
        lang=${t.language} dir=${t.direction} aria-label=${t('numbers.list')}
        @keydown=${this.#handleKeyDown} @focusout=${this.#handleFocusOut}
      >${this.#listPanel?.render(this.#listedNumbers)}</section>`;
  }
}

function reportLoadError(error: unknown): void {
  console.error('rc-number-links: its code did not load; numbers stay text.', error);
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-links': RcNumberLinks;
  }
}
