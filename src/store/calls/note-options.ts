/** What the notes of one extension need of its session. */
import type {StoreContext} from '../context.js';
import type {KeyValue} from '../environment.js';
import type {CallRecords} from './call-records.js';
import type {NoteRecord} from './note-record.js';

export interface CallNotesOptions {
  readonly context: StoreContext;
  /** Prefix of storage keys and lock names, from `extensionKeyPrefix`. */
  readonly keyPrefix: string;
  readonly storage: KeyValue;
  readonly callRecords: Pick<CallRecords, 'get' | 'isShown'>;
  /** The session's client id; empty for a session of the host. */
  readonly clientId: string;
  /** Sends a record to the other tabs. */
  postNote(record: NoteRecord): void;
}
