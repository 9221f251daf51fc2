/** Opens and closes the list of all numbers, whose code is loaded when it first opens. */
import {nothing, type ReactiveController, type ReactiveElement, type TemplateResult} from 'lit';
import type {Translator} from '../../../i18n/translator.js';
import type {WordTable} from '../../../i18n/word-table.js';
import {LazyPart} from '../../../loading/lazy-part.js';
import type {ResolveContact} from '../../internal/contacts.js';
import {addStyle} from '../../internal/window-styles.js';
import {reportLoadError, type PageLinksController} from '../page-links-controller.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {FullScreenHome} from './full-screen-home.js';
import type {NumberListPanel} from './number-list.js';

interface NumberListHost extends ReactiveElement {
  readonly account: string;
  readonly resolveContact: ResolveContact | null;
  readonly root: Node | null;
}

type TranslatorFactory = <const T extends WordTable>(english: T) => Translator<T>;

const listPart = new LazyPart((_query) => import('./number-list.js'));

export class NumberListController implements ReactiveController {
  isOpen = false;
  /** Kept from its first opening on, because calls placed from it may be active. */
  #panel: NumberListPanel | undefined;
  /** In document order, as of the time when the list was last open. */
  #pageNumbers: readonly PageNumber[] = [];
  #wasOpen = false;
  readonly #home: FullScreenHome;

  constructor(
    private readonly host: NumberListHost,
    private readonly pageLinks: PageLinksController,
    private readonly translator: TranslatorFactory,
  ) {
    this.#home = new FullScreenHome(host, {
      root: () => host.root ?? host,
      onMoved: () => this.#setOpen(false),
    });
    host.addController(this);
  }

  /** A closed list only loses rows: to sort thousands of numbers can wait until it opens. */
  hostUpdate(): void {
    const {links} = this.pageLinks;
    if (!links) return;
    this.#pageNumbers = this.isOpen
      ? links.numbersInOrder()
      : this.pageLinks.stillOnPage(this.#pageNumbers);
  }

  hostUpdated(): void {
    const {list} = this.#home;
    if (!list || this.isOpen === this.#wasOpen) return;
    this.#wasOpen = this.isOpen;
    if (list.isConnected) list.togglePopover?.(this.isOpen);
    if (this.isOpen) this.#callButtons[0]?.focus();
  }

  /** Call it when the search for numbers has ended. */
  reset(): void {
    this.#setOpen(false);
    this.#panel = undefined;
    this.#pageNumbers = [];
  }

  render(): TemplateResult | typeof nothing {
    return this.#panel?.render(this.#pageNumbers) ?? nothing;
  }

  /** Listens to clicks on the link, and to what happens in the list. */
  handleEvent(event: Event): void {
    if (event.type === 'click') {
      event.preventDefault();
      this.#open().catch(reportLoadError);
    } else if (event.type === 'focusout') {
      this.#handleFocusOut(event as FocusEvent);
    } else {
      this.#handleKeyDown(event as KeyboardEvent);
    }
  }

  get #callButtons(): HTMLElement[] {
    return [...this.#home.shadowRoot.querySelectorAll<HTMLElement>('li rc-click-to-call')];
  }

  async #open(): Promise<void> {
    const {host, pageLinks, translator} = this;
    const {links} = pageLinks;
    const {shadowRoot} = this.#home;
    const {activeElement} = shadowRoot;
    const {NumberListPanel, numberListStyles} = await listPart.loadNow();
    // A user who has moved on while the code was loading keeps the focus.
    const hasMovedOn = shadowRoot.activeElement !== activeElement;
    const hasStopped = pageLinks.links !== links;
    if (hasStopped || hasMovedOn || !pageLinks.count) return;
    addStyle(shadowRoot, numberListStyles);
    this.#panel ??= new NumberListPanel({
      host,
      translator,
      resolveContact: () => host.resolveContact,
      callButtons: () => this.#callButtons,
      close: () => this.#close(),
    });
    this.#setOpen(true);
  }

  #close(returnFocus = true): void {
    if (!this.isOpen) return;
    this.#setOpen(false);
    if (returnFocus) this.#home.skipLink?.focus();
  }

  #setOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.host.requestUpdate();
  }

  #handleFocusOut({relatedTarget}: FocusEvent): void {
    if (!(relatedTarget instanceof Node)) return;
    if (!this.#home.list?.contains(relatedTarget)) this.#close(false);
  }

  #handleKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') this.#close();
    else if (!this.#panel?.moveFocus(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
