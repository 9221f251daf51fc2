/** The sound of a call: how loud it is at both ends, and by which devices it goes. */
import {html, nothing, type TemplateResult} from 'lit';
import type {Store} from '../../../store/types.js';
import type {StatusTranslator} from '../call-sentences.js';

const DEVICE_KINDS = ['microphone', 'speaker'] as const;
type DeviceKind = typeof DEVICE_KINDS[number];

/** A tab carries one call at a time, so that the ids are unique. */
export function soundTemplate(store: Store, t: StatusTranslator): TemplateResult {
  return html`<div class="sound">${DEVICE_KINDS.map((kind) => {
    const name = t(`status.${kind}`);
    return html`<div class="device"><label for=${kind} .textContent=${name}></label><span
      class="level" role="meter" data-level=${kind} aria-valuenow="0"
      aria-label="${name} – ${t('status.level')}"></span>${
      selectTemplate(kind, name, store, t)}</div>`;
  })}</div>`;
}

/** Nothing where there is no choice. */
function selectTemplate(
  kind: DeviceKind, name: string, store: Store, t: StatusTranslator,
): TemplateResult | typeof nothing {
  const devices = store.browserPhone.get()?.[`${kind}s`] ?? [];
  if (devices.length < 2) return nothing;
  const chosenId = store.choices.get()[kind];
  // A chosen device that is unplugged is not used: the first option is selected.
  return html`<select part=${kind} id=${kind} class="action" @change=${({target}: Event) =>
    store.choose({[kind]: (target as HTMLSelectElement).value || null})}>
    ${[{id: '', label: t('status.system-device')}, ...devices].map(({id, label}, index) =>
      html`<option value=${id} dir="auto" .selected=${id === chosenId}
        .textContent=${label || `${name} ${index}`}></option>`)}
  </select>`;
}
