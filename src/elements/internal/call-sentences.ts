/** A call, its legs and its errors in the words that users read and hear. */
import {callWords} from '../../i18n/en/calls.js';
import type {callStatusWords} from '../../i18n/en/call-status.js';
import type {Translator} from '../../i18n/translator.js';
import {fromNow} from '../../i18n/time.js';
import {keysToPress} from '../../phone/dialable-number.js';
import {callError, isLostCall} from '../../store/call-error.js';
import {isFinal} from '../../store/call-phase.js';
import type {Call, CallError, ErrorCode, SessionState} from '../../store/types.js';
import {isBrowserCall, soundHints, type CallSound} from './browser-call.js';
import {formatNumber} from './number-format.js';

export {isFinal} from '../../store/call-phase.js';

export type CallTranslator = Translator<typeof callWords>;
export type StatusTranslator = Translator<typeof callStatusWords>;

/** Canceling can still work: nothing is connected yet. */
export function isCancelable({phase}: Pick<Call, 'phase'>): boolean {
  return phase === 'placing' || phase === 'ringing-caller' || phase === 'ringing-callee';
}

/** The platform has shown that the call can be ended from here. */
export function canHangUp({phase, can}: Pick<Call, 'phase' | 'can'>): boolean {
  return !isFinal(phase) && can?.includes('hang-up') === true;
}

/** Name of the other party: the one that the page gave, else the number. */
export function calleeLabel({name, to}: Pick<Call, 'name' | 'to'>): string {
  return name?.trim() || formatNumber(to);
}

/** The words for a call: its phase, and what the user can do or has to know. */
interface CallDescription {
  readonly sentence: string;
  readonly hints: readonly string[];
}

interface DescribeOptions {
  /** The other party; defaults to the call's own name or number. */
  readonly who?: string;
  /** Tells why the call's state is not known. */
  readonly sessionState?: SessionState | undefined;
  /** A button here hangs up; defaults to whether the call can be hung up. */
  readonly hangsUp?: boolean;
  /** Hold and mute were set here, and so can be undone here. */
  readonly isUndoneHere?: boolean;
  /** Of a call in the browser. */
  readonly sound?: CallSound | undefined;
}

/** The one table of the sentence and the hints of each phase. */
export function describeCall(
  call: Call, t: CallTranslator, options: DescribeOptions = {},
): CallDescription {
  const {who = calleeLabel(call), sessionState} = options;
  const hints = call.cancelFailed ? [t('cancel-failed')] : phaseHints(call, t, who);
  const changes = legChanges(call, t);
  hints.push(...isBrowserCall(call)
    ? browserHints(call, t, options)
    : phoneHints(call, t, options));
  const staleKey = staleKeyOf(call, sessionState);
  // A page that has just been loaded asks in a moment.
  if (staleKey && sessionState !== 'restoring') hints.push(t(staleKey));
  return {sentence: [phaseSentence(call, t, who), ...changes].join(' · '), hints};
}

/** A browser is not told whether the callee's phone rings. */
function phaseSentence(call: Call, t: CallTranslator, who: string): string {
  const isCalling = call.phase === 'ringing-callee' && isBrowserCall(call);
  const key = isCalling ? 'phase.calling' : `phase.${call.phase}` as const;
  return t(key as 'phase.calling', {who});
}

/** Where the user's voice goes through a phone. */
function phoneHints(call: Call, t: CallTranslator, options: DescribeOptions): string[] {
  const isUndoneThere = legChanges(call, t).length > 0 && !options.isUndoneHere;
  return [
    ...isUndoneThere ? [t('hint.undo-there')] : [],
    ...needsPhone(call, options) ? [t('hint.hang-up')] : [],
  ];
}

function browserHints(call: Call, t: CallTranslator, {sound}: DescribeOptions): string[] {
  return sound && !isFinal(call.phase) ? soundHints(call, sound, t) : [];
}

/** Only the user's phone ends the call. */
function needsPhone(
  call: Call, {hangsUp = canHangUp(call)}: DescribeOptions,
): boolean {
  const goesOn = call.phase === 'connected' || call.cancelFailed === true;
  return goesOn && (!hangsUp || call.stale);
}

/** How the platform says that the user's own leg is: held, muted, or both. */
export function legChanges({phase, held, muted}: Call, t: CallTranslator): string[] {
  if (isFinal(phase)) return [];
  return [...held ? [t('held')] : [], ...muted ? [t('muted')] : []];
}

export type StaleKey = 'stale' | 'stale.signed-out' | 'stale.browser';

/** The sentence for a call whose state is not known. */
export function staleKeyOf(
  call: Call, sessionState: SessionState | undefined,
): StaleKey | undefined {
  if (!call.stale || isFinal(call.phase)) return undefined;
  if (isBrowserCall(call)) return 'stale.browser';
  // Nothing tells that it was placed, and so that a phone goes on with it.
  if (call.id === null) return undefined;
  return sessionState === 'expired' ? 'stale.signed-out' : 'stale';
}

function phaseHints(call: Call, t: CallTranslator, who: string): string[] {
  const {phase} = call;
  if (phase === 'ringing-caller') return [t('hint.ringing-caller', {who})];
  const extension = phase === 'connected' ? keysToPress(call) : '';
  const facts = platformFacts(call, t, who);
  return extension ? [t('hint.dial', {extension}), ...facts] : facts;
}

/** Facts that no phase tells: a mailbox has answered, and who hung up. */
export function platformFacts(
  {phase, voicemail, endedBy}: Call, t: CallTranslator, who: string,
): string[] {
  const isOver = phase === 'ended';
  const facts = voicemail && (isOver || phase === 'connected') ? [t('voicemail')] : [];
  return isOver && endedBy ? [...facts, t(`ended-by.${endedBy}`, {who})] : facts;
}

/**
 * Why a call did not work, on which leg, and what to do next. A reason of the page (`do-not-call`)
 * is said as it is.
 */
export function errorSentence(
  error: CallError,
  who: string,
  translate: CallTranslator,
  now = Date.now(),
): string {
  const {code, why, leg, retryAt = 0, message} = error;
  const remaining = retryAt - now;
  if (code === 'rate-limited' && retryAt) {
    return remaining > 0
      ? translate('error.rate-limited-until', {when: fromNow(remaining, translate.locale)})
      : translate('error.unknown');
  }
  if (why) return translate(`error.${why}`);
  if (code === 'do-not-call' && message !== callError(code).message) return message;
  const legKey = `error.${code}.${leg ?? ''}`;
  const key = legKey in callWords ? legKey : `error.${code}`;
  return translate(key as 'error.busy.callee', {who});
}

/** Why a call has failed; of one that is given up, what is not known of it. */
export function failureSentence(
  call: Pick<Call, 'via'>, error: CallError, who: string, t: CallTranslator,
): string {
  return isLostCall(call, error) ? t('unconfirmed.browser') : errorSentence(error, who, t);
}

/** Errors whose sentence speaks of placing a call. */
const ACTION_SENTENCES: Readonly<Partial<Record<ErrorCode, 'not-done' | 'not-allowed'>>> = {
  'unknown': 'not-done',
  'no-session': 'not-done',
  'permission-missing': 'not-allowed',
};

/** Why RingCentral has not hung up, held or muted a call. */
export function actionErrorSentence(error: CallError, who: string, t: CallTranslator): string {
  const key = ACTION_SENTENCES[error.code];
  return key && !error.why ? t(key) : errorSentence(error, who, t);
}

/** The user signed out during the call: it was erased here, and may go on. */
export function isGivenUp({phase, error}: Call): boolean {
  return phase === 'unconfirmed' && error?.code === 'session-expired';
}

/** All that is kept of a call that was given up. */
export type GivenUpCall = Pick<Call, 'id' | 'via'>;

/** The sentence for a call that was given up; it contains no name or number. */
export function givenUpSentence({id, via}: GivenUpCall, t: CallTranslator): string {
  if (isBrowserCall({via})) return t('unconfirmed.browser');
  return id === null ? t('error.unconfirmed') : `${t('stale')} ${t('hint.hang-up')}`;
}
