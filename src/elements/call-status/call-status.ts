import {html, nothing} from 'lit';
import type {PropertyDeclarations, PropertyValues, TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {fromNow} from '../../i18n/time.js';
import {actionStyles} from '../internal/actions.styles.js';
import {registerLiveRegion} from '../internal/announcer.js';
import type {LiveRegion} from '../internal/announcer.js';
import {StoreElement} from '../internal/store-element.js';
import {doneIcon, ringIcon, stopIcon, waitIcon, warnIcon} from '../internal/call-icons.js';
import {placeCall} from '../internal/events.js';
import type {ThrownCallError} from '../internal/events.js';
import {formatNumber, loadNumberFormat} from '../internal/number-format.js';
import {phoneIcon} from '../internal/icons.js';
import {
  errorSentence, hasCustomReason, isCancelable, isFinal, legState, phaseSentence,
} from '../internal/call-sentences.js';
import type {LegState} from '../internal/call-sentences.js';
import {formatDuration, onEverySecond} from '../internal/ticker.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import type {Call, CallError, Leg, Observable, Phase, Store} from '../../store/types.js';
import {callStatusStyles} from './call-status.styles.js';

const LEG_ICONS: Readonly<Record<LegState, TemplateResult>> = {
  'waiting': waitIcon,
  'ringing': ringIcon,
  'answered': doneIcon,
  'connected': phoneIcon,
  'ended': doneIcon,
  'busy': stopIcon,
  'no-answer': stopIcon,
  'canceled': stopIcon,
  'failed': warnIcon,
  'unknown': warnIcon,
};

/** A button whose place has just been another's ignores the rest of a double click (ms). */
const SETTLE = 800;

/**
 * The calls of an account, newest first: both legs in plain words, what can be done, and what went wrong. A finished
 * call stays until it is dismissed, ten minutes at most.
 *
 * @tag rc-call-status
 * @csspart call - One call.
 * @csspart leg - One of its legs: your phone, the other party.
 * @csspart timer - How long the call lasts.
 * @csspart cancel - The button that cancels.
 * @csspart dismiss - The button that removes a finished call.
 * @csspart error - Why a call did not work.
 * @cssproperty --rc-accent - Focus and main actions.
 * @cssproperty --rc-on-accent - Text on the accent color.
 * @cssproperty --rc-radius - Of buttons and cards.
 * @cssproperty --rc-focus - The focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text on cards.
 * @cssproperty --rc-muted - Less important text.
 * @cssproperty --rc-line - Borders.
 * @cssproperty --rc-edge - Borders of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-ok - Answered, connected.
 * @cssproperty --rc-wait - Ringing, waiting.
 * @cssproperty --rc-error - Failed.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is tried again; cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - Each transition of a call that was tried again here.
 * @fires {RcCallEndEvent} rc-call-end - Such a call is over.
 * @fires {RcCallErrorEvent} rc-call-error - Such a call was refused, or failed.
 */
export class RcCallStatus extends StoreElement implements LiveRegion {
  static override styles = [tokenStyles, actionStyles, callStatusStyles];

  static override properties: PropertyDeclarations = {callId: {attribute: 'call-id'}};

  /** RingOut id of the only call to show; empty = all. */
  declare callId: string;

  #stopClock: (() => void) | null = null;
  #stopSpeaking: (() => void) | null = null;
  /** When a call's buttons last changed (epoch ms), by key and phase. */
  readonly #changes = new Map<string, {readonly phase: Phase; readonly at: number}>();

  constructor() {
    super();
    this.callId = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopSpeaking?.();
    this.#tick(false);
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.calls, store.limit, store.session];
  }

  protected override storeChanged(store: Store): void {
    this.#stopSpeaking?.();
    this.#stopSpeaking = registerLiveRegion(store, this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const calls = this.#calls;
    if (calls.length > 0) loadNumberFormat(this.#formatLoaded);
    for (const {key, phase} of calls) {
      if (this.#changes.get(key)?.phase !== phase) this.#changes.set(key, {phase, at: Date.now()});
    }
    for (const key of this.#changes.keys()) if (!calls.some((call) => call.key === key)) this.#changes.delete(key);
  }

  protected override updated(): void {
    const now = Date.now();
    this.#tick(this.isConnected && (this.#limitedUntil > now || this.#calls.some((call) =>
      call.phase === 'connected' || (call.error?.retryAt ?? 0) > now)));
  }

  /** @internal */
  announce(sentence: string): void {
    const region = this.renderRoot.querySelector('[role=status]');
    if (region && sentence) region.textContent = sentence;
  }

  /** @internal */
  get voice(): string {
    return this.language ?? '';
  }

  /** @internal */
  get isShown(): boolean {
    if (this.callId || !this.checkVisibility()) return false;
    const {top, bottom} = this.getBoundingClientRect();
    return bottom > 0 && top < document.documentElement.clientHeight;
  }

  get #calls(): readonly Call[] {
    const calls = this.store?.calls.get() ?? [];
    return this.callId ? calls.filter(({id}) => id === this.callId) : calls;
  }

  get #limitedUntil(): number {
    return this.store?.limit.get().until ?? 0;
  }

  #tick(on: boolean): void {
    if (on) {
      this.#stopClock ??= onEverySecond(() => this.requestUpdate());
    } else {
      this.#stopClock?.();
      this.#stopClock = null;
    }
  }

  #settled({key}: Call): boolean {
    return Date.now() >= (this.#changes.get(key)?.at ?? 0) + SETTLE;
  }

  readonly #formatLoaded = (): void => this.requestUpdate();

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  };

  #cancel(call: Call): void {
    if (this.#settled(call)) void this.store?.cancel(call.key);
  }

  #again(call: Call): void {
    const {store} = this;
    if (!store || !this.#settled(call)) return;
    this.#changes.set(call.key, {phase: call.phase, at: Date.now()});
    const {to, extension, from, callerId, name} = call;
    const number = extension ? `${to};ext=${extension}` : to;
    const request = {to: number, from, callerId, name};
    placeCall({element: this, store, request}).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) this.announce(this.#why(error as ThrownCallError, name || to));
    });
  }

  #why(error: CallError, who: string): string {
    return hasCustomReason(error) ? error.message : errorSentence(error, who, this.translator(callWords), Date.now());
  }

  async #dismiss(call: Call): Promise<void> {
    this.store?.dismiss(call.key);
    await this.updateComplete;
    const next = this.renderRoot.querySelector<HTMLElement>('.dismiss, .cancel') ??
      this.renderRoot.querySelector<HTMLElement>('.calls');
    next?.focus();
  }

  protected override render(): TemplateResult {
    const t = this.translator(callStatusWords);
    const calls = this.#calls;
    const pause = this.#limitedUntil - Date.now();
    return html`<div lang=${t.language} dir=${t.direction}>
      <div class="unseen" role="status"></div>
      ${pause > 0
        ? html`<p class="limit">${waitIcon}<span>${t('status.limit', {when: fromNow(pause, t.locale)})}</span></p>`
        : nothing}
      <ul class="calls" role="list" tabindex="-1" aria-label=${t('status.calls')} @keydown=${this.#onKeyDown}>
        ${repeat(calls, ({key}) => key, (call) => this.#renderCall(call))}
      </ul>
      ${calls.length || this.callId ? nothing : html`<p class="empty">${phoneIcon}<span>${t('status.empty')}</span></p>`}
    </div>`;
  }

  #renderCall(call: Call): TemplateResult {
    const t = this.translator(callStatusWords);
    const talk = this.translator(callWords);
    const number = formatNumber(call.to);
    const who = call.name || number;
    const {error} = call;
    return html`<li part="call" class="call ${call.phase}">
      <div class="head">
        <span class="party"><bdi class="who">${who}</bdi>${
          call.name ? html`<bdi class="number" dir="ltr">${number}</bdi>` : nothing}</span>
        ${this.#renderTimer(call)}
      </div>
      <ol class="legs" role="list">
        ${this.#renderLeg(call, 'caller', t('leg.caller'))}
        ${this.#renderLeg(call, 'callee', who)}
      </ol>
      <div class="below"><div class="words">
      <p class="sentence">${phaseSentence({...call, to: number}, talk)}</p>
      ${call.phase === 'ringing-caller' ? html`<p class="note">${talk('hint.ringing-caller', {who})}</p>` : nothing}
      ${call.extension && !isFinal(call.phase) ? html`<p class="note">${
        call.phase === 'connected'
          ? talk('hint.dial', {extension: call.extension})
          : t('leg.then-dial', {extension: call.extension})}</p>` : nothing}
      ${call.phase === 'connected' ? html`<p class="note">${talk('hint.hang-up')}</p>` : nothing}
      ${call.stale && !isFinal(call.phase) ? html`<p class="note">${
        talk(this.store?.session.get().state === 'expired' ? 'stale.signed-out' : 'stale')}</p>` : nothing}
      ${error ? html`<p part="error" class="note bad">${warnIcon}<span>${this.#why(error, who)}</span></p>` : nothing}
      </div>${this.#renderActions(call)}</div>
    </li>`;
  }

  #renderTimer({phase, connectedAt, endedAt}: Call): TemplateResult | typeof nothing {
    if (connectedAt === undefined) return nothing;
    const until = phase === 'connected' ? Date.now() : endedAt;
    return until === undefined ? nothing : html`<span part="timer" class="timer">${
      formatDuration(until - connectedAt, this.translator(callStatusWords).locale)}</span>`;
  }

  #renderLeg(call: Call, leg: Leg, name: string): TemplateResult {
    const state = legState(call, leg);
    return html`<li part="leg" class="leg ${state}">
      <span class="dot">${LEG_ICONS[state]}</span>
      <bdi class="leg-name">${name}</bdi>
      <span class="leg-state">${this.translator(callStatusWords)(`leg.${state}`)}</span>
    </li>`;
  }

  #renderActions(call: Call): TemplateResult | typeof nothing {
    const talk = this.translator(callWords);
    const who = call.name || formatNumber(call.to);
    if (isCancelable(call)) {
      return html`<div class="actions"><button type="button" part="cancel" class="action cancel"
        aria-label=${talk('cancel-call', {who})} @click=${() => this.#cancel(call)}
        >${stopIcon}${talk('cancel')}</button></div>`;
    }
    if (!isFinal(call.phase)) return nothing;
    return html`<div class="actions">${call.phase === 'failed' || call.phase === 'unconfirmed'
      ? html`<button type="button" class="action" @click=${() => this.#again(call)}
          >${phoneIcon}${talk(call.phase === 'failed' ? 'retry' : 'again')}</button>`
      : nothing}<button type="button" part="dismiss" class="action dismiss" @click=${() => this.#dismiss(call)}
      >${this.translator(callStatusWords)('status.dismiss')}</button></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-call-status': RcCallStatus;
  }
}
