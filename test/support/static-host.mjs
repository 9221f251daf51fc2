// A web host for the demo as files, and the simulator in its Service Worker.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';

const TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};
const BASE_PATH = '/~alex/demos/calls/';

/**
 * The simplest web host: files by their names, `index.html` for folders. `release` is appended to
 * the simulator's script, as in a new release of the demo.
 */
export async function startHost(folder) {
  const host = {release: ''};
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://host');
    const name = path.join(folder, pathname.slice(BASE_PATH.length), pathname.endsWith('/') ? 'index.html' : '');
    const body = pathname.startsWith(BASE_PATH) && request.method === 'GET' && await readFile(name).catch(() => null);
    response.writeHead(body ? 200 : 404, {'content-type': TYPES[path.extname(name)] ?? 'text/plain'});
    response.end(body && name.endsWith('simulator.js') ? `${body}\n${host.release}` : body || 'Not found');
  });
  await new Promise((resolve) => { server.listen(0, resolve); });
  return Object.assign(host, {
    url: `http://localhost:${server.address().port}${BASE_PATH}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  });
}

/** The simulator in the Service Worker, through requests of the page. */
export function worldIn(page, base) {
  const control = (method, action, body) => page.evaluate(async (url, init) => (await fetch(url, init)).json(),
    `${base}platform/simulator/${action}`, {method, ...body && {body: JSON.stringify(body)}});
  return {
    configure: (options) => control('POST', 'options', options),
    advance: (ms) => control('POST', 'advance', {ms}),
    calls: () => control('GET', 'calls'),
    requests: () => control('GET', 'requests'),
    sip: () => control('GET', 'sip'),
  };
}
