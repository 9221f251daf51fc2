// Rules for the effects of a click or a key.
import {meaningOf} from './controls.mjs';
import {nameOf, numberOf} from './people.mjs';
import {isCancel, isPost} from './request-log.mjs';
import {says} from './words.mjs';

const CALLING = ['call', 'yes', 'retry'];

/** Everything that a person could notice, but not times. */
const appearance = ({containers, isDialogOpen}) => JSON.stringify([isDialogOpen, containers.map(({kind, text, controls, row}) =>
  [kind, text.replace(/\d+:\d\d/g, ''), row, controls.map(({name, isEnabled}) => [name, isEnabled])])]);

const isQuestion = ({kind, controls}) => kind === 'card' && controls.some((one) => meaningOf(one) === 'yes');

/** @param {import('./judge.mjs').Judge} judge */
export async function judgeGesture(judge, gesture) {
  const {chosen: {container, control, meaning}, before, after, requests, lookAgain} = gesture;
  const names = judge.subjects(container, control);
  const shown = `“${control.name}” (${names.join(', ') || 'no name'})`;
  judgePosts(judge, gesture, names, shown);
  judgeDeletes(judge, gesture, names, shown);
  if (meaning === 'cancel' && !after.isOnline) noteCancels(judge, names);
  if (!control.isEnabled || ['other', 'elsewhere'].includes(meaning)) return;
  const isSame = (view) => requests.length === 0 && appearance(before) === appearance(view) && view.said.length === 0;
  if (isSame(after) && !judge.hasJustChanged && isSame(await lookAgain())) return void judge.fail('dead', `A click on ${shown} did nothing.`);
  if (shouldHaveCalled(gesture) && !judge.hasJustChanged) {
    judgeRefusal(judge, container, await lookAgain(), shown);
  }
}

function judgePosts(judge, gesture, names, shown) {
  const posts = gesture.requests.filter(isPost);
  const {meaning} = gesture.chosen;
  if (posts.length > 1) judge.fail('two-calls', `A click on ${shown} placed ${posts.length} calls.`);
  if (posts.length && !CALLING.includes(meaning)) judge.fail('call-unasked', `A click on ${shown} placed a call to ${nameOf(posts[0].to)}.`);
  for (const post of posts) judgePost(judge, post, gesture, names, shown);
}

function judgeDeletes(judge, {chosen: {meaning}, requests}, names, shown) {
  for (const {callId} of requests.filter(isCancel)) {
    const call = judge.facts.calls.find(({id}) => id === callId);
    if (call && (meaning !== 'cancel' || !names.includes(nameOf(call.to)))) {
      judge.fail('wrong-cancel', `A click on ${shown} canceled the call to ${nameOf(call.to)}.`);
    }
  }
}

function noteCancels({facts}, names) {
  for (const name of names) facts.ringing(numberOf(name)).forEach((call) => facts.noteCancel(call));
}

/** Whether the click asked for a call, and neither a call nor a question came of it. */
function shouldHaveCalled({chosen: {container, meaning, count}, before, after, requests}) {
  // A click on the button of an open question answers no.
  const wasAsked = before.containers.some((one) => isQuestion(one) && one.row === container.row);
  if (meaning !== 'call' || count !== 1 || wasAsked) return false;
  return !requests.some(isPost) && !after.containers.some(isQuestion);
}

/** @param {import('./judge.mjs').Judge} judge */
export function judgeScriptCall(judge, row, {containers}, requests) {
  const posts = requests.filter(isPost);
  const [button] = containers.filter((one) => one.kind === 'button' && one.row === row);
  const shown = `call() of row ${row}`;
  if (posts.length > 1) judge.fail('two-calls', `${shown} placed ${posts.length} calls.`);
  for (const post of posts) {
    if (button?.to && post.to !== button.to) judge.fail('wrong-number', `${shown} called ${nameOf(post.to)}.`);
    judgeSecondCall(judge, post, shown);
  }
}

function judgePost(judge, post, {chosen: {container, meaning}}, names, shown) {
  if (CALLING.includes(meaning) && names.length && !names.includes(nameOf(post.to))) {
    judge.fail('wrong-number', `A click on ${shown} called ${nameOf(post.to)}.`);
  }
  if ((post.from ?? '') !== judge.chosenPhone) {
    judge.fail('wrong-phone', `A click on ${shown} rings ${post.from ?? 'the default phone'}, and ${judge.chosenPhone || 'the default phone'} is chosen.`);
  }
  const wasAsked = meaning === 'yes' && /still|again|ringing/i.test(container.text);
  if (!wasAsked) judgeSecondCall(judge, post, `A click on ${shown}`);
}

/** No callee is called a second time, without a question, while the first call rings. */
function judgeSecondCall(judge, post, shown) {
  const {facts} = judge;
  const others = facts.ringing(post.to).filter(({id}) => id !== post.callId);
  if (!others.some((one) => facts.reallyRings(one))) return;
  judge.fail('called-twice', `${shown} called ${nameOf(post.to)} a second time, while the first call rang.`);
}

/** A click that places no call and asks nothing says why, to eyes and to ears. */
function judgeRefusal(judge, container, after, shown) {
  const cards = after.containers.filter(({kind, row}) => kind === 'card' || (kind === 'button' && row === container.row));
  const isSeen = cards.some(({text}) => says(text, /^(error\.|phase\.placing|phase\.|canceling)/));
  if (!isSeen) judge.fail('refusal-unseen', `A click on ${shown} placed no call, and no sentence says why.`);
  const isSaid = after.said.some(({text, unheard}) => !unheard && says(text, /^(error\.|say\.)/));
  if (isSeen && !isSaid) judge.fail('refusal-unheard', `A click on ${shown} placed no call, and no screen reader says why.`);
}

/** Escape closes what lies on top, and nothing else. */
export function judgeEscape(judge, before, after) {
  const cardsOf = ({containers}) => containers.filter(({kind}) => kind === 'card');
  const card = cardsOf(before).find(({row, hasFocus}) => hasFocus ||
    before.containers.some((one) => one.kind === 'button' && one.row === row && one.hasFocus));
  if (card) {
    const isClosed = !cardsOf(after).some(({row}) => row === card.row);
    if (!isClosed) judge.fail('escape-card', `Escape does not close the card “${card.text}”.`);
    if (before.isDialogOpen && !after.isDialogOpen) judge.fail('escape-dialog', `Escape in the card “${card.text}” closes the page’s dialog.`);
  } else if (before.isDialogOpen && after.isDialogOpen && cardsOf(before).length === 0) {
    judge.fail('escape-stuck', 'Escape does not close the page’s dialog.');
  }
}
