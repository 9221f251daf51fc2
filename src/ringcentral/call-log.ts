/**
 * The platform's records of calls (spec: readUserCallLog). A record comes seconds after the end of
 * its call, and its recording after about the length of the call.
 */
import type {Api, ApiResult} from './api.js';
import {type ExtensionAddress, extensionPath, isPathId, readId} from './api-path.js';
import {asRecord, asText, asTime, type JsonRecord, withoutUndefined} from './json.js';

/** One connection of a RingOut. */
export interface LoggedLeg {
  readonly leg: 'caller' | 'callee';
  readonly result: string;
  /** Seconds. */
  readonly duration: number;
}

export interface LoggedCall {
  /** The id of the telephony session. */
  readonly sessionId?: string;
  /** `Inbound`, `Outbound`: an open enum. */
  readonly direction?: string;
  /** `RingOut Web`, `RingOut PC`, `VoIP Call` …: an open enum. */
  readonly action?: string;
  /** The number of the other party, in any form. */
  readonly to?: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Seconds. */
  readonly duration: number;
  readonly result: string;
  readonly legs: readonly LoggedLeg[];
  readonly recording?: {readonly id: string; readonly contentUri: string};
  /** It was recorded, and the recording is too short to be kept. */
  readonly isRecordingShort: boolean;
  /** The call is over, and the record says how it went. */
  readonly isComplete: boolean;
}

/** A RingOut has two; a phone that rings in several places has some more. */
const MAX_LEGS = 20;
const MAX_SECONDS = 10_000_000;
/** The filter by session needs no narrow window, and the clock here may be wrong. */
const SESSION_WINDOW_MS = 24 * 60 * 60_000;
/** The hour before a call has fewer records of one user than a page holds. */
const RECENT_WINDOW_MS = 60 * 60_000;

export class CallLog {
  readonly #api: Api;
  readonly #path: string;

  constructor(api: Api, extension: ExtensionAddress) {
    this.#api = api;
    this.#path = `${extensionPath(extension)}/call-log`;
  }

  /** The records of one telephony session. `startedAt`: of its call, epoch ms. */
  readSession(telephonySessionId: string, startedAt: number): Promise<ApiResult> {
    return this.#read({telephonySessionId, dateFrom: dateBefore(startedAt, SESSION_WINDOW_MS)});
  }

  /** The latest records of the user. `startedAt`: of the first call that matters, epoch ms. */
  readRecent(startedAt: number): Promise<ApiResult> {
    return this.#read({perPage: 100, dateFrom: dateBefore(startedAt, RECENT_WINDOW_MS)});
  }

  #read(filter: Readonly<Record<string, string | number>>): Promise<ApiResult> {
    const query = {view: 'Detailed', ...filter};
    return this.#api.request('heavy', {method: 'GET', path: this.#path, query});
  }
}

/** Without a date, the platform looks no further back than 24 hours. */
const dateBefore = (startedAt: number, ms: number): string =>
  new Date(Math.max(startedAt - ms, 0)).toISOString();

/** Reads any body. `server`: the address of the session's server, or empty. */
export function readCallLog(body: unknown, server: string): LoggedCall[] {
  const {records} = asRecord(body);
  if (!Array.isArray(records)) return [];
  return records.flatMap((record) => readLoggedCall(asRecord(record), server) ?? []);
}

function readLoggedCall(
  record: JsonRecord, server: string,
): LoggedCall | null {
  const startedAt = asTime(Date.parse(asText(record.startTime) ?? ''));
  if (startedAt === undefined || record.deleted === true) return null;
  const {telephonySessionId, finished} = record;
  const result = asText(record.result);
  const duration = readSeconds(record);
  const isUnderWay = finished === false || /^in ?progress$/i.test(result ?? '');
  const legs = Array.isArray(record.legs) ? record.legs.map(asRecord) : [];
  return withoutUndefined({
    sessionId: isPathId(telephonySessionId) ? telephonySessionId : undefined,
    direction: asText(record.direction),
    action: asText(record.action),
    to: asText(asRecord(record.to).phoneNumber),
    startedAt,
    duration: duration ?? 0,
    result: result ?? '',
    legs: readLegs(legs),
    recording: readRecording([record, ...legs], server),
    isRecordingShort: record.shortRecording === true,
    isComplete: !isUnderWay && result !== undefined && duration !== undefined,
  });
}

function readSeconds(
  {duration, durationMs}: JsonRecord,
): number | undefined {
  const inSeconds = typeof durationMs === 'number' ? Math.round(durationMs / 1000) : undefined;
  return [duration, inSeconds].find(isSeconds);
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MAX_SECONDS;

/**
 * The names differ only in the app that asked for the call: `Client`, `Web`, `Device`. All others
 * are no leg of a RingOut with two of them, and are left out.
 */
const RING_OUT_LEG = /^RingOut(?:Client|Web|Device)To(Caller|Subscriber)$/;

function readLegs(legs: readonly JsonRecord[]): LoggedLeg[] {
  const readable: LoggedLeg[] = [];
  for (const logged of legs) {
    const [, end] = RING_OUT_LEG.exec(asText(logged.legType) ?? '') ?? [];
    const result = asText(logged.result);
    const duration = readSeconds(logged);
    if (!end || result === undefined || duration === undefined) continue;
    readable.push({leg: end === 'Caller' ? 'caller' : 'callee', result, duration});
    if (readable.length === MAX_LEGS) break;
  }
  return readable;
}

function readRecording(
  records: readonly JsonRecord[], server: string,
): LoggedCall['recording'] {
  for (const record of records) {
    const {id, uri, contentUri} = asRecord(record.recording);
    const recordingId = readId(id, uri, /\/recording\/([^/]+)$/);
    const address = addressWithoutToken(contentUri, server);
    if (isPathId(recordingId) && address) return {id: recordingId, contentUri: address};
  }
  return undefined;
}

/**
 * Without query and credentials, which may carry a token; undefined where it does not lead to
 * RingCentral or to the session's own server.
 */
function addressWithoutToken(value: unknown, server: string): string | undefined {
  const {protocol, hostname, origin, pathname} = parseUrl(asText(value)) ?? {};
  const isRingCentral = protocol === 'https:' && /(?:^|\.)ringcentral\.com$/.test(hostname ?? '');
  const isOwnServer = /^https?:$/.test(protocol ?? '') && origin === parseUrl(server)?.origin;
  const isPlain = /^\/[\w./~-]{1,500}$/.test(pathname ?? '');
  return isPlain && (isRingCentral || isOwnServer) ? `${origin}${pathname}` : undefined;
}

function parseUrl(text = ''): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
