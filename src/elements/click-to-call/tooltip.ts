/**
 * The parts of a call button that need a store: the tooltip, which says which phone rings first and
 * which number the other party sees, and the question whether there is a call to the number.
 */
import {beforeCallWords} from '../../i18n/en/before-call.js';
import {createTranslator, type Translator} from '../../i18n/translator.js';
import {untoldCallTo} from '../internal/living-call.js';
import {formatNumber, parserLoaded} from '../internal/number-format.js';
import {isPhoneOffline} from '../internal/phone-status.js';
import {THIS_BROWSER} from '../internal/this-browser.js';
import type {NumberList, Observable, Store, WatchedList} from '../../store/types.js';
import type {CallButtonHost} from './call-button-host.js';
import {phoneOf, phoneWarning} from './phone-warning.js';

/** Observables that the tooltip depends on, and whether there is a call to the number. */
export const tooltipSources = (
  button: CallButtonHost, store: Store,
): readonly Observable<unknown>[] =>
  [
    store.choices, withoutLoading(store.callerIds), parserLoaded,
    answerOf(() => `${numberOf(button)} ${hasUntoldCall(button, store)}`, store.calls),
    answerOf(() => String(phoneOf(button, store)), store.browserPhone),
    answerOf(() => {
      const phone = phoneOf(button, store);
      return `${phone} ${isPhoneOffline(store, phone)}`;
    }, withoutLoading(store.fromNumbers)),
  ];

/** Whether the button has to show a call, whichever tab or element placed it. */
export function hasUntoldCall({destination}: CallButtonHost, store: Store): boolean {
  return destination.kind === 'number' && untoldCallTo(store, destination.number) !== undefined;
}

const numberOf = ({destination}: CallButtonHost): string =>
  destination.kind === 'number' ? destination.number.e164 : '';

/**
 * Changes only with the answer: the page may have thousands of buttons that nothing changes for. The
 * answer names what it is about, which may be another number or phone by the next one.
 */
function answerOf(get: () => string, source: Observable<unknown>): Observable<unknown> {
  const listen = (listener: (answer: string) => void): (() => void) => {
    let before = get();
    return source.listen(() => {
      const answer = get();
      if (answer !== before) listener(before = answer);
    });
  };
  return {get, listen, subscribe: listen};
}

/** The list as far as other elements have loaded it: watching it sends no request. */
function withoutLoading(list: WatchedList): Observable<NumberList> {
  return {...list, listen: (listener) => list.listen(listener, true)};
}

/** Says before the click what it will do, as far as that is known. */
export function tooltipFor(button: CallButtonHost, store: Store): string | undefined {
  const {kind} = button.destination;
  if (kind !== 'number' && kind !== 'unread') return undefined;
  const t = createTranslator(beforeCallWords, button.voice);
  const {calleeLabel: who} = button;
  const from = phoneOf(button, store);
  const sentences = [
    ringSentence(from, who, t), phoneWarning(button, store, from),
    callerIdSentenceFor(button, store, t),
  ];
  return sentences.filter(Boolean).join(' ');
}

function ringSentence(
  from: string | undefined, who: string, t: Translator<typeof beforeCallWords>,
): string {
  if (from === THIS_BROWSER) return t('before.browser', {who});
  if (from) return t('before.ringout-from', {from: formatNumber(from), who});
  return t('before.ringout', {who});
}

/** Empty if the account's default applies and is not known. */
function callerIdSentenceFor(
  {element: {callerId}, calleeLabel: who}: CallButtonHost,
  store: Store,
  t: Translator<typeof beforeCallWords>,
): string {
  const chosenNumber = callerId || store.choices.get().callerId;
  const accountDefault = store.callerIds.get().default;
  const shownNumber = chosenNumber || accountDefault?.number;
  if (shownNumber) return t('before.shown', {who, callerId: formatNumber(shownNumber)});
  return accountDefault?.blocked ? t('before.shown-hidden', {who}) : '';
}
