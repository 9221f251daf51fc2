// Rules for requests: no session is touched but the page's own, and the gateway is not pestered.
import {SETTLED_MS} from './facts.mjs';
import {nameOf} from './people.mjs';
import {isAct} from './request-log.mjs';
import {says} from './words.mjs';

const TICKET_SPACING_MS = 15_000;
/** Which button a request that acts on a session belongs to. */
const MEANINGS = {DELETE: 'hang-up', POST: 'hold', PATCH: 'mute'};

/**
 * Every request that does something to a session follows a click on its button, and an answer that
 * says whose session it is.
 */
export function judgeActs(judge) {
  for (const act of judge.platform.log.filter((one) => isAct(one) && !one.isJudged)) {
    act.isJudged = true;
    const shown = `${act.method} …/telephony/sessions/${act.callId}`;
    const call = judge.facts.calls.find(({id}) => id === act.callId);
    const gesture = call && takeGesture(judge, act, nameOf(call.to));
    if (!call) judge.fail('touched-foreign', `${shown} is not the session of a call of this page.`);
    else if (!gesture) judge.fail('touched-unasked', `${shown}: nobody has pressed that button.`);
    else judgeConfirmation(judge, act, gesture, shown);
  }
}

/** The click that a request came of; each stands for one request. */
function takeGesture({controlGestures}, {method}, name) {
  const gesture = controlGestures.find(({isUsed, meaning, names}) =>
    !isUsed && meaning === MEANINGS[method] && names.includes(name));
  if (gesture) gesture.isUsed = true;
  return gesture;
}

function judgeConfirmation(judge, act, gesture, shown) {
  const confirmation = judge.platform.log.find((one) =>
    one.kind === 'session' && one.method === 'GET' && one.callId === act.callId &&
    one.documentId === act.documentId && one.status === 200 &&
    one.at >= gesture.at && one.answeredAt <= act.at);
  if (!confirmation) {
    judge.fail('touched-unconfirmed', `${shown}: RingCentral was not asked whose session it is.`);
    return;
  }
  const {origin, parties} = confirmation.json ?? {};
  const initiator = parties?.find(({ringOutRole}) => ringOutRole === 'Initiator');
  if (origin?.type !== 'RingOut' || !initiator) {
    judge.fail('touched-foreign', `${shown}: the session is no RingOut of this user.`);
  } else if (act.partyId && act.partyId !== initiator.id) {
    judge.fail('wrong-leg', `${shown}: ${act.partyId} is not the user’s own leg.`);
  }
}

/** What a click on "Hang up", "Hold" or "Mute" asked for, and RingCentral has not done, is said. */
export function judgeRefusedActs(judge, view) {
  const answered = judge.platform.log.filter(({kind, status, answeredAt, isToldJudged}) =>
    kind === 'session' && !isToldJudged && status !== null &&
    judge.now >= answeredAt + SETTLED_MS);
  for (const entry of answered) {
    entry.isToldJudged = true;
    const gesture = gestureOf(judge, entry);
    if (gesture && entry.documentId === view.documentId) judgeOutcome(judge, entry, gesture);
  }
}

function judgeOutcome(judge, entry, {name}) {
  // A call that is over by then needs nothing any more.
  const isMissed = isRefused(entry) && !judge.facts.reality.stateOf({id: entry.callId})?.isOver;
  if (isMissed && !isSaidAfter(judge, entry, /^(not-done|not-allowed|error\.)/)) {
    judge.fail('control-unheard', `RingCentral has not done what “${name}” asks for ` +
      `(${entry.status}), and no screen reader says so.`);
  } else if (entry.status === 404 && isSaidAfter(judge, entry, /^(not-|error\.not-now)/)) {
    judge.fail('control-untrue', `The call is over, and “${name}” is said to have failed.`);
  }
}

/** 404: the call is over, as the click on "Hang up" asked for. */
const isRefused = (entry) =>
  (entry.status >= 400 && entry.status !== 404) || (entry.status === 0 && isAct(entry));

/** The click right before a request. */
const gestureOf = ({controlGestures}, {at: sentAt, documentId: from}) =>
  controlGestures.find(({at, documentId}) =>
    documentId === from && at <= sentAt && sentAt <= at + SETTLED_MS);

const isSaidAfter = ({said}, entry, keys) => said.some(({documentId, at, text, unheard}) =>
  documentId === entry.documentId && at >= entry.answeredAt - 1 && !unheard && says(text, keys));

/** At most one ticket for a socket in 15 s, and none while RingCentral forbids it. */
export function judgeTickets(judge) {
  const {log, ticketPenalty} = judge.platform;
  const tickets = log.filter(({kind}) => kind === 'ticket');
  for (const [index, ticket] of tickets.entries()) {
    const before = tickets[index - 1];
    if (ticket.isJudged || !before) continue;
    ticket.isJudged = true;
    // By a clock that was changed, nobody can say how long ago the last one was.
    if (judge.clockChangedAt >= before.at) continue;
    const pause = ticket.at - before.at;
    if (pause < TICKET_SPACING_MS) {
      const documents = `${before.documentId}, ${ticket.documentId}`;
      judge.fail('tickets', `Two tickets were asked for within ${pause / 1_000} s (${documents}).`);
    }
    const limited = tickets.slice(0, index).findLast(({status}) => status === 429);
    const sinceLimit = limited ? ticket.at - limited.answeredAt : Infinity;
    if (sinceLimit < ticketPenalty) {
      judge.fail('tickets', `A ticket was asked for ${sinceLimit / 1_000} s after a 429.`);
    }
  }
}
