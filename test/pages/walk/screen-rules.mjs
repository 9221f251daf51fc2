// Rules for what a page says of a call: it is what RingCentral has. Other calls of the same person,
// to the same number as well, are not this page's.
import {meaningOf} from './controls.mjs';
import {nameOf, numberOf, people} from './people.mjs';
import {isTalking} from './reality.mjs';
import {says, sentences} from './words.mjs';

/** A notification, and a look at the page. */
const TOLD_WITHIN_MS = 2_000;
/** The pause between two status requests, and a bit. */
const POLLED_WITHIN_MS = 40_000;
/** To notice that a socket is dead, to have another one, and to ask how the call is. */
const RECOVERED_WITHIN_MS = 120_000;

const isOver = (state) => state.isOver;

/** What a container can claim of its call, in which words, and what must have been. */
const CLAIMS = {
  isConnected: {word: 'connected', wasSo: isTalking},
  isHeld: {word: 'on hold', wasSo: ({isHeld}) => isHeld},
  isMuted: {word: 'muted', wasSo: ({isMuted}) => isMuted},
  isOver: {word: 'over', wasSo: isOver},
  canHangUp: {word: 'answered by the user', wasSo: ({stage}) => stage !== 'caller'},
};

function claimsOf({text, controls}) {
  const isPressed = (meaning) =>
    controls.some((one) => one.isPressed && meaningOf(one) === meaning);
  return {
    isConnected: says(text, /^phase\.connected$/),
    isHeld: says(text, /^held$/) || isPressed('hold'),
    isMuted: says(text, /^muted$/) || isPressed('mute'),
    isOver: says(text, /^phase\.(ended|canceled)$/),
    canHangUp: controls.some((one) => meaningOf(one) === 'hang-up'),
  };
}

const ownCalls = ({facts}, number) =>
  facts.calls.filter(({to, id}) => id !== null && to === number);

/** @param {import('./judge.mjs').Judge} judge */
export function judgeScreen(judge, view) {
  if (!judge.platform.hasPush) return;
  for (const container of view.containers.filter(({kind}) => kind !== 'panel')) {
    for (const name of judge.subjects(container)) {
      const claims = claimsOf(container);
      const calls = ownCalls(judge, numberOf(name));
      judgeClaims(judge, {container, claims, calls, name});
      // Which of several calls a container is about, nobody can say.
      if (calls.length === 1 && view.isOnline) judgeState(judge, {container, claims, call: calls[0]});
    }
  }
}

function judgeClaims(judge, {container, claims, calls, name}) {
  const {reality} = judge.facts;
  for (const [claim, {word, wasSo}] of Object.entries(CLAIMS)) {
    const isTrue = calls.some((call) => reality.firstTime(call, wasSo) !== undefined);
    if (!claims[claim] || isTrue) continue;
    judge.fail('never-was', `“${container.text}”: no call of this page to ${name} was ${word}.`);
  }
}

function judgeState(judge, {container, claims, call}) {
  const state = judge.facts.reality.stateOf(call);
  if (!state || container.kind === 'card') return;
  const shown = `“${container.text}” (${container.kind} of ${nameOf(call.to)})`;
  const wrong = state.isOver
    ? wronglyRunning(judge, {claims, call})
    : wrongOfLeg(judge, {container, claims, call, state});
  for (const how of wrong) judge.fail('stale-screen', `${shown}, and the call is ${how}.`);
}

function wronglyRunning(judge, {claims, call}) {
  const isRunning = claims.canHangUp || (claims.isConnected && !claims.isOver);
  return isRunning && isEndKnown(judge, call) ? ['over'] : [];
}

/** Only the panel says whether the user’s leg is held and muted. */
function wrongOfLeg(judge, {container, claims, call, state}) {
  if (container.kind !== 'entry' || !isTalking(state)) return [];
  return ['isHeld', 'isMuted']
    .filter((claim) => claims[claim] !== state[claim] && isLegKnown(judge, call, state[claim]))
    .map((claim) => `${state[claim] ? '' : 'not '}${CLAIMS[claim].word}`);
}

const quietFor = ({now, onlineFrom, facts: {reality}}, call) =>
  now - Math.max(reality.changedAt(call), onlineFrom);

/** Push tells of everything, and has done so for a while. */
const isUndisturbed = ({now, disturbedAt, isFollowedByPush, platform}) =>
  isFollowedByPush && platform.isPushFaultless && now - disturbedAt >= RECOVERED_WITHIN_MS;

/** Whether a page has to know by now that the call is over. */
const isEndKnown = (judge, call) =>
  quietFor(judge, call) >= (isUndisturbed(judge) ? TOLD_WITHIN_MS : POLLED_WITHIN_MS);

/** Whether a page has to know by now that the user's leg is held or muted, or no longer. */
function isLegKnown(judge, call, isOn) {
  if (isUndisturbed(judge)) return quietFor(judge, call) >= TOLD_WITHIN_MS;
  // Without push nothing tells that it is; what is shown has to end all the same.
  if (isOn && !(judge.isFollowedByPush && judge.platform.isPushFaultless)) return false;
  const sinceDisturbance = judge.now - judge.disturbedAt;
  return Math.min(quietFor(judge, call), sinceDisturbance) >= RECOVERED_WITHIN_MS;
}

/** What screen readers say of a call, and what must have been. */
const SAID = [
  [/^say\.connected/, isTalking, 'connected'],
  [/^say\.(ended|canceled)$|^error\..*\.callee$/, isOver, 'over'],
];

/** A screen reader never says that a call of this page is so when another one is. */
export function judgeSaid(judge) {
  if (!judge.platform.hasPush) return;
  const {reality} = judge.facts;
  for (const sentence of judge.said.filter((one) => !one.isJudged)) {
    sentence.isJudged = true;
    for (const {name, number} of people.filter((one) => sentence.text.includes(one.name))) {
      for (const [keys, wasSo, word] of SAID) {
        if (!sentences(keys, name).test(sentence.text)) continue;
        const calls = ownCalls(judge, number);
        if (calls.some((call) => reality.firstTime(call, wasSo) <= sentence.at)) continue;
        judge.fail('said-untrue', `“${sentence.text}” was said, and no call of this page to ` +
          `${name} was ${word} by then.`);
      }
    }
  }
}
