/** Notes about calls, over tabs, reloads, crashes and users. */
import {expect} from '@open-wc/testing';
import type {StoreEvent} from '../../../src/store/types.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, type TabOptions, VirtualBrowser} from '../../support/virtual.js';

const PREFIX = 'rc-click-to-call/1/https://platform.example|400131426101';
const MINUTE_MS = 60_000;
const NEXT_USER = {extensionId: '400131426105', extensionNumber: '105', name: 'Kim Novak', directNumber: '+16505550175'};
const DAMAGED_TEXTS = ['', '{', 'null', '[]', '7', '"text"', '{"note":"x"}', '{"note":7,"call":{}}'];

type Told = Extract<StoreEvent, {type: 'call-note'}>;

const toldIn = (tab: Tab): Told[] => tab.events.filter((event) => event.type === 'call-note');

/** As `note/outcome`, with a star in the primary document. */
const texts = (tab: Tab): string[] =>
  toldIn(tab).map(({note, outcome, primary}) => `${note}/${outcome ?? ''}${primary ? '*' : ''}`);

describe('notes about calls', () => {
  let browser: VirtualBrowser;
  let tab: Tab;

  beforeEach(async () => {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    tab = await open();
  });
  afterEach(() => browser.close());

  const open = (options: TabOptions = {}) => browser.openTab(options).connect();

  async function reload(closing: Tab, options = closing.options): Promise<Tab> {
    closing.close();
    return open(options);
  }

  /** A call that both have answered. */
  async function talk(caller = tab, name = 'answered-long'): Promise<string> {
    const {key} = await browser.runUntil(caller.store.call({to: numberOf(name)}));
    // Loads the code, as the fields of a panel do.
    caller.store.writeNote(key, {});
    await browser.advance(15_000);
    return key;
  }

  async function end(callKey: string, someTab = tab): Promise<void> {
    const id = someTab.store.calls.get().find(({key}) => key === callKey)!.id!;
    browser.simulator.hangUp(id);
    await browser.advance(20_000);
    expect(someTab.store.calls.get().find(({key}) => key === callKey)!.phase).to.equal('ended');
  }

  const noteOf = (someTab: Tab, callKey: string) => someTab.store.notes.get()[callKey];
  const storedNotes = () => [...browser.storage.keys()].filter((key) => key.includes('/note/'));

  function signInNextUser(): void {
    const {simulator} = browser;
    simulator.configure({user: {...simulator.options.user, ...NEXT_USER}});
    Object.assign(browser, {token: String(simulator.signIn({expiresIn: 864_000}).access_token)});
  }

  it('are kept at once, in all tabs and over a reload', async () => {
    const other = await open();
    const key = await talk();
    tab.store.writeNote(key, {note: 'Wants an offer'});
    expect(noteOf(tab, key)).to.deep.equal({note: 'Wants an offer', isSaved: false});
    expect(storedNotes()).to.deep.equal([`${PREFIX}/note/${key}`]);
    tab.store.writeNote(key, {outcome: 'reached'});
    await browser.settle();
    const expected = {note: 'Wants an offer', outcome: 'reached', isSaved: false};
    expect(noteOf(other, key)).to.deep.equal(expected);
    const again = await reload(tab);
    expect(noteOf(again, key)).to.deep.equal(expected);
    expect([texts(again), texts(other)]).to.deep.equal([[], []]);
  });

  it('never enter the call', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'secret text', outcome: 'secret value'});
    tab.store.saveNote(key);
    await end(key);
    const others = tab.events.filter(({type}) => type !== 'call-note');
    expect(JSON.stringify([tab.store.calls.get(), others])).not.to.contain('secret');
    expect(browser.storage.get(`${PREFIX}/call/${key}`)).not.to.contain('secret');
  });

  it('are the same objects while nothing changes, and frozen', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    const [notes, note] = [tab.store.notes.get(), noteOf(tab, key)];
    tab.store.writeNote(key, {note: 'a'});
    tab.store.writeNote(key, {});
    await browser.advance(5_000);
    expect([tab.store.notes.get() === notes, noteOf(tab, key) === note]).to.deep.equal([true, true]);
    expect([Object.isFrozen(notes), Object.isFrozen(note)]).to.deep.equal([true, true]);
  });

  it('are told once for each state that is saved, primary in one document', async () => {
    const other = await open();
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    for (let count = 0; count < 3; count++) tab.store.saveNote(key);
    await browser.settle();
    expect([texts(tab), texts(other)]).to.deep.equal([['a/*'], ['a/']]);
    expect([noteOf(tab, key), noteOf(other, key)])
      .to.deep.equal([{note: 'a', isSaved: true}, {note: 'a', isSaved: true}]);
    tab.store.writeNote(key, {note: 'ab'});
    expect(noteOf(tab, key)).to.deep.equal({note: 'ab', isSaved: false});
    await browser.settle();
    other.store.saveNote(key);
    tab.store.saveNote(key);
    await browser.settle();
    expect([...texts(tab), ...texts(other)].sort()).to.deep.equal(['a/', 'a/*', 'ab/', 'ab/*']);
    tab.store.writeNote(key, {note: 'abc'});
    tab.store.writeNote(key, {note: 'ab'});
    expect(noteOf(tab, key)!.isSaved).to.equal(true);
  });

  it('are told with their outcome, or with that alone, never empty', async () => {
    const key = await talk();
    tab.store.saveNote(key);
    tab.store.writeNote(key, {note: ' \n'});
    tab.store.saveNote(key);
    await browser.settle();
    expect(texts(tab)).to.deep.equal([]);
    tab.store.writeNote(key, {note: '', outcome: 'no answer'});
    tab.store.saveNote(key);
    await browser.settle();
    expect(texts(tab)).to.deep.equal(['/no answer*']);
    tab.store.writeNote(key, {outcome: null});
    tab.store.saveNote(key);
    await browser.settle();
    expect([texts(tab), noteOf(tab, key)]).to.deep.equal([['/no answer*'], {note: '', isSaved: false}]);
  });

  it('are told as empty where they are of spaces only', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: ' \n', outcome: 'no answer'});
    tab.store.saveNote(key);
    await browser.settle();
    expect(texts(tab)).to.deep.equal(['/no answer*']);
    expect(noteOf(tab, key)).to.deep.equal({note: ' \n', outcome: 'no answer', isSaved: true});
  });

  it('are told at dismissal, with the call as last known, and are gone then', async () => {
    const other = await open();
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await end(key);
    other.store.dismiss(key);
    await browser.settle();
    expect([texts(tab), texts(other)]).to.deep.equal([['a/'], ['a/*']]);
    const {call} = toldIn(other)[0]!;
    expect([call.phase, call.endedAt]).to.deep.equal(['ended', tab.endEvents(key)[0]!.call.endedAt]);
    expect([tab.store.notes.get(), other.store.notes.get(), storedNotes()]).to.deep.equal([{}, {}, []]);
  });

  it('are told ten minutes after the end', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await end(key);
    await browser.advance(9 * MINUTE_MS);
    expect(texts(tab)).to.deep.equal([]);
    await browser.advance(MINUTE_MS);
    expect([texts(tab), storedNotes(), tab.store.notes.get()]).to.deep.equal([['a/*'], [], {}]);
  });

  it('are not told again where they are saved', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    tab.store.saveNote(key);
    await end(key);
    tab.store.dismiss(key);
    await browser.settle();
    expect([texts(tab), storedNotes()]).to.deep.equal([['a/*'], []]);
  });

  for (const after of ['dismissed in a tab that closes at once', 'ten minutes over']) {
    it(`are told by the next document: ${after}`, async () => {
      const key = await talk();
      tab.store.writeNote(key, {note: 'a'});
      await end(key);
      if (after.startsWith('dismissed')) tab.store.dismiss(key);
      tab.close();
      if (after.startsWith('ten')) await browser.advance(11 * MINUTE_MS);
      const next = await open();
      expect([texts(next), storedNotes(), next.store.notes.get()]).to.deep.equal([['a/*'], [], {}]);
      expect(toldIn(next)[0]!.call).to.include({key, phase: 'ended', to: numberOf('answered-long')});
    });
  }

  it('stay with a call that another tab goes on with', async () => {
    const other = await open({noChannel: true});
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    const third = await open({noChannel: true});
    await browser.settle();
    expect([texts(other), texts(third), noteOf(tab, key)!.note]).to.deep.equal([[], [], 'a']);
    expect(noteOf(third, key)!.note).to.equal('a');
  });

  it('are told before sign-out erases them', async () => {
    const other = await open();
    const key = await talk();
    tab.store.writeNote(key, {note: 'a', outcome: 'b'});
    await browser.settle();
    let storedAtEvent: string[] = [];
    tab.store.on(({type}) => { if (type === 'call-note') storedAtEvent = storedNotes(); });
    await browser.runUntil(tab.store.signOut());
    expect([texts(tab), storedAtEvent.length]).to.deep.equal([['a/b*'], 1]);
    expect(toldIn(tab)[0]!.call.phase).to.equal('unconfirmed');
    expect([tab.store.notes.get(), tab.store.calls.get(), storedNotes()]).to.deep.equal([{}, [], []]);
    await browser.runUntil(other.store.signOut());
    await browser.settle();
    expect(texts(other)).to.deep.equal(['a/b']);
    expect([...browser.storage.keys()].filter((name) => name.includes(key))).to.deep.equal([]);
  });

  it('are told once where all tabs sign out in the same moment', async () => {
    const other = await open();
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await browser.settle();
    await Promise.all([tab, other].map((one) => browser.runUntil(one.store.signOut())));
    expect([...texts(tab), ...texts(other)].sort()).to.deep.equal(['a/', 'a/*']);
  });

  it('are told when the session expires and another user signs in on the page', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    browser.simulator.revokeAll();
    await browser.advance(20_000);
    expect(tab.store.session.get().state).to.equal('expired');
    tab.store.writeNote(key, {note: 'ab'});
    expect(texts(tab)).to.deep.equal([]);
    signInNextUser();
    await tab.connect();
    expect([texts(tab), storedNotes(), tab.store.notes.get()]).to.deep.equal([['ab/*'], [], {}]);
  });

  it('are told when another user signs in on a new page, for the same account only', async () => {
    const elsewhere = await open({account: 'other'});
    const otherKey = await talk(elsewhere);
    elsewhere.store.writeNote(otherKey, {note: 'of the other account'});
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await browser.settle();
    tab.close();
    elsewhere.close();
    signInNextUser();
    const next = await open();
    expect(texts(next)).to.deep.equal(['a/*']);
    expect(next.store.notes.get()).to.deep.equal({});
    expect(storedNotes()).to.deep.equal([`${PREFIX}/note/${otherKey}`]);
    const nextElsewhere = await open({account: 'other'});
    expect(texts(nextElsewhere)).to.deep.equal(['of the other account/*']);
    expect([texts(next).length, storedNotes()]).to.deep.equal([1, []]);
  });

  it('stay with a user who signs in again', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    browser.simulator.revokeAll();
    await browser.advance(20_000);
    expect(tab.store.session.get().state).to.equal('expired');
    Object.assign(browser, {token: String(browser.simulator.signIn({expiresIn: 864_000}).access_token)});
    await tab.connect();
    expect([texts(tab), noteOf(tab, key)]).to.deep.equal([[], {note: 'a', isSaved: false}]);
  });

  it('are the newest of two edits, and a late copy brings nothing back', async () => {
    const other = await open();
    const key = await talk();
    const late: unknown[] = [];
    const channel = tab.environment().channel(PREFIX, (message) => late.push(message));
    tab.store.writeNote(key, {note: 'a'});
    other.store.writeNote(key, {note: 'b'});
    await browser.settle();
    expect(noteOf(tab, key)).to.deep.equal(noteOf(other, key));
    tab.store.writeNote(key, {note: 'newest'});
    await browser.settle();
    for (const message of late.slice(0, 2)) channel.post(message);
    await browser.settle();
    expect([noteOf(tab, key)!.note, noteOf(other, key)!.note]).to.deep.equal(['newest', 'newest']);
    await end(key);
    tab.store.dismiss(key);
    await browser.settle();
    for (const message of late) channel.post(message);
    await browser.settle();
    expect([tab.store.notes.get(), other.store.notes.get(), storedNotes()]).to.deep.equal([{}, {}, []]);
    expect([...texts(tab), ...texts(other)].sort()).to.deep.equal(['newest/', 'newest/*']);
    channel.close();
  });

  it('are at most 2,000 units long, and end with a whole character', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'x'.repeat(2_500)});
    expect(noteOf(tab, key)!.note).to.have.length(2_000);
    tab.store.writeNote(key, {note: `${'x'.repeat(1_999)}😀`});
    expect(noteOf(tab, key)!.note).to.equal('x'.repeat(1_999));
    tab.store.writeNote(key, {note: `${'x'.repeat(1_998)}😀`});
    expect(noteOf(tab, key)!.note).to.have.length(2_000);
  });

  it('belong to a call: there is none for an unknown or a dismissed one', async () => {
    const key = await talk();
    await end(key);
    tab.store.dismiss(key);
    tab.store.writeNote(key, {note: 'a'});
    tab.store.writeNote('unknown', {note: 'a'});
    tab.store.saveNote('unknown');
    await browser.settle();
    expect([tab.store.notes.get(), storedNotes(), texts(tab)]).to.deep.equal([{}, [], []]);
  });

  for (const text of DAMAGED_TEXTS) {
    it(`are ignored and erased where they are damaged: ${text}`, async () => {
      const key = await talk();
      tab.close();
      browser.storage.set(`${PREFIX}/note/${key}`, text);
      const next = await open();
      expect([next.store.notes.get(), texts(next), storedNotes()]).to.deep.equal([{}, [], []]);
    });

    it(`are told from memory where what is stored is damaged: ${text}`, async () => {
      const key = await talk();
      tab.store.writeNote(key, {note: 'a'});
      await end(key);
      browser.storage.set(`${PREFIX}/note/${key}`, text);
      tab.store.dismiss(key);
      await browser.settle();
      expect([texts(tab), storedNotes()]).to.deep.equal([['a/*'], []]);
    });
  }

  it('are told where the page has cleared its storage', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await end(key);
    browser.storage.clear();
    tab.store.saveNote(key);
    await browser.settle();
    tab.store.writeNote(key, {note: 'ab'});
    browser.storage.clear();
    tab.store.dismiss(key);
    await browser.settle();
    expect(texts(tab)).to.deep.equal(['a/*', 'ab/*']);
  });

  for (const [condition, options] of [
    ['without locks', {noLocks: true}],
    ['without messages', {noChannel: true}],
    ['with storage that is blocked when named', {blockedStorage: 'named'}],
    ['with storage that is blocked when used', {blockedStorage: 'used'}],
    ['with storage="memory"', {storage: 'memory'}],
  ] as [string, TabOptions][]) {
    it(`are told once in a browser ${condition}`, async () => {
      tab = await reload(tab, options);
      const key = await talk();
      tab.store.writeNote(key, {note: 'a'});
      tab.store.saveNote(key);
      await browser.settle();
      tab.store.writeNote(key, {note: 'ab'});
      expect(noteOf(tab, key)).to.deep.equal({note: 'ab', isSaved: false});
      await end(key);
      tab.store.dismiss(key);
      await browser.settle();
      expect([texts(tab), tab.store.notes.get()]).to.deep.equal([['a/*', 'ab/*'], {}]);
      expect([storedNotes(), [...tab.memory.keys()].filter((name) => name.includes('note'))])
        .to.deep.equal([[], []]);
    });
  }

  it('are kept and told where storage is full', async () => {
    const key = await talk();
    browser.fillStorage();
    tab.store.writeNote(key, {note: 'a'.repeat(500)});
    expect(noteOf(tab, key)!.note).to.have.length(500);
    browser.simulator.hangUp(tab.store.calls.get()[0]!.id!);
    await browser.advance(20_000);
    tab.store.dismiss(key);
    await browser.settle();
    expect([toldIn(tab).length, tab.store.notes.get()]).to.deep.equal([1, {}]);
  });

  it('are primary in one of several tabs that hear nothing of each other', async () => {
    const silent = {noChannel: true};
    tab = await reload(tab, silent);
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await end(key);
    const others = [await open(silent), await open(silent)];
    await browser.advance(10 * MINUTE_MS);
    const told = [tab, ...others].flatMap(texts).sort();
    expect(told).to.deep.equal(['a/', 'a/', 'a/*']);
    expect(storedNotes()).to.deep.equal([]);
  });

  for (const options of [{storage: 'memory'}, {blockedStorage: 'used'}] as TabOptions[]) {
   it(`are told by the tab that has edited them last where tabs share no storage: ${JSON.stringify(options)}`, async () => {
    tab = await reload(tab, options);
    const other = await open(options);
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await browser.settle();
    other.store.writeNote(key, {note: 'ab'});
    await browser.settle();
    expect(noteOf(tab, key)!.note).to.equal('ab');
    await end(key);
    tab.store.dismiss(key);
    await browser.settle();
    expect([texts(tab), texts(other)]).to.deep.equal([['ab/'], ['ab/*']]);
   });
  }

  it('of the last user are never shown to the next one', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    const shown: string[] = [];
    signInNextUser();
    const connected = tab.connect();
    tab.store.session.listen(({state, user}) => {
      if (state === 'ready' && user?.id === NEXT_USER.extensionId) shown.push(...Object.keys(tab.store.notes.get()));
    });
    await connected;
    expect([shown, texts(tab), storedNotes()]).to.deep.equal([[], ['a/*'], []]);
  });

  it('leave no timer and no listener behind', async () => {
    const key = await talk();
    tab.store.writeNote(key, {note: 'a'});
    await end(key);
    tab.store.dispose();
    await browser.settle();
    expect(tab.leftovers).to.deep.equal({timers: 0, listeners: 0});
    const next = await open();
    expect([texts(tab), noteOf(next, key)!.note]).to.deep.equal([[], 'a']);
  });
});
