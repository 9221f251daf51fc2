import {LitElement} from 'lit';
import type {PropertyDeclarations, PropertyValues} from 'lit';
import {followLanguage, languageOf, loadLanguage, translator} from '../i18n/locale.js';
import type {Table, Translate} from '../i18n/locale.js';
import type {Observable, Store} from '../store/types.js';
import {storeFor} from './page-store.js';

/**
 * What our elements share: the account whose store they draw, the words of the nearest `lang`, and drawing again when
 * either changes.
 */
export abstract class RcElement extends LitElement {
  static override properties: PropertyDeclarations = {account: {}};

  /** Which of several sessions on the page is meant; empty = the page's only one. */
  declare account: string;

  /** The account's store; absent until connected, and on a server. */
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
    this.languageChanged();
    this.#connectStore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('account') && this.store && this.store.account !== storeFor(this.account).account) {
      this.reconnectStore();
    }
  }

  /** What is watched has changed. */
  protected reconnectStore(): void {
    if (!this.store) return;
    this.#disconnect();
    this.#connectStore();
  }

  /** Told when a `lang` around the element, or its words, changed. */
  languageChanged(): void {
    this.language = languageOf(this);
    loadLanguage(this.language);
    this.requestUpdate();
  }

  /** The facts that the element draws: it updates when one of them changes. */
  protected watched(_store: Store): readonly Observable<unknown>[] {
    return [];
  }

  /** Told when the element has got its store, or another one. */
  protected storeChanged(_store: Store): void {}

  /** Words of this element's language, English until they are loaded. */
  protected words<const T extends Table>(english: T): Translate<T> {
    return translator(english, this.language ?? '');
  }

  #connectStore(): void {
    const store = this.store = storeFor(this.account);
    const update = (): void => this.requestUpdate();
    this.#ends = [followLanguage(this), ...this.watched(store).map((observable) => observable.listen(update))];
    this.storeChanged(store);
    this.requestUpdate();
  }

  #disconnect(): void {
    for (const end of this.#ends ?? []) end();
    this.#ends = undefined;
    this.store = undefined;
  }
}
