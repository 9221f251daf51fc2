/**
 * Warns before the click that the phone to ring is offline: by a sign on the icon, which needs no
 * pointer, by a sentence in the tooltip, which describes the button to screen readers as well, and,
 * once the call rings, in its card. A card of its own would cover the page at each tab stop.
 */
import {beforeCallWords} from '../../i18n/en/before-call.js';
import {createTranslator} from '../../i18n/translator.js';
import type {Store} from '../../store/types.js';
import {announceSentence} from '../internal/announcer.js';
import {checkPhones, isPhoneOffline} from '../internal/phone-status.js';
import {possiblePhone, THIS_BROWSER} from '../internal/this-browser.js';
import {addStyle} from '../internal/window-styles.js';
import type {CallButtonHost} from './call-button-host.js';
import {phoneWarningStyles} from './phone-warning.styles.js';

/** On the button, while the warning is shown. */
const SIGN_ATTRIBUTE = 'data-phone-offline';

/**
 * The phone that a click rings, in E.164, or `browser`; undefined = RingCentral's default, which is
 * not known.
 */
export const phoneOf = ({element}: CallButtonHost, store: Store): string | undefined =>
  possiblePhone(element.from || store.choices.get().from, store);

/** The user turns to the button: asks whether its phone is online, if RingCentral can know that. */
export function checkPhoneOf(button: CallButtonHost, store: Store): void {
  const phone = phoneOf(button, store);
  if (!phone || phone === THIS_BROWSER) return;
  void checkPhones(store, ({number, deviceId}) => number === phone && deviceId !== undefined);
}

/** The sentence where RingCentral says that the phone is offline. */
export function phoneWarning(
  {voice}: CallButtonHost, store: Store, phone: string | undefined,
): string | undefined {
  if (!isPhoneOffline(store, phone)) return undefined;
  return createTranslator(beforeCallWords, voice)('before.offline');
}

export class PhoneWarning {
  #wasOffline: boolean | undefined;

  constructor(private readonly button: CallButtonHost) {}

  /** Call it when the button has rendered. `isIdle`: it shows no call. */
  update(store: Store | undefined, isIdle: boolean): void {
    const {element, mainControl} = this.button;
    const warning = store && phoneWarning(this.button, store, phoneOf(this.button, store));
    const isOffline = warning !== undefined;
    if (isOffline) addStyle(element.renderRoot as ShadowRoot, phoneWarningStyles);
    mainControl?.toggleAttribute(SIGN_ATTRIBUTE, isOffline && isIdle);
    // The description of the button was read out before the answer had come.
    const isNews = isOffline && this.#wasOffline === false && isIdle;
    const hasFocus = mainControl !== null && element.shadowRoot?.activeElement === mainControl;
    if (isNews && hasFocus) announceSentence(store!, warning);
    this.#wasOffline = isOffline;
  }
}
