/** Asks RingCentral's call log for one call, and says what the answer means for it. */
import type {FailedResult} from '../../ringcentral/api.js';
import {CallLog, readCallLog} from '../../ringcentral/call-log.js';
import type {ApiAccess} from '../session/api-connection.js';
import type {Call} from '../types.js';
import {findByNumber, findBySession, type FoundDetails} from './details-match.js';
import type {DetailsRecord} from './details-record.js';
import {sessionIdOf} from './session-id.js';

/**
 * `unsent`: the platform has not counted the request. `denied`: the app or the user may not read
 * the call log. `unread`: there was no answer, or none that can be read.
 */
type DetailsAnswer =
  | {readonly kind: 'unsent' | 'denied' | 'session-over' | 'unread'}
  | {readonly kind: 'read'; readonly found: FoundDetails | null};

/**
 * `others`: the calls that are known, where this is the last request; then the call may also be
 * found by its number. Else null.
 */
export async function requestDetails(
  {api, connection}: ApiAccess, call: Call, others: readonly Call[] | null,
): Promise<DetailsAnswer> {
  const callLog = new CallLog(api, connection);
  const result = others
    ? await callLog.readRecent(call.startedAt)
    : await callLog.readSession(sessionIdOf(call) ?? '', call.startedAt);
  if (result.kind !== 'ok') return {kind: kindOfFailure(result)};
  const logged = readCallLog(result.body, connection.server);
  const found = findBySession(logged, call) ?? (others && findByNumber(logged, call, others));
  return {kind: 'read', found};
}

function kindOfFailure(result: FailedResult): Exclude<DetailsAnswer['kind'], 'read'> {
  switch (result.kind) {
    case 'not-sent': return 'unsent';
    case 'rate-limited': return result.sent ? 'unread' : 'unsent';
    case 'unauthorized': return 'session-over';
    case 'client-error': return result.status === 403 ? 'denied' : 'unread';
    default: return 'unread';
  }
}

/** `sentAt`: epoch ms of the request. */
export function withAnswer(
  {isOpen: _isOpen, ...record}: DetailsRecord, answer: DetailsAnswer, sentAt: number,
): DetailsRecord {
  const {askedAt} = record;
  if (answer.kind === 'unsent') return {...record, askedAt: askedAt.filter((at) => at !== sentAt)};
  if (answer.kind !== 'read') return record;
  const {found} = answer;
  return {
    ...record,
    readAt: sentAt,
    ...(found && {details: found.details}),
    ...(found?.isRecordingShort && {isRecordingShort: true}),
  };
}
