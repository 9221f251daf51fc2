// Small real apps with the package as npm would install it: copied beside it, built, served, and met by a browser.
import {copyFileSync, cpSync, mkdirSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {watch} from '../support/chromium.mjs';
import {link, pack} from '../package/support.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const PATIENCE = {timeout: 15_000};

/** RingCentral's own address. In everything that is served it is the simulator's instead. */
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
 * Serves folders, the first that has the file. Where a file names RingCentral, it gets `server` instead, so
 * that the apps are written as everybody writes them; with `asBuilt` it gets none, and hashes of files hold.
 * `/api/ringcentral-token` is the backend that has signed in.
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
    // Asked for by browsers, not by apps.
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

/** Seconds of a scenario take so much longer, until `pass` moves their time: no call goes on by itself. */
const SLOWER = 10;

/**
 * One visit to an app, with a browser session and a RingCentral of its own. Nothing may be said in the console but `may`.
 * @param {{browser: import('puppeteer-core').Browser, simulator: object, folders: string[], path?: string, may?: RegExp, asBuilt?: boolean}} where
 * @param {(visit: ReturnType<typeof visitOf>) => Promise<void>} body
 */
export async function visit({browser, simulator, folders, path: pathname = '/', may, asBuilt}, body) {
  const name = crypto.randomUUID();
  const world = simulator.world(name);
  world.configure({speed: 1 / SLOWER});
  const site = await serve({
    folders, asBuilt, server: `${simulator.url}/w/${name}`, token: () => world.signIn({clientId: 'demo'}).access_token,
  });
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = watch(page);
  // Said to whoever sets up the sign-in, and meant for them.
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

/** What a person does and sees in an app. */
function visitOf({context, page, world, seen}) {
  const button = (name) => page.waitForSelector(`aria/${name}[role="button"]`, {visible: true, ...PATIENCE});
  return {
    context, page, world, seen, button,
    async press(name) {
      await (await button(name)).click();
    },
    /** Waits until the page shows this text, shadow roots included. */
    shows: (text) => page.waitForSelector(`::-p-text(${text})`, {visible: true, ...PATIENCE}),
    /** Waits until what the page says in its element of this id is this. */
    reads: (id, text) => page.waitForFunction(
      (wanted, of) => document.getElementById(of)?.textContent.trim() === wanted, PATIENCE, text, id),
    /** Lets so many seconds of a scenario pass, and the page look again at once, as when its tab comes to the front. */
    async pass(seconds) {
      world.advance(seconds * SLOWER * 1000);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    },
  };
}
