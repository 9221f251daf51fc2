/** How RingCentral's call log is read: its words, bad bodies, whose record it is, when it is asked. */
import {expect} from '@open-wc/testing';
import {readCallLog} from '../../src/ringcentral/call-log.js';
import {allowsCallLog} from '../../src/ringcentral/identity.js';
import {findByNumber, findBySession} from '../../src/store/calls/details-match.js';
import {
  type DetailsRecord, emptyRecord, mergeDetails, nextRequestAt, readDetailsRecord,
} from '../../src/store/calls/details-record.js';
import {budgetFreeAt} from '../../src/store/calls/heavy-budget.js';
import type {Call, CallDetails} from '../../src/store/types.js';
import {withWrongValues} from './inbound/wrong-values.js';

const SERVER = 'https://platform.example';
const START = Date.UTC(2026, 0, 5, 9);
const seconds = (count: number) => count * 1000;

const leg = (legType: string, duration: unknown = 7, result: unknown = 'Call connected') => ({legType, duration, result});

const RECORD = {
  id: 'log-1', sessionId: '402', telephonySessionId: 's-1', direction: 'Outbound', action: 'RingOut Web',
  result: 'Call connected', startTime: new Date(START).toISOString(), duration: 42, finished: true,
  from: {phoneNumber: '+16505550172'}, to: {phoneNumber: '+12125550141'},
  legs: [leg('RingOutClientToCaller', 42), leg('RingOutClientToSubscriber', 30)],
  recording: {id: '77', uri: `${SERVER}/restapi/v1.0/account/1/recording/77`, contentUri: 'https://media.ringcentral.com/restapi/v1.0/account/1/recording/77/content'},
};
const CALL: Call = Object.freeze({
  id: 's-1', key: 'one', to: '+12125550141', phase: 'ended', stale: false,
  startedAt: START, connectedAt: START + seconds(10), endedAt: START + seconds(50),
});

const read = (...changes: object[]) => readCallLog({records: changes.map((change) => ({...RECORD, ...change}))}, SERVER);
const readOne = (change: object) => read(change)[0]!;

describe('the call log of RingCentral', () => {
  it('says how a call went', () => {
    expect(readOne({})).to.deep.equal({
      sessionId: 's-1', direction: 'Outbound', action: 'RingOut Web', to: '+12125550141', startedAt: START,
      duration: 42, result: 'Call connected', isRecordingShort: false, isComplete: true,
      legs: [{leg: 'caller', duration: 42, result: 'Call connected'}, {leg: 'callee', duration: 30, result: 'Call connected'}],
      recording: {id: '77', contentUri: RECORD.recording.contentUri},
    });
  });

  for (const [what, change] of [
    ['is not finished', {finished: false}], ['is in progress', {result: 'In Progress'}],
    ['has no result', {result: undefined}], ['has no duration', {duration: undefined}],
    ['has a negative duration', {duration: -1}], ['has no number as duration', {duration: '42'}],
  ] as const) {
    it(`does not say how a call went whose record ${what}`, () => {
      expect(readOne(change).isComplete).to.equal(false);
      expect(findBySession(read(change), CALL)).to.equal(null);
    });
  }

  it('takes the duration in ms where there is no other', () => {
    expect(readOne({duration: undefined, durationMs: 41_700})).to.include({duration: 42, isComplete: true});
  });

  it('takes the legs of a RingOut, whichever app asked for it, and no others', () => {
    const legs = [
      'RingOutClientToCaller', 'RingOutWebToSubscriber', 'RingOutDeviceToCaller', 'RingOutOneLegToCaller', 'Accept',
      'FindMe', 'PstnToSip', 'TransferCall', 'ringoutclienttocaller', '', 'XRingOutClientToCaller',
    ].map((legType) => leg(legType));
    expect(readOne({legs}).legs.map((one) => one.leg)).to.deep.equal(['caller', 'callee', 'caller']);
  });

  it('leaves out legs that say less than a result and a duration', () => {
    const legs = [leg('RingOutClientToCaller', 'x'), leg('RingOutClientToCaller', 3, ''), null, 7, leg('RingOutClientToSubscriber', 0, 'Busy')];
    expect(readOne({legs}).legs).to.deep.equal([{leg: 'callee', duration: 0, result: 'Busy'}]);
  });

  it('takes thousands of legs and records', () => {
    const legs = Array.from({length: 10_000}, () => leg('RingOutClientToCaller'));
    expect(readOne({legs}).legs).to.have.length(20);
    const records = Array.from({length: 10_000}, (_, index) => ({...RECORD, telephonySessionId: `s-${index}`}));
    expect(findBySession(readCallLog({records}, SERVER), CALL)?.details.telephonySessionId).to.equal('s-1');
  });

  it('takes any body', () => {
    let count = 0;
    for (const body of withWrongValues({records: [RECORD]})) {
      for (const logged of readCallLog(body, SERVER)) {
        count++;
        const found = findBySession([logged], CALL) ?? findByNumber([logged], CALL, []);
        if (!found) continue;
        const {duration, result, startedAt, recording} = found.details;
        expect(duration).to.be.within(0, 10_000_000);
        expect(result).to.be.a('string').that.is.not.empty;
        expect(new Date(startedAt).getTime()).to.equal(startedAt);
        if (recording) expect(recording.contentUri).to.equal(RECORD.recording.contentUri);
      }
    }
    expect(count).to.be.above(100);
  });

  it('has no record that was deleted', () => {
    expect(read({deleted: true})).to.deep.equal([]);
  });

  describe('names a recording by an address without a token', () => {
    const addressOf = (contentUri: unknown, server = SERVER) =>
      readCallLog({records: [{...RECORD, recording: {id: '77', contentUri}}]}, server)[0]!.recording?.contentUri;
    const path = '/restapi/v1.0/account/1/recording/77/content';

    for (const [given, expected] of [
      [`https://media.ringcentral.com${path}?access_token=T`, `https://media.ringcentral.com${path}`],
      [`https://user:T@media.ringcentral.com${path}#T`, `https://media.ringcentral.com${path}`],
      [`https://media.devtest.ringcentral.com${path}`, `https://media.devtest.ringcentral.com${path}`],
      [`https://RINGCENTRAL.com${path}`, `https://ringcentral.com${path}`],
      [`${SERVER}${path}?access_token=T`, `${SERVER}${path}`],
      [`http://media.ringcentral.com${path}`, undefined],
      [`https://media.ringcentral.com.evil.example${path}`, undefined],
      [`https://evilringcentral.com${path}`, undefined],
      [`https://ringcentral.com@evil.example${path}`, undefined],
      [`https://platform.example.evil.example${path}`, undefined],
      [`https://platform.example:8443${path}`, undefined],
      [`https://media.ringcentral.com/x;access_token=T`, undefined],
      [`https://media.ringcentral.com/x/access_token=T`, undefined],
      ['https://media.ringcentral.com/', undefined],
      [`//media.ringcentral.com${path}`, undefined], [path, undefined],
      ['javascript:alert(1)', undefined], ['data:text/html,x', undefined], ['blob:https://media.ringcentral.com/x', undefined],
      ['', undefined], [null, undefined], [7, undefined], [{}, undefined],
      [`https://media.ringcentral.com/${'x'.repeat(5_000)}`, undefined],
    ] as const) {
      it(`${JSON.stringify(given).slice(0, 90)}`, () => {
        expect(addressOf(given)).to.equal(expected);
      });
    }

    it('and of no server where that is not known', () => {
      expect(addressOf(`${SERVER}${path}`, '')).to.equal(undefined);
      expect(addressOf('javascript:x', 'javascript:x')).to.equal(undefined);
    });

    it('or not at all where it has no id', () => {
      expect(readOne({recording: {...RECORD.recording, id: '../x', uri: undefined}}).recording).to.equal(undefined);
    });

    it('also where only a leg names it', () => {
      const legs = [{...leg('RingOutClientToCaller'), recording: RECORD.recording}];
      expect(readOne({recording: undefined, legs}).recording?.id).to.equal('77');
    });
  });

  it('may be read where the token’s scopes allow it, or are not known', () => {
    for (const [scopes, expected] of [
      [undefined, true], ['', true], ['RingOut ReadAccounts', false], ['RingOut ReadCallLog', true],
      ['RingOut,ReadCallRecording', true], ['ReadCallLogs', false],
    ] as const) expect(allowsCallLog(scopes), scopes).to.equal(expected);
  });
});

describe('whose record it is', () => {
  const bySession = (...changes: object[]) => findBySession(read(...changes), CALL)?.details;
  const byNumber = (changes: object[], others: readonly Call[] = [CALL]) =>
    findByNumber(read(...changes), CALL, others)?.details;
  const other = {telephonySessionId: 's-2'};

  it('is that of the call’s telephony session', () => {
    expect(bySession(other, {})).to.include({telephonySessionId: 's-1'});
    expect(bySession(other)).to.equal(undefined);
    expect(bySession({telephonySessionId: undefined})).to.equal(undefined);
    expect(findBySession(read({telephonySessionId: undefined}), {...CALL, id: null})).to.equal(null);
  });

  it('is never that of the user’s own leg', () => {
    const mirrored = {direction: 'Inbound', action: 'VoIP Call', duration: 1};
    expect(bySession(mirrored)).to.equal(undefined);
    expect(bySession(mirrored, {})).to.include({duration: 42});
    expect(bySession({action: 'VoIP Call', duration: 1}, {})).to.include({duration: 42});
    expect(byNumber([{...other, ...mirrored}])).to.equal(undefined);
  });

  it('may be one of another action', () => {
    for (const action of ['VoIP Call', 'Phone Call', 'CallOut-CallMe', undefined]) expect(bySession({action})).to.include({duration: 42});
  });

  it('is found by number and time only where exactly one fits', () => {
    expect(byNumber([other])).to.include({telephonySessionId: 's-2'});
    expect(byNumber([{...other, to: {phoneNumber: '(212) 555-0141'}}])).to.include({telephonySessionId: 's-2'});
    for (const misfit of [
      {action: 'VoIP Call'}, {direction: 'Inbound'}, {to: {phoneNumber: '+12125550142'}}, {to: undefined},
      {startTime: new Date(START + seconds(11)).toISOString()}, {telephonySessionId: undefined}, {finished: false},
    ]) expect(byNumber([{...other, ...misfit}]), JSON.stringify(misfit)).to.equal(undefined);
    expect(byNumber([other, {telephonySessionId: 's-3'}])).to.equal(undefined);
    expect(byNumber([other, {telephonySessionId: 's-3', finished: false}])).to.equal(undefined);
  });

  it('is not that of another call', () => {
    const near = {...CALL, key: 'two', id: 's-9', startedAt: START + seconds(15)};
    expect(byNumber([other], [CALL, near])).to.equal(undefined);
    expect(byNumber([other], [CALL, {...near, startedAt: START + seconds(21)}])).to.not.equal(undefined);
    expect(byNumber([other], [CALL, {...near, id: 's-2', startedAt: START + seconds(60)}])).to.equal(undefined);
  });
});

describe('when the call log is asked', () => {
  const END = CALL.endedAt!;
  const details = (duration = 42, more: object = {}): CallDetails => ({
    telephonySessionId: 's-1', startedAt: START, duration, result: 'Call connected', legs: [], ...more,
  });
  /** Seconds after the end. */
  const next = (record: Partial<DetailsRecord>) => {
    const at = nextRequestAt({...emptyRecord(CALL), ...record}, END);
    return at === null ? null : (at - END) / 1000;
  };
  const asked = (...after: number[]) => ({askedAt: after.map((count) => END + seconds(count))});

  it('follows the end, and then the length of the call', () => {
    expect(next({})).to.equal(5);
    expect(next(asked(5))).to.equal(30);
    expect(next(asked(5, 30))).to.equal(50);
    expect(next({...asked(5, 30), call: {...CALL, connectedAt: START - seconds(60)}})).to.equal(110);
    expect(next({...asked(5, 30), call: {...CALL, connectedAt: START - seconds(3_600)}})).to.equal(600);
    expect(next(asked(5, 30, 50))).to.equal(null);
  });

  it('is later where a request was late', () => {
    expect(next(asked(29))).to.equal(49);
    expect(next(asked(29, 49))).to.equal(69);
  });

  it('is over with the recording, and where none can follow', () => {
    const recording = {id: '1', contentUri: 'https://media.ringcentral.com/x'};
    expect(next({...asked(5), details: details(42, {recording})})).to.equal(null);
    expect(next({...asked(5), details: details(), isRecordingShort: true})).to.equal(null);
    expect(next({...asked(5), details: details(), call: {...CALL, connectedAt: END - seconds(29)}})).to.equal(null);
    expect(next({...asked(5), details: details(), call: {...CALL, phase: 'failed', connectedAt: undefined} as unknown as Call})).to.equal(null);
  });

  it('waits for a recording as long as the call was', () => {
    const read = {...asked(5), readAt: END + seconds(5)};
    expect(next({...read, details: details(42)})).to.equal(42);
    expect(next({...read, details: details(20)})).to.equal(30);
    expect(next({...read, details: details(6_000)})).to.equal(600);
    expect(next({...asked(5, 42), readAt: END + seconds(42), details: details(42)})).to.equal(null);
    // That request was lost.
    expect(next({...asked(5, 42), readAt: END + seconds(5), details: details(42)})).to.equal(62);
  });

  it('goes by the talk that the platform tells of, where nobody saw it', () => {
    const unseen = {...CALL, phase: 'unconfirmed', connectedAt: undefined} as unknown as Call;
    const legs = [{leg: 'callee' as const, result: 'Call connected', duration: 31}];
    expect(next({...asked(5), call: unseen, details: details(40, {legs})})).to.equal(40);
  });
});

describe('what is stored of it', () => {
  const record: DetailsRecord = {
    call: CALL, askedAt: [START + seconds(55)], isOpen: true, readAt: START, isRecordingShort: true,
    details: {
      telephonySessionId: 's-1', startedAt: START, duration: 42, result: 'Busy',
      legs: [{leg: 'caller', result: 'Busy', duration: 3}], recording: {id: '1', contentUri: 'https://media.ringcentral.com/x'},
    },
  };

  it('is read as it was written', () => {
    expect(readDetailsRecord(JSON.parse(JSON.stringify(record)))).to.deep.equal(record);
  });

  it('may be anything', () => {
    for (const value of withWrongValues(JSON.parse(JSON.stringify(record)) as unknown)) {
      const stored = readDetailsRecord(value);
      if (stored) nextRequestAt(mergeDetails(stored, record), START);
    }
  });

  it('is nothing of a call that is not over, or that the platform does not know', () => {
    expect(readDetailsRecord({...record, call: {...CALL, phase: 'connected'}})).to.equal(null);
    expect(readDetailsRecord({...record, call: {...CALL, id: null}})).to.equal(null);
  });

  it('is joined to what another tab knows', () => {
    const open: DetailsRecord = {call: CALL, askedAt: [1], isOpen: true};
    const answered: DetailsRecord = {call: CALL, askedAt: [1], readAt: 1};
    const later: DetailsRecord = {call: CALL, askedAt: [1, 2], isOpen: true};
    const known: DetailsRecord = {...answered, details: record.details!};
    expect(mergeDetails(open, answered)).to.equal(answered);
    expect(mergeDetails(answered, open)).to.equal(answered);
    expect(mergeDetails(known, later)).to.deep.equal({...later, details: record.details});
    expect(mergeDetails(later, known)).to.deep.equal({...later, details: record.details});
  });
});

describe('the room that is left for calls', () => {
  const NOW = START + 3_600_000;
  const ago = (count: number, changes: Partial<Call> = {}) =>
    ({revision: 0, call: {...CALL, startedAt: NOW - seconds(count), ...changes}});

  it('is four requests of ten', () => {
    const six = [50, 40, 30, 20, 10, 5].map((count) => ago(count));
    expect(budgetFreeAt(six, [], NOW)).to.be.at.most(NOW);
    expect(budgetFreeAt([...six, ago(60)], [], NOW)).to.equal(NOW + seconds(30));
    expect(budgetFreeAt(six, [NOW - seconds(4)], NOW)).to.equal(NOW + seconds(40));
    expect(budgetFreeAt([...six, ago(91)], [NOW - seconds(91)], NOW)).to.be.at.most(NOW);
  });

  it('counts cancels, also those that were refused', () => {
    const calls = [10, 20, 30].map((count) => ago(count));
    const canceled = [40, 50].map((count) => ({...ago(count, {cancelAt: NOW - seconds(count)}), cancel: 'sent' as const}));
    expect(budgetFreeAt([...calls, ...canceled], [], NOW)).to.be.above(NOW);
    expect(budgetFreeAt([...calls.slice(1), ...canceled], [], NOW)).to.be.at.most(NOW);
    const refused = {...ago(40, {phase: 'connected'}), call: {...CALL, startedAt: NOW - seconds(40), phase: 'connected', endedAt: undefined} as unknown as Call, cancel: 'refused' as const};
    expect(budgetFreeAt([...calls, ...canceled.slice(1), refused], [], NOW)).to.be.above(NOW);
  });

  it('is half of them at least, whatever is due', () => {
    const asked = [50, 40, 30, 20, 10].map((count) => NOW - seconds(count));
    expect(budgetFreeAt([], asked.slice(1), NOW)).to.be.at.most(NOW);
    expect(budgetFreeAt([], asked, NOW)).to.equal(NOW + seconds(40));
  });

  it('is none while a call is placed or canceled', () => {
    for (const phase of ['placing', 'canceling'] as const) expect(budgetFreeAt([ago(3, {phase})], [], NOW)).to.be.above(NOW);
    for (const phase of ['ringing-caller', 'connected', 'failed'] as const) expect(budgetFreeAt([ago(3, {phase})], [], NOW)).to.be.at.most(NOW);
  });

  it('is not waited for beyond the clock that was set back', () => {
    const ahead = [1, 2, 3, 4, 5, 6, 7].map((count) => NOW + count * 3_600_000);
    expect(budgetFreeAt([], ahead, NOW)).to.equal(NOW + seconds(90));
  });
});
