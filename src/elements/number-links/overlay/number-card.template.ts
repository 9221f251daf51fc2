/** The content of the card of a number. */
import {html, nothing, type TemplateResult} from 'lit';
import {doneIcon, ringIcon, stopIcon} from '../../internal/call-icons.js';
import {
  calleeLabel, canHangUp, describeCall, isFinal, type CallTranslator,
} from '../../internal/call-sentences.js';
import type {Call, Phase} from '../../../store/types.js';
import {copyIcon} from './copy-number.js';

interface NumberCardContent {
  readonly t: CallTranslator;
  /** As users read it. */
  readonly number: string;
  /** The contact's name; may be empty. */
  readonly name: string;
  readonly call: Call | null;
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
    ${call && !call.error ? statusTemplate(call, name, t) : nothing}
    <div class="unseen" role="status"></div>
  </div>`;
}

/** The card shows the number above the button; screen readers get it in the button's name. */
export function callButtonLabel(number: string, t: CallTranslator): TemplateResult {
  return html`${t('ask.yes')} <span class="unseen" dir="ltr">${number}</span>`;
}

function statusTemplate(call: Call, name: string, t: CallTranslator): TemplateResult {
  return html`<p class="status ${call.phase}">${phaseIcon(call.phase)}<span>${
    sentences(call, name, t).map((sentence) => html`<span class="sentence"
      .textContent=${sentence}></span> `)}</span></p>`;
}

/** Adds to the button's label: the phase beside "Cancel" and "Hang up", a hint beside "Connected". */
function sentences(call: Call, name: string, t: CallTranslator): readonly string[] {
  const {sentence, hints} = describeCall(call, t, {who: name || calleeLabel(call)});
  const isOnButton = call.phase === 'connected' && !canHangUp(call);
  return isOnButton ? hints : [sentence, ...hints];
}

function phaseIcon(phase: Phase): TemplateResult {
  if (phase === 'connected') return doneIcon;
  return isFinal(phase) ? stopIcon : ringIcon;
}
