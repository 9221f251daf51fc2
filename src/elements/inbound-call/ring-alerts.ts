/** With `notify`: loads the part that tells of calls while the tab is hidden. */
import type {ReactiveController} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {AlertsHost, RingNotifier, RingSources} from './notify/ring-notifier.js';

const notifierPart = new LazyPart((_query) => import('./notify/ring-notifier.js'));

export class RingAlerts implements ReactiveController {
  /** Absent until it has loaded. */
  notifier: RingNotifier | undefined;

  constructor(private readonly host: AlertsHost, private readonly sources: RingSources) {
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.host.notify && !this.notifier) void this.#load();
  }

  async #load(): Promise<void> {
    const part = await notifierPart.whenLoaded();
    this.notifier ??= new part.RingNotifier(this.host, this.sources);
  }
}
