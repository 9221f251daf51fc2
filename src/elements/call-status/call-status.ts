import {
  html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult,
} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {fromNow} from '../../i18n/time.js';
import {CallRejection} from '../../store/call-error.js';
import type {Call, CallError, Leg, Observable, Phase, Store} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {ActivationGuard} from '../internal/activation-guard.js';
import {registerLiveRegion, type LiveRegion} from '../internal/announcer.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import {costReason, type Confirm, type CostReason} from '../internal/call-cost.js';
import {doneIcon, ringIcon, stopIcon, waitIcon, warnIcon} from '../internal/call-icons.js';
import {
  calleeLabel, describeCall, errorSentence, givenUpSentence, isCancelable, isFinal, isGivenUp,
  legState,
  type CallTranslator, type LegState, type StatusTranslator,
} from '../internal/call-sentences.js';
import {ownerOfCall} from '../internal/fire-events.js';
import {phoneIcon} from '../internal/icons.js';
import {livingCallTo} from '../internal/living-call.js';
import {formatNumber, loadNumberFormat} from '../internal/number-format.js';
import {isInView} from '../internal/perception.js';
import {placeCall} from '../internal/place-call.js';
import {StoreElement} from '../internal/store-element.js';
import {TickController} from '../internal/ticker.js';
import {tokenStyles} from '../internal/tokens.styles.js';
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

/** Words of the button that calls again, by the phases that have one. */
const RETRY_LABELS: Readonly<Partial<Record<Phase, 'retry' | 'again'>>> = {
  failed: 'retry',
  unconfirmed: 'again',
};

/** The phase decides which buttons a call has; `guard` is held after they have changed. */
interface CallButtons {
  readonly phase: Phase;
  readonly guard: ActivationGuard;
}

/**
 * Shows the calls of an account, newest first: both legs in plain words, what the user can do, and
 * why a call failed. A finished call stays until it is dismissed, for ten minutes at most.
 *
 * @tag rc-call-status
 * @csspart call - One call.
 * @csspart leg - A leg of the call: the user's phone, or the other party.
 * @csspart timer - Duration of the call.
 * @csspart cancel - The button that cancels the call.
 * @csspart dismiss - The button that removes a finished call.
 * @csspart error - The reason why a call failed.
 * @cssproperty --rc-accent - Color of focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of buttons and cards.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text color on cards.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of cards.
 * @cssproperty --rc-edge - Border color of fields and secondary buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Color for connected and answered.
 * @cssproperty --rc-wait - Color for ringing and waiting.
 * @cssproperty --rc-error - Color for errors.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is tried again. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - At each new phase of a call that was tried again.
 * @fires {RcCallEndEvent} rc-call-end - When a call that was tried again is over.
 * @fires {RcCallErrorEvent} rc-call-error - When a call that was tried again is refused or fails.
 */
export class RcCallStatus extends StoreElement implements LiveRegion {
  static override styles = [tokenStyles, actionStyles, callStatusStyles];

  static override properties: PropertyDeclarations = {callId: {attribute: 'call-id'}};

  /** RingOut ID of the only call to show. Empty: all calls. */
  callId = '';

  readonly #clock = new TickController(this);
  /** What had the focus before the update. */
  #focused: Element | null = null;
  #unregisterRegion: (() => void) | null = null;
  /** The last call of a user who signed out meanwhile: of that, only the id is kept. */
  #givenUpCall: Pick<Call, 'id'> | null = null;
  /** By the key of the call. */
  readonly #callButtons = new Map<string, CallButtons>();
  /** Why another try was refused, by the key of the call that was tried again. */
  readonly #refusals = new Map<string, CallError>();
  /** Keys of calls that are about to be tried again. */
  readonly #retriedKeys = new Set<string>();
  /** What another try has to be asked for, by the key of the call that is tried again. */
  readonly #questions = new Map<string, CostReason>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unregisterRegion?.();
  }

  protected override watchedObservables(store: Store): readonly Observable<unknown>[] {
    return [store.calls, store.limit, store.session];
  }

  protected override storeChanged(store: Store): void {
    this.#unregisterRegion?.();
    const unregister = registerLiveRegion(store, this);
    const stopListening = store.on(({type, call}) => {
      const isShown = call && (!this.callId || call.id === this.callId);
      if (type === 'call-end' && isShown && isGivenUp(call)) this.#givenUpCall = {id: call.id};
    });
    this.#unregisterRegion = () => {
      unregister();
      stopListening();
    };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#focused = this.shadowRoot?.activeElement ?? null;
    const calls = this.#calls;
    // The next user meets nothing of the last one.
    if (this.store?.session.get().state === 'ready') this.#givenUpCall = null;
    if (calls.length > 0) loadNumberFormat(this.#handleFormatLoaded);
    for (const call of calls) {
      const buttons = this.#callButtons.get(call.key);
      if (buttons?.phase !== call.phase) this.#holdButtons(call);
    }
    for (const key of this.#callButtons.keys()) {
      const isGone = calls.every((call) => call.key !== key);
      if (!isGone) continue;
      this.#callButtons.delete(key);
      this.#refusals.delete(key);
      this.#questions.delete(key);
    }
  }

  /** When the button that has the focus goes: to a call that has just begun, or to the list. */
  #keepFocus(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const [newest] = this.#calls;
    const isNew = newest && this.#areButtonsHeld(newest);
    const button = isNew && this.renderRoot.querySelector<HTMLElement>('.call:first-child button');
    const control = button || this.renderRoot.querySelector<HTMLElement>('.calls');
    control?.focus();
  }

  protected override updated(): void {
    this.#keepFocus();
    const now = Date.now();
    const isLimited = this.#limitedUntil > now;
    const showsTime = isLimited || this.#calls.some((call) => hasRunningTime(call, now));
    this.#clock.toggle(showsTime);
  }

  /** The live region. @internal */
  get element(): Element | null {
    return this.renderRoot.querySelector('[role=status]');
  }

  /** @internal */
  announce(sentence: string): void {
    const {element} = this;
    if (element) element.textContent = sentence;
  }

  /** @internal */
  get voice(): string {
    return this.language ?? '';
  }

  /** @internal */
  shows({id}: Call): boolean {
    if (this.callId && this.callId !== id) return false;
    // The newest call, or its place.
    return isInView(this, this.renderRoot.querySelector('.sentence, .empty'));
  }

  get #calls(): readonly Call[] {
    const calls = this.store?.calls.get() ?? [];
    return this.callId ? calls.filter(({id}) => id === this.callId) : calls;
  }

  get #limitedUntil(): number {
    return this.store?.limit.get().until ?? 0;
  }

  get #statusTranslator(): StatusTranslator {
    return this.translator(callStatusWords);
  }

  get #callTranslator(): CallTranslator {
    return this.translator(callWords);
  }

  #holdButtons({key, phase}: Call): void {
    const guard = new ActivationGuard();
    guard.hold();
    this.#callButtons.set(key, {phase, guard});
  }

  #areButtonsHeld({key}: Call): boolean {
    return this.#callButtons.get(key)?.guard.isHeld() ?? false;
  }

  readonly #handleFormatLoaded = (): void => this.requestUpdate();

  readonly #handleKeyDown = (event: KeyboardEvent): void => {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  };

  #handleCancel(call: Call): void {
    if (!this.#areButtonsHeld(call)) void this.store?.cancel(call.key);
  }

  /** Asks as the button does that placed the call. */
  async #handleRetry(call: Call): Promise<void> {
    const {store} = this;
    if (!store || this.#areButtonsHeld(call) || this.#retriedKeys.has(call.key)) return;
    this.#holdButtons(call);
    this.#refusals.delete(call.key);
    const {user} = store.session.get();
    const reason = await this.#retryReason(call, store);
    const isStillMeant = this.isConnected && store.session.get().user?.id === user?.id;
    if (reason === undefined || !isStillMeant || !this.#canRetry(call)) return;
    if (!reason) return this.#placeAgain(call, store);
    this.#questions.set(call.key, reason);
    this.#holdButtons(call);
    this.announce(this.#callTranslator(`ask.${reason}`, {who: calleeLabel(call)}));
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  }

  /** Why to ask first; null = there is no need to, undefined = the call was dismissed meanwhile. */
  async #retryReason({key, to}: Call, store: Store): Promise<CostReason | null | undefined> {
    this.#retriedKeys.add(key);
    const confirm = confirmOf(ownerOfCall(store, key));
    const homeCountry = store.session.get().user?.country;
    const reason = await costReason({confirm, e164: to, homeCountry});
    return this.#retriedKeys.delete(key) ? reason : undefined;
  }

  #handleAnswer(call: Call, isYes: boolean): void {
    if (!this.store || (isYes && this.#areButtonsHeld(call))) return;
    this.#questions.delete(call.key);
    this.#holdButtons(call);
    if (isYes) this.#placeAgain(call, this.store);
    this.requestUpdate();
  }

  /** Another call with what the page asked for; the user may have chosen another phone since. */
  #placeAgain(call: Call, store: Store): void {
    const {extension, name, requested} = call;
    const to = extension ? `${call.to};ext=${extension}` : call.to;
    placeCall({element: this, store, request: {...requested, to, name}}).catch((error: unknown) => {
      if (!CallRejection.is(error)) throw error;
      this.#refusals.set(call.key, error);
      this.announce(errorSentence(error, calleeLabel(call), this.#callTranslator));
      this.requestUpdate();
    });
  }

  async #handleDismiss({key}: Call): Promise<void> {
    this.store?.dismiss(key);
    this.#retriedKeys.delete(key);
    await this.updateComplete;
    const root = this.renderRoot;
    const nextButton = root.querySelector<HTMLElement>('.dismiss, .cancel');
    const control = nextButton ?? root.querySelector<HTMLElement>('.calls');
    control?.focus();
  }

  protected override render(): TemplateResult {
    const t = this.#statusTranslator;
    const calls = this.#calls;
    const isEmpty = calls.length === 0 && (!this.callId || this.#givenUpCall !== null);
    return html`<div lang=${t.language} dir=${t.direction}>
      <div class="unseen" role="status"></div>
      ${this.#renderLimit()}
      <ul class="calls" role="list" tabindex="-1" aria-label=${t('status.calls')}
        @keydown=${this.#handleKeyDown}>
        ${repeat(calls, ({key}) => key, (call) => this.#renderCall(call))}
      </ul>
      ${isEmpty ? this.#renderEmpty() : nothing}
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    const call = this.#givenUpCall;
    const sentence = call
      ? givenUpSentence(call, this.#callTranslator)
      : this.#statusTranslator('status.empty');
    return html`<p class="empty">${call ? warnIcon : phoneIcon}<span .textContent=${sentence}
      ></span></p>`;
  }

  #renderLimit(): TemplateResult | typeof nothing {
    const remaining = this.#limitedUntil - Date.now();
    if (remaining <= 0) return nothing;
    const t = this.#statusTranslator;
    const sentence = t('status.limit', {when: fromNow(remaining, t.locale)});
    return html`<p class="limit">${waitIcon}<span .textContent=${sentence}></span></p>`;
  }

  /**
   * Words that change are set as `textContent`: an extension that translates the page replaces
   * text nodes, and Lit would go on writing into the old ones.
   */
  #renderCall(call: Call): TemplateResult {
    const {name, phase, extension} = call;
    const number = formatNumber(call.to);
    const who = calleeLabel(call);
    const isDialedLater = extension !== undefined && phase !== 'connected' && !isFinal(phase);
    const yourPhone = this.#statusTranslator('leg.caller');
    const t = this.#callTranslator;
    const sessionState = this.store?.session.get().state;
    const {sentence, hints} = describeCall(call, t, {sessionState});
    const error = this.#refusals.get(call.key) ?? call.error;
    const reason = this.#questionOf(call);
    return html`<li part="call" class="call ${phase}">
      <div class="head">
        <span class="party"><bdi class="who" .textContent=${who}></bdi>${
          name ? html`<bdi class="number" dir="ltr" .textContent=${number}></bdi>` : nothing}</span>
        ${this.#renderTimer(call)}
      </div>
      <ol class="legs" role="list">
        ${this.#renderLeg(call, 'caller', yourPhone)}
        ${this.#renderLeg(call, 'callee', who)}
      </ol>
      <div class="below"><div class="words">
      <p class="sentence" .textContent=${sentence}></p>
      ${isDialedLater
        ? html`<p class="note" .textContent=${
          this.#statusTranslator('leg.then-dial', {extension})}></p>`
        : nothing}
      ${hints.map((hint) => html`<p class="note" .textContent=${hint}></p>`)}
      ${error ? this.#renderError(error, who) : nothing}
      ${reason ? html`<p class="note" .textContent=${t(`ask.${reason}`, {who})}></p>` : nothing}
      </div>${this.#renderActions(call, who)}</div>
    </li>`;
  }

  #renderTimer(call: Call): TemplateResult | typeof nothing {
    const duration = connectedDuration(call);
    const isRunning = call.phase === 'connected' || call.endedAt !== undefined;
    if (duration === undefined || !isRunning) return nothing;
    return html`<span part="timer" class="timer" .textContent=${
      formatDuration(duration, this.#statusTranslator.locale)}></span>`;
  }

  #renderLeg(call: Call, leg: Leg, name: string): TemplateResult {
    const state = legState(call, leg);
    return html`<li part="leg" class="leg ${state}">
      <span class="dot">${LEG_ICONS[state]}</span>
      <bdi class="leg-name" .textContent=${name}></bdi>
      <span class="leg-state" .textContent=${this.#statusTranslator(`leg.${state}`)}></span>
    </li>`;
  }

  #renderError(error: CallError, who: string): TemplateResult {
    const text = errorSentence(error, who, this.#callTranslator);
    return html`<p part="error" class="note bad">${warnIcon}<span>${text}</span></p>`;
  }

  #renderActions(call: Call, who: string): TemplateResult | typeof nothing {
    const t = this.#callTranslator;
    if (isCancelable(call)) {
      return html`<div class="actions"><button type="button" part="cancel" class="action cancel"
        aria-label=${t('cancel-call', {who})} @click=${() => this.#handleCancel(call)}
        >${stopIcon}${t('cancel')}</button></div>`;
    }
    if (!isFinal(call.phase)) return nothing;
    if (this.#questionOf(call)) return this.#renderQuestion(call);
    return html`<div class="actions">${this.#renderRetryButton(call)}<button type="button"
      part="dismiss" class="action dismiss" @click=${() => this.#handleDismiss(call)}
      >${this.#statusTranslator('status.dismiss')}</button></div>`;
  }

  /** A number that rings is not called again from here; its own entry shows how to cancel. */
  #canRetry(call: Call): boolean {
    const {store} = this;
    return store !== undefined && !livingCallTo(store, {...call, e164: call.to});
  }

  #questionOf(call: Call): CostReason | undefined {
    return this.#canRetry(call) ? this.#questions.get(call.key) : undefined;
  }

  #renderQuestion(call: Call): TemplateResult {
    const t = this.#callTranslator;
    const answer = (isYes: boolean) => (): void => this.#handleAnswer(call, isYes);
    return html`<div class="actions"><button type="button" class="action primary"
      @click=${answer(true)}>${t('ask.yes')}</button><button type="button" class="action"
      @click=${answer(false)}>${t('ask.no')}</button></div>`;
  }

  #renderRetryButton(call: Call): TemplateResult | typeof nothing {
    const labelKey = RETRY_LABELS[call.phase];
    if (!labelKey || !this.#canRetry(call)) return nothing;
    return html`<button type="button" class="action" @click=${() => this.#handleRetry(call)}
      >${phoneIcon}${this.#callTranslator(labelKey)}</button>`;
  }
}

/** Whether the page wants its users to be asked. */
function confirmOf(button: (Element & {readonly confirm?: Confirm}) | undefined): Confirm {
  return button?.confirm ?? 'auto';
}

/** Whether the call shows a time that changes each second. */
function hasRunningTime({phase, error}: Call, now: number): boolean {
  if (phase === 'connected') return true;
  return error?.retryAt !== undefined && error.retryAt > now;
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-call-status': RcCallStatus;
  }
}
