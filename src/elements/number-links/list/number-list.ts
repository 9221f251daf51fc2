/** What the list of all numbers shows and does. Loaded when somebody opens it. */
import {html, nothing} from 'lit';
import type {ReactiveElement, TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {callWords} from '../../../i18n/en/calls.js';
import {clickToCallWords} from '../../../i18n/en/click-to-call.js';
import {numberLinksWords} from '../../../i18n/en/number-links.js';
import type {WordTable, Translator} from '../../../i18n/locale.js';
import {stopIcon} from '../../internal/call-icons.js';
import {formatNumber, loadNumberFormat} from '../../internal/number-format.js';
import {knownContactName} from '../overlay/contacts.js';
import type {ResolveContact} from '../overlay/contacts.js';
import {surroundingText} from './number-context.js';
import {copyIcon, copyNumber} from '../overlay/copy-number.js';
import {dialString} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';

/** Rows that are shown at once, and added by "Show more". */
const PAGE = 100;

export interface NumberListPanelOptions {
  /** Draws the list. */
  readonly host: ReactiveElement & {readonly account: string};
  readonly translator: <const T extends WordTable>(english: T) => Translator<T>;
  readonly resolveContact: () => ResolveContact | null;
  /** The call buttons that are there now, one a row. */
  readonly callButtons: () => readonly HTMLElement[];
  readonly close: () => void;
  readonly announce: (sentence: string) => void;
}

export class NumberListPanel {
  #shown = PAGE;

  constructor(private readonly options: NumberListPanelOptions) {
    loadNumberFormat(() => options.host.requestUpdate());
  }

  render(finds: readonly PageNumber[]): TemplateResult {
    const t = this.options.translator(numberLinksWords);
    const shown = finds.slice(0, this.#shown);
    return html`<div class="head"><h2>${t('numbers.list')}</h2>
        <button type="button" class="action bare" aria-label=${this.options.translator(callWords)('close')}
          @click=${this.options.close}>${stopIcon}</button></div>
      <ul role="list">${repeat(shown, (find) => find, (find) => this.#renderRow(find))}</ul>
      ${finds.length > shown.length
        ? html`<button type="button" class="action" @click=${() => void this.#more()}>${t('numbers.more')}</button>`
        : nothing}`;
  }

  #renderRow(find: PageNumber): TemplateResult {
    const {host, resolveContact} = this.options;
    const name = knownContactName(find.e164, resolveContact()) ?? '';
    const context = name || surroundingText(find);
    const number = find.kind === 'link' || find.extension ? formatNumber(find.e164) : find.raw;
    return html`<li><div class="what">
        <rc-click-to-call to=${dialString(find)} name=${name} account=${host.account} sms
        >${this.options.translator(clickToCallWords)('call', {who: number})}</rc-click-to-call>
        ${context ? html`<div class="context"><bdi>${context}</bdi></div>` : nothing}</div>
      <button type="button" class="action bare" aria-label=${this.options.translator(numberLinksWords)('numbers.copy', {number})}
        @click=${() => void this.#copy(find)}>${copyIcon}</button></li>`;
  }

  /** From the row that has the focus to another; false where the key is none of ours, such as a field's in a card. */
  moveFocus(event: KeyboardEvent): boolean {
    const rows = this.options.callButtons();
    const at = rows.findIndex((row) => row.closest('li')?.contains(event.target as Node));
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1}[event.key];
    if (to === undefined || (event.composedPath()[0] as Element).matches('select, input')) return false;
    rows[to]?.focus();
    return true;
  }

  async #more(): Promise<void> {
    const {host, callButtons: rows} = this.options;
    const first = this.#shown;
    this.#shown += PAGE;
    host.requestUpdate();
    await host.updateComplete;
    rows()[first]?.focus();
  }

  async #copy(find: PageNumber): Promise<void> {
    if (await copyNumber(find)) this.options.announce(this.options.translator(callWords)('ways.copied'));
  }
}
