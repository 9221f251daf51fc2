/** The link to the list of all numbers, the content, and the list. */
import {html, type TemplateResult} from 'lit';
import type {numberLinksWords} from '../../i18n/en/number-links.js';
import type {Translator} from '../../i18n/translator.js';
import type {NumberListController} from './list/number-list-controller.js';

export function numberLinksTemplate(
  count: number,
  list: NumberListController,
  t: Translator<typeof numberLinksWords>,
): TemplateResult {
  return html`<a class="skip" part="skip" href="#numbers"
      lang=${t.language} dir=${t.direction} ?hidden=${count === 0} aria-expanded=${list.isOpen}
      @click=${list}><span .textContent=${t('numbers.skip', {count})}></span></a>
    <slot></slot>
    <section id="numbers" class="numbers surface ${list.isOpen ? 'open' : ''}" part="list"
      popover="manual" role="region" lang=${t.language} dir=${t.direction}
      aria-label=${t('numbers.list')} @keydown=${list} @focusout=${list}
    >${list.render()}</section>`;
}
