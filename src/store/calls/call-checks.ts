/** The checks that a request for a call has to pass before anything is sent. */
import type {LazyPart} from '../../loading/lazy-part.js';
import {readE164} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {callError, unusableNumberError} from '../call-error.js';
import type {StoreContext} from '../context.js';
import {omitEmpty} from '../omit-empty.js';
import type {CallError, CallRequest} from '../types.js';
import {withinTime} from '../within-time.js';

/** A do-not-call check that takes longer refuses the call. */
const SCREEN_TIMEOUT_MS = 3_000;

export interface CheckedTarget {
  /** E.164. */
  readonly to: string;
  readonly extension?: string;
  readonly tones?: string;
}

/** The number to dial, or why it cannot be dialed. A number in E.164 needs no parser. */
async function readTarget(
  {to, country}: CallRequest, homeCountry: string | undefined,
): Promise<CheckedTarget | CallError> {
  if (typeof to !== 'string') return callError('invalid-number');
  let dialableNumber = readE164(to);
  if (!dialableNumber) {
    const parser = parserPart.part ?? await loadForCall(parserPart);
    if ('code' in parser) return parser;
    const {readNumber} = parser;
    const parsedNumber = readNumber(to, {country: country ?? homeCountry});
    if (parsedNumber.kind !== 'number') return unusableNumberError(parsedNumber.kind);
    dialableNumber = parsedNumber.number;
  }
  const {e164, extension, tones} = dialableNumber;
  return omitEmpty({to: e164, extension, tones});
}

/** A part of the script that a call needs; or why the call cannot be placed. */
export const loadForCall = <Part extends object>(part: LazyPart<Part>): Promise<Part | CallError> =>
  part.loadNow().catch(() => callError('unknown', {why: 'not-loaded'}));

/** The result of the work; or an error as soon as the user withdraws the request. */
export function unlessWithdrawn<Result>(
  {signal}: CallRequest, work: Promise<Result>,
): Promise<Result | CallError> {
  if (!signal) return work;
  const withdrawn = new Promise<CallError>((resolve) => {
    const refuse = () => resolve(callError('not-confirmed'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, {once: true});
  });
  return Promise.race([withdrawn, work]);
}

/** The number to dial, or why it must not or cannot be dialed, or is no longer to be. */
export function checkRequest(
  callRequest: CallRequest, context: StoreContext,
): Promise<CheckedTarget | CallError> {
  return unlessWithdrawn(callRequest, readAndScreen(callRequest, context));
}

async function readAndScreen(
  callRequest: CallRequest, context: StoreContext,
): Promise<CheckedTarget | CallError> {
  const homeCountry = context.session.get().user?.country;
  const callTarget = await readTarget(callRequest, homeCountry);
  if ('code' in callTarget) return callTarget;
  return await screenNumber(context, callTarget.to) ?? callTarget;
}

/** Asks the page's do-not-call check. Null = the number may be called. */
async function screenNumber(
  {options, environment}: StoreContext, phoneNumber: string,
): Promise<CallError | null> {
  const {screen} = options;
  if (!screen) return null;
  try {
    const screenVerdict: unknown =
      await withinTime(environment, SCREEN_TIMEOUT_MS, () => screen(phoneNumber));
    if (screenVerdict === true) return null;
    const isReason = typeof screenVerdict === 'string' && screenVerdict !== '';
    return callError('do-not-call', isReason ? {reason: screenVerdict} : {});
  } catch {
    // No answer, or a failed check, is no consent.
    return callError('do-not-call', {why: 'not-screened'});
  }
}
