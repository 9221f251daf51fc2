import {PRESENCE, SESSIONS, createPushFixture} from './push-support.js';

/** A notification of a session as `-2 Code/Reason`, with ` missed` and ` muted` where it says so. */
function partyText(/** @type {any} */ {id, status: {code, reason}, missedCall, muted}) {
  const flags = [missedCall && ' missed', muted && ' muted'].filter(Boolean).join('');
  return `${id.slice(-2)} ${code}${reason ? `/${reason}` : ''}${flags}`;
}

/** An entry of presence as its status and how it ended. */
export const entryText = (/** @type {any} */ {telephonyStatus, terminationType}) =>
  `${telephonyStatus} ${terminationType ?? ''}`.trim();

/**
 * A simulator with two sockets of the user: one has the notifications of sessions, one of presence.
 *
 * @param {Parameters<typeof createPushFixture>[0]} [setup]
 */
export async function createInboundFixture(setup) {
  const fixture = createPushFixture(setup);
  const sessions = await fixture.openSubscribed([SESSIONS]);
  const presence = await fixture.openSubscribed([PRESENCE]);
  const takeBodies = (/** @type {typeof sessions} */ socket) =>
    socket.takeNotifications().map(({body}) => body);

  return {
    ...fixture,

    /** Bodies of the notifications since the last time. */
    takeSessions: () => takeBodies(sessions),
    takePresence: () => takeBodies(presence),

    /** The same as text: parties, and the entries of presence. */
    take: () => ({
      sessions: takeBodies(sessions).map(({parties: [party]}) => partyText(party)),
      presence: takeBodies(presence).map(({activeCalls}) => activeCalls.map(entryText).join(', ')),
    }),

    /** The calls that presence lists now. */
    readPresence: async () => (await fixture.expectStatus(200, 'GET', PRESENCE)).activeCalls,
  };
}
