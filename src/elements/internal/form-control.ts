import {isServer} from 'lit';
import type {PropertyDeclaration, PropertyDeclarations, PropertyValues} from 'lit';
import {StoreElement} from './store-element.js';

/** An attribute that is taken away leaves nothing, not `null`. */
export const TEXT_CONVERTER = {fromAttribute: (value: string | null): string => value ?? ''};

/**
 * What a form knows of a control, to the letter as of a native one; which value it has, and what is wrong with it, is
 * its heirs' business.
 */
export abstract class FormControl extends StoreElement {
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: {converter: TEXT_CONVERTER},
    defaultValue: {attribute: 'value', converter: TEXT_CONVERTER},
    required: {type: Boolean, reflect: true},
    disabled: {type: Boolean, reflect: true},
  };

  /** Name in the form's data. */
  declare name: string;
  /** What a reset goes back to; attribute `value`. */
  declare defaultValue: string;
  /** A form is not sent while nothing is chosen. */
  declare required: boolean;
  /** Nothing can be chosen, and the form sends nothing for it. */
  declare disabled: boolean;

  readonly #internals = this.attachInternals();
  #formDisabled = false;
  #customMessage = '';

  constructor() {
    super();
    this.name = this.defaultValue = '';
    this.required = this.disabled = false;
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** The page's labels for it. */
  get labels(): NodeList {
    return this.#internals.labels;
  }

  /** What is wrong, as of a native control. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** What is wrong, in words; empty = nothing. */
  get validationMessage(): string {
    // As natively, a disabled control has nothing to complain of.
    return this.willValidate ? this.#internals.validationMessage : '';
  }

  /** Whether a form asks it at all. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Whether all is right; fires `invalid` where it is not. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** As `checkValidity()`, and shows what is wrong. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** A message makes the control invalid until it is set to ''. */
  setCustomValidity(message: string): void {
    this.#customMessage = message;
    this.validate();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A label that stands after the element is not there yet.
    const {ownerDocument} = this;
    if (ownerDocument.readyState === 'loading') {
      ownerDocument.addEventListener('DOMContentLoaded', () => this.requestUpdate(), {once: true});
    }
  }

  /** To a form these count at once, as natively, and not only when the element is drawn again. */
  override requestUpdate(name?: PropertyKey, old?: unknown, options?: PropertyDeclaration): void {
    super.requestUpdate(name, old, options);
    if (old === undefined) return;
    if (name === 'defaultValue') return this.defaultChanged();
    if (isServer) return;
    if (name === 'name' && this.name !== (this.getAttribute('name') ?? '')) this.setAttribute('name', this.name);
    else if (name === 'disabled') this.toggleAttribute('disabled', this.disabled);
    else if (name === 'required') this.validate();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.validate();
  }

  /** Also by a fieldset around it. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#formDisabled;
  }

  /** Text of the page's own labels. */
  protected get externalLabel(): string {
    return [...this.labels ?? []].map((label) => label.textContent?.trim() ?? '').filter(Boolean).join(' ');
  }

  /** What the form sends from now on. */
  protected setFormValue(value: string): void {
    if (!isServer) this.#internals.setFormValue(value);
  }

  protected validate(): void {
    if (isServer) return;
    const {flags, message, anchor} = this.validityFlags();
    this.#internals.setValidity(
      {...flags, customError: this.#customMessage !== ''}, this.#customMessage || message, anchor ?? undefined,
    );
  }

  /** What is wrong, and where the browser points to when it says so. */
  protected abstract validityFlags(): {flags: ValidityStateFlags; message: string; anchor: HTMLElement | null};

  protected abstract defaultChanged(): void;
}
