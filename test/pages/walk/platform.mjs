// One server for the page and for RingCentral, whose time is that of the walk.
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {createWorlds} from '../../../demo/simulator/worlds.js';
import {installClock} from './clock.mjs';
import {installEyes} from './eyes.mjs';
import {installHost} from './host.mjs';
import {people} from './people.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const EPOCH = Date.UTC(2026, 0, 5, 9);
const ELEMENTS = ['session', 'click-to-call', 'call-status', 'number-select'];

async function bundle() {
  const {outputFiles: [{text}]} = await build({
    stdin: {contents: ELEMENTS.map((name) => `import './src/elements/${name}/define.js';`).join('\n'), resolveDir: root, loader: 'ts'},
    bundle: true, format: 'esm', minify: true, external: ['./locales/index.js'], ignoreAnnotations: true, write: false, target: 'es2022', absWorkingDir: root,
    tsconfig: `${root}/tsconfig.json`,
  });
  return text;
}

const readBody = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The value of a JSON text; null if it is none. */
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @typedef {{at: number, method: string, path: string, documentId: string, to?: string, from?: string, callId?: string, status: number, json: any}} LoggedRequest */

export class Platform {
  /** ms since the walk began. */
  now = 0;
  /** ms by which the computer's clock is wrong. */
  clockError = 0;
  /** @type {LoggedRequest[]} RingOut requests that were answered, or will never be, oldest first. */
  log = [];
  requestCount = 0;
  /** Requests that are kept waiting. */
  #held = new Set();
  /** @type {{method: string, kind: 'never' | 'slow'}[]} */
  #delays = [];
  #worlds = createWorlds({now: () => EPOCH + this.now, random: () => this.#random()});
  #walkNumber = 0;
  #files = new Map();
  /** Tells a document to stop waiting for a request: set by the tabs. */
  onHold = async () => {};
  onRelease = async () => {};

  async start() {
    this.#files.set('/page.js', await bundle());
    this.#files.set('/walk.js', `${installClock}\n${installEyes}\n${installHost}`);
    this.#server = createServer((request, response) => void this.#handle(request, response));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://localhost:${this.#server.address().port}`;
    return this;
  }
  #server;

  close() {
    return new Promise((resolve) => { this.#server.close(resolve); this.#server.closeAllConnections(); });
  }

  /** A new RingCentral and a new page. */
  beginWalk(seed, page) {
    this.now = this.clockError = this.requestCount = this.#chance = 0;
    this.seed = seed;
    this.log = [];
    this.releaseAll();
    this.#delays = [];
    const name = `walk${++this.#walkNumber}`;
    this.simulator = this.#worlds.world(name);
    const {access_token: token} = this.simulator.signIn({expiresIn: 30 * 86_400});
    this.#page = {...page, server: `${this.origin}/w/${name}`, token, people};
    this.#documents = 0;
  }
  #page;
  #documents = 0;
  #chance = 0;
  #random() { return ((this.seed * 31 + ++this.#chance * 0.618034) % 1 + 1) % 1; }

  /** The next request with this method is answered like this. */
  addFault(method, fault) {
    if (fault.kind === 'never' || fault.kind === 'slow') this.#delays.push({method, kind: fault.kind});
    else this.simulator.faults.push({method, path: '/ring-out', ...fault});
  }

  /** Epoch ms that the computer shows at the begin of the walk, as it is set now. */
  get wall() { return EPOCH + this.clockError; }

  nextDue() {
    return Math.min(Infinity, ...[...this.#held].map(({until}) => until));
  }

  releaseDue() {
    for (const held of this.#held) if (held.until <= this.now) held.release();
  }

  releaseAll() {
    for (const held of this.#held) held.release(true);
  }

  #pageHtml() {
    const documentId = `d${++this.#documents}`;
    const clock = {now: this.now, wall: this.wall, seed: this.seed + this.#documents, documentId};
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Walk</title>
      <style>body { margin: 8px; font: 14px sans-serif; min-height: 600px } ul { width: 400px; margin: 0; padding: 0; list-style: none }
        li { height: 120px } #place { position: absolute; top: 8px; right: 8px; width: 460px } dialog li { height: 160px }</style>
      <script src="/walk.js"></script><script>
        installClock(${JSON.stringify(clock)}); installEyes();
        ${this.#documents === 1 ? 'localStorage.clear(); sessionStorage.clear();' : ''}
        installHost(${JSON.stringify(this.#page)});
      </script><script type="module" src="/page.js"></script></head><body><script>host.render()</script></body></html>`;
  }

  async #handle(request, response) {
    try {
      if (request.url === '/') return void response.writeHead(200, {'content-type': 'text/html'}).end(this.#pageHtml());
      if (request.url === '/blank') return void response.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html>');
      const file = this.#files.get(request.url);
      if (file) {
        return void response.writeHead(200, {'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'max-age=86400, immutable'}).end(file);
      }
      if (!request.url.startsWith('/w/')) return void response.writeHead(404).end();
      await this.#handleApi(request, response);
    } catch (error) {
      response.destroy(error);
    }
  }

  async #handleApi(request, response) {
    const {simulator} = this;
    const {method, url} = request;
    const body = await readBody(request);
    const {documentId, id, now} = JSON.parse(request.headers['x-walk'] ?? '{}');
    this.now = Math.max(this.now, now ?? 0);
    this.requestCount++;
    const path = url.replace(/^\/w\/\w+/, '');
    const isRingOut = path.includes('/ring-out');
    const entry = {at: this.now, method, path, documentId, status: null, json: null};
    if (isRingOut) {
      this.#logRequest(entry, request, body);
      await this.#delay(entry, id, response);
    }
    if (simulator !== this.simulator || response.destroyed) return;
    const {answer, isLost, status, text} = await this.#answerOf(request, body);
    entry.json = jsonOf(text);
    if (method === 'POST' && isRingOut) entry.callId = entry.json?.id;
    Object.assign(entry, {status, answeredAt: this.now});
    if (isLost) return void request.socket.destroy();
    response.writeHead(answer.status, {...Object.fromEntries(answer.headers), connection: 'close'}).end(text);
  }

  /** `status`: as the walk counts it; 0 where the platform has not answered. */
  async #answerOf({method, url, headers}, body) {
    const init = {method, headers, ...(body.length && {body})};
    const answer = await this.#worlds.fetch(new Request(`${this.origin}${url}`, init));
    const isLost = answer.type === 'error';
    // A page on a hotel's Wi-Fi is no answer of the platform.
    const isPage = answer.headers.get('content-type')?.startsWith('text/html');
    return {answer, isLost, status: isLost || isPage ? 0 : answer.status, text: isLost ? '' : await answer.text()};
  }

  #logRequest(entry, request, body) {
    this.log.push(entry);
    if (entry.method === 'POST') {
      const {to, from} = JSON.parse(body);
      Object.assign(entry, {to: to?.phoneNumber, from: from?.phoneNumber});
    } else {
      entry.callId = decodeURIComponent(entry.path.split('/').at(-1));
    }
    // Where the page has given up waiting, the request had no answer.
    request.socket.once('close', () => {
      if (entry.status === null) Object.assign(entry, {status: 0, answeredAt: this.now});
    });
  }

  /** Resolves when the request may be answered: at once, eight seconds later, or when the walk is over. */
  async #delay({method, documentId}, requestId, response) {
    const index = this.#delays.findIndex((one) => one.method === method);
    if (index < 0) return;
    const [{kind}] = this.#delays.splice(index, 1);
    const until = kind === 'slow' ? this.now + 8_000 : Infinity;
    await new Promise((resolve) => {
      const held = {until, release: (isOver) => {
        this.#held.delete(held);
        if (isOver) response.destroy();
        else void this.onRelease(documentId, requestId).then(resolve);
        if (isOver) resolve();
      }};
      this.#held.add(held);
      response.once('close', () => { this.#held.delete(held); resolve(); });
      void this.onHold(documentId, requestId, until === Infinity ? 1e12 : until);
    });
  }
}
