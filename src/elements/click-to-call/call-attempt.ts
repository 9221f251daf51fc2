/** One attempt to call, from the click to RingCentral's answer: what is read and asked before. */
import type {DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {callError, CallRejection, unusableNumberError} from '../../store/call-error.js';
import type {Call, CallRequest, ErrorCode, Store, Why} from '../../store/types.js';
import {getPageStore} from '../internal/event-bridge.js';
import {placeCall, reportRefusal} from '../internal/events.js';
import {livingCallTo} from '../internal/living-call.js';
import type {CallButtonHost} from './call-button-host.js';
import {currentTarget, isSameTarget, targetOf, type CallTarget} from './call-target.js';
import type {Destination} from './destination.js';

/** How long a call waits for the list of the account's phones. */
const PHONE_LOOKUP_TIMEOUT_MS = 3_000;

type CostReason = 'always' | 'international' | 'premium-rate' | 'satellite';

/** A question before the call is placed. */
export interface Question {
  readonly kind: 'question';
  readonly about: CostReason | 'ringing' | 'phone';
  answer(isYes: boolean): void;
}

interface AttemptOptions {
  readonly host: CallButtonHost;
  readonly store: Store;
  /** A question has come, or is answered. */
  readonly onQuestion: (question: Question | null) => void;
  readonly onPlaced: (callKey: string) => void;
}

export class CallAttempt {
  /** The other party, as the button named it at the click. */
  readonly who: string;
  question: Question | null = null;
  #target: CallTarget;
  readonly #wasDisabled: boolean;

  constructor(private readonly options: AttemptOptions) {
    const {host} = options;
    this.who = host.calleeLabel;
    this.#target = currentTarget(host);
    this.#wasDisabled = host.disabled;
  }

  get store(): Store {
    return this.options.store;
  }

  /** The button still shows the number that was clicked. */
  get isCurrent(): boolean {
    return isSameTarget(this.#target, currentTarget(this.options.host));
  }

  /** Answers a question that has lost its reason: nothing was sent. */
  withdrawIfMoot(): void {
    const {host, store} = this.options;
    const {state} = store.session.get();
    const {destination} = host;
    const isDisabledSince = host.disabled && !this.#wasDisabled;
    const isOver = this.question?.about === 'ringing' && destination.kind === 'number' &&
      !livingCallTo(store, destination.number);
    const canPlace = state === 'ready' || state === 'restoring';
    if (!this.isCurrent || isDisabledSince || isOver || !canPlace) this.withdraw();
  }

  /** The call is refused as `not-confirmed`, if there is a question. */
  withdraw(): void {
    this.question?.answer(false);
  }

  /** Calls the number that the button showed at the click. Rejects with a `CallRejection`. */
  async run(): Promise<Call> {
    try {
      return await this.#place();
    } catch (error) {
      if (CallRejection.is(error)) throw error;
      throw navigator.onLine
        ? this.#refuse('unknown', {why: 'not-loaded'})
        : this.#refuse('offline');
    }
  }

  async #place(): Promise<Call> {
    const {host, store, onPlaced} = this.options;
    const {confirm, writtenNumber} = host;
    const request = requestOf(host);
    const destination = await readDestination(host);
    if (destination.kind !== 'number') {
      throw reportRefusal(host, unusableNumberError(destination.kind));
    }
    this.#target = targetOf(writtenNumber, destination);
    const {e164} = destination.number;
    const to = numberToDial(destination.number);
    const {state, user, error} = store.session.get();
    // The store requests the missing part again, and refuses the call.
    const isMissing = error?.code === 'sdk-load';
    if (isMissing) return placeCall({element: host, store, request: {...request, to}});
    if (state !== 'ready' && state !== 'restoring') throw this.#refuse('no-session');
    const living = livingCallTo(store, destination.number);
    if (living?.phase === 'placing') throw this.#refuse('call-in-progress');
    const reason = living ? null : await costReason(confirm, e164, user?.country);
    if (reason) await this.#ask(reason);
    // Another tab may have called the number while the user was asked.
    if (livingCallTo(store, destination.number)) await this.#ask('ringing');
    // RingCentral could only refuse a call of an account without a phone.
    const onNoPhoneChosen = async (): Promise<void> => {
      if (await hasNoPhone(store)) await this.#ask('phone');
    };
    return placeCall({
      element: host, store, request: {...request, to}, onPlaced, onNoPhoneChosen,
    });
  }

  /** Resolves once the user agrees. */
  async #ask(about: Question['about']): Promise<void> {
    const {host, onQuestion} = this.options;
    const canAsk = host.isConnected && this.isCurrent;
    const isConfirmed = canAsk && await new Promise<boolean>((resolve) => {
      const answer = (isYes: boolean): void => {
        resolve(isYes);
        onQuestion(this.question = null);
      };
      onQuestion(this.question = {kind: 'question', about, answer});
    });
    if (!isConfirmed) throw this.#refuse('not-confirmed');
  }

  #refuse(code: ErrorCode, details: {readonly why?: Why} = {}): Error {
    return reportRefusal(this.options.host, callError(code, details));
  }
}

/** Loads what an attempt will need. */
export function preloadAttempt({account, confirm, from}: CallButtonHost): void {
  const {choices, fromNumbers} = getPageStore(account);
  if (confirm === 'auto') parserPart.load().catch(() => undefined);
  // A list of numbers loads with its first listener.
  if (!from && !choices.get().from) fromNumbers.listen(() => undefined)();
}

/** The attributes of the button that go into the request, beside the number. */
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

const numberToDial = ({e164, extension}: DialableNumber): string =>
  extension ? `${e164};ext=${extension}` : e164;

/** The number of the button, read by the parser where that is needed. */
async function readDestination(
  {destination, writtenNumber, dialingCountry: country}: CallButtonHost,
): Promise<Exclude<Destination, {readonly kind: 'unread'}>> {
  if (destination.kind !== 'unread') return destination;
  const {readNumber} = await parserPart.loadNow();
  return readNumber(writtenNumber, {country});
}

/** Null if there is no need to ask. Asking is the safe side if the cost cannot be known. */
async function costReason(
  confirm: CallButtonHost['confirm'], e164: string, homeCountry: string | undefined,
): Promise<CostReason | null> {
  if (confirm === 'never') return null;
  if (confirm === 'always') return 'always';
  try {
    const {isCostly, parseNumber} = await parserPart.loadNow();
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
