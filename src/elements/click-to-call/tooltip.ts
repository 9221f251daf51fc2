/**
 * The tooltip of a call button: which phone rings first, and which number the other party sees.
 * Loads once the page has a store.
 */
import {beforeCallWords} from '../../i18n/en/before-call.js';
import {createTranslator, type Translator} from '../../i18n/translator.js';
import {formatNumber, parserLoaded} from '../internal/number-format.js';
import type {NumberList, Observable, Store, WatchedList} from '../../store/types.js';
import type {CallButtonHost} from './call-button-host.js';

/** @lazy */
export {formatNumber, loadParser} from '../internal/number-format.js';

type TooltipHost = Pick<CallButtonHost, 'voice' | 'from' | 'callerId' | 'calleeLabel'>;

/** Observables that the tooltip depends on. @lazy */
export const tooltipSources = (store: Store): readonly Observable<unknown>[] =>
  [store.choices, withoutLoading(store.callerIds), parserLoaded];

/** The list as far as other elements have loaded it: watching it sends no request. */
function withoutLoading(list: WatchedList): Observable<NumberList> {
  return {...list, listen: (listener) => list.listen(listener, true)};
}

/** Says before the click what it will do, as far as that is known. @lazy */
export function tooltipFor(button: TooltipHost, store: Store): string {
  const t = createTranslator(beforeCallWords, button.voice);
  const {calleeLabel: who} = button;
  const from = button.from || store.choices.get().from;
  const ringSentence = from
    ? t('before.ringout-from', {from: formatNumber(from), who})
    : t('before.ringout', {who});
  const callerIdSentence = callerIdSentenceFor(button, store, t);
  return callerIdSentence ? `${ringSentence} ${callerIdSentence}` : ringSentence;
}

/** Empty if the account's default applies and is not known. */
function callerIdSentenceFor(
  {callerId, calleeLabel: who}: TooltipHost,
  store: Store,
  t: Translator<typeof beforeCallWords>,
): string {
  const chosenNumber = callerId || store.choices.get().callerId;
  const accountDefault = store.callerIds.get().default;
  const shownNumber = chosenNumber || accountDefault?.number;
  if (shownNumber) return t('before.shown', {who, callerId: formatNumber(shownNumber)});
  return accountDefault?.blocked ? t('before.shown-hidden', {who}) : '';
}
