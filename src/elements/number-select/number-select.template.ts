/** The native select in a number select: its label, and its options in groups. */
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {NumberList, NumberOption} from '../../store/types.js';
import {formatNumber} from '../internal/number-format.js';
import {THIS_BROWSER} from '../internal/this-browser.js';
import {isComplete, isLoading} from './account-numbers.js';
import {grouped} from './options.js';
import type {SelectContent, SelectTranslator} from './select-content.js';

/** Value of the option that opens the text field; it is no number itself. */
export const OTHER_NUMBER = 'other';

interface ListContent {
  readonly t: SelectTranslator;
  /** Those that the filter leaves. */
  readonly options: readonly NumberOption[];
  readonly onInput: (event: Event) => void;
  readonly onChange: (event: Event) => void;
}

export function labelTemplate(
  {kind, label, externalLabel, required}: SelectContent, t: SelectTranslator,
): TemplateResult | typeof nothing {
  // The page's own `<label>` names the field.
  if (!label && externalLabel) return nothing;
  const text = label || t(kind === 'caller-id' ? 'select.caller-id' : 'select.from');
  const mark = html` <span class="required" aria-hidden="true">*</span>`;
  return html`<label part="label" for="field">${text}${required ? mark : nothing}</label>`;
}

export function selectTemplate(
  content: SelectContent, {t, options, onInput, onChange}: ListContent,
): TemplateResult {
  const {kind, value, required, isDisabled} = content;
  const isBrowser = value === THIS_BROWSER;
  const isUnlisted = value && !isBrowser && !options.some(({number}) => number === value);
  // A label outside of the shadow root does not name what is inside of it.
  const ariaLabel = content.label ? '' : content.externalLabel;
  // A value that the page has set is shown, also before it is known whether it can be.
  const browser = isBrowser || content.browserPhone
    ? html`<option value=${THIS_BROWSER} ?selected=${isBrowser} .textContent=${t('select.browser')}
      ></option>`
    : nothing;
  const otherNumber = html`<option value=${OTHER_NUMBER}>${t('select.other')}</option>`;
  return html`<select id="field" part="select" aria-label=${ariaLabel || nothing}
    aria-describedby="hint" aria-busy=${isLoading(content)} aria-invalid=${content.showsInvalid}
    ?required=${required} ?disabled=${isDisabled} .value=${live(value)}
    @input=${onInput} @change=${onChange}
  >
    <option value="" ?selected=${value === ''} .textContent=${defaultText(content, t)}></option>
    ${browser}
    ${grouped(options).map((group) => html`<optgroup label=${t(`kind.${group.kind}`)}>${
      group.options.map((option) => optionTemplate(option, content, t))}</optgroup>`)}
    ${isUnlisted ? unlistedTemplate(content, t) : nothing}
    ${kind === 'caller-id' ? nothing : otherNumber}
  </select>`;
}

/** Shows a value whose page is loading, one that the filter hides, or one that was typed. */
function unlistedTemplate(content: SelectContent, t: SelectTranslator): TemplateResult {
  const {kind, list, value} = content;
  const listed = list.options.find(({number}) => number === value);
  const option = optionTemplate(listed ?? {number: value, kind: 'other'}, content, t);
  const isTyped = !listed && isComplete(list) && kind !== 'caller-id';
  if (!isTyped) return option;
  return html`<optgroup label=${t('select.typed')}>${option}</optgroup>`;
}

function optionTemplate(
  option: NumberOption, {list, value}: SelectContent, t: SelectTranslator,
): TemplateResult {
  const {number} = option;
  return html`<option value=${number} ?selected=${number === value}
    .textContent=${optionText(option, list, t)}></option>`;
}

/** Hebrew, Arabic and their kin. */
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff]/;

function optionText(
  {number, label = '', online}: NumberOption, list: NumberList, t: SelectTranslator,
): string {
  const mixesDirections = t.direction === 'rtl' || RIGHT_TO_LEFT_LETTER.test(label);
  const parts = [label, formatNumber(number)].filter(Boolean);
  const labeled = (mixesDirections ? parts.map(isolate) : parts).join(' · ');
  if (online === false) return `${labeled} — ${t('select.offline-mark')}`;
  return number === list.default?.number ? t('select.default-mark', {number: labeled}) : labeled;
}

/** Keeps a text's own direction beside another one: an option can carry no markup. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/** Text of the option for RingCentral's default. */
function defaultText(content: SelectContent, t: SelectTranslator): string {
  const {number, blocked} = content.list.default ?? {};
  if (isLoading(content) && !content.value) return t('select.loading');
  if (blocked) return t('select.default-hidden');
  if (!number) return t('select.default');
  return t('select.default-number', {number: formatNumber(number)});
}
