/** With `notify` and `ring`: loads the parts that tell of calls beside their cards. */
import type {ReactiveController} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {AlertsHost, RingNotifier, RingSources} from './notify/ring-notifier.js';
import type {RingTone} from './notify/ring-tone.js';

const notifierPart = new LazyPart((_query) => import('./notify/ring-notifier.js'));
const tonePart = new LazyPart((_query) => import('./notify/ring-tone.js'));

export class RingAlerts implements ReactiveController {
  /** Absent until it has loaded. */
  notifier: RingNotifier | undefined;
  #tone: RingTone | undefined;

  constructor(private readonly host: AlertsHost, private readonly sources: RingSources) {
    host.addController(this);
  }

  hostUpdated(): void {
    const {host: {notify, ring}, sources: {cards}} = this;
    if (notify && !this.notifier) void this.#loadNotifier();
    // Only a browser that is a phone rings in a tab.
    const isPhone = cards.current.some(({tab}) => tab !== undefined);
    if (ring && isPhone && !this.#tone) void this.#loadTone();
  }

  async #loadNotifier(): Promise<void> {
    const part = await notifierPart.whenLoaded();
    this.notifier ??= new part.RingNotifier(this.host, this.sources);
  }

  async #loadTone(): Promise<void> {
    const part = await tonePart.whenLoaded();
    this.#tone ??= new part.RingTone(this.host, this.sources);
  }
}
