/** Buttons and notes that a card has where this browser is a phone. */
import {html, nothing, type TemplateResult} from 'lit';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {createTranslator} from '../../i18n/translator.js';
import type {Inbound, Store} from '../../store/types.js';
import {callSound} from '../internal/browser-call.js';
import {controlsTemplate} from '../internal/call-controls.template.js';
import {hangUpIcon, warnIcon} from '../internal/call-icons.js';
import {
  actionErrorSentence, errorSentence, type CallTranslator,
} from '../internal/call-sentences.js';
import {phoneIcon} from '../internal/icons.js';
import type {AnswerAction} from './call-answers.js';
import {inboundState, type InboundTranslator} from './caller.js';
import type {CardActions} from './card-actions.js';

type Rendered = TemplateResult | typeof nothing;

interface PhoneContext {
  readonly t: InboundTranslator;
  readonly callTranslator: CallTranslator;
  readonly store: Store | undefined;
  readonly actions: CardActions;
}

export const canAnswer = ({can}: Inbound): boolean => can?.includes('answer') === true;

/** In which tab the call is, and what has gone wrong. */
export function phoneNotesTemplate(inbound: Inbound, context: PhoneContext): Rendered {
  const {callTranslator, actions: {answers, controls}} = context;
  const actionError = answers.errorOf(inbound) ?? controls.errorOf(inbound);
  const notes = tabNotes(inbound, context);
  const problems = [
    soundProblem(inbound, context),
    actionError && actionErrorSentence(actionError, '', callTranslator),
  ].filter((problem) => problem !== undefined);
  if (notes.length + problems.length === 0) return nothing;
  return html`${notes.map((note) => html`<p class="way" .textContent=${note}></p>`)}${
    problems.map((problem) => html`<p part="error" class="bad">${warnIcon}<span
      .textContent=${problem}></span></p>`)}`;
}

/** Nothing of a call that no browser carries. */
function tabNotes(inbound: Inbound, {t, callTranslator, store}: PhoneContext): readonly string[] {
  const {tab} = inbound;
  const state = inboundState(inbound);
  const isOther = tab === 'other';
  if (state === 'ringing') return ringNotes(inbound, t, callTranslator);
  if (state !== 'answered' || !tab || !store) return [];
  if (isOther) return [t('inbound.talks-elsewhere')];
  const {isReconnecting} = callSound(inbound, store);
  return [
    ...isReconnecting ? [callTranslator('hint.reconnecting')] : [],
    callTranslator('hint.keep-tab'),
  ];
}

/** Why a call that rings here, too, cannot be answered here. */
function ringNotes(
  {tab, can = []}: Inbound, t: InboundTranslator, callTranslator: CallTranslator,
): readonly string[] {
  if (tab === 'other') return [t('inbound.other-tab')];
  // Another call has the sound of this browser.
  const isTaken = can.includes('decline') && !can.includes('answer');
  return isTaken ? [callTranslator('error.call-in-progress')] : [];
}

/** Why a call that goes on here cannot be heard. */
function soundProblem(
  inbound: Inbound, {store, callTranslator}: PhoneContext,
): string | undefined {
  const isAnswered = inboundState(inbound) === 'answered';
  if (!isAnswered || inbound.tab !== 'this' || !store) return undefined;
  const {error} = callSound(inbound, store);
  return error && errorSentence(error, '', callTranslator);
}

/** The buttons of a call that rings, or of one that was answered here. */
export function answerTemplate(inbound: Inbound, context: PhoneContext): Rendered {
  const {callTranslator, actions: {controls}} = context;
  if (inboundState(inbound) === 'ringing') return answerButtonsTemplate(inbound, context);
  if (controls.offeredFor(inbound).length === 0) return nothing;
  const statusTranslator = createTranslator(callStatusWords, callTranslator.locale);
  return html`<div class="actions talk">${
    controlsTemplate(inbound, {t: callTranslator, statusTranslator, controls})}</div>`;
}

function answerButtonsTemplate(
  inbound: Inbound, {t, actions}: PhoneContext,
): Rendered {
  const {can = []} = inbound;
  const buttons = {
    answer: {className: 'action primary answer', icon: phoneIcon},
    decline: {className: 'action decline', icon: hangUpIcon},
  };
  const offered = (['answer', 'decline'] as const).filter((action) => can.includes(action));
  if (offered.length === 0) return nothing;
  const press = (action: AnswerAction) => (event: MouseEvent): void =>
    actions.answer(event, inbound, action);
  return html`<div class="actions answers">${offered.map((action) => html`<button type="button"
    part=${action} class=${buttons[action].className} @click=${press(action)}
    aria-disabled=${actions.answers.isBusy(inbound) || nothing}
    >${buttons[action].icon}<span .textContent=${t(`inbound.${action}`)}></span></button>`)}</div>`;
}
