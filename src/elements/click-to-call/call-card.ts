/** The card of a call button: a question, other apps, the progress of a call, or why it failed. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call, CallError, ErrorCode} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {AnchoredPopover} from '../internal/anchored-popover.js';
import {announceSentence} from '../internal/announcer.js';
import {doneIcon, ringIcon, stopIcon, warnIcon} from '../internal/call-icons.js';
import {describeCall, errorSentence, type CallTranslator} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {formatNumber} from '../internal/number-format.js';
import {surfaceStyles} from '../internal/surface.styles.js';
import {connectedDuration, formatDuration} from '../internal/ticker.js';
import {addStyle} from '../internal/window-styles.js';
import type {Question} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {callCardStyles} from './call-card.styles.js';
import {LINK_SCHEMES, type LinkScheme} from './destination.js';
import {openCallLink} from './open-link.js';

/** Offered after a click on a link: a page cannot know whether an app has opened. */
interface OtherApps {
  readonly kind: 'other-apps';
  readonly usedScheme: LinkScheme;
  /** Whether the number was copied; undefined until the user tries. */
  isCopied?: boolean;
}

interface Refusal {
  readonly kind: 'refusal';
  readonly error: CallError;
}

interface Progress {
  readonly kind: 'progress';
  readonly call: Call;
}

interface Failure {
  readonly kind: 'failure';
  readonly call: Call;
  readonly error: CallError;
}

/** Contents that are neither a question nor the state of a call. */
export type Notice = OtherApps | Refusal;

export type CardContent = Question | Notice | Progress | Failure;

interface CardActions {
  close(): void;
  /** Calls again. */
  retry(): void;
  onShown(isShown: boolean): void;
}

type NumberSelect = HTMLElementTagNameMap['rc-number-select'];

/** Refusals that a second try may overcome. */
const RETRYABLE_CODES: readonly ErrorCode[] = [
  'call-in-progress', 'rate-limited', 'offline', 'unknown',
];

export class CallCard {
  #content: CardContent | null = null;
  #shouldFocus = false;
  readonly #popover: AnchoredPopover;

  constructor(private readonly host: CallButtonHost, private readonly actions: CardActions) {
    this.#popover = new AnchoredPopover({
      anchorNode: () => host.mainControl ?? host,
      anchorBox: () => host.mainControl?.getBoundingClientRect() ?? null,
      onDismiss: () => actions.close(),
      onShown: (isShown) => actions.onShown(isShown),
      preferredSide: 'below',
      closesOnPress: () => this.#content !== null && CLOSED_BY_PRESS.includes(this.#content.kind),
    });
  }

  render(content: CardContent | null, t: CallTranslator): TemplateResult | typeof nothing {
    // The control that has the focus goes with the content.
    const isReplaced = content?.kind !== this.#content?.kind;
    if (isReplaced && this.#hasFocus) this.host.mainControl?.focus();
    this.#content = content;
    if (!content) return nothing;
    return html`<div part="message" class="message surface" role="group" popover="manual"
      lang=${t.language} dir=${t.direction} aria-label=${t('card', {who: this.#who})}
      @click=${keepInCard} @keydown=${ignoreHeldEnter}
    >${this.#renderContent(content, t)}<button type="button" class="action bare close"
      aria-label=${t('close')} @click=${() => this.actions.close()}>${stopIcon}</button></div>`;
  }

  /** Call it when the host has rendered: opens and positions the card, or closes it. */
  updated(): void {
    const element = this.#element;
    this.#popover.update(element);
    if (!element || !this.#shouldFocus) return;
    this.#shouldFocus = false;
    void this.#focus(element);
  }

  /** Call it when the host has come into a window. */
  connect(): void {
    const styles = [actionStyles, surfaceStyles, callCardStyles];
    for (const style of styles) addStyle(this.host.renderRoot as ShadowRoot, style);
  }

  disconnect(): void {
    this.#popover.disconnect();
  }

  /** Moves the focus into the card once it is open. */
  focusSoon(): void {
    this.#shouldFocus = true;
  }

  /** The other party, by the call where there is one. */
  get #who(): string {
    const content = this.#content;
    const name = content && 'call' in content ? content.call.name : undefined;
    return name?.trim() || this.host.calleeLabel;
  }

  get #hasFocus(): boolean {
    const {activeElement} = this.host.renderRoot as ShadowRoot;
    return this.#element?.contains(activeElement) === true && activeElement !== null;
  }

  get #element(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>('.message');
  }

  async #focus(element: HTMLElement): Promise<void> {
    // The host itself keeps the focus on its control while it updates.
    await this.host.updateComplete;
    if (element.querySelector('rc-number-select')) {
      await loadNumberSelect();
      await this.#phoneSelect?.updateComplete;
      this.#popover.update(this.#element);
    }
    if (!element.isConnected) return;
    const control = this.#phoneSelect ?? element.querySelector<HTMLElement>('.actions button');
    control?.focus();
  }

  #renderContent(content: CardContent, t: CallTranslator): TemplateResult {
    switch (content.kind) {
      case 'question': return this.#renderQuestion(content, t);
      case 'other-apps': return this.#renderOtherApps(content, t);
      case 'progress': return this.#renderProgress(content, t);
      default: return this.#renderError(content, t);
    }
  }

  #renderQuestion({about, answer}: Question, t: CallTranslator): TemplateResult {
    const agree = (): void => {
      if (this.#acceptsClick()) answer(true);
    };
    return html`${about === 'phone'
      ? this.#renderPhoneSelect(t)
      : html`<p class="ask">${warnIcon}<span .textContent=${t(`ask.${about}`, {who: this.#who})}></span></p>`}
      <div class="actions">
        <button type="button" class="action primary" @click=${agree}>${t('ask.yes')}</button>
        <button type="button" class="action" @click=${() => answer(false)}>${t('ask.no')}</button>
      </div>`;
  }

  #renderOtherApps(content: OtherApps, t: CallTranslator): TemplateResult {
    const otherSchemes = LINK_SCHEMES.filter((scheme) => scheme !== content.usedScheme);
    return html`<p><span>${t('ways.question')}</span></p>
      <div class="actions">${otherSchemes.map((scheme) => this.#renderAppLink(scheme, t))}
        ${this.#renderCopyButton(content, t)}</div>`;
  }

  #renderError({error, ...rest}: Refusal | Failure, t: CallTranslator): TemplateResult {
    const {disabled, from, linkScheme} = this.host;
    const phase = 'call' in rest ? rest.call.phase : undefined;
    const canRetry = !disabled && (phase !== undefined || RETRYABLE_CODES.includes(error.code));
    const retryLabel = t(phase === 'unconfirmed' ? 'again' : 'retry');
    const needsPhone = error.code === 'from-invalid' && !from;
    return html`<p class="error">${warnIcon}<span
      .textContent=${errorSentence(error, this.#who, t)}></span></p>
      ${needsPhone ? this.#renderPhoneSelect(t) : nothing}
      <div class="actions">${canRetry
        ? html`<button type="button" class="action primary" @click=${this.#handleRetry}
          >${retryLabel}</button>`
        : nothing}${this.#renderAppLink(linkScheme, t)}</div>`;
  }

  #renderProgress({call}: Progress, t: CallTranslator): TemplateResult {
    const isConnected = call.phase === 'connected';
    const {sentence, hints} = describeCall(call, t, {who: this.#who});
    const duration = connectedDuration(call);
    return html`<p class=${isConnected ? 'connected' : 'wait'}>${
      isConnected ? doneIcon : ringIcon}<span .textContent=${sentence}></span>${
      duration === undefined ? nothing : html`<span class="clock" aria-hidden="true"
        .textContent=${formatDuration(duration, t.locale)}></span>`}</p>${
      hints.map((hint) => html`<p .textContent=${hint}></p>`)}`;
  }

  /** Its choice is the account's, for later calls, too. */
  #renderPhoneSelect(t: CallTranslator): TemplateResult {
    void loadNumberSelect();
    const {account} = this.host;
    // The user's own phone is read by the account's country, not by that of the other party.
    const country = getPageStore(account).session.get().user?.country;
    return html`<rc-number-select kind="from" required label=${t('ask.phone')} account=${account}
      country=${country ?? nothing}></rc-number-select>`;
  }

  /** Null also if its script could not be loaded. */
  get #phoneSelect(): NumberSelect | null {
    const select = this.#element?.querySelector('rc-number-select');
    return select && 'reportValidity' in select ? select : null;
  }

  /** Whether a click in the card counts. Points the user to a phone that is still to be chosen. */
  #acceptsClick(): boolean {
    if (this.host.activationGuard.isHeld()) return false;
    return this.#phoneSelect?.reportValidity() ?? true;
  }

  #renderAppLink(scheme: LinkScheme | null, t: CallTranslator): TemplateResult | typeof nothing {
    const uri = scheme && this.host.callLinks?.[scheme];
    if (!uri) return nothing;
    return html`<a class="action" href=${uri} @click=${openCallLink}>${t(`ways.${scheme}`)}</a>`;
  }

  #renderCopyButton(content: OtherApps, t: CallTranslator): TemplateResult | typeof nothing {
    const {destination} = this.host;
    if (destination.kind !== 'number' || !navigator.clipboard) return nothing;
    const {e164} = destination.number;
    const {isCopied} = content;
    const copy = async (): Promise<void> => {
      content.isCopied = await navigator.clipboard.writeText(e164).then(() => true, () => false);
      if (content.isCopied) announceSentence(getPageStore(this.host.account), t('ways.copied'));
      this.host.requestUpdate();
    };
    // A frame or a policy may deny the clipboard: then the user copies the number by hand.
    const number = isCopied === false ? html`<bdi dir="ltr">${formatNumber(e164)}</bdi>` : nothing;
    return html`${number} <button type="button" class="action" @click=${copy}
      >${isCopied ? doneIcon : nothing}<span .textContent=${
        t(isCopied ? 'ways.copied' : 'ways.copy')}></span></button>`;
  }

  readonly #handleRetry = (): void => {
    if (!this.#acceptsClick()) return;
    this.host.activationGuard.hold();
    this.actions.retry();
  };
}

/** Contents that a press elsewhere closes: they ask nothing, and tell of nothing that goes on. */
export const CLOSED_BY_PRESS: readonly CardContent['kind'][] = ['other-apps', 'refusal', 'failure'];

/** A click in the card is not one on the page's link around the button. */
function keepInCard(event: Event): void {
  const isControlOfItsOwn = event.target instanceof Element &&
    event.target.closest('a, rc-number-select') !== null;
  if (!isControlOfItsOwn) event.preventDefault();
}

function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}

/** Without it the card still has its question, its buttons and its link. */
function loadNumberSelect(): Promise<unknown> {
  return import('../number-select/define.js').catch(() => undefined);
}
