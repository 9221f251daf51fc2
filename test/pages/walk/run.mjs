// Starts what the walks need: a browser with two tabs, the page, and RingCentral.
import puppeteer from 'puppeteer-core';
import {chromeArgs, findChrome} from '../../../scripts/browser.mjs';
import {Platform} from './platform.mjs';
import {Tabs} from './tabs.mjs';
import {Walker} from './walker.mjs';

const WINDOW = {width: 1000, height: 900};

/**
 * @param {number} [laneCount] Walks that run side by side, each in a window of its own: a walk waits
 *   for frames and answers most of its time.
 */
export async function launchWalks(laneCount = 1) {
  const args = [...chromeArgs, '--disable-features=BackForwardCache'];
  const browser = await puppeteer.launch({executablePath: (await findChrome()).path, args, defaultViewport: WINDOW});
  const lanes = await Promise.all(Array.from({length: laneCount}, () => launchLane(browser)));
  return {
    walkers: lanes.map(({walker}) => walker),
    close: () => Promise.all([browser.close(), ...lanes.map(({platform}) => platform.close())]),
  };
}

async function launchLane(browser) {
  const platform = await new Platform().start();
  const context = await browser.createBrowserContext();
  const pages = [await context.newPage(), await context.newPage()];
  return {platform, walker: new Walker(new Tabs(pages, platform), platform)};
}
