// A site whose users sign in to RingCentral, each test in a browser context of its own.
import {after, before} from 'node:test';
import {pageWith, popupOf, press, startBrowser, startRingCentral, startSite, worldOf} from '../support.mjs';

export class SignInSite {
  #browser;
  #ringcentral;
  #site;
  context;
  page;
  world;

  /** Within a `describe`: the site of its tests. */
  static use() {
    const site = new SignInSite();
    before(() => site.start());
    after(() => site.close());
    return site;
  }

  async start() {
    [this.#ringcentral, this.#site, this.#browser] = await Promise.all([
      startRingCentral(), startSite({}), startBrowser(),
    ]);
  }

  async close() {
    await this.#browser?.close();
    await Promise.all([this.#ringcentral?.close(), this.#site?.close()]);
  }

  get origin() { return this.#site.origin; }
  get ringcentralOrigin() { return this.#ringcentral.url; }
  /** Path → HTML, or `{html, headers}`. */
  get pages() { return this.#site.pages; }

  /** Begins a test with an empty tab, and with a page that has a plain session. */
  async newVisit() {
    await this.context?.close();
    this.context = await this.#browser.createBrowserContext();
    this.world = worldOf(this.#ringcentral.url);
    this.pages['/'] = this.pageWithSession();
    this.page = await this.context.newPage();
    return {context: this.context, world: this.world, page: this.page};
  }

  pageWithSession(attributes = '') {
    return pageWith(`<rc-session ${attributes} client-id="demo" server="${this.world.server}"></rc-session>`);
  }

  async open(path = '/', tab = this.page) {
    await tab.goto(this.origin + path);
    await tab.waitForFunction(() => globalThis.loaded);
    return tab;
  }

  /** Clicks "Sign in", and returns the window that opens. */
  openWindow() {
    return popupOf(this.context, () => press(this.page, 'Sign in'));
  }

  /** Opens a page of another site that has ours in a frame. `press` presses "Sign in" in the frame. */
  async openFrame(hostOrigin = this.origin.replace('localhost', '127.0.0.1')) {
    this.pages['/host'] = `<!doctype html><title>Host</title><iframe src="${this.origin}/" width="600" height="300"></iframe>`;
    await this.page.goto(`${hostOrigin}/host`);
    const frame = await (await this.page.waitForSelector('iframe')).contentFrame();
    await frame.waitForFunction(() => globalThis.loaded);
    const button = await frame.waitForSelector('aria/Sign in[role="button"]');
    // By keyboard: a click by coordinates may miss a frame of another process before its layout.
    return {frame, press: () => button.press('Enter')};
  }
}

export const sessionText = (page) => page.$eval('rc-session', (element) => {
  const [body] = element.shadowRoot.querySelectorAll('[part=session]');
  return body.textContent.replace(/\s+/g, ' ').trim();
});

/** Resolves once the window is closed. */
export const isClosed = (window) => window.isClosed() || new Promise((resolve) => window.once('close', resolve));

/** Waits for a state that comes with an error or with a link to sign in. */
export const reachesWithReason = (page, state) => page.waitForFunction((wanted) => {
  const {state: now, error, signInUrl} = globalThis.storeOf().session.get();
  return now === wanted && (error || signInUrl);
}, {polling: 50}, state);

/** Everything that outlives the page, by name. */
export const stored = (tab) => tab.evaluate(() => ({local: {...localStorage}, session: {...sessionStorage}}));

/** Shows the user's phones, as a select does. Resolves once they are loaded. */
export const loadNumbers = (tab) => tab.evaluate(() => new Promise((resolve) => {
  globalThis.storeOf().fromNumbers.subscribe(({state}) => { if (state === 'ready') resolve(); });
}));

/** Loads them again, as a select does that the user opens. Resolves with the list's state. */
export const reloadNumbers = (tab) => tab.evaluate(() => new Promise((resolve) => {
  const {fromNumbers, reloadNumbers: reload} = globalThis.storeOf();
  let isRequested = false;
  const stop = fromNumbers.listen(({state}) => {
    if (!isRequested || state === 'loading') return;
    stop();
    resolve(state);
  });
  isRequested = true;
  reload();
}));

/** Makes the tokens in one of the page's storages expire within a second. */
export const expireTokens = (tab, storageName) => tab.evaluate((name) => {
  const storage = globalThis[name];
  const key = Object.keys(storage).find((each) => each.endsWith('/tokens'));
  storage.setItem(key, JSON.stringify({...JSON.parse(storage.getItem(key)), expire_time: Date.now() + 1_000}));
}, storageName);
