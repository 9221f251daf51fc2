/** How a user picks a number: from the list, with a filter above a long one, or by typing it. */
import {html, type LitElement, type TemplateResult} from 'lit';
import {loadNumberFormat} from '../internal/number-format.js';
import {countryAround} from '../internal/page-language.js';
import {NumberFilter} from './number-filter.js';
import {OTHER_NUMBER, selectTemplate} from './number-select.template.js';
import type {SelectContent, SelectTranslator} from './select-content.js';
import {TypedNumberField} from './typed-number-field.js';

type PickerHost = Element & Pick<LitElement, 'renderRoot' | 'requestUpdate' | 'updateComplete'>;

interface PickerOptions {
  readonly content: () => SelectContent;
  /** The user has picked a number; null = they finished typing what is none. */
  readonly onPick: (number: string | null) => void;
  /** The text field has closed, or has another text. */
  readonly onTextChange: () => void;
}

export class NumberPicker {
  /** Shown in place of the list while it is open. */
  readonly textField: TypedNumberField;
  readonly #filter: NumberFilter;

  constructor(private readonly host: PickerHost, private readonly options: PickerOptions) {
    const {content, onTextChange} = options;
    this.#filter = new NumberFilter(() => host.requestUpdate());
    this.textField = new TypedNumberField({
      content,
      onTextChange,
      country: () => this.#country,
      onFinish: (number) => this.#handleTypedNumber(number),
      onReturn: () => this.#handleReturn(),
    });
  }

  /** Call it before the host renders. */
  prepare(): void {
    this.textField.openOrClose();
    const {value, list} = this.options.content();
    const showsNumbers = value !== '' || list.options.length > 0;
    if (showsNumbers) loadNumberFormat(() => this.host.requestUpdate());
  }

  render(content: SelectContent, t: SelectTranslator): TemplateResult {
    const {typed} = this.textField;
    if (typed) return this.textField.render(typed, content, t);
    const {options} = content.list;
    return html`${this.#filter.render(options, t, content.isDisabled)}
      ${selectTemplate(content, {
        t,
        options: this.#filter.apply(options),
        onInput: this.#handleSelectInput,
        onChange: this.#handleSelectChange,
      })}`;
  }

  get #country(): string | undefined {
    return countryAround(this.host) ?? this.options.content().homeCountry;
  }

  /** The native event goes on to the page, with the value that is picked here. */
  readonly #handleSelectInput = (event: Event): void => {
    const {value} = event.target as HTMLSelectElement;
    if (value === OTHER_NUMBER) event.stopPropagation();
    else this.options.onPick(value);
  };

  readonly #handleSelectChange = (event: Event): void => {
    const {value} = event.target as HTMLSelectElement;
    if (value === OTHER_NUMBER) {
      this.textField.open();
      this.host.requestUpdate();
      this.#focusAfterUpdate('input[part]');
    } else if (value === this.options.content().value) {
      this.#fireNativeEvent('change');
    } else {
      this.#pickAndNotify(value);
    }
  };

  #handleTypedNumber(number: string | null): void {
    const {activeElement} = this.host.renderRoot as ShadowRoot;
    if (number === null) this.options.onPick(null);
    else this.#pickAndNotify(number);
    const returnsFocus = number !== null && activeElement?.closest('.typing');
    if (returnsFocus) this.#focusAfterUpdate('select');
    this.host.requestUpdate();
  }

  #handleReturn(): void {
    this.options.onTextChange();
    this.#focusAfterUpdate('select');
  }

  /** Picks a number that no native event of the inner select reports. */
  #pickAndNotify(number: string): void {
    this.options.onPick(number);
    this.#fireNativeEvent('input');
    this.#fireNativeEvent('change');
  }

  /** Fires an event as a native select does: only `input` crosses a shadow root. */
  #fireNativeEvent(type: 'input' | 'change'): void {
    this.host.dispatchEvent(new Event(type, {bubbles: true, composed: type === 'input'}));
  }

  #focusAfterUpdate(selector: string): void {
    void this.host.updateComplete.then(() => {
      this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }
}
