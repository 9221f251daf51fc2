/**
 * The card of a number: call, text, copy, the contact's name, and the state of a call to it. All
 * numbers share one card. It calls through `<rc-click-to-call>`, so that all calls are placed in
 * the same way, and is loaded when the pointer first rests on a number.
 */
import {html, nothing, render} from 'lit';
import type {TemplateResult} from 'lit';
import {callWords} from '../../../i18n/en/calls.js';
import {createTranslator} from '../../../i18n/translator.js';
import {actionStyles} from '../../internal/actions.styles.js';
import {announceCalls, registerLiveRegion} from '../../internal/announcer.js';
import type {LiveRegion} from '../../internal/announcer.js';
import {doneIcon, ringIcon, stopIcon} from '../../internal/call-icons.js';
import {formatNumber, loadNumberFormat} from '../../internal/number-format.js';
import {calleeLabel, describeCall, isFinal} from '../../internal/call-sentences.js';
import type {CallTranslator} from '../../internal/call-sentences.js';
import {surfaceStyles} from '../../internal/surface.styles.js';
import {tokenStyles} from '../../internal/tokens.styles.js';
import {addStyles} from '../../internal/window-styles.js';
import type {Call, Phase, Store} from '../../../store/types.js';
import {numberCardStyles} from './number-card.styles.js';
import {copyIcon, copyNumber} from './copy-number.js';
import {lookUpContactName, knownContactName} from './contacts.js';
import type {ResolveContact} from './contacts.js';
import {dialString, rectsOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {frameOffset} from './frame-offset.js';
import {isSeen, positionCard} from '../../internal/position-card.js';
import type {Box, CardPosition} from '../../internal/position-card.js';

type CallButton = HTMLElementTagNameMap['rc-click-to-call'];

const CARD_STYLES = [tokenStyles, actionStyles, surfaceStyles, numberCardStyles];

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
  readonly #container = document.createElement('div');
  readonly #root: ShadowRoot;
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
  /** The number's box when it was last seen. */
  #anchor: Box | null = null;
  #side: CardPosition['side'] | undefined;
  #positionFrame = 0;

  constructor(private readonly host: NumberCardHost) {
    this.#container.dataset.rcIgnore = '';
    this.#root = this.#container.attachShadow({mode: 'open'});
    host.shadowHome.append(this.#container);
    addStyles(this.#root, CARD_STYLES);
    announceCalls(host.store);
  }

  get isOpen(): boolean {
    return this.#pageNumber !== null;
  }

  /** The popover element, in the card's shadow root. */
  get element(): HTMLElement | null {
    return this.#root.querySelector('.card');
  }

  isShowing(pageNumber: PageNumber): boolean {
    return this.#pageNumber === pageNumber;
  }

  /** An event with this composed path happened in the card. */
  containsNode(eventPath: readonly EventTarget[]): boolean {
    return eventPath.includes(this.#container);
  }

  /** Opens the card for a number, or moves it there, unless a hover meets a card in use. */
  open(pageNumber: PageNumber, {lineIndex, pinned, focus}: OpenOptions): void {
    const isSameNumber = this.#pageNumber === pageNumber;
    if (!isSameNumber && !pinned && this.#isUsed) return;
    if (!isSameNumber) this.#openFor(pageNumber);
    this.#lineIndex = lineIndex;
    this.#isPinned ||= pinned;
    if (focus) {
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

  /** Call it when the number leaves the page. The card stays open while it shows a call. */
  handleNumbersRemoved(pageNumber: PageNumber): void {
    if (this.#pageNumber === pageNumber && !this.#isUsed) this.close();
  }

  close(returnFocus = true): void {
    if (!this.#pageNumber) return;
    const hadFocus = this.#root.activeElement !== null;
    this.#pageNumber = null;
    this.#openController.abort();
    if (hadFocus && returnFocus) this.#returnFocusTo?.focus();
    this.#returnFocusTo = null;
    const {element} = this;
    if (element?.hidePopover && element.matches(':popover-open')) element.hidePopover();
    element?.classList.remove('open');
    this.#moveTo(this.host.shadowHome);
    this.host.onOpened(null);
    this.#render();
  }

  dispose(): void {
    this.close();
    this.#container.remove();
  }

  /** @internal */
  get isConnected(): boolean {
    return this.isOpen && this.#container.isConnected;
  }

  /** @internal */
  get voice(): string {
    return this.host.language();
  }

  /** The card shows the state of the call, so that its call button need not. @internal */
  get isShown(): boolean {
    return this.isOpen;
  }

  /** @internal */
  announce(sentence: string): void {
    const region = this.#root.querySelector('[role=status]');
    if (region && sentence) region.textContent = sentence;
  }

  /** The card has the focus, or shows a call. */
  get #isUsed(): boolean {
    return this.#root.activeElement !== null || this.#call !== null;
  }

  /** The call to this number that is active, or that has ended since the card opened. */
  get #call(): Call | null {
    const pageNumber = this.#pageNumber;
    if (!pageNumber) return null;
    const {e164, extension} = pageNumber;
    const calls = this.host.store.calls.get();
    const call = calls.find((each) => each.to === e164 && each.extension === extension);
    if (!call) return null;
    const isRecent = !isFinal(call.phase) || (call.endedAt ?? 0) >= this.#openedAt;
    return isRecent ? call : null;
  }

  #openFor(pageNumber: PageNumber): void {
    this.#openController.abort();
    this.#openController = new AbortController();
    const {signal} = this.#openController;
    const {store} = this.host;
    this.#pageNumber = pageNumber;
    this.#isPinned = this.#isCopied = false;
    this.#anchor = null;
    this.#side = undefined;
    this.#openedAt = Date.now();
    this.#contactName = '';
    this.#callButton = this.#callButtonFor(pageNumber);
    const update = (): void => {
      if (!signal.aborted) this.#render();
    };
    signal.addEventListener('abort', store.calls.listen(update));
    signal.addEventListener('abort', registerLiveRegion(store, this));
    loadNumberFormat(update);
    void this.#loadContactName(pageNumber, signal);
    this.#moveIntoDialog(pageNumber);
    this.#render();
    this.#show(signal);
    this.host.onOpened(pageNumber);
  }

  async #loadContactName({e164}: PageNumber, signal: AbortSignal): Promise<void> {
    const resolveContact = this.host.resolveContact();
    const knownName = knownContactName(e164, resolveContact);
    const name = knownName ?? await lookUpContactName(e164, resolveContact!, signal);
    if (!name || signal.aborted || this.host.resolveContact() !== resolveContact) return;
    this.#contactName = name;
    if (this.#callButton) this.#callButton.name = name;
    this.#render();
  }

  /** A modal dialog or full-screen element makes all else inert, even in the top layer. */
  #moveIntoDialog({from}: PageNumber): void {
    const isInPage = from.ownerDocument === document;
    const dialog = isInPage ? from.parentElement?.closest(':modal') : null;
    this.#moveTo(dialog ?? this.host.shadowHome);
  }

  #moveTo(parent: Node): void {
    if (this.#container.parentNode !== parent) parent.appendChild(this.#container);
  }

  #show(signal: AbortSignal): void {
    const {element} = this;
    if (!element) return;
    if (element.showPopover) element.showPopover();
    else element.classList.add('open');
    this.#positionSoon();
    this.#position();
    const onMove = (): void => this.#positionSoon();
    const views = new Set([window, this.#pageNumber!.from.ownerDocument!.defaultView!]);
    const passive = {passive: true, signal};
    for (const view of views) {
      view.document.addEventListener('scroll', onMove, {capture: true, ...passive});
      view.addEventListener('resize', onMove, passive);
    }
    window.visualViewport?.addEventListener('resize', onMove, passive);
    window.visualViewport?.addEventListener('scroll', onMove, passive);
    const sizeObserver = new ResizeObserver(onMove);
    sizeObserver.observe(element);
    signal.addEventListener('abort', () => sizeObserver.disconnect());
  }

  #positionSoon(): void {
    if (this.#positionFrame) return;
    this.#positionFrame = requestAnimationFrame(() => {
      this.#positionFrame = 0;
      this.#position();
    });
  }

  /**
   * Keeps the card beside the number while the page scrolls. When the number leaves the view, the
   * card closes, unless it is in use: then it stays at that edge of the window.
   */
  #position(): void {
    const {element} = this;
    if (!this.#pageNumber || !element) return;
    const view = visibleBox();
    const isOnPage = this.#pageNumber.from.isConnected;
    const numberBox = isOnPage ? anchorBoxOf(this.#pageNumber, this.#lineIndex) : null;
    if (numberBox) this.#anchor = numberBox;
    const anchor = this.#anchor;
    if (!anchor) return;
    const isOutOfView = !isSeen(anchor, view);
    if (isOutOfView && !this.#isUsed) {
      this.close();
      return;
    }
    element.style.maxHeight = '';
    const size = element.getBoundingClientRect();
    // The browser measures boxes on the screen, and zooms the styles that are set here.
    const {currentCSSZoom: zoom = 1} = element as {currentCSSZoom?: number};
    const rightToLeft = getComputedStyle(element).direction === 'rtl';
    const box = isOutOfView ? clampBox(anchor, view) : anchor;
    const position = positionCard(box, size, view, {rightToLeft, side: this.#side});
    this.#side = position.side;
    element.classList.toggle('above', position.side === 'above');
    element.style.left = `${position.left / zoom}px`;
    element.style.top = `${position.top / zoom}px`;
    element.style.maxHeight = `${position.maxHeight / zoom}px`;
  }

  /** Each number has a call button of its own, which is kept during its call. */
  #callButtonFor(pageNumber: PageNumber): CallButton {
    const to = dialString(pageNumber);
    const buttons = this.#buttons;
    let callButton: CallButton | undefined;
    for (const button of buttons.querySelectorAll('rc-click-to-call')) {
      const isCalling = button.matches(':state(placing), :state(active)');
      if (button.to === to && isCalling) callButton = button;
      else if (!isCalling) button.remove();
      button.hidden = true;
    }
    callButton ??= document.createElement('rc-click-to-call');
    Object.assign(callButton, {to, account: this.host.account, sms: true, hidden: false});
    buttons.append(callButton);
    return callButton;
  }

  get #buttons(): HTMLElement {
    if (!this.element) this.#render();
    return this.#root.querySelector('.buttons')!;
  }

  #render(): void {
    render(this.#template(), this.#root);
    if (!this.#callButton || !this.#pageNumber) return;
    render(this.#buttonLabel(this.#pageNumber), this.#callButton);
  }

  /** The card shows the number above the button; screen readers get it in the button's name. */
  #buttonLabel({e164}: PageNumber): TemplateResult {
    const t = createTranslator(callWords, this.voice);
    return html`${t('ask.yes')} <span class="unseen" dir="ltr">${formatNumber(e164)}</span>`;
  }

  #template(): TemplateResult {
    const t = createTranslator(callWords, this.voice);
    const pageNumber = this.#pageNumber;
    const call = this.#call;
    const name = this.#contactName;
    const number = pageNumber ? formatNumber(pageNumber.e164) : '';
    const copyLabel = t(this.#isCopied ? 'ways.copied' : 'ways.copy');
    return html`<div class="card surface" part="card" role="group" lang=${t.language} dir=${t.direction} popover="manual"
      aria-label=${t('card', {who: name || number})} @keydown=${this.#handleKeyDown}>
      <div class="head"><p class="who">${name ? html`<bdi class="name">${name}</bdi> ` : nothing
        }<bdi class="number" dir="ltr">${number}</bdi></p>
        <button type="button" class="action bare close" aria-label=${t('close')} @click=${this.#handleClose}
        >${stopIcon}</button></div>
      <div class="row"><div class="buttons"></div>
        <button type="button" class="action copy" aria-label=${copyLabel} title=${copyLabel} @click=${this.#handleCopy}>${this.#isCopied ? doneIcon : copyIcon}</button></div>
      ${call && !call.error
        ? html`<p class="status ${call.phase}">${phaseIcon(call.phase)}<span>${this.#sentences(call, t).join(' ')}</span></p>`
        : nothing}
      <div class="unseen" role="status"></div>
    </div>`;
  }

  /** Adds to the button's label: the phase beside "Cancel", a hint beside the duration. */
  #sentences(call: Call, t: CallTranslator): readonly string[] {
    const who = this.#contactName || calleeLabel(call);
    const {sentence, hints} = describeCall(call, t, {who});
    return call.phase === 'connected' ? hints : [sentence, ...hints];
  }

  readonly #handleCopy = (): void => {
    const pageNumber = this.#pageNumber;
    if (!pageNumber) return;
    void copyNumber(pageNumber).then((isCopied) => {
      if (!isCopied || this.#pageNumber !== pageNumber) return;
      this.#isCopied = true;
      this.announce(createTranslator(callWords, this.voice)('ways.copied'));
      this.#render();
    });
  };

  readonly #handleClose = (): void => this.close();

  readonly #handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };
}

function phaseIcon(phase: Phase): TemplateResult {
  if (phase === 'connected') return doneIcon;
  return isFinal(phase) ? stopIcon : ringIcon;
}

/** The part of the page in view: less than the window after a pinch zoom. */
function visibleBox(): Box {
  const {offsetLeft: left, offsetTop: top, width, height} = window.visualViewport!;
  return {left, top, right: left + width, bottom: top + height};
}

/** The box of one line, as high as all lines next to it, so that the card covers none of them. */
function anchorBoxOf(pageNumber: PageNumber, lineIndex: number): Box | null {
  const lineRects = rectsOf(pageNumber);
  const rect = lineRects[lineIndex] ?? lineRects[0];
  if (!rect) return null;
  let {top, bottom} = rect;
  // From this line outwards; a line in another column is not next to it.
  const before = lineRects.slice(0, lineIndex).reverse();
  const after = lineRects.slice(lineIndex + 1);
  for (const other of [...before, ...after]) {
    if (other.top > bottom + rect.height || other.bottom < top - rect.height) continue;
    top = Math.min(top, other.top);
    bottom = Math.max(bottom, other.bottom);
  }
  const {x, y} = frameOffset(pageNumber.from);
  return {left: rect.left + x, right: rect.right + x, top: top + y, bottom: bottom + y};
}

/** The box, moved to the nearest edge of the view. */
function clampBox(box: Box, view: Box): Box {
  const clampX = (x: number): number => Math.max(view.left, Math.min(x, view.right));
  const clampY = (y: number): number => Math.max(view.top, Math.min(y, view.bottom));
  return {
    left: clampX(box.left), right: clampX(box.right),
    top: clampY(box.top), bottom: clampY(box.bottom),
  };
}
