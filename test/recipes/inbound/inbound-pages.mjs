// A recipe for calls to the user, in a page of a real browser with a stand-in of its host's API.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {after, before} from 'node:test';
import {build} from 'esbuild';
import {root} from '../../../scripts/run.mjs';
import {launch, watch} from '../../support/chromium.mjs';

const PATIENCE = {timeout: 15_000};
const TYPES = {'.js': 'text/javascript; charset=utf-8'};
export const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** A call from a number that the host knows. */
export const KNOWN = '+16505550142';
/** Two records of the host have this number. */
export const SHARED = '+16505550143';
export const UNKNOWN = '+16505550199';

/** Phases of a call, by the name of what becomes of it. It ends now, so that its card stays for a while. */
export function aCall(key, from = KNOWN, more = {}) {
  const endedAt = Date.now();
  const startedAt = endedAt - 60_000;
  const ringing = {key, ...from && {from}, to: '+16505550100', phase: 'ringing', startedAt, ...more};
  const answered = {...ringing, phase: 'answered', answeredAt: startedAt + 4_000};
  return {
    ringing, answered,
    ended: {...answered, phase: 'ended', endedAt},
    unanswered: {...ringing, phase: 'ended', endedAt},
    elsewhere: {...ringing, phase: 'ended', elsewhere: true, endedAt},
    missed: {...ringing, phase: 'missed', endedAt},
  };
}

/** `html`: page of the recipe. `files`: path → text. `handle`: answers other requests, or gives undefined. */
export class InboundPages {
  #html;
  #files;
  #handle;
  #browser;
  #server;
  #context;
  origin;

  constructor({html, files, handle = () => undefined}) {
    this.#html = html;
    this.#files = files;
    this.#handle = handle;
  }

  /** Within a `describe`. */
  static use(options) {
    const pages = new InboundPages(options);
    before(() => pages.start());
    after(() => pages.close());
    return pages;
  }

  async start() {
    const {outputFiles: [card]} = await build({
      entryPoints: [path.join(root, 'test/recipes/inbound/card.js')], tsconfig: path.join(root, 'tsconfig.json'),
      bundle: true, ignoreAnnotations: true, write: false, format: 'esm', target: 'es2022',
    });
    const files = new Map([['/', this.#html], ['/card.js', card.text], ...Object.entries(this.#files)]);
    this.#server = createServer(async (request, response) => {
      const {pathname} = new URL(request.url, 'http://page');
      const text = files.get(pathname);
      const {status = 200, body} = text === undefined ? await this.#handle(request) ?? {status: 404} : {body: text};
      response.writeHead(status, {'content-type': TYPES[path.extname(pathname)] ?? 'text/html; charset=utf-8'});
      response.end(body);
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

  /** Opens so many tabs of one browser. `hostOptions`: how the host's API behaves. */
  async visit({tabs = 1, hostOptions = {}, address = '/'}, body) {
    this.#context = await this.#browser.createBrowserContext();
    try {
      const opened = [];
      for (let i = 0; i < tabs; i++) opened.push(await this.open(address, hostOptions));
      await body(...opened);
    } finally {
      await this.#context.close();
    }
  }

  /** One more tab of the browser. */
  async open(address = '/', hostOptions = {}) {
    const page = await this.#context.newPage();
    const {problems} = watch(page);
    await page.evaluateOnNewDocument((options) => { globalThis.hostOptions = options; }, hostOptions);
    await page.goto(this.origin + address, {waitUntil: 'load'});
    return new InboundTab(page, problems);
  }
}

class InboundTab {
  constructor(page, problems) {
    this.page = page;
    /** Errors and warnings of the page. */
    this.problems = problems;
  }

  hear(inbound, primary = true) {
    return this.page.evaluate((...args) => document.querySelector('rc-inbound-call').hear(...args), inbound, primary);
  }

  open(key, index) {
    return this.page.evaluate((...args) => document.querySelector('rc-inbound-call').open(...args), key, index);
  }

  abort(key) {
    return this.page.evaluate((wanted) => document.querySelector('rc-inbound-call').abort(wanted), key);
  }

  /** Addresses that the card's link has opened. */
  opened() {
    return this.page.evaluate(() => document.querySelector('rc-inbound-call').opened);
  }

  /** Waits for the end of the card's lookup. */
  async contacts(key) {
    const found = await this.page.waitForFunction(
      (wanted) => document.querySelector('rc-inbound-call').contactsOf(wanted), PATIENCE, key);
    return found.jsonValue();
  }

  async names(key) {
    return (await this.contacts(key)).map(({name}) => name);
  }

  set(options) {
    return this.page.evaluate((wanted) => { Object.assign(globalThis.host, wanted); }, options);
  }

  /** What the page has told the host: `[method, payload]`, without the methods that are left out. */
  async told(...leftOut) {
    const {told, problems} = await this.page.evaluate(() => ({told: globalThis.host.told, problems: globalThis.host.problems}));
    assert.deepEqual(problems, []);
    return told.filter(([method]) => !leftOut.includes(method));
  }

  async methods(...leftOut) {
    return (await this.told(...leftOut)).map(([method]) => method);
  }

  /** Waits until the host has been told so often by this method. */
  async waitFor(method, count = 1) {
    await this.page.waitForFunction((wanted, times) =>
      globalThis.host.told.filter(([told]) => told === wanted).length >= times, PATIENCE, method, count);
    return this.told();
  }

  /** Lets all that is under way come to its end: timers without a delay, messages between tabs. */
  async settle() {
    await this.page.evaluate(async () => {
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => { setTimeout(resolve); });
    });
  }
}

