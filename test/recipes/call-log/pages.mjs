// A recipe that logs calls, in tabs of a real browser, with stand-ins of its CRM.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {after, before} from 'node:test';
import {root} from '../../../scripts/run.mjs';
import {launch, watch} from '../../support/chromium.mjs';

export const read = (file) => readFileSync(path.join(root, file), 'utf8');
const USER = {id: '901', accountId: '7', name: 'Alex Morgan'};
const ANNA = '+16505550142';

/** A call as it ends, and what is told of it later. */
export function aCall(key, changes = {}) {
  const startedAt = Date.parse('2026-11-27T09:58:30Z');
  const ended = {
    id: 'Y3Mx', key, to: ANNA, callerId: '+16505550100', name: 'Anna Berg', phase: 'ended', stale: false,
    startedAt, connectedAt: startedAt + 10_000, endedAt: startedAt + 75_000, telephonySessionId: 's-1', ...changes,
  };
  const details = {
    telephonySessionId: 's-1', startedAt, duration: 76, result: 'Call connected',
    legs: [{leg: 'caller', result: 'Call connected', duration: 76}, {leg: 'callee', result: 'Call connected', duration: 61}],
  };
  return {
    ended, details,
    talking: {...ended, phase: 'connected', endedAt: undefined},
    recorded: {...details, recording: {id: '5', contentUri: 'https://media.ringcentral.com/restapi/v1.0/account/7/recording/5/content'}},
  };
}

export const failed = (key, code) => aCall(key, {
  phase: 'failed', connectedAt: undefined, error: {code, leg: 'callee', message: 'The call has failed.'},
}).ended;
export const unconfirmed = (key) => aCall(key, {phase: 'unconfirmed', id: null, connectedAt: undefined}).ended;

/** Waits for a condition outside of the page. */
export async function until(condition, message = String(condition)) {
  for (let tries = 0; !await condition(); tries++) {
    assert.ok(tries < 150, message);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** `script`: of docs/recipes. `head`: what its page has besides. `handle`: answers other requests than those for files. */
export class CallLogPages {
  #files;
  #handle;
  #browser;
  #server;
  #context;
  origin;

  constructor({script, head = '', files = {}, handle = () => {}}) {
    const page = `<!doctype html><html lang="en"><title>CRM</title>${head}<script type="module" src="/${script}"></script>`;
    const recipes = [script, 'call-log-queue.js'].map((name) => [`/${name}`, read(`docs/recipes/${name}`)]);
    const others = Object.entries(files).map(([address, file]) => [address, read(file)]);
    this.#files = new Map([['/', page], ...recipes, ...others]);
    this.#handle = handle;
  }

  /** Within a `describe`. */
  static use(options) {
    const pages = new CallLogPages(options);
    before(() => pages.start());
    after(() => pages.close());
    return pages;
  }

  async start() {
    this.#server = createServer(async (request, response) => {
      const {pathname} = new URL(request.url, 'http://page');
      const file = this.#files.get(pathname);
      if (file === undefined) return this.#handle(request, response) ?? (response.headersSent || response.writeHead(404).end());
      response.writeHead(200, {'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'});
      response.end(file);
    });
    await new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    this.origin = `http://localhost:${this.#server.address().port}`;
    this.#browser = await launch();
  }

  async close() {
    await this.#browser?.close();
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async visit(body, {tabs = 1} = {}) {
    this.#context = await this.#browser.createBrowserContext();
    try {
      const opened = [];
      for (let i = 0; i < tabs; i++) opened.push(await this.open());
      await body(...opened);
    } finally {
      await this.#context.close();
    }
  }

  /** One more tab of the browser, in which Alex is signed in. */
  async open() {
    const page = await this.#context.newPage();
    const {problems} = watch(page);
    await page.goto(this.origin, {waitUntil: 'load'});
    const tab = new CallLogTab(page, problems);
    await tab.changeSession('ready', USER);
    await tab.settle();
    return tab;
  }
}

class CallLogTab {
  constructor(page, problems) {
    this.page = page;
    this.problems = problems;
  }

  #fire(type, detail) {
    return this.page.evaluate((name, of) => {
      document.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, detail: Object.freeze(of)}));
    }, type, detail);
  }

  changeSession(state, user = null) {
    return this.#fire('rc-session-change', {state, account: '', user});
  }

  async reload(user = USER) {
    await this.page.reload({waitUntil: 'load'});
    await this.changeSession('ready', user);
  }

  end(call, primary = true) {
    return this.#fire('rc-call-end', {call, primary});
  }

  note(call, note, outcome = null, primary = true) {
    return this.#fire('rc-call-note', {call, note, outcome, primary});
  }

  details(call, details, primary = true) {
    return this.#fire('rc-call-details', {call, details, primary});
  }

  /** Tries again now what has failed. */
  retry() {
    return this.page.evaluate(() => { dispatchEvent(new Event('online')); });
  }

  /** The page dies with all that is under way. */
  crash() {
    return this.page.close({runBeforeUnload: false});
  }

  /** Waits until no tab of the browser sends, nor waits for its turn. */
  settle() {
    return this.page.evaluate(async () => {
      for (let turns = 0; turns < 3; turns++) await navigator.locks.request('call-log', () => {});
    });
  }

  /** What the storage holds of calls. */
  stored() {
    return this.page.evaluate(() => Object.entries(localStorage).flat().join('\n'));
  }
}
