/**
 * RingCentral's call log in a virtual browser: records come late, recordings later, and each
 * request is noted with those that place and cancel calls.
 */
import {progressAt} from '../../demo/simulator/calls.js';
import type {VirtualBrowser} from '../support/virtual.js';

type PlatformCall = VirtualBrowser['simulator']['facts']['calls'][number];

export interface LogOptions {
  /** ms after the end of a call. */
  recordAfter: number;
  /** ms after the end of a call; null = it is not recorded. */
  recordingAfter: number | null;
  /** ms after the end for which the record says that the call goes on. */
  inProgressFor: number;
  legs: 'both' | 'one';
  /** Beside the record, one of the user's own leg, in another session or in the same one. */
  mirror: 'none' | 'other-session' | 'same-session';
  /** The session has another id than the RingOut. */
  isOtherId: boolean;
  scopes: string[] | null;
}

const DEFAULTS: LogOptions = {
  recordAfter: 2_000, recordingAfter: null, inProgressFor: 0, legs: 'both', mirror: 'none',
  isOtherId: false, scopes: null,
};

export interface HeavyRequest {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly query: URLSearchParams;
  /** Undefined until it is answered. */
  status?: number;
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {status, headers: {'content-type': 'application/json', ...headers}});

export class CallLogPlatform {
  readonly options: LogOptions;
  /** Requests of the group Heavy, oldest first. */
  readonly heavy: HeavyRequest[] = [];
  /** Answers in place of the next ones; a number is a status. */
  readonly answers: (number | object)[] = [];
  readonly #browser: VirtualBrowser;

  constructor(browser: VirtualBrowser, options: Partial<LogOptions> = {}) {
    this.#browser = browser;
    this.options = {...DEFAULTS, ...options};
    const {simulator} = browser;
    const fetch = simulator.fetch.bind(simulator);
    simulator.fetch = async (request: Request) => {
      const {method} = request;
      const {pathname, searchParams} = new URL(request.url);
      const isLog = pathname.endsWith('/call-log');
      if (!isLog && (method === 'GET' || !pathname.includes('/ring-out'))) return fetch(request);
      const heavy: HeavyRequest = {method, path: pathname, at: browser.now, query: searchParams};
      this.heavy.push(heavy);
      const response = isLog ? this.#answer(searchParams) : await fetch(request);
      heavy.status = response.status;
      return response;
    };
  }

  /** Requests for the call log, oldest first. */
  get asked(): HeavyRequest[] {
    return this.heavy.filter(({path}) => path.endsWith('/call-log'));
  }

  /** The most requests of the group within a minute. */
  get mostInMinute(): number {
    const counts = this.heavy.map(({at}) =>
      this.heavy.filter((other) => other.at <= at && other.at > at - 60_000).length);
    return Math.max(0, ...counts);
  }

  #answer(query: URLSearchParams): Response {
    const answer = this.answers.shift();
    if (answer === 429) return json({errorCode: 'CMN-301'}, 429, {'retry-after': '60'});
    if (typeof answer === 'number') return json({errorCode: 'CMN-401'}, answer);
    if (answer) return json(answer);
    const sessionId = query.get('telephonySessionId');
    const since = Date.parse(query.get('dateFrom') ?? '') || this.#browser.now - 24 * 3_600_000;
    const records = this.#browser.simulator.facts.calls
      .flatMap((call) => this.recordsOf(call))
      .filter((record) => !sessionId || record.telephonySessionId === sessionId)
      .filter(({startTime}) => Date.parse(startTime) >= since)
      .reverse();
    return json({records, paging: {page: 1}, navigation: {}});
  }

  /** The records of a call, as the platform has them now. */
  recordsOf(call: PlatformCall) {
    const {simulator, now} = this.#browser;
    const {endedAt} = progressAt(call, now, simulator.options);
    const {recordAfter, recordingAfter, inProgressFor, mirror, isOtherId} = this.options;
    if (endedAt === null || now - endedAt < recordAfter) return [];
    const isRecorded = recordingAfter !== null && now - endedAt >= recordingAfter;
    const duration = Math.round((endedAt - call.startedAt) / 1000);
    const telephonySessionId = isOtherId ? `s-other-${call.id}` : call.id;
    const isOver = now - endedAt >= inProgressFor;
    const record = {
      id: `log-${call.id}`, sessionId: '4021', telephonySessionId, type: 'Voice', direction: 'Outbound',
      action: 'RingOut Web', result: isOver ? 'Call connected' : 'In Progress', finished: isOver,
      startTime: new Date(call.startedAt).toISOString(), duration,
      from: {phoneNumber: '+16505550172'}, to: {phoneNumber: call.to},
      legs: this.#legsOf(duration),
      ...(isRecorded && {recording: {
        id: '401547458008', type: 'Automatic', uri: 'https://platform.example/restapi/v1.0/account/1/recording/401547458008',
        contentUri: 'https://media.ringcentral.com/restapi/v1.0/account/1/recording/401547458008/content?access_token=SECRET',
      }}),
    };
    if (mirror === 'none') return [record];
    const mirrored = {
      ...record, id: `mirror-${call.id}`, direction: 'Inbound', action: 'VoIP Call', result: 'Accepted',
      telephonySessionId: mirror === 'same-session' ? telephonySessionId : `s-mirror-${call.id}`,
      from: record.to, to: record.from, duration: 1, legs: [],
    };
    return [record, mirrored];
  }

  #legsOf(duration: number): object[] {
    const caller = {legType: 'RingOutClientToCaller', result: 'Call connected', duration};
    const callee = {legType: 'RingOutClientToSubscriber', result: 'Call connected', duration: Math.max(duration - 6, 0)};
    return this.options.legs === 'one' ? [caller] : [caller, callee];
  }
}
