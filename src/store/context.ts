/** The values, the options and the environment that the parts of one store share. */
import type {Environment} from './environment.js';
import type {Writable} from './observable.js';
import type {
  BrowserPhone, Call, CallNote, Choices, Inbound, Limit, NumberList, Session, StoreEvent,
  StoreOptions,
} from './types.js';

export interface StoreContext {
  readonly account: string;
  readonly options: StoreOptions;
  readonly environment: Environment;
  readonly session: Writable<Session>;
  readonly fromNumbers: Writable<NumberList>;
  readonly callerIds: Writable<NumberList>;
  readonly choices: Writable<Choices>;
  readonly calls: Writable<readonly Call[]>;
  readonly limit: Writable<Limit>;
  readonly browserPhone: Writable<BrowserPhone | null>;
  readonly inbound: Writable<readonly Inbound[]>;
  readonly notes: Writable<Readonly<Record<string, CallNote>>>;
  emit(event: StoreEvent): void;
}

export const freeze: <T>(value: T) => Readonly<T> = Object.freeze;

/** A list before it is read. */
export const EMPTY_NUMBER_LIST: NumberList = freeze({state: 'idle', options: freeze([])});
