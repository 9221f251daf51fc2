import {html, nothing} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {numberSelectWords} from '../../i18n/en/number-select.js';
import type {Translator} from '../../i18n/translator.js';
import {closestAcrossRoots} from '../internal/page-language.js';
import {readE164} from '../../phone/dialable-number.js';
import {actionStyles} from '../internal/actions.styles.js';
import {warnIcon} from '../internal/call-icons.js';
import {FormControl} from '../internal/form-control.js';
import type {ControlValidity} from '../internal/form-control.js';
import {formatNumber, loadNumberFormat} from '../internal/number-format.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {
  NumberList, NumberOption, Observable, SessionState, Store,
} from '../../store/types.js';
import {hintFor, isLoading} from './hint.js';
import type {Hint} from './hint.js';
import {numberSelectStyles} from './number-select.styles.js';
import {FILTER_MIN_OPTIONS, filtered, grouped} from './options.js';
import {TypedNumber} from './typed-number.js';

/** Value of the option that opens the text field; it is no number itself. */
const OTHER_NUMBER = 'other';

/** Where a user adds a phone that RingCentral can ring. */
const ADD_PHONE_URL = 'https://service.ringcentral.com/';

/** How a value came about: the page or the user set it, or it is only the default. */
type ValueOrigin = 'set' | 'default';

type Rendered = TemplateResult | typeof nothing;

/**
 * Chooses the phone that rings first (`from`) or the number that the other party sees
 * (`caller-id`). A form control like a native `<select>`. All selects of an account share the
 * choice, and the account's next call uses it.
 *
 * @tag rc-number-select
 * @csspart label - The label of the field.
 * @csspart select - The native `<select>`.
 * @csspart input - The text field for a number that is not in the list.
 * @csspart error - The message below the field, while it reports a problem.
 * @csspart retry - The button that loads the numbers again.
 * @cssproperty --rc-accent - Focus outline and main actions.
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-radius - Corners of fields and buttons.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of fields.
 * @cssproperty --rc-text - Text in fields.
 * @cssproperty --rc-muted - Text while numbers load.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-error - Invalid fields and error messages.
 * @fires {Event} input - The user chose a number; like the event of a native `<select>`.
 * @fires {Event} change - The user chose a number; like the event of a native `<select>`.
 */
export class RcNumberSelect extends FormControl {
  static override styles = [tokenStyles, actionStyles, numberSelectStyles];

  static override shadowRootOptions: ShadowRootInit = {
    ...FormControl.shadowRootOptions, delegatesFocus: true,
  };

  static override properties: PropertyDeclarations = {
    kind: {},
    label: {},
  };

  /** `from`: the phone that rings first. `caller-id`: the number that the other party sees. */
  declare kind: 'from' | 'caller-id';
  /** Text of the label. Defaults to the page's `<label>`, or to our own words without one. */
  declare label: string;

  #value = '';
  /** Origin of a value that is yet to be reconciled with the account's choice; null = it is. */
  #pendingOrigin: ValueOrigin | null = null;
  /** The page or the user set the value, so that a new default leaves it alone. */
  #isDirty = false;
  /** The user chose, or the form found the value invalid: from now on the field shows that. */
  #isTouched = false;
  #filterText = '';
  /** The content of the text field; null = the list is shown. */
  #typedNumber: TypedNumber | null = null;

  constructor() {
    super();
    this.kind = 'from';
    this.label = '';
    this.addEventListener('invalid', () => {
      this.#isTouched = true;
      this.requestUpdate();
    });
  }

  /** A number in E.164; empty = RingCentral's default. Text that is no number becomes empty. */
  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    const number = toE164OrEmpty(value);
    this.#isDirty = true;
    this.#typedNumber = null;
    if (number !== this.#value) this.#commit(number, 'set');
  }

  /** `select-one`, as of a native `<select>`. */
  get type(): 'select-one' {
    return 'select-one';
  }

  /** @internal */
  formResetCallback(): void {
    this.#typedNumber = null;
    this.#isTouched = this.#isDirty = false;
    const number = this.#defaultNumber;
    const origin = this.#sessionState === 'ready' ? 'set' : 'default';
    if (number !== this.#value) this.#commit(number, origin);
    this.validate();
    this.requestUpdate();
  }

  /** @internal */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A native select is in the form's data also while its value is empty.
    this.setFormValue(this.#value);
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session, this.#numberListOf(store), store.choices];
  }

  protected override storeChanged(): void {
    this.#reconcile();
  }

  protected override defaultChanged(): void {
    if (!this.#isDirty) this.#commit(this.#defaultNumber, 'default');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('kind') && this.hasUpdated) this.reconnectStore();
    if (!this.store) return;
    this.#reconcile();
    this.#openOrCloseTextField();
    const showsNumbers = this.#value !== '' || this.#numberList.options.length > 0;
    if (showsNumbers) loadNumberFormat(() => this.requestUpdate());
  }

  protected override validityFlags(): ControlValidity {
    const badInput = this.#typedNumber?.hasText ?? false;
    const valueMissing = this.required && !this.#value;
    let message = '';
    if (badInput) message = this.#translate('select.invalid');
    else if (valueMissing) message = this.#translate('select.required');
    const anchor = this.renderRoot?.querySelector<HTMLElement>('input[part], select') ?? null;
    return {flags: {badInput, valueMissing}, message, anchor};
  }

  get #isCallerId(): boolean {
    return this.kind === 'caller-id';
  }

  get #choiceKey(): 'from' | 'callerId' {
    return this.#isCallerId ? 'callerId' : 'from';
  }

  get #defaultNumber(): string {
    return toE164OrEmpty(this.defaultValue);
  }

  get #sessionState(): SessionState | undefined {
    return this.store?.session.get().state;
  }

  get #numberList(): NumberList {
    return this.store ? this.#numberListOf(this.store).get() : {state: 'idle', options: []};
  }

  #numberListOf(store: Store): Observable<NumberList> {
    return this.#isCallerId ? store.callerIds : store.fromNumbers;
  }

  /** All pages of the list have been read. */
  get #isListComplete(): boolean {
    const {state, loadingMore} = this.#numberList;
    return state === 'ready' && !loadingMore;
  }

  get #isLoading(): boolean {
    return isLoading({session: this.#sessionState, list: this.#numberList});
  }

  /** The form requires a phone, and the account has none to choose. */
  get #mustType(): boolean {
    const isPhoneMissing = this.required && !this.#isCallerId && !this.#value;
    if (!isPhoneMissing || this.#sessionState !== 'ready') return false;
    return this.#isListComplete && this.#numberList.options.length === 0;
  }

  get #country(): string | undefined {
    const countryAttribute = closestAcrossRoots(this, '[country]')?.getAttribute('country');
    return countryAttribute ?? this.store?.session.get().user?.country;
  }

  get #translate(): Translator<typeof numberSelectWords> {
    return this.translator(numberSelectWords);
  }

  /** Takes over a value, and makes the account's choice follow it where it can. */
  #commit(value: string, origin: ValueOrigin): void {
    this.#pendingOrigin = origin;
    this.#setValue(value);
    this.#reconcile();
  }

  #setValue(value: string): void {
    if (value === this.#value) return;
    this.#value = value;
    this.setFormValue(value);
    this.validate();
    this.requestUpdate();
  }

  /** Makes the value and the account's choice agree, once an account is signed in. */
  #reconcile(): void {
    const {store} = this;
    if (!store) return;
    const sessionState = this.#sessionState;
    if (sessionState === 'ready') this.#reconcileWithChoice(store);
    // Shared computers: the next user finds nothing of the last one.
    else if (sessionState === 'signed-out' && this.#pendingOrigin === null) {
      this.#commit(this.#defaultNumber, 'default');
    }
  }

  #reconcileWithChoice(store: Store): void {
    const choice = store.choices.get()[this.#choiceKey] ?? '';
    const origin = this.#pendingOrigin;
    this.#pendingOrigin = null;
    // A default yields to a choice that was made before.
    const isValueStronger = origin === 'set' || (origin === 'default' && choice === '');
    if (!isValueStronger) return this.#setValue(choice);
    if (this.#value !== choice) store.choose({[this.#choiceKey]: this.#value || null});
  }

  #commitUserChoice(number: string): void {
    this.#isDirty = this.#isTouched = true;
    this.#commit(number, 'set');
  }

  /** Commits a choice that no native event of the inner select reports. */
  #commitAndNotify(number: string): void {
    this.#commitUserChoice(number);
    this.#fireNativeEvent('input');
    this.#fireNativeEvent('change');
  }

  /** Fires an event as a native select does: only `input` crosses a shadow root. */
  #fireNativeEvent(type: 'input' | 'change'): void {
    this.dispatchEvent(new Event(type, {bubbles: true, composed: type === 'input'}));
  }

  #focusAfterUpdate(selector: string): void {
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  /** Opens the text field where there is nothing to choose; closes it, if empty, when that changes. */
  #openOrCloseTextField(): void {
    const typedNumber = this.#typedNumber;
    if (this.#mustType) {
      if (!typedNumber) this.#startTyping();
    } else if (typedNumber?.isOnlyInput && !typedNumber.hasText) {
      this.#typedNumber = null;
    }
  }

  #startTyping(): void {
    this.#typedNumber = new TypedNumber(this.#mustType);
    this.#typedNumber.load();
  }

  async #commitTypedNumber(): Promise<void> {
    const typedNumber = this.#typedNumber;
    if (!typedNumber) return;
    const reading = typedNumber.read(this.#country);
    // Once the parser is there, the choice is made within the event that asks for it.
    const number = reading instanceof Promise ? await reading : reading;
    if (typedNumber !== this.#typedNumber) return;
    if (number === null) {
      typedNumber.isInvalid = this.#isTouched = true;
    } else {
      this.#acceptTypedNumber(number);
    }
    this.requestUpdate();
  }

  #acceptTypedNumber(number: string): void {
    const hadFocus = this.shadowRoot?.activeElement?.closest('.typing');
    this.#typedNumber = null;
    this.#commitAndNotify(number);
    if (hadFocus) this.#focusAfterUpdate('select');
  }

  #returnToList(): void {
    this.#typedNumber = null;
    this.validate();
    this.requestUpdate();
    this.#focusAfterUpdate('select');
  }

  /** The native event goes on to the page, with the value that is committed here. */
  #handleSelectInput(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    if (event.target.value === OTHER_NUMBER) event.stopPropagation();
    else this.#commitUserChoice(event.target.value);
  }

  #handleSelectChange(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const {value} = event.target;
    if (value === OTHER_NUMBER) {
      this.#startTyping();
      this.requestUpdate();
      this.#focusAfterUpdate('input[part]');
    } else if (value === this.#value) {
      this.#fireNativeEvent('change');
    } else {
      this.#commitAndNotify(value);
    }
  }

  #handleTextInput(event: InputEvent): void {
    event.stopPropagation();
    if (!(event.target instanceof HTMLInputElement)) return;
    const {value, selectionEnd} = event.target;
    // Formatting moves the caret to the end, so it waits while the user edits inside the number.
    const isAppending = selectionEnd === value.length && !event.inputType.startsWith('delete');
    this.#typedNumber?.setText(value, {country: this.#country, format: isAppending});
    this.validate();
    this.requestUpdate();
  }

  #handleTextKeyDown(event: KeyboardEvent): void {
    const isEscape = event.key === 'Escape' && !this.#mustType;
    if (isEscape) this.#returnToList();
    else if (event.key === 'Enter') void this.#commitTypedNumber();
    else return;
    // Else Escape would also close the dialog or the card around.
    event.preventDefault();
    if (isEscape) event.stopPropagation();
  }

  /** A native field commits its text when it loses the focus. */
  #handleTextChange(event: Event): void {
    event.stopPropagation();
    if (this.#typedNumber?.hasText) void this.#commitTypedNumber();
  }

  #handleFilterInput(event: Event): void {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) this.#filterText = event.target.value;
    this.requestUpdate();
  }

  #handleRetryClick(): void {
    this.store?.reloadNumbers();
  }

  protected override render(): TemplateResult {
    const {language, direction} = this.#translate;
    return html`<div class="field" lang=${language} dir=${direction}>
      ${this.#renderLabel()}
      ${this.#renderFilter()}
      ${this.#typedNumber ? this.#renderTextField(this.#typedNumber) : this.#renderSelect()}
      ${this.#renderHint()}
    </div>`;
  }

  #renderLabel(): Rendered {
    const label = this.#labelText;
    if (!label) return nothing;
    const mark = html` <span class="required" aria-hidden="true">*</span>`;
    return html`<label part="label" for="field">${label}${this.required ? mark : nothing}</label>`;
  }

  /** Empty where the page's own `<label>` names the field. */
  get #labelText(): string {
    if (this.label) return this.label;
    if (this.externalLabel) return '';
    return this.#translate(this.#isCallerId ? 'select.caller-id' : 'select.from');
  }

  #renderSelect(): TemplateResult {
    const translate = this.#translate;
    const value = this.#value;
    const options = filtered(this.#numberList.options, this.#filterText);
    const isUnlisted = value !== '' && !options.some(({number}) => number === value);
    // A label outside of the shadow root does not name what is inside of it.
    const ariaLabel = this.label ? '' : this.externalLabel;
    const showsInvalid = this.#isTouched && !this.validity.valid;
    const otherNumber = html`<option value=${OTHER_NUMBER}>${translate('select.other')}</option>`;
    return html`<select id="field" part="select" aria-label=${ariaLabel || nothing}
      aria-describedby="hint" aria-busy=${this.#isLoading} aria-invalid=${showsInvalid}
      ?required=${this.required} ?disabled=${this.isDisabled} .value=${live(value)}
      @input=${this.#handleSelectInput} @change=${this.#handleSelectChange}
    >
      <option value="" ?selected=${value === ''} .textContent=${this.#defaultText()}></option>
      ${grouped(options).map((group) => html`<optgroup label=${translate(`kind.${group.kind}`)}>${
        group.options.map((option) => this.#renderOption(option))}</optgroup>`)}
      ${isUnlisted ? this.#renderUnlisted(value) : nothing}
      ${this.#isCallerId ? nothing : otherNumber}
    </select>`;
  }

  /** Shows a value whose page is loading, one that the filter hides, or one that was typed. */
  #renderUnlisted(value: string): TemplateResult {
    const listed = this.#numberList.options.find(({number}) => number === value);
    const option = this.#renderOption(listed ?? {number: value, kind: 'other'});
    const isTyped = !listed && this.#isListComplete && !this.#isCallerId;
    if (!isTyped) return option;
    return html`<optgroup label=${this.#translate('select.typed')}>${option}</optgroup>`;
  }

  #renderOption(option: NumberOption): TemplateResult {
    const {number} = option;
    return html`<option value=${number} ?selected=${number === this.#value}
      .textContent=${this.#optionText(option)}></option>`;
  }

  #optionText({number, label}: NumberOption): string {
    const formatted = formatNumber(number);
    const labeled = label ? `${label} · ${formatted}` : formatted;
    if (number !== this.#numberList.default?.number) return labeled;
    return this.#translate('select.default-mark', {number: labeled});
  }

  /** Text of the option for RingCentral's default. */
  #defaultText(): string {
    const translate = this.#translate;
    const {number, blocked} = this.#numberList.default ?? {};
    if (this.#isLoading && !this.#value) return translate('select.loading');
    if (blocked) return translate('select.default-hidden');
    if (!number) return translate('select.default');
    return translate('select.default-number', {number: formatNumber(number)});
  }

  #renderTextField({text, isInvalid}: TypedNumber): TemplateResult {
    const translate = this.#translate;
    return html`<div class="row typing">
      <input id="field" part="input" type="tel" autocomplete="tel" dir="ltr"
        aria-label=${translate('select.type')} aria-describedby="hint"
        aria-invalid=${isInvalid} aria-required=${this.required} ?disabled=${this.isDisabled}
        .value=${live(text)} placeholder="+1" @input=${this.#handleTextInput}
        @change=${this.#handleTextChange} @keydown=${this.#handleTextKeyDown}>
      <button type="button" class="action" ?disabled=${this.isDisabled}
        @click=${this.#commitTypedNumber}>${translate('select.use')}</button>
    </div>
    ${this.#mustType ? nothing : this.#renderBackButton()}`;
  }

  /** Pressing it must not take the focus from the text field, which would commit its text. */
  #renderBackButton(): TemplateResult {
    return html`<div><button type="button" class="action bare"
      @pointerdown=${keepFocus} @mousedown=${keepFocus}
      @click=${this.#returnToList}>${this.#translate('select.back')}</button></div>`;
  }

  #renderFilter(): Rendered {
    const {options} = this.#numberList;
    if (this.#typedNumber || options.length < FILTER_MIN_OPTIONS) return nothing;
    const label = this.#translate('select.filter');
    return html`<div class="filter">
      <input type="search" aria-label=${label} placeholder=${label}
        .value=${live(this.#filterText)} ?disabled=${this.isDisabled}
        @input=${this.#handleFilterInput} @change=${stopPropagation}>
      <span class="count" role="status" .textContent=${this.#filterCount()}></span>
    </div>`;
  }

  #filterCount(): string {
    if (!this.#filterText) return '';
    const {options} = this.#numberList;
    const count = filtered(options, this.#filterText).length;
    return this.#translate('select.found', {count, total: options.length});
  }

  /**
   * Visible also while empty: it describes the field, and announces what changes in it. Its text is
   * set as `textContent`, like all words that change: an extension may have replaced text nodes.
   */
  #renderHint(): TemplateResult {
    const hint = this.#currentHint();
    const isError = hint?.bad === true;
    const part = isError ? 'error' : nothing;
    const classNames = isError ? 'hint bad' : 'hint';
    return html`<p id="hint" part=${part} class=${classNames}>${isError ? warnIcon : nothing
      }<span role="status" .textContent=${this.#hintText(hint)}></span>${
      this.#renderHintAction(hint)}</p>`;
  }

  #currentHint(): Hint | null {
    const dropped = this.store?.choices.get().dropped?.[this.#choiceKey];
    return hintFor({
      kind: this.#isCallerId ? 'caller-id' : 'from',
      session: this.#sessionState,
      list: this.#numberList,
      value: this.#value,
      dropped: dropped && formatNumber(dropped),
      isInvalid: this.#typedNumber?.isInvalid ?? false,
    });
  }

  #hintText(hint: Hint | null): string {
    if (!hint) return '';
    return this.#translate(hint.key as 'select.dropped', hint.params as {number: string});
  }

  #renderHintAction(hint: Hint | null): Rendered {
    const translate = this.#translate;
    switch (hint?.action) {
      case 'retry':
        return html`<button type="button" part="retry" class="action"
          @click=${this.#handleRetryClick}>${translate('select.retry')}</button>`;
      case 'add':
        return html`<a class="action" href=${ADD_PHONE_URL}
          target="_blank" rel="noopener">${translate('select.add')}</a>`;
      default:
        return nothing;
    }
  }
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

function stopPropagation(event: Event): void {
  event.stopPropagation();
}

/** A value that the page gives, in E.164; empty where it is no number. */
function toE164OrEmpty(value: unknown): string {
  if (typeof value !== 'string') return '';
  return readE164(value)?.e164 ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-select': RcNumberSelect;
  }
}
