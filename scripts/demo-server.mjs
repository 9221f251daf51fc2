// The demo's web server: demo/ at `/`, the built files at `/dist/`, the sign-in page where the demo expects it.
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {root} from './run.mjs';

const types = {
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

/** URL folders, the most exact first. */
const places = [
  ['/dist/', 'dist/'],
  ['/demo/', 'demo/'],
  ['/', 'demo/'],
  ['/', 'dist/cdn/'],
];

const isFile = async (file) => (await stat(file).catch(() => null))?.isFile() ?? false;

/** The file that a URL path means: itself, its index.html, or with `.html` added. Null = none. */
async function find(pathname, base) {
  for (const [prefix, folder] of places) {
    if (!pathname.startsWith(prefix)) continue;
    const home = path.join(base, folder);
    const wanted = path.join(home, pathname.slice(prefix.length));
    if (!wanted.startsWith(home)) continue;
    const tries = pathname.endsWith('/') ? [path.join(wanted, 'index.html')] : [wanted, `${wanted}.html`];
    for (const file of tries) if (await isFile(file)) return file;
  }
  return null;
}

/**
 * @param {{
 *   port?: number,
 *   host?: string,
 *   config?: Record<string, unknown>,
 *   headers?: Record<string, string> | ((pathname: string) => Record<string, string>),
 *   base?: string,
 *   ready?: Promise<unknown>,
 * }} [options] `config` is what pages find in `window.RC_DEMO` after `/config.js`; `headers` go with every answer
 *   (CSP, COOP, …); `port` 0 = any free one; `base` = the folder that holds demo/ and dist/; nothing is answered
 *   before `ready`
 * @returns {Promise<{url: string, port: number, close(): Promise<void>}>} rejects with `EADDRINUSE` for a taken port
 */
export function startDemoServer({port = 0, host, config = {}, headers = {}, base = root, ready} = {}) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request, response) {
    await ready;
    let pathname;
    try {
      pathname = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    } catch {
      response.writeHead(400).end();
      return;
    }
    const common = {'cache-control': 'no-cache', ...(typeof headers === 'function' ? headers(pathname) : headers)};
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, {...common, allow: 'GET, HEAD'}).end();
      return;
    }
    if (pathname === '/config.js' || pathname === '/demo/config.js') {
      // `<` would end the script element that somebody might inline it into.
      const text = JSON.stringify(config).replaceAll('<', '\\u003c');
      response.writeHead(200, {...common, 'content-type': types['.js']});
      response.end(`window.RC_DEMO = ${text};\n`);
      return;
    }
    const file = await find(pathname, base);
    if (!file) {
      // A folder without its slash would break the relative links of its page.
      if (await find(`${pathname}/`, base)) response.writeHead(301, {...common, location: `${pathname}/`}).end();
      else response.writeHead(404, {...common, 'content-type': types['.txt']}).end(`There is no ${pathname} here.\n`);
      return;
    }
    response.writeHead(200, {...common, 'content-type': types[path.extname(file)] ?? 'application/octet-stream'});
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).on('error', () => response.destroy()).pipe(response);
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
