/** The hint below a number select as the user sees and hears it. */
import {html, nothing, type TemplateResult} from 'lit';
import {warnIcon} from '../internal/call-icons.js';
import {formatNumber} from '../internal/number-format.js';
import {hintFor, type Hint} from './hint.js';
import type {SelectContent, SelectTranslator} from './select-content.js';

/** Where a user adds a phone that RingCentral can ring. */
const ADD_PHONE_URL = 'https://service.ringcentral.com/';

interface HintContext {
  readonly t: SelectTranslator;
  /** The user finished typing, and the text was no number. */
  readonly isTextInvalid: boolean;
  readonly onRetry: () => void;
}

/**
 * Rendered also while empty: it describes the field, and announces what changes in it. Its text is
 * set as `textContent`, like all words that change: an extension may have replaced text nodes.
 */
export function hintTemplate(
  {kind, account: {session, list, dropped}, value}: SelectContent,
  {t, isTextInvalid, onRetry}: HintContext,
): TemplateResult {
  const formatted = dropped && formatNumber(dropped);
  const hint = hintFor({kind, session, list, value, dropped: formatted, isInvalid: isTextInvalid});
  const isError = hint?.bad === true;
  const classNames = isError ? 'hint bad' : 'hint';
  return html`<p id="hint" part=${isError ? 'error' : nothing} class=${classNames}>${
    isError ? warnIcon : nothing}<span role="status" .textContent=${hintText(hint, t)}></span>${
    actionTemplate(hint?.action, t, onRetry)}</p>`;
}

function hintText(hint: Hint | null, t: SelectTranslator): string {
  return hint ? t(hint.key as 'select.dropped', hint.params as {number: string}) : '';
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
