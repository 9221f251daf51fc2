// One server for the page and for RingCentral, whose time is that of the walk.
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {createWorlds} from '../../../demo/simulator/worlds.js';
import {installClock} from './clock.mjs';
import {installEyes} from './eyes.mjs';
import {HeldRequests} from './held-requests.mjs';
import {installHost} from './host.mjs';
import {installSockets, MARKERS} from './page-sockets.mjs';
import {people} from './people.mjs';
import {kindOf, subjectOf} from './request-log.mjs';
import {Schedule} from './schedule.mjs';
import {Sockets} from './sockets.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const EPOCH = Date.UTC(2026, 0, 5, 9);
const PUSH_SCOPES = ['ReadAccounts', 'RingOut', 'WebSocket', 'CallControl', 'ReadPresence'];
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

export class Platform {
  /** ms since the walk began. */
  now = 0;
  /** ms by which the computer's clock is wrong. */
  clockError = 0;
  /** @type {import('./request-log.mjs').LoggedRequest[]} Requests about calls, oldest first. */
  log = [];
  /** Notifications that were sent: when, and what they say. @type {{at: number, event: string, body: any}[]} */
  notifications = [];
  requestCount = 0;
  #held = new HeldRequests(this);
  #schedule = new Schedule(() => this.now);
  #worlds = createWorlds({
    now: () => EPOCH + this.now, random: () => this.#random(),
    schedule: (ms, action) => this.#schedule.add(ms, action),
  });
  /** RingCentral's end of the pages' sockets. */
  sockets = new Sockets({
    gatewayOf: (path) => this.#worlds.gatewayOf(path),
    onFrame: (text) => this.#noteFrame(JSON.parse(text)),
  });
  #walkNumber = 0;
  #worldName = '';
  #files = new Map();
  /** Tells a document to stop waiting for a request: set by the tabs. */
  onHold = async () => {};
  onRelease = async () => {};

  async start() {
    this.#files.set('/page.js', await bundle());
    this.#files.set('/walk.js', `${installClock}\n${installSockets}\n${installEyes}\n${installHost}`);
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.sockets.serve(this.#server);
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://localhost:${this.#server.address().port}`;
    return this;
  }
  #server;

  close() {
    this.sockets.close();
    return new Promise((resolve) => { this.#server.close(resolve); this.#server.closeAllConnections(); });
  }

  /** A new RingCentral and a new page. */
  beginWalk(seed, page) {
    this.simulator?.gateway.dropAll();
    this.#schedule.clear();
    this.now = this.clockError = this.requestCount = this.#chance = 0;
    this.seed = seed;
    this.log = [];
    this.notifications = [];
    this.#held.releaseAll();
    this.#worldName = `walk${++this.#walkNumber}`;
    this.simulator = this.#worlds.world(this.#worldName);
    const {push} = page;
    if (push) this.simulator.configure({...push, scopes: PUSH_SCOPES});
    const {access_token: token} = this.simulator.signIn({expiresIn: 30 * 86_400});
    this.hasPush = Boolean(push);
    this.#pushChanges = {};
    this.#endsBefore = null;
    this.#page = {...page, server: `${this.origin}/w/${this.#worldName}`, token, people};
    this.#documents = 0;
  }
  #page;
  #documents = 0;
  #chance = 0;
  #random() { return ((this.seed * 31 + ++this.#chance * 0.618034) % 1 + 1) % 1; }

  /** The next request with this method, to a path like this, is answered so. */
  addFault({method, path = '/ring-out', ...fault}) {
    if (fault.kind === 'never' || fault.kind === 'slow') this.#held.add({method, path, kind: fault.kind});
    else if (fault.kind === 'over-before') this.#endsBefore = {method, path};
    else this.simulator.faults.push({method, path, ...fault});
  }
  /** The other party hangs up just before this request comes. */
  #endsBefore = null;

  /** How long RingCentral forbids another ticket after a 429. */
  ticketPenalty = 30_000;

  /** The network of the pages is there, or is gone: then frames wait. */
  setOnline(isOnline) {
    this.sockets.isOnline = isOnline;
    this.changePush({});
  }
  #pushChanges = {};

  /** From now on push is at fault like this; `{pushDelay: 0}` = no longer. */
  changePush(changes) {
    Object.assign(this.#pushChanges, changes);
    this.simulator.configure({...this.#pushChanges, pushSilent: !this.sockets.isOnline || this.#pushChanges.pushSilent === true});
  }

  /** Notifications come at once, once, and in order. */
  get isPushFaultless() {
    const {pushSilent, pushDelay, pushShuffled, refusedFilters} = this.simulator.options;
    return !pushSilent && !pushDelay && !pushShuffled && refusedFilters.length === 0;
  }

  /** Epoch ms that the computer shows at the begin of the walk, as it is set now. */
  get wall() { return EPOCH + this.clockError; }

  /** Epoch ms of the platform, at a moment of the walk. */
  epochAt(ms) { return EPOCH + ms; }

  nextDue() { return Math.min(this.#held.nextDue(), this.#schedule.nextDue()); }

  /** Does what is due by now, and resolves once the pages know what they were told. */
  async releaseDue() {
    this.#held.releaseDue();
    this.#schedule.runDue();
    await this.sockets.settle();
  }

  releaseAll() { this.#held.releaseAll(); }

  #noteFrame([{type}, body]) {
    if (type === 'ServerNotification') this.notifications.push({at: this.now, event: body.event, body: body.body});
  }

  #pageHtml() {
    const documentId = `d${++this.#documents}`;
    const clock = {now: this.now, wall: this.wall, seed: this.seed + this.#documents, documentId};
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Walk</title>
      <style>body { margin: 8px; font: 14px sans-serif; min-height: 600px } ul { width: 400px; margin: 0; padding: 0; list-style: none }
        li { height: 120px } #place { position: absolute; top: 8px; right: 8px; width: 460px } dialog li { height: 160px }</style>
      <script src="/walk.js"></script><script>
        installClock(${JSON.stringify(clock)}); installSockets(${JSON.stringify(MARKERS)}); installEyes();
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
      // The page of the walk before may still be there.
      if (!request.url.startsWith(`/w/${this.#worldName}/`)) return void response.writeHead(404).end();
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
    const kind = kindOf(path);
    const entry = {at: this.now, kind, method, path, documentId, status: null, json: null};
    if (kind) {
      this.#logRequest(entry, request, body);
      await this.#held.hold(entry, id, response);
    }
    if (simulator !== this.simulator || response.destroyed) return;
    this.#endCallBefore(entry);
    const {answer, isLost, status, text} = await this.#answerOf(request, body);
    entry.json = jsonOf(text);
    if (method === 'POST' && kind === 'ring-out') entry.callId = entry.json?.id;
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

  #endCallBefore({kind, method, path, callId}) {
    const before = this.#endsBefore;
    if (kind !== 'session' || before?.method !== method || !path.includes(before.path)) return;
    this.#endsBefore = null;
    this.simulator.hangUp(callId, 'callee');
  }

  #logRequest(entry, request, body) {
    this.log.push(entry);
    Object.assign(entry, subjectOf(entry, body));
    // Where the page has given up waiting, the request had no answer.
    request.socket.once('close', () => {
      if (entry.status === null) Object.assign(entry, {status: 0, answeredAt: this.now});
    });
  }
}
