/** The buttons of a running call. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call, CallAction} from '../../store/types.js';
import {BUTTON_ACTIONS} from './call-actions.js';
import {hangUpIcon, holdIcon, keypadIcon, muteIcon} from './call-icons.js';
import type {CallTranslator, StatusTranslator} from './call-sentences.js';
import type {CallControls} from './call-controls.js';
import type {ControlledCall} from './controlled-call.js';

interface ControlsContext<AnyCall extends ControlledCall> {
  readonly t: CallTranslator;
  readonly statusTranslator: StatusTranslator;
  readonly controls: CallControls<AnyCall>;
  /** The callee, for the accessible name of "Hang up"; absent = the label says enough. */
  readonly who?: string;
}

interface ActionButton {
  readonly icon: TemplateResult;
  readonly label: string;
  /** Accessible name, where the label does not say enough. */
  readonly name?: string | undefined;
  /** Whether it is on, as the platform says; undefined = unknown, or no toggle button. */
  readonly isPressed?: boolean | undefined;
  /** Whether what it shows is open. */
  readonly isExpanded?: boolean | undefined;
}

/** Each action keeps its own button: another one in its place would get the focus. */
export function controlsTemplate<AnyCall extends ControlledCall = Call>(
  call: AnyCall, context: ControlsContext<AnyCall>,
): (TemplateResult | typeof nothing)[] {
  const {controls} = context;
  const offered = controls.offeredFor(call);
  return BUTTON_ACTIONS.map((action) => {
    if (!offered.includes(action)) return nothing;
    const {icon, label, name, isPressed, isExpanded} = actionButton(call, action, context);
    return html`<button type="button" part=${action} class="action ${action}"
      aria-label=${name ?? nothing} aria-pressed=${isPressed ?? nothing}
      aria-expanded=${isExpanded ?? nothing}
      aria-disabled=${controls.isBusy(call, action) || nothing}
      @click=${() => void controls.press(call, action)}
      >${icon}<span .textContent=${label}></span></button>`;
  });
}

function actionButton<AnyCall extends ControlledCall>(
  call: AnyCall, action: CallAction, context: ControlsContext<AnyCall>,
): ActionButton {
  const {t, statusTranslator, controls, who} = context;
  switch (action) {
    case 'hang-up': return {
      icon: hangUpIcon, label: t('hang-up'), name: who && t('hang-up-call', {who}),
    };
    case 'hold': return {
      icon: holdIcon, label: statusTranslator('status.hold'), isPressed: call.held,
    };
    case 'mute': return {
      icon: muteIcon, label: statusTranslator('status.mute'), isPressed: call.muted,
    };
    case 'keypad': return {
      icon: keypadIcon, label: statusTranslator('status.keypad'),
      isExpanded: controls.keypad?.isOpen(call),
    };
  }
}
