/** The keypad and the sound, which only calls in the browser have. */
import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {callStatusWords} from '../../../i18n/en/call-status.js';
import {createTranslator} from '../../../i18n/translator.js';
import {keysToPress} from '../../../phone/dialable-number.js';
import {ActivationGuard} from '../activation-guard.js';
import type {StatusTranslator} from '../call-sentences.js';
import type {PhoneCall, PhoneControlsHost, PhoneSource} from '../phone-host.js';
import {addStyle} from '../window-styles.js';
import {keypadTemplate} from './keypad.template.js';
import {phoneControlsStyles} from './phone-controls.styles.js';
import {SentKeys} from './sent-keys.js';
import {soundTemplate} from './sound.template.js';
import {SoundMeters} from './sound-meters.js';

export class PhoneControls implements ReactiveController {
  readonly #sentKeys: SentKeys;
  readonly #guard = new ActivationGuard();

  constructor(private readonly host: PhoneControlsHost, private readonly source: PhoneSource) {
    this.#sentKeys = new SentKeys(source, () => host.requestUpdate());
    new SoundMeters(host, source);
    host.addController(this);
  }

  hostConnected(): void {
    addStyle(this.host.renderRoot as ShadowRoot, phoneControlsStyles);
  }

  /** `closeKeypad`: absent while the keypad is closed. */
  template(call: PhoneCall, closeKeypad: (() => void) | undefined): TemplateResult {
    const store = this.source.store();
    const t = createTranslator(callStatusWords, this.source.language());
    this.#sentKeys.follow(call);
    return html`<div class="phone-controls">${this.#sendTemplate(call, t)}${closeKeypad
      ? keypadTemplate(call, {t, sentKeys: this.#sentKeys, onClose: closeKeypad})
      : nothing}${store?.soundLevels() ? soundTemplate(store, t) : nothing}</div>`;
  }

  /** A button, since only the user hears when the other end is ready for the keys. */
  #sendTemplate(call: PhoneCall, t: StatusTranslator): TemplateResult | typeof nothing {
    const keys = call.phase === 'connected' ? keysToPress(call) : '';
    if (!/^[\d*# ]+$/.test(keys)) return nothing;
    const send = (): void => {
      // A second press that follows at once belongs to the first one.
      if (!this.#guard.isHeld()) this.#sentKeys.send(call, keys.replaceAll(' ', ','));
      this.#guard.hold();
    };
    return html`<button type="button" class="action send-keys" @click=${send}
      ><span .textContent=${t('status.send-keys', {keys})}></span></button>`;
  }
}
