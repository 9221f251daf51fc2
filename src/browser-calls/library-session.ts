/** Mends the library's calls where they leave something open, or do it wrong. */
import {
  ResponseMessage, type CallSession, type InboundCallSession, type OutboundCallSession,
} from '../vendor/ringcentral-web-phone.js';
import {isLost, SipError} from './call-failure.js';
import type {SipClient} from './sip-client.js';
import {rcMessageIn} from './sip-messages.js';

/** RingCentral's own command. */
const CLIENT_REJECT = 12;

export const isInbound = (session: CallSession): session is InboundCallSession =>
  session.direction === 'inbound';

/** RingCentral's id of a call that rings here. */
export const serverIdOf = ({sipMessage}: InboundCallSession): string | undefined =>
  rcMessageIn(sipMessage.getHeader('P-rc'))?.headers?.SID;

/** The library would wait for something that never comes. */
export async function declineCall(session: InboundCallSession, client: SipClient): Promise<void> {
  if (serverIdOf(session)) return session.sendRcMessage(CLIENT_REJECT);
  await client.reply(new ResponseMessage(session.sipMessage, {responseCode: 603}));
}

/**
 * Tells the platform that a call is over here. Sends before it waits: the page may be going.
 * Rejects with a `SipError`; `lost` = the platform could not be told yet.
 */
export async function endCall(session: CallSession, client: SipClient): Promise<void> {
  if (session.state === 'answered') return session.hangup();
  // It goes on ringing elsewhere.
  if (isInbound(session)) return;
  client.abandon(session.callId);
  if (session.state !== 'ringing') return;
  const canceling = (session as OutboundCallSession).cancel();
  // The answer may be lost now, and a call that was answered cannot be canceled.
  const ending = client.registration.socket ? null : session.hangup();
  // The platform does not know one of the two.
  const results = await Promise.allSettled([canceling, ending]);
  const failed = results.find((result) => result.status === 'rejected' && isLost(result.reason));
  if (failed) throw new SipError('lost');
}

/** An offer of the platform within a call that cannot be used is refused, and the call goes on. */
export function refuseBadOffers(session: CallSession, client: SipClient): void {
  const handleReInvite = session.handleReInvite.bind(session);
  session.handleReInvite = async (message) => {
    // The same INVITE once more: it gets its answer from the user.
    if (session.state !== 'answered') return;
    await handleReInvite(message)
      .catch(() => client.reply(new ResponseMessage(message, {responseCode: 488})))
      .catch(() => {});
  };
}
