/**
 * The three RingOut requests (spec: createRingOutCall, readRingOutCallStatus, deleteRingOutCall).
 */
import {type ApiResult, type Api, isFromPlatform} from './api.js';
import {type ExtensionAddress, extensionPath, isPathId, readId} from './api-path.js';
import {asRecord, asText, withoutUndefined} from './json.js';

export interface RingOutRequest {
  /** The other party's number, E.164. */
  readonly to: string;
  /** The phone that rings first, E.164; absent = the extension's default phone. */
  readonly from?: string | undefined;
  /** The number that the other party sees, E.164; absent = the platform's default. */
  readonly callerId?: string | undefined;
  /** Absent = the platform decides. */
  readonly playPrompt?: boolean | undefined;
}

/** The platform's statuses of a call and its legs; open enums, any value may come. */
export interface RingOutStatus {
  readonly callStatus?: string;
  readonly callerStatus?: string;
  readonly calleeStatus?: string;
}

/** A person waits for the answer before the call is even placed. */
const REACHABLE_TIMEOUT_MS = 5_000;

/** RingOut calls of one extension. */
export class RingOut {
  readonly #api: Api;
  readonly #extension: ExtensionAddress;
  readonly #onSessionOver: () => void;
  readonly #path: string;

  /** `onSessionOver`: the platform answered a request for a call that the session is over. */
  constructor(api: Api, extension: ExtensionAddress, onSessionOver: () => void) {
    this.#api = api;
    this.#extension = extension;
    this.#onSessionOver = onSessionOver;
    this.#path = `${extensionPath(extension)}/ring-out`;
  }

  /**
   * Sends a request that changes nothing. Null = RingCentral has answered; else the reason why not:
   * it cannot be reached, or a penalty forbids the request.
   */
  async whyUnreachable(): Promise<ApiResult | null> {
    const request = {method: 'GET', path: extensionPath(this.#extension)} as const;
    const result = await this.#api.request('light', request, REACHABLE_TIMEOUT_MS);
    if (isFromPlatform(result)) return null;
    return result.kind === 'rate-limited' ? result : {kind: 'not-sent', isOffline: true};
  }

  /**
   * `timeout` in ms. Sent once whatever the outcome, except that a 401 may be repeated once; not
   * sent at all where the call is no longer wanted when everything is ready to send it.
   */
  place(
    {to, from, callerId, playPrompt}: RingOutRequest, timeout: number, isWanted: () => boolean,
  ): Promise<ApiResult> {
    const onHandOver = () => {
      if (!isWanted()) throw new Error('The call is no longer wanted.');
    };
    const body = withoutUndefined({
      to: {phoneNumber: to},
      from: phoneNumberField(from),
      callerId: phoneNumberField(callerId),
      playPrompt,
    });
    const request = {method: 'POST', path: this.#path, body, onHandOver} as const;
    return this.#noteSessionEnd(this.#api.request('heavy', request, timeout));
  }

  readStatus(id: string): Promise<ApiResult> {
    const request = {method: 'GET', path: this.#callPath(id)} as const;
    return this.#noteSessionEnd(this.#api.request('light', request));
  }

  cancel(id: string): Promise<ApiResult> {
    const request = {method: 'DELETE', path: this.#callPath(id)} as const;
    return this.#noteSessionEnd(this.#api.request('heavy', request));
  }

  async #noteSessionEnd(answered: Promise<ApiResult>): Promise<ApiResult> {
    const result = await answered;
    if (result.kind === 'unauthorized') this.#onSessionOver();
    return result;
  }

  #callPath(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}

const phoneNumberField = (phoneNumber: string | undefined) =>
  phoneNumber ? {phoneNumber} : undefined;

/** The id of a RingOut: opaque text, in old answers a number; null where the answer has neither. */
export function readRingOutId(body: unknown): string | null {
  const {id, uri} = asRecord(body);
  const ringOutId = readId(id, uri, /\/ring-?out\/([^/]+)$/);
  return isPathId(ringOutId) ? ringOutId : null;
}

/** Null where the answer has no status that can be read. */
export function readRingOutStatus(body: unknown): RingOutStatus | null {
  const status = asRecord(asRecord(body).status);
  const readStatuses = withoutUndefined({
    callStatus: asText(status.callStatus),
    callerStatus: asText(status.callerStatus),
    calleeStatus: asText(status.calleeStatus),
  });
  return Object.keys(readStatuses).length > 0 ? readStatuses : null;
}

/**
 * An answer without an id is taken to be that of the RingOut which was asked for. RingCentral's
 * specification has one form of the id in all answers.
 */
export const isAboutRingOut = (body: unknown, ringOutId: string): boolean =>
  (readRingOutId(body) ?? ringOutId) === ringOutId;

/** RingCentral forgets a RingOut soon after its call. */
export const isRingOutGone = (apiResult: ApiResult): boolean =>
  apiResult.kind === 'client-error' && apiResult.status === 404;
