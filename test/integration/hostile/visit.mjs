// What a person does on a hostile page, by the mouse and the keyboard, and what they must never meet.
import assert from 'node:assert/strict';
import {startSimulator} from '../../../demo/simulator/server.js';
import {launch} from '../../support/chromium.mjs';
import {consent, popupOf, worldOf} from '../../pages/support.mjs';
import {startHostileSite} from './site.mjs';

const PATIENCE = 10_000;

/** Polled from here, since nothing that a page did to its own functions may reach the test. */
export async function until(condition, what = condition) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (!/context was destroyed/.test(error.message)) throw error; // the page is on its way to another one
    }
    if (Date.now() > end) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 40); });
  }
}

/** Texts of open shadow roots included. */
const textOf = (frame, selector) => frame.evaluate((wanted) => {
  const read = (node) => {
    if (node.nodeType === 3) return node.data;
    if (/^(style|script)$/.test(node.localName ?? '')) return '';
    let text = '';
    for (let child = (node.shadowRoot ?? node).firstChild; child; child = child.nextSibling) text += read(child);
    return `${text} `;
  };
  const element = document.querySelector(wanted);
  return element ? read(element).replace(/\s+/g, ' ') : '';
}, selector);

/** What somebody who opens the page finds, on the page itself or in a frame of it. */
function personAt(page, frame, world) {
  const person = {
    page, frame, world,
    text: (selector) => textOf(frame, selector),
    reads: (selector, wanted) => until(async () => (await textOf(frame, selector)).includes(wanted), `${selector} to read: ${wanted}`),
    button: (name, role = 'button') => frame.waitForSelector(`aria/${name}[role="${role}"]`, {visible: true, timeout: PATIENCE}),
    /** A button that is drawn anew under the hands is looked for again. In a frame of another site by the keyboard. */
    async press(name, role = 'button') {
      for (let tries = 1; ; tries++) {
        const button = await person.button(name, role);
        try {
          return await (frame === page.mainFrame() ? button.click() : button.press('Enter'));
        } catch (error) {
          if (tries === 5 || !/detached|not attached/i.test(error.message)) throw error;
        }
      }
    },
    heard: (type) => frame.evaluate((wanted) => {
      const found = [];
      for (let i = 0; i < heard.length; i++) if (heard[i].type === wanted) found[found.length] = {...heard[i]};
      return found;
    }, type),
    signedIn: () => person.reads('rc-session', 'Alex Morgan'),
    posts: async () => (await world.requests('/ring-out')).filter(({method}) => method === 'POST').length,

    /** By a click, from "Call" to the end; the other side hangs up. `shows` = what tells of the call. */
    async callsToTheEnd({name = 'Call Anna', shows = 'rc-call-status', posts = 1} = {}) {
      await person.press(name);
      await person.reads(shows, 'Ringing your phone');
      await world.advance(13_000);
      await person.looks();
      await person.reads(shows, 'Connected');
      await world.hangUp();
      await person.looks();
      if (shows === 'rc-call-status') await person.reads(shows, 'Call ended');
      await until(async () => (await person.heard('rc-call-end')).some(({phase}) => phase === 'ended'), 'the end of the call');
      const ends = await person.heard('rc-call-end');
      assert.deepEqual(ends.at(-1), {type: 'rc-call-end', phase: 'ended', primary: true});
      assert.equal(ends.length, posts);
      assert.equal(await person.posts(), posts);
    },

    /** By RingCentral's own window. */
    async signsIn() {
      await consent(await popupOf(page.browserContext(), () => person.press('Sign in')));
      await person.signedIn();
    },

    /** By RingCentral's page in the place of this one. */
    async leavesToSignIn() {
      await person.press('Sign in');
      await consent(page);
      await person.signedIn();
    },

    /** As when somebody comes back to the page, who is told at once how the call is doing. */
    looks: () => frame.evaluate(() => { dispatchEvent(new Event('online')); }),

    /** The numbers that can be chosen, by what they read. */
    choices: (kind) => frame.evaluate((wanted) => {
      const select = document.querySelector(`rc-number-select[kind="${wanted}"]`)?.shadowRoot?.querySelector('select');
      return select ? select.options.length : 0;
    }, kind),

    /** By pointing at the number in the text, as far as its card. */
    async opensCard(selector = '#office') {
      const [x, y] = await frame.evaluate((wanted) => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(wanted));
        document.querySelector(wanted).scrollIntoView({block: 'center'});
        const {left, top, width, height} = range.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      }, selector);
      await until(async () => {
        await page.mouse.move(1, 1);
        await page.mouse.move(x, y);
        await new Promise((resolve) => { setTimeout(resolve, 300); });
        return frame.evaluate(() => {
          const root = document.querySelector('rc-number-links').shadowRoot;
          for (let place = root?.lastElementChild; place; place = place.previousElementSibling) {
            if (place.shadowRoot?.querySelector('.card:popover-open rc-click-to-call')) return true;
          }
          return false;
        });
      }, 'the card of a number');
    },
  };
  return person;
}

/** One browser, the hostile pages, and a RingCentral for each visit. */
export async function startHostility() {
  const [browser, simulator, site] = await Promise.all([
    // As people have it: without DevTools, pages are kept when they are left.
    launch({ignoreDefaultArgs: ['--disable-back-forward-cache']}), startSimulator({control: true}), startHostileSite(),
  ]);
  return {
    browser, site, simulator,
    /**
     * Opens a page, and fails if anything happened there that nobody should meet.
     * @param {string} name
     * @param {(person: ReturnType<typeof personAt>) => Promise<void>} body
     * @param {{
     *   headers?: Record<string, string>, session?: string, words?: Record<string, string>, options?: object,
     *   prepare?: (page: import('puppeteer-core').Page) => Promise<void>, frame?: string,
     *   expected?: RegExp, origin?: string,
     * }} [wish] `frame`: selector of the frame in which our elements are; `expected`: what the browser
     *   itself says of the page, or we to whoever runs it
     */
    async visit(name, body, {headers = {}, session = '', words = {}, options, prepare, frame, expected, origin = site.origin} = {}) {
      const world = {...worldOf(simulator.url), hangUp: () => fetch(`${world.server}/simulator/hang-up`, {method: 'POST', body: '{}', headers: {'content-type': 'application/json'}})};
      if (options) await world.options(options);
      const {access_token: token} = await world.tokens();
      const policies = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, value.replaceAll('{server}', simulator.url)]));
      Object.assign(site, {
        words: {server: world.server, token, session, origin: site.origin, foreign: site.foreign, ...words},
        headers: policies, reports: [],
      });
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        const problems = watchAll(page);
        await prepare?.(page);
        await page.goto(`${origin}/${name}`);
        const place = frame ? await (await page.waitForSelector(frame)).contentFrame() : page.mainFrame();
        const person = personAt(page, place, world);
        try {
          await body(person);
        } catch (error) {
          if (problems.length) error.message += `\n  The page had said: ${problems.join('\n    ')}`;
          throw error;
        }
        const violations = await place.evaluate(() => [...globalThis.violations ?? []]);
        const met = [...problems, ...violations, ...site.reports].filter((one) => !expected?.test(one));
        assert.deepEqual(met, [], 'nothing went wrong on the page');
      } finally {
        await context.close();
      }
    },
    async close() {
      await Promise.all([browser.close(), simulator.close(), site.close()]);
    },
  };
}

/** Errors, warnings and violations, of the page, its frames and the windows that it opens. */
function watchAll(page) {
  const problems = [];
  const watch = (one) => {
    one.on('pageerror', (error) => problems.push(`thrown: ${error?.message ?? error}`));
    one.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(`console.${message.type()}: ${message.text()}`);
    });
  };
  watch(page);
  page.on('popup', (popup) => popup && watch(popup));
  return problems;
}
