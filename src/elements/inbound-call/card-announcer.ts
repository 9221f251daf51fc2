/** Announces the calls of the cards to screen readers: each state once, with the name. */
import {inboundCallWords} from '../../i18n/en/inbound-call.js';
import {createTranslator} from '../../i18n/translator.js';
import type {Inbound} from '../../store/types.js';
import {announceSentence, announcementVoice} from '../internal/announcer.js';
import type {StoreController} from '../internal/store-controller.js';
import {announcement, inboundState, isInboundOver} from './caller.js';
import type {CallerContacts} from './caller-contacts.js';
import {forgetOthers} from './forget-calls.js';
import type {InboundEvents} from './inbound-events.js';
import type {ShownCards} from './shown-cards.js';

export class CardAnnouncer {
  /** State and caller that were announced, by the calls' keys; null until the first ones were. */
  readonly #announced = new Map<string, string | null>();

  constructor(
    private readonly store: StoreController,
    private readonly cards: ShownCards,
    private readonly contacts: CallerContacts,
    private readonly events: InboundEvents,
  ) {}

  /** Call it after each update. */
  announce(): void {
    const {calls} = this.cards;
    forgetOthers(calls, this.#announced);
    for (const call of calls) this.#follow(call);
  }

  #follow(call: Inbound): void {
    const {key, from, extension} = call;
    // After a transfer, somebody else is at the other end.
    const news = `${inboundState(call)} ${from ?? extension}`;
    // A page that has just been loaded shows calls that are over.
    if (!this.#announced.has(key)) this.#announced.set(key, isInboundOver(call) ? news : null);
    if (this.#announced.get(key) === news) return;
    if (!isInboundOver(call) && this.contacts.isNameAwaited(call)) return;
    this.#announced.set(key, news);
    this.#announce(call);
  }

  #announce(call: Inbound): void {
    const {store: {value: store}, contacts, events} = this;
    if (!store || !events.isFirst) return;
    const t = createTranslator(inboundCallWords, announcementVoice(store));
    const sentence = announcement(call, contacts.of(call) ?? [], t);
    announceSentence(store, sentence, `inbound ${call.key}`);
  }
}
