/** What the notes of one extension need of its session. */
import type {ExtensionContext} from '../extension-context.js';
import type {CallRecords} from './call-records.js';

export interface CallNotesOptions extends ExtensionContext {
  readonly callRecords: Pick<CallRecords, 'get' | 'isShown'>;
}
