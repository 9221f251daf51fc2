/** Announces the calls of the cards to screen readers: each state once, with the name. */
import {inboundCallWords} from '../../i18n/en/inbound-call.js';
import {createTranslator} from '../../i18n/translator.js';
import type {Inbound} from '../../store/types.js';
import {announceSentence, announcementVoice} from '../internal/announcer.js';
import type {StoreController} from '../internal/store-controller.js';
import {announcement, inboundState, isInboundOver, type InboundState} from './caller.js';
import type {CallerContacts} from './caller-contacts.js';
import {forgetOthers} from './forget-calls.js';
import type {InboundEvents} from './inbound-events.js';
import type {ShownCards} from './shown-cards.js';

export class CardAnnouncer {
  /** By the calls' keys; null until the first state has been announced. */
  readonly #announced = new Map<string, InboundState | null>();

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
    const state = inboundState(call);
    // A page that has just been loaded shows calls that are over.
    const firstState = isInboundOver(call) ? state : null;
    if (!this.#announced.has(call.key)) this.#announced.set(call.key, firstState);
    if (this.#announced.get(call.key) === state) return;
    if (state === 'ringing' && this.contacts.isNameAwaited(call)) return;
    this.#announced.set(call.key, state);
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
