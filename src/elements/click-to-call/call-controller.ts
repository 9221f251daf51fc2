/**
 * What happens from the click on: reading the number, asking where a call costs more, placing it, and what the button
 * and its card show meanwhile. Loaded with the first intent to call.
 */
import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/locale.js';
import {announceCalls, isStatusPanelShown, announceSentence} from '../internal/announcer.js';
import {placeCall, reportRefusal} from '../internal/events.js';
import type {ThrownCallError} from '../internal/events.js';
import {getPageStore} from '../internal/event-bridge.js';
import {doneIcon, ringIcon, stopIcon, waitIcon, warnIcon} from '../internal/call-icons.js';
import {phoneIcon} from '../internal/icons.js';
import {errorSentence, hasCustomReason, isCancelable, isFinal, phaseSentence} from '../internal/call-sentences.js';
import type {CallTranslator} from '../internal/call-sentences.js';
import {formatDuration, onEverySecond} from '../internal/ticker.js';
import {actionStyles} from '../internal/actions.styles.js';
import {surfaceStyles} from '../internal/surface.styles.js';
import {formatNumber, loadParser} from '../internal/number-format.js';
import {callError, unusableNumberError} from '../../store/call-error.js';
import type {Call, CallError, ErrorCode, Store} from '../../store/types.js';
import type {RcNumberSelect} from '../number-select/number-select.js';
import {callCardStyles} from './call-card.styles.js';
import type {RcClickToCall} from './click-to-call.js';
import {openCallLink} from './open-link.js';
import type {Destination, LinkScheme} from './destination.js';

/** How the button looks while it is not simply the call button. */
export interface ButtonState {
  readonly kind: 'cancel' | 'wait' | 'connected';
  readonly icon: TemplateResult;
  readonly label: string;
  /** For the eye: a name that changes each second would never stop talking. */
  readonly clock?: string;
  /** Accessible name, where the label alone does not do. */
  readonly name?: string;
  readonly hint?: string;
  /** A click can do nothing now. */
  readonly idle: boolean;
}

const SCHEMES: readonly LinkScheme[] = ['rcmobile', 'rcapp', 'tel'];
/** Refusals that a second try may overcome. */
const RETRIED: readonly ErrorCode[] = ['call-in-progress', 'rate-limited', 'offline', 'unknown'];
/** px between button and card, and between card and window. */
const GAP = 6;
const EDGE = 8;
/** ms for which a click waits to learn whether the account has a phone to ring. */
const PATIENCE = 3_000;

type Cost = 'always' | 'international' | 'premium-rate' | 'satellite';

type Card =
  | {readonly kind: 'ask'; readonly about: Cost | 'phone'; answer(yes: boolean): void}
  | {readonly kind: 'error'; readonly error: CallError}
  | {readonly kind: 'ways'; readonly used: LinkScheme; copied?: boolean};

export class CallController {
  #card: Card | null = null;
  #key: string | null = null;
  /** Between the click and the platform's answer. */
  #placing = false;
  /** The person closed the card. */
  #shut = false;
  /** The person asked what can be done about a connected call. */
  #more = false;
  #focusCard = false;
  #ends: (() => void)[] = [];
  #stopClock: (() => void) | null = null;
  #place = new AbortController();

  constructor(private readonly host: RcClickToCall) {
    const {styleSheet} = callCardStyles;
    const {adoptedStyleSheets} = host.renderRoot as ShadowRoot;
    adoptedStyleSheets.push(actionStyles.styleSheet!, surfaceStyles.styleSheet!, styleSheet!);
    this.connect();
  }

  /** The element is on the page (again). */
  connect(): void {
    this.disconnect();
    const {calls, limit} = this.#store;
    announceCalls(this.#store);
    this.#ends = [calls, limit].map((observable) => observable.listen(() => this.#changed()));
    this.#changed();
  }

  /** The element left the page; its call goes on. */
  disconnect(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#stopClock?.();
    this.#stopClock = null;
    this.#place.abort();
  }

  /** Loads what the next click will need. */
  preload(): void {
    if (this.host.confirm === 'auto') void loadParser().catch(() => undefined);
    if (!this.host.from && !this.#store.choices.get().from) this.#store.fromNumbers.listen(() => undefined)();
  }

  get phase(): 'placing' | 'active' | 'error' | undefined {
    const call = this.#call;
    if (call && !isFinal(call.phase)) return call.phase === 'placing' ? 'placing' : 'active';
    if (this.#placing && !this.#card) return 'placing';
    return this.#error ? 'error' : undefined;
  }

  /** A click on the button. */
  handleActivation(): void {
    const call = this.#call;
    if (call && isCancelable(call)) {
      void this.#store.cancel(call.key);
    } else if (call && !isFinal(call.phase)) {
      this.#more = !this.#more;
      this.host.requestUpdate();
    } else if (this.#card?.kind === 'ask') {
      this.#card.answer(false);
    } else {
      this.place().catch(() => undefined);
    }
  }

  /** See `RcClickToCall.call`. */
  async place(): Promise<Call> {
    const {host} = this;
    if (this.#placing) throw reportRefusal(host, callError('call-in-progress'));
    this.#placing = true;
    this.#card = this.#key = null;
    this.#shut = this.#more = false;
    host.requestUpdate();
    try {
      return await this.#askAndPlace();
    } catch (thrown) {
      throw this.#refused(thrown);
    } finally {
      this.#placing = false;
      host.holdActivation();
      host.requestUpdate();
    }
  }

  /** After a link was launched: nobody can know whether anything opened. */
  showOtherApps(): void {
    const {linkScheme: scheme} = this.host;
    if (scheme) this.#show({kind: 'ways', used: scheme});
  }

  /** Escape closes what is open, and never ends a call. */
  handleEscape(event: KeyboardEvent): void {
    if (!this.#card && !this.#shownCall) return;
    event.stopPropagation();
    this.#close();
  }

  /** How the button looks now; null = as the call button. */
  buttonState(): ButtonState | null {
    const t = this.#words;
    const call = this.#call;
    if (!call || isFinal(call.phase)) {
      return this.#placing && !this.#card
        ? {kind: 'wait', icon: waitIcon, label: t('phase.placing'), idle: true}
        : null;
    }
    if (isCancelable(call)) {
      return {kind: 'cancel', icon: stopIcon, label: t('cancel'), name: t('cancel-call', {who: this.#who}), idle: false};
    }
    if (call.phase === 'canceling') return {kind: 'wait', icon: waitIcon, label: t('canceling'), idle: true};
    return {
      kind: 'connected',
      icon: phoneIcon,
      label: t('phase.connected'),
      clock: formatDuration(Date.now() - (call.connectedAt ?? call.startedAt), t.locale),
      hint: t('hint.hang-up'),
      idle: false,
    };
  }

  /** `rest`: text of the idle label, whose room is kept. */
  renderButton({icon, label, clock}: ButtonState, rest: string): TemplateResult {
    const time = clock ? html` <span aria-hidden="true">${clock}</span>` : nothing;
    return html`<span part="icon">${icon}</span><span part="label" class="face" data-rest=${rest}
      data-first=${label.split(' ', 1)[0]!}><span class="now">${label}${time}</span></span>`;
  }

  renderCard(): TemplateResult | typeof nothing {
    const body = this.#renderBody();
    if (body === nothing) return nothing;
    const t = this.#words;
    return html`<div part="message" class="message surface" role="group" lang=${t.language} dir=${t.direction}
      aria-label=${t('card', {who: this.#who})} popover="manual" @keydown=${this.#onKeyDown}
    >${body}<button type="button" class="action bare close" aria-label=${t('close')} @click=${this.#onClose}
      >${stopIcon}</button></div>`;
  }

  /** The element has rendered: opens the card, puts it beside the button, moves the focus to a question. */
  updated(): void {
    const card = this.#cardElement;
    if (!card) return this.#place.abort();
    if (card.isConnected && card.showPopover && !card.matches(':popover-open')) {
      card.showPopover();
      this.#place.abort();
      this.#place = new AbortController();
      const {signal} = this.#place;
      const place = (): void => this.#placeCard();
      document.addEventListener('scroll', place, {capture: true, passive: true, signal});
      window.addEventListener('resize', place, {passive: true, signal});
      document.addEventListener('pointerdown', (event) => {
        if (this.#card?.kind === 'ways' && !event.composedPath().includes(this.host)) this.#close();
      }, {capture: true, passive: true, signal});
    }
    this.#placeCard();
    if (this.#focusCard) void this.#focus(card);
    this.#focusCard = false;
  }

  async #focus(card: HTMLElement): Promise<void> {
    if (card.querySelector('rc-number-select')) {
      await loadSelect();
      await this.#select?.updateComplete;
      this.#placeCard();
    }
    if (card.isConnected) (this.#select ?? card.querySelector<HTMLElement>('.actions button'))?.focus();
  }

  get #store(): Store {
    return getPageStore(this.host.account);
  }

  get #words(): CallTranslator {
    return createTranslator(callWords, this.host.voice);
  }

  get #call(): Call | undefined {
    return this.#key === null ? undefined : this.#store.calls.get().find(({key}) => key === this.#key);
  }

  get #who(): string {
    return this.host.calleeLabel;
  }

  /** What went wrong last, until it is closed or called again. */
  get #error(): CallError | null {
    if (this.#card?.kind === 'error') return this.#card.error;
    const call = this.#call;
    return !this.#shut && call && (call.phase === 'failed' || call.phase === 'unconfirmed') && call.error || null;
  }

  /** The running call that the card tells of. */
  get #shownCall(): Call | null {
    const call = this.#call;
    if (!call || isFinal(call.phase) || this.#card) return null;
    // Connected, the button says enough; a click on it asks for more.
    if (call.phase === 'connected') return this.#more || call.extension && !this.#shut ? call : null;
    return this.#shut || isStatusPanelShown(this.#store) ? null : call;
  }

  get #cardElement(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>('.message');
  }

  async #askAndPlace(): Promise<Call> {
    const {host} = this;
    const store = this.#store;
    const reading = await this.#read();
    if (reading.kind !== 'number') throw reportRefusal(host, unusableNumberError(reading.kind));
    const {state, user} = store.session.get();
    if (state !== 'ready' && state !== 'restoring') throw reportRefusal(host, callError('no-session'));
    const cost = await this.#costOf(reading.number.e164, user?.country);
    if (cost && !await this.#ask(cost)) throw reportRefusal(host, callError('not-confirmed'));
    const {e164, extension} = reading.number;
    return placeCall({
      element: host,
      store,
      request: {
        to: extension ? `${e164};ext=${extension}` : e164,
        country: host.dialingCountry,
        from: host.from || undefined,
        callerId: host.callerId || undefined,
        playPrompt: !host.playPrompt ? undefined : String(host.playPrompt) === 'true',
        name: host.name || undefined,
      },
      onPlaced: (key) => {
        if (this.#key === key) return;
        this.#key = key;
        this.host.holdActivation();
        this.#changed();
      },
      onNoPhoneChosen: () => this.#wantPhone(),
    });
  }

  /** Nothing is chosen: where the account has no phone either, the platform could only say no, so we ask. */
  async #wantPhone(): Promise<void> {
    if (await this.#hasNoPhone() && !await this.#ask('phone')) throw reportRefusal(this.host, callError('not-confirmed'));
  }

  /** False also where it cannot be known: then the platform decides. */
  #hasNoPhone(): Promise<boolean> {
    const {fromNumbers} = this.#store;
    return new Promise((resolve) => {
      const look = (): void => {
        const {state, options, loadingMore} = fromNumbers.get();
        if (options.length > 0 || state === 'error') done(false);
        else if (state === 'ready' && !loadingMore) done(true);
      };
      const done = (none: boolean): void => {
        stop();
        clearTimeout(timer);
        resolve(none);
      };
      const stop = fromNumbers.listen(look);
      const timer = setTimeout(done, PATIENCE, false);
      look();
    });
  }

  async #read(): Promise<Exclude<Destination, {kind: 'unread'}>> {
    const {destination: reading} = this.host;
    if (reading.kind !== 'unread') return reading;
    const {readNumber} = await loadParser();
    return readNumber(this.host.writtenNumber, {country: this.host.dialingCountry});
  }

  /** Why to ask first; null = no need. Where it cannot be known, asking is the safe side. */
  async #costOf(e164: string, home: string | undefined): Promise<Cost | null> {
    const {confirm} = this.host;
    if (confirm === 'never') return null;
    if (confirm === 'always') return 'always';
    try {
      const {isCostly, parseNumber} = await loadParser();
      const number = parseNumber(e164);
      return number && isCostly(number, home);
    } catch {
      return 'always';
    }
  }

  #ask(about: Cost | 'phone'): Promise<boolean> {
    return new Promise((resolve) => {
      this.#show({kind: 'ask', about, answer: (yes) => {
        if (yes && (!this.host.isActivationHeld() || !this.#isPhoneChosen())) return;
        resolve(yes);
        this.#close();
      }});
      this.#focusCard = true;
      this.host.holdActivation();
    });
  }

  #refused(thrown: unknown): ThrownCallError {
    const {host} = this;
    const error = thrown instanceof Error && 'code' in thrown
      ? thrown as ThrownCallError
      : reportRefusal(host, callError(navigator.onLine ? 'unknown' : 'offline'));
    if (error.code === 'not-confirmed') return error;
    this.#show({kind: 'error', error});
    announceSentence(this.#store, this.#errorText(error));
    return error;
  }

  #errorText(error: CallError): string {
    return hasCustomReason(error) ? error.message : errorSentence(error, this.#who, this.#words, Date.now());
  }

  #show(card: Card): void {
    this.#card = card;
    this.host.requestUpdate();
  }

  #close(): void {
    const card = this.#card;
    const inside = this.#cardElement?.contains((this.host.renderRoot as ShadowRoot).activeElement);
    this.#card = null;
    this.#shut = true;
    this.#more = false;
    if (inside) this.host.mainControl?.focus();
    if (card?.kind === 'ask') card.answer(false);
    this.host.requestUpdate();
  }

  #changed(): void {
    const call = this.#call;
    const ticking = call?.phase === 'connected' || this.#error?.retryAt !== undefined;
    if (ticking) this.#stopClock ??= onEverySecond(() => this.host.requestUpdate());
    else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
    this.host.requestUpdate();
  }

  #renderBody(): TemplateResult | typeof nothing {
    const t = this.#words;
    const card = this.#card;
    const who = this.#who;
    if (card?.kind === 'ask') {
      return html`${card.about === 'phone'
        ? this.#renderSelect(t('ask.phone'))
        : html`<p class="ask">${warnIcon}<span>${t(`ask.${card.about}`, {who})}</span></p>`}
        <div class="actions">
          <button type="button" class="action primary" @click=${() => card.answer(true)}>${t('ask.yes')}</button>
          <button type="button" class="action" @click=${() => card.answer(false)}>${t('ask.no')}</button>
        </div>`;
    }
    if (card?.kind === 'ways') {
      return html`<p><span>${t('ways.question')}</span></p>
        <div class="actions">${SCHEMES.filter((scheme) => scheme !== card.used).map((scheme) => this.#renderWay(scheme))}
          ${this.#renderCopy(card)}</div>`;
    }
    const error = this.#error;
    if (error) {
      const call = this.#call;
      const again = call?.phase === 'unconfirmed' ? 'again' : 'retry';
      return html`<p class="error">${warnIcon}<span>${this.#errorText(error)}</span></p>
        ${error.code === 'from-invalid' && !this.host.from ? this.#renderSelect(t('ask.phone')) : nothing}
        <div class="actions">${RETRIED.includes(error.code) || call
          ? html`<button type="button" class="action primary" @click=${this.#onRetry}>${t(again)}</button>`
          : nothing}${this.#renderWay(this.host.linkScheme)}</div>`;
    }
    const call = this.#shownCall;
    if (!call) return nothing;
    const {connectedAt} = call;
    return html`<p class=${call.phase === 'connected' ? 'connected' : 'wait'}>${
      call.phase === 'connected' ? doneIcon : ringIcon}<span>${phaseSentence({...call, to: formatNumber(call.to)}, t)}</span>${connectedAt === undefined
      ? nothing
      : html`<span class="clock" aria-hidden="true">${formatDuration(Date.now() - connectedAt, t.locale)}</span>`}</p>${
      this.#renderHint(call)}`;
  }

  /** Loads with its first need; the choice made here is the account's. */
  #renderSelect(label: string): TemplateResult {
    void loadSelect();
    // The person's own phone is read by the account's country, not by that of who is called.
    return html`<rc-number-select kind="from" required label=${label} account=${this.host.account}
      country=${this.#store.session.get().user?.country ?? nothing}></rc-number-select>`;
  }

  /** Null also where its script could not be loaded. */
  get #select(): RcNumberSelect | null {
    const select = this.#cardElement?.querySelector('rc-number-select');
    return select && 'reportValidity' in select ? select : null;
  }

  /** Says so at the select where it is not; true where the card does not ask. */
  #isPhoneChosen(): boolean {
    return this.#select?.reportValidity() ?? true;
  }

  #renderHint(call: Call): TemplateResult | typeof nothing {
    const t = this.#words;
    if (call.stale) return html`<p>${t('stale')}</p>`;
    if (call.phase === 'ringing-caller') return html`<p>${t('hint.ringing-caller', {who: this.#who})}</p>`;
    if (call.phase !== 'connected') return nothing;
    return html`${call.extension ? html`<p>${t('hint.dial', {extension: call.extension})}</p>` : nothing
      }<p>${t('hint.hang-up')}</p>`;
  }

  #renderWay(scheme: LinkScheme | null): TemplateResult | typeof nothing {
    const uri = scheme && this.host.callLinks?.[scheme];
    return uri ? html`<a class="action" href=${uri} @click=${openCallLink}>${this.#words(`ways.${scheme}`)}</a>` : nothing;
  }

  #renderCopy(card: Card & {kind: 'ways'}): TemplateResult | typeof nothing {
    const {destination: reading} = this.host;
    if (reading.kind !== 'number' || !navigator.clipboard) return nothing;
    const {e164} = reading.number;
    const copy = async (): Promise<void> => {
      card.copied = await navigator.clipboard.writeText(e164).then(() => true, () => false);
      if (card.copied) announceSentence(this.#store, this.#words('ways.copied'));
      this.host.requestUpdate();
    };
    // A frame, or a policy, may keep the clipboard from the page: then the person copies what can be read.
    return html`${card.copied === false ? html`<bdi dir="ltr">${formatNumber(e164)}</bdi>` : nothing} <button type="button" class="action" @click=${() => void copy()}
      >${card.copied ? doneIcon : nothing}${this.#words(card.copied ? 'ways.copied' : 'ways.copy')}</button>`;
  }

  /** Below the button, or above where there is no room; always inside the window. */
  #placeCard(): void {
    const card = this.#cardElement;
    const button = this.host.mainControl?.getBoundingClientRect();
    if (!card || !button) return;
    const {offsetWidth: width, offsetHeight: height} = card;
    const {clientWidth, clientHeight} = document.documentElement;
    const rightToLeft = getComputedStyle(this.host).direction === 'rtl';
    const start = rightToLeft ? button.right - width : button.left;
    const left = Math.max(EDGE, Math.min(start, clientWidth - width - EDGE));
    const below = button.bottom + GAP;
    const top = below + height > clientHeight && button.top - GAP - height >= 0 ? button.top - GAP - height : below;
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }

  readonly #onRetry = (): void => {
    if (!this.host.isActivationHeld() || !this.#isPhoneChosen()) return;
    this.host.mainControl?.focus();
    this.host.holdActivation();
    this.place().catch(() => undefined);
  };

  readonly #onClose = (): void => this.#close();

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.handleEscape(event);
    else if (event.repeat && event.key === 'Enter') event.preventDefault();
  };
}

/** Without it the card still has its question, its buttons and its link. */
function loadSelect(): Promise<unknown> {
  return import('../number-select/define.js').catch(() => undefined);
}
