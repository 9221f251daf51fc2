/** Ends a call in the browser by a request: its socket is gone, or its tab. */
import {isDone} from '../../ringcentral/api.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession} from '../../ringcentral/telephony-session.js';
import type {CallWork} from '../calls/call-work.js';
import type {ApiAccess} from '../session/api-connection.js';
import {isOnlyOurs} from './browser-session.js';

/** Whether RingCentral has ended it. Never rejects. */
export async function endSession(
  {context, deniedActions}: CallWork, {api, connection}: ApiAccess, sessionId: string,
): Promise<boolean> {
  if (deniedActions.has('hang-up')) return false;
  const telephony = new Telephony(api, connection.accountId);
  const confirmed = await telephony.read(sessionId);
  const session = confirmed.kind === 'ok' ? readTelephonySession(confirmed.body) : null;
  const {user} = context.session.get();
  // It may have been transferred, and go on without the user.
  if (!session || !isOnlyOurs(session, user?.id)) return false;
  return isDone(await telephony.hangUp(sessionId));
}
