/** The filter above a long list of numbers. */
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {NumberOption} from '../../store/types.js';
import {filtered} from './options.js';
import type {SelectTranslator} from './select-content.js';

/** A list of at least this many numbers gets a filter. */
const FILTER_MIN_OPTIONS = 30;

export class NumberFilter {
  #text = '';

  constructor(private readonly requestRender: () => void) {}

  apply(options: readonly NumberOption[]): readonly NumberOption[] {
    return filtered(options, this.#text);
  }

  render(
    options: readonly NumberOption[], t: SelectTranslator, isDisabled: boolean,
  ): TemplateResult | typeof nothing {
    if (options.length < FILTER_MIN_OPTIONS) return nothing;
    const label = t('select.filter');
    return html`<div class="filter">
      <input type="search" aria-label=${label} placeholder=${label}
        .value=${live(this.#text)} ?disabled=${isDisabled}
        @input=${this.#handleInput} @change=${stopPropagation}>
      <span class="count" role="status" .textContent=${this.#countText(options, t)}></span>
    </div>`;
  }

  #countText(options: readonly NumberOption[], t: SelectTranslator): string {
    if (!this.#text) return '';
    return t('select.found', {count: this.apply(options).length, total: options.length});
  }

  readonly #handleInput = (event: Event): void => {
    event.stopPropagation();
    this.#text = (event.target as HTMLInputElement).value;
    this.requestRender();
  };
}

/** Filtering is not choosing: the page must not take the event for one of the select. */
function stopPropagation(event: Event): void {
  event.stopPropagation();
}
