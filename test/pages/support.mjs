// Several pages of one browser, for tests that need popups, tabs or headers of the site.
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';
import {startSimulator} from '../../demo/simulator/server.js';
import {chromeArgs, findChrome} from '../../scripts/browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8'};

/** A page that sends its parent the messages in its address. */
const FRAME = `<!doctype html><title>Frame</title><script>
for (const message of JSON.parse(decodeURIComponent(location.search.slice(1)))) parent.postMessage(message, '*');
</script>`;

/** The elements and the redirect page, bundled from the sources: path → text. */
async function bundles() {
  const common = {
    bundle: true, ignoreAnnotations: true, write: false, outdir: '/', target: 'es2022', absWorkingDir: root, logLevel: 'error',
    tsconfig: path.join(root, 'tsconfig.json'),
  };
  const [page, redirect] = await Promise.all([
    build({
      ...common, format: 'esm', splitting: true,
      stdin: {
        contents: `import './src/elements/session/define.js'; import './src/elements/click-to-call/define.js';
          import './src/elements/call-status/define.js';
          import {getStore} from './src/store/index.js'; globalThis.storeOf = getStore; globalThis.loaded = true;`,
        resolveDir: root, sourcefile: 'page.ts', loader: 'ts',
      },
      entryNames: 'page', chunkNames: 'chunks/[name]-[hash]',
    }),
    build({...common, format: 'iife', entryPoints: ['src/redirect/rc-redirect.ts'], entryNames: 'rc-redirect'}),
  ]);
  const files = new Map();
  for (const {path: file, text} of [...page.outputFiles, ...redirect.outputFiles]) files.set(file, text);
  files.set('/rc-redirect.html', await readFile(path.join(root, 'src/redirect/rc-redirect.html'), 'utf8'));
  return files;
}

/** Serves the bundles and `pages`, which maps a path to HTML or to `{html, headers}`. */
export async function startSite(pages) {
  const files = await bundles();
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://site');
    const page = pathname === '/frame' ? FRAME : pages[pathname];
    const {html = page, headers = {}} = typeof page === 'object' ? page : {};
    const body = html ?? files.get(pathname);
    const type = TYPES[path.extname(pathname)] ?? TYPES['.html'];
    response.writeHead(body === undefined ? 404 : 200, {'content-type': type, ...headers});
    response.end(body ?? 'Not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  return {
    origin: `http://localhost:${port}`,
    pages,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

export const pageWith = (body, head = '') => `<!doctype html><html lang="en"><head><title>Test</title>${head}
<script type="module" src="/page.js"></script></head><body>${body}</body></html>`;

export async function startBrowser(args = []) {
  return puppeteer.launch({executablePath: (await findChrome()).path, args: [...chromeArgs, ...args]});
}

/** A new, isolated RingCentral on a running simulator. */
export function worldOf(url, name = crypto.randomUUID()) {
  const server = `${url}/w/${name}`;
  const control = async (method, action, body) => {
    const response = await fetch(`${server}/simulator${action}`, {
      method, ...(body && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
    });
    if (!response.ok) throw new Error(`The simulator answered ${method} ${action} with ${response.status}`);
    return response.json();
  };
  return {
    server,
    options: (options) => control('POST', '/options', options),
    fault: (fault) => control('POST', '/faults', fault),
    requests: async (part = '') => (await control('GET', '/requests')).filter((request) => request.path.includes(part)),
    advance: (ms) => control('POST', '/advance', {ms}),
    tokens: (tokenOptions = {}) => control('POST', '/tokens', tokenOptions),
    revoke: () => control('POST', '/revoke', {}),
  };
}

export const startRingCentral = () => startSimulator({port: 0, control: true});

/** Waits until the session of an account has this state. */
export const reaches = (page, state, account = '') => page.waitForFunction(
  (wanted, name) => globalThis.storeOf?.(name).session.get().state === wanted, {timeout: 20_000, polling: 50}, state, account);

export const sessionOf = (page, account = '') => page.evaluate((name) => globalThis.storeOf(name).session.get(), account);

/** Clicks the button with this name. */
export async function press(page, name) {
  await click(page, `aria/${name}[role="button"]`);
}

/** Finds the button again when it is rendered anew before the click; never clicks twice. */
async function click(page, selector) {
  for (let tries = 1; ; tries++) {
    const button = await page.waitForSelector(selector, {timeout: 20_000});
    try {
      return await button.click();
    } catch (error) {
      if (tries === 5 || !/detached from document/.test(error.message)) throw error;
    }
  }
}

/** The window that a click opens. */
export async function popupOf(context, click) {
  const before = new Set(context.targets());
  await click();
  const opened = (target) => target.type() === 'page' && !before.has(target);
  return (await context.waitForTarget(opened, {timeout: 20_000})).page();
}

/** The consent button is the first one of the authorization page. */
export async function consent(popup, which = 'Authorize') {
  await click(popup, `aria/${which}[role="button"]`);
}

/** The page whose address starts with this one, as soon as it opens. */
export async function pageAt(context, url) {
  const found = await context.waitForTarget((target) => target.type() === 'page' && target.url().startsWith(url), {timeout: 20_000});
  return found.page();
}

/** Resolves when the window has closed itself, or asks the user to close it. */
export async function closes(context, window) {
  const asksToClose = () => /close this window/.test(document.body.innerText);
  await Promise.race([
    context.waitForTarget((target) => /rc-redirect/.test(target.url()), {timeout: 20_000})
      .then((target) => target.page()).then((page) => page.waitForFunction(asksToClose, {timeout: 20_000})).catch((error) => {
        if (!/detached|closed|destroyed/i.test(error.message)) throw error;
      }),
    window.isClosed() || new Promise((resolve) => { window.once('close', resolve); }),
  ]);
}
