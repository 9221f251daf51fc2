// The demo's web server: demo/ at `/`, the built files at `/dist/`, the sign-in page where the demo
// expects it.
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {root} from './run.mjs';

const CONTENT_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};

/** Folders of addresses and of files, the most exact first. */
const FOLDERS = [
  ['/dist/', 'dist/'],
  ['/demo/', 'demo/'],
  ['/', 'demo/'],
  ['/', 'dist/cdn/'],
];

const isFile = async (file) => (await stat(file).catch(() => null))?.isFile() ?? false;

/** The file that a URL path means: itself, its index.html, or with `.html` added. Null = none. */
async function findFile(pathname, base) {
  for (const [prefix, folder] of FOLDERS) {
    if (!pathname.startsWith(prefix)) continue;
    const home = path.join(base, folder);
    const wanted = path.join(home, pathname.slice(prefix.length));
    if (!wanted.startsWith(home)) continue;
    const candidates = pathname.endsWith('/')
      ? [path.join(wanted, 'index.html')]
      : [wanted, `${wanted}.html`];
    for (const file of candidates) {
      if (await isFile(file)) return file;
    }
  }
  return null;
}

/** A script that sets `window.RC_DEMO`; `<` would end a script element that it is inlined into. */
const configScript = (config) =>
  `window.RC_DEMO = ${JSON.stringify(config).replaceAll('<', '\\u003c')};\n`;

function pathnameOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

/**
 * @param {{
 *   port?: number,
 *   host?: string,
 *   config?: Record<string, unknown>,
 *   headers?: Record<string, string> | ((pathname: string) => Record<string, string>),
 *   base?: string,
 *   ready?: Promise<unknown>,
 * }} [options] `config` is what pages find in `window.RC_DEMO` after `/config.js`; `headers` go
 * with every answer
 *   (CSP, COOP, …); `port` 0 = any free one; `base` = the folder that holds demo/ and dist/; nothing is answered
 *   before `ready`
 * @returns {Promise<{url: string, port: number, close(): Promise<void>}>} rejects with `EADDRINUSE`
 *   for a taken port
 */
export function startDemoServer(options = {}) {
  const {port = 0, host, config = {}, headers = {}, base = root, ready} = options;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request, response) {
    await ready;
    const pathname = pathnameOf(request.url);
    if (pathname === null) {
      response.writeHead(400).end();
      return;
    }
    const givenHeaders = typeof headers === 'function' ? headers(pathname) : headers;
    const common = {'cache-control': 'no-cache', ...givenHeaders};
    const send = (status, type) => response.writeHead(status, {...common, 'content-type': type});
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, {...common, allow: 'GET, HEAD'}).end();
      return;
    }
    if (pathname === '/config.js' || pathname === '/demo/config.js') {
      send(200, CONTENT_TYPES['.js']).end(configScript(config));
      return;
    }
    const file = await findFile(pathname, base);
    if (file) {
      send(200, CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream');
      if (request.method === 'HEAD') response.end();
      else createReadStream(file).on('error', () => response.destroy()).pipe(response);
      return;
    }
    // Without its slash, a folder would break the relative links of its page.
    const folder = `${pathname}/`;
    if (await findFile(folder, base)) response.writeHead(301, {...common, location: folder}).end();
    else send(404, CONTENT_TYPES['.txt']).end(`There is no ${pathname} here.\n`);
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const {port: taken} = server.address();
      resolve({
        url: `http://localhost:${taken}`,
        port: taken,
        close: () => new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
      });
    });
  });
}
