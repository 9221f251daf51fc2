/**
 * The requests that act on a telephony session (spec: readCallSessionStatus, deleteCallSession,
 * holdCallParty, unholdCallParty, updateCallParty). All need the app scope CallControl.
 */
import type {Api, ApiResult} from './api.js';
import {accountPath} from './api-path.js';

export class Telephony {
  readonly #api: Api;
  readonly #path: string;

  /** `accountId`: `~` = that of the signed-in user. */
  constructor(api: Api, accountId: string) {
    this.#api = api;
    this.#path = `${accountPath(accountId)}/telephony/sessions`;
  }

  read(sessionId: string): Promise<ApiResult> {
    return this.#api.request('light', {method: 'GET', path: this.#sessionPath(sessionId)});
  }

  /** Ends the call for all of its parties. */
  hangUp(sessionId: string): Promise<ApiResult> {
    return this.#api.request('light', {method: 'DELETE', path: this.#sessionPath(sessionId)});
  }

  hold(sessionId: string, partyId: string, isOn: boolean): Promise<ApiResult> {
    const path = `${this.#partyPath(sessionId, partyId)}/${isOn ? 'hold' : 'unhold'}`;
    return this.#api.request('light', {method: 'POST', path, body: {}});
  }

  mute(sessionId: string, partyId: string, isOn: boolean): Promise<ApiResult> {
    const path = this.#partyPath(sessionId, partyId);
    return this.#api.request('light', {method: 'PATCH', path, body: {muted: isOn}});
  }

  #sessionPath(sessionId: string): string {
    return `${this.#path}/${encodeURIComponent(sessionId)}`;
  }

  #partyPath(sessionId: string, partyId: string): string {
    return `${this.#sessionPath(sessionId)}/parties/${encodeURIComponent(partyId)}`;
  }
}
