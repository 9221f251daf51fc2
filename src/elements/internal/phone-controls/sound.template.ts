/** The sound of a call: how loud it is at both ends, and by which devices it goes. */
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {Store} from '../../../store/types.js';
import type {StatusTranslator} from '../call-sentences.js';
import type {PhoneCall} from '../phone-host.js';

const DEVICE_KINDS = ['microphone', 'speaker'] as const;
type DeviceKind = typeof DEVICE_KINDS[number];

export function soundTemplate({key}: PhoneCall, store: Store, t: StatusTranslator): TemplateResult {
  return html`<div class="sound">${DEVICE_KINDS.map((kind) => {
    const id = `${kind}-${key}`;
    const name = t(`status.${kind}`);
    const select = selectTemplate(kind, id, store, t);
    return html`<div class="device">${select === nothing
      ? html`<span .textContent=${name}></span>`
      : html`<label for=${id} .textContent=${name}></label>`}<span class="level" role="meter"
      data-level=${kind} aria-label="${name} – ${t('status.level')}" aria-valuenow="0"
      ></span>${select}</div>`;
  })}</div>`;
}

/** Nothing where there is no choice. */
function selectTemplate(
  kind: DeviceKind, id: string, store: Store, t: StatusTranslator,
): TemplateResult | typeof nothing {
  const devices = store.browserPhone.get()?.[`${kind}s`] ?? [];
  if (devices.length < 2) return nothing;
  const chosen = store.choices.get()[kind];
  // One that is unplugged is not used.
  const value = devices.find((device) => device.id === chosen)?.id ?? '';
  const choose = ({currentTarget}: Event): void =>
    store.choose({[kind]: (currentTarget as HTMLSelectElement).value || null});
  return html`<select part=${kind} id=${id} .value=${live(value)} @change=${choose}>
    <option value="" ?selected=${value === ''} .textContent=${t('status.system-device')}></option>
    ${devices.map((device, index) => html`<option value=${device.id} dir="auto"
      ?selected=${device.id === value} .textContent=${
      device.label || `${t(`status.${kind}`)} ${index + 1}`}></option>`)}
  </select>`;
}
