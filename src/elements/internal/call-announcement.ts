/** Chooses the sentence that a screen reader announces for a call. */
import {callStatusWords} from '../../i18n/en/call-status.js';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {isBrowserCall} from './browser-call.js';
import {
  calleeLabel, describeCall, errorSentence, failureSentence, givenUpSentence, isGivenUp, legChanges,
  platformFacts,
  type CallTranslator, type StaleKey,
} from './call-sentences.js';
import {keysToPress} from '../../phone/dialable-number.js';
import type {BrowserPhone, Call} from '../../store/types.js';

/** One sentence, or a few. `voice`: BCP 47 tag. `staleKey`: names the sentence for a stale call. */
export function announcementFor(call: Call, voice: string, staleKey?: StaleKey): string {
  const {phase, error, cancelFailed, voicemail} = call;
  const extension = keysToPress(call);
  const who = calleeLabel(call);
  const t = createTranslator(callWords, voice);
  if (cancelFailed) return describeCall(call, t).hints.join(' ');
  if (isGivenUp(call)) return givenUpSentence(call, t);
  if (staleKey) return t(staleKey);
  if (phase === 'failed' || phase === 'unconfirmed') {
    return error ? failureSentence(call, error, who, t) : t(`phase.${phase}`);
  }
  const facts = platformFacts(call, t, who);
  // A mailbox is not the person.
  if (phase === 'connected' && voicemail) return facts.join(' ');
  if (phase === 'placing' && isBrowserCall(call)) return placingSentence(t);
  const say = createTranslator(callStatusWords, voice);
  const sentence = say(sayKeyOf(call) as 'say.connected-dial', {who, extension});
  return [sentence, ...facts].join(' ');
}

/** The browser may ask for the microphone, in a place of its own. */
const placingSentence = (t: CallTranslator): string =>
  `${t('phase.placing')} ${t('hint.allow-microphone')}`;

function sayKeyOf(call: Call): keyof typeof callStatusWords {
  const {phase} = call;
  if (phase === 'connected' && keysToPress(call)) return 'say.connected-dial';
  // A browser is not told whether the callee's phone rings.
  const isCalling = phase === 'ringing-callee' && isBrowserCall(call);
  return isCalling ? 'say.placing' : `say.${phase}` as 'say.connected';
}

/** Says that the user's own leg is held or muted, or neither any more. */
export function legAnnouncement(call: Call, voice: string): string {
  const t = createTranslator(callWords, voice);
  const changes = legChanges(call, t);
  if (changes.length === 0) return describeCall(call, t).sentence;
  return changes.map((change) => `${change}.`).join(' ');
}

/** Says why a call in the browser may not be heard; empty = nothing is known of that. */
export function soundAnnouncement({state, error}: BrowserPhone, voice: string): string {
  const t = createTranslator(callWords, voice);
  if (error) return errorSentence(error, '', t);
  return state === 'reconnecting' ? t('hint.reconnecting') : '';
}
