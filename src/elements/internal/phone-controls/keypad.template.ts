/** The keypad of a call. Digits of a keyboard work while it has the focus. */
import {html, nothing, type TemplateResult} from 'lit';
import type {KeypadSwitch} from '../call-controls.js';
import {warnIcon} from '../call-icons.js';
import type {StatusTranslator} from '../call-sentences.js';
import type {PhoneCall} from '../phone-host.js';
import type {SentKeys} from './sent-keys.js';

const KEYS = [...'123456789*0#'];

interface KeypadContext {
  readonly t: StatusTranslator;
  readonly keypad: KeypadSwitch;
  readonly sentKeys: SentKeys;
}

export function keypadTemplate(call: PhoneCall, context: KeypadContext): TemplateResult {
  const {t, sentKeys} = context;
  const {sent, problem} = sentKeys.of(call);
  return html`<div class="pad" role="group" tabindex="-1" aria-label=${t('status.keypad')}
    @keydown=${(event: KeyboardEvent) => handleKey(event, call, context)}
  ><p class="sent"><bdi dir="ltr" .textContent=${sent}></bdi></p>
    <div class="keys" dir="ltr">${KEYS.map((key) => html`<button type="button" part="key"
      class="action key" aria-label=${t('status.key', {key})}
      @click=${() => sentKeys.send(call, key)}>${key}</button>`)}</div>${problem
    ? html`<p part="error" class="note bad">${warnIcon}<span .textContent=${problem}></span></p>`
    : nothing}</div>`;
}

function handleKey(event: KeyboardEvent, call: PhoneCall, {keypad, sentKeys}: KeypadContext): void {
  const {key} = event;
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (key === 'Escape') close(event.currentTarget as Element, call, keypad);
  else if (isModified || !KEYS.includes(key)) return;
  else if (!event.repeat) sentKeys.send(call, key);
  event.preventDefault();
  // Else Escape would also close the dialog around.
  event.stopPropagation();
}

function close(pad: Element, call: PhoneCall, keypad: KeypadSwitch): void {
  const opener = pad.closest('.call')?.querySelector<HTMLElement>('.keypad');
  keypad.toggle(call);
  opener?.focus();
}
