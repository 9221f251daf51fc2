import type {PropertyDeclarations, TemplateResult} from 'lit';
import {numberLinksWords} from '../../i18n/en/number-links.js';
import {RcElement} from '../internal/base-element.js';
import type {ResolveContact} from '../internal/contacts.js';
import {tokenStyles} from '../internal/tokens.styles.js';
import {NumberListController} from './list/number-list-controller.js';
import {numberLinksStyles} from './number-links.styles.js';
import {numberLinksTemplate} from './number-links.template.js';
import {PageLinksController} from './page-links-controller.js';

/**
 * Finds the phone numbers in its content and offers each as a call. Overlay mode does not touch the
 * page's own elements: it underlines numbers with CSS highlights, opens a card beside the number
 * that the user points at or taps, and lists all numbers for keyboard users.
 *
 * Skips editable fields, code, buttons and other widgets, and elements with `data-rc-ignore`.
 *
 * @tag rc-number-links
 * @slot - The content to search.
 * @csspart skip - The link to the list. Visible while it has the focus.
 * @csspart list - The list of all numbers.
 * @csspart hold - The button in the card that puts a call on hold, and takes it back.
 * @csspart mute - The button in the card that mutes the user's phone during a call.
 * @cssproperty --rc-accent - Color of underlines, focus outlines and main actions. Chromium takes
 *   the color of underlines from this element or its ancestors, not from the content.
 * @cssproperty --rc-on-accent - Text color on the accent color.
 * @cssproperty --rc-radius - Corner radius of the card and the list.
 * @cssproperty --rc-focus - Focus outline.
 * @cssproperty --rc-surface - Background of the card and the list.
 * @cssproperty --rc-text - Text color on the card and the list.
 * @cssproperty --rc-muted - Color of less important text.
 * @cssproperty --rc-line - Border color of the card and the list.
 * @cssproperty --rc-edge - Border color of fields and buttons.
 * @cssproperty --rc-hover - Background of buttons under the pointer.
 * @cssproperty --rc-shadow - Shadow of the card and the list.
 * @fires {RcCallRequestEvent} rc-call-request - Before a call is placed. Cancelable.
 * @fires {RcCallChangeEvent} rc-call-change - Each time a call from here enters a new phase.
 * @fires {RcCallEndEvent} rc-call-end - When a call from here is over.
 * @fires {RcCallErrorEvent} rc-call-error - When a call from here is refused or fails.
 * @fires {RcCallNoteEvent} rc-call-note - When a note about a call from here is saved.
 * @fires {RcCallDetailsEvent} rc-call-details - When RingCentral's record of such a call has come.
 */
export class RcNumberLinks extends RcElement {
  static override styles = [tokenStyles, numberLinksStyles];

  static override properties: PropertyDeclarations = {
    mode: {},
    country: {},
    include: {},
    exclude: {},
    telLinks: {attribute: 'tel-links'},
    frames: {type: Boolean},
    resolveContact: {attribute: false},
    root: {attribute: false, state: true},
  };

  /**
   * `overlay` leaves the page's DOM alone. `inline` puts call buttons into it, for pages that no
   * script re-renders.
   */
  mode: 'overlay' | 'inline' = 'overlay';
  /**
   * Default country for national numbers, ISO 3166-1 alpha-2; empty = the account's country. A
   * `country` attribute nearer to the number takes precedence.
   */
  country = '';
  /** CSS selector of the elements to search; empty = all. */
  include = '';
  /** CSS selector of the elements to skip; empty = none. */
  exclude = '';
  /**
   * `upgrade` calls the page's own `tel:` links through RingCentral while there is a session;
   * `ignore` leaves them alone.
   */
  telLinks: 'upgrade' | 'ignore' = 'upgrade';
  /** Searches same-origin frames too. */
  frames = false;
  /**
   * Returns who has a number in E.164: a name, a contact, several contacts, or null. `signal` is
   * aborted once the answer is no longer needed.
   */
  resolveContact: ResolveContact | null = null;

  /** The node to search, if it is not the element's own content. @internal */
  root: Document | DocumentFragment | Element | null = null;

  /** @internal */
  readonly pageLinks = new PageLinksController(this, () => this.#list.reset());

  readonly #list = new NumberListController(
    this, this.pageLinks, (english) => this.translator(english),
  );

  protected override render(): TemplateResult {
    return numberLinksTemplate(this.pageLinks.count, this.#list, this.translator(numberLinksWords));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rc-number-links': RcNumberLinks;
  }
}
