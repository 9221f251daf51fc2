import {adoptStyles, LitElement} from 'lit';
import type {PropertyDeclarations, PropertyValues} from 'lit';
import {followLanguage, languageOf, loadLanguage, createTranslator} from '../../i18n/locale.js';
import type {WordTable, Translator} from '../../i18n/locale.js';
import type {Observable, Store} from '../../store/types.js';
import {followAccent} from './page-accent.js';
import {findStore, onStoreCreated} from './store-lookup.js';

/**
 * What our elements share: the account whose store they draw, the words of the nearest `lang`, and drawing again when
 * either changes.
 */
export abstract class RcElement extends LitElement {
  static override properties: PropertyDeclarations = {account: {}};

  /** Which of several sessions on the page is meant; empty = the page's only one. */
  declare account: string;

  /** The account's store; absent until there is one, until connected, and on a server. */
  declare protected store: Store | undefined;

  /** BCP 47 tag of the nearest `lang`; absent until connected. */
  declare protected language: string | undefined;

  #ends: (() => void)[] | undefined;

  constructor() {
    super();
    this.account = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    followAccent(this.ownerDocument);
    this.languageChanged();
    this.#connectStore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#disconnect();
  }

  /**
   * What a server drew is drawn anew: it knew neither who is signed in nor whose language is read, so Lit's hydration
   * would meet another template. Its inline styles, which a strict policy refuses, go with it.
   */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const {shadowRootOptions, elementStyles} = this.constructor as typeof RcElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.replaceChildren();
    adoptStyles(root, elementStyles);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('account') && (this.store?.account ?? '') !== this.account) this.reconnectStore();
  }

  /** What is watched has changed. */
  protected reconnectStore(): void {
    if (!this.#ends) return;
    this.#disconnect();
    this.#connectStore();
  }

  /** Told when a `lang` around the element, or its words, changed. @internal */
  languageChanged(): void {
    this.language = languageOf(this);
    loadLanguage(this.language);
    this.requestUpdate();
  }

  /** The account's store, or nothing while nobody has needed it. */
  protected findStore(): Store | undefined {
    return findStore(this.account);
  }

  /** The facts that the element draws: it updates when one of them changes. */
  protected watchedObservables(_store: Store): readonly Observable<unknown>[] {
    return [];
  }

  /** Told when the element has got its store, or another one. */
  protected storeChanged(_store: Store): void {}

  /** Words of this element's language, English until they are loaded. */
  protected translator<const T extends WordTable>(english: T): Translator<T> {
    return createTranslator(english, this.language ?? '');
  }

  #connectStore(): void {
    const store = this.store = this.findStore();
    const update = (): void => this.requestUpdate();
    this.#ends = [followLanguage(this), ...store
      ? this.watchedObservables(store).map((observable) => observable.listen(update))
      : [onStoreCreated(() => this.reconnectStore())]];
    if (store) this.storeChanged(store);
    this.requestUpdate();
  }

  #disconnect(): void {
    for (const end of this.#ends ?? []) end();
    this.#ends = undefined;
    this.store = undefined;
  }
}
