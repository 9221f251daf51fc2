/**
 * The card of a number: call, text, copy, the contact's name, and the state of a call to it. All
 * numbers share one card. It calls through `<rc-click-to-call>`, so that all calls are placed in
 * the same way, and is loaded when the pointer first rests on a number.
 */
import {render} from 'lit';
import {callWords} from '../../../i18n/en/calls.js';
import {createTranslator} from '../../../i18n/translator.js';
import {AnchoredPopover} from '../../internal/anchored-popover.js';
import {announceCalls, registerLiveRegion, type LiveRegion} from '../../internal/announcer.js';
import type {CallTranslator} from '../../internal/call-sentences.js';
import {contactLookup} from '../../internal/contact-lookup.js';
import type {ResolveContact} from '../../internal/contacts.js';
import {isCallTo} from '../../internal/living-call.js';
import {formatNumber, loadNumberFormat} from '../../internal/number-format.js';
import type {Call, Store} from '../../../store/types.js';
import {CardHome} from './card-home.js';
import {callButtonLabel, numberCardTemplate} from './number-card.template.js';
import {copyNumber} from './copy-number.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {numberBox} from './number-box.js';
import {callButtonFor, callTo, removeIdleButton, type CallButton} from './number-call.js';
import {NumberControls} from './number-controls.js';

export {getPageStore} from '../../internal/event-bridge.js';

interface NumberCardHost {
  /** The shadow root of `<rc-number-links>`, where the card is unless a dialog needs it inside. */
  readonly shadowHome: ShadowRoot;
  readonly store: Store;
  readonly account: string;
  readonly resolveContact: () => ResolveContact | null;
  /** BCP 47 tag of the nearest `lang`. */
  readonly language: () => string;
  /** Receives the number when the card opens, null when it closes. */
  readonly onOpened: (pageNumber: PageNumber | null) => void;
}

interface OpenOptions {
  /** Index of the line under the pointer, for a number that wraps. */
  readonly lineIndex: number;
  /** The card stays open when the pointer leaves. */
  readonly pinned: boolean;
  /** Moves the focus into the card, for keyboard users. */
  readonly focus: boolean;
}

export class NumberCard implements LiveRegion {
  readonly #home: CardHome;
  readonly #controls: NumberControls;
  #pageNumber: PageNumber | null = null;
  #lineIndex = 0;
  #isPinned = false;
  #openedAt = 0;
  #callButton: CallButton | null = null;
  #contactName = '';
  #isCopied = false;
  #returnFocusTo: HTMLElement | null = null;
  /** Aborted when the card closes or moves to another number. */
  #openController = new AbortController();
  #popover: AnchoredPopover | undefined;

  constructor(private readonly host: NumberCardHost) {
    this.#home = new CardHome(host.shadowHome);
    this.#controls = new NumberControls(host, () => this.#render());
    announceCalls(host.store);
  }

  get isOpen(): boolean {
    return this.#pageNumber !== null;
  }

  /** The popover element, in the card's shadow root. */
  get element(): HTMLElement | null {
    return this.#home.root.querySelector('.card');
  }

  isShowing(pageNumber: PageNumber): boolean {
    return this.#pageNumber === pageNumber;
  }

  /** An event with this composed path happened in the card. */
  containsNode(eventPath: readonly EventTarget[]): boolean {
    return eventPath.includes(this.#home.container);
  }

  /** Opens the card for a number, or moves it there, unless a hover meets a card in use. */
  open(pageNumber: PageNumber, {lineIndex, pinned, focus}: OpenOptions): void {
    const isSameNumber = this.#pageNumber === pageNumber;
    if (!isSameNumber && !pinned && this.#isUsed) return;
    this.#lineIndex = lineIndex;
    if (!isSameNumber) this.#openFor(pageNumber);
    this.#isPinned ||= pinned;
    if (focus && this.isOpen) {
      this.#returnFocusTo = document.activeElement as HTMLElement | null;
      this.#callButton?.focus();
    }
  }

  /** Calls the number, as a click on the card's call button does. */
  async call(): Promise<void> {
    await this.#callButton?.call().catch(() => undefined);
  }

  /** Call it when the pointer leaves the number and the card, or (`pressed`) presses elsewhere. */
  handlePointerLeave(pressed = false): void {
    const isKept = this.#isPinned || this.#isUsed;
    if (pressed || !isKept) this.close(!pressed);
  }

  /** Call it when a key is pressed in any document with numbers. */
  handleKeyDown(event: KeyboardEvent): void {
    this.#popover?.handleEvent(event);
  }

  /** Call it when the number leaves the page. The card stays open while it shows a call. */
  handleNumbersRemoved(pageNumber: PageNumber): void {
    if (this.#pageNumber === pageNumber && !this.#isUsed) this.close();
  }

  close(returnFocus = true): void {
    if (!this.#pageNumber) return;
    const hadFocus = this.#home.root.activeElement !== null;
    this.#pageNumber = null;
    this.#openController.abort();
    if (hadFocus && returnFocus) this.#returnFocusTo?.focus();
    this.#returnFocusTo = null;
    this.#popover?.disconnect();
    if (this.#callButton) removeIdleButton(this.#callButton);
    this.#home.moveBack();
    this.host.onOpened(null);
    this.#render();
  }

  dispose(): void {
    this.close();
    this.#home.container.remove();
  }

  /** @internal */
  get voice(): string {
    return this.host.language();
  }

  /** The card shows the state of the call, so that its call button need not. @internal */
  shows(call: Call): boolean {
    return this.#pageNumber !== null && isCallTo(call, this.#pageNumber);
  }

  /** @internal */
  announce(sentence: string): void {
    const region = this.#home.root.querySelector('[role=status]');
    if (region) region.textContent = sentence;
  }

  /** The card has the focus, or shows a call. */
  get #isUsed(): boolean {
    return this.#home.root.activeElement !== null || this.#call !== null;
  }

  get #call(): Call | null {
    return this.#pageNumber && callTo(this.#pageNumber, this.host.store, this.#openedAt);
  }

  #openFor(pageNumber: PageNumber): void {
    this.#openController.abort();
    this.#openController = new AbortController();
    const {signal} = this.#openController;
    const {store, account, onOpened} = this.host;
    this.#pageNumber = pageNumber;
    this.#isPinned = this.#isCopied = false;
    this.#openedAt = performance.now();
    this.#contactName = '';
    this.#popover?.disconnect();
    this.#popover = this.#popoverFor(pageNumber);
    this.#callButton = callButtonFor(pageNumber, account, this.#buttons);
    this.#home.moveNear(pageNumber);
    onOpened(pageNumber);
    const update = (): void => {
      if (!signal.aborted) this.#render();
    };
    this.#controls.watch(update, signal);
    signal.addEventListener('abort', registerLiveRegion(store, this));
    loadNumberFormat(update);
    void this.#loadContactName(pageNumber, signal);
    this.#render();
  }

  #popoverFor(pageNumber: PageNumber): AnchoredPopover {
    return new AnchoredPopover({
      preferredSide: 'above', // since users read downwards
      anchorNode: () => pageNumber.from,
      anchorBox: () => numberBox(pageNumber, this.#lineIndex, this.#home.container),
      onDismiss: () => this.close(),
      onUnseen: () => {
        if (!this.#isUsed) this.close();
        return this.isOpen;
      },
    });
  }

  async #loadContactName({e164}: PageNumber, signal: AbortSignal): Promise<void> {
    const resolveContact = this.host.resolveContact();
    if (!resolveContact) return;
    const lookup = contactLookup(resolveContact, this.host.store);
    const [contact] = lookup.known(e164) ?? await lookup.find(e164, signal);
    if (!contact || signal.aborted || this.host.resolveContact() !== resolveContact) return;
    this.#contactName = contact.name;
    if (this.#callButton) this.#callButton.name = contact.name;
    this.#render();
  }

  get #buttons(): HTMLElement {
    if (!this.element) this.#render();
    return this.#home.root.querySelector('.buttons')!;
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.voice);
  }

  #render(): void {
    const t = this.#translator;
    const number = this.#pageNumber ? formatNumber(this.#pageNumber.e164) : '';
    this.#home.render(numberCardTemplate({
      t,
      number,
      name: this.#contactName,
      call: this.#call,
      controls: this.#controls,
      isCopied: this.#isCopied,
      onClose: () => this.close(),
      onCopy: () => void this.#copy(),
    }));
    if (!this.#callButton || !this.#pageNumber) return;
    render(callButtonLabel(number, t), this.#callButton);
    this.#popover?.update(this.element);
  }

  async #copy(): Promise<void> {
    const pageNumber = this.#pageNumber;
    if (!pageNumber || !await copyNumber(pageNumber) || this.#pageNumber !== pageNumber) return;
    this.#isCopied = true;
    this.announce(this.#translator('ways.copied'));
    this.#render();
  }
}
