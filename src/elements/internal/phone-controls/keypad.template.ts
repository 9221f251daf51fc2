/** The keypad of a call. Digits of a keyboard work while it has the focus. */
import {html, type TemplateResult} from 'lit';
import type {StatusTranslator} from '../call-sentences.js';
import type {PhoneCall} from '../phone-host.js';
import type {SentKeys} from './sent-keys.js';

const KEYS = [...'123456789*0#'];

interface KeypadContext {
  readonly t: StatusTranslator;
  readonly sentKeys: SentKeys;
  readonly onClose: () => void;
}

export function keypadTemplate(call: PhoneCall, context: KeypadContext): TemplateResult {
  const {t, sentKeys, onClose} = context;
  const handleKey = (event: KeyboardEvent): void => {
    const {key} = event;
    const isDigit = KEYS.includes(key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isEscape = key === 'Escape';
    if (isEscape) onClose();
    if (isDigit && !event.repeat) sentKeys.send(call, key);
    if (!isEscape && !isDigit) return;
    event.preventDefault();
    // Else Escape would also close the dialog around.
    event.stopPropagation();
  };
  return html`<div class="pad" role="group" tabindex="-1" aria-label=${t('status.keypad')}
    @keydown=${handleKey}><p class="sent" dir="ltr" .textContent=${sentKeys.sent}></p>
    <div class="keys" dir="ltr">${KEYS.map((key) => html`<button type="button" part="key"
      class="action key" aria-label=${t('status.key', {key})}
      @click=${() => sentKeys.send(call, key)}>${key}</button>`)}</div></div>`;
}
