/**
 * Presence: the calls that a user has now, in the answer to a request and in the body of a
 * notification (spec: readUserPresenceStatus, DetailedExtensionPresenceEvent). It says nothing of
 * the other party's phone, and goes back and forth while a call changes.
 */
import type {Api, ApiResult} from './api.js';
import {type ExtensionAddress, extensionPath, isPathId} from './api-path.js';
import {asRecord, asText, type JsonRecord, withoutUndefined} from './json.js';

export interface ActiveCall {
  /** The id of the telephony session. */
  readonly sessionId: string;
  /** An older id: the second session of one call has a number near to that of the first one. */
  readonly legacyId?: string;
  /** `Inbound`, `Outbound`: an open enum. */
  readonly direction?: string;
  /** `Ringing`, `CallConnected`, `OnHold`, `ParkedCall`, `NoCall`: an open enum. */
  readonly status?: string;
  /** With `NoCall`: `final`, or `intermediate` while a device is being connected. */
  readonly termination?: string;
  /** The user's end of the line. */
  readonly partyId?: string;
  /** A number in any form, an extension, a word such as `anonymous`; absent = not known. */
  readonly from?: string;
  /** The caller chooses it. */
  readonly fromName?: string;
  readonly to?: string;
  readonly isQueueCall: boolean;
  readonly queueName?: string;
  /** Epoch ms. */
  readonly startedAt?: number;
}

/** Presence names at most so many calls, the latest ones. */
export const MAX_ACTIVE_CALLS = 7;

/** Null where the body does not list calls. */
export function readActiveCalls(body: unknown): readonly ActiveCall[] | null {
  const {activeCalls} = asRecord(body);
  if (!Array.isArray(activeCalls)) return null;
  return activeCalls.flatMap((activeCall) => readActiveCall(asRecord(activeCall)) ?? []);
}

function readActiveCall(activeCall: JsonRecord): ActiveCall | null {
  const {telephonySessionId, telephonyStatus, terminationType, queueCall} = activeCall;
  if (!isPathId(telephonySessionId)) return null;
  const startedAt = Date.parse(asText(activeCall.startTime) ?? '');
  const queueName = readQueueName(asRecord(activeCall.callInfo));
  return withoutUndefined({
    sessionId: telephonySessionId,
    legacyId: asText(activeCall.sessionId),
    direction: asText(activeCall.direction),
    status: asText(telephonyStatus),
    termination: asText(terminationType),
    partyId: asText(activeCall.partyId),
    from: asText(activeCall.from),
    fromName: asText(activeCall.fromName),
    to: asText(activeCall.to),
    isQueueCall: queueCall === true || queueName !== undefined,
    queueName,
    startedAt: Number.isNaN(startedAt) ? undefined : startedAt,
  });
}

/** `callInfo`: how phones show a call of a queue. In telephony sessions it is `uiCallInfo`. */
export function readQueueName(callInfo: JsonRecord): string | undefined {
  const {type, value} = asRecord(callInfo.primary);
  return type === 'QueueName' ? asText(value) : undefined;
}

/** Asks for the calls that a user has now. */
export const readPresence = (api: Api, extension: ExtensionAddress): Promise<ApiResult> =>
  api.request('light', {
    method: 'GET', path: `${extensionPath(extension)}/presence?detailedTelephonyState=true`,
  });
