/**
 * The frames of RingCentral's WebSocket gateway (guide, notifications/websockets): JSON arrays of a
 * description and a body.
 */
import {asRecord, asText, type JsonRecord, parseJson} from './json.js';

/** Tells the gateway which connection to recover: a later frame may have a newer one. */
export type RecoveryToken = string;

export type PushFrame =
  /** The first frame. `isRecovered`: the subscription of the connection before lives on. */
  | {readonly kind: 'connected'; readonly isRecovered: boolean}
  | {
    readonly kind: 'answer'; readonly messageId: string; readonly status: number;
    readonly body: unknown;
  }
  /** `event`: the path that was subscribed to, with ids in place of `~`. */
  | {readonly kind: 'event'; readonly event: string; readonly body: unknown}
  | {readonly kind: 'heartbeat'}
  /** The gateway is about to close the connection. */
  | {readonly kind: 'error'}
  | {readonly kind: 'unknown'};

/** A frame as it came, with the recovery token if it has one. */
export function readFrame(
  text: unknown,
): {readonly frame: PushFrame; readonly recoveryToken?: RecoveryToken} {
  const value = typeof text === 'string' ? parseJson(text) : null;
  const [rawMeta, body] = Array.isArray(value) ? value as unknown[] : [];
  const meta = asRecord(rawMeta);
  const recoveryToken = asText(asRecord(meta.wsc).token);
  return {frame: frameOf(meta, body), ...(recoveryToken && {recoveryToken})};
}

function frameOf(meta: JsonRecord, body: unknown): PushFrame {
  const {recoveryState, event, body: eventBody} = asRecord(body);
  switch (meta.type) {
    case 'ConnectionDetails': {
      return {kind: 'connected', isRecovered: recoveryState === 'Successful'};
    }
    case 'ClientRequest': {
      const status = Number(meta.status);
      return {kind: 'answer', messageId: asText(meta.messageId) ?? '', status, body};
    }
    case 'ServerNotification': return {kind: 'event', event: asText(event) ?? '', body: eventBody};
    case 'Heartbeat': return {kind: 'heartbeat'};
    case 'Error': return {kind: 'error'};
    default: return {kind: 'unknown'};
  }
}

export const heartbeatFrame = (messageId: string): string =>
  JSON.stringify([{type: 'Heartbeat', messageId}]);

export const subscribeFrame = (messageId: string, eventFilters: readonly string[]): string =>
  JSON.stringify([
    {type: 'ClientRequest', messageId, method: 'POST', path: '/restapi/v1.0/subscription/'},
    {eventFilters, deliveryMode: {transportType: 'WebSocket'}},
  ]);

/** The filters that the platform refused, although it took the subscription. */
export function disabledFilters(subscription: unknown): string[] {
  const {disabledFilters: disabled} = asRecord(subscription);
  if (!Array.isArray(disabled)) return [];
  return disabled.flatMap((item) => asText(asRecord(item).filter) ?? []);
}

/** Where to connect: the answer to the request for a ticket; null where it cannot be read. */
export function socketUrl(
  ticket: unknown, recoveryToken: RecoveryToken | undefined,
): string | null {
  const {uri, ws_access_token: accessToken} = asRecord(ticket);
  const address = asText(uri);
  const token = asText(accessToken);
  if (!address || !token || !/^wss?:\/\//.test(address)) return null;
  const url = new URL(address);
  url.searchParams.set('access_token', token);
  if (recoveryToken) url.searchParams.set('wsc', recoveryToken);
  return url.href;
}
