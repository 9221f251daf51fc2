// The built files of dist/cdn, of which one chunk is at fault. Each cell of a table has a page of
// its own, in a frame: they run side by side, and their clocks go faster than ours.
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {root} from '../../scripts/run.mjs';

const cdn = path.join(root, 'dist/cdn');

/** Seconds of the page in one of ours. */
export const SPEED = 30;

/**
 * What becomes of a request for the chunk, by the seconds since the first. `undefined`:
 * nothing is wrong.
 */
const FAULTS = {
  'is gone (404)': ({response}) => send(response, 404, 'text/plain', 'Not found'),
  'fails (503)': ({response}) => send(response, 503, 'text/plain', 'Try later'),
  'is a page (200, HTML)': ({response}) => send(response, 200, 'text/html', '<!doctype html><p>Sign in to the Wi-Fi'),
  // By a policy of the page: no request leaves the browser.
  'is blocked': ({response}) => response.destroy(),
  'has the wrong type': ({response, file}) => send(response, 200, 'text/plain', readFileSync(file)),
  'is slow': ({response, file}) => void setTimeout(() => sendFile(response, file), 20_000 / SPEED),
  'is back after 10 s': ({response, seconds, file}) =>
    seconds < 10 ? send(response, 503, 'text/plain', 'Try later') : sendFile(response, file),
};

export const faultNames = Object.keys(FAULTS);

const secondsSince = (start, time) => (time - start) / 1000 * SPEED;

function send(response, status, type, body) {
  response.writeHead(status, {'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', connection: 'close'});
  response.end(body);
}

const sendFile = (response, file) => send(response, 200, 'text/javascript', readFileSync(file));

/** Makes the clock of a page faster, before any other script runs. */
const CLOCK = `<script>{
  const {setTimeout: later, performance: clock} = window;
  const now = clock.now.bind(clock);
  clock.now = () => now() * ${SPEED};
  window.setTimeout = (callback, ms = 0, ...values) => later(callback, ms / ${SPEED}, ...values);
}</script>`;

/**
 * @param {(part: string) => string} bodyOf the page for a cell, before the script
 * @returns {Promise<{url: string, requests(id: string): number, close(): Promise<void>}>} `requests`:
 *   within a minute of the first
 */
export async function serveFaultyCdn(bodyOf) {
  /** By id: when its chunk was requested. */
  const cells = new Map();
  const chunkNames = readdirSync(path.join(cdn, 'chunks'));

  /** The file of a chunk by the name before its hash. */
  const isChunk = (file, part) => chunkNames.includes(path.basename(file)) &&
    path.basename(file).replace(/-[\w-]{8}\.js$/, '') === part;

  /** Allows every file but the chunk, and counts what it stops. */
  function policyWithout(part, host, id) {
    const files = ['rc-click-to-call.js', ...chunkNames.filter((name) => name.endsWith('.js') && !isChunk(name, part)).map((name) => `chunks/${name}`)];
    const sources = files.map((name) => `http://${host}/cell/${encodeURIComponent(id)}/cdn/${name}`);
    return `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' 'unsafe-eval' ${sources.join(' ')}">
      <script>window.stopped = 0; addEventListener('securitypolicyviolation', () => window.stopped++);</script>`;
  }

  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url, 'http://localhost');
    const [, kind, id = '', ...rest] = pathname.split('/');
    if (kind === 'table') return send(response, 200, 'text/html', tableOf(searchParams.getAll('cell')));
    if (kind !== 'cell') return send(response, 404, 'text/plain', 'Not found');
    const [part, faultNumber] = id.split('~');
    if (rest[0] === 'page.html') {
      cells.set(id, []);
      const policy = faultNames[faultNumber] === 'is blocked' ? policyWithout(part, request.headers.host, id) : '';
      return send(response, 200, 'text/html', `<!doctype html><html lang="de">${policy}${CLOCK}${bodyOf(part)}
        <script type="module" src="cdn/rc-click-to-call.js"></script>`);
    }
    const file = path.join(cdn, ...rest.slice(1));
    if (!file.startsWith(cdn) || !file.endsWith('.js')) return send(response, 404, 'text/plain', 'Not found');
    if (!isChunk(file, part)) return sendFile(response, file);
    const times = cells.get(id);
    times.push(performance.now());
    const seconds = secondsSince(times[0], times.at(-1));
    return FAULTS[faultNames[faultNumber]]({response, file, seconds});
  });
  await new Promise((resolve) => server.listen(0, resolve));
  return {
    url: `http://localhost:${server.address().port}`,
    requests(id) {
      const times = cells.get(id) ?? [];
      return times.filter((time) => secondsSince(times[0], time) <= 60).length;
    },
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

const tableOf = (ids) => `<!doctype html>${ids.map((id) =>
  `<iframe name="${id}" width="300" height="300" src="/cell/${encodeURIComponent(id)}/page.html"></iframe>`).join('')}`;
