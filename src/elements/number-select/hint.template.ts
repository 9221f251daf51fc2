/** The hint below a number select as the user sees and hears it. */
import {html, nothing, type TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {warnIcon} from '../internal/call-icons.js';
import {errorSentence} from '../internal/call-sentences.js';
import type {Hint} from './hint.js';
import type {SelectTranslator} from './select-content.js';

/** Where a user adds a phone that RingCentral can ring. */
const ADD_PHONE_URL = 'https://service.ringcentral.com/';

/**
 * Rendered also while empty: it describes the field, and announces what changes in it. Its text is
 * set as `textContent`, like all words that change: an extension may have replaced text nodes.
 */
export function hintTemplate(
  hint: Hint | null, t: SelectTranslator, onRetry: () => void, hasFocus: boolean,
): TemplateResult {
  const style = styleOf(hint);
  // A phone may turn out to be offline while the user is elsewhere on the page.
  const live = style === 'warns' && !hasFocus ? 'off' : nothing;
  return html`<p id="hint" part=${style === 'bad' ? 'error' : nothing} class="hint ${style}"
    >${style ? warnIcon : nothing}<span role="status" aria-live=${live} .textContent=${
    textOf(hint, t)}></span>${
    actionTemplate(hint?.action, t, onRetry)}</p>`;
}

function textOf(hint: Hint | null, t: SelectTranslator): string {
  if (!hint) return '';
  const {key, params, error} = hint;
  if (error) return errorSentence(error, '', createTranslator(callWords, t.locale));
  return t(key as 'select.dropped', params as {number: string});
}

function styleOf(hint: Hint | null): 'bad' | 'warns' | '' {
  if (hint?.bad) return 'bad';
  return hint?.warns ? 'warns' : '';
}

function actionTemplate(
  action: Hint['action'], t: SelectTranslator, onRetry: () => void,
): TemplateResult | typeof nothing {
  switch (action) {
    case 'retry':
      return html`<button type="button" part="retry" class="action"
        @click=${onRetry}>${t('select.retry')}</button>`;
    case 'add':
      return html`<a class="action" href=${ADD_PHONE_URL}
        target="_blank" rel="noopener">${t('select.add')}</a>`;
    default:
      return nothing;
  }
}
