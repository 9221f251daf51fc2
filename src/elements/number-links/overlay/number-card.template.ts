/** The content of the card of a number. */
import {html, nothing, type TemplateResult} from 'lit';
import {doneIcon, ringIcon, stopIcon, warnIcon} from '../../internal/call-icons.js';
import {
  actionErrorSentence, calleeLabel, canHangUp, describeCall, isFinal, type CallTranslator,
} from '../../internal/call-sentences.js';
import type {Call, Phase} from '../../../store/types.js';
import {copyIcon} from './copy-number.js';
import type {NumberControls} from './number-controls.js';

interface NumberCardContent {
  readonly t: CallTranslator;
  /** As users read it. */
  readonly number: string;
  /** The contact's name; may be empty. */
  readonly name: string;
  readonly call: Call | null;
  readonly controls: NumberControls;
  readonly isCopied: boolean;
  readonly onClose: () => void;
  readonly onCopy: () => void;
}

export function numberCardTemplate(content: NumberCardContent): TemplateResult {
  const {t, number, name, call, isCopied, onClose, onCopy} = content;
  const copyLabel = t(isCopied ? 'ways.copied' : 'ways.copy');
  return html`<div class="card surface" part="card" role="group" popover="manual"
    lang=${t.language} dir=${t.direction} aria-label=${t('card', {who: name || number})}>
    <div class="head"><p class="who">${name
      ? html`<bdi class="name" .textContent=${name}></bdi> `
      : nothing}<bdi class="number" dir="ltr" .textContent=${number}></bdi></p>
      <button type="button" class="action bare close" aria-label=${t('close')} @click=${onClose}
      >${stopIcon}</button></div>
    <div class="row"><div class="buttons"></div>
      <button type="button" class="action copy" aria-label=${copyLabel} title=${copyLabel}
        @click=${onCopy}>${isCopied ? doneIcon : copyIcon}</button></div>
    ${call && !call.error ? callTemplate(call, content) : nothing}
    <div class="unseen" role="status"></div>
  </div>`;
}

/** The card shows the number above the button; screen readers get it in the button's name. */
export function callButtonLabel(number: string, t: CallTranslator): TemplateResult {
  return html`${t('ask.yes')} <span class="unseen" dir="ltr">${number}</span>`;
}

function callTemplate(call: Call, content: NumberCardContent): TemplateResult {
  const {controls, t} = content;
  const buttons = controls.render(call, t);
  return html`<div class="call">${buttons ? html`<div class="controls">${buttons}</div>` : nothing}
    <div class="words"><p class="status ${call.phase}">${phaseIcon(call.phase)}<span>${
      sentences(call, content).map((sentence) => html`<span class="sentence"
        .textContent=${sentence}></span> `)}</span></p>
    ${errorTemplate(call, content)}</div></div>`;
}

function errorTemplate(
  call: Call, {controls, name, t}: NumberCardContent,
): TemplateResult | typeof nothing {
  const error = controls.errorOf(call);
  if (!error) return nothing;
  const sentence = actionErrorSentence(error, name || calleeLabel(call), t);
  return html`<p class="error">${warnIcon}<span .textContent=${sentence}></span></p>`;
}

/** Adds to the button's label: the phase beside "Cancel" and "Hang up", a hint beside "Connected". */
function sentences(call: Call, {controls, name, t}: NumberCardContent): readonly string[] {
  const {sentence, hints} = describeCall(call, t, {
    who: name || calleeLabel(call),
    isUndoneHere: controls.isUndoneHere(call),
    sound: controls.soundOf(call),
  });
  const isOnButton = call.phase === 'connected' && !canHangUp(call);
  return isOnButton ? hints : [sentence, ...hints];
}

function phaseIcon(phase: Phase): TemplateResult {
  if (phase === 'connected') return doneIcon;
  return isFinal(phase) ? stopIcon : ringIcon;
}
