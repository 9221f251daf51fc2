// The demo as users open it: built files, with a browser context and a simulator for each visit.
import {ALL_SCOPES} from '../../demo/simulator/options.js';
import {startSimulator} from '../../demo/simulator/server.js';
import {startDemoServer} from '../../scripts/demo-server.mjs';

const PATIENCE = {timeout: 15_000};

/** So slow that calls stand still however long a test takes; `pass` moves their time. */
export const SPEED = 0.01;

/**
 * Serves the demo. Each `open` has a browser context and a simulated RingCentral of its own.
 * @param {import('puppeteer-core').Browser} browser
 * @param {{headers?: (simulatorUrl: string) => Record<string, string>}} [options]
 */
export async function startDemo(browser, {headers} = {}) {
  const simulator = await startSimulator({control: true, scopes: ALL_SCOPES});
  const config = {};
  const site = await startDemoServer({config, ...headers && {headers: headers(simulator.url)}});

  return {
    url: site.url,
    /**
     * @param {(visit: ReturnType<typeof visitOf>) => Promise<void>} body
     * @param {{path?: string, options?: object, viewport?: object, prepare?: (page: object) => Promise<void>}} [visitOptions]
     */
    async open(body, {path = '/', options, viewport = {width: 1280, height: 1600}, prepare} = {}) {
      const name = crypto.randomUUID();
      const world = simulator.world(name);
      world.configure({speed: SPEED, ...options});
      const server = `${simulator.url}/w/${name}`;
      Object.assign(config, {clientId: 'demo', server, redirectUri: '/rc-redirect.html', simulated: true});
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        await page.setViewport(viewport);
        await prepare?.(page);
        await page.goto(site.url + path);
        await page.waitForFunction(() => document.querySelector('rc-session, rc-click-to-call')?.shadowRoot, PATIENCE);
        await body(visitOf(context, page, world));
      } finally {
        await context.close();
      }
    },
    async close() {
      await Promise.all([site.close(), simulator.close()]);
    },
  };
}

/** The steps of a user on a page of the demo, and waits for the texts that it shows. */
export function visitOf(context, page, world) {
  const button = (name) => page.waitForSelector(`aria/${name}[role="button"]`, {visible: true, ...PATIENCE});
  // A locator tries again when the button is rendered anew before the click.
  const press = (name) => page.locator(`aria/${name}[role="button"]`).setTimeout(PATIENCE.timeout).click();

  /** The window that `open` opens: by default, a click on "Sign in". */
  async function popup(open = () => press('Sign in')) {
    const opened = new Promise((resolve) => { page.once('popup', resolve); });
    await open();
    return opened;
  }

  return {
    context, page, world, button, press, popup,
    /** Moves the time of a scenario by so many seconds. */
    pass: (seconds) => world.advance(seconds * 1000 / SPEED),
    async signIn() {
      const window = await popup();
      // The consent button is the first of the authorization page.
      await window.locator('button').setTimeout(PATIENCE.timeout).click();
      await button('Sign out Alex Morgan');
    },
    /** Waits until the status panel has a paragraph with this text. */
    shows: (text) => page.waitForFunction((wanted) => {
      const panel = document.querySelector('rc-call-status')?.shadowRoot;
      return [...panel?.querySelectorAll('li p') ?? []].some((line) => line.textContent.trim() === wanted);
    }, PATIENCE, text),
    /** Waits for the label of the page's first call button. */
    firstReads: (text) => page.waitForFunction((wanted) => document.querySelector('rc-click-to-call')
      .shadowRoot?.querySelector('[part=button]')?.textContent.trim().startsWith(wanted), PATIENCE, text),
    /** The requests that RingCentral received, by method and part of the path. */
    requests: (method, part) => world.requests.filter((request) => request.method === method && request.path.includes(part)),
  };
}

const consent = async (window) => window.locator('button').setTimeout(PATIENCE.timeout).click();

/** For each page of demo/sign-in/: the user's steps to sign in. */
export const SIGN_IN_STEPS = {
  'popup': async ({popup}) => consent(await popup()),
  'redirect': async ({page, press}) => {
    await press('Sign in');
    await page.waitForFunction(() => location.pathname.includes('/authorize'));
    await consent(page);
  },
  'host-sdk': async ({page}) => page.click('#sign-in'),
  'token-function': async () => {},
  'proxy': async () => {},
  'two-accounts': async ({popup}) => consent(await popup()),
};

/** Waits until the user is signed in on a page of demo/sign-in/ and can place a call. */
export async function waitUntilSignedIn(page) {
  await page.waitForFunction(() => [...document.querySelectorAll('rc-session')].some((session) =>
    session.shadowRoot?.textContent.includes('Alex Morgan')), PATIENCE);
  await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].some((element) =>
    element.shadowRoot?.querySelector('button.main')), PATIENCE);
}

/** Waits for a condition outside the page. */
export async function until(condition) {
  const deadline = Date.now() + PATIENCE.timeout;
  while (!await condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${condition}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
