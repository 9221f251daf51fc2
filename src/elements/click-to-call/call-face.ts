/**
 * The face of the button during a call: one value for its look, its name and the effect of a click.
 */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call} from '../../store/types.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import {stopIcon, waitIcon} from '../internal/call-icons.js';
import {isCancelable, type CallTranslator} from '../internal/call-sentences.js';
import {phoneIcon} from '../internal/icons.js';

export interface ButtonState {
  readonly kind: 'cancel' | 'wait' | 'connected';
  readonly icon: TemplateResult;
  readonly label: string;
  /** Shown, but hidden from screen readers: they would read it out every second. */
  readonly clock?: string;
  /** Accessible name, where the label does not say enough. */
  readonly name?: string;
  readonly hint?: string;
  /** Handles a click; absent = a click has no effect. */
  readonly activate?: () => void;
}

interface FaceOptions {
  readonly t: CallTranslator;
  /** The other party. */
  readonly who: string;
  readonly cancel: () => void;
  readonly toggleCard: () => void;
}

/** The face while a call can be canceled, also before there is one. */
export function cancelFace({t, who, cancel}: Omit<FaceOptions, 'toggleCard'>): ButtonState {
  const name = t('cancel-call', {who});
  return {kind: 'cancel', icon: stopIcon, label: t('cancel'), name, activate: cancel};
}

/** The face during a call. */
export function callFace(call: Call, options: FaceOptions): ButtonState {
  if (isCancelable(call)) return cancelFace(options);
  const {t, toggleCard} = options;
  if (call.phase === 'canceling') return {kind: 'wait', icon: waitIcon, label: t('canceling')};
  return {
    kind: 'connected',
    icon: phoneIcon,
    label: t('phase.connected'),
    clock: formatDuration(connectedDuration(call) ?? 0, t.locale),
    hint: t('hint.hang-up'),
    activate: toggleCard,
  };
}

/** Names what a press on the button does during a call; another action is another name. */
export function callAction(call: Call, isOwn: boolean): string {
  if (call.phase === 'canceling') return 'none';
  if (!isCancelable(call)) return `show ${call.key}`;
  // The user can cancel at any time what this button began.
  return isOwn ? 'cancel' : `cancel ${call.key}`;
}

/**
 * Icon, label and clock inside the button, which stays as wide as `idleLabel`. Words are set as the
 * text of their element: a translator of the browser may have replaced the text node.
 */
export function renderButtonContent(
  {icon, label, clock}: ButtonState, idleLabel: string,
): TemplateResult {
  const [firstWord = ''] = label.split(' ', 1);
  const time = clock
    ? html` <span aria-hidden="true" .textContent=${clock}></span>`
    : nothing;
  return html`<span part="icon">${icon}</span><span part="label" class="live-label"
    data-idle-label=${idleLabel} data-first-word=${firstWord}
    ><span class="live-text"><span .textContent=${label}></span>${time}</span></span>`;
}
