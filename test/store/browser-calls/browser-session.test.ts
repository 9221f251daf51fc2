/** What the session of a call in the browser says: one table. */
import {expect} from '@open-wc/testing';
import {readTelephonySession} from '../../../src/ringcentral/telephony-session.js';
import {isOnlyOurs, readBrowserSession} from '../../../src/store/browser-calls/browser-session.js';

/** `code/reason` of the user's party, and of the others. */
function read(own: string | null, others: readonly string[] = [], hasHungUp = false) {
  const party = (told: string, index: number) => {
    const [code, reason] = told.split('/');
    return {id: `p-${index}`, direction: index === 0 ? 'Outbound' : 'Inbound', ...(index === 0 && {extensionId: '1'}), status: {code, reason}};
  };
  const parties = [own, ...others].flatMap((told, index) => told === null ? [] : [party(told, index)]);
  const session = readTelephonySession({id: 's-1', origin: {type: 'Call'}, parties});
  const told = readBrowserSession(session!, '1', hasHungUp);
  if (!told) return null;
  const {status: {callerStatus, calleeStatus}, failure, voicemail, endedBy} = told;
  return [callerStatus, calleeStatus, failure?.code, voicemail && 'voicemail', endedBy].filter(Boolean).join(' ');
}

describe('the session of a call in the browser', () => {
  for (const [title, told, expected] of [
    ['the callee’s phone is set up', read('Setup'), 'Success InProgress'],
    ['the callee’s phone rings', read('Proceeding'), 'Success InProgress'],
    ['the callee has answered', read('Answered'), 'Success Success'],
    ['on hold', read('Hold'), 'Success Success'],
    ['busy', read('Disconnected/TargetBusy'), 'Success Busy'],
    ['no answer', read('Disconnected/NoAnswer'), 'Success NoAnswer'],
    ['a number that is none', read('Disconnected/InvalidNumber'), 'Success GenericError to-invalid'],
    ['over: one party does not say who hung up', read('Disconnected/CallFinished'), 'Success Finished'],
    ['over, and the user has hung up here', read('Disconnected/CallFinished', [], true), 'Success Finished caller'],
    ['a colleague’s phone rings', read('Proceeding', ['Proceeding']), 'Success InProgress'],
    ['a colleague has not answered yet', read('Answered', ['Proceeding']), 'Success InProgress'],
    ['a colleague has answered', read('Answered', ['Answered']), 'Success Success'],
    ['a colleague’s mailbox', read('Answered', ['VoiceMail/Voicemail']), 'Success Success voicemail'],
    ['a colleague hung up', read('Disconnected', ['Disconnected/CallFinished']), 'Finished Finished callee'],
    ['several phones of a group: the user’s party decides', read('Answered', ['Disconnected/Rejected', 'Proceeding']), 'Success Success'],
    ['a word that is not known', read('Parking'), 'Success'],
    ['no party is the user’s', read(null, ['Answered']), null],
  ] as const) {
    it(title, () => {
      expect(told).to.equal(expected);
    });
  }
});

describe('a session is ended by a request', () => {
  interface Told {readonly extensionId?: string; readonly code: string; readonly conferenceRole?: string}
  const isEnded = (...parties: Told[]): boolean => isOnlyOurs(readTelephonySession({
    id: 's-1',
    parties: parties.map(({code, ...party}, index) => ({id: `p-${index}`, ...party, status: {code}})),
  })!, '1');
  const OWN = {extensionId: '1', code: 'Answered'};

  for (const [title, isAllowed, parties] of [
    ['where the user talks with one other', true, [OWN, {code: 'Answered'}]],
    ['while it rings', true, [{extensionId: '1', code: 'Proceeding'}]],
    ['where others of a queue have been rung', true, [OWN, {code: 'Answered'}, {extensionId: '2', code: 'Disconnected'}]],
    ['not where it goes on without the user', false, [{extensionId: '1', code: 'Gone'}, {extensionId: '2', code: 'Answered'}, {code: 'Answered'}]],
    ['not where a third one takes part', false, [OWN, {code: 'Answered'}, {extensionId: '2', code: 'Hold'}]],
    ['not in a conference', false, [{...OWN, conferenceRole: 'Host'}, {code: 'Answered'}]],
    ['not where no party is surely the user’s', false, [{code: 'Answered'}, {code: 'Answered'}]],
  ] as const) {
    it(title, () => expect(isEnded(...parties)).to.equal(isAllowed));
  }
});
