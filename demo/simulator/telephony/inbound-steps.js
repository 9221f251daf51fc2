import {colleague, otherPhone} from '../inbound-scenarios.js';

/**
 * The parties of a call to the user, and what becomes of them when somebody acts.
 *
 * @typedef {import('../facts.js').CallEnd} CallEnd
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').InboundStep} InboundStep
 *
 * @typedef {object} InboundParty
 * @property {number} index From 1 on, as in its id.
 * @property {string} [extensionId] Absent where it belongs to no extension of the account.
 * @property {'Inbound' | 'Outbound'} direction
 * @property {CallEnd} from
 * @property {CallEnd} to
 * @property {string} code Of its status; `Ringing` stands for `Setup` and `Proceeding`.
 * @property {string} [reason]
 * @property {string} [deviceId] Of the browser that answered.
 * @property {boolean} muted
 * @property {boolean} missed
 * @property {number} since Epoch ms.
 * @property {number} changes How often its state changed.
 *
 * @typedef {object} InboundState
 * @property {InboundFacts} call
 * @property {InboundParty[]} parties Oldest first.
 */

/** @param {InboundParty} party */
export const isGone = ({code}) => code === 'Disconnected';

/** @param {InboundParty} party */
const isUp = ({code}) => code === 'Answered' || code === 'Hold';

/** @param {InboundParty} party @param {string} code @param {string} [reason] */
function setStatus(party, code, reason) {
  if (isGone(party)) return;
  party.code = code;
  if (reason === undefined) delete party.reason;
  else party.reason = reason;
  party.changes += 1;
}

/**
 * @param {InboundState} state
 * @param {Pick<InboundParty, 'from' | 'to' | 'code'> & Partial<InboundParty>} fields
 * @param {number} since Epoch ms.
 */
function addParty({parties}, fields, since) {
  parties.push({
    index: parties.length + 1, direction: 'Inbound', muted: false, missed: false, since,
    changes: 0, ...fields,
  });
}

/** The user's party: the one that is not gone, or else the last one. @param {InboundState} state */
export function ownPartyOf({call, parties}) {
  const own = parties.filter(({extensionId}) => extensionId === call.owner);
  return /** @type {InboundParty} */ (own.find((party) => !isGone(party)) ?? own.at(-1));
}

/** The party of the caller. @param {InboundState} state */
const callerOf = ({parties}) => /** @type {InboundParty} */ (parties[0]);

/** All parties that are left go, without a reason of their own. @param {InboundState} state */
function endAll({parties}) {
  for (const party of parties) setStatus(party, 'Disconnected');
}

/** The user's party leaves. @param {InboundState} state @param {string} reason */
const leave = (state, reason) => setStatus(ownPartyOf(state), 'Disconnected', reason);

/** The state in which a call begins. @param {InboundFacts} call */
export function startRinging(call) {
  /** @type {InboundState} */
  const state = {call, parties: []};
  const {from, startedAt, to} = call;
  const caller = from.extensionId === undefined ? {} : {extensionId: from.extensionId};
  addParty(state, {...caller, direction: 'Outbound', from, to, code: 'Answered'}, startedAt);
  addParty(state, {extensionId: call.owner, from, to, code: 'Ringing'}, startedAt);
  if (call.queue !== undefined) {
    const {extensionId} = colleague;
    addParty(state, {extensionId, from, to, code: 'Ringing'}, startedAt);
  }
  return state;
}

/**
 * A colleague puts a customer through to the user. With `BlindTransfer` the phone rings again.
 *
 * @param {InboundState} state
 * @param {InboundStep} step
 */
function putThrough(state, {at, from = {}, reason = 'AttendedTransfer'}) {
  const own = ownPartyOf(state);
  setStatus(callerOf(state), 'Disconnected', reason);
  setStatus(own, 'Disconnected', reason);
  const isBlind = reason === 'BlindTransfer';
  const fields = {from, to: own.to};
  addParty(state, {...fields, direction: 'Outbound', code: 'Answered'}, at);
  const code = isBlind ? 'Ringing' : 'Answered';
  addParty(state, {...fields, extensionId: state.call.owner, code}, at);
}

/**
 * What may happen to a call: who has to be ringing or talking for it, and what it does.
 *
 * @type {Record<import('../facts.js').InboundStepKind, {
 *   while: 'ringing' | 'up' | 'on',
 *   apply: (state: InboundState, step: InboundStep) => void,
 * }>}
 */
const STEPS = {
  'answer': {while: 'ringing', apply(state, {deviceId}) {
    const own = ownPartyOf(state);
    if (deviceId !== undefined) own.deviceId = deviceId;
    for (const party of state.parties) {
      if (party !== own && party.code === 'Ringing') setStatus(party, 'Disconnected', 'AgentAnswered');
    }
    setStatus(own, 'Answered');
  }},
  'answer-elsewhere': {while: 'ringing', apply(state, {at}) {
    const {call, parties} = state;
    leave(state, call.queue === undefined ? 'Pickup' : 'AgentAnswered');
    const ringing = parties.find(({code}) => code === 'Ringing');
    if (ringing) return setStatus(ringing, 'Answered');
    const {extensionId} = colleague;
    addParty(state, {extensionId, from: call.from, to: colleague, code: 'Answered'}, at);
  }},
  'decline': {while: 'ringing', apply(state) {
    leave(state, 'Rejected');
    if (!state.parties.some(({code}) => code === 'Ringing')) endAll(state);
  }},
  'miss': {while: 'ringing', apply(state) {
    ownPartyOf(state).missed = true;
    leave(state, 'NoAnswer');
    endAll(state);
  }},
  'voicemail': {while: 'ringing', apply(state) {
    const own = ownPartyOf(state);
    own.missed = true;
    setStatus(own, 'VoiceMail', 'Voicemail');
  }},
  'caller-hang-up': {while: 'on', apply(state) {
    const own = ownPartyOf(state);
    const isRinging = own.code === 'Ringing';
    if (isRinging) own.missed = true;
    else setStatus(state.parties.findLast(isOtherEnd) ?? own, 'Disconnected', 'CallFinished');
    if (isRinging) leave(state, 'Cancelled');
    endAll(state);
  }},
  'hang-up': {while: 'up', apply(state) {
    leave(state, 'CallFinished');
    endAll(state);
  }},
  'end': {while: 'on', apply(state) {
    leave(state, 'CallFinished');
    endAll(state);
  }},
  'transfer': {while: 'up', apply: putThrough},
  'transfer-away': {while: 'up', apply(state, {at, reason = 'BlindTransfer'}) {
    const {from} = ownPartyOf(state);
    leave(state, reason);
    const {extensionId} = colleague;
    addParty(state, {extensionId, from, to: colleague, code: 'Answered'}, at);
  }},
  'switch': {while: 'up', apply(state, {at, reason = 'CallSwitch'}) {
    const {from, to} = ownPartyOf(state);
    leave(state, reason);
    const fields = {from, to: {...to, phoneNumber: otherPhone}, code: 'Answered'};
    addParty(state, {...fields, extensionId: state.call.owner}, at);
  }},
  'hold': {while: 'up', apply: (state) => setStatus(ownPartyOf(state), 'Hold')},
  'unhold': {while: 'up', apply: (state) => setStatus(ownPartyOf(state), 'Answered')},
  'mute': {while: 'up', apply: (state) => setMuted(ownPartyOf(state), true)},
  'unmute': {while: 'up', apply: (state) => setMuted(ownPartyOf(state), false)},
};

/** @param {InboundParty} party */
const isOtherEnd = (party) => party.direction === 'Outbound' && isUp(party);

/** @param {InboundParty} party @param {boolean} muted */
function setMuted(party, muted) {
  party.muted = muted;
  party.changes += 1;
}

/** @param {InboundState} state @param {InboundStep} step */
function isPossible(state, {kind}) {
  const own = ownPartyOf(state);
  const when = STEPS[kind].while;
  if (when === 'ringing') return own.code === 'Ringing';
  if (when === 'up') return isUp(own);
  return state.parties.some((party) => !isGone(party));
}

/**
 * Takes a step. Returns whether that was possible.
 *
 * @param {InboundState} state Changed in place.
 * @param {InboundStep} step
 */
export function takeStep(state, step) {
  if (!(step.kind in STEPS)) throw new Error(`There is no step "${step.kind}".`);
  if (!isPossible(state, step)) return false;
  STEPS[step.kind].apply(state, step);
  return true;
}
