// Rules against false sentences: the page shows only facts.
import {meaningOf} from './controls.mjs';
import {nameOf, numberOf, people} from './people.mjs';
import {showsTalk} from './rules.mjs';
import {says, sentences} from './words.mjs';

const TIMER_TOLERANCE_S = 3;
const CANCELING_MAX_MS = 60_000;

/** No control and no sentence contradicts the facts. */
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
    if (kind === 'entry') judgeNames(judge, text);
    else judgeSentences(judge, container, anyCall);
  }
}

/** A name and a number that stand together belong together. */
function judgeNames(judge, text) {
  const digits = text.replace(/[^\d]/g, '');
  const [owner] = people.filter(({number}) => digits.includes(number.slice(1)));
  const [named] = people.filter(({name}) => text.startsWith(name));
  if (owner && named && owner !== named) judge.fail('lie', `The panel calls ${owner.number} “${named.name}”; it is ${nameOf(owner.number)}’s.`);
}

/** A sentence about a callee is true of a call to this callee. */
function judgeSentences(judge, {text, kind}, anyCall) {
  const {facts} = judge;
  const told = (...phases) => (call) => call.told.some(({phase}) => phases.includes(phase));
  const living = (call) => facts.living(call.to).includes(call);
  const table = [
    [/^hint\.ringing-caller$|^phase\.ringing-callee$/, living],
    [/^error\..*\.callee$/, (call) =>
      told('failed')(call) || facts.isEndAhead(call) || facts.isRefusedByCallee(call)],
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
    if (!shown || !(says(container.text, /^phase\.connected$/) || showsTalk(container))) continue;
    const seconds = shown.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const numbers = judge.subjects(container).map(numberOf);
    if (container.to) numbers.push(container.to);
    const durations = facts.calls.filter(({to}) => numbers.includes(to)).flatMap((call) => facts.connectedAt(call))
      .map((at) => (judge.now - at) / 1_000);
    const isRight = durations.some((one) => Math.abs(one - seconds) <= TIMER_TOLERANCE_S);
    if (durations.length && !isRight) judge.fail('timer', `The clock of the call shows ${shown}, ${Math.round(durations.at(-1))} s after it was connected.`);
  }
}
