/** Chooses the sentence that a screen reader announces for a transition of a call. */
import {calleeLabel, describeCall, errorSentence} from './call-sentences.js';
import type {CallTranslator, StatusTranslator} from './call-sentences.js';
import type {Call} from '../../store/types.js';

interface CallTransition {
  /** In its new phase. */
  readonly call: Call;
  readonly statusTranslator: StatusTranslator;
  readonly callTranslator: CallTranslator;
  /** Epoch ms. */
  readonly now: number;
}

/** One sentence. */
export function announcementFor(transition: CallTransition): string {
  const {call, statusTranslator: translate, callTranslator, now} = transition;
  const who = calleeLabel(call);
  if (call.cancelFailed) return cancelFailure(call, callTranslator);
  switch (call.phase) {
    case 'connected':
      if (!call.extension) return translate('say.connected', {who});
      return translate('say.connected-dial', {who, extension: call.extension});
    case 'failed':
    case 'unconfirmed':
      if (!call.error) return callTranslator(`phase.${call.phase}`);
      return errorSentence(call.error, who, callTranslator, now);
    case 'ringing-caller':
      return translate('say.ringing-caller');
    case 'canceling':
      return translate('say.canceling');
    default:
      return translate(`say.${call.phase}`, {who});
  }
}

/** That canceling did not work, and that the user can hang up. */
export function cancelFailure(call: Call, t: CallTranslator): string {
  return describeCall(call, t).hints.join(' ');
}
