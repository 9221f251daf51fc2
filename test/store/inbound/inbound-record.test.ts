/** The user's own legs, and the records of calls to the user. */
import {expect} from '@open-wc/testing';
import {readTelephonySession, type TelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {
  advanceRecord, createRecord, furtherRecord, isOver, readInboundRecord,
} from '../../../src/store/inbound/inbound-record.js';
import {OwnLegs} from '../../../src/store/inbound/own-legs.js';
import type {Sighting} from '../../../src/store/inbound/sighting.js';
import type {Call} from '../../../src/store/types.js';
import {withWrongValues} from './wrong-values.js';

const USER = '400131426101';
const OTHER = '+12125550141';

const call = (changes: Partial<Call> = {}): Call => ({
  key: 'k', id: 'r-1', to: OTHER, phase: 'ringing-caller', startedAt: 0, stale: false, ...changes,
});

const sighting = (changes: Partial<Sighting> = {}): Sighting => ({
  sessionId: 's-1', state: 'ringing', isTentative: false, caller: {from: OTHER}, ...changes,
});

describe('the user’s own legs', () => {
  let now: number;
  let legs: OwnLegs;
  beforeEach(() => {
    now = 100_000;
    legs = new OwnLegs(() => now);
  });

  const session = (changes: Partial<TelephonySession> = {}): TelephonySession => ({
    ...readTelephonySession({
      telephonySessionId: 's-9', sessionId: '402000002000', origin: {type: 'RingOut'},
      parties: [{
        id: 'p-9-1', ringOutRole: 'Initiator', direction: 'Outbound', extensionId: USER,
        to: {phoneNumber: OTHER}, status: {code: 'Setup'},
      }],
    })!,
    ...changes,
  });

  for (const origin of ['RingOut', 'RingMe', 'CallOut', 'Conference', 'GreetingsRecording', 'VerificationCall', 'TestCall', 'ringout']) {
    it(`are those of ${origin}`, () => {
      legs.noteSession(session({origin, id: 's-1', parties: []}));
      expect(legs.judge(sighting(), [])).to.equal('own');
    });
  }

  for (const origin of ['Call', 'Zoom', 'Teleport', undefined]) {
    it(`are not those of ${origin}`, () => {
      legs.noteSession({id: 's-1', parties: [], ...origin && {origin}});
      expect(legs.judge(sighting(), [])).to.equal('other');
    });
  }

  it('have an id near to that of the dial', () => {
    legs.noteSession(session());
    expect(legs.judge(sighting({legacyId: '402000006000'}), [])).to.equal('own');
    expect(legs.judge(sighting({sessionId: 's-2', legacyId: '402000006001'}), [])).to.equal('other');
    expect(legs.judge(sighting({sessionId: 's-3', legacyId: '402000002000', caller: {from: '+12125550199'}}), [])).to.equal('other');
  });

  for (const [phase, verdict] of [
    ['placing', 'unclear'], ['ringing-caller', 'unclear'], ['canceling', 'unclear'],
    ['ringing-callee', 'unlikely'], ['connected', 'unlikely'],
  ] as const) {
    it(`may be those of the page’s call while it is ${phase}`, () => {
      expect(legs.judge(sighting(), [call({phase})])).to.equal(verdict);
      expect(legs.judge(sighting({state: 'answered'}), [call({phase})]), 'answered').to.equal('unclear');
      expect(legs.judge(sighting({caller: {from: '+12125550199'}}), [call({phase})]), 'another number').to.equal('other');
    });
  }

  it('may come late after the end of the call', () => {
    const ended = call({phase: 'ended', endedAt: now});
    expect(legs.judge(sighting(), [ended])).to.equal('unclear');
    now += 5_000;
    expect(legs.judge(sighting(), [ended])).to.equal('other');
  });

  it('are surely own by ids alone', () => {
    expect(legs.isSurelyOwn(sighting(), [call()])).to.equal(false);
    expect(legs.isSurelyOwn(sighting(), [call({id: 's-1'})])).to.equal(true);
    legs.noteSession(session());
    expect(legs.isSurelyOwn(sighting({legacyId: '402000003000'}), [])).to.equal(true);
    expect(legs.isSurelyOwn(sighting({legacyId: '402000009000'}), [])).to.equal(false);
  });

  it('are not those of a dial to the same number by another app just now', () => {
    legs.noteActiveCalls([{sessionId: 's-8', direction: 'Outbound', status: 'Ringing', to: OTHER, isQueueCall: false}], true);
    const dialed = call({id: 'r-2', startedAt: now});
    expect(legs.judge(sighting({legacyId: '402000009000'}), [dialed])).to.equal('unclear');
  });

  it('are forgotten in time', () => {
    for (let index = 0; index < 1_000; index++) {
      legs.noteSession(session({id: `s-${index + 10}`}));
    }
    expect(legs.judge(sighting({sessionId: 's-10', caller: {}}), [])).to.equal('other');
    expect(legs.judge(sighting({sessionId: 's-1009', caller: {}}), [])).to.equal('own');
  });
});

describe('the record of a call', () => {
  const record = createRecord(sighting({partyId: 'p-1'}), 0, 1_000);
  const after = (...states: Sighting['state'][]) => states.reduce((last, state, index) =>
    advanceRecord(last, sighting({state, partyId: 'p-1'}), 2_000 + index), record);

  for (const [states, phase, elsewhere] of [
    [['ringing'], 'ringing', undefined], [['answered'], 'answered', undefined], [['ended'], 'ended', undefined],
    [['missed'], 'missed', undefined], [['elsewhere'], 'ended', true], [['answered', 'ringing'], 'answered', undefined],
    [['answered', 'missed'], 'ended', undefined], [['answered', 'elsewhere'], 'ended', undefined],
    [['missed', 'answered'], 'missed', undefined], [['ended', 'ringing'], 'ended', undefined],
    [['elsewhere', 'missed'], 'ended', true],
  ] as const) {
    it(`goes ${states.join(', ')}`, () => {
      const {inbound} = after(...states);
      expect([inbound.phase, inbound.elsewhere]).to.deep.equal([phase, elsewhere]);
      expect('endedAt' in inbound).to.equal(isOver(inbound));
    });
  }

  it('stays the same where nothing is new', () => {
    expect(after('ringing')).to.equal(record);
    expect(advanceRecord(record, sighting({partyId: 'p-2'}), 2_000).partyIds).to.deep.equal(['p-1', 'p-2']);
  });

  it('never lasts less than nothing', () => {
    const {inbound} = advanceRecord(after('answered'), sighting({state: 'ended'}), 5);
    expect(inbound.endedAt).to.be.at.least(inbound.answeredAt!);
    expect(createRecord(sighting({startedAt: 9_000}), 0, 1_000).inbound.startedAt).to.equal(1_000);
  });

  it('is the further one of two copies, whichever comes first', () => {
    const copies = [record, after('answered'), after('ended'), after('answered', 'ended')];
    for (const one of copies) {
      for (const other of copies) {
        const rank = (copy: typeof one) => ['ringing', 'answered', 'ended'].indexOf(copy.inbound.phase);
        expect(rank(furtherRecord(one, other))).to.equal(Math.max(rank(one), rank(other)));
      }
    }
  });

  it('is read from storage as it was written', () => {
    for (const copy of [record, after('answered'), after('missed'), after('elsewhere')]) {
      expect(readInboundRecord(JSON.parse(JSON.stringify(copy)))).to.deep.equal(copy);
    }
  });

  it('is nothing, or whole, where storage holds something else', () => {
    for (const value of withWrongValues(JSON.parse(JSON.stringify(after('answered'))))) {
      const read = readInboundRecord(value);
      if (!read) continue;
      expect(read.inbound.key).to.be.a('string').that.is.not.empty;
      expect(read.inbound.phase).to.be.oneOf(['ringing', 'answered', 'ended', 'missed']);
      expect(read.inbound.startedAt).to.be.a('number');
      expect(read.revision).to.satisfy(Number.isSafeInteger);
    }
  });
});
