import {html, nothing} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {numberSelectWords} from '../../i18n/en/number-select.js';
import {closestAcross} from '../../i18n/locale.js';
import {readE164} from '../../phone/dialable-number.js';
import {actionStyles} from '../internal/actions.styles.js';
import {warnIcon} from '../internal/call-icons.js';
import {FormControl, TEXT_CONVERTER} from '../internal/form-control.js';
import {formatNumber, loadNumberFormat} from '../internal/number-format.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {NumberList, NumberOption, Observable, SessionState, Store} from '../../store/types.js';
import {hintFor, isLoading} from './hint.js';
import {numberSelectStyles} from './number-select.styles.js';
import {FILTER_MIN_OPTIONS, filtered, grouped} from './options.js';
import {TypedNumber} from './typed-number.js';

/** Option that opens the box for a number typed by hand; it is no number itself. */
const OTHER = 'other';

/** Where a person adds a phone that RingCentral may ring. */
const SETTINGS = 'https://service.ringcentral.com/';

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
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-radius - Of fields and buttons.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of the fields.
 * @cssproperty --rc-text - Text in the fields.
 * @cssproperty --rc-muted - Text while numbers load.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-error - What is wrong.
 * @fires {Event} input - The person chose, as a native select fires it.
 * @fires {Event} change - The person chose, as a native select fires it.
 */
export class RcNumberSelect extends FormControl {
  static override styles = [tokenStyles, actionStyles, numberSelectStyles];

  static override shadowRootOptions: ShadowRootInit = {...FormControl.shadowRootOptions, delegatesFocus: true};

  static override properties: PropertyDeclarations = {
    kind: {},
    label: {converter: TEXT_CONVERTER},
  };

  /** `from`: the phone that rings first. `caller-id`: the number that the other party sees. */
  declare kind: 'from' | 'caller-id';
  /** Text of the label; empty = our own words, or those of the page's `<label>`. */
  declare label: string;

  #value = '';
  /**
   * What the account's choice has not been told: a value that the page or the person set, or only the default, which
   * yields to a choice that was made before. Null = the value is the account's choice.
   */
  #wish: 'set' | 'default' | null = null;
  /** Set by page or person, so that a new default no longer changes it; as a native control has it. */
  #dirty = false;
  #touched = false;
  #filter = '';
  /** Null = the list is shown. */
  #typed: TypedNumber | null = null;

  constructor() {
    super();
    this.kind = 'from';
    this.label = '';
    this.addEventListener('invalid', () => {
      this.#touched = true;
      this.requestUpdate();
    });
  }

  /** E.164; empty = the platform's default, and what a value that is no number becomes. */
  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    const number = numberOrNothing(value);
    this.#dirty = true;
    this.#typed = null;
    if (number !== this.#value) this.#take(number, 'set');
  }

  /** `select-one`, as a native select says. */
  get type(): 'select-one' {
    return 'select-one';
  }

  /** @internal */
  formResetCallback(): void {
    this.#typed = null;
    this.#touched = this.#dirty = false;
    const number = numberOrNothing(this.defaultValue);
    if (number !== this.#value) this.#take(number, this.#state === 'ready' ? 'set' : 'default');
    this.validate();
    this.requestUpdate();
  }

  /** @internal */
  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // As a native select, it is in the form's data also when nothing is chosen.
    this.setFormValue(this.#value);
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.session, this.#listOf(store), store.choices];
  }

  protected override storeChanged(): void {
    this.#join();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('kind') && this.hasUpdated) this.reconnectStore();
    if (!this.store) return;
    this.#join();
    if (this.#mustType && !this.#typed) this.#startTyping();
    // Chosen elsewhere meanwhile, or there is something to choose now.
    else if (!this.#mustType && this.#typed?.forced && !this.#typed.isOpen) this.#typed = null;
    if (this.#list.options.length > 0 || this.#value) loadNumberFormat(this.#formatLoaded);
  }

  get #list(): NumberList {
    return this.store ? this.#listOf(this.store).get() : {state: 'idle', options: []};
  }

  get #state(): SessionState | undefined {
    return this.store?.session.get().state;
  }

  /** Every page has been read. */
  get #isWhole(): boolean {
    const {state, loadingMore} = this.#list;
    return state === 'ready' && !loadingMore;
  }

  get #isLoading(): boolean {
    return isLoading({session: this.#state, list: this.#list});
  }

  /** A phone is needed, and there is none to choose. */
  get #mustType(): boolean {
    return this.required && this.kind !== 'caller-id' && !this.#value && this.#state === 'ready' && this.#isWhole
      && this.#list.options.length === 0;
  }

  #listOf(store: Store): Observable<NumberList> {
    return this.kind === 'caller-id' ? store.callerIds : store.fromNumbers;
  }

  #chosenIn(store: Store): string {
    const choices = store.choices.get();
    return (this.kind === 'caller-id' ? choices.callerId : choices.from) ?? '';
  }

  /** Makes the value and the account's choice the same, once there is somebody whose choice it is. */
  #join(): void {
    const {store} = this;
    if (!store) return;
    const state = this.#state;
    if (state === 'ready') {
      const chosen = this.#chosenIn(store);
      const tell = this.#wish === 'set' || this.#wish === 'default' && !chosen;
      this.#wish = null;
      if (!tell) this.#set(chosen);
      else if (this.#value !== chosen) store.choose({[this.kind === 'caller-id' ? 'callerId' : 'from']: this.#value || null});
    } else if (state === 'signed-out' && this.#wish === null) {
      // The next person at this desk meets nothing of the last one.
      this.#take(numberOrNothing(this.defaultValue), 'default');
    }
  }

  #take(value: string, wish: 'set' | 'default'): void {
    this.#wish = wish;
    this.#set(value);
    this.#join();
  }

  #set(value: string): void {
    if (value === this.#value) return;
    this.#value = value;
    this.setFormValue(value);
    this.validate();
    this.requestUpdate();
  }

  protected override validityFlags(): {flags: ValidityStateFlags; message: string; anchor: HTMLElement | null} {
    const t = this.translator(numberSelectWords);
    const flags = {badInput: this.#typed?.isOpen ?? false, valueMissing: this.required && !this.#value};
    return {
      flags,
      message: flags.badInput ? t('select.invalid') : flags.valueMissing ? t('select.required') : '',
      anchor: this.renderRoot?.querySelector<HTMLElement>('input[part], select') ?? null,
    };
  }

  protected override defaultChanged(): void {
    if (!this.#dirty) this.#take(numberOrNothing(this.defaultValue), 'default');
  }

  /** As a native select says it: of the two, only `input` leaves a shadow root. */
  #tell(type: 'input' | 'change'): void {
    this.dispatchEvent(new Event(type, {bubbles: true, composed: type === 'input'}));
  }

  /** The person chose. */
  #choose(number: string): void {
    this.#dirty = this.#touched = true;
    this.#take(number, 'set');
  }

  #pick(number: string): void {
    this.#choose(number);
    this.#tell('input');
    this.#tell('change');
  }

  #startTyping(): void {
    this.#typed = new TypedNumber(this.#mustType);
    void this.#typed.load();
  }

  /** The native event goes on to the page by itself, with the value that it speaks of. */
  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    if (event.target.value === OTHER) event.stopPropagation();
    else this.#choose(event.target.value);
  };

  readonly #onSelect = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const {value} = event.target;
    if (value !== OTHER) return value === this.#value ? this.#tell('change') : this.#pick(value);
    this.#startTyping();
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input[part]')?.focus());
  };

  readonly #onType = (event: InputEvent): void => {
    event.stopPropagation();
    if (!(event.target instanceof HTMLInputElement)) return;
    const {value, selectionEnd} = event.target;
    // Formatting under a caret in the middle would throw it to the end.
    const atEnd = selectionEnd === value.length && !event.inputType.startsWith('delete');
    this.#typed?.type(value, atEnd, this.#country);
    this.validate();
    this.requestUpdate();
  };

  readonly #onTypeKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void this.#useTyped();
    } else if (event.key === 'Escape' && !this.#mustType) {
      event.stopPropagation();
      this.#back();
    }
  };

  /** As a native field takes over what stands in it when it is left. */
  readonly #onTyped = (event: Event): void => {
    event.stopPropagation();
    if (this.#typed?.isOpen) void this.#useTyped();
  };

  readonly #useTyped = async (): Promise<void> => {
    const typed = this.#typed;
    if (!typed) return;
    const read = typed.read(this.#country);
    const number = read instanceof Promise ? await read : read;
    if (typed !== this.#typed) return;
    if (number === null) typed.wrong = this.#touched = true;
    else {
      const focused = this.shadowRoot?.activeElement?.closest('.typing');
      this.#typed = null;
      this.#pick(number);
      if (focused) this.#focusSelect();
    }
    this.requestUpdate();
  };

  readonly #back = (): void => {
    this.#typed = null;
    this.validate();
    this.requestUpdate();
    this.#focusSelect();
  };

  #focusSelect(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('select')?.focus());
  }

  readonly #onFilter = (event: Event): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) this.#filter = event.target.value;
    this.requestUpdate();
  };

  readonly #formatLoaded = (): void => this.requestUpdate();

  readonly #onRetry = (): void => this.store?.reloadNumbers();

  readonly #stop = (event: Event): void => event.stopPropagation();

  /** Pressing it does not leave the box, which would take over what stands in it. */
  readonly #keepFocus = (event: Event): void => event.preventDefault();

  get #country(): string | undefined {
    return closestAcross(this, '[country]')?.getAttribute('country')
      ?? this.store?.session.get().user?.country;
  }

  protected override render(): TemplateResult {
    const t = this.translator(numberSelectWords);
    const outside = this.externalLabel;
    const label = this.label || (outside ? '' : t(`select.${this.kind === 'caller-id' ? 'caller-id' : 'from'}`));
    const many = this.#list.options.length >= FILTER_MIN_OPTIONS;
    return html`<div class="field" lang=${t.language} dir=${t.direction}>
      ${label ? html`<label part="label" for="field">${label}${
        this.required ? html` <span class="required" aria-hidden="true">*</span>` : nothing}</label>` : nothing}
      ${many && !this.#typed ? this.#renderFilter() : nothing}
      ${this.#typed ? this.#renderInput(this.#typed) : this.#renderSelect(outside)}
      ${this.#renderHint()}
    </div>`;
  }

  #renderSelect(outside: string): TemplateResult {
    const t = this.translator(numberSelectWords);
    const {options} = this.#list;
    const shown = this.#filter ? filtered(options, this.#filter) : options;
    const value = this.#value;
    return html`<select id="field" part="select" aria-label=${this.label || !outside ? nothing : outside}
      aria-describedby="hint" aria-busy=${this.#isLoading} aria-invalid=${this.#touched && !this.validity.valid}
      ?required=${this.required} ?disabled=${this.isDisabled} .value=${live(value)}
      @input=${this.#onInput} @change=${this.#onSelect}
    >
      <option value="" ?selected=${value === ''}>${this.#defaultText()}</option>
      ${grouped(shown).map((group) => html`<optgroup label=${t(`kind.${group.kind}`)}>${
        group.options.map((option) => this.#renderOption(option))}</optgroup>`)}
      ${value && !shown.some(({number}) => number === value) ? this.#renderUnlisted(value) : nothing}
      ${this.kind === 'caller-id' ? nothing : html`<option value=${OTHER}>${t('select.other')}</option>`}
    </select>`;
  }

  /** The value stays to be seen: while its page is on the way, the filter hides it, or it was typed. */
  #renderUnlisted(value: string): TemplateResult {
    const listed = this.#list.options.find(({number}) => number === value);
    const option = this.#renderOption(listed ?? {number: value, kind: 'other'});
    return listed || !this.#isWhole || this.kind === 'caller-id'
      ? option
      : html`<optgroup label=${this.translator(numberSelectWords)('select.typed')}>${option}</optgroup>`;
  }

  #renderOption({number, label}: NumberOption): TemplateResult {
    const formatted = formatNumber(number);
    const named = label ? `${label} · ${formatted}` : formatted;
    return html`<option value=${number} ?selected=${number === this.#value}>${number === this.#list.default?.number
      ? this.translator(numberSelectWords)('select.default-mark', {number: named})
      : named}</option>`;
  }

  #defaultText(): string {
    const t = this.translator(numberSelectWords);
    const {default: standard} = this.#list;
    if (this.#isLoading && !this.#value) return t('select.loading');
    if (standard?.blocked) return t('select.default-hidden');
    return standard?.number ? t('select.default-number', {number: formatNumber(standard.number)}) : t('select.default');
  }

  #renderInput({text, wrong}: TypedNumber): TemplateResult {
    const t = this.translator(numberSelectWords);
    return html`<div class="row typing">
      <input part="input" type="tel" autocomplete="tel" dir="ltr" aria-label=${t('select.type')} aria-describedby="hint"
        aria-invalid=${wrong} aria-required=${this.required} ?disabled=${this.isDisabled} .value=${live(text)}
        placeholder="+1" @input=${this.#onType} @change=${this.#onTyped} @keydown=${this.#onTypeKey}>
      <button type="button" class="action" ?disabled=${this.isDisabled} @click=${this.#useTyped}>${t('select.use')}</button>
    </div>
    ${this.#mustType ? nothing : html`<div><button type="button" class="action bare" @pointerdown=${this.#keepFocus}
      @mousedown=${this.#keepFocus} @click=${this.#back}>${t('select.back')}</button></div>`}`;
  }

  #renderFilter(): TemplateResult {
    const t = this.translator(numberSelectWords);
    const {options} = this.#list;
    return html`<div class="filter">
      <input type="search" aria-label=${t('select.filter')} placeholder=${t('select.filter')} .value=${live(this.#filter)}
        ?disabled=${this.isDisabled} @input=${this.#onFilter} @change=${this.#stop}>
      <span class="count" role="status">${this.#filter ? t('select.found', {
        count: filtered(options, this.#filter).length, total: options.length}) : ''}</span>
    </div>`;
  }

  /** Always there, so that the description has a target, and what it says is heard. */
  #renderHint(): TemplateResult {
    const t = this.translator(numberSelectWords);
    const kind = this.kind === 'caller-id' ? 'caller-id' : 'from';
    const dropped = this.store?.choices.get().dropped?.[kind === 'from' ? 'from' : 'callerId'];
    const hint = hintFor({
      kind, session: this.#state, list: this.#list, value: this.#value, wrong: this.#typed?.wrong ?? false,
      dropped: dropped && formatNumber(dropped),
    });
    const action = hint?.action === 'retry'
      ? html`<button type="button" part="retry" class="action" @click=${this.#onRetry}>${t('select.retry')}</button>`
      : hint?.action === 'add'
        ? html`<a class="action" href=${SETTINGS} target="_blank" rel="noopener">${t('select.add')}</a>`
        : nothing;
    return html`<p id="hint" part=${hint?.bad ? 'error' : nothing} class="hint ${hint?.bad ? 'bad' : ''}" ?hidden=${!hint}>${
      hint?.bad ? warnIcon : nothing}<span role="status">${
      hint ? t(hint.key as 'select.dropped', hint.params as {number: string}) : ''}</span>${action}</p>`;
  }
}

/** Whatever a page hands over, as a value of the select. */
function numberOrNothing(value: unknown): string {
  return typeof value === 'string' ? readE164(value)?.e164 ?? '' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-select': RcNumberSelect;
  }
}
