/** The actions of the user on the calls of the cards. */
import type {ReactiveController} from 'lit';
import {inboundCallWords} from '../../i18n/en/inbound-call.js';
import {createTranslator} from '../../i18n/translator.js';
import type {Inbound} from '../../store/types.js';
import {BUTTON_ACTIONS} from '../internal/call-actions.js';
import {CallControls} from '../internal/call-controls.js';
import type {Contact} from '../internal/contacts.js';
import {HeldButtons} from '../internal/held-buttons.js';
import {LazyPhoneControls} from '../internal/lazy-phone-controls.js';
import {languageOf} from '../internal/page-language.js';
import type {PhoneControlsHost} from '../internal/phone-host.js';
import type {StoreController} from '../internal/store-controller.js';
import {CallAnswers, type AnswerAction} from './call-answers.js';
import {callerName} from './caller.js';
import type {CallerContacts} from './caller-contacts.js';
import type {InboundEvents} from './inbound-events.js';
import type {ShownCards} from './shown-cards.js';

type ActionsHost = HTMLElement & PhoneControlsHost;

interface CardParts {
  readonly store: StoreController;
  readonly cards: ShownCards;
  readonly contacts: CallerContacts;
  readonly events: InboundEvents;
}

export class CardActions implements ReactiveController {
  readonly answers: CallAnswers;
  readonly controls: CallControls<Inbound>;
  readonly phone: LazyPhoneControls;
  readonly #buttons = new HeldButtons();

  constructor(host: ActionsHost, private readonly parts: CardParts) {
    const store = () => parts.store.value;
    const language = (): string => languageOf(host);
    const onChange = (): void => host.requestUpdate();
    this.answers = new CallAnswers(parts.store, onChange);
    this.phone = new LazyPhoneControls(host, {
      store, language, onKeysSent: (call, error) => this.controls.handleKeys(call, error),
    });
    this.controls = new CallControls<Inbound>({
      store, onChange,
      buttons: this.#buttons,
      wanted: () => BUTTON_ACTIONS,
      keypad: this.phone,
      nameOf: (inbound) => {
        const t = createTranslator(inboundCallWords, language());
        return callerName(inbound, parts.contacts.of(inbound) ?? [], t);
      },
      voice: language,
    });
    host.addController(this);
  }

  hostUpdate(): void {
    const {current} = this.parts.cards;
    for (const part of [this.#buttons, this.controls, this.answers]) part.follow(current);
  }

  answer(event: MouseEvent, inbound: Inbound, action: AnswerAction): void {
    const {cards} = this.parts;
    if (cards.ignoreClick(event)) return;
    // The rest of a double click would hit what takes its place.
    cards.hold();
    void this.answers.act(inbound, action);
  }

  dismiss(event: MouseEvent, {key}: Inbound): void {
    const {cards, store} = this.parts;
    if (!cards.ignoreDismiss(event)) store.value?.dismissInbound(key);
  }

  open(event: MouseEvent, inbound: Inbound, contact: Contact | null): void {
    const {cards, events} = this.parts;
    if (cards.ignoreClick(event)) return event.preventDefault();
    // The browser opens another tab or window, or saves.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const {href} = event.currentTarget as HTMLAnchorElement;
    if (!events.requestOpen(href, inbound, contact)) event.preventDefault();
  }
}
