import {html, nothing, type TemplateResult} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {Call, ErrorCode} from '../../store/types.js';
import {announceSentence} from '../internal/announcer.js';
import {callSound, isBrowserCall} from '../internal/browser-call.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import {doneIcon, ringIcon, stopIcon, warnIcon} from '../internal/call-icons.js';
import {
  actionErrorSentence, describeCall, errorSentence, failureSentence, givenUpSentence,
  type CallTranslator,
} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {formatNumber} from '../internal/number-format.js';
import type {CallButtonHost} from './call-button-host.js';
import type {
  CardContent, FailureContent, GivenUpContent, NotDoneContent, OtherAppsContent, ProgressContent,
  Question, RefusalContent,
} from './card-content.js';
import {LINK_SCHEMES, unparsedDestination, type LinkScheme} from './destination.js';
import {openCallLink} from './open-link.js';
import {phoneWarning} from './phone-warning.js';

interface CardView {
  readonly button: CallButtonHost;
  readonly t: CallTranslator;
  /** The other party, by the call where there is one. */
  readonly who: string;
  readonly onClose: () => void;
  /** Calls again. */
  readonly onRetry: () => void;
}

type NumberSelect = HTMLElementTagNameMap['rc-number-select'];

const numberSelectPart = new LazyPart((_query) => import('../number-select/define.js'));

/** Errors without a call that a second try may overcome. */
const RETRYABLE_CODES: readonly ErrorCode[] = [
  'call-in-progress', 'rate-limited', 'offline', 'unknown',
];

/** Errors whose sentences say to choose another phone, by code or reason. */
const PHONE_ERRORS: readonly (string | undefined)[] = [
  'from-invalid', 'microphone-missing', 'blocked-by-page',
];

export function callCardTemplate(content: CardContent, view: CardView): TemplateResult {
  const {t, who, onClose} = view;
  return html`<div part="message" class="message surface" role="group" popover="manual"
    lang=${t.language} dir=${t.direction} aria-label=${t('card', {who})}
    @click=${keepInCard} @keydown=${ignoreHeldEnter}
  >${contentTemplate(content, view)}<button type="button" class="action bare close"
    aria-label=${t('close')} @click=${onClose}>${stopIcon}</button></div>`;
}

function contentTemplate(content: CardContent, view: CardView): TemplateResult {
  switch (content.kind) {
    case 'question': return questionTemplate(content, view);
    case 'other-apps': return otherAppsTemplate(content, view);
    case 'given-up': return givenUpTemplate(content, view);
    case 'waiting': return waitingTemplate(view);
    case 'not-done': return notDoneTemplate(content, view);
    case 'progress': return progressTemplate(content, view);
    default: return errorTemplate(content, view);
  }
}

function questionTemplate({about, answer}: Question, view: CardView): TemplateResult {
  const {button, t, who} = view;
  const agree = (): void => {
    if (acceptsClick(button)) answer(true);
  };
  return html`${about === 'phone'
    ? phoneSelectTemplate(view)
    : html`<p class="ask">${warnIcon}<span .textContent=${t(`ask.${about}`, {who})}></span></p>`}
    <div class="actions">
      <button type="button" class="action primary" @click=${agree}>${t('ask.yes')}</button>
      <button type="button" class="action" @click=${() => answer(false)}>${t('ask.no')}</button>
    </div>`;
}

function otherAppsTemplate(content: OtherAppsContent, view: CardView): TemplateResult {
  const otherSchemes = LINK_SCHEMES.filter((scheme) => scheme !== content.usedScheme);
  return html`<p><span>${view.t('ways.question')}</span></p>
    <div class="actions">${otherSchemes.map((scheme) => appLinkTemplate(scheme, view))}
      ${copyButtonTemplate(content, view)}</div>`;
}

function errorTemplate(
  {error, ...rest}: RefusalContent | FailureContent, view: CardView,
): TemplateResult {
  const {button, t, who, onRetry} = view;
  const {element: {disabled, from}, linkScheme, guard} = button;
  const phase = 'call' in rest ? rest.call.phase : undefined;
  const canRetry = !disabled && (phase !== undefined || RETRYABLE_CODES.includes(error.code));
  const needsPhone = !from && [error.code, error.why].some((cause) => PHONE_ERRORS.includes(cause));
  const retry = (): void => {
    if (!acceptsClick(button)) return;
    guard.hold();
    onRetry();
  };
  const sentence = 'call' in rest
    ? failureSentence(rest.call, error, who, t)
    : errorSentence(error, who, t);
  const missesPhone = 'call' in rest && error.leg === 'caller';
  return html`<p class="error">${warnIcon}<span .textContent=${sentence}></span></p>
    ${missesPhone ? phoneWarningTemplate(rest.call, view) : nothing}
    ${needsPhone ? phoneSelectTemplate(view) : nothing}
    <div class="actions">${canRetry
      ? html`<button type="button" class="action primary" @click=${retry}
        >${t(phase === 'unconfirmed' ? 'again' : 'retry')}</button>`
      : nothing}${appLinkTemplate(linkScheme, view)}</div>`;
}

/** The button itself hangs up again: "Try again" would place another call. */
function notDoneTemplate({error}: NotDoneContent, {t, who}: CardView): TemplateResult {
  const sentence = actionErrorSentence(error, who, t);
  return html`<p class="error">${warnIcon}<span .textContent=${sentence}></span></p>`;
}

function progressTemplate({call}: ProgressContent, view: CardView): TemplateResult {
  const {button, t, who} = view;
  const isConnected = call.phase === 'connected';
  const store = getPageStore(button.element.account);
  const sessionState = store.session.get().state;
  const sound = isBrowserCall(call) ? callSound(call, store) : undefined;
  const {sentence, hints} = describeCall(call, t, {who, sessionState, sound});
  const duration = connectedDuration(call);
  return html`<p class=${isConnected ? 'connected' : 'wait'}>${
    isConnected ? doneIcon : ringIcon}<span .textContent=${sentence}></span>${
    duration === undefined ? nothing : html`<span class="clock" aria-hidden="true"
      .textContent=${formatDuration(duration, t.locale)}></span>`}</p>${
    sound?.error
      ? html`<p class="error">${warnIcon}<span .textContent=${errorSentence(sound.error, who, t)}
        ></span></p>`
      : nothing}${
    hints.map((hint) => html`<p .textContent=${hint}></p>`)}${
    call.phase === 'ringing-caller' ? phoneWarningTemplate(call, view) : nothing}`;
}

function phoneWarningTemplate(
  {from}: Call, {button}: CardView,
): TemplateResult | typeof nothing {
  const sentence = phoneWarning(button, getPageStore(button.element.account), from);
  return sentence ? html`<p .textContent=${sentence}></p>` : nothing;
}

function givenUpTemplate(call: GivenUpContent, {t}: CardView): TemplateResult {
  const sentence = givenUpSentence(call, t);
  return html`<p class="error">${warnIcon}<span .textContent=${sentence}></span></p>`;
}

function waitingTemplate({t}: CardView): TemplateResult {
  return html`<p class="wait">${ringIcon}<span .textContent=${t('phase.placing')}></span></p>`;
}

/** Its choice is the account's, for later calls, too. */
function phoneSelectTemplate({button: {element: {account}}, t}: CardView): TemplateResult {
  void loadNumberSelect();
  // The user's own phone is read by the account's country, not by that of the other party.
  const country = getPageStore(account).session.get().user?.country;
  return html`<rc-number-select kind="from" required label=${t('ask.phone')} account=${account}
    country=${country ?? nothing}></rc-number-select>`;
}

function appLinkTemplate(
  scheme: LinkScheme | null, {button, t}: CardView,
): TemplateResult | typeof nothing {
  const digitsUri = scheme && writtenDigitsUri(button);
  const uri = digitsUri || (scheme && button.callLinks?.[scheme]);
  if (!uri) return nothing;
  const label = t(digitsUri ? 'ways.tel' : `ways.${scheme}`);
  return html`<a class="action" href=${uri} @click=${openCallLink}>${label}</a>`;
}

/** The device's own phone can dial what is no number for us, as long as it is all digits. */
export function writtenDigitsUri(
  {destination, writtenNumber}: Pick<CallButtonHost, 'destination' | 'writtenNumber'>,
): string | undefined {
  if (destination.kind !== 'invalid') return undefined;
  // Of two numbers with a slash between them, the first one.
  const [, number = writtenNumber] = /^((?:\D*\d){7,}\D*)\//.exec(writtenNumber) ?? [];
  const isDialable = /^(?:tel:)?\+?(?:[ ()./-]*\d){3,15} *$/i.test(number);
  return isDialable ? unparsedDestination(number).links?.tel : undefined;
}

function copyButtonTemplate(
  content: OtherAppsContent, {button, t}: CardView,
): TemplateResult | typeof nothing {
  const {destination, element} = button;
  if (destination.kind !== 'number' || !navigator.clipboard) return nothing;
  const {e164} = destination.number;
  const {isCopied} = content;
  const copy = async (): Promise<void> => {
    content.isCopied = await navigator.clipboard.writeText(e164).then(() => true, () => false);
    if (content.isCopied) announceSentence(getPageStore(element.account), t('ways.copied'));
    element.requestUpdate();
  };
  // A frame or a policy may deny the clipboard: then the user copies the number by hand.
  const number = isCopied === false ? html`<bdi dir="ltr">${formatNumber(e164)}</bdi>` : nothing;
  return html`${number} <button type="button" class="action" @click=${copy}
    >${isCopied ? doneIcon : nothing}<span .textContent=${
      t(isCopied ? 'ways.copied' : 'ways.copy')}></span></button>`;
}

/** Null also if its script could not be loaded. */
export function phoneSelectOf({element: {renderRoot}}: CallButtonHost): NumberSelect | null {
  const select = renderRoot.querySelector('rc-number-select');
  return select && 'reportValidity' in select ? select : null;
}

/** Without it the card still has its question, its buttons and its link. */
export function loadNumberSelect(): Promise<unknown> {
  return numberSelectPart.loadNow().catch(() => undefined);
}

/** Whether a click in the card counts. Points the user to a phone that is still to be chosen. */
function acceptsClick(button: CallButtonHost): boolean {
  const {guard} = button;
  if (guard.isHeld()) {
    guard.hold();
    return false;
  }
  return phoneSelectOf(button)?.reportValidity() ?? true;
}

/** A click in the card is not one on the page's link around the button. */
function keepInCard(event: Event): void {
  const [target] = event.composedPath();
  if (!(target instanceof Element) || target.closest('a')) return;
  event.preventDefault();
  target.closest('label')?.control?.focus();
}

function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}
