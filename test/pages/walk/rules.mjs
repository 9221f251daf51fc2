// Rules for the sentences and controls of a call, seen and heard, at any time.
import {meaningOf} from './controls.mjs';
import {SETTLED_MS} from './facts.mjs';
import {nameOf} from './people.mjs';
import {says, sentences} from './words.mjs';

/** The page has to say so when a cancel was not delivered within this time. */
const CANCEL_TOLD_AFTER_MS = 6_500;
/** A visible tab asks more often than this. */
const POLLED_WITHIN_MS = 15_000;
/** While the platform tells of a call by push, a page only makes sure of it. */
const PUSHED_WITHIN_MS = 35_000;
/** A page that has lost its socket asks as often as before. */
const SOCKET_LOST_MS = 15_000;

/** A ringing call can be canceled wherever its number is shown. */
export function judgeRinging(judge, {containers}) {
  const {facts} = judge;
  for (const call of facts.calls.filter((one) => facts.isRinging(one) && !facts.isBehind(one))) {
    for (const button of containers.filter(({kind, to}) => kind === 'button' && to === call.to)) {
      const [control] = button.controls;
      const isAsking = containers.some(({kind, row, controls}) => kind === 'card' && row === button.row && controls.some((one) => meaningOf(one) === 'yes'));
      if (!control || isAsking || meaningOf(control) !== 'call') continue;
      judge.fail('ringing-unknown', `The phones ring for ${nameOf(call.to)}, and the button says “${control.name}”: it cannot cancel the call.`);
    }
    const isPanelFree = containers.some(({kind}) => kind === 'panel') && !containers.some(({kind}) => kind === 'card');
    const offersCancel = ({kind, controls, text}) => kind === 'entry' && (controls.some((one) => ['cancel', 'hang-up'].includes(meaningOf(one))) || says(text, /^canceling$/));
    if (isPanelFree && !containers.some((one) => offersCancel(one) && judge.isAbout(one, call))) {
      judge.fail('ringing-unlisted', `The phones ring for ${nameOf(call.to)}, and the panel cannot cancel the call.`);
    }
  }
}

/** A visible page keeps polling its calls, also when the clock jumps. */
export function judgePolling(judge) {
  const {facts} = judge;
  const isPushed = judge.platform.hasPush && judge.now - judge.socketSeenAt < SOCKET_LOST_MS;
  const patience = isPushed ? PUSHED_WITHIN_MS : POLLED_WITHIN_MS;
  const heardFrom = Math.max(judge.onlineFrom, judge.now - patience);
  for (const call of facts.calls.filter((one) => one.id !== null && facts.living(one.to).includes(one))) {
    if (facts.isEndAhead(call)) continue;
    if (call.heardAt >= heardFrom || judge.now - judge.onlineFrom < patience) continue;
    judge.fail('unwatched', `The call to ${nameOf(call.to)} goes on, and the page has not asked for it for ${Math.round((judge.now - call.heardAt) / 1_000)} s.`);
  }
}

const PHASE_SENTENCES = {
  'ringing-caller': /^(phase\.(ringing-caller|canceling)|stale)/,
  'ringing-callee': /^(phase\.(ringing-callee|canceling)|stale)/,
  'connected': /^(phase\.connected|stale)/,
  'failed': /^error\./,
};

/** Each phase and each failure of a call is seen, unless the person has done something else since. */
export function judgeEyes(judge, view) {
  const {facts} = judge;
  const shown = view.containers.filter(({kind}) => kind === 'card' || kind === 'entry');
  for (const call of facts.calls) {
    if (call.documentId !== view.documentId || judge.now < call.told.at(-1).at + SETTLED_MS) continue;
    if (facts.isBehind(call)) continue;
    const phase = facts.phase(call);
    call.owesEyes ??= true;
    judgeCancel(judge, call, view, shown);
    if (!owesSentence(call, phase) || !judge.canShow(call, view) || !isDue(judge, call, phase)) continue;
    const isTold = placesFor(call, phase, view, shown).some((one) => judge.isAbout(one, call) &&
      (says(one.text, PHASE_SENTENCES[phase]) || (phase === 'connected' && showsTalk(one))));
    // A question or a failure of another call may have taken the place.
    if (isTold || judge.isReplaced(call, view)) continue;
    const outcome = phase === 'failed' ? 'failed' : `is ${phase}`;
    judge.fail('unseen', `The call to ${nameOf(call.to)} ${outcome}, and no sentence on the page says so.`);
  }
}

/** A failure is told also if the person has done something else meanwhile. */
function owesSentence(call, phase) {
  const owesFailure = phase === 'failed' && (call.owesFailure ?? true);
  call.owesFailure = call.owesFailure !== false && phase !== 'failed';
  return call.owesEyes || owesFailure;
}

/** Whether a sentence about the last call to this number has to be there by now. */
function isDue({now, facts}, call, phase) {
  if (now < (call.eyesFrom ?? 0) || !PHASE_SENTENCES[phase]) return false;
  return facts.calls.findLast(({to}) => to === call.to) === call;
}

/** The button that hangs up shows the time in place of the word. */
export const showsTalk = ({text, controls}) =>
  /\d:\d\d/.test(text) && controls.some((one) => meaningOf(one) === 'hang-up');

/** A button says by itself that it is connected. */
function placesFor(call, phase, {containers}, shown) {
  if (phase !== 'connected') return shown;
  return [...shown, ...containers.filter(({kind, to}) => kind === 'button' && to === call.to)];
}

/** The page says that a cancel failed, and how to end the call. */
function judgeCancel(judge, call, view, shown) {
  const {cancel} = call;
  const {facts} = judge;
  if (!cancel || cancel.isDelivered || cancel.isJudged) return;
  if (judge.now < cancel.at + CANCEL_TOLD_AFTER_MS || !facts.isRinging(call) || !facts.reallyRings(call)) return;
  cancel.isJudged = true;
  if (!judge.canShow(call, view)) return;
  const isAnswer = /hang up|not (be )?cancel|(could|did|was) ?n[o’']t/i;
  // A sentence about another call may have taken the place.
  const isReplaced = shown.some((one) => one.kind === 'card' && !judge.isAbout(one, call));
  if (!isReplaced && !shown.some((one) => isAnswer.test(one.text))) {
    judge.fail('cancel-unseen', `The call to ${nameOf(call.to)} could not be canceled and still rings, and no sentence on the page says so.`);
  }
  const heard = judge.said.some((one) => one.documentId === view.documentId && !one.unheard && one.at >= cancel.at && isAnswer.test(one.text));
  if (!heard) judge.fail('cancel-unheard', `The call to ${nameOf(call.to)} could not be canceled and still rings, and no screen reader says so.`);
}

const SAID = {
  'ringing-caller': /^say\.ringing-caller$/, 'ringing-callee': /^say\.ringing-callee$/, 'connected': /^say\.connected/,
  'ended': /^say\.ended$/, 'canceled': /^say\.canceled$/, 'failed': /^error\./,
};

/** Telephony sessions tell the end of a call in other words than RingOut's status. */
const ANY_END = /^say\.(ended|canceled)$|^error\./;

/** Each phase and each failure is said by a screen reader. */
export function judgeEars(judge, view) {
  const {facts} = judge;
  for (const call of facts.calls) {
    for (const told of call.told.filter(({at, isJudged}) => !isJudged && judge.now >= at + SETTLED_MS)) {
      const {phase} = told;
      told.isJudged = true;
      // Screen readers do not read a tab in the background.
      if (call.documentId !== view.documentId || !SAID[phase]) continue;
      // A user who cancels while the call is being placed hears only of the cancel.
      if (call.cancel && phase.startsWith('ringing')) continue;
      if (facts.isSuperseded(call, told)) continue;
      const sentence = sentences(told.byPush ? ANY_END : SAID[phase], nameOf(call.to));
      const from = facts.shownFrom(call, told) - 1;
      const heard = judge.said.filter((one) => one.documentId === view.documentId && one.at >= from && sentence.test(one.text));
      if (heard.some(({unheard}) => !unheard)) continue;
      const why = heard.length ? `said by a region that ${heard[0].unheard}` : 'never said';
      judge.fail('unheard', `The call to ${nameOf(call.to)} is ${phase}: this is ${why}.`);
    }
  }
}
