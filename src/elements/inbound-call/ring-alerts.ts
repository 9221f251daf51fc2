/** With `notify`: loads the part that tells of calls while the tab is hidden, and keeps it up to date. */
import type {ReactiveController, ReactiveElement} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {CallerContacts} from './caller-contacts.js';
import type {InboundEvents} from './inbound-events.js';
import type {RingNotifier} from './notify/ring-notifier.js';
import type {ShownCards} from './shown-cards.js';

const notifierPart = new LazyPart((_query) => import('./notify/ring-notifier.js'));

interface AlertsHost extends ReactiveElement {
  readonly notify: boolean;
}

export class RingAlerts implements ReactiveController {
  #notifier: RingNotifier | undefined;

  constructor(
    private readonly host: AlertsHost,
    private readonly cards: ShownCards,
    private readonly contacts: CallerContacts,
    private readonly events: InboundEvents,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#notifier?.dispose();
    this.#notifier = undefined;
  }

  hostUpdated(): void {
    if (!this.host.notify || !this.events.isFirst) return this.hostDisconnected();
    if (!this.#notifier) return void this.#load();
    const {contacts} = this;
    const rings = this.cards.current
      .filter((call) => call.phase === 'ringing' && !contacts.isNameAwaited(call))
      .map((call) => ({
        call, contacts: contacts.of(call) ?? [], isPrimary: this.events.isPrimary(call),
      }));
    this.#notifier.update(rings);
  }

  /** Whether the user has not yet said whether they want notifications. */
  get canAsk(): boolean {
    return this.#notifier?.canAsk ?? false;
  }

  /** Call it in a click. */
  async ask(): Promise<void> {
    await this.#notifier?.ask();
    this.host.requestUpdate();
  }

  async #load(): Promise<void> {
    const {host} = this;
    const {RingNotifier} = await notifierPart.whenLoaded();
    if (this.#notifier || !host.isConnected || !host.notify) return;
    this.#notifier = new RingNotifier(host);
    host.requestUpdate();
  }
}
