import {html, isServer} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {numberLinksWords} from '../../i18n/en/number-links.js';
import {closestAcross} from '../../i18n/locale.js';
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

/** With another value of these everything is begun again. */
const RESTARTS = ['mode', 'include', 'exclude', 'telLinks', 'frames', 'root', 'account'] as const;

/**
 * Finds the phone numbers in its content and offers each as a call. In overlay mode the page's own elements are not
 * touched: numbers are marked with CSS highlights, a card opens beside the one that is pointed at or tapped, and a list
 * of all of them is reached by keyboard.
 *
 * What is inside of editable fields, code, buttons and other widgets, and of `data-rc-ignore`, is left alone.
 *
 * @tag rc-number-links
 * @slot - The content to look through.
 * @csspart skip - The link to the list, seen while it has the focus.
 * @csspart list - The list of all numbers.
 * @cssproperty --rc-accent - The line under a number, focus and main actions. Chromium takes that of the line from this
 *   element or what is around it, not from the content.
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-radius - Of card and list.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of card and list.
 * @cssproperty --rc-text - Text on them.
 * @cssproperty --rc-muted - Less important text.
 * @cssproperty --rc-line - Borders.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-shadow - Of card and list.
 * @fires {RcCallRequestEvent} rc-call-request - Before anything is sent; cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - Each transition of a call that was placed here.
 * @fires {RcCallEndEvent} rc-call-end - Such a call is over.
 * @fires {RcCallErrorEvent} rc-call-error - Such a call was refused, or failed.
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
    open: {state: true},
    count: {state: true},
  };

  /** `overlay` leaves the page's DOM alone; `inline` puts call buttons into it, for pages that nothing re-renders. */
  declare mode: 'overlay' | 'inline';
  /** ISO 3166-1 alpha-2, for numbers that no nearer `country` attribute is around; empty = that of the account. */
  declare country: string;
  /** CSS selector: only what is inside of such elements. */
  declare include: string;
  /** CSS selector: nothing that is inside of such elements. */
  declare exclude: string;
  /** What to do with the page's own `tel:` links: call through RingCentral where there is a session, or nothing. */
  declare telLinks: 'upgrade' | 'ignore';
  /** Same-origin frames too. */
  declare frames: boolean;
  /** Gives the name for a number in E.164, or null. `signal` is aborted when nobody waits for it any more. */
  declare resolveContact: ResolveContact | null;

  /** What is looked through, where it is not the element's own content. @internal */
  declare root: Document | DocumentFragment | Element | null;
  /** @internal */
  time: PageTime = pageTime;

  declare private open: boolean;
  declare private count: number;

  #links: PageLinks | undefined;
  /** From its first opening on: calls go on that were placed from it. */
  #list: NumberListPanel | undefined;
  /** In the order of the page, as it was when somebody last saw the list. */
  #finds: readonly PageNumber[] = [];
  #starting: AbortController | undefined;
  #homeCountry: string | undefined;
  /** In what fills the screen. */
  #place: HTMLElement | undefined;

  constructor() {
    super();
    this.mode = 'overlay';
    this.country = this.include = this.exclude = '';
    this.telLinks = 'upgrade';
    this.frames = this.open = false;
    this.resolveContact = this.root = null;
    this.count = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#onFullScreen);
    this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#onFullScreen);
    this.#stop();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (isServer) return;
    if (this.hasUpdated && RESTARTS.some((name) => changed.has(name))) {
      this.#stop();
      this.#start();
    }
    const country = this.#country;
    if (country !== this.#homeCountry) {
      this.#homeCountry = country;
      this.#links?.restart();
    }
    this.#order();
  }

  /** Putting thousands in order is done while somebody sees them; else rows go with their numbers, and none comes. */
  #order(): void {
    const links = this.#links;
    if (!links) return;
    const {all} = links.scanner.pageNumbers;
    this.#finds = this.open ? links.numbersInOrder() : this.#finds.filter((find) => all.has(find));
  }

  protected override updated(changed: PropertyValues<this>): void {
    const list = this.#box;
    if (!list || !(changed as Map<PropertyKey, unknown>).has('open')) return;
    if (list.isConnected) list.togglePopover?.(this.open);
    if (this.open) this.#rows[0]?.focus();
  }

  /** Every number that is offered now, in no order. @internal */
  get links(): PageLinks | undefined {
    return this.#links;
  }

  get #box(): HTMLElement | null {
    return this.#home.querySelector<HTMLElement>('.numbers');
  }

  get #skip(): HTMLElement | null {
    return this.#home.querySelector<HTMLElement>('.skip');
  }

  get #rows(): HTMLElement[] {
    return [...this.#home.querySelectorAll<HTMLElement>('li rc-click-to-call')];
  }

  /** Where link and list are now. */
  get #home(): ParentNode {
    return this.#place?.shadowRoot ?? this.renderRoot;
  }

  /** Where nothing nearer says so. Never taken from `lang`. */
  get #country(): string | undefined {
    const around = this.root instanceof Element ? this.root : this;
    return (this.country || closestAcross(around, '[country]')?.getAttribute('country')
      || this.store?.session.get().user?.country)?.toUpperCase();
  }

  #start(): void {
    const {signal} = this.#starting = new AbortController();
    this.#homeCountry = this.#country;
    void import('./page-links.js').then(async ({startPageLinks}) => {
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
        country: () => this.#homeCountry,
        language: () => this.language ?? '',
        onChanged: (count) => {
          this.count = count;
          this.requestUpdate();
        },
      }, signal);
      if (links) this.#links = links;
    }).catch((error: unknown) => {
      if (!signal.aborted) notLoaded(error);
    });
  }

  #stop(): void {
    this.#starting?.abort();
    this.#links?.stop();
    this.#links = undefined;
    this.open = false;
    this.count = 0;
    this.#list = undefined;
    this.#finds = [];
  }

  #openList(event: Event): void {
    event.preventDefault();
    const {signal} = this.#starting!;
    const home = this.#home as ShadowRoot;
    const {activeElement} = home;
    void import('./list/number-list.js').then(({NumberListPanel}) => {
      // Whoever went on meanwhile is not fetched back.
      if (signal.aborted || !this.count || home.activeElement !== activeElement) return;
      this.#list ??= new NumberListPanel({
        host: this,
        translator: (english) => this.translator(english),
        resolveContact: () => this.resolveContact,
        callButtons: () => this.#rows,
        close: () => this.#closeList(),
        announce: (sentence) => this.#links?.announce(sentence),
      });
      this.open = true;
    }).catch(notLoaded);
  }

  /** What fills the screen leaves nothing outside of it usable: link and list go into it, and come back. */
  readonly #onFullScreen = (): void => {
    const full = document.fullscreenElement;
    const skip = this.#skip!;
    const list = this.#box!;
    let home = this.renderRoot as ShadowRoot;
    const {adoptedStyleSheets} = home;
    this.#place?.remove();
    this.#place = undefined;
    if (full && !full.contains(this) && (this.root ?? this).contains(full)) {
      const place = this.#place = document.createElement('div');
      place.dataset.rcIgnore = '';
      home = place.attachShadow({mode: 'open'});
      home.adoptedStyleSheets = adoptedStyleSheets;
      full.prepend(place);
    }
    home.prepend(skip);
    home.append(list);
    this.open = false;
  };

  #closeList(returnFocus = true): void {
    if (!this.open) return;
    this.open = false;
    if (returnFocus) this.#skip?.focus();
  }

  #onFocusOut({relatedTarget}: FocusEvent): void {
    if (relatedTarget instanceof Node && !this.#box?.contains(relatedTarget)) this.#closeList(false);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') this.#closeList();
    else if (!this.#list?.moveFocus(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const t = this.translator(numberLinksWords);
    const {count} = this;
    return html`<a class="skip unseen surface" part="skip" href="#numbers" lang=${t.language} dir=${t.direction} ?hidden=${count === 0}
        aria-expanded=${this.open} @click=${this.#openList}>${t('numbers.skip', {count})}</a>
      <slot></slot>
      <section id="numbers" class="numbers surface ${this.open ? 'open' : ''}" part="list" popover="manual" role="region"
        lang=${t.language} dir=${t.direction} aria-label=${t('numbers.list')}
        @keydown=${this.#onKeyDown} @focusout=${this.#onFocusOut}
      >${this.#list?.render(this.#finds)}</section>`;
  }
}

function notLoaded(error: unknown): void {
  console.error('rc-number-links: its code did not load; numbers stay text.', error);
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-links': RcNumberLinks;
  }
}
