/** The number that a button shows: a question, a card and a face belong to one of them. */
import type {CallButtonHost} from './call-button-host.js';
import type {Destination} from './destination.js';

export interface CallTarget {
  /** As the page wrote it. */
  readonly text: string;
  /** Number and extension, or why there is none; empty until the text is read. */
  readonly key: string;
}

export function targetOf(text: string, destination: Destination): CallTarget {
  const {kind} = destination;
  // Without a user, the account's country is not known for a while.
  if (kind === 'unread' || kind === 'national-without-country') return {text, key: ''};
  if (destination.kind !== 'number') return {text, key: kind};
  const {e164, extension = ''} = destination.number;
  return {text, key: `${e164};${extension}`};
}

export function currentTarget({writtenNumber, destination}: CallButtonHost): CallTarget {
  return targetOf(writtenNumber, destination);
}

/** By the numbers, where both are read. */
export function isSameTarget(target: CallTarget, other: CallTarget): boolean {
  const areRead = target.key !== '' && other.key !== '';
  return areRead ? target.key === other.key : target.text === other.text;
}
