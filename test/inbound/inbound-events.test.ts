import {aTimeout, expect} from '@open-wc/testing';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import type {Contact, ResolveContact} from '../../src/elements/internal/contacts.js';
import type {RcInboundChangeEvent} from '../../src/elements/internal/events.js';
import {eventsPart} from '../../src/elements/internal/events-part.js';
import type {Inbound} from '../../src/store/types.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {anInbound, anonymous, cardsOf, recordAnnouncements, renderTag, report} from './support.js';

const ANNA: Contact = {name: 'Anna Lee', id: '42'};

/** A lookup that the test ends. */
function pendingLookup(): {resolve: ResolveContact; answer: (contact: Contact | null) => void; asked: () => number} {
  let asked = 0;
  const waiting: ((contact: Contact | null) => void)[] = [];
  return {
    resolve: () => {
      asked++;
      return new Promise((done) => waiting.push(done));
    },
    answer: (contact) => waiting.splice(0).forEach((done) => done(contact)),
    asked: () => asked,
  };
}

function recordChanges(target: EventTarget): RcInboundChangeEvent['detail'][] {
  const details: RcInboundChangeEvent['detail'][] = [];
  target.addEventListener('rc-inbound-change', (event) => details.push((event as RcInboundChangeEvent).detail));
  return details;
}

const short = ({inbound: {phase}, contacts, primary}: RcInboundChangeEvent['detail']): string =>
  `${phase} ${contacts ? contacts.map(({name}) => name).join() || 'nobody' : 'null'} ${primary}`;

describe('rc-inbound-change', () => {
  before(() => eventsPart.load());

  it('fires once a phase on the tag, and once more when the lookup has ended, with the first primary', async () => {
    const store = fakeStore();
    const lookup = pendingLookup();
    const element = await renderTag(store, {resolveContact: lookup.resolve});
    const details = recordChanges(element);
    const call = anInbound();
    report(store, call, true);
    await until(() => lookup.asked() === 1, 'it asks');
    const answered = {...call, phase: 'answered', answeredAt: Date.now()} as const;
    report(store, answered, false);
    lookup.answer(ANNA);
    await until(() => details.length === 3, 'all have fired');
    report(store, {...answered, phase: 'ended', endedAt: Date.now()}, false);
    await aTimeout(20);
    expect(details.map(short)).to.deep.equal([
      'ringing null true', 'answered null false', 'answered Anna Lee true', 'ended Anna Lee false',
    ]);
    expect(lookup.asked()).to.equal(1);
  });

  it('says that nobody matches, also where the lookup fails', async () => {
    const store = fakeStore();
    const {warn} = console;
    console.warn = () => undefined;
    try {
      const element = await renderTag(store, {resolveContact: () => Promise.reject(new Error('no'))});
      const details = recordChanges(element);
      report(store, anInbound(), false);
      await until(() => details.length === 2, 'the lookup has ended');
      expect(details.map(short)).to.deep.equal(['ringing null false', 'ringing nobody false']);
    } finally {
      console.warn = warn;
    }
  });

  it('fires no second time where nothing is looked up', async () => {
    const asked: string[] = [];
    const store = fakeStore();
    const element = await renderTag(store, {resolveContact: (number) => {
      asked.push(number);
      return ANNA;
    }});
    const details = recordChanges(element);
    report(store, anonymous());
    report(store, anonymous({extension: '102'}));
    await element.updateComplete;
    await aTimeout(20);
    expect(asked).to.deep.equal([]);
    expect(details.map(short)).to.deep.equal(['ringing null true', 'ringing null true']);
  });

  it('fires on the first of two tags, which share one question, and on the other once it is gone', async () => {
    const store = fakeStore();
    let asked = 0;
    const resolveContact = (): Promise<Contact> => {
      asked++;
      return Promise.resolve(ANNA);
    };
    const first = await renderTag(store, {resolveContact});
    const second = await renderTag(store, {resolveContact});
    const [ofFirst, ofSecond] = [recordChanges(first), recordChanges(second)];
    const call = anInbound();
    report(store, call);
    await until(() => ofFirst.length === 2, 'the lookup has ended');
    expect(cardsOf(first).length + cardsOf(second).length, 'both show it').to.equal(2);
    first.remove();
    report(store, {...call, phase: 'answered', answeredAt: Date.now()});
    expect(ofFirst.map(short)).to.deep.equal(['ringing null true', 'ringing Anna Lee true']);
    expect(ofSecond.map(short)).to.deep.equal(['answered Anna Lee true']);
    expect(asked).to.equal(1);
  });

  it('fires on the document without a tag', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    element.remove();
    const details = recordChanges(document);
    const call = anInbound();
    report(store, call);
    await until(() => details.length > 0, 'it fires');
    expect(details.map(short)).to.deep.equal(['ringing null true']);
  });

  it('bubbles from the tag and cannot be changed', async () => {
    const store = fakeStore();
    await renderTag(store);
    const details = recordChanges(document);
    const call = anInbound();
    report(store, call);
    const detail = await until(() => details.find(({inbound}) => inbound.key === call.key), 'it fires');
    expect(Object.isFrozen(detail)).to.equal(true);
  });
});

describe('the lookup of a call', () => {
  it('is aborted when the call is gone, and not before', async () => {
    const signals: AbortSignal[] = [];
    const store = fakeStore();
    const element = await renderTag(store, {resolveContact: (_number, {signal}) => {
      signals.push(signal);
      return new Promise(() => {});
    }});
    const call = anInbound();
    report(store, call);
    await until(() => signals.length === 1, 'it asks');
    report(store, {...call, phase: 'ended', endedAt: Date.now()});
    await element.updateComplete;
    expect(signals[0]!.aborted, 'the card is there').to.equal(false);
    store.dismissInbound(call.key);
    await element.updateComplete;
    expect(signals[0]!.aborted).to.equal(true);
  });

  it('is aborted when the tag goes', async () => {
    let asked: AbortSignal | undefined;
    const store = fakeStore();
    const element = await renderTag(store, {resolveContact: (_number, {signal}) => {
      asked = signal;
      return new Promise(() => {});
    }});
    report(store, anInbound());
    await until(() => asked, 'it asks');
    element.remove();
    expect(asked!.aborted).to.equal(true);
  });

  it('runs while the phone rings with when="answer", so that the name is there with the card', async () => {
    let asked = 0;
    const store = fakeStore();
    const element = await renderTag(store, {when: 'answer', resolveContact: () => {
      asked++;
      return ANNA;
    }});
    const call = anInbound();
    report(store, call);
    await until(() => asked === 1, 'it asks');
    report(store, {...call, phase: 'answered', answeredAt: Date.now()});
    await until(() => cardsOf(element)[0]?.textContent?.includes('Anna Lee'), 'the name is there');
    expect(asked).to.equal(1);
  });

  it('starts when the page sets its function late', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    report(store, anInbound());
    await element.updateComplete;
    element.resolveContact = () => ANNA;
    await until(() => cardsOf(element)[0]?.textContent?.includes('Anna Lee'), 'the name is there');
  });

  it('asks once, although the page sets another function each time that it renders', async () => {
    let asked = 0;
    const store = fakeStore();
    const element = await renderTag(store);
    report(store, anInbound());
    for (let index = 0; index < 5; index++) {
      element.resolveContact = () => {
        asked++;
        return ANNA;
      };
      await element.updateComplete;
      await aTimeout(5);
    }
    expect(asked).to.equal(1);
  });
});

describe('announcements of calls to the user', () => {
  const pause = (): Promise<void> => aTimeout(250);

  async function listen(properties: Partial<RcInboundCall> = {}): Promise<{
    said: string[]; store: ReturnType<typeof fakeStore>; element: RcInboundCall; stop: () => void;
  }> {
    const store = fakeStore();
    const element = await renderTag(store, properties);
    // Calls of other tests may still be announced.
    await pause();
    const {said, stop} = recordAnnouncements();
    return {said, store, element, stop};
  }

  it('say each state once, with the name', async () => {
    const {said, store, stop} = await listen({resolveContact: () => ANNA});
    const call = anInbound();
    report(store, call);
    await until(() => said.length === 1, 'it is announced');
    const answered: Inbound = {...call, phase: 'answered', answeredAt: Date.now()};
    report(store, answered);
    await until(() => said.length === 2, 'the answer, too');
    report(store, {...answered, phase: 'ended', endedAt: Date.now()});
    await until(() => said.length === 3, 'and the end');
    await pause();
    stop();
    expect(said).to.deep.equal(['Incoming call: Anna Lee.', 'Call answered: Anna Lee.', 'Call ended: Anna Lee.']);
  });

  for (const [what, change, sentence] of [
    ['missed', {phase: 'missed'}, 'Missed call: +1 650 555 0101.'],
    ['taken elsewhere', {phase: 'ended', elsewhere: true}, 'Call answered elsewhere: +1 650 555 0101.'],
  ] as [string, Partial<Inbound>, string][]) {
    it(`say that a call was ${what}`, async () => {
      const {said, store, stop} = await listen();
      const call = anInbound();
      report(store, call);
      await until(() => said.length === 1, 'it is announced');
      report(store, {...call, ...change, endedAt: Date.now()});
      await until(() => said.length === 2, 'the end, too');
      stop();
      expect(said).to.deep.equal(['Incoming call: +1 650 555 0101.', sentence]);
    });
  }

  it('wait for a name that comes soon', async () => {
    const lookup = pendingLookup();
    const {said, store, stop} = await listen({resolveContact: lookup.resolve});
    report(store, anInbound());
    await pause();
    expect(said).to.deep.equal([]);
    lookup.answer(ANNA);
    await until(() => said.length === 1, 'it is announced');
    await pause();
    stop();
    expect(said).to.deep.equal(['Incoming call: Anna Lee.']);
  });

  it('do not wait longer than a second, and do not repeat themselves for a late name', async () => {
    const lookup = pendingLookup();
    const {said, store, element, stop} = await listen({resolveContact: lookup.resolve});
    report(store, anInbound());
    await until(() => said.length === 1, 'it is announced');
    lookup.answer(ANNA);
    await until(() => cardsOf(element)[0]?.textContent?.includes('Anna Lee'), 'the card has the name');
    await pause();
    stop();
    expect(said).to.deep.equal(['Incoming call: +1 650 555 0101.']);
  });

  it('come from the first of two tags, and once', async () => {
    const {said, store, element, stop} = await listen();
    await renderTag(store);
    report(store, anInbound());
    await until(() => said.length === 1, 'it is announced');
    element.remove();
    await pause();
    stop();
    expect(said).to.deep.equal(['Incoming call: +1 650 555 0101.']);
  });

  it('leave out calls that were over when the page was loaded, and with when="answer" those that ring', async () => {
    const {said, store, stop} = await listen({when: 'answer'});
    report(store, anInbound());
    store.inbound.set([anInbound({phase: 'missed', endedAt: Date.now(), answeredAt: Date.now()}), ...store.inbound.get()]);
    await pause();
    stop();
    expect(said).to.deep.equal([]);
  });
});
