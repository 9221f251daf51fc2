import {html, nothing} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {numberSelectWords} from '../i18n/en/number-select.js';
import {closestAcross} from '../i18n/locale.js';
import {readE164} from '../phone/e164.js';
import {actions} from '../shared/actions.styles.js';
import {RcElement} from '../shared/base-element.js';
import {warnIcon} from '../shared/call-icons.js';
import {formatNumber, loadFormat} from '../shared/format.js';
import {tokens} from '../shared/tokens.styles.js';
import type {NumberList, NumberOption, Observable, Store} from '../store/types.js';
import {numberSelectStyles} from './number-select.styles.js';
import {MANY, filtered, grouped} from './options.js';

/** Option that opens the box for a number typed by hand; it is no number itself. */
const OTHER = 'other';

/**
 * Chooses which phone rings first (`from`) or which number the other party sees (`caller-id`). A form control like a
 * native select; the choice is shared by all selects of the account, and used by its next call.
 *
 * @tag rc-number-select
 * @csspart label - The label.
 * @csspart select - The native select.
 * @csspart input - Where a number is typed by hand.
 * @csspart error - What is wrong, or went wrong.
 * @csspart retry - The button that asks for the numbers again.
 * @cssproperty --rc-accent - Focus and main actions.
 * @cssproperty --rc-on-accent - Text on the accent colour.
 * @cssproperty --rc-radius - Of fields and buttons.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of the fields.
 * @cssproperty --rc-text - Text in the fields.
 * @cssproperty --rc-line - Borders.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-error - What is wrong.
 * @fires {Event} input - The person chose, as a native select fires it.
 * @fires {Event} change - The person chose, as a native select fires it.
 */
export class RcNumberSelect extends RcElement {
  static readonly formAssociated = true;

  static override styles = [tokens, actions, numberSelectStyles];

  static override shadowRootOptions: ShadowRootInit = {...RcElement.shadowRootOptions, delegatesFocus: true};

  static override properties: PropertyDeclarations = {
    kind: {},
    label: {},
    name: {reflect: true},
    defaultValue: {attribute: 'value'},
    required: {type: Boolean, reflect: true},
    disabled: {type: Boolean, reflect: true},
  };

  /** `from`: the phone that rings first. `caller-id`: the number that the other party sees. */
  declare kind: 'from' | 'caller-id';
  /** Text of the label; empty = our own words, or those of the page's `<label>`. */
  declare label: string;
  /** Name in the form's data. */
  declare name: string;
  /** E.164 that a reset goes back to; attribute `value`. */
  declare defaultValue: string;
  declare required: boolean;
  declare disabled: boolean;

  readonly #internals = this.attachInternals();
  #value = '';
  #touched = false;
  #formDisabled = false;
  #customMessage = '';
  #filter = '';
  /** Text of the number typed by hand; null = the list is shown. */
  #typed: string | null = null;
  #typedWrong = false;
  #formatTyped: typeof import('../phone/as-you-type.js').formatAsYouType | null = null;

  constructor() {
    super();
    this.kind = 'from';
    this.label = this.name = this.defaultValue = '';
    this.required = this.disabled = false;
  }

  /** E.164; empty = the platform's default. */
  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    this.#set(String(value ?? ''), true);
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get labels(): NodeList {
    return this.#internals.labels;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** `select-one`, as a native select says. */
  get type(): 'select-one' {
    return 'select-one';
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** A message makes the control invalid until it is set to ''. */
  setCustomValidity(message: string): void {
    this.#customMessage = message;
    this.#validate();
  }

  /** @internal */
  formResetCallback(): void {
    this.#typed = null;
    this.#touched = false;
    this.#set(this.defaultValue, true);
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.#set(state, true);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // As a native select, it is in the form's data also when nothing is chosen.
    this.#internals.setFormValue(this.#value);
  }

  protected override watched(store: Store): readonly Observable<unknown>[] {
    return [store.session, this.#listOf(store), store.choices];
  }

  protected override storeChanged(store: Store): void {
    const chosen = this.#chosenIn(store);
    if (chosen) this.#set(chosen, false);
    else if (this.#value) this.#choose();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('defaultValue') && this.defaultValue && !this.#touched) this.#set(this.defaultValue, true);
    if (changed.has('kind') && this.hasUpdated) this.reconnectStore();
    if (!this.store) return;
    if (this.#signedIn && !this.#pending) this.#set(this.#chosenIn(this.store), false);
    if (this.#list.options.length > 0 || this.#value) loadFormat(this.#formatLoaded);
  }

  protected override updated(): void {
    this.#validate();
  }

  get #list(): NumberList {
    return this.store ? this.#listOf(this.store).get() : {state: 'idle', options: []};
  }

  get #signedIn(): boolean {
    return this.store?.session.get().state === 'ready';
  }

  /** A value that the page set before there was a session to choose it in. */
  #pending = false;

  #listOf(store: Store): Observable<NumberList> {
    return this.kind === 'caller-id' ? store.callerIds : store.fromNumbers;
  }

  #chosenIn(store: Store): string {
    const choices = store.choices.get();
    return (this.kind === 'caller-id' ? choices.callerId : choices.from) ?? '';
  }

  #set(value: string, choose: boolean): void {
    if (value === this.#value) return;
    this.#value = value;
    this.#internals.setFormValue(value);
    if (choose) this.#choose();
    this.#validate();
    this.requestUpdate();
  }

  #choose(): void {
    const value = this.#value || null;
    this.#pending = !this.#signedIn;
    if (!this.#pending) this.store?.choose(this.kind === 'caller-id' ? {callerId: value} : {from: value});
  }

  #validate(): void {
    const t = this.words(numberSelectWords);
    const anchor = this.renderRoot?.querySelector<HTMLElement>('input[part], select') ?? undefined;
    if (this.#customMessage) this.#internals.setValidity({customError: true}, this.#customMessage, anchor);
    else if (this.#typed !== null && this.#typedWrong) this.#internals.setValidity({badInput: true}, t('select.invalid'), anchor);
    else if (this.required && !this.#value) this.#internals.setValidity({valueMissing: true}, t('select.required'), anchor);
    else this.#internals.setValidity({});
  }

  /** The person chose: as a native select says it. */
  #tell(): void {
    this.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    this.dispatchEvent(new Event('change', {bubbles: true}));
  }

  readonly #onSelect = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.#touched = true;
    if (event.target.value === OTHER) {
      this.#typed = '';
      this.#typedWrong = false;
      void this.#loadTyping();
      this.requestUpdate();
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input[part]')?.focus());
      return;
    }
    this.#set(event.target.value, true);
    this.#tell();
  };

  readonly #onType = (event: InputEvent): void => {
    event.stopPropagation();
    if (!(event.target instanceof HTMLInputElement)) return;
    const {value, selectionEnd} = event.target;
    // Formatting under a caret in the middle would throw it to the end.
    const atEnd = selectionEnd === value.length && !event.inputType.startsWith('delete');
    this.#typed = atEnd && this.#formatTyped ? this.#formatTyped(value, this.#country) : value;
    this.#typedWrong = false;
    this.requestUpdate();
  };

  readonly #onTypeKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void this.#useTyped();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.#back();
    }
  };

  readonly #useTyped = async (): Promise<void> => {
    const number = await readTyped(this.#typed ?? '', this.#country);
    this.#typedWrong = number === null;
    if (number !== null) {
      this.#set(number, true);
      this.#back();
      this.#tell();
    }
    this.requestUpdate();
  };

  readonly #back = (): void => {
    this.#typed = null;
    this.#typedWrong = false;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector('select')?.focus());
  };

  readonly #onFilter = (event: Event): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) this.#filter = event.target.value;
    this.requestUpdate();
  };

  readonly #formatLoaded = (): void => this.requestUpdate();

  async #loadTyping(): Promise<void> {
    this.#formatTyped = (await import('../phone/as-you-type.js').catch(() => null))?.formatAsYouType ?? null;
  }

  readonly #onRetry = (): void => this.store?.reloadNumbers();

  readonly #stop = (event: Event): void => event.stopPropagation();

  get #country(): string | undefined {
    return closestAcross(this, '[country]')?.getAttribute('country')
      ?? this.store?.session.get().user?.country;
  }

  get #isDisabled(): boolean {
    return this.disabled || this.#formDisabled;
  }

  #format(number: string): string {
    return formatNumber(number);
  }

  protected override render(): TemplateResult {
    const t = this.words(numberSelectWords);
    const outside = Array.from(this.labels ?? [], (label) => label.textContent?.trim() ?? '').filter(Boolean).join(' ');
    const label = this.label || (outside ? '' : t(`select.${this.kind === 'caller-id' ? 'caller-id' : 'from'}`));
    const many = this.#list.options.length >= MANY;
    return html`<div class="field" lang=${t.language} dir=${t.direction}>
      ${label ? html`<label part="label" for="field">${label}${
        this.required ? html` <span class="required" aria-hidden="true">*</span>` : nothing}</label>` : nothing}
      ${many && this.#typed === null ? this.#renderFilter() : nothing}
      ${this.#typed === null ? this.#renderSelect(outside) : this.#renderInput(this.#typed)}
      ${this.#renderHint()}
    </div>`;
  }

  #renderSelect(outside: string): TemplateResult {
    const t = this.words(numberSelectWords);
    const {options, state} = this.#list;
    const shown = this.#filter ? filtered(options, this.#filter) : options;
    const groups = grouped(shown);
    const value = this.#value;
    const listed = shown.some(({number}) => number === value);
    return html`<select id="field" part="select" aria-label=${this.label || !outside ? nothing : outside}
      aria-describedby="hint" aria-busy=${state === 'loading'} aria-invalid=${this.#touched && !this.validity.valid}
      ?required=${this.required} ?disabled=${this.#isDisabled} .value=${live(value)}
      @input=${this.#stop} @change=${this.#onSelect}
    >
      <option value="" ?selected=${value === ''}>${this.#defaultText()}</option>
      ${groups.map((group) => html`<optgroup label=${t(`kind.${group.kind}`)}>${
        group.options.map((option) => this.#renderOption(option))}</optgroup>`)}
      ${value && !listed ? html`<optgroup label=${t('select.typed')}>${
        this.#renderOption({number: value, kind: 'other'})}</optgroup>` : nothing}
      ${this.kind === 'caller-id' ? nothing : html`<option value=${OTHER}>${t('select.other')}</option>`}
    </select>`;
  }

  #renderOption({number, label}: NumberOption): TemplateResult {
    const text = this.#format(number);
    return html`<option value=${number} ?selected=${number === this.#value}>${label ? `${label} · ${text}` : text}</option>`;
  }

  #defaultText(): string {
    const t = this.words(numberSelectWords);
    const {state, default: standard} = this.#list;
    if (state === 'loading' && !this.#value) return t('select.loading');
    if (standard?.blocked) return t('select.default-hidden');
    return standard?.number ? t('select.default-number', {number: this.#format(standard.number)}) : t('select.default');
  }

  #renderInput(typed: string): TemplateResult {
    const t = this.words(numberSelectWords);
    return html`<div class="row">
      <input part="input" type="tel" autocomplete="tel" dir="ltr" aria-label=${t('select.type')} aria-describedby="hint"
        aria-invalid=${this.#typedWrong} ?disabled=${this.#isDisabled} .value=${live(typed)} placeholder="+1"
        @input=${this.#onType} @change=${this.#stop} @keydown=${this.#onTypeKey}>
      <button type="button" class="action" @click=${this.#useTyped}>${t('select.use')}</button>
    </div>
    <div><button type="button" class="action bare" @click=${this.#back}>${t('select.back')}</button></div>`;
  }

  #renderFilter(): TemplateResult {
    const t = this.words(numberSelectWords);
    const {options} = this.#list;
    return html`<div class="filter">
      <input type="search" aria-label=${t('select.filter')} placeholder=${t('select.filter')} .value=${live(this.#filter)}
        ?disabled=${this.#isDisabled} @input=${this.#onFilter} @change=${this.#stop}>
      <span class="count" role="status">${this.#filter ? t('select.found', {
        count: filtered(options, this.#filter).length, total: options.length}) : ''}</span>
    </div>`;
  }

  /** At most one thing to know, the most useful first. Always there, so that the description has a target. */
  #renderHint(): TemplateResult {
    const t = this.words(numberSelectWords);
    const {state, error, options} = this.#list;
    const kind = this.kind === 'caller-id' ? 'caller-id' : 'from';
    const dropped = this.store?.choices.get().dropped?.[kind === 'from' ? 'from' : 'callerId'];
    const bad = (text: string, retry = false): TemplateResult =>
      html`<p id="hint" part="error" class="hint bad">${warnIcon}<span>${text}</span>${retry
        ? html`<button type="button" part="retry" class="action" @click=${this.#onRetry}>${t('select.retry')}</button>`
        : nothing}</p>`;
    const note = (text: string): TemplateResult => html`<p id="hint" class="hint"><span>${text}</span></p>`;
    if (this.#typedWrong) return bad(t('select.invalid'));
    if (!this.#signedIn) return note(t('select.signed-out'));
    if (state === 'error') {
      return bad(t(error?.code === 'permission-missing' ? 'select.permission'
        : error?.code === 'offline' ? 'select.offline' : 'select.error'), error?.code !== 'permission-missing');
    }
    if (dropped && !this.#value) return bad(t('select.dropped', {number: this.#format(dropped)}));
    if (state === 'ready' && options.length === 0) return note(t(`select.empty.${kind}`));
    return html`<p id="hint" class="hint" hidden></p>`;
  }
}

/** E.164 of what was typed; null = it is no whole number. */
async function readTyped(text: string, country: string | undefined): Promise<string | null> {
  const written = readE164(text);
  if (written) return written.e164;
  try {
    const {parseNumber} = await import('../phone/parse.js');
    return parseNumber(text, {country})?.e164 ?? null;
  } catch {
    return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-select': RcNumberSelect;
  }
}
