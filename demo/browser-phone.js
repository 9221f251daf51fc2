// The demo's tools for calls in the browser: what the other side hears, and what can go wrong. Your
// own page needs none of it.
import {createElement} from './create-element.js';
import {createCommand} from './simulator-command.js';

const LISTEN_INTERVAL_MS = 500;
const BREAK_SECONDS = 20;

/** The faults of the user's line, as options of the simulator: the value with the fault, and without. */
const SWITCHES = [
  ['You have no digital line', 'digitalLine', false, true],
  ['Your line has no emergency address', 'emergencyAddress', false, true],
  ['Five other phones of yours are in use', 'sipRegisterStatus', '603 Too Many Contacts', null],
];

const FINAL_PHASES = ['ended', 'canceled', 'failed', 'unconfirmed'];

/** Keys of the calls in this browser that go on. */
const activeKeys = new Set();

function follow({detail: {call}}) {
  if (call.via !== 'browser') return;
  if (FINAL_PHASES.includes(call.phase)) activeKeys.delete(call.key);
  else activeKeys.add(call.key);
}

/** Shows whether the other side of the newest call hears the user. */
function textOf({digits, loudest}) {
  const sound = loudest > 0.01 ? 'The other side hears you.' : 'The other side hears nothing yet.';
  return digits ? `${sound} You pressed ${digits}.` : sound;
}

/** @param {string} server The address of the simulator. */
export function showPhoneTools(server) {
  const command = createCommand(server);
  const heard = document.querySelector('#heard');

  async function listen() {
    if (!activeKeys.size) return heard.replaceChildren();
    const {calls} = await command('sip');
    const newest = calls.at(-1);
    heard.textContent = newest?.heard ? textOf(newest.heard) : '';
  }

  function switchItem([title, option, value, otherwise]) {
    const box = createElement('input', {
      type: 'checkbox', name: option,
      onchange: () => void command('options', {[option]: box.checked ? value : otherwise}),
    });
    return createElement('label', {}, box, ` ${title}`);
  }

  async function showOptions() {
    const options = await command('options', {});
    for (const [, option, value] of SWITCHES) {
      document.querySelector(`#phone-switches [name=${option}]`).checked = options[option] === value;
    }
  }

  document.querySelector('#phone-switches').append(...SWITCHES.map(switchItem),
    createElement('button', {
      type: 'button', className: 'tool',
      onclick: () => void command('drop-sip', {seconds: BREAK_SECONDS}),
    }, `Break the connection for ${BREAK_SECONDS} seconds`));
  document.addEventListener('rc-call-change', follow);
  setInterval(() => void listen().catch(() => {}), LISTEN_INTERVAL_MS);
  void showOptions();
}
