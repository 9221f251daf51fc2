/**
 * The call button from the first click on: reads the number, asks the user where a call costs more,
 * places the call, and shows its progress on the button and in a card. Loads with the first sign
 * that the user is about to call.
 */
import {html, nothing, type TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, unusableNumberError} from '../../store/call-error.js';
import type {Call, CallError, ErrorCode, Store} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {announceCalls, announceSentence, isStatusPanelShown} from '../internal/announcer.js';
import {doneIcon, ringIcon, stopIcon, waitIcon, warnIcon} from '../internal/call-icons.js';
import {
  errorSentence, hasCustomReason, isCancelable, isFinal, phaseSentence, type CallTranslator,
} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {placeCall, reportRefusal, type ThrownCallError} from '../internal/events.js';
import {phoneIcon} from '../internal/icons.js';
import {formatNumber, loadParser} from '../internal/number-format.js';
import {surfaceStyles} from '../internal/surface.styles.js';
import {formatDuration, onEverySecond} from '../internal/ticker.js';
import type {CallButtonHost} from './call-button-host.js';
import {callCardStyles} from './call-card.styles.js';
import {LINK_SCHEMES, type Destination, type LinkScheme} from './destination.js';
import {openCallLink} from './open-link.js';

/** How the button looks while it does more than start a call. */
export interface ButtonState {
  readonly kind: 'cancel' | 'wait' | 'connected';
  readonly icon: TemplateResult;
  readonly label: string;
  /** Shown, but hidden from screen readers: they would read it out every second. */
  readonly clock?: string;
  /** Accessible name, where the label does not say enough. */
  readonly name?: string;
  readonly hint?: string;
  /** Whether a click does nothing. */
  readonly isIdle: boolean;
}

/** Refusals that a second try may overcome. */
const RETRYABLE_CODES: readonly ErrorCode[] = [
  'call-in-progress', 'rate-limited', 'offline', 'unknown',
];

const CARD_GAP_PX = 6;
const WINDOW_MARGIN_PX = 8;

/** How long a call waits for the list of the account's phones. */
const CALL_PHONE_LOOKUP_TIMEOUT_MS = 3_000;

/** Why the user is asked before a call is placed. */
type ConfirmReason = 'always' | 'international' | 'premium-rate' | 'satellite';

interface Question {
  readonly kind: 'question';
  readonly about: ConfirmReason | 'phone';
  answer(isYes: boolean): void;
}

/** Offered after a click on a link: a page cannot know whether an app has opened. */
interface OtherApps {
  readonly kind: 'other-apps';
  readonly usedScheme: LinkScheme;
  /** Whether the number was copied; undefined until the user tries. */
  isCopied?: boolean;
}

type CardContent = Question | OtherApps | {readonly kind: 'error'; readonly error: CallError};

type NumberSelect = HTMLElementTagNameMap['rc-number-select'];

export class CallController {
  #cardContent: CardContent | null = null;
  #callKey: string | null = null;
  /** From the click to RingCentral's answer. */
  #isPlacing = false;
  /** The user has closed the card. */
  #isCardClosed = false;
  /** The user wants to know more about the connected call. */
  #isCardRequested = false;
  #shouldFocusCard = false;
  #unsubscribers: (() => void)[] = [];
  #stopClock: (() => void) | null = null;
  /** Ends the listeners that belong to the open card. */
  #cardListeners = new AbortController();

  constructor(private readonly host: CallButtonHost) {
    const {adoptedStyleSheets} = host.renderRoot as ShadowRoot;
    const styles = [actionStyles, surfaceStyles, callCardStyles];
    adoptedStyleSheets.push(...styles.map(({styleSheet}) => styleSheet!));
    this.connect();
  }

  /** Call it when the host is added to the page. */
  connect(): void {
    this.disconnect();
    const {calls, limit} = this.#store;
    announceCalls(this.#store);
    this.#unsubscribers = [calls, limit].map((observable) =>
      observable.listen(() => this.#refresh()));
    this.#refresh();
  }

  /** Call it when the host is removed from the page. Its call continues. */
  disconnect(): void {
    for (const unsubscribe of this.#unsubscribers.splice(0)) unsubscribe();
    this.#stopClock?.();
    this.#stopClock = null;
    this.#cardListeners.abort();
  }

  /** Loads what the next click will need. */
  preload(): void {
    const {confirm, from} = this.host;
    if (confirm === 'auto') void loadParser().catch(() => undefined);
    const isPhoneChosen = from || this.#store.choices.get().from;
    // A list of numbers loads with its first listener.
    if (!isPhoneChosen) this.#store.fromNumbers.listen(() => undefined)();
  }

  get phase(): 'placing' | 'active' | 'error' | undefined {
    const call = this.#activeCall;
    if (call) return call.phase === 'placing' ? 'placing' : 'active';
    if (this.#isPlacing && !this.#cardContent) return 'placing';
    return this.#error ? 'error' : undefined;
  }

  /** Handles a click on the button. */
  handleActivation(): void {
    const call = this.#activeCall;
    if (!call) {
      if (this.#cardContent?.kind === 'question') this.#cardContent.answer(false);
      else this.place().catch(() => undefined);
    } else if (isCancelable(call)) {
      void this.#store.cancel(call.key);
    } else {
      this.#isCardRequested = !this.#isCardRequested;
      this.host.requestUpdate();
    }
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {host} = this;
    if (this.#isPlacing) throw reportRefusal(host, callError('call-in-progress'));
    this.#isPlacing = true;
    this.#cardContent = this.#callKey = null;
    this.#isCardClosed = this.#isCardRequested = false;
    host.requestUpdate();
    try {
      return await this.#confirmAndPlace();
    } catch (thrown) {
      throw this.#showRefusal(thrown);
    } finally {
      this.#isPlacing = false;
      host.activationGuard.hold();
      host.requestUpdate();
    }
  }

  /** Call it after a click on the main link. */
  showOtherApps(): void {
    const {linkScheme} = this.host;
    if (linkScheme) this.#showCard({kind: 'other-apps', usedScheme: linkScheme});
  }

  /** Escape closes what is open, and never ends a call. */
  handleEscape(event: KeyboardEvent): void {
    if (!this.#cardContent && !this.#shownCall) return;
    event.stopPropagation();
    this.#closeCard();
  }

  /** How the button looks now; null means as usual. */
  buttonState(): ButtonState | null {
    const t = this.#translator;
    const call = this.#activeCall;
    if (!call) {
      if (!this.#isPlacing || this.#cardContent) return null;
      return {kind: 'wait', icon: waitIcon, label: t('phase.placing'), isIdle: true};
    }
    if (isCancelable(call)) {
      const name = t('cancel-call', {who: this.#calleeLabel});
      return {kind: 'cancel', icon: stopIcon, label: t('cancel'), name, isIdle: false};
    }
    if (call.phase === 'canceling') {
      return {kind: 'wait', icon: waitIcon, label: t('canceling'), isIdle: true};
    }
    return {
      kind: 'connected',
      icon: phoneIcon,
      label: t('phase.connected'),
      clock: formatDuration(Date.now() - (call.connectedAt ?? call.startedAt), t.locale),
      hint: t('hint.hang-up'),
      isIdle: false,
    };
  }

  /** Icon, label and clock inside the button, which stays as wide as `idleLabel`. */
  renderButtonContent({icon, label, clock}: ButtonState, idleLabel: string): TemplateResult {
    const [firstWord = ''] = label.split(' ', 1);
    const time = clock ? html` <span aria-hidden="true">${clock}</span>` : nothing;
    return html`<span part="icon">${icon}</span><span part="label" class="live-label"
      data-idle-label=${idleLabel} data-first-word=${firstWord}
      ><span class="live-text">${label}${time}</span></span>`;
  }

  renderCard(): TemplateResult | typeof nothing {
    const body = this.#renderCardBody();
    if (body === nothing) return nothing;
    const t = this.#translator;
    return html`<div part="message" class="message surface" role="group" popover="manual"
      lang=${t.language} dir=${t.direction} aria-label=${t('card', {who: this.#calleeLabel})}
      @keydown=${this.#handleKeyDown}
    >${body}<button type="button" class="action bare close" aria-label=${t('close')}
      @click=${this.#handleCloseClick}>${stopIcon}</button></div>`;
  }

  /** Call it when the host has rendered: opens and positions the card, focuses a question. */
  updated(): void {
    const card = this.#cardElement;
    if (!card) return this.#cardListeners.abort();
    if (isClosedPopover(card)) this.#openCard(card);
    this.#positionCard();
    if (this.#shouldFocusCard) void this.#focusCard(card);
    this.#shouldFocusCard = false;
  }

  #openCard(card: HTMLElement): void {
    card.showPopover();
    this.#cardListeners.abort();
    this.#cardListeners = new AbortController();
    const {signal} = this.#cardListeners;
    const reposition = (): void => this.#positionCard();
    document.addEventListener('scroll', reposition, {capture: true, passive: true, signal});
    window.addEventListener('resize', reposition, {passive: true, signal});
    document.addEventListener('pointerdown', (event) => {
      const isOutside = !event.composedPath().includes(this.host);
      if (isOutside && this.#cardContent?.kind === 'other-apps') this.#closeCard();
    }, {capture: true, passive: true, signal});
  }

  async #focusCard(card: HTMLElement): Promise<void> {
    if (card.querySelector('rc-number-select')) {
      await loadNumberSelect();
      await this.#phoneSelect?.updateComplete;
      this.#positionCard();
    }
    if (!card.isConnected) return;
    const control = this.#phoneSelect ?? card.querySelector<HTMLElement>('.actions button');
    control?.focus();
  }

  get #store(): Store {
    return getPageStore(this.host.account);
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.host.voice);
  }

  get #call(): Call | undefined {
    if (this.#callKey === null) return undefined;
    return this.#store.calls.get().find(({key}) => key === this.#callKey);
  }

  /** The call while it is ringing or connected, or is about to. */
  get #activeCall(): Call | null {
    const call = this.#call;
    return call && !isFinal(call.phase) ? call : null;
  }

  get #calleeLabel(): string {
    return this.host.calleeLabel;
  }

  /** The last error, until the user closes it or calls again. */
  get #error(): CallError | null {
    if (this.#cardContent?.kind === 'error') return this.#cardContent.error;
    const call = this.#call;
    if (!call || this.#isCardClosed || !hasFailed(call)) return null;
    return call.error ?? null;
  }

  /** The active call whose progress the card shows. */
  get #shownCall(): Call | null {
    const call = this.#activeCall;
    if (!call || this.#cardContent) return null;
    if (call.phase === 'connected') {
      // The button says enough, unless an extension has to be dialed or the user clicks it.
      const hasExtensionToDial = call.extension && !this.#isCardClosed;
      return this.#isCardRequested || hasExtensionToDial ? call : null;
    }
    return this.#isCardClosed || isStatusPanelShown(this.#store) ? null : call;
  }

  get #cardElement(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>('.message');
  }

  async #confirmAndPlace(): Promise<Call> {
    const {host} = this;
    const store = this.#store;
    const destination = await this.#readDestination();
    if (destination.kind !== 'number') {
      throw reportRefusal(host, unusableNumberError(destination.kind));
    }
    const {e164, extension} = destination.number;
    const {state, user} = store.session.get();
    if (state !== 'ready' && state !== 'restoring') {
      throw reportRefusal(host, callError('no-session'));
    }
    const reason = await this.#confirmReason(e164, user?.country);
    if (reason && !await this.#ask(reason)) throw reportRefusal(host, callError('not-confirmed'));
    const request = {
      to: extension ? `${e164};ext=${extension}` : e164,
      country: host.dialingCountry,
      from: host.from || undefined,
      callerId: host.callerId || undefined,
      playPrompt: host.playPrompt ? String(host.playPrompt) === 'true' : undefined,
      name: host.name || undefined,
    };
    return placeCall({
      element: host,
      store,
      request,
      onPlaced: (key) => this.#handlePlaced(key),
      onNoPhoneChosen: () => this.#ensurePhone(),
    });
  }

  #handlePlaced(key: string): void {
    if (this.#callKey === key) return;
    this.#callKey = key;
    this.host.activationGuard.hold();
    this.#refresh();
  }

  /** Asks for a phone if the account has none: RingCentral could only refuse the call. */
  async #ensurePhone(): Promise<void> {
    if (!await this.#hasNoPhone()) return;
    if (!await this.#ask('phone')) throw reportRefusal(this.host, callError('not-confirmed'));
  }

  /** False also if the list cannot be read in time: then RingCentral decides. */
  #hasNoPhone(): Promise<boolean> {
    const {fromNumbers} = this.#store;
    return new Promise((resolve) => {
      const checkList = (): void => {
        const {state, options, loadingMore} = fromNumbers.get();
        if (options.length > 0 || state === 'error') settle(false);
        else if (state === 'ready' && !loadingMore) settle(true);
      };
      const settle = (hasNone: boolean): void => {
        unsubscribe();
        clearTimeout(timer);
        resolve(hasNone);
      };
      const unsubscribe = fromNumbers.listen(checkList);
      const timer = setTimeout(settle, CALL_PHONE_LOOKUP_TIMEOUT_MS, false);
      checkList();
    });
  }

  async #readDestination(): Promise<Exclude<Destination, {kind: 'unread'}>> {
    const {host} = this;
    if (host.destination.kind !== 'unread') return host.destination;
    const {readNumber} = await loadParser();
    return readNumber(host.writtenNumber, {country: host.dialingCountry});
  }

  /** Null if there is no need to ask. Asking is the safe side if the cost cannot be known. */
  async #confirmReason(e164: string, homeCountry?: string): Promise<ConfirmReason | null> {
    const {confirm} = this.host;
    if (confirm === 'never') return null;
    if (confirm === 'always') return 'always';
    try {
      const {isCostly, parseNumber} = await loadParser();
      const number = parseNumber(e164);
      return number && isCostly(number, homeCountry);
    } catch {
      return 'always';
    }
  }

  #ask(about: Question['about']): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (isYes: boolean): void => {
        if (isYes && !this.#acceptsClick()) return;
        resolve(isYes);
        this.#closeCard();
      };
      this.#showCard({kind: 'question', about, answer});
      this.#shouldFocusCard = true;
      this.host.activationGuard.hold();
    });
  }

  #showRefusal(thrown: unknown): ThrownCallError {
    const otherCode = navigator.onLine ? 'unknown' : 'offline';
    const error = isCallError(thrown) ? thrown : reportRefusal(this.host, callError(otherCode));
    if (error.code === 'not-confirmed') return error;
    this.#showCard({kind: 'error', error});
    announceSentence(this.#store, this.#errorText(error));
    return error;
  }

  #errorText(error: CallError): string {
    if (hasCustomReason(error)) return error.message;
    return errorSentence(error, this.#calleeLabel, this.#translator, Date.now());
  }

  #showCard(content: CardContent): void {
    this.#cardContent = content;
    this.host.requestUpdate();
  }

  #closeCard(): void {
    const content = this.#cardContent;
    const {activeElement} = this.host.renderRoot as ShadowRoot;
    const hadFocus = this.#cardElement?.contains(activeElement);
    this.#cardContent = null;
    this.#isCardClosed = true;
    this.#isCardRequested = false;
    if (hadFocus) this.host.mainControl?.focus();
    if (content?.kind === 'question') content.answer(false);
    this.host.requestUpdate();
  }

  #refresh(): void {
    const isConnected = this.#call?.phase === 'connected';
    const isCountingDown = this.#error?.retryAt !== undefined;
    if (isConnected || isCountingDown) {
      this.#stopClock ??= onEverySecond(() => this.host.requestUpdate());
    } else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
    this.host.requestUpdate();
  }

  #renderCardBody(): TemplateResult | typeof nothing {
    const content = this.#cardContent;
    if (content?.kind === 'question') return this.#renderQuestion(content);
    if (content?.kind === 'other-apps') return this.#renderOtherApps(content);
    const error = this.#error;
    if (error) return this.#renderError(error);
    const call = this.#shownCall;
    return call ? this.#renderProgress(call) : nothing;
  }

  #renderQuestion({about, answer}: Question): TemplateResult {
    const t = this.#translator;
    const who = this.#calleeLabel;
    return html`${about === 'phone'
      ? this.#renderPhoneSelect(t('ask.phone'))
      : html`<p class="ask">${warnIcon}<span>${t(`ask.${about}`, {who})}</span></p>`}
      <div class="actions">
        <button type="button" class="action primary" @click=${() => answer(true)}>${t('ask.yes')}</button>
        <button type="button" class="action" @click=${() => answer(false)}>${t('ask.no')}</button>
      </div>`;
  }

  #renderOtherApps(content: OtherApps): TemplateResult {
    const otherSchemes = LINK_SCHEMES.filter((scheme) => scheme !== content.usedScheme);
    return html`<p><span>${this.#translator('ways.question')}</span></p>
      <div class="actions">${otherSchemes.map((scheme) => this.#renderAppLink(scheme))}
        ${this.#renderCopyButton(content)}</div>`;
  }

  #renderError(error: CallError): TemplateResult {
    const t = this.#translator;
    const call = this.#call;
    const canRetry = call || RETRYABLE_CODES.includes(error.code);
    const retryLabel = t(call?.phase === 'unconfirmed' ? 'again' : 'retry');
    const needsPhone = error.code === 'from-invalid' && !this.host.from;
    return html`<p class="error">${warnIcon}<span>${this.#errorText(error)}</span></p>
      ${needsPhone ? this.#renderPhoneSelect(t('ask.phone')) : nothing}
      <div class="actions">${canRetry
        ? html`<button type="button" class="action primary" @click=${this.#handleRetryClick}
          >${retryLabel}</button>`
        : nothing}${this.#renderAppLink(this.host.linkScheme)}</div>`;
  }

  #renderProgress(call: Call): TemplateResult {
    const t = this.#translator;
    const isConnected = call.phase === 'connected';
    const sentence = phaseSentence({...call, to: formatNumber(call.to)}, t);
    return html`<p class=${isConnected ? 'connected' : 'wait'}>${
      isConnected ? doneIcon : ringIcon}<span>${sentence}</span>${
      this.#renderClock(call)}</p>${this.#renderHint(call)}`;
  }

  #renderClock({connectedAt}: Call): TemplateResult | typeof nothing {
    if (connectedAt === undefined) return nothing;
    const duration = formatDuration(Date.now() - connectedAt, this.#translator.locale);
    return html`<span class="clock" aria-hidden="true">${duration}</span>`;
  }

  #renderHint(call: Call): TemplateResult | typeof nothing {
    const t = this.#translator;
    if (call.stale) return html`<p>${t('stale')}</p>`;
    if (call.phase === 'ringing-caller') {
      return html`<p>${t('hint.ringing-caller', {who: this.#calleeLabel})}</p>`;
    }
    if (call.phase !== 'connected') return nothing;
    const {extension} = call;
    return html`${extension ? html`<p>${t('hint.dial', {extension})}</p>` : nothing
      }<p>${t('hint.hang-up')}</p>`;
  }

  /** Its choice is the account's, for later calls, too. */
  #renderPhoneSelect(label: string): TemplateResult {
    void loadNumberSelect();
    // The user's own phone is read by the account's country, not by that of the other party.
    const country = this.#store.session.get().user?.country;
    return html`<rc-number-select kind="from" required label=${label} account=${this.host.account}
      country=${country ?? nothing}></rc-number-select>`;
  }

  /** Null also if its script could not be loaded. */
  get #phoneSelect(): NumberSelect | null {
    const select = this.#cardElement?.querySelector('rc-number-select');
    return select && 'reportValidity' in select ? select : null;
  }

  /** Whether a click in the card counts. Points the user to a phone that is still to be chosen. */
  #acceptsClick(): boolean {
    if (this.host.activationGuard.isHeld()) return false;
    return this.#phoneSelect?.reportValidity() ?? true;
  }

  #renderAppLink(scheme: LinkScheme | null): TemplateResult | typeof nothing {
    const uri = scheme && this.host.callLinks?.[scheme];
    if (!uri) return nothing;
    const label = this.#translator(`ways.${scheme}`);
    return html`<a class="action" href=${uri} @click=${openCallLink}>${label}</a>`;
  }

  #renderCopyButton(content: OtherApps): TemplateResult | typeof nothing {
    const {destination} = this.host;
    if (destination.kind !== 'number' || !navigator.clipboard) return nothing;
    const {e164} = destination.number;
    const {isCopied} = content;
    const label = this.#translator(isCopied ? 'ways.copied' : 'ways.copy');
    // A frame or a policy may deny the clipboard: then the user copies the number by hand.
    const number = isCopied === false ? html`<bdi dir="ltr">${formatNumber(e164)}</bdi>` : nothing;
    return html`${number} <button type="button" class="action"
      @click=${() => void this.#copyNumber(e164, content)}
      >${isCopied ? doneIcon : nothing}${label}</button>`;
  }

  async #copyNumber(e164: string, content: OtherApps): Promise<void> {
    content.isCopied = await navigator.clipboard.writeText(e164).then(() => true, () => false);
    if (content.isCopied) announceSentence(this.#store, this.#translator('ways.copied'));
    this.host.requestUpdate();
  }

  /** Below the button, or above it if there is no room below; always inside the window. */
  #positionCard(): void {
    const card = this.#cardElement;
    const button = this.host.mainControl?.getBoundingClientRect();
    if (!card || !button) return;
    const {offsetWidth: width, offsetHeight: height} = card;
    const {clientWidth, clientHeight} = document.documentElement;
    const isRightToLeft = getComputedStyle(this.host).direction === 'rtl';
    const start = isRightToLeft ? button.right - width : button.left;
    const rightmost = clientWidth - width - WINDOW_MARGIN_PX;
    const left = Math.max(WINDOW_MARGIN_PX, Math.min(start, rightmost));
    const below = button.bottom + CARD_GAP_PX;
    const above = button.top - CARD_GAP_PX - height;
    const fitsBelow = below + height <= clientHeight;
    const top = fitsBelow || above < 0 ? below : above;
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  readonly #handleRetryClick = (): void => {
    if (!this.#acceptsClick()) return;
    this.host.mainControl?.focus();
    this.host.activationGuard.hold();
    this.place().catch(() => undefined);
  };

  readonly #handleCloseClick = (): void => this.#closeCard();

  readonly #handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.handleEscape(event);
    else if (event.repeat && event.key === 'Enter') event.preventDefault();
  };
}

function isCallError(thrown: unknown): thrown is ThrownCallError {
  return thrown instanceof Error && 'code' in thrown;
}

function hasFailed({phase}: Call): boolean {
  return phase === 'failed' || phase === 'unconfirmed';
}

/** Always false in browsers without popovers: there the card shows as soon as it is rendered. */
function isClosedPopover(card: HTMLElement): boolean {
  const hasPopovers = typeof card.showPopover === 'function';
  return hasPopovers && card.isConnected && !card.matches(':popover-open');
}

/** Without it the card still has its question, its buttons and its link. */
function loadNumberSelect(): Promise<unknown> {
  return import('../number-select/define.js').catch(() => undefined);
}
