/**
 * The menu of a call button with several numbers. The number that is chosen becomes the button's
 * own: its question, its call and its card are those of any button with that number.
 */
import {nothing, type ReactiveController, type TemplateResult} from 'lit';
import {callWords} from '../../../i18n/en/calls.js';
import {clickToCallWords} from '../../../i18n/en/click-to-call.js';
import {numberMenuWords} from '../../../i18n/en/number-menu.js';
import {createTranslator} from '../../../i18n/translator.js';
import {parserPart} from '../../../phone/parser-part.js';
import {callError, type CallRejection} from '../../../store/call-error.js';
import type {Call, ErrorCode, Store} from '../../../store/types.js';
import {loadNumberFormat, parserLoaded} from '../../internal/number-format.js';
import {reportRefusal} from '../../internal/place-call.js';
import {StoreController} from '../../internal/store-controller.js';
import type {CallButtonHost} from '../call-button-host.js';
import type {CallController} from '../call-controller.js';
import {openCallLink} from '../open-link.js';
import {phoneOf, phoneWarning} from '../phone-warning.js';
import {rememberClick} from '../waiting-click.js';
import {calledItem, callsToItems, livingCallOf} from './called-numbers.js';
import {ignoreRestOfDoubleClick, isRestOfDoubleClick} from './double-click.js';
import {lastUsed, rememberUsed} from './last-used.js';
import {readMenuItem, type MenuItem} from './menu-item.js';
import {MenuPopover} from './menu-popover.js';
import {numberMenuTemplate} from './number-menu.template.js';

/** The calls of the menu's button. */
interface MenuCalls {
  readonly isCalling: boolean;
  readonly phase: CallController['phase'];
  control(): Pick<CallController, 'question' | 'withdrawQuestion'>;
  callAfterClick(isLink: boolean): Pick<CallController, 'place'> | undefined;
}

/** The page has called `call()`, and waits for the choice. */
interface PendingChoice {
  resolve(call: Promise<Call>): void;
  reject(refusal: CallRejection): void;
}

export class NumberMenu implements ReactiveController {
  /** Of all menus of the page, one is open at a time. */
  static #shown: NumberMenu | null = null;

  /** The chosen number as the page wrote it. */
  #chosen: string | undefined;
  /** The call to the number that was chosen is about to be placed: the number stays. */
  #isChoosing = false;
  #request: PendingChoice | null = null;
  /** What has opened the menu. */
  #opener: Event | undefined;
  readonly #popover: MenuPopover;

  constructor(private readonly button: CallButtonHost, private readonly calls: MenuCalls) {
    const {element} = button;
    this.#popover = new MenuPopover(button, {
      close: () => this.close(),
      open: (atEnd) => this.#open(atEnd ? -1 : undefined),
    });
    new StoreController(element, {
      watch: (store) => [parserLoaded, store.choices, callsToItems(() => this.#items, store)],
    });
    element.addController(this);
  }

  hostUpdate(): void {
    const {element, offersMenu} = this.button;
    const isDisabled = element.disabled && !this.#request;
    if (!offersMenu || isDisabled) this.close();
  }

  /** A call that waits for a choice is refused. */
  hostDisconnected(): void {
    this.close();
  }

  get isOpen(): boolean {
    return this.#popover.isOpen;
  }

  get tooltip(): string {
    const {button} = this;
    const store = this.#store;
    const sentence = createTranslator(numberMenuWords, button.voice)('choose-number');
    const warning = store && phoneWarning(button, store, phoneOf(button, store));
    return warning ? `${sentence} ${warning}` : sentence;
  }

  /** The link to the chosen number, or to the one that has a call, wherever it was placed. */
  chooseLink(): HTMLAnchorElement | null {
    const {calls, button: {links, offersMenu}} = this;
    if (!offersMenu) return null;
    const store = this.#store;
    // The card may say why the last call has failed.
    const isBusy = calls.isCalling || this.#isChoosing || calls.phase === 'error';
    const isFree = store && store.calls.get().length > 0 && !isBusy;
    if (isFree) this.#followCall(store);
    return links.find((link) => link.getAttribute('href') === this.#chosen) ?? null;
  }

  /** For a click on the button. */
  toggle(event: Event): undefined {
    if (this.isOpen) this.close();
    else this.#open(undefined, event);
  }

  /** Opens the menu, and resolves with the call to the number that the user chooses. */
  place(): Promise<Call> {
    if (this.#request) throw this.#refuse('call-in-progress');
    const {element, mainControl} = this.button;
    if (!element.isConnected) throw this.#refuse('not-confirmed');
    mainControl?.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
    this.#open();
    return new Promise((resolve, reject) => this.#request = {resolve, reject});
  }

  render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const {voice} = this.button;
    return numberMenuTemplate(this.#items, {
      t: createTranslator(callWords, voice),
      buttonWords: createTranslator(clickToCallWords, voice),
      callTo: (item) => livingCallOf(item, this.#store),
      onChoose: (item, event) => void this.#choose(item, event),
      listener: this.#popover,
    });
  }

  close(): void {
    const request = this.#takeRequest();
    if (this.isOpen) this.#popover.close();
    if (NumberMenu.#shown === this) NumberMenu.#shown = null;
    request?.reject(this.#refuse('not-confirmed'));
  }

  get #items(): readonly MenuItem[] {
    return this.button.links.map((link) => readMenuItem(link, this.button));
  }

  get #store(): Store | undefined {
    return this.button.store.value;
  }

  /** `index`: the item that gets the focus; by default the one that was used last, or the first. */
  #open(index?: number, opener?: Event): void {
    const {calls, button: {element}} = this;
    const control = calls.isCalling ? calls.control() : undefined;
    // An attempt that asks makes way; one that places a call does not.
    if (this.isOpen || !element.isConnected || (control && !control.question)) return;
    if (this.#isReading) {
      const openRead = (): void => this.#open(index, opener);
      return void parserPart.load().then(openRead, openRead);
    }
    control?.withdrawQuestion();
    NumberMenu.#shown?.close();
    NumberMenu.#shown = this;
    this.#opener = opener;
    this.#popover.open(index ?? this.#lastUsedIndex);
    loadNumberFormat(() => element.requestUpdate());
  }

  /** Which number was used last is known once all are read. */
  get #isReading(): boolean {
    const isUnread = this.#items.some(({destination}) => destination.kind === 'unread');
    return isUnread && !parserPart.part && !parserPart.isMissing;
  }

  get #lastUsedIndex(): number {
    const keys = this.#items.map(({key}) => key);
    return Math.max(keys.indexOf(lastUsed(this.#store, keys) ?? ''), 0);
  }

  #followCall(store: Store): void {
    const items = this.#items;
    const chosen = items.find(({written}) => written === this.#chosen);
    if (chosen && livingCallOf(chosen, store)) return;
    const called = calledItem(items, store, chosen !== undefined);
    if (called) this.#chosen = called.written;
  }

  async #choose(item: MenuItem, event: MouseEvent): Promise<void> {
    const {button} = this;
    const isLink = item.href !== null;
    const isIgnored = item.error || isRestOfDoubleClick(event, this.#opener, button.guard);
    if (isIgnored || !isLink) event.preventDefault();
    if (isIgnored) return;
    if (isLink) openCallLink(event);
    ignoreRestOfDoubleClick(event);
    const request = this.#takeRequest();
    this.#chosen = item.written;
    rememberUsed(this.#store, this.#items.map(({key}) => key), item.key);
    this.close();
    this.#isChoosing = true;
    button.update(button.voice);
    try {
      await this.#call(isLink, request);
    } finally {
      this.#isChoosing = false;
    }
  }

  /** As a click on a button with the chosen number does. */
  async #call(isLink: boolean, request: PendingChoice | null): Promise<void> {
    const {button, calls} = this;
    const isStillMeant = rememberClick(button);
    // The menu has closed, and the focus is back, before a question takes its place.
    await button.element.updateComplete;
    // The page may call on behalf of a button that is disabled.
    const isMeant = request ? button.element.isConnected : isStillMeant();
    const control = isMeant ? calls.callAfterClick(isLink) : undefined;
    if (!control) return request?.reject(this.#refuse(isLink ? 'no-session' : 'not-confirmed'));
    const call = control.place();
    if (request) request.resolve(call);
    else call.catch(() => undefined);
  }

  #takeRequest(): PendingChoice | null {
    const request = this.#request;
    this.#request = null;
    return request;
  }

  #refuse(code: ErrorCode): CallRejection {
    return reportRefusal(this.button.element, callError(code));
  }
}
