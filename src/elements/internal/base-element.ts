import {LitElement, type CSSResult, type PropertyDeclarations} from 'lit';
import {createTranslator, loadLanguage, type Translator} from '../../i18n/translator.js';
import type {WordTable} from '../../i18n/word-table.js';
import {followAccent} from './page-accent.js';
import {followLanguage, languageOf} from './page-language.js';
import {addStyle} from './window-styles.js';

/**
 * Base class of all elements: finds the words of the nearest `lang`, and renders again when they
 * change. A `StoreController` follows the account's store.
 */
export abstract class RcElement extends LitElement {
  static override properties: PropertyDeclarations = {account: {}};

  /** Names one of several sessions on the page; empty = the page's only one. */
  account = '';

  /** BCP 47 tag of the nearest `lang`; absent until connected. */
  declare protected language: string | undefined;

  #unfollowLanguage: (() => void) | undefined;

  /**
   * Attributes that are removed and frameworks give `null`, `undefined` or numbers. A text property
   * is always text without spaces around it; without a value it is what its class made it.
   */
  protected static override finalize(): void {
    if (Object.hasOwn(this, 'finalized')) return;
    super.finalize();
    for (const [name, {attribute, type}] of this.elementProperties) {
      const own = Object.getOwnPropertyDescriptor(this.prototype, name);
      if (!own || attribute === false) continue;
      let first: readonly [defaultValue: unknown] | undefined;
      Object.defineProperty(this.prototype, name, {
        set(value: unknown) {
          first ??= [value];
          let next = value ?? first[0];
          if (type === Boolean) next = Boolean(value);
          else if (type !== Array) next = next?.toString().trim();
          own.set!.call(this, next);
        },
      });
    }
  }

  override connectedCallback(): void {
    // A controller that connects may speak.
    this.#updateLanguage();
    super.connectedCallback();
    this.#unfollowLanguage = followLanguage(this, () => this.#updateLanguage());
    const {elementStyles} = this.constructor as typeof RcElement;
    addStyle(this.renderRoot as ShadowRoot, elementStyles as readonly CSSResult[]);
    followAccent(this.ownerDocument);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollowLanguage?.();
  }

  /**
   * Renders anew what a server has rendered: a server knows neither session nor language, so Lit's
   * hydration would meet another template. The server's inline styles, which a strict policy
   * refuses, go with it.
   */
  protected override createRenderRoot(): ShadowRoot {
    const {shadowRootOptions} = this.constructor as typeof RcElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    root.replaceChildren();
    return root;
  }

  /** Words in this element's language; English until its table has loaded. */
  protected translator<const Words extends WordTable>(english: Words): Translator<Words> {
    return createTranslator(english, this.language ?? '');
  }

  #updateLanguage(): void {
    this.language = languageOf(this);
    loadLanguage(this.language);
    this.requestUpdate();
  }
}
