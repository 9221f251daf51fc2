import {
  isServer, type PropertyDeclaration, type PropertyDeclarations, type PropertyValues,
} from 'lit';
import {RcElement} from './base-element.js';

export interface ControlValidity {
  readonly flags: ValidityStateFlags;
  /** For the user, while one of the flags is true. */
  readonly message: string;
  /** The inner control at which the browser shows the message. */
  readonly anchor: HTMLElement | null;
}

/**
 * Base class of form controls: behaves in a form exactly as a native control does. Subclasses
 * provide the value and its validity.
 */
export abstract class FormControl extends RcElement {
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: {},
    defaultValue: {attribute: 'value'},
    required: {type: Boolean, reflect: true},
    disabled: {type: Boolean, reflect: true},
  };

  readonly #internals = this.attachInternals();
  #isFormDisabled = false;
  #customMessage = '';
  /** The user chose, or the form found the value invalid: from now on the control shows that. */
  protected isTouched = false;

  /** Name of the value in the form's data. */
  name = '';
  /** The value after a reset of the form; attribute `value`. */
  defaultValue = '';
  /** The form cannot be submitted while no number is chosen. */
  required = false;
  /** The user cannot choose, and the form submits no value for the element. */
  disabled = false;

  constructor() {
    super();
    this.addEventListener('invalid', this.#handleInvalid);
  }

  /** The value that the form submits. */
  abstract get value(): string;
  abstract set value(value: string);

  /** The form that the element belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** The page's `<label>` elements for it. */
  get labels(): NodeList {
    return this.#internals.labels;
  }

  /** Validity of the value, as in a native control. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** Why the value is invalid, in words for the user; empty = it is valid. */
  get validationMessage(): string {
    // A disabled native control has no message either.
    return this.willValidate ? this.#internals.validationMessage : '';
  }

  /** Whether the form checks the element at all. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Whether the value is valid; fires `invalid` where it is not. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** Like `checkValidity()`, and shows the message to the user. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Makes the element invalid with this message, until the message is set to ''. */
  setCustomValidity(message: string): void {
    this.#customMessage = message;
    this.validate();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#isFormDisabled = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.isTouched = false;
    this.valueReset();
    this.revalidate();
  }

  /** @internal */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A native control is in the form's data also while its value is empty.
    this.#submitValue();
    // While the page loads, a label that follows the element may be missing.
    const {ownerDocument} = this;
    if (ownerDocument.readyState === 'loading') {
      const requestRender = (): void => this.requestUpdate();
      ownerDocument.addEventListener('DOMContentLoaded', requestRender, {once: true});
    }
  }

  /** A form sees these properties change at once, as those of a native control do, not after a render. */
  override requestUpdate(
    name?: PropertyKey,
    oldValue?: unknown,
    options?: PropertyDeclaration,
  ): void {
    super.requestUpdate(name, oldValue, options);
    if (oldValue === undefined) return;
    if (name === 'defaultValue') return this.defaultChanged();
    if (!isServer) this.#applyToForm(name);
  }

  #applyToForm(name: PropertyKey | undefined): void {
    switch (name) {
      case 'name':
        if (this.name !== (this.getAttribute('name') ?? '')) this.setAttribute('name', this.name);
        break;
      case 'disabled':
        this.toggleAttribute('disabled', this.disabled);
        break;
      case 'required':
        this.validate();
    }
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.validate();
  }

  /** By itself, or by a `<fieldset>` around it. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#isFormDisabled;
  }

  /** Text of the page's own labels. */
  protected get externalLabel(): string {
    const labelTexts = Array.from(this.labels ?? [], (label) => label.textContent?.trim());
    return labelTexts.filter(Boolean).join(' ');
  }

  /** Call it when `value` has changed. */
  protected valueChanged(): void {
    this.#submitValue();
    this.revalidate();
  }

  /** Call it when the validity may have changed. */
  protected revalidate(): void {
    this.validate();
    this.requestUpdate();
  }

  #submitValue(): void {
    if (!isServer) this.#internals.setFormValue(this.value);
  }

  #handleInvalid(): void {
    this.isTouched = true;
    this.requestUpdate();
  }

  protected validate(): void {
    if (isServer) return;
    const {flags, message, anchor} = this.validityFlags();
    const customMessage = this.#customMessage;
    this.#internals.setValidity(
      {...flags, customError: customMessage !== ''},
      customMessage || message,
      anchor ?? undefined,
    );
  }

  /** Validity of the value, which subclasses know. */
  protected abstract validityFlags(): ControlValidity;

  /** Runs when `defaultValue` has changed. */
  protected abstract defaultChanged(): void;

  /** Makes the value the default one: the form was reset. */
  protected abstract valueReset(): void;
}
