// The steps of a user on a hostile page, by mouse and keyboard, and the problems that fail a test.
import assert from 'node:assert/strict';
import {startSimulator} from '../../../demo/simulator/server.js';
import {launch} from '../../support/chromium.mjs';
import {consent, popupOf, worldOf} from '../../pages/support.mjs';
import {startHostileSite} from './site.mjs';

const PATIENCE = 20_000;

/** Polls from Node, since a hostile page may have changed the functions that polling needs. */
export async function until(condition, description = condition) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (!/context was destroyed/.test(error.message)) throw error; // the page is navigating
    }
    if (Date.now() > end) throw new Error(`Waited in vain for: ${description}`);
    await new Promise((resolve) => { setTimeout(resolve, 40); });
  }
}

/** The text of an element, open shadow roots included. */
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

/** The steps of a user on the page or in a frame of it, and the texts that it shows. */
function userAt(page, frame, world) {
  const user = {
    page, frame, world,
    text: (selector) => textOf(frame, selector),
    reads: (selector, wanted) => until(async () => (await textOf(frame, selector)).includes(wanted), `${selector} to read: ${wanted}`),
    button: (name, role = 'button') => frame.waitForSelector(`aria/${name}[role="${role}"]`, {visible: true, timeout: PATIENCE}),
    /** Finds the button again when it is rendered anew. In a frame by keyboard, else by mouse. */
    async press(name, role = 'button') {
      for (let tries = 1; ; tries++) {
        const button = await user.button(name, role);
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
    signedIn: () => user.reads('rc-session', 'Alex Morgan'),
    posts: async () => (await world.requests('/ring-out')).filter(({method}) => method === 'POST').length,

    /** Clicks, and calls until the callee hangs up. `shows`: the element that shows the call. */
    async callsToTheEnd({name = 'Call Anna', shows = 'rc-call-status', posts = 1} = {}) {
      await user.press(name);
      await user.reads(shows, 'Ringing your phone');
      await world.advance(13_000);
      await user.looks();
      await user.reads(shows, 'Connected');
      await world.hangUp();
      await user.looks();
      if (shows === 'rc-call-status') await user.reads(shows, 'Call ended');
      await until(async () => (await user.heard('rc-call-end')).some(({phase}) => phase === 'ended'), 'the end of the call');
      const ends = await user.heard('rc-call-end');
      assert.deepEqual(ends.at(-1), {type: 'rc-call-end', phase: 'ended', primary: true});
      assert.equal(ends.length, posts);
      assert.equal(await user.posts(), posts);
    },

    /** Signs in through RingCentral's window. */
    async signsIn() {
      await consent(await popupOf(page.browserContext(), () => user.press('Sign in')));
      await user.signedIn();
    },

    /** Signs in on RingCentral's page, in place of this one. */
    async leavesToSignIn() {
      await user.press('Sign in');
      await consent(page);
      await user.signedIn();
    },

    /** Makes the page poll at once, as when it comes back online. */
    looks: () => frame.evaluate(() => { dispatchEvent(new Event('online')); }),

    /** How many options a number select has. */
    choices: (kind) => frame.evaluate((wanted) => {
      const select = document.querySelector(`rc-number-select[kind="${wanted}"]`)?.shadowRoot?.querySelector('select');
      return select ? select.options.length : 0;
    }, kind),

    /** Points at a number in the text until its card opens. */
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
          for (let child = root?.lastElementChild; child; child = child.previousElementSibling) {
            if (child.shadowRoot?.querySelector('.card:popover-open rc-click-to-call')) return true;
          }
          return false;
        });
      }, 'the card of a number');
    },
  };
  return user;
}

/** One browser, the hostile pages, and a RingCentral for each visit. */
export async function startHostility() {
  const [browser, simulator, site] = await Promise.all([
    // The back/forward cache is on, as for users; puppeteer switches it off by default.
    launch({ignoreDefaultArgs: ['--disable-back-forward-cache']}), startSimulator({control: true}), startHostileSite(),
  ]);
  return {
    browser, site, simulator,
    /**
     * Opens a page, and fails on any error, warning or violation that is not `expected`.
     * @param {string} name
     * @param {(user: ReturnType<typeof userAt>) => Promise<void>} body
     * @param {{
     *   headers?: Record<string, string>, session?: string, words?: Record<string, string>, options?: object,
     *   prepare?: (page: import('puppeteer-core').Page) => Promise<void>, frame?: string,
     *   expected?: RegExp, origin?: string,
     * }} [wish] `frame`: selector of the frame that has the elements; `expected`: messages of the
     *   browser about the page, or our own for its developers
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
        const target = frame ? await (await page.waitForSelector(frame)).contentFrame() : page.mainFrame();
        const user = userAt(page, target, world);
        try {
          await body(user);
        } catch (error) {
          if (problems.length) error.message += `\n  The page had said: ${problems.join('\n    ')}`;
          throw error;
        }
        const violations = await target.evaluate(() => [...globalThis.violations ?? []]);
        const unexpected = [...problems, ...violations, ...site.reports].filter((text) => !expected?.test(text));
        assert.deepEqual(unexpected, [], 'nothing went wrong on the page');
      } finally {
        await context.close();
      }
    },
    async close() {
      await Promise.all([browser.close(), simulator.close(), site.close()]);
    },
  };
}

/** Records errors, warnings and violations of the page, its frames and its popups. */
function watchAll(page) {
  const problems = [];
  const watch = (target) => {
    target.on('pageerror', (error) => problems.push(`thrown: ${error?.message ?? error}`));
    target.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(`console.${message.type()}: ${message.text()}`);
    });
  };
  watch(page);
  page.on('popup', (popup) => popup && watch(popup));
  return problems;
}
