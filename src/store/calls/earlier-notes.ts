/**
 * Notes of an earlier user: a session expired, its documents were closed, and another user signs in
 * in its place. The next document saves and erases them.
 */
import {parseJson} from '../../ringcentral/json.js';
import type {TabMessage} from '../extension-context.js';
import {claimOnce, runLocked} from '../run-locked.js';
import type {CallNotesOptions} from './note-options.js';
import {noteLockName, type NoteRecord, readNote, unsavedText, withSave} from './note-record.js';

const KEY_OF_NOTE = /^(rc-click-to-call\/1\/.+)\/note\/[^/]+$/;

interface TellingStore {
  isDisposed(): boolean;
  /** This store saves the notes of that extension itself. */
  isHeld(keyPrefix: string): boolean;
}

/** Another account of the page, or another app of its origin, has a user of its own. */
export function tellEarlierNotes(
  options: CallNotesOptions, {isDisposed, isHeld}: TellingStore,
): void {
  const {storage, keyPrefix, clientId, context: {account, environment}} = options;
  for (const storageKey of storage.keys()) {
    const [, earlierPrefix = keyPrefix] = KEY_OF_NOTE.exec(storageKey) ?? [];
    if (earlierPrefix === keyPrefix || isHeld(earlierPrefix)) continue;
    const record = readNote(parseJson(storage.get(storageKey)));
    if (record && (record.account !== account || record.clientId !== clientId)) continue;
    void runLocked(environment, `${earlierPrefix}/note`, async () => {
      if (isDisposed()) return;
      const latest = readNote(parseJson(storage.get(storageKey)));
      const mayTell = latest && await claimOnce(environment, noteLockName(earlierPrefix, latest));
      if (mayTell) tellEarlierNote(options, {storageKey, earlierPrefix}, latest);
      storage.delete(storageKey);
    });
  }
}

function tellEarlierNote(
  {storage, context}: CallNotesOptions,
  {storageKey, earlierPrefix}: {readonly storageKey: string; readonly earlierPrefix: string},
  record: NoteRecord,
): void {
  const text = unsavedText(record);
  if (!text) return;
  const {call} = record;
  const {note, outcome = null} = text;
  const saved = withSave(record, text);
  storage.set(storageKey, JSON.stringify(saved));
  // The earlier user's documents may be open yet.
  const channel = context.environment.channel(earlierPrefix, () => {});
  channel.post({note: saved} satisfies TabMessage);
  channel.close();
  context.emit({type: 'call-note', call, note, outcome, primary: true});
}
