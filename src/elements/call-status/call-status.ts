import type {PropertyValues, TemplateResult} from 'lit';
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import type {Call} from '../../store/types.js';
import {actionStyles} from '../internal/actions.styles.js';
import {RcElement} from '../internal/base-element.js';
import {callControlsStyles} from '../internal/call-controls.styles.js';
import {callPanelStyles} from '../internal/call-panel.styles.js';
import {getPageStore} from '../internal/event-bridge.js';
import {loadNumberFormat} from '../internal/number-format.js';
import {StoreController} from '../internal/store-controller.js';
import {TickController} from '../internal/ticker.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {callStatusStyles} from './call-status.styles.js';
import {panelTemplate} from './call-status.template.js';
import {LazyNotes} from './lazy-notes.js';
import {type CallOutcome, outcomesConverter} from './outcomes.js';
import {PanelActions} from './panel-actions.js';
import {PanelFocus} from './panel-focus.js';
import {PanelRegion} from './panel-region.js';
import {ShownCalls} from './shown-calls.js';

/**
 * Shows the calls of an account, newest first: both legs in plain words, what the user can do, and
 * why a call failed. A finished call stays until it is dismissed, for ten minutes at most.
 *
 * @tag rc-call-status
 * @csspart call - One call.
 * @csspart leg - A leg of the call: the user's phone or this browser, or the other party.
 * @csspart timer - Duration of the call.
 * @csspart cancel - The button that cancels the call.
 * @csspart hang-up - The button that ends a call from the answer of the user's phone on.
 * @csspart hold - The button that puts the call on hold, and takes it back.
 * @csspart mute - The button that mutes the user's phone.
 * @csspart keypad - The button that shows and hides the keypad of a call in the browser.
 * @csspart key - A key of the keypad.
 * @csspart microphone - The choice of a microphone, while this tab carries the call.
 * @csspart speaker - The choice of a speaker, while this tab carries the call.
 * @csspart dismiss - The button that removes a finished call.
 * @csspart error - The reason why a call failed.
 * @csspart note - The field for a note about the call.
 * @csspart outcome - The choice of an outcome.
 * @csspart save-note - The button that saves note and outcome.
 * @cssproperty --rc-accent - Color of focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of buttons and cards.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of cards.
 * @cssproperty --rc-text - Text color on cards.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of cards.
 * @cssproperty --rc-edge - Border color of fields and secondary buttons.
 * @cssproperty --rc-hover - Background of secondary buttons under the pointer.
 * @cssproperty --rc-ok - Color for connected and answered.
 * @cssproperty --rc-wait - Color for ringing and waiting.
 * @cssproperty --rc-error - Color for errors.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is tried again. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - At each new phase of a call that was tried again.
 * @fires {RcCallEndEvent} rc-call-end - When a call that was tried again is over.
 * @fires {RcCallErrorEvent} rc-call-error - When a call that was tried again is refused or fails.
 * @fires {RcCallNoteEvent} rc-call-note - When the note about a call that was tried again is saved.
 * @fires {RcCallDetailsEvent} rc-call-details - When RingCentral's record of such a call has come.
 */
export class RcCallStatus extends RcElement {
  static override styles = [
    tokenStyles, actionStyles, callPanelStyles, callControlsStyles, callStatusStyles,
  ];
  static override properties = {
    callId: {attribute: 'call-id'}, controls: {}, notes: {type: Boolean},
    outcomes: {type: Array, converter: outcomesConverter},
  };

  readonly #store = new StoreController(this, {
    find: getPageStore,
    watch: ({calls, limit, session, notes, choices, browserPhone}) =>
      [calls, limit, session, notes, choices, browserPhone],
    onConnect: (store) => {
      this.#region.connect(store);
      this.#shown.connect(store);
    },
  });
  readonly #shown = new ShownCalls(this, this.#store);
  readonly #region = new PanelRegion(this, this.#shown, () => this.language ?? '');
  readonly #actions = new PanelActions(this, this.#store, this.#region);
  readonly #notes = new LazyNotes(this, this.#store, this.#shown, this.#region);
  readonly #focus = new PanelFocus(this, () => this.#actions.areHeld(this.#shown.calls[0]));
  readonly #clock = new TickController(this);

  /** RingOut ID of the only call to show. Empty: all calls. */
  callId = '';
  /**
   * The buttons of a running call: `auto` (all actions that RingCentral allows), `none`, or any of
   * `hang-up`, `hold`, `mute` and, for calls in the browser, `keypad`, separated by spaces.
   */
  controls = 'auto';
  /** Offers a note about each call, while talking and after. */
  notes = false;
  /** The outcomes of calls to choose from; as an attribute, with commas between them. */
  outcomes: readonly (string | CallOutcome)[] = [];

  protected override update(changed: PropertyValues<this>): void {
    const {calls} = this.#shown;
    if (calls.length > 0) loadNumberFormat(() => this.requestUpdate());
    this.#actions.follow(calls);
    super.update(changed);
  }

  protected override updated(): void {
    this.#clock.toggle(this.#shown.hasRunningTime);
  }

  #handleDismiss(call: Call): void {
    if (this.#actions.dismiss(call)) void this.#focus.moveOn();
  }

  protected override render(): TemplateResult {
    return panelTemplate(this.#shown, {
      t: this.translator(callWords),
      statusTranslator: this.translator(callStatusWords),
      store: this.#store.value,
      actions: this.#actions,
      notes: this.#notes,
      onDismiss: (call) => this.#handleDismiss(call),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-call-status': RcCallStatus;
  }
}
