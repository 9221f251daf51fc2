/**
 * One walk over tabs in which a user notes what calls were about. Its judge knows only what was
 * typed, and which events each document got.
 */
import fc from 'fast-check';
import type {StoreEvent} from '../../../src/store/types.js';
import {numberOf} from '../../support/scenarios.js';
import {type Tab, type TabOptions, VirtualBrowser} from '../../support/virtual.js';

const MAX_TABS = 3;
const MAX_CALLS = 3;
const MINUTE_MS = 60_000;
const NEXT_USER = {extensionId: '400131426105', extensionNumber: '105', name: 'Kim Novak', directNumber: '+16505550175'};

export type NoteWorld = 'shared' | 'no-locks' | 'full';

const tab = fc.nat(MAX_TABS - 1);
const call = fc.nat(MAX_CALLS - 1);
const at = <Name extends string>(name: Name) => fc.record({do: fc.constant(name), tab});
const on = <Name extends string>(name: Name) => fc.record({do: fc.constant(name), tab, call});

export const anyNoteStep = fc.oneof(
  {weight: 4, arbitrary: at('call')},
  {weight: 12, arbitrary: on('edit')},
  {weight: 3, arbitrary: on('outcome')},
  {weight: 2, arbitrary: on('clear')},
  {weight: 3, arbitrary: on('edit-in-two-tabs')},
  {weight: 5, arbitrary: on('save')},
  {weight: 2, arbitrary: on('save-in-all-tabs')},
  {weight: 4, arbitrary: on('dismiss')},
  {weight: 2, arbitrary: on('edit-dismiss-crash')},
  {weight: 2, arbitrary: on('dismiss-in-all-tabs')},
  {weight: 5, arbitrary: on('hang-up')},
  {weight: 3, arbitrary: at('open')},
  {weight: 3, arbitrary: at('reload')},
  {weight: 2, arbitrary: at('crash')},
  {weight: 1, arbitrary: at('crash-all')},
  {weight: 2, arbitrary: at('sign-out')},
  {weight: 1, arbitrary: at('sign-out-and-crash')},
  {weight: 1, arbitrary: at('next-user')},
  {weight: 1, arbitrary: at('next-user-on-a-new-page')},
  {weight: 3, arbitrary: fc.record({do: fc.constant('wait' as const), tab, minutes: fc.constantFrom(1, 5, 11)})},
);

type NoteStep = typeof anyNoteStep extends fc.Arbitrary<infer Step> ? Step : never;
type Told = Extract<StoreEvent, {type: 'call-note'}>;

/** What was typed about a call; `possible`: after two tabs have typed in the same moment. */
interface Typed {
  readonly all: Set<string>;
  possible: string[];
}

const EMPTY = '/';
const stateOf = ({note, outcome}: {note: string; outcome?: string | null}): string => `${note}/${outcome ?? ''}`;

export class NotesWalk {
  readonly #browser: VirtualBrowser;
  readonly #options: TabOptions;
  readonly #typed = new Map<string, Typed>();
  /** Calls of the present user, in the order in which they were placed. */
  #callKeys: string[] = [];
  readonly #primaries: string[] = [];
  readonly #heard = new Map<Tab, string[]>();
  readonly #violations: string[] = [];
  #edits = 0;
  /** Their documents stay open, with no user. */
  readonly #signedOut: Tab[] = [];

  constructor(seed: number, world: NoteWorld) {
    this.#browser = new VirtualBrowser({seed, simulator: {limits: {light: null, heavy: null}}});
    this.#options = world === 'no-locks' ? {noLocks: true} : {};
    if (world === 'full') this.#browser.fillStorage(4_000);
  }

  async run(steps: readonly NoteStep[]): Promise<string[]> {
    await this.#call(await this.#open());
    for (const step of steps) {
      const before = [...this.#browser.tabs];
      const toldBefore = this.#primaries.length;
      await this.#take(step);
      await this.#browser.settle();
      for (const state of this.#primaries.slice(toldBefore)) this.#checkHeard(state, before);
    }
    await this.#finish();
    return this.#violations;
  }

  get toldCount(): number {
    return this.#primaries.length;
  }

  async #open(): Promise<Tab> {
    const opened = this.#browser.openTab(this.#options);
    const heard: string[] = [];
    this.#heard.set(opened, heard);
    opened.store.on((event) => {
      if (event.type === 'call-note' && opened.alive) this.#hear(event, heard);
    });
    await opened.connect();
    return opened;
  }

  #hear(told: Told, heard: string[]): void {
    const state = `${told.call.key}: ${stateOf(told)}`;
    const typed = this.#typed.get(told.call.key);
    if (stateOf(told) === EMPTY) this.#violations.push(`An empty note was told: ${state}`);
    if (!typed?.all.has(stateOf(told))) this.#violations.push(`That was never typed: ${state}`);
    if (heard.includes(state)) this.#violations.push(`A document heard twice: ${state}`);
    heard.push(state);
    if (!told.primary) return;
    if (this.#primaries.includes(state)) this.#violations.push(`Primary twice: ${state}`);
    this.#primaries.push(state);
  }

  /** Each document that was open, and still is, has heard it. */
  #checkHeard(state: string, before: readonly Tab[]): void {
    for (const one of before) {
      const isDeaf = one.alive && !this.#heard.get(one)!.includes(state);
      if (isDeaf) this.#violations.push(`A document did not hear: ${state}`);
    }
  }

  async #take(step: NoteStep): Promise<void> {
    const {tabs} = this.#browser;
    if (tabs.length === 0) await this.#open();
    const here = tabs[step.tab % tabs.length]!;
    if ('minutes' in step) return this.#browser.advance(step.minutes * MINUTE_MS);
    if ('call' in step) return this.#takeOnCall(step.do, here, this.#callKeys[step.call % this.#callKeys.length]);
    switch (step.do) {
      case 'call': return this.#call(here);
      case 'open':
        if (tabs.length < MAX_TABS) await this.#open();
        return;
      case 'reload':
        here.close();
        return void await this.#open();
      case 'crash': return here.close();
      case 'crash-all': return this.#crashAll();
      case 'sign-out': return this.#signOut();
      case 'sign-out-and-crash': {
        for (const one of tabs) void one.store.signOut();
        return this.#startOver();
      }
      case 'next-user': {
        this.#signInNextUser();
        this.#callKeys = [];
        for (const one of [...tabs]) await one.connect();
        return;
      }
      case 'next-user-on-a-new-page': {
        this.#signInNextUser();
        return this.#startOver();
      }
    }
  }

  #takeOnCall(action: string, here: Tab, key: string | undefined): Promise<void> | void {
    const {tabs, simulator} = this.#browser;
    const known = here.store.calls.get().find((candidate) => candidate.key === key);
    if (!key || !known) return;
    switch (action) {
      case 'edit': return this.#edit(here, key, {note: this.#newText()});
      case 'outcome': return this.#edit(here, key, {outcome: this.#newText()});
      case 'clear': return this.#edit(here, key, {note: '', outcome: null});
      case 'edit-in-two-tabs': return this.#editInTwoTabs(key);
      case 'save': return here.store.saveNote(key);
      case 'save-in-all-tabs': return tabs.forEach(({store}) => store.saveNote(key));
      case 'dismiss': return here.store.dismiss(key);
      case 'dismiss-in-all-tabs': return tabs.forEach(({store}) => store.dismiss(key));
      case 'edit-dismiss-crash': {
        this.#edit(here, key, {note: this.#newText()});
        here.store.dismiss(key);
        return here.close();
      }
      case 'hang-up': {
        if (known.id) simulator.hangUp(known.id);
        return this.#browser.advance(20_000);
      }
    }
  }

  async #call(here: Tab): Promise<void> {
    if (this.#callKeys.length >= MAX_CALLS) return;
    const placed = here.store.call({to: numberOf('answered-long')});
    const {key} = await this.#browser.runUntil(placed);
    this.#callKeys.push(key);
    this.#typed.set(key, {all: new Set([EMPTY]), possible: [EMPTY]});
    here.store.writeNote(key, {});
    await this.#browser.advance(15_000);
  }

  #newText(): string {
    return `text ${++this.#edits}`;
  }

  #edit({store}: Tab, key: string, changes: {note?: string; outcome?: string | null}): void {
    const typed = this.#typed.get(key)!;
    store.writeNote(key, changes);
    const {note = '', outcome = ''} = store.notes.get()[key] ?? {};
    const [before] = typed.possible.filter((state) => stateOf({...splitState(state), ...changes}) === `${note}/${outcome}`);
    if (before === undefined) this.#violations.push(`An edit of ${key} is not shown: ${note}/${outcome}`);
    typed.possible = [`${note}/${outcome}`];
    typed.all.add(`${note}/${outcome}`);
  }

  /** In one moment: the tabs agree on one of both. */
  async #editInTwoTabs(key: string): Promise<void> {
    const typed = this.#typed.get(key)!;
    const {tabs} = this.#browser;
    const states = tabs.slice(0, 2).flatMap(({store}) => {
      if (!store.calls.get().some((candidate) => candidate.key === key)) return [];
      store.writeNote(key, {note: this.#newText()});
      return stateOf(store.notes.get()[key]!);
    });
    for (const state of states) typed.all.add(state);
    if (states.length > 0) typed.possible = states;
    await this.#browser.settle();
    const shown = new Set(tabs.flatMap(({store}) => store.notes.get()[key] ?? []).map(stateOf));
    if (shown.size > 1) this.#violations.push(`The tabs show different notes: ${[...shown].join(', ')}`);
  }

  #crashAll(): void {
    for (const one of [...this.#browser.tabs]) one.close();
  }

  async #signOut(): Promise<void> {
    const {tabs} = this.#browser;
    await Promise.all([...tabs].map((one) => this.#browser.runUntil(one.store.signOut())));
    await this.#browser.settle();
    this.#callKeys = [];
    const stored = this.#storedNotes();
    if (stored.length > 0) this.#violations.push(`Left at sign-out: ${stored.join(', ')}`);
    this.#signedOut.push(...tabs);
    tabs.splice(0);
    await this.#open();
  }

  /** All documents are gone; the next one belongs to the user who is signed in by then. */
  async #startOver(): Promise<void> {
    this.#crashAll();
    this.#callKeys = [];
    const opened = await this.#open();
    if (Object.keys(opened.store.notes.get()).length > 0) this.#callKeys = opened.store.calls.get().map(({key}) => key);
  }

  #signInNextUser(): void {
    const {simulator} = this.#browser;
    const isNext = simulator.options.user.extensionId === NEXT_USER.extensionId;
    const next = isNext ? {extensionId: '400131426101', extensionNumber: '101', name: 'Alex Morgan', directNumber: '+16505550171'} : NEXT_USER;
    simulator.configure({user: {...simulator.options.user, ...next}});
    Object.assign(this.#browser, {token: String(simulator.signIn({expiresIn: 864_000}).access_token)});
  }

  #storedNotes(): string[] {
    return [...this.#browser.storage.keys()].filter((key) => key.includes('/note/'));
  }

  /** All calls end, and their time is over. */
  async #finish(): Promise<void> {
    const {tabs, simulator} = this.#browser;
    if (tabs.length === 0) await this.#open();
    for (const {store} of tabs) {
      for (const {id} of store.calls.get()) if (id) simulator.hangUp(id);
    }
    await this.#browser.advance(25 * MINUTE_MS);
    for (const [key, {possible}] of this.#typed) {
      const isTold = possible.some((state) => state === EMPTY || this.#primaries.includes(`${key}: ${state}`));
      if (!isTold) this.#violations.push(`Never told: ${key}: ${possible.join(' or ')}`);
    }
    const stored = this.#storedNotes();
    if (stored.length > 0) this.#violations.push(`Left in storage: ${stored.join(', ')}`);
    for (const {store} of tabs) {
      if (Object.keys(store.notes.get()).length > 0) this.#violations.push('A note is still shown.');
    }
    this.#browser.tabs.push(...this.#signedOut);
    await this.#browser.close();
  }
}

function splitState(state: string): {note: string; outcome: string} {
  const [note = '', outcome = ''] = state.split('/');
  return {note, outcome};
}
