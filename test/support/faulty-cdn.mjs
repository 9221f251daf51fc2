// Built files of which one chunk is at fault: those of dist/cdn, or of an app's own bundle. Each cell
// of a table has a page of its own, in a frame: they run side by side, and their clocks go faster
// than ours.
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {build} from 'esbuild';
import {root} from '../../scripts/run.mjs';

const cdn = path.join(root, 'dist/cdn');

/** The script tag's files: path → text. The first one is the entry. */
export const scriptTagFiles = () => new Map(['rc-click-to-call.js', ...readdirSync(path.join(cdn, 'chunks')).map((name) => `chunks/${name}`)]
  .filter((file) => file.endsWith('.js')).map((file) => [file, readFileSync(path.join(cdn, file), 'utf8')]));

/** An app that imports all elements, bundled with chunks of the bundler's own. */
export async function bundledFiles() {
  const tags = ['session', 'click-to-call', 'number-select', 'call-status', 'number-links'];
  const {outputFiles} = await build({
    stdin: {
      contents: tags.map((tag) => `import './src/elements/${tag}/define.js';`).join('\n'),
      resolveDir: root, sourcefile: 'app.ts', loader: 'ts',
    },
    bundle: true, splitting: true, format: 'esm', write: false, outdir: '/', absWorkingDir: root, target: 'es2022', ignoreAnnotations: true,
    entryNames: 'app', chunkNames: 'chunks/[name]-[hash]', logLevel: 'error', tsconfig: path.join(root, 'tsconfig.json'),
  });
  const files = outputFiles.map(({path: file, text}) => [file.slice(1), text]);
  return new Map(files.sort(([a], [b]) => Number(b === 'app.js') - Number(a === 'app.js')));
}

/** Seconds of the page in one of ours. */
export const SPEED = 30;

/**
 * The fate of a request for the chunk, by the seconds since the first. `undefined`:
 * nothing is wrong.
 */
const FAULTS = {
  'is gone (404)': ({response}) => send(response, 404, 'text/plain', 'Not found'),
  'fails (503)': ({response}) => send(response, 503, 'text/plain', 'Try later'),
  'is a page (200, HTML)': ({response}) => send(response, 200, 'text/html', '<!doctype html><p>Sign in to the Wi-Fi'),
  // By a policy of the page: no request leaves the browser.
  'is blocked': ({response}) => response.destroy(),
  'has the wrong type': ({response, text}) => send(response, 200, 'text/plain', text),
  // From a host of its own: browsers wait for few answers of a host at a time.
  'is never answered': ({response, hangingUrl}) => redirect(response, hangingUrl),
  'is slow': ({response, text}) => void setTimeout(() => sendScript(response, text), 20_000 / SPEED),
  'is back after 10 s': ({response, seconds, text}) =>
    seconds < 10 ? send(response, 503, 'text/plain', 'Try later') : sendScript(response, text),
};

export const faultNames = Object.keys(FAULTS);

const secondsSince = (start, time) => (time - start) / 1000 * SPEED;

function send(response, status, type, body) {
  response.writeHead(status, {'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', connection: 'close'});
  response.end(body);
}

function redirect(response, location) {
  response.writeHead(302, {location, 'cache-control': 'no-store', connection: 'close'});
  response.end();
}

const sendScript = (response, text) => send(response, 200, 'text/javascript', text);

/** Makes the clock of a page faster, before any other script runs. */
const CLOCK = `<script>{
  const {setTimeout: later, performance: clock} = window;
  const now = clock.now.bind(clock);
  clock.now = () => now() * ${SPEED};
  window.setTimeout = (callback, ms = 0, ...values) => later(callback, ms / ${SPEED}, ...values);
}</script>`;

/**
 * @param {Map<string, string>} files the first one is the entry
 * @param {(part: string) => string} bodyOf the page for a cell, before the script
 * @returns {Promise<{url: string, requests(id: string): number, close(): Promise<void>}>} `requests`:
 *   within a minute of the first
 */
export async function serveFaultyFiles(files, bodyOf) {
  /** By id: when its chunk was requested. */
  const cells = new Map();
  const [entry] = files.keys();

  /** The file of a chunk by the name before its hash. */
  const isChunk = (file, part) => file.startsWith('chunks/') &&
    path.basename(file).replace(/-[\w-]{8}\.js$/, '') === part;

  /** Allows every file but the chunk, and counts the requests that it blocks. */
  function policyWithout(part, host, id) {
    const sources = [...files.keys()].filter((name) => !isChunk(name, part))
      .map((name) => `http://${host}/cell/${encodeURIComponent(id)}/files/${name}`);
    return `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' 'unsafe-eval' ${sources.join(' ')}">
      <script>window.stopped = 0; addEventListener('securitypolicyviolation', () => window.stopped++);</script>`;
  }

  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url, 'http://localhost');
    const [, kind, id = '', ...rest] = pathname.split('/');
    if (kind === 'table') return send(response, 200, 'text/html', tableOf(searchParams.getAll('cell')));
    if (kind === 'hang') return undefined;
    if (kind !== 'cell') return send(response, 404, 'text/plain', 'Not found');
    const [part, faultNumber] = id.split('~');
    if (rest[0] === 'page.html') {
      cells.set(id, []);
      const policy = faultNames[faultNumber] === 'is blocked' ? policyWithout(part, request.headers.host, id) : '';
      return send(response, 200, 'text/html', `<!doctype html><html lang="de">${policy}${CLOCK}${bodyOf(part)}
        <script type="module" src="files/${entry}"></script>`);
    }
    const file = rest.slice(1).join('/');
    const text = files.get(file);
    if (text === undefined) return send(response, 404, 'text/plain', 'Not found');
    if (!isChunk(file, part)) return sendScript(response, text);
    const times = cells.get(id);
    times.push(performance.now());
    const seconds = secondsSince(times[0], times.at(-1));
    const {port} = server.address();
    const hangingUrl = `http://127.0.0.${[...cells.keys()].indexOf(id) % 250 + 2}:${port}/hang`;
    return FAULTS[faultNames[faultNumber]]({response, text, seconds, hangingUrl});
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
