// Small apps with the package as npm installs it: copied beside the package, built, served and
// opened in a browser.
import {copyFileSync, cpSync, mkdirSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {watch} from '../support/chromium.mjs';
import {link, pack} from '../package/support.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const PATIENCE = {timeout: 15_000};

/** RingCentral's own address. `serve` replaces it by the simulator's. */
const PRODUCTION = 'https://platform.ringcentral.com';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.map': 'application/json',
};

/**
 * A folder with the packed package and `names` in node_modules. Nothing else can be imported there, as in an app
 * whose package.json lists exactly these.
 * @param {string[]} names
 */
export function install(names = []) {
  const {consumer, folder} = pack();
  const modules = path.join(consumer, 'node_modules');
  for (const name of names) link(name, modules);
  return {
    /** The unpacked package. */
    folder,
    consumer,
    /** Copies an app of this folder beside the package. @param {string} name */
    app(name) {
      const to = path.join(consumer, name);
      mkdirSync(path.dirname(to), {recursive: true});
      cpSync(path.join(here, name), to, {recursive: true});
      copyFileSync(path.join(here, 'people.ts'), path.join(consumer, 'people.ts'));
      return to;
    },
  };
}

/**
 * Serves each file from the first folder that has it. `server` replaces RingCentral's address in
 * files, so that apps are written as for production; with `asBuilt` files and their hashes stay as
 * they are. `/api/ringcentral-token` is a backend that is signed in.
 * @param {{folders: string[], server: string, token: () => string, asBuilt?: boolean}} site
 */
async function serve({folders, server, token, asBuilt = false}) {
  async function find(pathname) {
    for (const folder of folders) {
      const file = path.join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      const body = file.startsWith(folder) ? await readFile(file).catch(() => null) : null;
      if (body) return {body, type: TYPES[path.extname(file)]};
    }
    return null;
  }
  const site = createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://site');
    if (pathname === '/api/ringcentral-token') return response.end(token());
    // Browsers request it by themselves.
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const found = await find(pathname);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, {'content-type': found.type ?? 'application/octet-stream'});
    response.end(!asBuilt && /text|json/.test(found.type ?? '') ? found.body.toString().replaceAll(PRODUCTION, server) : found.body);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${site.address().port}`,
    close: () => new Promise((resolve) => { site.close(resolve); site.closeAllConnections(); }),
  };
}

/** How much slower a scenario runs, so that calls stand still until `pass` moves their time. */
const SLOWER = 10;

/**
 * With less, the browser notes once that RingCentral refused push; with more, a page asks for the
 * session of a call that a jump of the time may have ended.
 */
const SCOPES = ['ReadAccounts', 'RingOut', 'ReadPresence', 'WebSocket'];

/**
 * One visit to an app, with a browser context and a simulated RingCentral of its own. Fails if the
 * console has messages other than `may`.
 * @param {{browser: import('puppeteer-core').Browser, simulator: object, folders: string[], path?: string, may?: RegExp, asBuilt?: boolean}} where
 * @param {(visit: ReturnType<typeof visitOf>) => Promise<void>} body
 */
export async function visit({browser, simulator, folders, path: pathname = '/', may, asBuilt}, body) {
  const name = crypto.randomUUID();
  const world = simulator.world(name);
  // A ticket outlives the jumps of the time.
  world.configure({speed: 1 / SLOWER, scopes: SCOPES, ticketExpiresIn: 3600});
  const site = await serve({
    folders, asBuilt, server: `${simulator.url}/w/${name}`, token: () => world.signIn({clientId: 'demo'}).access_token,
  });
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = watch(page);
  // A hint for developers who set up the sign-in.
  const problems = () => seen.problems.filter((line) => !/the redirect URI to register/.test(line) && !may?.test(line));
  try {
    await page.goto(site.url + pathname);
    await body(visitOf({context, page, world, seen}));
    if (problems().length) throw new Error('The console is not empty.');
  } catch (error) {
    error.message += problems().map((line) => `\n  console: ${line}`).join('');
    throw error;
  } finally {
    await context.close();
    await site.close();
  }
}

/** The steps of a user in an app, and waits for the texts that it shows. */
function visitOf({context, page, world, seen}) {
  const button = (name) => page.waitForSelector(`aria/${name}[role="button"]`, {visible: true, ...PATIENCE});
  return {
    context, page, world, seen, button,
    async press(name) {
      await (await button(name)).click();
    },
    /** Waits until the page shows this text, shadow roots included. */
    shows: (text) => page.waitForSelector(`::-p-text(${text})`, {visible: true, ...PATIENCE}),
    /** Waits until the element with this id has this text. */
    reads: (id, text) => page.waitForFunction(
      (wanted, elementId) => document.getElementById(elementId)?.textContent.trim() === wanted, PATIENCE, text, id),
    /** Moves a scenario by so many seconds, and makes the page poll, as when its tab is shown. */
    async pass(seconds) {
      world.advance(seconds * SLOWER * 1000);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    },
  };
}
