// The demo as files on a web host, as its tests open it.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before} from 'node:test';
import {buildDemo} from '../../scripts/build-demo.mjs';
import {launch, watch} from '../support/chromium.mjs';
import {SPEED, visitOf} from '../support/demo.mjs';
import {startHost, worldIn} from '../support/static-host.mjs';

/** Browsers request it by themselves. */
const ICON = /^http:\/\/localhost:\d+\/favicon\.ico$/;

/** Stops the time of calls: `pass` moves it. */
export async function holdTime({page, world}) {
  await page.waitForSelector('[data-world=simulated]', {visible: true});
  await world.configure({speed: SPEED});
}

/** Within a `describe`: the files, their host, and the `browser` of its tests. @param {{args?: string[]}} [launchOptions] */
export function useStaticDemo(launchOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'static-demo-'));
  const used = {browser: undefined, host: undefined, folder, open};
  before(async () => {
    await buildDemo(folder);
    used.host = await startHost(folder);
    used.browser = await launch(launchOptions);
  });
  after(async () => {
    await used.browser?.close();
    await used.host?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  /** A first visit. Fails if a page reports a problem, or requests anything from another host. */
  async function open(body, {at = '', prepare, expected = /redirect URI to register/} = {}) {
    const {browser, host} = used;
    const context = await browser.createBrowserContext();
    const problems = [];
    const foreignRequests = [];
    const watchPage = (page) => {
      const seen = watch(page);
      page.on('request', (request) => { if (!request.url().startsWith(host.url) && !ICON.test(request.url())) foreignRequests.push(request.url()); });
      page.once('close', () => problems.push(...seen.problems));
      return page;
    };
    try {
      const page = watchPage(await context.newPage());
      page.on('popup', watchPage);
      await prepare?.(page);
      await page.goto(host.url + at);
      await page.waitForFunction(() => document.querySelector('rc-session, rc-click-to-call')?.shadowRoot);
      const world = worldIn(page, host.url);
      await body({...visitOf(context, page, world), world, watchPage, problems});
      for (const openPage of await context.pages()) await openPage.close();
      assert.deepEqual(problems.filter((text) => !expected.test(text)), []);
      assert.deepEqual(foreignRequests, []);
    } finally {
      await context.close();
    }
  }

  return used;
}
