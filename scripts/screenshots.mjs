// `node scripts/screenshots.mjs`: takes the pictures of the README (docs/images/) from the built
// demo.
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {launch} from '../test/support/chromium.mjs';
import {startDemo} from '../test/support/demo.mjs';
import {root} from './run.mjs';

const folder = path.join(root, 'docs/images');
mkdirSync(folder, {recursive: true});

/** Two frames: what was just said is drawn. */
const drawn = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
}));

const browser = await launch();
const demo = await startDemo(browser);
for (const scheme of ['light', 'dark']) {
  await demo.open(async ({page, pass, shows, signIn, world}) => {
    const picture = async (name, of = page) => {
      await drawn(page);
      await of.screenshot({path: path.join(folder, `${name}-${scheme}.png`)});
    };
    const panel = await page.$('rc-call-status');
    /** A button ignores clicks for a moment after it has taken the place of another. */
    const dismiss = () => page.waitForFunction(() => {
      const button = document.querySelector('rc-call-status').shadowRoot.querySelector('.dismiss');
      button?.click();
      return !button;
    }, {polling: 1000});
    const call = async (name) => {
      await (await page.waitForSelector(`rc-click-to-call[name="${name}"]`)).click();
      await page.mouse.move(0, 0);
      await shows('Ringing your phone…');
    };

    await signIn();
    await page.waitForFunction(() => [...document.querySelectorAll('rc-number-select')]
      .every((select) => select.shadowRoot.querySelectorAll('optgroup').length > 0));
    await page.select('rc-number-select[kind=from] >>> select', '+16505550150');
    await call('Anna');
    await picture('call-ringing', panel);
    await pass(6);
    await shows('Ringing Anna…');
    await page.evaluate(() => scrollTo(0, 0));
    await picture('demo');
    await pass(6);
    await shows('Connected');
    await page.waitForFunction(() => document.querySelector('rc-call-status').shadowRoot
      .querySelector('.timer').textContent === '00:03');
    await picture('call-connected', panel);
    await pass(10);
    await shows('Call ended');
    await dismiss();
    await call('Ben Okafor');
    await pass(10);
    await shows('Ben Okafor is busy. Try again later.');
    await picture('call-failed', panel);

    const card = await page.$('rc-inbound-call');
    // Alone on the page, so that nothing is seen around its corners.
    await page.$eval('main', (main) => { main.style.visibility = 'hidden'; });
    await page.waitForFunction(() => !document.querySelector('#tools').disabled);
    world.playInbound('queue');
    await pass(1);
    await page.waitForFunction(() => document.querySelector('rc-inbound-call').shadowRoot
      .querySelector('a.primary'));
    await picture('inbound', card);
  }, {
    viewport: {width: 1200, height: 664, deviceScaleFactor: 1.5},
    prepare: (page) => page.emulateMediaFeatures([
      {name: 'prefers-color-scheme', value: scheme}, {name: 'prefers-reduced-motion', value: 'reduce'},
    ]),
  });
}
await demo.close();
await browser.close();
