import type {ReactiveController} from 'lit';
import type {RcElement} from '../internal/base-element.js';
import {checkPhones} from '../internal/phone-status.js';
import type {StoreController} from '../internal/store-controller.js';
import type {NumberKind} from './account-numbers.js';

interface PhoneSelect extends RcElement {
  readonly kind: NumberKind;
}

/** Asks which phones are online once the user points at the list of phones, or focuses it. */
export class PhoneApproach implements ReactiveController {
  constructor(private readonly select: PhoneSelect, private readonly store: StoreController) {
    select.addController(this);
  }

  hostConnected(): void {
    // Adding the same listener again has no effect.
    for (const type of ['pointerenter', 'focusin']) this.select.addEventListener(type, this);
  }

  handleEvent(): void {
    const store = this.store.value;
    const isReady = store?.session.get().state === 'ready';
    if (isReady && this.select.kind !== 'caller-id') void checkPhones(store, () => true);
  }

  /** Whether the user is in the field, and so may be told what has become known of it. */
  get hasFocus(): boolean {
    return this.select.shadowRoot?.activeElement != null;
  }
}
