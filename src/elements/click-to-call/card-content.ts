/** The contents of a call button's card. */
import type {CostReason} from '../internal/call-cost.js';
import {isFinal, type GivenUpCall} from '../internal/call-sentences.js';
import type {Call, CallError} from '../../store/types.js';
import type {LinkScheme} from './destination.js';

/** A question before the call is placed. */
export interface Question {
  readonly kind: 'question';
  readonly about: CostReason | 'ringing' | 'phone';
  answer(isYes: boolean): void;
}

/** Offered after a click on a link: a page cannot know whether an app has opened. */
export interface OtherAppsContent {
  readonly kind: 'other-apps';
  readonly usedScheme: LinkScheme;
  /** Whether the number was copied; undefined until the user tries. */
  isCopied?: boolean;
}

/** A call that is not placed yet. */
interface WaitingContent {
  readonly kind: 'waiting';
}

/** The user signed out during the call. */
export interface GivenUpContent extends GivenUpCall {
  readonly kind: 'given-up';
}

export interface RefusalContent {
  readonly kind: 'refusal';
  readonly error: CallError;
}

/** RingCentral has not hung up. */
export interface NotDoneContent {
  readonly kind: 'not-done';
  readonly call: Call;
  readonly error: CallError;
}

export interface ProgressContent {
  readonly kind: 'progress';
  readonly call: Call;
}

export interface FailureContent {
  readonly kind: 'failure';
  readonly call: Call;
  readonly error: CallError;
}

/** Contents that are neither a question nor the state of a call. */
export type Notice =
  | OtherAppsContent | WaitingContent | GivenUpContent | RefusalContent | NotDoneContent;

export type CardContent = Question | Notice | ProgressContent | FailureContent;

/** Null if the call is over and did not fail. */
export function callContent(call: Call): ProgressContent | FailureContent | null {
  const {phase, error} = call;
  if (!isFinal(phase)) return {kind: 'progress', call};
  return error ? {kind: 'failure', call, error} : null;
}

/** The call has gone on since RingCentral has not hung up. */
export function isOutdated(notice: Notice, call: Call | undefined): boolean {
  return notice.kind === 'not-done' && notice.call.phase !== call?.phase;
}

/** Once the user has closed it, only something new opens the card again. */
export function subjectOf(content: CardContent): string {
  if (!('call' in content)) return content.kind;
  const {key, phase, cancelFailed} = content.call;
  return [content.kind, key, phase === 'connected', cancelFailed].join();
}

/** Whether a press elsewhere closes it: it asks nothing, and tells of nothing that goes on. */
export function isClosedByPress(content: CardContent | null): boolean {
  return content !== null && ['other-apps', 'refusal', 'not-done', 'failure'].includes(content.kind);
}
