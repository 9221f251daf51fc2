/**
 * All that a simulator remembers. It is plain data, so that it can be stored and given back.
 *
 * @typedef {object} Facts
 * @property {CallFacts[]} calls Oldest first.
 * @property {InboundFacts[]} inbound Calls to users, oldest first.
 * @property {Record<string, AuthorizationCode>} codes By the code itself.
 * @property {TokenPair[]} pairs Oldest first.
 * @property {Record<string, import('./limits.js').Meter>} meters By app, user and rate limit group.
 * @property {Record<string, Ticket>} tickets Of sockets that are not open yet, by the ticket itself.
 * @property {Record<string, DeviceStatus>} deviceStatuses Of devices that were plugged in or out
 *   since, by their ids.
 * @property {Record<string, SipAccount>} sipAccounts Browsers that may register as phones, by their
 *   authorization ids.
 * @property {number} ahead ms by which this simulator's clock is ahead of the clock it was given.
 *
 * @typedef {object} CallFacts A RingOut. Its status follows from these facts and the time.
 * @property {string} id
 * @property {string} owner Extension id.
 * @property {string} to E.164
 * @property {string} [from] E.164
 * @property {string} [callerId] E.164
 * @property {boolean} [playPrompt]
 * @property {number} startedAt Epoch ms.
 * @property {number} speed
 * @property {number} [canceledAt] Epoch ms; set only if the cancel came in time.
 * @property {number} [hungUpAt] Epoch ms.
 * @property {'caller' | 'callee' | 'api'} [hungUpBy] `caller` when absent.
 * @property {'one' | 'mirrored'} [sessions] Form of its telephony session; `one` when absent.
 * @property {string} [sessionId] Id of the telephony session, where it is not that of the RingOut.
 * @property {PartyChange[]} [changes] Oldest first.
 * @property {'Call'} [origin] Of a call that is no RingOut.
 * @property {string} [deviceId] Of the browser that placed the call over SIP.
 * @property {string[]} [watchers] Ids of other extensions that are notified of it all the same.
 * @property {true} [isPhoneOffline] The user's phone was offline when the call was placed.
 *
 * @typedef {'Online' | 'Offline'} DeviceStatus
 *
 * @typedef {object} InboundFacts A call to a user. Its parties follow from these facts and the time.
 * @property {string} id Of the telephony session.
 * @property {string} owner Extension id of the user who is called.
 * @property {CallEnd} from
 * @property {CallEnd} to
 * @property {string} [queue] Name of the call queue, or empty; absent where there is none.
 * @property {number} startedAt Epoch ms.
 * @property {number} speed
 * @property {InboundStep[]} steps Oldest first.
 *
 * @typedef {{phoneNumber?: string, name?: string, extensionId?: string}} CallEnd
 *
 * @typedef {'answer' | 'answer-elsewhere' | 'decline' | 'miss' | 'voicemail' | 'caller-hang-up'
 *   | 'hang-up' | 'end' | 'transfer' | 'transfer-away' | 'switch' | 'hold' | 'unhold' | 'mute' | 'unmute'
 * } InboundStepKind
 *
 * @typedef {object} InboundStep Nothing comes of it where the call is not ready for it.
 * @property {number} at Epoch ms.
 * @property {InboundStepKind} kind
 * @property {CallEnd} [from] Of a transfer: who is put through.
 * @property {string} [reason] Of a transfer or a switch, as telephony sessions name it.
 * @property {string} [deviceId] Of the browser that answers over SIP.
 *
 * @typedef {object} PartyChange A phone is put on hold or muted, or no longer.
 * @property {number} at Epoch ms.
 * @property {'caller' | 'callee'} leg
 * @property {'hold' | 'mute'} kind
 * @property {boolean} on
 * @property {'api' | 'phone'} where It has to be undone where it was done.
 * @property {boolean} [unreported] The platform does not know of it.
 *
 * @typedef {object} SipAccount
 * @property {string} authorizationId Another one for each provision.
 * @property {string} deviceId
 * @property {string} username
 * @property {string} password
 * @property {User} user
 *
 * @typedef {object} Ticket Opens one socket.
 * @property {TokenPair} tokens Those that it was requested with.
 * @property {number} issuedAt Epoch ms.
 *
 * @typedef {typeof import('./lists.js').defaultUser} User
 *
 * @typedef {object} AuthorizationCode
 * @property {string} clientId
 * @property {string} redirectUri
 * @property {string | null} challenge
 * @property {User} user
 * @property {number} issuedAt Epoch ms.
 * @property {boolean} used
 *
 * @typedef {object} TokenPair An access token and its refresh token. Whether they are valid follows
 *   from these facts and the time.
 * @property {string} access
 * @property {string} refresh
 * @property {string} clientId
 * @property {User} user
 * @property {string[]} scopes
 * @property {string} endpointId
 * @property {number} issuedAt Epoch ms.
 * @property {number} expiresIn s
 * @property {number} refreshExpiresIn s
 * @property {number} [refreshedAt] Epoch ms.
 * @property {number} [revokedAt] Epoch ms.
 */

/** @returns {Facts} */
export const emptyFacts = () => ({
  calls: [], inbound: [], codes: {}, pairs: [], meters: {}, tickets: {},
  deviceStatuses: {}, sipAccounts: {}, ahead: 0,
});
