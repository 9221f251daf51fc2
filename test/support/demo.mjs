// The demo as a person meets it: built files, a simulator of its own, a browser of one's own.
import {startSimulator} from '../../demo/simulator/server.js';
import {startDemoServer} from '../../scripts/demo-server.mjs';

const PATIENCE = {timeout: 15_000};

/** Calls hardly go on by themselves, however slow the machine is: `pass` moves their time. */
export const SPEED = 0.01;

/**
 * Serves the demo. Each `open` gives a fresh browser context with a RingCentral that nobody else meets.
 * @param {import('puppeteer-core').Browser} browser
 * @param {{headers?: (simulatorUrl: string) => Record<string, string>}} [options]
 */
export async function startDemo(browser, {headers} = {}) {
  const simulator = await startSimulator({control: true});
  const config = {};
  const site = await startDemoServer({config, ...headers && {headers: headers(simulator.url)}});

  return {
    url: site.url,
    /**
     * @param {(visit: ReturnType<typeof visitOf>) => Promise<void>} body
     * @param {{path?: string, options?: object, viewport?: object, prepare?: (page: object) => Promise<void>}} [wish]
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

/** What a person does on the demo's page, and sees there. */
export function visitOf(context, page, world) {
  const button = (name) => page.waitForSelector(`aria/${name}[role="button"]`, {visible: true, ...PATIENCE});
  // A locator tries again where the button is drawn anew under its hands.
  const press = (name) => page.locator(`aria/${name}[role="button"]`).setTimeout(PATIENCE.timeout).click();

  /** The window that signing in opens; `how` = what opens it. */
  async function popup(how = () => press('Sign in')) {
    const opened = new Promise((resolve) => { page.once('popup', resolve); });
    await how();
    return opened;
  }

  return {
    context, page, world, button, press, popup,
    /** Lets so many seconds of a scenario pass. */
    pass: (seconds) => world.advance(seconds * 1000 / SPEED),
    async signIn() {
      const window = await popup();
      // The consent button is the first of the authorization page.
      await window.locator('button').setTimeout(PATIENCE.timeout).click();
      await button('Sign out Alex Morgan');
    },
    /** Waits until the status panel has a paragraph that reads so. */
    shows: (text) => page.waitForFunction((wanted) => {
      const panel = document.querySelector('rc-call-status')?.shadowRoot;
      return [...panel?.querySelectorAll('li p') ?? []].some((line) => line.textContent.trim() === wanted);
    }, PATIENCE, text),
    /** Waits for the label of the page's first call button. */
    firstReads: (text) => page.waitForFunction((wanted) => document.querySelector('rc-click-to-call')
      .shadowRoot?.querySelector('[part=button]')?.textContent.trim().startsWith(wanted), PATIENCE, text),
    /** What RingCentral was asked. */
    requests: (method, part) => world.requests.filter((request) => request.method === method && request.path.includes(part)),
  };
}

const consent = async (window) => window.locator('button').setTimeout(PATIENCE.timeout).click();

/** For each page of demo/sign-in/: what a person does there to be signed in. */
export const WAYS_IN = {
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

/** Waits until somebody is signed in on a page of demo/sign-in/, and a call can be placed. */
export async function isIn(page) {
  await page.waitForFunction(() => [...document.querySelectorAll('rc-session')].some((session) =>
    session.shadowRoot?.textContent.includes('Alex Morgan')), PATIENCE);
  await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].some((element) =>
    element.shadowRoot?.querySelector('button.main')), PATIENCE);
}

/** Waits for a condition outside the page. */
export async function until(condition) {
  const patience = Date.now() + PATIENCE.timeout;
  while (!await condition()) {
    if (Date.now() > patience) throw new Error(`Waited in vain for: ${condition}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
