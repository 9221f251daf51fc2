// A recipe of docs/recipes in a process of its own, with the simulator as RingCentral and a browser.
import assert from 'node:assert/strict';
import {after, before, beforeEach} from 'node:test';
import {startSimulator} from '../../demo/simulator/server.js';
import {launch, watch} from '../support/chromium.mjs';
import {startNode, startPhp} from './servers.mjs';

export const RECIPES = {
  'proxy.mjs behind nginx.conf': startNode,
  'proxy.php': startPhp,
};

export const PATIENCE = {timeout: 15_000};
export const EXTENSION = '/restapi/v1.0/account/~/extension/~';
export const HOUR_MS = 3_600_000;
const SECRETS = ['a-client-secret', 'client_secret', 'access_token', 'refresh_token'];

/** Runs in the page: records its events, oldest first. */
function recordEvents() {
  globalThis.heard = [];
  for (const type of ['rc-session-change', 'rc-call-change', 'rc-call-end', 'rc-limit-change']) {
    document.addEventListener(type, ({detail}) => globalThis.heard.push({
      type, state: detail.state, phase: detail.call?.phase, code: detail.call?.error?.code, until: detail.until,
    }));
  }
}

/** Sends a request as any script of the page can. */
export const sendRequest = (page, method, path, headers = {}, body = undefined) => page.evaluate(async (...args) => {
  const [verb, address, sentHeaders, text] = args;
  const answer = await fetch(address, {method: verb, headers: sentHeaders, ...text && {body: text}});
  return {status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text()};
}, method, path, headers, body);

export const csrfOf = async (page, backend) => JSON.parse((await sendRequest(page, 'GET', `${backend}/session`)).text).csrfToken;

export const isReady = (page) => page.waitForFunction(() =>
  document.querySelector('rc-session').shadowRoot?.textContent.includes('Alex Morgan'), PATIENCE);

export async function signIn(page) {
  await page.locator('#sign-in').setTimeout(PATIENCE.timeout).click();
  await page.waitForFunction(() => location.pathname.endsWith('/authorize'), PATIENCE);
  await page.locator('button').setTimeout(PATIENCE.timeout).click();
  await page.waitForFunction(() => location.pathname === '/calls.html', PATIENCE);
  await isReady(page);
}

export const call = (page) => page.locator('aria/Call Anna[role="button"]').setTimeout(PATIENCE.timeout).click();
export const waitForEvent = (page, wanted) => page.waitForFunction((facts) => globalThis.heard.some((event) =>
  Object.entries(facts).every(([key, value]) => event[key] === value)), PATIENCE, wanted);

export class Recipe {
  #start;
  #browser;
  #simulator;
  /** RingCentral, as the backend meets it. */
  world;
  site;

  /** @param {(server: string) => Promise<{url: string, backend: string, close(): Promise<void>}>} start */
  constructor(start) {
    this.#start = start;
  }

  /** Within a `describe`: the recipe of its tests. */
  static use(start) {
    const recipe = new Recipe(start);
    before(() => recipe.start());
    after(() => recipe.close());
    beforeEach(() => recipe.reset());
    return recipe;
  }

  async start() {
    this.#simulator = await startSimulator({control: true});
    this.world = this.#simulator.world('recipe');
    this.site = await this.#start(`${this.#simulator.url}/w/recipe`);
    this.#browser = await launch();
  }

  async close() {
    await this.#browser?.close();
    await this.site?.close();
    await this.#simulator?.close();
  }

  /** Begins a test. There is no limit for sign-ins, since each test signs in; those for calls stay. */
  reset() {
    this.world.reset();
    this.world.configure({limits: {auth: null}});
  }

  requestsTo(method, part) {
    return this.world.requests.filter((request) => request.method === method && request.path.includes(part));
  }

  /** Opens the page of the recipe in its own browser context. No answer may hold a secret. */
  async visit(body) {
    const context = await this.#browser.createBrowserContext();
    const answers = [];
    try {
      const page = await context.newPage();
      const seen = watch(page);
      const closed = new Promise((resolve) => { page.once('close', () => resolve('')); });
      page.on('response', (response) => {
        if (!response.url().startsWith(this.site.url) || response.url().includes('/rc/')) return;
        // The text of a response that is still loading when the page closes never arrives.
        answers.push(Promise.race([response.text().catch(() => ''), closed]).then((text) =>
          `${response.url()} ${JSON.stringify(response.headers())} ${text}`));
      });
      await page.evaluateOnNewDocument(recordEvents);
      await page.goto(`${this.site.url}/calls.html`);
      await body(page, seen, context);
      const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie,
        document.documentElement.outerHTML]));
      await page.close();
      const answered = (await Promise.all(answers)).join('\n');
      const tokens = this.world.facts.pairs.flatMap(({access, refresh}) => [access, refresh]);
      for (const secret of [...tokens, ...SECRETS]) {
        assert.ok(!answered.includes(secret) && !kept.includes(secret), `The browser saw ${secret.slice(0, 8)}…`);
      }
    } finally {
      await context.close();
    }
  }
}
