// The demo's tools that let the simulator call the user. Your own page needs none of it.
import {createElement} from './create-element.js';
import {createCommand} from './simulator-command.js';
import {inboundScenarios} from './simulator/inbound-scenarios.js';

/** The steps that a visitor can take for the caller of the newest call. */
const STEPS = [
  ['answer', 'Answer'],
  ['decline', 'Decline'],
  ['hang-up', 'Hang up'],
  ['caller-hang-up', 'Caller hangs up'],
  ['answer-elsewhere', 'A colleague answers'],
];

const result = document.querySelector('#tool-result');
const card = document.querySelector('rc-inbound-call');

/** `own-ring-out` → "Own RingOut". */
function titleOf({name}) {
  const words = name.replaceAll('-', ' ').replace('ring out', 'RingOut');
  return words[0].toUpperCase() + words.slice(1);
}

/** On a narrow screen the card is at the top of the page. */
function scrollToCard() {
  requestAnimationFrame(() => card.scrollIntoView({block: 'nearest'}));
}

/** @param {string} server The address of the simulator. */
export function showCallerTools(server) {
  const command = createCommand(server);

  async function play({name, ringOut}) {
    await command('inbound', {scenario: name});
    result.textContent = ringOut
      ? 'Your phone rings for a call of your own. Nobody calls you, so no card appears.'
      : '';
    if (!ringOut) document.addEventListener('rc-inbound-change', scrollToCard, {once: true});
  }

  async function takeStep(step, title) {
    const {done} = await command('steer', {step});
    result.textContent = done ? '' : `“${title}” is not possible now.`;
  }

  const stepButton = ([step, title]) => createElement('button', {
    type: 'button', className: 'tool', onclick: () => takeStep(step, title),
  }, title);

  const callerItem = (scenario) => createElement('li', {},
    createElement('button', {
      type: 'button', className: 'tool', onclick: () => play(scenario),
    }, titleOf(scenario)),
    ' ', createElement('span', {}, scenario.description));

  document.querySelector('#steps').append(...STEPS.map(stepButton));
  document.querySelector('#caller-list').append(...inboundScenarios.map(callerItem));
  document.addEventListener('rc-session-change', ({detail: {state}}) => {
    const isReady = state === 'ready';
    document.querySelector('#tools').disabled = !isReady;
    document.querySelector('#sign-in-first').hidden = isReady;
  });
}
