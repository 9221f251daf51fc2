// Rules for what is seen and heard at any time.
import {nameOf, numberOf} from './people.mjs';
import {says, sentences} from './words.mjs';
import {meaningOf} from './walker.mjs';

/** A cancel that was not delivered within this time has to be told. */
const CANCEL_TOLD_AFTER_MS = 6_500;
const TIMER_TOLERANCE_S = 3;
const CANCELING_MAX_MS = 60_000;

/** Whatever rings can be canceled wherever its own number is shown. */
export function judgeRinging(judge, {containers}) {
  const {facts} = judge;
  for (const call of facts.calls.filter((one) => facts.isRinging(one))) {
    for (const button of containers.filter(({kind, to}) => kind === 'button' && to === call.to)) {
      const [control] = button.controls;
      const isAsking = containers.some(({kind, row, controls}) => kind === 'card' && row === button.row && controls.some((one) => meaningOf(one) === 'yes'));
      if (!control || isAsking || meaningOf(control) !== 'call') continue;
      judge.fail('ringing-unknown', `The phones ring for ${nameOf(call.to)}, and the button says “${control.name}”: it cannot cancel the call.`);
    }
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
    if (call.documentId !== view.documentId || call.isOrphan) continue;
    const phase = facts.phase(call);
    call.owesEyes ??= true;
    judgeCancel(judge, call, view, shown);
    if (!call.owesEyes || judge.now < (call.eyesFrom ?? 0) || !PHASE_SENTENCES[phase] || !judge.canShow(call, view)) continue;
    if (facts.calls.findLast(({to}) => to === call.to) !== call) continue;
    const places = phase === 'connected'
      ? [...shown, ...view.containers.filter(({kind, to}) => kind === 'button' && to === call.to)]
      : shown;
    const isTold = places.some((one) => judge.isAbout(one, call) && says(one.text, PHASE_SENTENCES[phase]));
    // A question or a failure of another call may have taken the place.
    const isReplaced = view.containers.some((one) => one.kind === 'card' && !judge.isAbout(one, call));
    if (!isTold && !isReplaced) {
      const what = phase === 'failed' ? 'failed' : `is ${phase}`;
      judge.fail('unseen', `The call to ${nameOf(call.to)} ${what}, and no sentence on the page says so.`);
    }
  }
}

/** A cancel that did not get through is told, with what helps. */
function judgeCancel(judge, call, view, shown) {
  const {cancel} = call;
  const {facts} = judge;
  if (!cancel || cancel.isDelivered || cancel.isJudged) return;
  if (judge.now < cancel.at + CANCEL_TOLD_AFTER_MS || !facts.isRinging(call) || !facts.reallyRings(call)) return;
  cancel.isJudged = true;
  if (!judge.canShow(call, view)) return;
  const isAnswer = /hang up|not (be )?cancel|(could|did|was) ?n[o’']t/i;
  if (!shown.some((one) => isAnswer.test(one.text))) {
    judge.fail('cancel-unseen', `The call to ${nameOf(call.to)} could not be canceled and still rings, and no sentence on the page says so.`);
  }
  const heard = judge.said.some((one) => one.documentId === view.documentId && !one.unheard && one.at >= cancel.at && isAnswer.test(one.text));
  if (!heard) judge.fail('cancel-unheard', `The call to ${nameOf(call.to)} could not be canceled and still rings, and no screen reader says so.`);
}

const SAID = {
  'ringing-caller': /^say\.ringing-caller$/, 'ringing-callee': /^say\.ringing-callee$/, 'connected': /^say\.connected/,
  'ended': /^say\.ended$/, 'canceled': /^say\.canceled$/, 'failed': /^error\./,
};

/** Each phase and each failure is said by a screen reader. */
export function judgeEars(judge, view) {
  const {facts} = judge;
  for (const call of facts.calls) {
    if (call.documentId !== view.documentId || call.isOrphan) continue;
    for (const {phase, at, isNew} of call.told) {
      if (!isNew || !SAID[phase]) continue;
      if (call.cancel && call.cancel.at <= at && phase.startsWith('ringing')) continue;
      const sentence = sentences(SAID[phase], nameOf(call.to));
      const heard = judge.said.filter((one) => one.documentId === view.documentId && one.at >= at - 1 && sentence.test(one.text));
      if (heard.some(({unheard}) => !unheard)) continue;
      const why = heard.length ? `said by a region that ${heard[0].unheard}` : 'never said';
      judge.fail('unheard', `The call to ${nameOf(call.to)} is ${phase}: this is ${why}.`);
    }
  }
}

/** Nothing says what is not so. */
export function judgeLies(judge, {containers, isOnline}) {
  const {facts} = judge;
  const anyCall = (names, test) => names.some((name) => facts.calls.some((call) => call.to === numberOf(name) && test(call)));
  for (const container of containers.filter(({kind}) => kind !== 'panel')) {
    const {text, kind, controls} = container;
    for (const control of controls.filter((one) => meaningOf(one) === 'cancel')) {
      const names = judge.subjects(container, control);
      const isLiving = anyCall(names, (call) => facts.isRinging(call)) || names.some((name) => facts.isPlacing(numberOf(name)));
      if (!isLiving) judge.fail('lie', `“${control.name}” is offered (${names.join()}), and no such call rings.`);
    }
    const names = judge.subjects(container);
    if (says(text, /^canceling$/)) {
      const isCanceling = anyCall(names, (call) => call.cancel && facts.isRinging(call)) || names.some((name) => facts.isPlacing(numberOf(name))) || !isOnline;
      if (!isCanceling) judge.fail('lie', `“${text}” is shown, and no such call is being canceled.`);
      const isOld = anyCall(names, (call) => call.cancel && judge.now - call.cancel.at > CANCELING_MAX_MS);
      if (isOld && kind === 'button') judge.fail('lie', '“Canceling…” is shown for more than a minute.');
    }
    if (kind === 'entry') continue;
    judgeSentences(judge, container, anyCall);
  }
}

/** What is told of a person is so for a call to this person. */
function judgeSentences(judge, {text, kind}, anyCall) {
  const {facts} = judge;
  const told = (...phases) => (call) => call.told.some(({phase}) => phases.includes(phase));
  const living = (call) => facts.living(call.to).includes(call);
  const table = [
    [/^hint\.ringing-caller$|^phase\.ringing-callee$/, living],
    [/^error\..*\.callee$/, told('failed')],
  ];
  for (const [keys, test] of table) {
    const found = sentences(keys).exec(text)?.[0];
    if (!found) continue;
    const names = judge.subjects({text: found});
    if (names.length && !anyCall(names, test)) judge.fail('lie', `“${found}” is shown, and no such call was made.`);
  }
  if (kind === 'button' && says(text, /^phase\.connected$/)) {
    const names = judge.subjects({text, to: null});
    if (names.length && !anyCall(names, living)) judge.fail('lie', `“${text}” is shown, and no such call is connected.`);
  }
}

/** A running clock shows how long the call lasts. */
export function judgeTimers(judge, {containers}) {
  const {facts} = judge;
  for (const container of containers.filter(({kind}) => kind !== 'panel')) {
    const [shown] = /\b(?:\d+:)?\d\d?:\d\d\b/.exec(container.text) ?? [];
    if (!shown || !says(container.text, /^phase\.connected$/)) continue;
    const seconds = shown.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const numbers = judge.subjects(container).map(numberOf);
    if (container.to) numbers.push(container.to);
    const durations = facts.calls.filter(({to}) => numbers.includes(to)).map((call) => facts.connectedAt(call))
      .filter((at) => at !== undefined).map((at) => (judge.now - at) / 1_000);
    const isRight = durations.some((one) => Math.abs(one - seconds) <= TIMER_TOLERANCE_S);
    if (durations.length && !isRight) judge.fail('timer', `The clock of the call shows ${shown}, ${Math.round(durations.at(-1))} s after it was connected.`);
  }
}
