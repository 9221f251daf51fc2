/** The body of a call button: the button or the main link, and the link that sends a text message. */
import {html, isServer, nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import type {clickToCallWords} from '../../i18n/en/click-to-call.js';
import type {Translator} from '../../i18n/translator.js';
import {keysToPress} from '../../phone/dialable-number.js';
import {phoneIcon, textIcon} from '../internal/icons.js';
import type {CallButtonModel} from './call-button-model.js';
import type {ButtonState} from './call-face.js';
import {openCallLink} from './open-link.js';
import {hasPageLabel, labelText, textBesideLinks} from './page-label.js';

type ButtonTranslator = Translator<typeof clickToCallWords>;
/** `nothing` removes the attribute. */
type AttributeText = string | typeof nothing;

const NUMBER_ONLY = /^[+\dx\s().-]+$/;

export function clickToCallTemplate(button: CallButtonModel, t: ButtonTranslator): TemplateResult {
  const {calls, placesCalls, href, offersMenu} = button;
  // A server does not see the page's links: until there is a script, they are what can be called.
  if (isServer && !button.writtenNumber) return html`<slot></slot>`;
  const face = calls?.takeFace();
  return html`${!face && !placesCalls && href
    ? linkTemplate(button, href, t)
    : buttonTemplate(button, face, t)
  }<slot ?hidden=${!offersMenu || !button.isMenuMissing} @slotchange=${updateHost}></slot>${
    smsTemplate(button, t)}${calls?.renderCard() ?? nothing}`;
}

/**
 * One button through all states of a call, so that it keeps the focus. The slot of the label
 * stands before the hidden slot, and so gets the page's label. While it is not rendered, the
 * hidden slot gets it: a link inside a button, even an invisible one, makes two controls of one.
 */
function buttonTemplate(
  button: CallButtonModel, face: ButtonState | null | undefined, t: ButtonTranslator,
): TemplateResult {
  const name = face ? face.name ?? nothing : accessibleName(button, t);
  const hint = face ? face.hint ?? nothing : tooltip(button, t);
  const isMenuOpen = face ? nothing : hasOpenMenu(button);
  return html`<button type="button" part="button" class="main ${face?.kind ?? ''}"
    aria-haspopup=${isMenuOpen === nothing ? nothing : 'menu'} aria-expanded=${isMenuOpen}
    aria-disabled=${button.isIdle || nothing} aria-label=${name} title=${hint}
    @click=${button} @keydown=${ignoreHeldKey}
  >${face
    ? button.calls?.renderFace(face, idleLabel(button, t))
    : [iconTemplate(), labelTemplate(button, t)]}</button>`;
}

function linkTemplate(button: CallButtonModel, href: string, t: ButtonTranslator): TemplateResult {
  const {disabled} = button.element;
  return html`<a part="button" class="main"
    href=${disabled ? nothing : href} role=${disabled ? 'link' : nothing}
    aria-disabled=${disabled || nothing} aria-label=${accessibleName(button, t)}
    title=${tooltip(button, t)} @click=${button} @keydown=${ignoreHeldKey}
  >${iconTemplate()}${labelTemplate(button, t)}</a>`;
}

function iconTemplate(): TemplateResult {
  return html`<slot name="icon" part="icon">${phoneIcon}</slot>`;
}

function labelTemplate(button: CallButtonModel, t: ButtonTranslator): TemplateResult {
  const text = labelTextOf(button, t);
  const shownText = text ?? (isServer ? '' : button.element.textContent);
  // A bare number keeps its order inside text of the other direction.
  const direction = NUMBER_ONLY.test(shownText) ? 'ltr' : nothing;
  const dialed = thenDial(button, t);
  // As the text of the element: a translator of the browser may have replaced the text node.
  return text !== null && !dialed
    ? html`<span part="label" dir=${direction} .textContent=${text}></span>`
    : html`<span part="label" dir=${direction}>${text ?? labelSlotTemplate(button)}${
      dialed && html` <span class="then" dir=${t.direction}>${dialed}</span>`}</span>`;
}

/** A server does not see the children; what stands in the slot is the label if there are none. */
function labelSlotTemplate({element, writtenNumber}: CallButtonModel): TemplateResult {
  const fallback = isServer ? element.name || writtenNumber : nothing;
  return html`<slot @slotchange=${updateHost}>${fallback}</slot>`;
}

function smsTemplate(
  button: CallButtonModel, t: ButtonTranslator,
): TemplateResult | typeof nothing {
  const {element, callLinks, linkScheme} = button;
  // Of several numbers, only the user knows which one takes text messages.
  if (!element.sms || element.disabled || button.offersMenu) return nothing;
  const uri = callLinks?.[linkScheme === 'tel' ? 'sms' : 'rcmobileSms'];
  if (!uri) return nothing;
  return html`<a part="sms" class="sms" href=${uri}
    aria-label=${t('text', {who: button.calleeLabel})} @click=${openCallLink}>${textIcon}</a>`;
}

function labelTextOf(button: CallButtonModel, t: ButtonTranslator): string | null {
  const {element, labelLink, links, writtenNumber, number} = button;
  if (!links.length) return labelText(element, labelLink, writtenNumber, number);
  const text = textBesideLinks(element) || element.name.trim();
  return text || (element.to ? writtenNumber : t('call', {who: '…'}));
}

/** "then dial 9988776#": RingOut sends nothing after the answer. */
function thenDial({offersMenu, number}: CallButtonModel, t: ButtonTranslator): string {
  const extension = keysToPress(!offersMenu && number || {});
  return extension ? t('then-dial', {extension}) : '';
}

/** The label as text: its room is kept while the button shows the state of a call. */
function idleLabel(button: CallButtonModel, t: ButtonTranslator): string {
  const label = labelTextOf(button, t) ?? button.element.textContent;
  return `${label} ${thenDial(button, t)}`.trim();
}

/** "Call …", if the page gave no label. */
function accessibleName(button: CallButtonModel, t: ButtonTranslator): AttributeText {
  const {element, labelLink, links} = button;
  const isNamed = links.length
    ? textBesideLinks(element) || !(element.name.trim() || element.to)
    : hasPageLabel(element, labelLink);
  if (isNamed) return nothing;
  return t('call', {who: idleLabel(button, t)});
}

/** `nothing` if a click opens none. */
const hasOpenMenu = ({offersMenu, calls}: CallButtonModel): boolean | typeof nothing =>
  offersMenu ? calls?.isMenuOpen ?? false : nothing;

/** Says before the click what it will do. */
function tooltip(button: CallButtonModel, t: ButtonTranslator): AttributeText {
  if (button.placesCalls || button.offersMenu) return button.calls?.tooltip ?? nothing;
  if (!button.href) return nothing;
  return t(button.linkScheme === 'tel' ? 'before.phone' : 'before.ringcentral');
}

/** A key that is held down presses once. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && 'Enter '.includes(event.key)) event.preventDefault();
}

/** Lit calls it with the element. */
function updateHost(this: ReactiveControllerHost): void {
  this.requestUpdate();
}
