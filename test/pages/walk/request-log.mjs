// The requests of the pages that the judge looks at.

/** @typedef {'ring-out' | 'session' | 'ticket'} RequestKind */

/** @typedef {{at: number, kind: RequestKind, method: string, path: string, documentId: string, to?: string, from?: string, callId?: string, status: number | null, json: any, answeredAt?: number}} LoggedRequest
 *  `callId`: of the RingOut, or of the telephony session. `status`: null while there is no answer, 0 where none will come.
 */

/** @returns {RequestKind | null} null for requests that say nothing of calls. */
export function kindOf(path) {
  if (path.includes('/ring-out')) return 'ring-out';
  if (path.includes('/telephony/sessions/')) return 'session';
  return path.endsWith('/oauth/wstoken') ? 'ticket' : null;
}

/** What a request is about. */
export function subjectOf({kind, method, path}, body) {
  if (kind === 'session') {
    const [, callId, partyId] = /\/sessions\/([^/]+)(?:\/parties\/([^/]+))?/.exec(path).map((part) => part && decodeURIComponent(part));
    return {callId, partyId};
  }
  if (kind === 'ticket') return {};
  if (method !== 'POST') return {callId: decodeURIComponent(path.split('/').at(-1))};
  const {to, from} = JSON.parse(body);
  return {to: to?.phoneNumber, from: from?.phoneNumber};
}

export const isPost = ({kind, method}) => kind === 'ring-out' && method === 'POST';
export const isCancel = ({kind, method}) => kind === 'ring-out' && method === 'DELETE';
/** A request that does something to a telephony session. */
export const isAct = ({kind, method}) => kind === 'session' && method !== 'GET';
