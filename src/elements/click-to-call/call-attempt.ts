/** One attempt to call, from the click to RingCentral's answer: what is read and asked before. */
import {callError, unusableNumberError} from '../../store/call-error.js';
import type {Call, CallRequest, Store} from '../../store/types.js';
import {placeCall, reportRefusal} from '../internal/events.js';
import {livingCallTo} from '../internal/living-call.js';
import {loadParser} from '../internal/number-format.js';
import type {CallButtonHost} from './call-button-host.js';
import type {Destination} from './destination.js';

/** How long a call waits for the list of the account's phones. */
const PHONE_LOOKUP_TIMEOUT_MS = 3_000;

type CostReason = 'always' | 'international' | 'premium-rate' | 'satellite';

/** Why the user is asked before a call is placed. */
export type QuestionReason = CostReason | 'ringing' | 'phone';

interface AttemptOptions {
  readonly host: CallButtonHost;
  readonly store: Store;
  readonly onRead: (destination: Destination) => void;
  /** Resolves once the user agrees, else rejects. */
  readonly ask: (reason: QuestionReason) => Promise<void>;
  readonly onPlaced: (callKey: string) => void;
}

/**
 * Calls the number that the button shows now, whatever it shows later. Rejects with a
 * `CallRejection` when the call is refused, and with another error where a script did not load.
 */
export async function attemptCall(options: AttemptOptions): Promise<Call> {
  const {host, store, onRead, ask, onPlaced} = options;
  const request = requestOf(host);
  const {confirm} = host;
  const refuse = (code: 'no-session' | 'call-in-progress') => reportRefusal(host, callError(code));
  const destination = await completeDestination(host);
  if (destination.kind !== 'number') {
    throw reportRefusal(host, unusableNumberError(destination.kind));
  }
  onRead(destination);
  const {e164, extension} = destination.number;
  const {state, user} = store.session.get();
  if (state !== 'ready' && state !== 'restoring') throw refuse('no-session');
  const living = livingCallTo(store, destination.number);
  if (living?.phase === 'placing') throw refuse('call-in-progress');
  const reason = living ? null : await costReason(confirm, e164, user?.country);
  if (reason) await ask(reason);
  // Another tab may have called the number while the user was asked.
  if (livingCallTo(store, destination.number)) await ask('ringing');
  const to = extension ? `${e164};ext=${extension}` : e164;
  // RingCentral could only refuse a call of an account without a phone.
  const onNoPhoneChosen = async (): Promise<void> => {
    if (await hasNoPhone(store)) await ask('phone');
  };
  return placeCall({
    element: host, store, request: {...request, to}, onPlaced, onNoPhoneChosen,
  });
}

/** What the button asks for beside the number. */
function requestOf(
  {name, from, callerId, playPrompt, dialingCountry: country}: CallButtonHost,
): Omit<CallRequest, 'to'> {
  return {
    country,
    from: from || undefined,
    callerId: callerId || undefined,
    playPrompt: playPrompt ? String(playPrompt) === 'true' : undefined,
    name: name.trim() || undefined,
  };
}

/** The number of the button, read by the parser where that is needed. */
async function completeDestination(
  {destination, writtenNumber, dialingCountry: country}: CallButtonHost,
): Promise<Exclude<Destination, {readonly kind: 'unread'}>> {
  if (destination.kind !== 'unread') return destination;
  const {readNumber} = await loadParser();
  return readNumber(writtenNumber, {country});
}

/** Null if there is no need to ask. Asking is the safe side if the cost cannot be known. */
async function costReason(
  confirm: CallButtonHost['confirm'], e164: string, homeCountry: string | undefined,
): Promise<CostReason | null> {
  if (confirm === 'never') return null;
  if (confirm === 'always') return 'always';
  try {
    const {isCostly, parseNumber} = await loadParser();
    const number = parseNumber(e164);
    return number && isCostly(number, homeCountry);
  } catch {
    return 'always';
  }
}

/** Whether the account has no phone; false also if that is not known in time. */
function hasNoPhone({fromNumbers}: Store): Promise<boolean> {
  return new Promise((resolve) => {
    const checkList = (): void => {
      const {state, options, loadingMore} = fromNumbers.get();
      if (options.length > 0 || state === 'error') settle(false);
      else if (state === 'ready' && !loadingMore) settle(true);
    };
    const settle = (hasNone: boolean): void => {
      unsubscribe();
      clearTimeout(timer);
      resolve(hasNone);
    };
    const unsubscribe = fromNumbers.listen(checkList);
    const timer = setTimeout(settle, PHONE_LOOKUP_TIMEOUT_MS, false);
    checkList();
  });
}
