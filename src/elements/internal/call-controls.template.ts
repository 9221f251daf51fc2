/** The buttons that hang up, hold and mute a call. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Call} from '../../store/types.js';
import {BUTTON_ACTIONS, type ButtonAction} from './call-actions.js';
import {hangUpIcon, holdIcon, muteIcon} from './call-icons.js';
import {
  calleeLabel, type CallTranslator, type StatusTranslator,
} from './call-sentences.js';
import type {CallControls} from './call-controls.js';

interface ControlsContext {
  readonly t: CallTranslator;
  readonly statusTranslator: StatusTranslator;
  readonly controls: CallControls;
}

interface ActionButton {
  readonly icon: TemplateResult;
  readonly label: string;
  /** Accessible name, where the label does not say enough. */
  readonly name?: string;
  /** Whether it is on, as the platform says; undefined = unknown, or no toggle button. */
  readonly isPressed?: boolean | undefined;
}

/** Each action keeps its own button: another one in its place would get the focus. */
export function controlsTemplate(
  call: Call, context: ControlsContext,
): (TemplateResult | typeof nothing)[] {
  const {controls} = context;
  const offered = controls.offeredFor(call);
  return BUTTON_ACTIONS.map((action) => {
    if (!offered.includes(action)) return nothing;
    const {icon, label, name, isPressed} = actionButton(call, action, context);
    return html`<button type="button" part=${action} class="action ${action}"
      aria-label=${name ?? nothing} aria-pressed=${isPressed ?? nothing}
      aria-disabled=${controls.isBusy(call, action) || nothing}
      @click=${() => void controls.press(call, action)}
      >${icon}<span .textContent=${label}></span></button>`;
  });
}

function actionButton(
  call: Call, action: ButtonAction, {t, statusTranslator}: ControlsContext,
): ActionButton {
  switch (action) {
    case 'hang-up': return {
      icon: hangUpIcon,
      label: t('hang-up'),
      name: t('hang-up-call', {who: calleeLabel(call)}),
    };
    case 'hold': return {
      icon: holdIcon, label: statusTranslator('status.hold'), isPressed: call.held,
    };
    case 'mute': return {
      icon: muteIcon, label: statusTranslator('status.mute'), isPressed: call.muted,
    };
  }
}
