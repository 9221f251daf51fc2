/** The three RingOut requests (spec: createRingOutCall, readRingOutCallStatus, deleteRingOutCall). */
import {asRecord, asText} from './json.js';
import {type ApiResult, type Api} from './api.js';

export interface RingOutRequest {
  /** E.164. */
  readonly to: string;
  /** E.164; left out = the extension's default phone rings. */
  readonly from?: string | undefined;
  readonly callerId?: string | undefined;
  readonly playPrompt?: boolean | undefined;
}

/** What the platform says of a call; open enums, any value may come. */
export interface RingOutStatus {
  readonly callStatus?: string;
  readonly callerStatus?: string;
  readonly calleeStatus?: string;
}

export interface ExtensionAddress {
  /** `~` = the signed-in one. */
  readonly accountId: string;
  readonly extensionId: string;
}

/** `/restapi/v1.0/account/~/extension/~`, every part percent-encoded. */
export const extensionPath = ({accountId, extensionId}: ExtensionAddress): string =>
  `/restapi/v1.0/account/${encodeURIComponent(accountId)}/extension/${encodeURIComponent(extensionId)}`;

export class RingOut {
  readonly #path: string;

  constructor(private readonly api: Api, extension: ExtensionAddress) {
    this.#path = `${extensionPath(extension)}/ring-out`;
  }

  /** `timeout` in ms. Sent once, whatever happens, but for a definite 401. */
  place({to, from, callerId, playPrompt}: RingOutRequest, timeout: number): Promise<ApiResult> {
    const body = {
      to: {phoneNumber: to},
      ...(from && {from: {phoneNumber: from}}),
      ...(callerId && {callerId: {phoneNumber: callerId}}),
      ...(playPrompt !== undefined && {playPrompt}),
    };
    return this.api.request('heavy', {method: 'POST', path: this.#path, body}, timeout);
  }

  readStatus(id: string): Promise<ApiResult> {
    return this.api.request('light', {method: 'GET', path: this.#of(id)});
  }

  cancel(id: string): Promise<ApiResult> {
    return this.api.request('heavy', {method: 'DELETE', path: this.#of(id)});
  }

  #of(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}

/** The id of a RingOut: opaque text, a number in old answers; null where neither came. */
export function readRingOutId(body: unknown): string | null {
  const {id} = asRecord(body);
  return asText(id) ?? (typeof id === 'number' && Number.isFinite(id) ? String(id) : null);
}

/** The statuses in an answer; null where there is none to be read. */
export function readRingOutStatus(body: unknown): RingOutStatus | null {
  const status = asRecord(asRecord(body).status);
  const callStatus = asText(status.callStatus);
  const callerStatus = asText(status.callerStatus);
  const calleeStatus = asText(status.calleeStatus);
  if (!callStatus && !callerStatus && !calleeStatus) return null;
  return {...(callStatus && {callStatus}), ...(callerStatus && {callerStatus}), ...(calleeStatus && {calleeStatus})};
}
