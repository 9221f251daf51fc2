import {html, type PropertyValues, type TemplateResult} from 'lit';
import {numberSelectWords} from '../../i18n/en/number-select.js';
import {actionStyles} from '../internal/actions.styles.js';
import {getPageStore} from '../internal/event-bridge.js';
import {FormControl, type ControlValidity} from '../internal/form-control.js';
import {StoreController} from '../internal/store-controller.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {accountNumbers, chooseNumber, numberSources} from './account-numbers.js';
import {ChosenNumber} from './chosen-number.js';
import {hintFor} from './hint.js';
import {hintTemplate} from './hint.template.js';
import {NumberPicker} from './number-picker.js';
import {numberSelectStyles} from './number-select.styles.js';
import {labelTemplate} from './number-select.template.js';
import {PhoneApproach} from './phone-approach.js';
import type {SelectContent} from './select-content.js';

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
 * @cssproperty --rc-wait - The icon of a warning.
 * @cssproperty --rc-error - Invalid fields and error messages.
 * @fires {Event} input - The user chose a number; like the event of a native `<select>`.
 * @fires {Event} change - The user chose a number; like the event of a native `<select>`.
 */
export class RcNumberSelect extends FormControl {
  static override styles = [tokenStyles, actionStyles, numberSelectStyles];
  static override shadowRootOptions = {...FormControl.shadowRootOptions, delegatesFocus: true};
  static override properties = {kind: {}, label: {}};

  readonly #store = new StoreController(this, {
    find: getPageStore,
    watch: (store) => numberSources(store, this.kind),
    onConnect: () => this.#chosen.reconcile(),
  });
  readonly #approach = new PhoneApproach(this, this.#store);
  readonly #chosen = new ChosenNumber({
    account: () => this.#account,
    defaultValue: () => this.defaultValue,
    choose: (number) => chooseNumber(this.#store.value, this.kind, number),
    onChange: () => this.valueChanged(),
  });
  readonly #picker = new NumberPicker(this, {
    content: () => this.#content,
    onPick: (number) => this.#handlePick(number),
    onTextChange: () => this.revalidate(),
  });

  /** `from`: the phone that rings first, or this browser. `caller-id`: the number that is shown. */
  kind: 'from' | 'caller-id' = 'from';
  /** Text of the label. Defaults to the page's `<label>`, or to our own words without one. */
  label = '';

  /** E.164, or `browser` = this browser; empty = RingCentral's default, as for any other text. */
  override get value(): string {
    return this.#chosen.value;
  }

  override set value(value: string) {
    this.#picker.textField.close();
    this.#chosen.value = value;
  }

  /** `select-one`, as of a native `<select>`. */
  get type(): 'select-one' {
    return 'select-one';
  }

  protected override defaultChanged(): void {
    this.#chosen.followDefault();
  }

  protected override valueReset(): void {
    this.#picker.textField.close();
    this.#chosen.reset();
  }

  protected override update(changed: PropertyValues<this>): void {
    if (changed.has('kind') && this.hasUpdated) this.#store.reconnect();
    if (this.#store.value) {
      this.#chosen.reconcile();
      this.#picker.prepare();
    }
    super.update(changed);
  }

  protected override validityFlags(): ControlValidity {
    const badInput = this.#picker.textField.typed?.hasText ?? false;
    const valueMissing = this.required && !this.value;
    const t = this.translator(numberSelectWords);
    const message = t(badInput ? 'select.invalid' : 'select.required');
    const anchor = this.renderRoot?.querySelector<HTMLElement>('input[part], select') ?? null;
    return {flags: {badInput, valueMissing}, message, anchor};
  }

  get #account(): ReturnType<typeof accountNumbers> {
    return accountNumbers(this.#store.value, this.kind);
  }

  get #content(): SelectContent {
    const {value, label, externalLabel, required, isDisabled} = this;
    return {
      ...this.#account, value, label, externalLabel, required, isDisabled,
      showsInvalid: this.isTouched && !this.validity.valid,
      isInvalid: this.#picker.textField.typed?.isInvalid ?? false,
    };
  }

  #handlePick(number: string | null): void {
    this.isTouched = true;
    if (number !== null) this.#chosen.commit(number);
  }

  #handleRetry(): void {
    this.#store.value?.reloadNumbers();
  }

  protected override render(): TemplateResult {
    const t = this.translator(numberSelectWords);
    const content = this.#content;
    return html`<div class="field" lang=${t.language} dir=${t.direction}>
      ${labelTemplate(content, t)}
      ${this.#picker.render(content, t)}
      ${hintTemplate(hintFor(content), t, this.#handleRetry, this.#approach.hasFocus)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-select': RcNumberSelect;
  }
}
