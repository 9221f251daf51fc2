// Serves the hostile pages beside the built files, as two sites at once, and collects reports of
// violations.
import {createServer} from 'node:http';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {root} from '../../../scripts/run.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const cdn = path.join(root, 'dist/cdn');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Frames without an origin, and pages of other sites, load the scripts as from a CDN. */
const EVERYWHERE = {'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin'};

/** The headers for the redirect page in SECURITY.md. */
const REDIRECT_PAGE = {
  'content-security-policy': "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; report-uri /reports",
  'referrer-policy': 'no-referrer', 'cache-control': 'no-store',
};

/** Elements of another Lit, in its development build, which warns of other copies on the page. */
async function secondLit() {
  const {outputFiles: [file]} = await build({
    entryPoints: [path.join(here, 'second-lit.mjs')], bundle: true, write: false, format: 'iife', target: 'es2022',
    absWorkingDir: root, conditions: ['development'], logLevel: 'error',
  });
  return file.text;
}

/**
 * `{{name}}` in pages stands for one of `words`, or for the file `name.html`.
 * @returns {Promise<{
 *   origin: string, foreign: string, words: Record<string, string>, headers: Record<string, string>,
 *   reports: string[], close: () => Promise<void>,
 * }>} `headers`: sent with every page but `rc-redirect.html`; `foreign`: the same
 *   pages as another site
 */
export async function startHostileSite() {
  const bundles = {'/second-lit.js': await secondLit()};
  const site = {words: {}, headers: {}, reports: []};

  const fill = (text) => text.replace(/\{\{([\w-]+)\}\}/g, (_, name) =>
    site.words[name] ?? fill(readFileSync(path.join(here, `${name}.html`), 'utf8').trim()));

  function find(pathname) {
    if (bundles[pathname]) return {type: TYPES['.js'], body: bundles[pathname], headers: EVERYWHERE};
    const extension = path.extname(pathname);
    const [built, page] = [path.join(cdn, pathname.replace(/^\/(dist\/cdn|elsewhere)\//, '/')), path.join(here, pathname)];
    if (existsSync(page)) {
      return {type: TYPES[extension], body: fill(readFileSync(page, 'utf8')), headers: extension === '.js' ? EVERYWHERE : site.headers};
    }
    if (!existsSync(built)) return null;
    return {type: TYPES[extension], body: readFileSync(built), headers: extension === '.html' ? REDIRECT_PAGE : EVERYWHERE};
  }

  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://site');
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    if (pathname === '/reports') {
      request.setEncoding('utf8').on('data', (text) => site.reports.push(text)).on('end', () => response.writeHead(204).end());
      return undefined;
    }
    const found = find(pathname);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, {'content-type': found.type, ...found.headers});
    return response.end(found.body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const {port} = server.address();
  return Object.assign(site, {
    origin: `http://localhost:${port}`,
    foreign: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  });
}
