// Every situation in which a user calls, and looks at the call.
import assert from 'node:assert/strict';
import {defaultUser} from '../../../demo/simulator/lists.js';

const PANEL = '<rc-call-status></rc-call-status>';
/** The user clicks the button. */
export const clickButton = async (cell) => (await cell.row(cell.caller)).click();

/**
 * Where it happens. `body`: of the page around the button; `place`: how the person calls; `then`:
 * what happens once the call is placed; `confirm`: of the button; `hasHeard`: before that, and not
 * again.
 */
export const SITUATIONS = {
  'plainly': {},
  'behind a question': {
    confirm: 'auto', world: {user: {...defaultUser, country: 'GB'}},
    async place(cell) {
      await clickButton(cell);
      await cell.sees('Call Anna? This is an international call.');
      await cell.pass(1);
      await (await cell.caller.waitForSelector('rc-click-to-call >>> .primary')).click();
    },
  },
  'in a modal dialog, by keyboard': {
    body: (button) => `<button onclick="document.querySelector('dialog').showModal()">Open</button>
      <dialog style="width: 500px; height: 400px"><input aria-label="Note">${button}</dialog>`,
    async place(cell) {
      const {keyboard} = cell.caller;
      for (const key of ['Tab', 'Enter', 'Tab', 'Enter']) await keyboard.press(key);
    },
    cancel: ({caller}) => caller.keyboard.press('Enter'),
    check: async ({page}) => assert.ok(await page.$('dialog:modal'), 'the page\'s dialog is open'),
  },
  'with a panel': {body: (button) => `${button}<div style="margin-top: 300px">${PANEL}</div>`},
  'with a panel in a closed drawer': {
    body: (button) => `${button}<div style="position: fixed; top: 0; right: 0; width: 300px; transform: translateX(100%)">${PANEL}</div>`,
  },
  'after a reload': {then: (cell) => cell.reload(), hasHeard: ['Your phone is ringing. Answer it.']},
  'in a second tab': {tabs: 2},
  'after the row was used again': {
    async then(cell) {
      await cell.page.$eval('rc-click-to-call', (row) => Object.assign(row, {to: '+16505550199', name: 'Bob'}));
    },
    face: 'Bob', rowOnly: 'Bob',
  },
};

const OVER_BEFORE = 'the call is over before the page can be loaded again';
/** Cells that make no sense, and why. */
export const SENSELESS = {
  'after a reload': {
    'calling is switched off': OVER_BEFORE, 'the session is gone': OVER_BEFORE, 'unconfirmed': OVER_BEFORE,
    'too many requests': OVER_BEFORE, 'offline': 'a page cannot be loaded offline',
  },
  'in a second tab': {'offline': 'nothing was sent, so there is no call to show'},
};
