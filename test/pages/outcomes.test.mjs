// Every outcome of a call in every situation: what the person sees on the page, and hears.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {defaultUser} from '../../demo/simulator/lists.js';
import {installPerson, isCardInFront, readVisibleText} from './person.mjs';
import {pageWith, reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

const ANSWERED_LONG = '+16505550101';
const BUSY = '+16505550102';
const NO_ANSWER = '+16505550103';
/** The own phone rings for twenty seconds. */
const OWN_PHONE_RINGS = '+16505550106';
const DROPPED_AFTER = '+16505550123';
const THROTTLED = '+16505550125';

const CALLING_DISABLED = {
  method: 'POST', path: '/ring-out', status: 403,
  body: {errorCode: 'CMN-408', message: 'International calling is not enabled', feature: 'InternationalCalls'},
};
const CANCEL_REFUSED = {method: 'DELETE', path: '/ring-out', status: 403, body: {errorCode: 'CMN-401', message: 'Not permitted'}};
/** The page of a hotel's Wi-Fi answers in place of the platform. */
const CANCEL_LOST = {method: 'DELETE', path: '/ring-out', kind: 'html', status: 200, times: 50};

const NOT_CANCELED = ['RingCentral has not canceled the call.', 'To end the call, hang up your phone.'];

/**
 * What happens to a call to Anna. `before`: before the call. `cancels`: the person cancels it.
 * `seconds`: then pass. `face`: of the button in the end; `told`: elsewhere on the page; `heard`:
 * once; `never`: neither seen nor heard. `atOnce`: there is no ringing.
 */
const OUTCOMES = {
  'it rings': {
    to: OWN_PHONE_RINGS, face: 'Cancel', told: ['Ringing your phone…', 'Answer it, and press 1 if asked. Then we ring Anna.'],
    heard: 'Your phone is ringing. Answer it.',
  },
  'connected': {to: ANSWERED_LONG, seconds: 13, face: /^Connected \d\d:\d\d$/, told: [], heard: 'Connected to Anna.'},
  'busy': {to: BUSY, seconds: 11, face: 'Anna', told: ['Anna is busy. Try again later.'], heard: 'Anna is busy. Try again later.'},
  'no answer': {to: NO_ANSWER, seconds: 21, face: 'Anna', told: ['Anna did not answer. Try again later.'], heard: 'Anna did not answer. Try again later.'},
  'calling is switched off': {
    atOnce: true, to: ANSWERED_LONG, before: ({world}) => world.fault(CALLING_DISABLED), face: 'Anna',
    told: ['Calls to this kind of number are switched off. Ask your administrator.'],
    heard: 'Calls to this kind of number are switched off. Ask your administrator.',
  },
  'too many requests': {
    atOnce: true, to: THROTTLED, face: 'Anna', told: ['Too many requests. Try again in'], heard: /^Too many requests\. Try again in/,
  },
  'the session is gone': {
    atOnce: true, to: ANSWERED_LONG, before: ({world}) => world.revoke(), face: 'Anna', told: ['You were signed out. Sign in and try again.'],
    heard: 'You were signed out. Sign in and try again.',
  },
  'offline': {
    atOnce: true, to: ANSWERED_LONG, before: ({caller}) => caller.setOfflineMode(true), face: 'Anna',
    told: ['You are offline. Connect and try again.'], heard: 'You are offline. Connect and try again.',
  },
  'unconfirmed': {
    atOnce: true, to: DROPPED_AFTER, face: 'Anna', told: ['Your phone may still ring. If it stays silent, call again.'],
    heard: 'Your phone may still ring. If it stays silent, call again.',
  },
  'canceled': {
    to: OWN_PHONE_RINGS, cancels: true, before: ({world}) => world.options({cancelTakes: 1}), seconds: 2.2, face: 'Anna',
    told: [], heard: 'Call to Anna canceled.', never: NOT_CANCELED[0],
  },
  'the cancel is refused': {
    to: OWN_PHONE_RINGS, cancels: true, before: ({world}) => world.fault(CANCEL_REFUSED), face: 'Cancel',
    told: NOT_CANCELED, heard: NOT_CANCELED.join(' '),
  },
  'the cancel is lost': {
    to: OWN_PHONE_RINGS, cancels: true, seconds: 6, before: ({world}) => world.fault(CANCEL_LOST), face: 'Canceling…',
    told: NOT_CANCELED, heard: NOT_CANCELED.join(' '),
  },
};

const PANEL = '<rc-call-status></rc-call-status>';
const place = async (cell) => (await cell.row(cell.caller)).click();

/**
 * Where it happens. `body`: of the page around the button; `place`: how the person calls; `then`:
 * what happens once the call is placed; `confirm`: of the button; `hasHeard`: before that, and not
 * again.
 */
const SITUATIONS = {
  'plainly': {},
  'behind a question': {
    confirm: 'auto', world: {user: {...defaultUser, country: 'GB'}},
    async place(cell) {
      await place(cell);
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
const SENSELESS = {
  'after a reload': {
    'calling is switched off': OVER_BEFORE, 'the session is gone': OVER_BEFORE, 'unconfirmed': OVER_BEFORE,
    'too many requests': OVER_BEFORE, 'offline': 'a page cannot be loaded offline',
  },
  'in a second tab': {'offline': 'nothing was sent, so there is no call to show'},
};

class Cell {
  constructor({outcome, situation, context, world, url}) {
    Object.assign(this, {outcome, situation, context, world, url, pages: []});
  }

  /** The tab in which the person looks at the call, and that in which they have clicked. */
  get page() { return this.pages.at(-1); }
  get caller() { return this.pages[0]; }

  async open() {
    const page = await this.context.newPage();
    await page.setViewport({width: 900, height: 700});
    await page.evaluateOnNewDocument(`(${installPerson})()`);
    await page.goto(this.url);
    await reaches(page, 'ready');
    this.pages.push(page);
  }

  async reload() {
    await this.page.reload();
    await reaches(this.page, 'ready');
    await this.rings();
  }

  /** RingCentral has answered: a click on "Cancel" means this call. */
  async rings() {
    await this.page.waitForFunction(() => document.querySelector('rc-click-to-call').matches(':state(active)'), {timeout: 10_000, polling: 25});
  }

  row(page) { return page.waitForSelector('rc-click-to-call'); }

  /** What a person reads on the page, and on the button itself. */
  async look() {
    const [text, row, face, isInFront] = await this.page.evaluate((read, inFront) => {
      const readText = new Function(`return ${read}`)();
      const main = document.querySelector('rc-click-to-call').shadowRoot?.querySelector('.main');
      const word = (main?.querySelector('.live-text') ?? main?.querySelector('[part~=label]'))?.textContent.trim();
      return [readText('body'), readText('rc-click-to-call'), word, new Function(`return ${inFront}`)()()];
    }, String(readVisibleText), String(isCardInFront));
    return {text, row, face, isInFront};
  }

  /** Waits until `check` of what is seen holds, and tells what was seen instead. */
  async until(check, wanted) {
    for (let looks = 1; ; looks++) {
      const view = await this.look();
      if (check(view)) return view;
      if (looks === 400) assert.fail(`${wanted} is not seen, but: ${JSON.stringify(view)}`);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
  }

  sees(text) { return this.until((view) => view.text.includes(text), `"${text}"`); }
  seesFace(wanted) {
    const matches = ({face}) => wanted instanceof RegExp ? wanted.test(face) : wanted === face;
    return this.until(matches, `the face ${wanted}`);
  }

  async hears({heard: wanted, never}) {
    const matches = (text) => wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
    let heard = [];
    for (let tries = 0; tries < 100 && !heard.some(matches); tries++) {
      heard = await this.page.evaluate(() => globalThis.heard);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    assert.equal(heard.filter(matches).length, 1, `"${wanted}" is to be heard once; heard was ${JSON.stringify(heard)}`);
    if (never) assert.ok(!heard.some((text) => text.includes(never)), `"${never}" is not to be heard; heard was ${JSON.stringify(heard)}`);
  }

  /** Both in RingCentral and in all tabs. */
  async pass(seconds) {
    const ms = seconds * 1000;
    await this.world.advance(ms);
    // The tab that was clicked last first: there the time of a cancel began.
    for (const page of [...this.pages].reverse()) await page.evaluate((by) => globalThis.passTime(by), ms);
  }

  async play() {
    const {outcome, situation} = this;
    for (let tab = 0; tab < (situation.tabs ?? 1); tab++) await this.open();
    await this.caller.bringToFront();
    // The person is about to click: what a click needs is loaded.
    for (const page of this.pages) {
      await (await this.row(page)).evaluate((row) => { row.renderNow(); row.preload(); });
      await page.waitForNetworkIdle({idleTime: 60});
    }
    await outcome.before?.(this);
    await (situation.place ?? place)(this);
    if (this.page !== this.caller) await this.page.bringToFront();
    if (!outcome.atOnce) await this.rings();
    if (!outcome.cancels) await situation.then?.(this);
    if (outcome.cancels) await this.#cancel();
    if (outcome.seconds) await this.pass(outcome.seconds);
  }

  async #cancel() {
    const {then, cancel} = this.situation;
    const isRowUsedAgain = this.situation.rowOnly !== undefined;
    if (!isRowUsedAgain) await then?.(this);
    await this.rings();
    await this.pass(1);
    await (cancel?.(this) ?? (await this.page.waitForSelector('rc-click-to-call >>> .main')).click());
    if (!isRowUsedAgain) return;
    await this.until(({face}) => face !== 'Cancel' || this.outcome.face === 'Cancel', 'another face');
    await then(this);
  }

  async check() {
    const {outcome, situation} = this;
    await this.seesFace(situation.face ?? outcome.face);
    if (!situation.hasHeard?.includes(outcome.heard)) await this.hears(outcome);
    if (situation.rowOnly) {
      const {row} = await this.look();
      assert.equal(row, situation.rowOnly);
      return;
    }
    const view = await this.until(({text}) => outcome.told.every((sentence) => text.includes(sentence)), outcome.told.join(' '));
    assert.ok(view.isInFront, 'the card is in front');
    const isOver = outcome.face === 'Anna';
    if (isOver) assert.doesNotMatch(view.text, /Ringing|Canceling/);
    await situation.check?.(this);
  }
}

describe('the outcome of a call', {concurrency: 4, timeout: 120_000}, () => {
  let browser, site, simulator;

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  const run = async (outcome, situation, pathname) => {
    const world = worldOf(simulator.url);
    if (situation.world) await world.options(situation.world);
    const {access_token: token} = await world.tokens();
    const button = `<rc-click-to-call to="${outcome.to}" name="Anna" confirm="${situation.confirm ?? 'never'}"></rc-click-to-call>`;
    site.pages[pathname] = pageWith(`<rc-session server="${world.server}" style="display: none"></rc-session>
      ${situation.body?.(button) ?? button}
      <script type="module">
        customElements.whenDefined('rc-session').then(() => {
          document.querySelector('rc-session').getAccessToken = async () => '${token}';
        });
      </script>`);
    const context = await browser.createBrowserContext();
    try {
      const cell = new Cell({outcome, situation, context, world, url: site.origin + pathname});
      await cell.play();
      await cell.check();
    } finally {
      await context.close();
    }
  };

  for (const [situationName, situation] of Object.entries(SITUATIONS)) {
    for (const [outcomeName, outcome] of Object.entries(OUTCOMES)) {
      if (SENSELESS[situationName]?.[outcomeName]) continue;
      const pathname = `/${situationName}/${outcomeName}`.replaceAll(/[ ,]/g, '-');
      it(`${situationName}: ${outcomeName}`, () => run(outcome, situation, pathname));
    }
  }
});
