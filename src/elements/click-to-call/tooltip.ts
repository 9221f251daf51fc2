/** What a button says before the click: which phone rings first, and what the other party sees. Comes with a store. */
import {beforeCallWords} from '../../i18n/en/before-call.js';
import {createTranslator} from '../../i18n/locale.js';
import {formatNumber, parserLoaded} from '../internal/number-format.js';
import type {NumberList, Observable, Store, WatchedList} from '../../store/types.js';
import type {RcClickToCall} from './click-to-call.js';

export {formatNumber, loadParser} from '../internal/number-format.js';

/** What the sentence depends on. */
export const tooltipSources = (store: Store): readonly Observable<unknown>[] =>
  [store.choices, overheard(store.callerIds), parserLoaded];

/** The list as others asked for it: watching it like this sends nothing. */
function overheard(list: WatchedList): Observable<NumberList> {
  return {...list, listen: (fn) => list.listen(fn, true)};
}

/** What a click will do, as far as it is known. */
export function tooltipFor(button: RcClickToCall, store: Store): string {
  const t = createTranslator(beforeCallWords, button.voice);
  const {from, callerId} = store.choices.get();
  const ring = button.from || from;
  const chosen = button.callerId || callerId;
  const standard = chosen ? undefined : store.callerIds.get().default;
  const shown = chosen || standard?.number;
  const {calleeLabel: who} = button;
  return (ring ? t('before.ringout-from', {from: formatNumber(ring), who}) : t('before.ringout', {who}))
    + (shown ? ` ${t('before.shown', {who, callerId: formatNumber(shown)})}`
      : standard?.blocked ? ` ${t('before.shown-hidden', {who})}` : '');
}
