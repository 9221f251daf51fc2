/**
 * The one card of an account's numbers: call, text, copy, who it is, and how a call to the number is doing. It calls
 * through `<rc-click-to-call>`, so that there is one way of calling. Loaded when a pointer first rests on a number.
 */
import {html, nothing, render} from 'lit';
import type {TemplateResult} from 'lit';
import {callWords} from '../../../i18n/en/calls.js';
import {createTranslator} from '../../../i18n/locale.js';
import {actionStyles} from '../../internal/actions.styles.js';
import {announceCalls, registerLiveRegion} from '../../internal/announcer.js';
import type {LiveRegion} from '../../internal/announcer.js';
import {doneIcon, ringIcon, stopIcon} from '../../internal/call-icons.js';
import {formatNumber, loadNumberFormat} from '../../internal/number-format.js';
import {isFinal, phaseSentence} from '../../internal/call-sentences.js';
import type {CallTranslator} from '../../internal/call-sentences.js';
import {surfaceStyles} from '../../internal/surface.styles.js';
import {tokenStyles} from '../../internal/tokens.styles.js';
import type {Call, Store} from '../../../store/types.js';
import {numberCardStyles} from './number-card.styles.js';
import {copyIcon, copyNumber} from './copy-number.js';
import {lookUpContactName, knownContactName} from './contacts.js';
import type {ResolveContact} from './contacts.js';
import {dialString, rectsOf} from '../scan/page-numbers.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {frameOffset} from './frame-offset.js';
import {isSeen, positionCard} from './place-card.js';
import type {Box, CardPosition} from './place-card.js';

type CallButton = HTMLElementTagNameMap['rc-click-to-call'];

export interface NumberCardHost {
  /** Where the card lives: our own shadow root. */
  readonly shadowHome: ShadowRoot;
  readonly store: Store;
  readonly account: string;
  readonly resolveContact: () => ResolveContact | null;
  /** BCP 47 tag of the words. */
  readonly language: () => string;
  readonly onOpened: (find: PageNumber | null) => void;
}

interface Opening {
  /** Index of the line of a number that goes over several. */
  readonly line: number;
  /** It stays when the pointer leaves. */
  readonly pinned: boolean;
  /** It was opened by keyboard. */
  readonly focus: boolean;
}

export class NumberCard implements LiveRegion {
  readonly #place = document.createElement('div');
  readonly #root: ShadowRoot;
  #find: PageNumber | null = null;
  #line = 0;
  #pinned = false;
  #openedAt = 0;
  #button: CallButton | null = null;
  #name = '';
  #copied = false;
  #returnTo: HTMLElement | null = null;
  /** Of this opening. */
  #opening = new AbortController();
  #anchor: Box | null = null;
  #side: CardPosition['side'] | undefined;
  #asked = 0;

  constructor(private readonly host: NumberCardHost) {
    this.#place.dataset.rcIgnore = '';
    this.#root = this.#place.attachShadow({mode: 'open'});
    this.#root.adoptedStyleSheets = [tokenStyles, actionStyles, surfaceStyles, numberCardStyles].map(({styleSheet}) => styleSheet!);
    host.shadowHome.append(this.#place);
    announceCalls(host.store);
  }

  get isOpen(): boolean {
    return this.#find !== null;
  }

  /** The card's element, in our own shadow root. */
  get element(): HTMLElement | null {
    return this.#root.querySelector('.card');
  }

  isShowing(find: PageNumber): boolean {
    return this.#find === find;
  }

  /** The event happened in the card. */
  containsNode(path: readonly EventTarget[]): boolean {
    return path.includes(this.#place);
  }

  /** Opens for a number, or moves to it. */
  open(find: PageNumber, {line, pinned, focus}: Opening): void {
    const again = this.#find === find;
    if (!again && !pinned && this.#isUsed) return;
    if (!again) this.#begin(find);
    this.#line = line;
    this.#pinned ||= pinned;
    if (focus) {
      this.#returnTo = document.activeElement as HTMLElement | null;
      this.#button?.focus();
    }
  }

  /** Calls the number, as a click on the card's button does. */
  async call(): Promise<void> {
    await this.#button?.call().catch(() => undefined);
  }

  /** The pointer went away, or, with `pressed`, was pressed elsewhere. */
  handlePointerLeave(pressed = false): void {
    if (pressed || !this.#pinned && !this.#isUsed) this.close(!pressed);
  }

  /** The number is gone. A call that was placed here is still told of. */
  handleNumbersRemoved(find: PageNumber): void {
    if (this.#find === find && !this.#isUsed) this.close();
  }

  close(returnFocus = true): void {
    if (!this.#find) return;
    const inside = this.#place.shadowRoot?.activeElement;
    this.#find = null;
    this.#opening.abort();
    if (inside && returnFocus) this.#returnTo?.focus();
    this.#returnTo = null;
    const {element} = this;
    if (element?.hidePopover && element.matches(':popover-open')) element.hidePopover();
    element?.classList.remove('open');
    this.#goTo(this.host.shadowHome);
    this.host.onOpened(null);
    this.#render();
  }

  dispose(): void {
    this.close();
    this.#place.remove();
  }

  /** @internal */
  get isConnected(): boolean {
    return this.isOpen && this.#place.isConnected;
  }

  /** @internal */
  get voice(): string {
    return this.host.language();
  }

  /** The card says how the call is doing, so that the button in it need not. @internal */
  get isShown(): boolean {
    return this.isOpen;
  }

  /** @internal */
  announce(sentence: string): void {
    const region = this.#root.querySelector('[role=status]');
    if (region && sentence) region.textContent = sentence;
  }

  /** Somebody works with the card. */
  get #isUsed(): boolean {
    return this.#root.activeElement !== null || this.#call !== null;
  }

  /** The call to this number that is under way, or came to its end while the card was open. */
  get #call(): Call | null {
    const find = this.#find;
    const call = find && this.host.store.calls.get().find(({to, extension}) =>
      to === find.e164 && extension === find.extension);
    return call && (!isFinal(call.phase) || (call.endedAt ?? 0) >= this.#openedAt) ? call : null;
  }

  #begin(find: PageNumber): void {
    this.#opening.abort();
    this.#opening = new AbortController();
    const {signal} = this.#opening;
    const {store} = this.host;
    this.#find = find;
    this.#pinned = this.#copied = false;
    this.#anchor = null;
    this.#side = undefined;
    this.#openedAt = Date.now();
    this.#name = '';
    this.#button = this.#buttonFor(find);
    const update = (): void => {
      if (!signal.aborted) this.#render();
    };
    for (const end of [store.calls.listen(update), registerLiveRegion(store, this)]) signal.addEventListener('abort', end);
    loadNumberFormat(update);
    void this.#findName(find, signal);
    this.#moveInto(find);
    this.#render();
    this.#show(signal);
    this.host.onOpened(find);
  }

  async #findName({e164}: PageNumber, signal: AbortSignal): Promise<void> {
    const ask = this.host.resolveContact();
    const known = knownContactName(e164, ask);
    const name = known ?? await lookUpContactName(e164, ask!, signal);
    if (!name || signal.aborted || this.host.resolveContact() !== ask) return;
    this.#name = name;
    if (this.#button) this.#button.name = name;
    this.#render();
  }

  /** A modal dialog, or what fills the screen, leaves nothing outside of it usable, not even the top layer. */
  #moveInto({from}: PageNumber): void {
    const dialog = from.ownerDocument === document ? from.parentElement?.closest(':modal') : null;
    this.#goTo(dialog ?? this.host.shadowHome);
  }

  #goTo(home: Node): void {
    if (this.#place.parentNode !== home) home.appendChild(this.#place);
  }

  #show(signal: AbortSignal): void {
    const {element} = this;
    if (!element) return;
    if (element.showPopover) element.showPopover();
    else element.classList.add('open');
    this.#putSoon();
    this.#put();
    const put = (): void => this.#putSoon();
    const views = new Set([window, this.#find!.from.ownerDocument!.defaultView!]);
    for (const view of views) {
      view.document.addEventListener('scroll', put, {capture: true, passive: true, signal});
      view.addEventListener('resize', put, {passive: true, signal});
    }
    window.visualViewport?.addEventListener('resize', put, {passive: true, signal});
    window.visualViewport?.addEventListener('scroll', put, {passive: true, signal});
    const sizes = new ResizeObserver(put);
    sizes.observe(element);
    signal.addEventListener('abort', () => sizes.disconnect());
  }

  #putSoon(): void {
    if (this.#asked) return;
    this.#asked = requestAnimationFrame(() => {
      this.#asked = 0;
      this.#put();
    });
  }

  /** Beside the number, wherever the page has scrolled it; out of sight where the number is. */
  #put(): void {
    const {element} = this;
    if (!this.#find || !element) return;
    const view = seenBox();
    const number = this.#find.from.isConnected ? anchorOf(this.#find, this.#line) : null;
    if (number) this.#anchor = number;
    const anchor = this.#anchor;
    if (!anchor) return;
    const away = !isSeen(anchor, view);
    if (away && !this.#isUsed) {
      this.close();
      return;
    }
    element.style.maxHeight = '';
    const {width, height} = element.getBoundingClientRect();
    // Boxes are measured on the screen; what is set here is zoomed with the page.
    const {currentCSSZoom: zoom = 1} = element as {currentCSSZoom?: number};
    const rightToLeft = getComputedStyle(element).direction === 'rtl';
    const box = away ? nearest(anchor, view) : anchor;
    const {left, top, maxHeight, side} = positionCard(box, {width, height}, view, rightToLeft, this.#side);
    this.#side = side;
    element.classList.toggle('above', side === 'above');
    element.style.left = `${left / zoom}px`;
    element.style.top = `${top / zoom}px`;
    element.style.maxHeight = `${maxHeight / zoom}px`;
  }

  /** Each number has a button of its own, and one whose call goes on keeps it. */
  #buttonFor(find: PageNumber): CallButton {
    const to = dialString(find);
    const buttons = this.#buttons;
    let mine: CallButton | undefined;
    for (const button of buttons.querySelectorAll('rc-click-to-call')) {
      const mark = button.matches(':state(placing), :state(active)');
      if (button.to === to && mark) mine = button;
      else if (!mark) button.remove();
      button.hidden = true;
    }
    mine ??= document.createElement('rc-click-to-call');
    Object.assign(mine, {to, account: this.host.account, sms: true, hidden: false});
    buttons.append(mine);
    return mine;
  }

  get #buttons(): HTMLElement {
    if (!this.element) this.#render();
    return this.#root.querySelector('.buttons')!;
  }

  #render(): void {
    render(this.#template(), this.#root);
    if (this.#button && this.#find) render(this.#label(this.#find), this.#button);
  }

  /** The number stands above; who does not see it hears it with the button. */
  #label({e164}: PageNumber): TemplateResult {
    const t = createTranslator(callWords, this.voice);
    return html`${t('ask.yes')} <span class="unseen" dir="ltr">${formatNumber(e164)}</span>`;
  }

  #template(): TemplateResult {
    const t = createTranslator(callWords, this.voice);
    const find = this.#find;
    const call = this.#call;
    const number = find ? formatNumber(find.e164) : '';
    const copy = t(this.#copied ? 'ways.copied' : 'ways.copy');
    const icon = call?.phase === 'connected' ? doneIcon : call && isFinal(call.phase) ? stopIcon : ringIcon;
    return html`<div class="card surface" part="card" role="group" lang=${t.language} dir=${t.direction} popover="manual"
      aria-label=${t('card', {who: this.#name || number})} @keydown=${this.#onKeyDown}>
      <div class="head"><p class="who">${this.#name ? html`<bdi class="name">${this.#name}</bdi> ` : nothing
        }<bdi class="number" dir="ltr">${number}</bdi></p>
        <button type="button" class="action bare close" aria-label=${t('close')} @click=${this.#onClose}
        >${stopIcon}</button></div>
      <div class="row"><div class="buttons"></div>
        <button type="button" class="action copy" aria-label=${copy} title=${copy} @click=${this.#onCopy}>${this.#copied ? doneIcon : copyIcon}</button></div>
      ${call && !call.error
        ? html`<p class="status ${call.phase}">${icon}<span>${this.#sentences(call, t).join(' ')}</span></p>`
        : nothing}
      <div class="unseen" role="status"></div>
    </div>`;
  }

  /** What the button does not say itself: the phase while it offers to cancel, what to do while it tells the time. */
  #sentences(call: Call, t: CallTranslator): readonly string[] {
    const number = formatNumber(call.to);
    const who = this.#name || number;
    if (call.stale && !isFinal(call.phase)) return [t('stale')];
    if (call.phase === 'connected') {
      return [...call.extension ? [t('hint.dial', {extension: call.extension})] : [], t('hint.hang-up')];
    }
    const phase = phaseSentence({phase: call.phase, to: number, ...this.#name && {name: this.#name}}, t);
    return call.phase === 'ringing-caller' ? [phase, t('hint.ringing-caller', {who})] : [phase];
  }

  readonly #onCopy = (): void => {
    const find = this.#find;
    if (!find) return;
    void copyNumber(find).then((copied) => {
      if (!copied || this.#find !== find) return;
      this.#copied = true;
      this.announce(createTranslator(callWords, this.voice)('ways.copied'));
      this.#render();
    });
  };

  readonly #onClose = (): void => this.close();

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };
}

/** What can be seen of the page; less than the window where people have zoomed in with their fingers. */
function seenBox(): Box {
  const {offsetLeft: left, offsetTop: top, width, height} = window.visualViewport!;
  return {left, top, right: left + width, bottom: top + height};
}

/** The line that the pointer was on, made as high as all lines around it, so that the card covers none of them. */
function anchorOf(find: PageNumber, line: number): Box | null {
  const rects = rectsOf(find);
  const rect = rects[line] ?? rects[0];
  if (!rect) return null;
  let {top, bottom} = rect;
  // From this line outwards; what goes on in another column is elsewhere.
  for (const other of [...rects.slice(0, line).reverse(), ...rects.slice(line + 1)]) {
    if (other.top > bottom + rect.height || other.bottom < top - rect.height) continue;
    top = Math.min(top, other.top);
    bottom = Math.max(bottom, other.bottom);
  }
  const {x, y} = frameOffset(find.from);
  return {left: rect.left + x, right: rect.right + x, top: top + y, bottom: bottom + y};
}

/** The place at the edge of the window that is nearest to what is out of sight. */
function nearest(box: Box, view: Box): Box {
  const inside = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));
  return {
    left: inside(box.left, view.left, view.right), right: inside(box.right, view.left, view.right),
    top: inside(box.top, view.top, view.bottom), bottom: inside(box.bottom, view.top, view.bottom),
  };
}
