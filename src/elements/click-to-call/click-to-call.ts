import type {PropertyDeclarations, PropertyValues} from 'lit';
import {clickToCallWords} from '../../i18n/en/click-to-call.js';
import type {Call} from '../../store/types.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {CallButtonModel} from './call-button-model.js';
import {callCodePart} from './call-code-part.js';
import {clickToCallStyles} from './click-to-call.styles.js';
import {clickToCallTemplate} from './click-to-call.template.js';
import {LazyElement} from './lazy-element.js';
import {labelText} from './page-label.js';

/**
 * A button that calls a number. With a session, RingCentral rings the user's own phone first, then
 * the other party (RingOut). Without one it is a link that opens RingCentral or the device's phone.
 *
 * @tag rc-click-to-call
 * @slot - The label: text, or a plain `<a href="tel:…">` that works without the script, too.
 *   Without `to`, several links become a menu; other text before or after them is the label.
 * @slot icon - Replaces the telephone icon.
 * @csspart button - The call button, or the link.
 * @csspart icon - The icon before the label.
 * @csspart label - The label.
 * @csspart sms - The link that sends a text message.
 * @csspart message - The card with questions, progress and errors.
 * @csspart menu - The menu of several numbers.
 * @csspart menu-item - A number of the menu: a link, or a button that calls it.
 * @cssState link - There is no session: the element is a link.
 * @cssState placing - The call is being placed.
 * @cssState active - The call is ringing or connected.
 * @cssState error - The last call failed or was refused.
 * @cssState waiting - The body is not rendered yet; the page's own label is shown.
 * @cssproperty --rc-accent - Color of icons, focus outlines and main actions.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-button-background - Background of the call button.
 * @cssproperty --rc-button-hover - Background of the call button under the pointer.
 * @cssproperty --rc-button-border - Border color of the call button.
 * @cssproperty --rc-button-color - Text color of the call button.
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
 * @cssproperty --rc-shadow - Shadow of cards.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is placed. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - At each new phase of the call.
 * @fires {RcCallEndEvent} rc-call-end - When the call is over.
 * @fires {RcCallErrorEvent} rc-call-error - When the call is refused or fails.
 * @fires {RcCallNoteEvent} rc-call-note - When a note about the call is saved.
 * @fires {RcCallDetailsEvent} rc-call-details - When RingCentral's record of the call has come.
 */
export class RcClickToCall extends LazyElement {
  static override styles = [tokenStyles, clickToCallStyles];
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override properties: PropertyDeclarations = {
    to: {}, country: {}, name: {}, from: {},
    callerId: {attribute: 'caller-id'}, playPrompt: {attribute: 'play-prompt'},
    confirm: {}, sms: {type: Boolean}, size: {reflect: true}, link: {},
    disabled: {type: Boolean, reflect: true},
  };

  /**
   * The number to call, in any format: `+16505550100`, `(650) 555-0100 x9`, `tel:…`. Defaults to
   * the `href` of the link inside.
   */
  to = '';
  /**
   * Country of a national `to` (ISO 3166-1 alpha-2). Defaults to the nearest `country` attribute,
   * then to the account's country.
   */
  country = '';
  /** Name of the person or company to call, as messages show it. */
  name = '';
  /** Phone to ring first (E.164), in place of the one that the user chose. */
  from = '';
  /** Number that the other party sees (E.164), in place of the one that the user chose. */
  callerId = '';
  /** Whether the user must press 1 before the other party is called. Empty: RingCentral decides. */
  playPrompt: '' | 'true' | 'false' = '';
  /** Whether to ask before a call; `auto`: to international, premium-rate and satellite numbers. */
  confirm: 'auto' | 'always' | 'never' = 'auto';
  /** Adds a link that sends a text message, unless the button has several numbers. */
  sms = false;
  /** `small` is as high as the text around it (for tables), `medium` 44 px, `large` 56 px. */
  size: 'small' | 'medium' | 'large' = 'medium';
  /**
   * The link to show without a session. `auto` opens RingCentral if the page has an `<rc-session>`,
   * otherwise the device's phone.
   */
  link: 'auto' | 'rcmobile' | 'rcapp' | 'tel' | 'none' = 'auto';
  /** Disables the button. `call()` still works. */
  disabled = false;

  #model: CallButtonModel | undefined;

  /**
   * Calls `to`, as a click does, or opens the menu. Resolves when RingCentral has answered, also
   * with a call that has failed. Rejects with a `CallError`, and fires `rc-call-error`, if refused.
   */
  async call(): Promise<Call> {
    this.renderNow();
    const calls = await this.body.loadCalls();
    // The page may have set another number just before.
    if (this.isUpdatePending) this.performUpdate();
    return calls.place();
  }

  protected override get body(): CallButtonModel {
    return this.#model ??= new CallButtonModel(this);
  }

  protected override get fallbackText(): string | null {
    return labelText(this, null, this.to);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    if (this.isConnected) this.renderNow();
    // A page of links never needs the code of calls.
    if (this.#model?.store.value) await callCodePart.load().catch(() => undefined);
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.body.update(this.language ?? '');
  }

  protected override updated(): void {
    const {isSessionReady, calls} = this.body;
    this.toggleState('link', !isSessionReady);
    for (const name of ['placing', 'active', 'error']) this.toggleState(name, calls?.phase === name);
    this.body.keepFocus();
  }

  protected override render(): unknown {
    return clickToCallTemplate(this.body, this.translator(clickToCallWords));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-click-to-call': RcClickToCall;
  }
}
