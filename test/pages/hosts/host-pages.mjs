// Pages that other code renders, with our elements in a bundle beside its scripts.
import assert from 'node:assert/strict';
import {after, afterEach, before} from 'node:test';
import {watch} from '../../support/chromium.mjs';
import {reaches, startBrowser, startRingCentral, startSite, worldOf} from '../support.mjs';
import {bundleScripts} from './bundles.mjs';

export const PATIENCE = {timeout: 8_000, polling: 50};
/** Moves what follows below the window. */
export const FAR = '<div style="height: 4000px"></div>';

/** A page with this body; `scripts` are names in bundles.mjs. */
export const htmlOf = (body, scripts = [], head = '') => `<!doctype html><html lang="en"><head><title>Host</title>${
  ['elements', ...scripts].map((name) => `<script type="module" src="/${name}.js"></script>`).join('')
}${head}</head><body>${body}</body></html>`;

/** A browser and a site; of its pages, `page` is open. */
export class HostPages {
  #browser;
  #simulator;
  #scripts;
  #seen;
  site;
  page;
  /** RingCentral, as the signed-in page meets it. */
  world;

  constructor(scripts) {
    this.#scripts = scripts;
  }

  /** Within a `describe`: the pages of its tests. `scripts`: names in bundles.mjs. */
  static use(scripts = []) {
    const host = new HostPages(scripts);
    before(() => host.start());
    after(() => host.close());
    afterEach(() => host.closePage());
    return host;
  }

  async start() {
    const bundled = bundleScripts(['elements', ...this.#scripts]);
    [this.#browser, this.#simulator, this.site] = await Promise.all([
      startBrowser(), startRingCentral(), bundled.then(startSite),
    ]);
  }

  async close() {
    await Promise.all([this.#browser?.close(), this.site?.close(), this.#simulator?.close()]);
  }

  /** Closes the page. Fails if it reported a problem. */
  async closePage() {
    await this.page?.close();
    this.page = undefined;
    assert.deepEqual(this.#seen.problems, [], 'the console is empty');
  }

  async open(body, {scripts, head} = {}) {
    this.site.pages['/'] = htmlOf(body, scripts, head);
    this.page = await this.#browser.newPage();
    this.#seen = watch(this.page);
    await this.page.evaluateOnNewDocument(addHelpers);
    await this.page.goto(this.site.origin);
    await this.page.waitForFunction(() => customElements.get('rc-number-links'), PATIENCE);
    return this.page;
  }

  /** Opens a page whose session is signed in. `bodyOf` gets the session's HTML. */
  async openSignedIn(bodyOf, options) {
    this.world = worldOf(this.#simulator.url);
    const {access_token: token} = await this.world.tokens();
    // The app may not be told of calls by push, and a browser logs each refusal.
    const session = `<rc-session server="${this.world.server}" push="never"></rc-session>`;
    const page = await this.open(typeof bodyOf === 'string' ? session + bodyOf : bodyOf(session), options);
    await page.evaluate((value) => {
      document.querySelector('rc-session').getAccessToken = async () => value;
    }, token);
    await reaches(page, 'ready');
    return page;
  }

  /** The words on the button with this id. */
  label(id) {
    return this.page.evaluate((name) => globalThis.labelOf(document.getElementById(name)), id);
  }

  /** The words on all call buttons. */
  labels() {
    return this.page.evaluate(() => Promise.all([...document.querySelectorAll('rc-click-to-call')].map(globalThis.labelOf)));
  }

  phases() {
    return this.page.evaluate(() => globalThis.storeOf('').calls.get().map(({phase}) => phase));
  }

  waitForPhase(phase) {
    return this.page.waitForFunction((wanted) => globalThis.storeOf('').calls.get()[0]?.phase === wanted, PATIENCE, phase);
  }

  hangUp() {
    const headers = {'content-type': 'application/json'};
    return fetch(`${this.world.server}/simulator/hang-up`, {method: 'POST', body: '{}', headers});
  }

  /** How many requests with this method RingCentral has received for calls. */
  async countRequests(method) {
    const requests = await this.world.requests('/ring-out');
    return requests.filter((request) => request.method === method).length;
  }
}

/** Runs in each page before its scripts. */
function addHelpers() {
  Object.assign(globalThis, {
    TAGS: [
      'rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links',
      'rc-inbound-call',
    ],

    /** Resolves once frames and idle time have passed. */
    rest: () => new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    }),

    async until(check) {
      for (const end = Date.now() + 8_000; !check();) {
        if (Date.now() > end) throw new Error(`never: ${check}`);
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
    },

    /** The words on a button, as a person reads them. */
    async labelOf(button) {
      await button.updateComplete;
      const label = button.shadowRoot.querySelector('[part~=label]');
      const slot = label.querySelector('slot');
      const text = slot ? slot.assignedNodes().map((node) => node.textContent).join('') : label.textContent;
      return text.replace(/\s+/g, ' ').trim();
    },

    timeOf: (panel) => panel.shadowRoot.querySelector('[part=timer]').textContent,

    cardOf: (button) => button.shadowRoot.querySelector('[part~=message]'),
  });
}
