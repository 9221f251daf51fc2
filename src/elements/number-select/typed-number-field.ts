/** The text field for a number that is not in the list, in place of the list. */
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {mustType, type SelectContent, type SelectTranslator} from './select-content.js';
import {TypedNumber} from './typed-number.js';

interface TypedNumberOptions {
  readonly content: () => SelectContent;
  /** Country of national numbers, ISO 3166-1 alpha-2. */
  readonly country: () => string | undefined;
  readonly onTextChange: () => void;
  /** The user finished typing: the text is a number in E.164; null = it is none. */
  readonly onFinish: (number: string | null) => void;
  /** The user returned to the list. */
  readonly onReturn: () => void;
}

export class TypedNumberField {
  /** Null while the list is shown. */
  typed: TypedNumber | null = null;

  constructor(private readonly options: TypedNumberOptions) {}

  open(): void {
    this.typed = new TypedNumber(this.#mustType);
    this.typed.load();
  }

  close(): void {
    this.typed = null;
  }

  /** Opens where there is nothing to choose; closes, if empty, when that changes. */
  openOrClose(): void {
    if (this.#mustType) {
      if (!this.typed) this.open();
    } else if (this.typed?.isOnlyInput && !this.typed.hasText) {
      this.close();
    }
  }

  render(typed: TypedNumber, content: SelectContent, t: SelectTranslator): TemplateResult {
    const {required, isDisabled} = content;
    return html`<div class="row typing">
      <input id="field" part="input" type="tel" autocomplete="tel" dir="ltr"
        aria-label=${t('select.type')} aria-describedby="hint"
        aria-invalid=${typed.isInvalid} aria-required=${required} ?disabled=${isDisabled}
        .value=${live(typed.text)} placeholder="+1" @input=${this.#handleInput}
        @change=${this.#handleChange} @keydown=${this.#handleKeyDown}>
      <button type="button" class="action" ?disabled=${isDisabled}
        @click=${this.#finish}>${t('select.use')}</button>
    </div>
    ${mustType(content) ? nothing : this.#renderBackButton(t)}`;
  }

  /** There is nothing to choose, so the user cannot return to the list. */
  get #mustType(): boolean {
    return mustType(this.options.content());
  }

  /** Pressing it must not take the focus from the text field, which would commit its text. */
  #renderBackButton(t: SelectTranslator): TemplateResult {
    return html`<div><button type="button" class="action bare"
      @pointerdown=${keepFocus} @mousedown=${keepFocus}
      @click=${this.#returnToList}>${t('select.back')}</button></div>`;
  }

  readonly #handleInput = (event: InputEvent): void => {
    event.stopPropagation();
    const {value, selectionEnd} = event.target as HTMLInputElement;
    // Formatting moves the caret to the end, so it waits while the user edits inside the number.
    const isAppending = selectionEnd === value.length && !event.inputType.startsWith('delete');
    this.typed?.setText(value, {country: this.options.country(), format: isAppending});
    this.options.onTextChange();
  };

  /** A native field commits its text when it loses the focus. */
  readonly #handleChange = (event: Event): void => {
    event.stopPropagation();
    if (this.typed?.hasText) void this.#finish();
  };

  readonly #handleKeyDown = (event: KeyboardEvent): void => {
    const isEscape = event.key === 'Escape' && !this.#mustType;
    if (isEscape) this.#returnToList();
    else if (event.key === 'Enter') void this.#finish();
    else return;
    event.preventDefault();
    // Else Escape would also close the dialog or the card around.
    if (isEscape) event.stopPropagation();
  };

  readonly #returnToList = (): void => {
    this.close();
    this.options.onReturn();
  };

  readonly #finish = async (): Promise<void> => {
    const typed = this.typed;
    if (!typed) return;
    const reading = typed.read(this.options.country());
    // Once the parser is there, the choice is made within the event that asks for it.
    const number = reading instanceof Promise ? await reading : reading;
    // The field was closed, or opened again, while the parser loaded.
    if (typed !== this.typed) return;
    typed.isInvalid = number === null;
    if (number !== null) this.close();
    this.options.onFinish(number);
  };
}

function keepFocus(event: Event): void {
  event.preventDefault();
}
