/** The hint below a number select: a pure function from the state of the select to one sentence. */
import type {numberSelectWords} from '../../i18n/en/number-select.js';
import type {NumberList, SessionState} from '../../store/types.js';

/** Permission that an app needs to read either list. */
const LIST_PERMISSION = 'ReadAccounts';

export interface HintFacts {
  readonly kind: 'from' | 'caller-id';
  /** Undefined until there is a store. */
  readonly session: SessionState | undefined;
  readonly list: NumberList;
  /** E.164; empty = RingCentral's default. */
  readonly value: string;
  /** A remembered number that is no longer offered, formatted. */
  readonly dropped: string | undefined;
  /** The user finished typing, and the text was no number. */
  readonly isInvalid: boolean;
}

export interface Hint {
  readonly key: keyof typeof numberSelectWords;
  readonly params?: Readonly<Record<string, string>>;
  readonly bad?: true;
  /** Offers to load the numbers again, or to add a phone at RingCentral. */
  readonly action?: 'retry' | 'add';
}

/** RingCentral has not sent the numbers yet. */
export const isLoading = ({session, list: {state}}: Pick<HintFacts, 'session' | 'list'>): boolean =>
  state === 'loading' || state === 'idle' && session === 'ready';

/** The most useful hint; null where the field needs none. */
export function hintFor({kind, session, list, value, dropped, isInvalid}: HintFacts): Hint | null {
  const {state, error, options, loadingMore} = list;
  if (isInvalid) return {key: 'select.invalid', bad: true};
  if (session !== 'ready') return session === 'restoring' ? null : {key: 'select.signed-out'};
  if (state === 'error') {
    switch (error?.code) {
      case 'permission-missing': return {key: 'select.permission', params: {permission: LIST_PERMISSION}, bad: true};
      case 'offline': return {key: 'select.offline', bad: true, action: 'retry'};
      default: return {key: 'select.error', bad: true, action: 'retry'};
    }
  }
  if (dropped && !value) return {key: 'select.dropped', params: {number: dropped}, bad: true};
  if (loadingMore) return {key: 'select.loading-more'};
  // Without a value, the select itself shows that numbers load.
  if (isLoading({session, list})) return value ? {key: 'select.loading'} : null;
  if (options.length > 0) return null;
  return kind === 'from' ? {key: 'select.empty.from', action: 'add'} : {key: 'select.empty.caller-id'};
}
