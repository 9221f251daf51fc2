// Starts what the walks need: a browser with two tabs, the page, and RingCentral.
import puppeteer from 'puppeteer-core';
import {chromeArgs, findChrome} from '../../../scripts/browser.mjs';
import {Platform} from './platform.mjs';
import {Tabs} from './tabs.mjs';
import {Walker} from './walker.mjs';

const WINDOW = {width: 1000, height: 800};

export async function launchWalks() {
  const args = [...chromeArgs, '--disable-features=BackForwardCache', '--disable-frame-rate-limit'];
  const [browser, platform] = await Promise.all([
    puppeteer.launch({executablePath: (await findChrome()).path, args, defaultViewport: WINDOW}),
    new Platform().start(),
  ]);
  const context = await browser.createBrowserContext();
  const pages = [await context.newPage(), await context.newPage()];
  const walker = new Walker(new Tabs(pages, platform), platform);
  return {walker, close: () => Promise.all([browser.close(), platform.close()])};
}
