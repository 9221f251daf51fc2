/** The events of an `<rc-inbound-call>`. The account's first tag has those of its calls. */
import type {ReactiveController, ReactiveElement} from 'lit';
import type {Inbound, Store} from '../../store/types.js';
import {openBridge, type InboundTag} from '../internal/bridge-registry.js';
import type {Contact} from '../internal/contacts.js';
import {sendMessage} from '../internal/event-bridge.js';
import {RcInboundOpenEvent} from '../internal/events.js';
import {forgetOthers} from './forget-calls.js';

export class InboundEvents implements InboundTag, ReactiveController {
  #store: Store | undefined;
  /** All tags of the account, the first one first. */
  #tags: Set<InboundTag> | undefined;
  #stopListening: (() => void) | undefined;
  /** Whether the first phase of a call was primary, by the call's key. */
  readonly #primaries = new Map<string, boolean>();

  constructor(
    readonly element: ReactiveElement,
    readonly contactsOf: (inbound: Inbound) => readonly Contact[] | null,
  ) {
    element.addController(this);
  }

  connect(store: Store): void {
    this.hostDisconnected();
    this.#store = store;
    const bridge = openBridge(store, {});
    this.#tags = bridge.inbound ??= new Set();
    this.#tags.add(this);
    this.#stopListening = store.on((event) => {
      if (event.type !== 'inbound-change') return;
      const {inbound: {key}, primary} = event;
      if (!this.#primaries.has(key)) this.#primaries.set(key, primary);
    });
  }

  hostDisconnected(): void {
    this.#stopListening?.();
    this.#tags?.delete(this);
    this.#store = undefined;
  }

  hostUpdate(): void {
    forgetOthers(this.#store?.inbound.get() ?? [], this.#primaries);
  }

  /** Whether this is the account's first tag on the page. */
  get isFirst(): boolean {
    const [first] = this.#tags ?? [];
    return first === this;
  }

  /** Whether this document is the one that may tell the user where others do not. */
  isPrimary({key}: Inbound): boolean {
    return this.#primaries.get(key) ?? false;
  }

  /** The lookup for a call has ended. */
  reportContacts(key: string): void {
    const store = this.#store;
    const inbound = store?.inbound.get().find((call) => call.key === key);
    if (!store || !inbound || !this.isFirst) return;
    const primary = this.isPrimary(inbound);
    void sendMessage(store, {type: 'inbound-change', inbound, primary});
  }

  /** The user opens an address. Returns whether the page leaves it to the browser. */
  requestOpen(url: string, inbound: Inbound, contact: Contact | null): boolean {
    return this.element.dispatchEvent(new RcInboundOpenEvent(url, inbound, contact));
  }
}
