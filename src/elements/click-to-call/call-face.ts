/**
 * The face of the button during a call: one value for its look, its name and the effect of a click.
 */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call} from '../../store/types.js';
import {isBrowserCall} from '../internal/browser-call.js';
import {connectedDuration, formatDuration} from '../internal/call-duration.js';
import {hangUpIcon, stopIcon, waitIcon} from '../internal/call-icons.js';
import {
  canHangUp, describeCall, isCancelable, type CallTranslator,
} from '../internal/call-sentences.js';
import {phoneIcon} from '../internal/icons.js';

const NO_BREAK_SPACE = '\u00a0';

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
  /** RingCentral has been asked to hang up. */
  readonly isBusy: boolean;
  readonly cancel: () => void;
  readonly hangUp: () => void;
  readonly toggleCard: () => void;
}

/** The face while a call can be canceled, also before there is one. */
export function cancelFace({t, who, cancel}: Pick<FaceOptions, 't' | 'who' | 'cancel'>): ButtonState {
  const name = t('cancel-call', {who});
  return {kind: 'cancel', icon: stopIcon, label: inOnePiece(t('cancel')), name, activate: cancel};
}

/** The face during a call. */
export function callFace(call: Call, options: FaceOptions): ButtonState {
  if (canHangUp(call)) return hangUpFace(call, options);
  if (isCancelable(call)) return cancelFace(options);
  const {t, toggleCard} = options;
  if (call.phase === 'canceling') {
    return {kind: 'wait', icon: waitIcon, label: inOnePiece(t('canceling'))};
  }
  return {
    kind: 'connected',
    icon: phoneIcon,
    label: inOnePiece(t('phase.connected')),
    clock: clockOf(call, t),
    ...(!isBrowserCall(call) && {hint: t('hint.hang-up')}),
    activate: toggleCard,
  };
}

function hangUpFace(call: Call, {t, who, isBusy, hangUp}: FaceOptions): ButtonState {
  return {
    kind: 'cancel',
    icon: hangUpIcon,
    label: inOnePiece(t('hang-up')),
    ...(call.phase === 'connected' && {clock: clockOf(call, t)}),
    name: t('hang-up-call', {who}),
    hint: describeCall(call, t, {who}).sentence,
    ...(!isBusy && {activate: hangUp}),
  };
}

function clockOf(call: Call, {locale}: CallTranslator): string {
  return formatDuration(connectedDuration(call) ?? 0, locale);
}

/** Names what a press on the button does during a call; another action is another name. */
export function callAction(call: Call, isOwn: boolean): string {
  if (canHangUp(call)) return `hang-up ${call.key}`;
  if (call.phase === 'canceling') return 'none';
  if (!isCancelable(call)) return `show ${call.key}`;
  // The user can cancel at any time what this button began.
  return isOwn ? 'cancel' : `cancel ${call.key}`;
}

/** Labels that a button has during a call. */
const LABEL_KEYS = ['cancel', 'canceling', 'hang-up', 'phase.connected'] as const;

/** The labels that must fit, in lines. */
const allLabels = (t: CallTranslator): string => LABEL_KEYS.map((key) => t(key)).join('\n');

/** A half of it would say nothing. */
const inOnePiece = (label: string): string => label.replaceAll(' ', NO_BREAK_SPACE);

/**
 * Icon, label and clock inside the button, which stays as wide as `idleLabel`, or as its longest
 * label. Words are set as the text of their element: a translator of the browser may have replaced
 * the text node.
 */
export function renderButtonContent(
  {icon, label, clock, name}: ButtonState, idleLabel: string, t: CallTranslator,
): TemplateResult {
  const time = clock ? clockTemplate(clock, name !== undefined) : nothing;
  return html`<span part="icon">${icon}</span><span part="label" class="live-label"
    data-idle-label=${idleLabel} data-labels=${allLabels(t)}
    ><span class="live-text"><span .textContent=${label}></span>${time}</span></span>`;
}

/** Beside a name of its own, the button's text must be part of that: the time is drawn by a style. */
function clockTemplate(clock: string, hasName: boolean): TemplateResult {
  return hasName
    ? html` <span aria-hidden="true" data-clock=${clock}></span>`
    : html` <span aria-hidden="true" .textContent=${clock}></span>`;
}
