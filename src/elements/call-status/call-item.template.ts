/** One call in the panel: its legs, what is known of it, and what the user can do. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call, Phase, Store} from '../../store/types.js';
import {keysToPress} from '../../phone/dialable-number.js';
import {callSound, isBrowserCall, type CallSound} from '../internal/browser-call.js';
import {controlsTemplate} from '../internal/call-controls.template.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import {doneIcon, ringIcon, stopIcon, waitIcon, warnIcon} from '../internal/call-icons.js';
import {
  actionErrorSentence, calleeLabel, describeCall, errorSentence, failureSentence, isCancelable,
  isFinal, type CallTranslator, type StatusTranslator,
} from '../internal/call-sentences.js';
import {legState, type LegState} from '../internal/call-legs.js';
import {phoneIcon} from '../internal/icons.js';
import {formatNumber} from '../internal/number-format.js';
import type {LazyNotes} from './lazy-notes.js';
import type {PanelActions} from './panel-actions.js';

type Rendered = TemplateResult | typeof nothing;

const LEG_ICONS: Readonly<Record<LegState, TemplateResult>> = {
  'waiting': waitIcon,
  'ringing': ringIcon,
  'calling': ringIcon,
  'answered': doneIcon,
  'connected': phoneIcon,
  'ended': doneIcon,
  'busy': stopIcon,
  'no-answer': stopIcon,
  'canceled': stopIcon,
  'failed': warnIcon,
  'not-connected': warnIcon,
  'unknown': warnIcon,
};

/** Words of the button that calls again, by the phases that have one. */
const RETRY_LABELS: Readonly<Partial<Record<Phase, 'retry' | 'again'>>> = {
  failed: 'retry',
  unconfirmed: 'again',
};

export interface PanelContext {
  readonly t: CallTranslator;
  readonly statusTranslator: StatusTranslator;
  readonly store: Store | undefined;
  readonly actions: PanelActions;
  readonly notes: LazyNotes;
  readonly onDismiss: (call: Call) => void;
}

/**
 * Words that change are set as `textContent`: an extension that translates the page replaces text
 * nodes, and Lit would go on writing into the old ones.
 */
export function callItemTemplate(call: Call, context: PanelContext): TemplateResult {
  const {statusTranslator} = context;
  const who = calleeLabel(call);
  return html`<li part="call" class="call ${call.phase}">
    <div class="head">
      <span class="party"><bdi class="who" .textContent=${who}></bdi>${call.name
        ? html`<bdi class="number" dir="ltr" .textContent=${formatNumber(call.to)}></bdi>`
        : nothing}</span>
      ${timerTemplate(call, statusTranslator)}
    </div>
    <ol class="legs" role="list">
      ${legTemplate(legState(call, 'caller'), callerName(call, context), statusTranslator)}
      ${legTemplate(legState(call, 'callee'), who, statusTranslator)}
    </ol>
    <div class="below"><div class="words">${wordsTemplate(call, context)}</div>${
      actionsTemplate(call, context)}</div>
    ${context.actions.phone.template(call)}
    ${context.notes.template(call)}
  </li>`;
}

function callerName(call: Call, {statusTranslator}: PanelContext): string {
  return statusTranslator(isBrowserCall(call) ? 'leg.browser' : 'leg.caller');
}

function timerTemplate(call: Call, {locale}: StatusTranslator): Rendered {
  const duration = connectedDuration(call);
  const isRunning = call.phase === 'connected' || call.endedAt !== undefined;
  if (duration === undefined || !isRunning) return nothing;
  return html`<span part="timer" class="timer" .textContent=${
    formatDuration(duration, locale)}></span>`;
}

function legTemplate(
  state: LegState, name: string, statusTranslator: StatusTranslator,
): TemplateResult {
  return html`<li part="leg" class="leg ${state}">
    <span class="dot">${LEG_ICONS[state]}</span>
    <bdi class="leg-name" .textContent=${name}></bdi>
    <span class="leg-state" .textContent=${statusTranslator(`leg.${state}`)}></span>
  </li>`;
}

function wordsTemplate(
  call: Call, {t, statusTranslator, store, actions: {retries, controls}}: PanelContext,
): TemplateResult {
  const {phase} = call;
  const sound = store && callSound(call, store);
  const extension = keysToPress(call);
  const error = retries.refusalOf(call) ?? call.error;
  const actionError = controls.errorOf(call);
  const question = retries.questionOf(call);
  const who = calleeLabel(call);
  const {sentence, hints} = describeCall(call, t, {
    sessionState: store?.session.get().state,
    hangsUp: controls.offeredFor(call).includes('hang-up'),
    isUndoneHere: controls.isUndoneHere(call),
    sound,
  });
  const isDialedLater = extension !== '' && phase !== 'connected' && !isFinal(phase);
  return html`<p class="sentence" .textContent=${sentence}></p>
    ${isDialedLater ? noteTemplate(statusTranslator('leg.then-dial', {extension})) : nothing}
    ${hints.map(noteTemplate)}
    ${error ? errorTemplate(failureSentence(call, error, who, t)) : nothing}
    ${soundErrorTemplate(call, sound, t)}
    ${actionError ? errorTemplate(actionErrorSentence(actionError, who, t)) : nothing}
    ${question ? noteTemplate(t(`ask.${question}`, {who})) : nothing}`;
}

/** Why a call that goes on cannot be heard. */
function soundErrorTemplate(
  call: Call, sound: CallSound | undefined, t: CallTranslator,
): Rendered {
  const error = isBrowserCall(call) && !isFinal(call.phase) && sound?.error;
  return error ? errorTemplate(errorSentence(error, calleeLabel(call), t)) : nothing;
}

function noteTemplate(sentence: string): TemplateResult {
  return html`<p class="note" .textContent=${sentence}></p>`;
}

function errorTemplate(sentence: string): TemplateResult {
  return html`<p part="error" class="note bad">${warnIcon}<span>${sentence}</span></p>`;
}

function actionsTemplate(call: Call, context: PanelContext): Rendered {
  const {statusTranslator, actions: {retries}, onDismiss} = context;
  if (!isFinal(call.phase)) return runningActionsTemplate(call, context);
  if (retries.questionOf(call)) return questionTemplate(call, context);
  return html`<div class="actions">${retryTemplate(call, context)}<button type="button"
    part="dismiss" class="action dismiss" @click=${() => onDismiss(call)}
    >${statusTranslator('status.dismiss')}</button></div>`;
}

/** Canceling has no effect once the user's phone is up: then a session can be hung up. */
function runningActionsTemplate(call: Call, context: PanelContext): Rendered {
  const {t, statusTranslator, actions} = context;
  const {controls} = actions;
  const offered = controls.offeredFor(call);
  const who = calleeLabel(call);
  const cancelButton = isCancelable(call) && !offered.includes('hang-up')
    ? html`<button type="button" part="cancel" class="action cancel"
      aria-label=${t('cancel-call', {who})} @click=${() => actions.cancel(call)}
      >${stopIcon}${t('cancel')}</button>`
    : nothing;
  const hasControls = offered.length > 0;
  if (!hasControls && cancelButton === nothing) return nothing;
  return html`<div class="actions" role=${hasControls ? 'group' : nothing}
    aria-label=${hasControls ? t('card', {who}) : nothing}>${
    cancelButton}${controlsTemplate(call, {t, statusTranslator, controls, who})}</div>`;
}

function questionTemplate(call: Call, {t, actions: {retries}}: PanelContext): TemplateResult {
  const answer = (isYes: boolean) => (): void => retries.answer(call, isYes);
  return html`<div class="actions"><button type="button" class="action primary"
    @click=${answer(true)}>${t('ask.yes')}</button><button type="button" class="action"
    @click=${answer(false)}>${t('ask.no')}</button></div>`;
}

function retryTemplate(call: Call, {t, actions: {retries}}: PanelContext): Rendered {
  const labelKey = RETRY_LABELS[call.phase];
  if (!labelKey || !retries.canRetry(call)) return nothing;
  return html`<button type="button" class="action" @click=${() => void retries.retry(call)}
    >${phoneIcon}${t(labelKey)}</button>`;
}
