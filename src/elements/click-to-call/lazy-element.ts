import {isServer, type PropertyDeclaration, type PropertyValues} from 'lit';
import {callSafely} from '../../store/call-safely.js';
import {RcElement} from '../internal/base-element.js';
import {appendFallback, cancelLazyRendering, renderWhenNeeded} from './lazy-rendering.js';

/** The body of an element. */
export interface LazyBody {
  /** The control that a click on the element means. */
  readonly mainControl: HTMLElement | null;
  /** Loads what a click needs: the pointer or the focus has reached the element. */
  preload(): void;
}

/** An element whose body waits until it is near the viewport, under the pointer or focused. */
export abstract class LazyElement extends RcElement {
  static readonly #bodies = {
    isLazy: (node: EventTarget): node is LazyElement => node instanceof LazyElement,
    render: (element: LazyElement) => callSafely(() => element.renderNow()),
    preload: (element: LazyElement) => element.body.preload(),
    click: (element: LazyElement) => element.body.mainControl?.click(),
    link: (element: LazyElement) => element.#showFallback(),
  };

  /** Declared, not initialized: Lit's constructor reads it before the fields here exist. */
  declare private isRendered: boolean | undefined;
  /** Attached at once: in another window, where the tag is not defined, it cannot be. */
  readonly #internals = this.attachInternals();
  /** A link that the user can find and a screen reader can name, while there is no body. */
  #fallback: HTMLElement | undefined;
  /** Set while there was no body: Lit would give back what was set before the script had loaded. */
  #newestValues: Record<string, unknown> = {};

  /** Made when it is needed: ten thousand elements may wait. */
  protected abstract get body(): LazyBody;

  /** Text of the fallback; null if the page's own content says what the element is. */
  protected abstract get fallbackText(): string | null;

  override connectedCallback(): void {
    // A server has rendered the body where there is another shadow root than that of the fallback.
    const hasBody = this.isRendered || (this.shadowRoot && !this.#fallback);
    if (!hasBody) return this.#waitForNeed();
    this.isRendered = true;
    this.toggleState('waiting', false);
    this.#removeFallbackRole();
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
    const attribute = name as string;
    const value = this.#newestValues[attribute] = this[name as keyof this];
    if (this.#fallback) this.#fallback.textContent = this.fallbackText;
    if (!options?.reflect) return;
    if (options.type === Boolean) this.toggleAttribute(attribute, value as boolean);
    else if (value !== this.getAttribute(attribute)) this.setAttribute(attribute, value as string);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    Object.assign(this, this.#newestValues);
    this.#newestValues = {};
    super.willUpdate(changed);
  }

  /** Renders the body at once. Does nothing if it is there. */
  protected renderNow(): void {
    if (this.isRendered) return;
    this.isRendered = true;
    this.#fallback = undefined;
    cancelLazyRendering(this);
    this.toggleState('waiting', false);
    // `:focus-within` would not match in a window that is not in front.
    const {activeElement} = this.getRootNode() as Document | ShadowRoot;
    const hadFocus = this.contains(activeElement);
    this.#removeFallbackRole();
    if (this.isConnected) super.connectedCallback();
    this.requestUpdate();
    this.performUpdate();
    if (hadFocus) this.body.mainControl?.focus();
  }

  protected toggleState(name: string, isOn: boolean): void {
    const {states} = this.#internals;
    try {
      if (isOn) states.add(name);
      else states.delete(name);
    } catch {
      // Browsers before `:state()` have no states, or want dashed names: only styles are lost.
    }
  }

  #waitForNeed(): void {
    this.toggleState('link', true);
    this.toggleState('waiting', true);
    renderWhenNeeded(this, LazyElement.#bodies);
    const mayBeParsed = this.ownerDocument.readyState === 'loading';
    const hasLink = this.#fallback !== undefined || this.#hasPageLink;
    if (!mayBeParsed && !hasLink) this.#addFallbackRole();
  }

  /** Makes the element a link, unless it has one: children may arrive late. */
  #showFallback(): void {
    if (this.isRendered || this.#fallback) return;
    const text = this.fallbackText;
    if (!this.#hasPageLink && text === null) return this.#addFallbackRole();
    this.#removeFallbackRole();
    if (this.#hasPageLink) return;
    // The number may have been set before the script had loaded: then Lit keeps it.
    if (!text) return this.renderNow();
    this.#fallback = appendFallback(this.createRenderRoot(), text);
  }

  get #hasPageLink(): boolean {
    return this.querySelector('a[href]') !== null;
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
}
