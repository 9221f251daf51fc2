/** The numbers that an account offers to a select of one kind: pure functions of its store. */
import type {NumberList, SessionState, Store, WatchedList} from '../../store/types.js';
import {formatNumber} from '../internal/number-format.js';

/** `from`: the phone that rings first. `caller-id`: the number that the other party sees. */
export type NumberKind = 'from' | 'caller-id';

export interface AccountNumbers {
  /** Undefined until there is a store. */
  readonly session: SessionState | undefined;
  readonly list: NumberList;
  /** The account's choice in E.164; empty = RingCentral's default. */
  readonly choice: string;
  /** A remembered number that is no longer offered, formatted. */
  readonly dropped: string | undefined;
  /** The user's, ISO 3166-1 alpha-2. */
  readonly homeCountry: string | undefined;
}

export function numberListOf(store: Store, kind: NumberKind): WatchedList {
  return kind === 'caller-id' ? store.callerIds : store.fromNumbers;
}

export function accountNumbers(store: Store | undefined, kind: NumberKind): AccountNumbers {
  const session = store?.session.get();
  const choices = store?.choices.get();
  const choiceKey = choiceKeyOf(kind);
  const dropped = choices?.dropped?.[choiceKey];
  return {
    session: session?.state,
    list: store ? numberListOf(store, kind).get() : {state: 'idle', options: []},
    choice: choices?.[choiceKey] ?? '',
    dropped: dropped && formatNumber(dropped),
    homeCountry: session?.user?.country,
  };
}

/** Makes a number the account's choice; empty = RingCentral's default. */
export function chooseNumber(store: Store | undefined, kind: NumberKind, number: string): void {
  store?.choose({[choiceKeyOf(kind)]: number || null});
}

/** RingCentral has not sent the numbers yet. */
export function isLoading({session, list}: Pick<AccountNumbers, 'session' | 'list'>): boolean {
  return list.state === 'loading' || (list.state === 'idle' && session === 'ready');
}

/** All pages of the list have been read. */
export function isComplete({state, loadingMore}: NumberList): boolean {
  return state === 'ready' && !loadingMore;
}

function choiceKeyOf(kind: NumberKind): 'from' | 'callerId' {
  return kind === 'caller-id' ? 'callerId' : 'from';
}
