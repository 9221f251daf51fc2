import {legacyIdOf, partyIdOf} from './ids.js';
import {inboundStateAt, isInboundFlickering, partyStatus} from './inbound-state.js';
import {isGone, ownPartyOf} from './inbound-steps.js';

/**
 * Calls to the user as telephony sessions and presence tell of them.
 *
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('./inbound-steps.js').InboundParty} InboundParty
 * @typedef {import('./sessions.js').InboundSession} InboundSession
 * @typedef {import('./sessions.js').Party} Party
 */

/** The queue and the caller, as a phone shows them. @param {InboundFacts} call */
const uiCallInfo = ({queue, from}) => ({
  ...(queue ? {primary: {type: 'QueueName', value: queue}} : {}),
  ...(from.name ? {additional: {type: 'CallerIdName', value: from.name}} : {}),
});

/**
 * @param {InboundFacts} call
 * @param {InboundParty} party
 * @param {number} now Epoch ms.
 * @returns {Party}
 */
function partyOf(call, party, now) {
  const {deviceId, index, extensionId, direction, from, to, muted, missed, since} = party;
  const isQueueCall = call.queue !== undefined && direction === 'Inbound';
  return {
    id: partyIdOf(call.id, index), direction, from, to, muted, since,
    ...partyStatus(call, party, now),
    ...(extensionId === undefined ? {} : {extensionId}),
    ...(deviceId === undefined ? {} : {deviceId}),
    isOwn: extensionId === call.owner,
    leg: extensionId === call.owner ? 'callee' : 'caller',
    missedCall: missed,
    queueCall: isQueueCall,
    ...(isQueueCall ? {uiCallInfo: uiCallInfo(call)} : {}),
  };
}

/**
 * @param {InboundFacts} inbound
 * @param {number} now Epoch ms.
 * @returns {InboundSession[]} None before the call begins.
 */
export function inboundSessionsAt(inbound, now) {
  if (now < inbound.startedAt) return [];
  const state = inboundStateAt(inbound, now);
  return [{
    id: inbound.id, legacyId: legacyIdOf(inbound), origin: 'Call', direction: 'Inbound',
    owner: inbound.owner, startedAt: inbound.startedAt, inbound,
    parties: state.parties.map((party) => partyOf(inbound, party, now)),
    isOver: state.parties.every(isGone),
  }];
}

/** @param {InboundParty} party */
function telephonyStatusOf({code}) {
  if (code === 'Ringing') return 'Ringing';
  if (code === 'Hold') return 'OnHold';
  return code === 'Answered' ? 'CallConnected' : 'NoCall';
}

/** The queue and the caller, as presence tells of them. @param {InboundFacts} call */
const callInfo = ({queue, from}) => ({
  ...(queue ? {primary: {type: 'QueueName', value: queue}} : {}),
  ...(from.phoneNumber ? {additional: {type: 'CallerIdNumber', value: from.phoneNumber}} : {}),
});

/**
 * An entry of presence. It tells of the user's own party alone.
 *
 * @param {InboundSession} session
 * @param {{now: number, options: {presenceFlickers: boolean}}} view
 */
export function inboundActiveCall({id, legacyId, inbound}, {now, options}) {
  const party = ownPartyOf(inboundStateAt(inbound, now));
  const status = telephonyStatusOf(party);
  const isOver = status === 'NoCall';
  const isFlickering = status === 'Ringing' && options.presenceFlickers
    && isInboundFlickering(inbound, now);
  const {from, to} = party;
  return {
    id, direction: /** @type {const} */ ('Inbound'), queueCall: inbound.queue !== undefined,
    ...(from.phoneNumber === undefined ? {} : {from: from.phoneNumber}),
    ...(from.name === undefined ? {} : {fromName: from.name}),
    to: to.phoneNumber, ...(to.name === undefined ? {} : {toName: to.name}),
    telephonyStatus: isFlickering ? 'NoCall' : status,
    startTime: new Date(inbound.startedAt).toISOString(),
    sessionId: legacyId, telephonySessionId: id, partyId: partyIdOf(id, party.index),
    ...(inbound.queue === undefined ? {} : {callInfo: callInfo(inbound)}),
    ...(isOver || isFlickering ? {terminationType: isOver ? 'final' : 'intermediate'} : {}),
  };
}
