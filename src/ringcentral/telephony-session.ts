/**
 * Telephony sessions, as the platform describes a call: in the answer to a request, and in
 * the body of a notification (spec: readCallSessionStatus, ExtensionTelephonySessionsEvent). A
 * RingOut is such a session with two parties; both may be called inbound.
 */
import {isPathId} from './api-path.js';
import {asBoolean, asRecord, asText, type JsonRecord, withoutUndefined} from './json.js';
import {ownValue} from './own-value.js';
import {readQueueName} from './presence.js';

/** One end of the line, as the other end sees it. */
export interface PartyLine {
  /** E.164, an extension, or a word such as `anonymous`; absent = not known. */
  readonly phoneNumber?: string;
  /** The caller chooses it. */
  readonly name?: string;
}

export interface Party {
  readonly id: string;
  /** Absent for a party outside of the account. */
  readonly extensionId?: string;
  /** `Initiator`: the user who asked for the call. `Target`: the other one. Open enum. */
  readonly role?: string;
  /** `Inbound`, `Outbound`: an open enum. */
  readonly direction?: string;
  readonly from: PartyLine;
  readonly to: PartyLine;
  readonly isQueueCall: boolean;
  readonly queueName?: string;
  /** The platform counts it among the missed calls. */
  readonly isMissed: boolean;
  /** `Setup`, `Proceeding`, `Answered`, `Hold`, `VoiceMail`, `Disconnected` …: an open enum. */
  readonly code?: string;
  /** Why it has this status, such as `TargetBusy`: an open enum. */
  readonly reason?: string;
  /** Absent where the platform does not say. */
  readonly isMuted?: boolean;
  /** It was added by a conference. */
  readonly isInConference: boolean;
}

export interface TelephonySession {
  readonly id: string;
  /** `RingOut`, `Call` …: an open enum. */
  readonly origin?: string;
  /** An older id; see `ActiveCall`. */
  readonly legacyId?: string;
  /** The later event has the higher number; absent in the answer to a request. */
  readonly sequence?: number;
  readonly parties: readonly Party[];
}

/** `screened`: the user hears what the other party says to the mailbox, and may still answer. */
type PartyState = 'ringing' | 'answered' | 'held' | 'parked' | 'mailbox' | 'screened' | 'gone';

const STATE_BY_CODE: Readonly<Record<string, PartyState>> = {
  setup: 'ringing', proceeding: 'ringing',
  answered: 'answered', hold: 'held', parked: 'parked',
  voicemail: 'mailbox', voicemailscreening: 'screened',
  disconnected: 'gone', gone: 'gone',
};

/** Undefined where there is no party, or where the platform's word for its state is not known. */
export const partyState = (party: Party | undefined): PartyState | undefined =>
  ownValue(STATE_BY_CODE, party?.code?.toLowerCase() ?? '');

/** The party can talk, though it may be on hold. */
export function hasAnswered(party: Party | undefined): boolean {
  const state = partyState(party);
  return state === 'answered' || state === 'held';
}

/** Null where the body is no telephony session. */
export function readTelephonySession(body: unknown): TelephonySession | null {
  const session = asRecord(body);
  const id = session.id ?? session.telephonySessionId;
  if (!isPathId(id) || !Array.isArray(session.parties)) return null;
  const parties = session.parties.flatMap((party) => readParty(party) ?? []);
  return withoutUndefined({
    id,
    origin: asText(asRecord(session.origin).type),
    legacyId: asText(session.sessionId),
    sequence: typeof session.sequence === 'number' ? session.sequence : undefined,
    parties,
  });
}

/** Null where the body is no party of a session. */
export function readParty(value: unknown): Party | null {
  const party = asRecord(value);
  if (!isPathId(party.id)) return null;
  const status = asRecord(party.status);
  const queueName = readQueueName(asRecord(party.uiCallInfo));
  return withoutUndefined({
    id: party.id,
    extensionId: asText(party.extensionId) ?? asText(asRecord(party.owner).extensionId),
    role: asText(party.ringOutRole),
    direction: asText(party.direction),
    from: readLine(asRecord(party.from)),
    to: readLine(asRecord(party.to)),
    isQueueCall: party.queueCall === true || queueName !== undefined,
    queueName,
    isMissed: party.missedCall === true,
    code: asText(status.code),
    reason: asText(status.reason),
    isMuted: asBoolean(party.muted),
    isInConference: asText(party.conferenceRole) !== undefined,
  });
}

const readLine = ({phoneNumber, name}: JsonRecord): PartyLine =>
  withoutUndefined({phoneNumber: asText(phoneNumber), name: asText(name)});
