/** What only calls in the browser have: a keypad, and their sound. */
import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {callStatusWords} from '../../../i18n/en/call-status.js';
import {createTranslator} from '../../../i18n/translator.js';
import {keysToPress} from '../../../phone/dialable-number.js';
import type {StatusTranslator} from '../call-sentences.js';
import type {KeypadSwitch} from '../call-controls.js';
import type {PhoneCall, PhoneHost, PhoneSource} from '../phone-host.js';
import {addStyle} from '../window-styles.js';
import {keypadTemplate} from './keypad.template.js';
import {phoneControlsStyles} from './phone-controls.styles.js';
import {SentKeys} from './sent-keys.js';
import {soundTemplate} from './sound.template.js';
import {SoundMeters} from './sound-meters.js';

export class PhoneControls implements ReactiveController {
  readonly #sentKeys: SentKeys;
  readonly #meters: SoundMeters;

  constructor(
    private readonly host: PhoneHost,
    private readonly source: PhoneSource,
    private readonly keypad: KeypadSwitch,
  ) {
    this.#sentKeys = new SentKeys(source, () => host.requestUpdate());
    this.#meters = new SoundMeters(host, source);
    host.addController(this);
  }

  hostConnected(): void {
    addStyle(this.host.renderRoot as ShadowRoot, phoneControlsStyles);
  }

  hostUpdated(): void {
    const store = this.source.store();
    if (store) this.#sentKeys.follow([...store.calls.get(), ...store.inbound.get()]);
  }

  template(call: PhoneCall, isOpen: boolean): TemplateResult {
    const {source, keypad} = this;
    const store = source.store();
    const t = createTranslator(callStatusWords, source.language());
    return html`<div class="phone-controls">${this.#sendTemplate(call, t)}${isOpen
      ? keypadTemplate(call, {t, keypad, sentKeys: this.#sentKeys})
      : nothing}${store?.soundLevels() ? soundTemplate(call, store, t) : nothing}</div>`;
  }

  /** The user knows when the other end is ready for them. */
  #sendTemplate(call: PhoneCall, t: StatusTranslator): TemplateResult | typeof nothing {
    const keys = call.phase === 'connected' ? keysToPress(call) : '';
    if (!/^[\d*# ]+$/.test(keys)) return nothing;
    const digits = keys.replaceAll(' ', ',');
    return html`<button type="button" class="action send-keys"
      @click=${() => this.#sentKeys.sendOnce(call, digits)}
      ><span .textContent=${t('status.send-keys', {keys})}></span></button>`;
  }
}
