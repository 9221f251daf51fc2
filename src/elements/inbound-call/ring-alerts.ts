/** With `notify`: loads the part that tells of calls while the tab is hidden, and keeps it up to date. */
import type {ReactiveController, ReactiveElement} from 'lit';
import {inboundCallWords} from '../../i18n/en/inbound-call.js';
import {createTranslator} from '../../i18n/translator.js';
import {LazyPart} from '../../loading/lazy-part.js';
import type {Inbound} from '../../store/types.js';
import {languageOf} from '../internal/page-language.js';
import {callerName, callerNumber, queueSentence} from './caller.js';
import type {CallerContacts} from './caller-contacts.js';
import type {InboundEvents} from './inbound-events.js';
import type {Ring, RingNotifier} from './notify/ring-notifier.js';
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
    const ringing = this.cards.current.filter(({phase}) => phase === 'ringing');
    this.#notifier.update(ringing.flatMap((call) => this.#ringOf(call) ?? []));
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
    this.#notifier = new RingNotifier(() => host.requestUpdate());
    host.requestUpdate();
  }

  /** Null while its name is waited for. */
  #ringOf(call: Inbound): Ring | null {
    if (this.contacts.isNameAwaited(call)) return null;
    const t = createTranslator(inboundCallWords, languageOf(this.host));
    const who = callerName(call, this.contacts.of(call) ?? [], t);
    const number = callerNumber(call, t);
    const ways = [queueSentence(call, t), number === who ? '' : number];
    return {
      key: call.key,
      who,
      text: ways.find((way) => way !== '') ?? '',
      isPrimary: this.events.isPrimary(call),
      language: t.language,
      direction: t.direction,
    };
  }
}
