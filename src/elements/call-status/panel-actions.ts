/** The actions of the user on the calls of a panel. */
import type {Call} from '../../store/types.js';
import {CallControls} from '../internal/call-controls.js';
import {calleeLabel} from '../internal/call-sentences.js';
import {HeldButtons} from '../internal/held-buttons.js';
import {LazyPhoneControls} from '../internal/lazy-phone-controls.js';
import type {PhoneControlsHost} from '../internal/phone-host.js';
import type {StoreController} from '../internal/store-controller.js';
import {CallRetries} from './call-retries.js';
import type {PanelRegion} from './panel-region.js';
import {wantedActions} from './wanted-actions.js';

interface ActionsHost extends PhoneControlsHost {
  /** As the attribute. */
  readonly controls: string;
}

export class PanelActions {
  readonly retries: CallRetries;
  readonly controls: CallControls;
  readonly phone: LazyPhoneControls;
  readonly #buttons = new HeldButtons();

  constructor(
    host: ActionsHost,
    private readonly store: StoreController,
    region: PanelRegion,
  ) {
    this.retries = new CallRetries(host, store, this.#buttons, region);
    this.phone = new LazyPhoneControls(host, {
      store: () => store.value,
      language: () => region.voice,
      onKeysSent: (call, error) => this.controls.handleKeys(call, error),
    });
    this.controls = new CallControls<Call>({
      store: () => store.value,
      buttons: this.#buttons,
      wanted: () => wantedActions(host.controls),
      keypad: this.phone,
      nameOf: calleeLabel,
      voice: () => region.voice,
      onChange: () => host.requestUpdate(),
    });
  }

  /** Call it before the panel renders. */
  follow(calls: readonly Call[]): void {
    for (const part of [this.#buttons, this.retries, this.controls]) part.follow(calls);
  }

  /** The call has just begun, or its buttons have changed. */
  areHeld(call: Call | undefined): boolean {
    return this.#buttons.areHeld(call);
  }

  cancel(call: Call): void {
    if (!this.#buttons.areHeld(call)) void this.store.value?.cancel(call.key);
  }

  /** Returns whether the call goes. */
  dismiss(call: Call): boolean {
    if (this.#buttons.ignoreClick(call)) return false;
    this.store.value?.dismiss(call.key);
    this.retries.withdraw(call);
    return true;
  }
}
