/** The list of all numbers; loaded when the user opens it. */
import {html, nothing} from 'lit';
import type {ReactiveElement, TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {callWords} from '../../../i18n/en/calls.js';
import {clickToCallWords} from '../../../i18n/en/click-to-call.js';
import {numberLinksWords} from '../../../i18n/en/number-links.js';
import type {Translator} from '../../../i18n/translator.js';
import type {WordTable} from '../../../i18n/word-table.js';
import {announceSentence} from '../../internal/announcer.js';
import {stopIcon} from '../../internal/call-icons.js';
import {knownContactName} from '../../internal/contact-lookup.js';
import type {ResolveContact} from '../../internal/contacts.js';
import {getPageStore} from '../../internal/event-bridge.js';
import {formatNumber, loadNumberFormat} from '../../internal/number-format.js';
import {surroundingText} from './number-context.js';
import {copyIcon, copyNumber} from '../overlay/copy-number.js';
import {dialString} from '../../../phone/dialable-number.js';
import type {PageNumber} from '../scan/page-numbers.js';

export {numberListStyles} from './number-list.styles.js';

/** Rows to show at first, and to add with each "Show more". */
const PAGE_ROWS = 100;

interface NumberListPanelOptions {
  /** The element that renders the list. */
  readonly host: ReactiveElement & {readonly account: string};
  readonly translator: <const T extends WordTable>(english: T) => Translator<T>;
  readonly resolveContact: () => ResolveContact | null;
  /** The call buttons that are rendered now, one for each row. */
  readonly callButtons: () => readonly HTMLElement[];
  readonly close: () => void;
}

export class NumberListPanel {
  #rowLimit = PAGE_ROWS;

  constructor(private readonly options: NumberListPanelOptions) {
    loadNumberFormat(() => options.host.requestUpdate());
  }

  /** Moves the focus to another row; returns false for a key that the list does not use. */
  moveFocus(event: KeyboardEvent): boolean {
    const callButtons = this.options.callButtons();
    const isInRow = (button: HTMLElement): boolean =>
      button.closest('li')?.contains(event.target as Node) === true;
    const index = callButtons.findIndex(isInRow);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: callButtons.length - 1,
    };
    const nextIndex = targets[event.key];
    if (nextIndex === undefined) return false;
    // A field in the card of a call button needs these keys itself.
    if ((event.composedPath()[0] as Element).matches('select, input')) return false;
    callButtons[nextIndex]?.focus();
    return true;
  }

  async #showMore(): Promise<void> {
    const {host, callButtons} = this.options;
    const firstNewRow = this.#rowLimit;
    this.#rowLimit += PAGE_ROWS;
    host.requestUpdate();
    await host.updateComplete;
    callButtons()[firstNewRow]?.focus();
  }

  async #copyNumber(pageNumber: PageNumber): Promise<void> {
    const {host, translator} = this.options;
    if (!await copyNumber(pageNumber)) return;
    announceSentence(getPageStore(host.account), translator(callWords)('ways.copied'));
  }

  render(pageNumbers: readonly PageNumber[]): TemplateResult {
    const {translator, close} = this.options;
    const t = translator(numberLinksWords);
    const shown = pageNumbers.slice(0, this.#rowLimit);
    const hasMore = pageNumbers.length > shown.length;
    const more = html`<button type="button" class="action" @click=${() => void this.#showMore()}
      >${t('numbers.more')}</button>`;
    return html`<div class="head"><h2>${t('numbers.list')}</h2>
        <button type="button" class="action bare" aria-label=${translator(callWords)('close')}
          @click=${close}>${stopIcon}</button></div>
      <ul role="list">${repeat(shown, (row) => row, (row) => this.#renderRow(row))}</ul>
      ${hasMore ? more : nothing}`;
  }

  #renderRow(pageNumber: PageNumber): TemplateResult {
    const {host, resolveContact, translator} = this.options;
    const {e164, extension, kind, raw} = pageNumber;
    const name = knownContactName(e164, resolveContact());
    const context = name || surroundingText(pageNumber);
    // The call button names the extension itself.
    const number = kind === 'link' || extension ? formatNumber(e164) : raw;
    const callLabel = translator(clickToCallWords)('call', {who: number});
    const copyLabel = translator(numberLinksWords)('numbers.copy', {number});
    return html`<li><div class="what">
        <rc-click-to-call to=${dialString(pageNumber)} name=${name} account=${host.account} sms
        >${callLabel}</rc-click-to-call>
        ${context ? html`<div class="context"><bdi>${context}</bdi></div>` : nothing}</div>
      <button type="button" class="action bare" aria-label=${copyLabel}
        @click=${() => void this.#copyNumber(pageNumber)}>${copyIcon}</button></li>`;
  }
}
