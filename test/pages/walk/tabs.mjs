// The tabs of one window: they share their time, their storage and the person.

export class Tabs {
  /** Index of the tab that the person looks at. */
  front = 0;
  #tabs = [];
  #platform;
  /** Errors that no user sees: of scripts, and messages in the console. */
  problems = [];
  isOnline = true;

  constructor(pages, platform) {
    this.#platform = platform;
    this.#tabs = pages.map((page) => ({page, isOpen: false, documentId: null}));
    for (const {page} of this.#tabs) {
      page.on('pageerror', (error) => this.problems.push(String(error.stack ?? error)));
      page.on('console', (message) => {
        if (message.type() !== 'error' || /Failed to load resource/.test(message.text())) return;
        this.problems.push(`console: ${message.text()}`);
      });
    }
    const inDocument = async (documentId, run, ...args) => {
      const tab = this.#tabs.find((one) => one.documentId === documentId);
      // The document may be gone meanwhile.
      await tab?.page.evaluate(run, ...args).catch(() => {});
    };
    platform.onHold = (documentId, id, until) => inDocument(documentId, (...args) => globalThis.walk.hold(...args), id, until);
    platform.onRelease = (documentId, id) => inDocument(documentId, (one) => globalThis.walk.release(one), id);
  }

  get page() { return this.#tabs[this.front].page; }
  get documentId() { return this.#tabs[this.front].documentId; }
  get openCount() { return this.#open.length; }
  get #open() { return this.#tabs.filter(({isOpen}) => isOpen); }

  /** All tabs are closed, and the first one shows the page of a new walk. */
  async begin() {
    this.problems = [];
    this.#platform.setOnline(true);
    await this.setOnline(true);
    for (const tab of this.#tabs.slice(1)) if (tab.isOpen) await tab.page.goto(`${this.#platform.origin}/blank`);
    for (const tab of this.#tabs) {
      tab.isOpen = false;
      await this.#platform.sockets.endOf(tab.documentId);
    }
    await this.openTab();
  }

  async #load(tab) {
    const {documentId} = tab;
    tab.documentId = null;
    await tab.page.goto(`${this.#platform.origin}/`, {waitUntil: 'load'});
    await this.#platform.sockets.endOf(documentId);
    tab.isOpen = true;
    tab.documentId = await tab.page.evaluate(() => globalThis.walk.documentId);
    await this.settle();
  }

  async openTab() {
    const index = this.#tabs.findIndex(({isOpen}) => !isOpen);
    if (index < 0) return;
    await this.#show(index);
    await this.#load(this.#tabs[index]);
  }

  async #show(index) {
    if (this.#tabs.length > 1) await this.#tabs[index].page.bringToFront();
    this.front = index;
  }

  async switchTab() {
    if (this.openCount < 2) return;
    await this.#show((this.front + 1) % this.#tabs.length);
    await this.settle();
  }

  reload() { return this.#load(this.#tabs[this.front]); }

  async setOnline(isOnline) {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    for (const {page} of this.#tabs) await page.setOfflineMode(!isOnline);
    await this.settle();
  }

  async setWall(epoch) {
    await Promise.all(this.#open.map(({page}) => page.evaluate((ms) => globalThis.walk.setWall(ms), epoch)));
  }

  /** Resolves once nothing happens in any tab any more. */
  async settle() {
    let before;
    let after;
    let wasTold;
    do {
      before = after;
      wasTold = await this.#platform.sockets.settle();
      const counts = await Promise.all(this.#open.map(({page}) => page.evaluate(async () => {
        await globalThis.walk.settle();
        await globalThis.walk.frame();
        return globalThis.walk.settle();
      })));
      after = counts.join();
    } while ((this.openCount > 1 || wasTold) && after !== before);
  }

  /** Lets time pass in all tabs and at RingCentral, timer by timer. */
  async advance(ms) {
    const platform = this.#platform;
    const end = platform.now + ms;
    await this.settle();
    while (platform.now < end) {
      const tabs = this.#open;
      let to = Math.min(end, platform.nextDue());
      if (tabs.length > 1) {
        const dues = await Promise.all(tabs.map(({page}) => page.evaluate(() => globalThis.walk.nextDue())));
        to = Math.max(platform.now, Math.min(to, ...dues.map((due) => due ?? Infinity)));
      }
      const reached = await Promise.all(tabs.map(({page}) =>
        page.evaluate((...args) => globalThis.walk.advance(...args), to, platform.hasPush)));
      platform.now = Math.max(platform.now, Math.min(...reached));
      await platform.releaseDue();
    }
    await this.settle();
  }

  host(method, ...args) {
    return this.page.evaluate((name, values) => void globalThis.host[name](...values), method, args);
  }

  look() { return this.page.evaluate(() => globalThis.walk.look()); }
}
