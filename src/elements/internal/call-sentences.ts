/** Facts of a call in words: pure functions from a call, a leg or an error to what people read. */
import {callWords} from '../../i18n/en/calls.js';
import type {callStatusWords} from '../../i18n/en/call-status.js';
import type {Translator} from '../../i18n/translator.js';
import {fromNow} from '../../i18n/time.js';
import {callError} from '../../store/call-error.js';
import type {Call, CallError, Leg, Phase} from '../../store/types.js';

export {isFinal} from '../../store/call-phase.js';

export type CallTranslator = Translator<typeof callWords>;
export type StatusTranslator = Translator<typeof callStatusWords>;

/** Canceling can still work: nothing is connected yet. */
export function isCancelable({phase}: Pick<Call, 'phase'>): boolean {
  return phase === 'placing' || phase === 'ringing-caller' || phase === 'ringing-callee';
}

/** Name of the other party: the one that the page gave, else the number. */
export function calleeLabel(call: Pick<Call, 'name' | 'to'>): string {
  return call.name || call.to;
}

/** The phase in a few words. */
export function phaseSentence(
  call: Pick<Call, 'phase' | 'name' | 'to'>,
  translate: CallTranslator,
): string {
  if (call.phase !== 'ringing-callee') return translate(`phase.${call.phase}`);
  return translate('phase.ringing-callee', {who: calleeLabel(call)});
}

/** Why a call did not work, on which leg, and what to do next. `now`: epoch ms. */
export function errorSentence(
  error: CallError,
  who: string,
  translate: CallTranslator,
  now: number,
): string {
  const {code, why, leg, retryAt = 0} = error;
  if (code === 'rate-limited' && retryAt > now) {
    return translate('error.rate-limited-until', {when: fromNow(retryAt - now, translate.locale)});
  }
  if (why) return translate(`error.${why}`);
  const legKey = `error.${code}.${leg ?? ''}`;
  const key = legKey in callWords ? legKey : `error.${code}`;
  return translate(key as 'error.busy.callee', {who});
}

/** The page gave a reason of its own (`do-not-call`): it is shown as it is, not in our words. */
export function hasCustomReason({code, why, message}: CallError): boolean {
  return code === 'do-not-call' && !why && message !== callError(code).message;
}

export type LegState =
  | 'waiting' | 'ringing' | 'answered' | 'connected' | 'ended'
  | 'busy' | 'no-answer' | 'canceled' | 'failed' | 'unknown';

type CallFacts = Pick<Call, 'phase' | 'error' | 'callerStatus' | 'calleeStatus'>;

/** Both legs by the phase, where no leg has a status that says more. */
const LEG_STATES: Readonly<Record<Exclude<Phase, 'failed'>, Readonly<Record<Leg, LegState>>>> = {
  'placing': {caller: 'waiting', callee: 'waiting'},
  'ringing-caller': {caller: 'ringing', callee: 'waiting'},
  'ringing-callee': {caller: 'answered', callee: 'ringing'},
  'connected': {caller: 'connected', callee: 'connected'},
  'canceling': {caller: 'ringing', callee: 'waiting'},
  'ended': {caller: 'ended', callee: 'ended'},
  'canceled': {caller: 'canceled', callee: 'canceled'},
  'unconfirmed': {caller: 'unknown', callee: 'unknown'},
};

/** The state to show for one leg of a call, never more than RingCentral has reported. */
export function legState(call: CallFacts, leg: Leg): LegState {
  if (call.phase === 'failed') return failedLegState(call, leg);
  if (call.phase === 'canceling' && legStatus(call, leg) === 'Success') return 'answered';
  return LEG_STATES[call.phase][leg];
}

function failedLegState(call: CallFacts, leg: Leg): LegState {
  const {error} = call;
  if (error?.leg === leg) {
    return error.code === 'busy' || error.code === 'no-answer' ? error.code : 'failed';
  }
  // The other party's phone rings only once the caller has answered.
  if (leg === 'callee' && error?.leg === 'caller') return 'waiting';
  switch (legStatus(call, leg)) {
    case 'Success': return 'answered';
    case 'Finished': return 'ended';
    default: return 'waiting';
  }
}

function legStatus({callerStatus, calleeStatus}: CallFacts, leg: Leg): string | undefined {
  return leg === 'caller' ? callerStatus : calleeStatus;
}
