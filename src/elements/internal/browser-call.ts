/** Calls that a browser carries itself: where their sound is, and the notes for their users. */
import type {callWords} from '../../i18n/en/calls.js';
import type {Translator} from '../../i18n/translator.js';
import type {Call, CallError, Store} from '../../store/types.js';

/** A call of the user, or one to them. */
interface SoundCall {
  readonly can?: readonly string[] | undefined;
}

/** How it is with the sound of a call in the browser. */
export interface CallSound {
  /** Undefined until there is sound. */
  readonly place?: 'this-tab' | 'other-tab' | undefined;
  /** RingCentral cannot be told anything for now; the sound goes on. */
  readonly isReconnecting: boolean;
  /** Why the call that goes on cannot be heard. */
  readonly error?: CallError | undefined;
}

export const isBrowserCall = ({via}: {readonly via?: Call['via'] | undefined}): boolean =>
  via === 'browser';

/** A browser carries one call with sound at a time. */
export function callSound(
  {can = []}: SoundCall, {browserPhone, soundLevels}: Pick<Store, 'browserPhone' | 'soundLevels'>,
): CallSound {
  const phone = browserPhone.get();
  const isReconnecting = phone?.state === 'reconnecting';
  if (can.length === 0) return {isReconnecting};
  const place = soundLevels() ? 'this-tab' : 'other-tab';
  return {place, isReconnecting, error: phone?.error};
}

/** The notes for the user of a call in the browser. */
export function soundHints(
  {phase}: Pick<Call, 'phase'>, {place, isReconnecting}: CallSound, t: Translator<typeof callWords>,
): string[] {
  if (phase === 'placing') return [t('hint.allow-microphone')];
  if (!place) return [];
  const isHere = place === 'this-tab';
  return [
    ...isReconnecting ? [t('hint.reconnecting')] : [],
    t(isHere ? 'hint.keep-tab' : 'hint.other-tab'),
  ];
}
