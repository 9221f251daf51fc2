/** The menu of a call button with several numbers, by the pattern of a menu button. */
import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {clickToCallWords} from '../../../i18n/en/click-to-call.js';
import type {Translator} from '../../../i18n/translator.js';
import type {Call} from '../../../store/types.js';
import {doneIcon} from '../../internal/call-icons.js';
import {
  describeCall, errorSentence, type CallTranslator,
} from '../../internal/call-sentences.js';
import type {MenuItem} from './menu-item.js';

interface MenuView {
  readonly t: CallTranslator;
  readonly buttonWords: Translator<typeof clickToCallWords>;
  /** The call to the number that is ringing or connected. */
  readonly callTo: (item: MenuItem) => Call | undefined;
  readonly onChoose: (item: MenuItem, event: MouseEvent) => void;
  /** Handles keys and the pointer. */
  readonly listener: EventListenerObject;
}

export function numberMenuTemplate(
  items: readonly MenuItem[], view: MenuView,
): TemplateResult {
  const {t, listener} = view;
  return html`<div id="menu" part="menu" class="menu surface" role="menu" popover="manual"
    aria-labelledby="main" lang=${t.language} dir=${t.direction}
    @keydown=${listener} @keyup=${listener} @focusout=${listener}
    @pointermove=${listener} @click=${listener}
  >${repeat(items, ({link}) => link, (item) => itemTemplate(item, view))}</div>`;
}

/** A link where the number is one; it can be copied and opened as all links. */
function itemTemplate(item: MenuItem, view: MenuView): TemplateResult {
  const {href, error} = item;
  const choose = (event: MouseEvent): void => view.onChoose(item, event);
  const current = view.callTo(item) ? 'true' : nothing;
  return href === null
    ? html`<button type="button" part="menu-item" class="item" role="menuitem" tabindex="-1"
        aria-current=${current} aria-disabled=${error ? 'true' : nothing} @click=${choose}
      >${contentTemplate(item, view)}</button>`
    : html`<a part="menu-item" class="item" role="menuitem" tabindex="-1" href=${href}
        aria-current=${current} @click=${choose}>${contentTemplate(item, view)}</a>`;
}

/** Text is set as that of its element: a translator of the browser may have replaced the node. */
function contentTemplate(item: MenuItem, view: MenuView): TemplateResult {
  const {text, number, keys, error} = item;
  const {t, buttonWords} = view;
  const call = view.callTo(item);
  const note = error ? errorSentence(error, text, t) : call && describeCall(call, t).sentence;
  const dialedLater = keys && buttonWords('then-dial', {extension: keys});
  return html`${call ? doneIcon : nothing}<span class="item-text"
    ><bdi .textContent=${text}></bdi></span>${
    number && html` <span class="item-number"
      ><bdi dir="ltr" .textContent=${number}></bdi></span>`}${
    dialedLater && html` <span class="note" .textContent=${dialedLater}></span>`}${
    note ? html` <span class="note ${call ? 'call' : ''}" .textContent=${note}></span>` : nothing}`;
}
