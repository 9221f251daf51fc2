/** Chooses the sentence that a screen reader announces for a transition of a call. */
import {calleeLabel, errorSentence} from './call-sentences.js';
import type {CallTranslator, StatusTranslator} from './call-sentences.js';
import type {Call} from '../../store/types.js';

interface CallTransition {
  /** Absent for a new call. */
  readonly previous?: Call | undefined;
  readonly call: Call;
  readonly statusTranslator: StatusTranslator;
  readonly callTranslator: CallTranslator;
  /** Epoch ms. */
  readonly now: number;
}

/** At most one sentence; empty where the phase has not changed. */
export function announcementFor(transition: CallTransition): string {
  const {previous, call, statusTranslator: translate, callTranslator, now} = transition;
  if (previous?.phase === call.phase) return '';
  const who = calleeLabel(call);
  switch (call.phase) {
    case 'connected':
      if (!call.extension) return translate('say.connected', {who});
      return translate('say.connected-dial', {who, extension: call.extension});
    case 'failed':
    case 'unconfirmed':
      if (!call.error) return callTranslator(`phase.${call.phase}`);
      return errorSentence(call.error, who, callTranslator, now);
    case 'ringing-caller':
    case 'canceling':
      return translate(`say.${call.phase}`);
    default:
      return translate(`say.${call.phase}`, {who});
  }
}
