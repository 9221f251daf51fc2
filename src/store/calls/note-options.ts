/** The needs of the notes of one extension. */
import type {ExtensionContext} from '../extension-context.js';
import type {CallRecords} from './call-records.js';

export interface CallNotesOptions extends ExtensionContext {
  readonly callRecords: Pick<CallRecords, 'get' | 'isShown'>;
}
