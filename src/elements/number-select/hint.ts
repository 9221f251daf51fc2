/** What is worth knowing below a number select: pure, from its facts to one sentence. */
import type {numberSelectWords} from '../../i18n/en/number-select.js';
import type {NumberList, SessionState} from '../../store/types.js';

/** What an app has to be granted before it may read either list. */
const PERMISSION = 'ReadAccounts';

export interface Facts {
  readonly kind: 'from' | 'caller-id';
  /** Undefined until there is a store. */
  readonly session: SessionState | undefined;
  readonly list: NumberList;
  /** E.164; empty = the default. */
  readonly value: string;
  /** A remembered number that has gone, as people read it. */
  readonly dropped: string | undefined;
  /** What was typed by hand is no number. */
  readonly wrong: boolean;
}

export interface Hint {
  readonly key: keyof typeof numberSelectWords;
  readonly params?: Readonly<Record<string, string>>;
  readonly bad?: true;
  /** What helps: asking for the numbers again, or adding a phone at RingCentral. */
  readonly action?: 'retry' | 'add';
}

/** Nobody has answered yet. */
export const isLoading = ({session, list: {state}}: Pick<Facts, 'session' | 'list'>): boolean =>
  state === 'loading' || state === 'idle' && session === 'ready';

/** At most one thing to know, the most useful first. */
export function hintFor({kind, session, list, value, dropped, wrong}: Facts): Hint | null {
  const {state, error, options, loadingMore} = list;
  if (wrong) return {key: 'select.invalid', bad: true};
  if (session !== 'ready') return session === 'restoring' ? null : {key: 'select.signed-out'};
  if (state === 'error') {
    switch (error?.code) {
      case 'permission-missing': return {key: 'select.permission', params: {permission: PERMISSION}, bad: true};
      case 'offline': return {key: 'select.offline', bad: true, action: 'retry'};
      default: return {key: 'select.error', bad: true, action: 'retry'};
    }
  }
  if (dropped && !value) return {key: 'select.dropped', params: {number: dropped}, bad: true};
  if (loadingMore) return {key: 'select.loading-more'};
  // Without a value, the select itself says so.
  if (isLoading({session, list})) return value ? {key: 'select.loading'} : null;
  if (options.length > 0) return null;
  return kind === 'from' ? {key: 'select.empty.from', action: 'add'} : {key: 'select.empty.caller-id'};
}
