/** The numbers that an account offers to a select of one kind: pure functions of its store. */
import type {
  BrowserPhone, NumberList, Observable, SessionState, Store, WatchedList,
} from '../../store/types.js';
import {formatNumber} from '../internal/number-format.js';
import {possiblePhone} from '../internal/this-browser.js';

/** `from`: the phone that rings first. `caller-id`: the number that the other party sees. */
export type NumberKind = 'from' | 'caller-id';

export interface AccountNumbers {
  readonly kind: NumberKind;
  /** Undefined until there is a store. */
  readonly session: SessionState | undefined;
  readonly list: NumberList;
  /** The account's choice, E.164 or `browser`; empty = RingCentral's default. */
  readonly choice: string;
  /** Null where this browser is not offered as a phone. */
  readonly browserPhone: BrowserPhone | null;
  /** A remembered number that is no longer offered, formatted. */
  readonly dropped: string | undefined;
  /** The user's, ISO 3166-1 alpha-2. */
  readonly homeCountry: string | undefined;
}

/** All that a select of this kind shows. */
export function numberSources(store: Store, kind: NumberKind): readonly Observable<unknown>[] {
  return [store.session, numberListOf(store, kind), store.choices, store.browserPhone];
}

function numberListOf(store: Store, kind: NumberKind): WatchedList {
  return kind === 'caller-id' ? store.callerIds : store.fromNumbers;
}

export function accountNumbers(store: Store | undefined, kind: NumberKind): AccountNumbers {
  const session = store?.session.get();
  const dropped = store?.choices.get().dropped?.[choiceKeyOf(kind)];
  return {
    kind,
    session: session?.state,
    list: store ? numberListOf(store, kind).get() : {state: 'idle', options: []},
    choice: store ? choiceOf(store, kind) : '',
    browserPhone: store ? browserPhoneOf(store, kind) : null,
    dropped: dropped && formatNumber(dropped),
    homeCountry: session?.user?.country,
  };
}

function browserPhoneOf({browserPhone}: Store, kind: NumberKind): BrowserPhone | null {
  return kind === 'caller-id' ? null : browserPhone.get();
}

function choiceOf(store: Store, kind: NumberKind): string {
  const {from, callerId} = store.choices.get();
  return (kind === 'caller-id' ? callerId : possiblePhone(from, store)) ?? '';
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
