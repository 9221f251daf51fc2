import type {nothing, PropertyDeclarations, TemplateResult} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {inboundCallWords} from '../../i18n/en/inbound-call.js';
import {actionStyles} from '../internal/actions.styles.js';
import {announceCalls} from '../internal/announcer.js';
import {RcElement} from '../internal/base-element.js';
import {callControlsStyles} from '../internal/call-controls.styles.js';
import {callPanelStyles} from '../internal/call-panel.styles.js';
import type {ResolveContact} from '../internal/contacts.js';
import {getPageStore} from '../internal/event-bridge.js';
import {loadNumberFormat} from '../internal/number-format.js';
import {StoreController} from '../internal/store-controller.js';
import {TickController} from '../internal/ticker.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {showCalling} from './calling-state.js';
import {CallerContacts} from './caller-contacts.js';
import {CardActions} from './card-actions.js';
import {CardAnnouncer} from './card-announcer.js';
import {CardFocus} from './card-focus.js';
import {inboundCallStyles} from './inbound-call.styles.js';
import {cardsTemplate} from './inbound-call.template.js';
import {InboundEvents} from './inbound-events.js';
import {RingAlerts} from './ring-alerts.js';
import {ShownCards} from './shown-cards.js';

/**
 * Shows who calls the signed-in user, while the phone rings, and leads to the caller's record;
 * where this browser is a phone, it answers. Takes no space while there is no call. The card of a call
 * that is over goes by itself, unless it has the focus or the pointer.
 *
 * @tag rc-inbound-call
 * @csspart card - The card of a call.
 * @csspart contact - The name of one of several contacts with the number.
 * @csspart open - The link to a contact, or to the page's search.
 * @csspart answer - The button that answers the call in this browser.
 * @csspart decline - The button that rejects the call.
 * @csspart hang-up - The button that ends a call that was answered in this browser.
 * @csspart hold - The button that puts such a call on hold, and takes it back.
 * @csspart mute - The button that mutes the microphone.
 * @csspart keypad - The button that shows and hides the keypad.
 * @csspart key - A key of the keypad.
 * @csspart microphone - The choice of a microphone, while this tab carries the call.
 * @csspart speaker - The choice of a speaker, while this tab carries the call.
 * @csspart error - The reason why something was not done.
 * @csspart notify - The button that asks for notifications.
 * @csspart dismiss - The button that removes the card. The phone rings on.
 * @cssState calling - A card is shown.
 * @cssproperty --rc-accent - Color of focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of buttons and cards.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text color on cards.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of cards.
 * @cssproperty --rc-edge - Border color of secondary buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Color of an answered call.
 * @cssproperty --rc-wait - Color of a call that rings.
 * @cssproperty --rc-error - Color of a missed call.
 * @fires {RcInboundChangeEvent} rc-inbound-change - At each new phase of a call to the user, and
 *   when the lookup of its contacts has ended.
 * @fires {RcInboundOpenEvent} rc-inbound-open - Before a link of a card is followed. Cancelable.
 */
export class RcInboundCall extends RcElement {
  static override styles = [
    tokenStyles, actionStyles, callPanelStyles, callControlsStyles, inboundCallStyles,
  ];

  static override properties: PropertyDeclarations = {
    when: {}, contactUrl: {attribute: 'contact-url'}, fallbackUrl: {attribute: 'fallback-url'},
    target: {}, notify: {type: Boolean}, ring: {type: Boolean},
    resolveContact: {attribute: false},
  };

  /** When the card appears: as soon as the phone rings, or once the user has answered. */
  when: 'ring' | 'answer' = 'ring';
  /**
   * Address of a contact, with `{id}`, `{e164}`, `{national}` and `{name}` after its origin: https,
   * or of the page's own origin. The contact's own `url` takes precedence.
   */
  contactUrl = '';
  /** The same for a caller who is none of the page's contacts, such as the page's search. */
  fallbackUrl = '';
  /** Where links open, as `target` of a link; empty = in the same tab. */
  target = '';
  /** Offers notifications and marks the tab's title while the phone rings and the tab is hidden. */
  notify = false;
  /** Plays a ring tone while this tab rings as a phone, once the user has touched the page. */
  ring = false;
  /**
   * Returns who has a number in E.164: a name, a contact, several contacts, or null. `signal` is
   * aborted once the answer is no longer needed.
   */
  resolveContact: ResolveContact | null = null;

  readonly #store = new StoreController(this, {
    find: getPageStore,
    watch: ({inbound, browserPhone, choices}) => [inbound, browserPhone, choices],
    onConnect: (store) => {
      this.#events.connect(store);
      announceCalls(store);
    },
  });
  readonly #events = new InboundEvents(this, (inbound) => this.#contacts.of(inbound));
  readonly #cards = new ShownCards(this, this.#store);
  readonly #contacts = new CallerContacts(
    this, this.#store, this.#cards, (key) => this.#events.reportContacts(key),
  );
  readonly #announcer = new CardAnnouncer(this.#store, this.#cards, this.#contacts, this.#events);
  readonly #actions = new CardActions(this, {
    store: this.#store, cards: this.#cards, contacts: this.#contacts, events: this.#events,
  });
  readonly #alerts = new RingAlerts(this, {
    cards: this.#cards, contacts: this.#contacts, events: this.#events,
    answers: this.#actions.answers,
  });
  readonly #focus = new CardFocus(this);
  readonly #clock = new TickController(this);
  readonly #internals = this.attachInternals();

  /** Moves the focus to the first control of the newest card, for a shortcut of the page. */
  override focus(options?: FocusOptions): void {
    this.#focus.enter(options);
  }

  protected override updated(): void {
    const {calls} = this.#cards;
    if (calls.length > 0) loadNumberFormat(() => this.requestUpdate());
    showCalling(this.#internals, calls.length > 0);
    this.#announcer.announce();
    this.#clock.toggle(calls.some(({phase}) => phase === 'answered'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const {contactUrl, fallbackUrl, target} = this;
    return cardsTemplate({
      t: this.translator(inboundCallWords), callTranslator: this.translator(callWords),
      templates: {contactUrl, fallbackUrl}, target,
      store: this.#store.value, contacts: this.#contacts, cards: this.#cards,
      notifier: this.#alerts.notifier, actions: this.#actions,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-inbound-call': RcInboundCall;
  }
}
