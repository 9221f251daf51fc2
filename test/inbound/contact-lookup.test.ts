import {expect} from '@open-wc/testing';
import {contactLookup, knownContactName} from '../../src/elements/internal/contact-lookup.js';
import {readContacts, type Contact, type ResolveContact} from '../../src/elements/internal/contacts.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {fakeStore} from '../elements/fake-store.js';
import {later, until} from '../elements/support.js';

const NUMBER = '+16505550100';
const ANNA: Contact = {name: 'Anna Lee', id: '42'};
const HOURS_MS = 60 * 60 * 1000;
const MINUTES_MS = 60 * 1000;

const waits = (): AbortSignal => new AbortController().signal;
const numberOf = (index: number): string => `+1650555${String(index).padStart(4, '0')}`;

/** A function of a page that records its questions. */
function recorder(answer: ResolveContact = () => ANNA): {resolve: ResolveContact; asked: string[]; signals: AbortSignal[]} {
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  return {
    asked, signals,
    resolve: (number, options) => {
      asked.push(number);
      signals.push(options.signal);
      return answer(number, options);
    },
  };
}

/** Runs with a console whose warnings are counted. */
async function countWarnings(run: () => Promise<void>): Promise<string[]> {
  const {warn} = console;
  const warnings: string[] = [];
  console.warn = (...parts: unknown[]) => void warnings.push(parts.map(String).join(' '));
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return warnings;
}

/** Timers that pass when the test says so. */
async function withTimers(run: (pass: () => void, pending: () => number) => Promise<void>): Promise<void> {
  const {setTimeout: realSet, clearTimeout: realClear} = window;
  const timers = new Map<number, () => void>();
  let last = 1_000_000;
  window.setTimeout = ((callback: () => void, ms?: number) => {
    if (ms !== 4000) return realSet(callback, ms);
    timers.set(++last, callback);
    return last;
  }) as typeof setTimeout;
  window.clearTimeout = ((id?: number) => timers.delete(id!) || realClear(id)) as typeof clearTimeout;
  try {
    await run(() => timers.forEach((callback) => callback()), () => timers.size);
  } finally {
    window.setTimeout = realSet;
    window.clearTimeout = realClear;
  }
}

describe('the answer of a page about a number', () => {
  const huge = 'A'.repeat(1_000_000);
  for (const [what, answer, names] of [
    ['a name', ' Anna ', ['Anna']],
    ['a contact', ANNA, ['Anna Lee']],
    ['several', [ANNA, 'Bob', {name: 'Cy'}], ['Anna Lee', 'Bob', 'Cy']],
    ['none', null, []],
    ['nothing', undefined, []],
    ['an empty list', [], []],
    ['an empty name', '', []],
    ['a name of spaces', {name: ' \n\u200e'}, []],
    ['a name that cannot be seen', '\u200b\u2060', []],
    ['a number', 42, []],
    ['a name that is no text', {name: {}}, []],
    ['a contact without a name', {id: '42'}, []],
    ['a list of rubbish', [null, 1, [], {}, Symbol('x'), () => 1, 'Anna'], ['Anna']],
    ['markup', '<img src=x onerror=alert(1)>', ['<img src=x onerror=alert(1)>']],
    ['lines and controls', 'Anna\u0000\n\tLee\u202e', ['Anna Lee']],
    ['half a character', 'Anna\ud83d', ['Anna']],
    ['huge text', huge, [`${'A'.repeat(200)}…`]],
  ] as const) {
    it(`is read where it is ${what}`, () => {
      expect(readContacts(answer).map(({name}) => name)).to.deep.equal(names);
    });
  }

  it('keeps what is text, and ids that are numbers', () => {
    const given = {name: 'Anna', id: 42, url: {}, detail: '  Acme\nLtd ', other: 1};
    expect(readContacts(given)).to.deep.equal([{name: 'Anna', id: '42', detail: 'Acme Ltd'}]);
    expect(readContacts({name: 'Anna', id: huge, url: huge})).to.deep.equal([{name: 'Anna'}]);
  });

  it('has the same contact once, and others of the same name', () => {
    expect(readContacts([ANNA, {...ANNA}, {...ANNA, id: '43'}])).to.have.length(2);
  });

  it('cannot be changed later, and is cut at a hundred contacts', () => {
    const contacts = readContacts(Array.from({length: 1000}, (_, index) => ({...ANNA, id: `${index}`})));
    expect(contacts.length).to.equal(100);
    expect(Object.isFrozen(contacts) && Object.isFrozen(contacts[0])).to.equal(true);
  });
});

describe('the lookup of contacts', () => {
  before(() => parserPart.load());

  it('hands over three forms of the number', async () => {
    let forms: unknown;
    await contactLookup((number, {national, international}) => {
      forms = {number, national, international};
      return null;
    }, fakeStore()).find(NUMBER, waits());
    expect(forms).to.deep.equal({number: NUMBER, national: '(650) 555-0100', international: '+1 650 555 0100'});
  });

  it('asks once a number, whoever waits and with whatever element', async () => {
    const {resolve, asked} = recorder(async () => [ANNA]);
    const store = fakeStore();
    const answers = await Promise.all([1, 2, 3].map(() => contactLookup(resolve, store).find(NUMBER, waits())));
    expect(answers).to.deep.equal([[ANNA], [ANNA], [ANNA]]);
    await contactLookup(resolve, fakeStore()).find(NUMBER, waits());
    expect(asked).to.deep.equal([NUMBER]);
    expect(knownContactName(NUMBER, resolve)).to.equal('Anna Lee');
    expect(knownContactName(NUMBER, null)).to.equal('');
    expect(knownContactName(NUMBER, () => null), 'another function').to.equal('');
  });

  it('remembers who it is for two hours, and that it is nobody for five minutes', async () => {
    const {resolve, asked} = recorder((number) => number === NUMBER ? ANNA : null);
    const lookup = contactLookup(resolve, fakeStore());
    const find = (number: string) => lookup.find(number, waits());
    const other = numberOf(101);
    await find(NUMBER);
    await find(other);
    await later(5 * MINUTES_MS - 1000, () => Promise.all([find(NUMBER), find(other)]));
    expect(asked).to.have.length(2);
    await later(5 * MINUTES_MS + 1000, () => Promise.all([find(NUMBER), find(other)]));
    expect(asked).to.deep.equal([NUMBER, other, other]);
    await later(2 * HOURS_MS - 1000, () => find(NUMBER));
    expect(asked).to.have.length(3);
    await later(2 * HOURS_MS + 1000, () => find(NUMBER));
    expect(asked).to.have.length(4);
  });

  it('remembers a hundred numbers; those that were not asked for longest go', async () => {
    const {resolve, asked} = recorder();
    const lookup = contactLookup(resolve, fakeStore());
    for (let index = 0; index < 100; index++) await lookup.find(numberOf(index), waits());
    await lookup.find(numberOf(0), waits());
    await lookup.find(numberOf(100), waits());
    expect(lookup.known(numberOf(0))).to.deep.equal([ANNA]);
    expect(lookup.known(numberOf(1))).to.equal(undefined);
    expect(asked).to.have.length(101);
  });

  it('is aborted once nobody waits any more, and not before', async () => {
    const {resolve, signals, asked} = recorder(() => new Promise(() => {}));
    const lookup = contactLookup(resolve, fakeStore());
    const [first, second] = [new AbortController(), new AbortController()];
    const warnings = await countWarnings(async () => {
      const answers = [lookup.find(NUMBER, first.signal), lookup.find(NUMBER, second.signal)];
      await until(() => signals.length === 1, 'it asks');
      first.abort();
      expect(signals[0]!.aborted).to.equal(false);
      second.abort();
      expect(signals[0]!.aborted).to.equal(true);
      expect(await Promise.all(answers)).to.deep.equal([[], []]);
    });
    expect(warnings).to.deep.equal([]);
    void lookup.find(NUMBER, waits());
    await until(() => asked.length === 2, 'it asks anew');
  });

  it('does not ask where nobody waits', async () => {
    const {resolve, asked} = recorder();
    expect(await contactLookup(resolve, fakeStore()).find(NUMBER, AbortSignal.abort())).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
  });

  for (const [how, resolve] of [
    ['throws', () => { throw new Error('no'); }],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['forgets to read its response', () => new Response('{"name": "Anna"}') as never],
    ['returns a contact without a name', () => ({id: '42'}) as never],
    ['returns what cannot be read', () => ({get name(): string { throw new Error('no'); }})],
  ] as [string, ResolveContact][]) {
    it(`finds nobody where the function ${how}, warns once without the number, and asks again later`, async () => {
      const {resolve: recorded, asked} = recorder(resolve);
      const lookup = contactLookup(recorded, fakeStore());
      const warnings = await countWarnings(async () => {
        const answers = await Promise.all([lookup.find(NUMBER, waits()), lookup.find(NUMBER, waits())]);
        expect(answers).to.deep.equal([[], []]);
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain('resolveContact').and.not.contain('555');
      await countWarnings(async () => void await lookup.find(NUMBER, waits()));
      expect(asked).to.have.length(2);
    });
  }

  it('gives up after four seconds, aborts the question and ignores a late answer', async () => {
    await withTimers(async (pass, pending) => {
      let answer: ((contact: Contact) => void) | undefined;
      const {resolve, signals} = recorder(() => new Promise((done) => answer = done));
      const lookup = contactLookup(resolve, fakeStore());
      const warnings = await countWarnings(async () => {
        const found = lookup.find(NUMBER, waits());
        await until(() => pending() === 1, 'the timer runs');
        pass();
        expect(await found).to.deep.equal([]);
      });
      expect(warnings).to.have.length(1);
      expect(signals[0]!.aborted).to.equal(true);
      answer!(ANNA);
      await Promise.resolve();
      expect(lookup.known(NUMBER)).to.equal(undefined);
    });
  });

  it('leaves no timer behind', async () => {
    await withTimers(async (_pass, pending) => {
      await contactLookup(() => ANNA, fakeStore()).find(NUMBER, waits());
      expect(pending()).to.equal(0);
    });
  });

  it('forgets all at sign-out and when another user comes, answers under way included', async () => {
    const store = fakeStore();
    let answer: ((contact: Contact) => void) | undefined;
    const {resolve, asked} = recorder((number) => number === NUMBER ? ANNA : new Promise((done) => answer = done));
    const lookup = contactLookup(resolve, store);
    await lookup.find(NUMBER, waits());
    const late = lookup.find(numberOf(7), waits());
    await until(() => answer, 'it asks');
    store.setSession('signed-out');
    expect(lookup.known(NUMBER)).to.equal(undefined);
    answer!(ANNA);
    expect(await late).to.deep.equal([]);
    expect(lookup.known(numberOf(7))).to.equal(undefined);
    store.setSession('ready');
    await lookup.find(NUMBER, waits());
    expect(asked.filter((number) => number === NUMBER)).to.have.length(2);
    store.session.set({...store.session.get(), user: {id: '2', accountId: '1', name: 'Pat'}});
    expect(lookup.known(NUMBER)).to.equal(undefined);
  });
});
