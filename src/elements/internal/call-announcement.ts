/** Which sentence a screen reader hears for a transition of a call: at most one, and none for what did not change. */
import {errorSentence, calleeLabel} from './call-sentences.js';
import type {CallTranslator, StatusTranslator} from './call-sentences.js';
import type {Call} from '../../store/types.js';

/** `before` is absent for a call that is new. `now`: epoch ms. Empty = say nothing. */
export function announcementFor(
  before: Call | undefined,
  call: Call,
  t: StatusTranslator,
  talk: CallTranslator,
  now: number,
): string {
  if (before?.phase === call.phase) return '';
  const who = calleeLabel(call);
  switch (call.phase) {
    case 'connected':
      return call.extension
        ? t('say.connected-dial', {who, extension: call.extension})
        : t('say.connected', {who});
    case 'failed':
    case 'unconfirmed':
      return call.error ? errorSentence(call.error, who, talk, now) : talk(`phase.${call.phase}`);
    case 'ringing-caller':
    case 'canceling':
      return t(`say.${call.phase}`);
    default:
      return t(`say.${call.phase}`, {who});
  }
}
