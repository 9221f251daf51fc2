/** The hint below a number select: a pure function from the state of the select to one sentence. */
import type {numberSelectWords} from '../../i18n/en/number-select.js';
import type {CallError} from '../../store/types.js';
import {THIS_BROWSER} from '../internal/this-browser.js';
import {isLoading} from './account-numbers.js';
import type {SelectContent} from './select-content.js';

/** Permission that an app needs to read either list. */
const LIST_PERMISSION = 'ReadAccounts';

export type HintFacts = Pick<
  SelectContent,
  'kind' | 'session' | 'list' | 'value' | 'dropped' | 'isInvalid' | 'browserPhone'
>;

export interface Hint {
  readonly key: keyof typeof numberSelectWords;
  readonly params?: Readonly<Record<string, string>>;
  /** Its sentence takes the place of the words. */
  readonly error?: CallError;
  readonly bad?: true;
  /** The value is good, and will not do what the user expects of it. */
  readonly warns?: true;
  /** Offers to load the numbers again, or to add a phone at RingCentral. */
  readonly action?: 'retry' | 'add';
}

/** The most useful hint; null where the field needs none. */
export function hintFor(facts: HintFacts): Hint | null {
  const {session, list, value, dropped, isInvalid, browserPhone} = facts;
  if (isInvalid) return {key: 'select.invalid', bad: true};
  if (session === 'restoring') return null;
  if (session !== 'ready') return {key: 'select.signed-out'};
  if (list.state === 'error') return errorHint(list.error);
  if (dropped && !value) return {key: 'select.dropped', params: {number: dropped}, bad: true};
  if (value === THIS_BROWSER) return browserHint(browserPhone?.error);
  const chosen = list.options.find(({number}) => number === value);
  if (chosen?.online === false) return {key: 'select.phone-offline', warns: true};
  return listHint(facts);
}

function browserHint(error: CallError | undefined): Hint {
  return {key: 'select.browser-hint', ...error && {error, warns: true}};
}

function errorHint(error: CallError | undefined): Hint {
  switch (error?.code) {
    case 'permission-missing':
      return {key: 'select.permission', params: {permission: LIST_PERMISSION}, bad: true};
    case 'offline': return {key: 'select.offline', bad: true, action: 'retry'};
    default: return {key: 'select.error', bad: true, action: 'retry'};
  }
}

function listHint({kind, session, list, value}: HintFacts): Hint | null {
  if (list.loadingMore) return {key: 'select.loading-more'};
  // Without a value, the select itself shows that numbers load.
  if (isLoading({session, list})) return value ? {key: 'select.loading'} : null;
  if (list.options.length > 0) return null;
  if (kind === 'caller-id') return {key: 'select.empty.caller-id'};
  return {key: 'select.empty.from', action: 'add'};
}
