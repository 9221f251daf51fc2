/** The cards of all calls; nothing while there is no call. */
import {html, isServer, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {checkTemplates} from './card-links.js';
import {inboundCardTemplate, type CardContext} from './inbound-card.template.js';

export function cardsTemplate(context: CardContext): TemplateResult | typeof nothing {
  const {t: {language, direction}, cards: {calls}, templates} = context;
  if (!isServer) checkTemplates(templates);
  if (calls.length === 0) return nothing;
  return html`<div class="calls" lang=${language} dir=${direction} @keydown=${ignoreHeldEnter}>
    ${repeat(calls, ({key}) => key, (inbound) => inboundCardTemplate(inbound, context))}
  </div>`;
}

/** A key that is held down must not press the button that has just taken the place. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}
