/** What to say about a call: pure, from its facts to words. */
import {callWords} from '../../i18n/en/calls.js';
import type {callStatusWords} from '../../i18n/en/call-status.js';
import type {Translator} from '../../i18n/locale.js';
import {fromNow} from '../../i18n/time.js';
import {callError} from '../../store/call-error.js';
import type {Call, CallError, Leg, Phase} from '../../store/types.js';

export type CallTranslator = Translator<typeof callWords>;
export type StatusTranslator = Translator<typeof callStatusWords>;

const FINAL: readonly Phase[] = ['ended', 'canceled', 'failed', 'unconfirmed'];

/** Nothing more will happen to it. */
export function isFinal(phase: Phase): boolean {
  return FINAL.includes(phase);
}

/** Canceling can still work: the first leg has not been answered. */
export function isCancelable({phase}: Pick<Call, 'phase'>): boolean {
  return phase === 'placing' || phase === 'ringing-caller' || phase === 'ringing-callee';
}

/** Whom to speak of: the name that the page gave, else the number. */
export function calleeLabel(call: Pick<Call, 'name' | 'to'>): string {
  return call.name || call.to;
}

/** The phase in a few words. */
export function phaseSentence(call: Pick<Call, 'phase' | 'name' | 'to'>, t: CallTranslator): string {
  return call.phase === 'ringing-callee'
    ? t('phase.ringing-callee', {who: calleeLabel(call)})
    : t(`phase.${call.phase}`);
}

/** Why it did not work, on which leg, and what to do next. `now`: epoch ms. */
export function errorSentence(error: CallError, who: string, t: CallTranslator, now: number): string {
  if (error.code === 'rate-limited' && error.retryAt !== undefined && error.retryAt > now) {
    return t('error.rate-limited-until', {when: fromNow(error.retryAt - now, t.locale)});
  }
  if (error.why) return t(`error.${error.why}`);
  const ofLeg = `error.${error.code}.${error.leg ?? ''}`;
  return t((ofLeg in callWords ? ofLeg : `error.${error.code}`) as 'error.busy.callee', {who});
}

/** The page's own reason is shown as it is, our codes in our words. */
export function hasCustomReason({code, why, message}: CallError): boolean {
  return code === 'do-not-call' && !why && message !== callError(code).message;
}

export type LegState =
  'waiting' | 'ringing' | 'answered' | 'connected' | 'ended' | 'busy' | 'no-answer' | 'canceled' | 'failed' | 'unknown';

const TROUBLE: Partial<Record<CallError['code'], LegState>> = {'busy': 'busy', 'no-answer': 'no-answer'};

/** What to show for one leg of a call. Says nothing that the platform has not said. */
export function legState(call: Pick<Call, 'phase' | 'error' | 'callerStatus' | 'calleeStatus' | 'connectedAt'>, leg: Leg): LegState {
  const status = leg === 'caller' ? call.callerStatus : call.calleeStatus;
  switch (call.phase) {
    case 'placing': return 'waiting';
    case 'ringing-caller': return leg === 'caller' ? 'ringing' : 'waiting';
    case 'ringing-callee': return leg === 'caller' ? 'answered' : 'ringing';
    case 'connected': return 'connected';
    case 'canceling': return status === 'Success' ? 'answered' : leg === 'caller' ? 'ringing' : 'waiting';
    case 'ended': return 'ended';
    case 'canceled': return 'canceled';
    case 'unconfirmed': return 'unknown';
    case 'failed':
      if (call.error?.leg === leg) return TROUBLE[call.error.code] ?? 'failed';
      if (leg === 'callee' && call.error?.leg === 'caller') return 'waiting';
      return status === 'Success' ? 'answered' : status === 'Finished' ? 'ended' : 'waiting';
  }
}
