/** Notes in a tab that the user has duplicated: browsers copy its session storage, so both have the note. */
import {expect} from '@open-wc/testing';
import {CallNotes} from '../../../src/store/calls/call-notes.js';
import {observable} from '../../../src/store/observable.js';
import type {StoreContext} from '../../../src/store/context.js';
import type {StoreEvent} from '../../../src/store/types.js';
import {aCall} from '../../elements/fake-store.js';

const PREFIX = 'rc-click-to-call/1/https://platform.example|1';
const call = aCall('ended', {endedAt: Date.now()});

/** A tab with a storage of its own. */
class CopiedTab {
  readonly told: string[] = [];
  readonly posted: unknown[] = [];
  isShown = true;
  readonly notes: CallNotes;

  constructor(readonly stored = new Map<string, string>()) {
    const emit = (event: StoreEvent): void => {
      if (event.type === 'call-note') this.told.push(`${event.note}${event.primary ? '*' : ''}`);
    };
    const storage = {
      shared: false,
      get: (key: string) => stored.get(key) ?? null,
      set: (key: string, value: string) => void stored.set(key, value),
      delete: (key: string) => void stored.delete(key),
      keys: () => [...stored.keys()],
    };
    const context = {account: '', notes: observable({}), emit, environment: {locks: null}} as unknown as StoreContext;
    this.notes = new CallNotes({
      context, keyPrefix: PREFIX, storage, clientId: '',
      callRecords: {get: () => undefined, isShown: () => this.isShown},
      post: ({note}) => this.posted.push(note),
    });
  }
}

describe('notes in a tab that was duplicated', () => {
  it('are told as primary by one of the two', async () => {
    const tab = new CopiedTab();
    tab.notes.write(call, {note: 'a'});
    const copy = new CopiedTab(new Map(tab.stored));
    tab.isShown = copy.isShown = false;
    await tab.notes.conclude(call.key, call);
    copy.notes.adopt(tab.posted.at(-1));
    await copy.notes.conclude(call.key, call);
    expect([tab.told, copy.told]).to.deep.equal([['a*'], ['a']]);
    expect([tab.stored.size, copy.stored.size]).to.deep.equal([0, 0]);
  });
});
