/** The body of a call button: the button or the main link, and the link that sends a text message. */
import {html, isServer, nothing, type TemplateResult} from 'lit';
import type {clickToCallWords} from '../../i18n/en/click-to-call.js';
import type {Translator} from '../../i18n/translator.js';
import {keysToPress} from '../../phone/dialable-number.js';
import {ignoreHeldKey} from '../internal/activation-guard.js';
import {phoneIcon, textIcon} from '../internal/icons.js';
import type {CallButtonModel} from './call-button-model.js';
import type {ButtonState} from './call-face.js';
import {openCallLink} from './open-link.js';
import {hasPageLabel, labelText, textBesideLinks} from './page-label.js';

type ButtonTranslator = Translator<typeof clickToCallWords>;
/** `nothing` removes the attribute. */
type AttributeText = string | typeof nothing;

const NUMBER_ONLY = /^[+\dx\s().-]+$/;

export function clickToCallTemplate(button: CallButtonModel, t: ButtonTranslator): unknown {
  // A server does not see the page's links: until there is a script, they are what can be called.
  if (isServer && !button.writtenNumber) return html`<slot></slot>`;
  const {calls, placesCalls, href} = button;
  const face = calls?.takeFace();
  const isLink = !face && !placesCalls && href;
  const main = isLink ? linkTemplate(button, href, t) : buttonTemplate(button, face, t);
  // As a list, the others stay, and keep the focus, when the link becomes a button.
  return [main, ...partsBeside(button, t)];
}

/** One button through all states of a call, so that it keeps the focus. */
function buttonTemplate(
  button: CallButtonModel, face: ButtonState | null | undefined, t: ButtonTranslator,
): TemplateResult {
  const name = face ? face.name ?? nothing : accessibleName(button, t);
  const hint = face ? face.hint ?? nothing : tooltip(button, t);
  const offersMenu = !face && button.offersMenu;
  return html`<button type="button" part="button" class="main ${face?.kind ?? ''}"
    aria-haspopup=${offersMenu ? 'menu' : nothing}
    aria-expanded=${offersMenu ? isMenuOpen(button) : nothing}
    aria-disabled=${button.isIdle || nothing} aria-label=${name} title=${hint}
    @click=${button} @keydown=${ignoreHeldKey}
  >${face
    ? button.calls!.renderFace(face, idleLabel(button, t))
    : contentTemplate(button, t)}</button>`;
}

function linkTemplate(button: CallButtonModel, href: string, t: ButtonTranslator): TemplateResult {
  const {disabled} = button.element;
  return html`<a part="button" class="main"
    href=${disabled ? nothing : href} role=${disabled ? 'link' : nothing}
    aria-disabled=${disabled || nothing} aria-label=${accessibleName(button, t)}
    title=${tooltip(button, t)} @click=${button} @keydown=${ignoreHeldKey}
  >${contentTemplate(button, t)}</a>`;
}

/** The icon and the label, of a button that shows no call. */
function contentTemplate(button: CallButtonModel, t: ButtonTranslator): TemplateResult {
  const text = labelTextOf(button, t);
  const shownText = text ?? (isServer ? '' : button.element.textContent);
  // A bare number keeps its order inside text of the other direction.
  const direction = NUMBER_ONLY.test(shownText) ? 'ltr' : nothing;
  const keys = thenDial(button, t);
  return html`<slot name="icon" part="icon">${phoneIcon}</slot><span part="label" dir=${direction}>${
    text === null ? labelSlotTemplate(button) : textTemplate(text)}${
    keys ? html` <span class="then" dir=${t.direction}>${keys}</span>` : nothing}</span>`;
}

/** As the text of an element: a translator of the browser may have replaced the text node. */
const textTemplate = (text: string): TemplateResult => html`<span .textContent=${text}></span>`;

/** A server does not see the children; what stands in the slot is the label if there are none. */
function labelSlotTemplate({element, writtenNumber}: CallButtonModel): TemplateResult {
  return isServer
    ? html`<slot>${element.name || writtenNumber}</slot>`
    : html`<slot></slot>`;
}

/** Beside the button; most buttons have nothing there, and need no part for each. */
function partsBeside(button: CallButtonModel, t: ButtonTranslator): readonly unknown[] {
  const links = button.offersMenu && button.isMenuMissing ? html`<slot></slot>` : nothing;
  const parts: unknown[] = [links, smsTemplate(button, t), button.calls?.renderCard() ?? nothing];
  return parts.every((part) => part === nothing) ? [] : parts;
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

/** "Call …", if the page gave no label; the name that it gave beside one. */
function accessibleName(button: CallButtonModel, t: ButtonTranslator): AttributeText {
  const {element, labelLink, links} = button;
  const isNamed = links.length
    ? textBesideLinks(element) || !(element.name.trim() || element.to)
    : hasPageLabel(element, labelLink);
  const ownName = !links.length && labelLink?.ariaLabel;
  if (isNamed) return ownName ? `${ownName} ${thenDial(button, t)}`.trim() : nothing;
  return t('call', {who: idleLabel(button, t)});
}

const isMenuOpen = ({calls}: CallButtonModel): boolean => calls?.isMenuOpen === true;

/** Says before the click what it will do. */
function tooltip(button: CallButtonModel, t: ButtonTranslator): AttributeText {
  if (button.placesCalls || button.offersMenu) return button.calls?.tooltip ?? nothing;
  if (!button.href) return nothing;
  return t(button.linkScheme === 'tel' ? 'before.phone' : 'before.ringcentral');
}
