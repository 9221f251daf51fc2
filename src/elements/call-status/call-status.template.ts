/** The panel: the rate limit, the calls, and what stands in their place while there is none. */
import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {fromNow} from '../../i18n/time.js';
import {waitIcon, warnIcon} from '../internal/call-icons.js';
import {
  givenUpSentence, type CallTranslator, type StatusTranslator,
} from '../internal/call-sentences.js';
import {phoneIcon} from '../internal/icons.js';
import {callItemTemplate, type PanelContext} from './call-item.template.js';
import type {ShownCalls} from './shown-calls.js';

export function panelTemplate(shown: ShownCalls, context: PanelContext): TemplateResult {
  const {t, statusTranslator} = context;
  const {language, direction} = statusTranslator;
  return html`<div lang=${language} dir=${direction}>
    <div class="unseen" role="status"></div>
    ${limitTemplate(shown.limitedUntil, statusTranslator)}
    <ul class="calls" role="list" tabindex="-1" aria-label=${statusTranslator('status.calls')}
      @keydown=${ignoreHeldEnter}>
      ${repeat(shown.calls, ({key}) => key, (call) => callItemTemplate(call, context))}
    </ul>
    ${shown.isEmpty ? emptyTemplate(shown, t, statusTranslator) : nothing}
  </div>`;
}

function limitTemplate(
  limitedUntil: number, statusTranslator: StatusTranslator,
): TemplateResult | typeof nothing {
  const remaining = limitedUntil - Date.now();
  if (remaining <= 0) return nothing;
  const when = fromNow(remaining, statusTranslator.locale);
  const sentence = statusTranslator('status.limit', {when});
  return html`<p class="limit">${waitIcon}<span .textContent=${sentence}></span></p>`;
}

function emptyTemplate(
  {givenUp, callsInBrowser}: ShownCalls, t: CallTranslator, statusTranslator: StatusTranslator,
): TemplateResult {
  const emptyKey = callsInBrowser ? 'status.empty-browser' : 'status.empty';
  const sentence = givenUp ? givenUpSentence(givenUp, t) : statusTranslator(emptyKey);
  return html`<p class="empty">${givenUp ? warnIcon : phoneIcon}<span .textContent=${sentence}
    ></span></p>`;
}

/** A key that is held down must not press the button that has just taken the place. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  const isInText = (event.target as Element).localName === 'textarea';
  if (event.repeat && event.key === 'Enter' && !isInText) event.preventDefault();
}
