// The gallery in the pinned engine, with a font of its own, so that its looks do not depend on the
// machine's fonts.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import puppeteer from 'puppeteer-core';
import {chromeArgs, pinnedChrome} from '../../scripts/browser.mjs';
import {startDemoServer} from '../../scripts/demo-server.mjs';

const require = createRequire(import.meta.url);

export const ELEMENTS = ['click-to-call', 'number-select', 'call-status', 'inbound-call', 'session', 'number-links'];

/** `node FILE --renew` writes the expected pictures and trees instead of comparing with them. */
export const renewing = process.argv.includes('--renew');
export const RENEW = 'Where this is as it should be: npm run visual:renew';

const fonts = [
  {file: require.resolve('@fontsource-variable/heebo/files/heebo-hebrew-wght-normal.woff2'), unicodeRange: 'U+0590-05FF'},
  {file: require.resolve('@fontsource-variable/heebo/files/heebo-latin-wght-normal.woff2'), unicodeRange: 'U+0000-04FF, U+2000-2BFF'},
].map(({file, unicodeRange}) => ({unicodeRange, bytes: readFileSync(file, 'base64')}));

/** Runs in the page, before its own scripts. */
async function addFonts(list) {
  for (const {bytes, unicodeRange} of list) {
    const face = new FontFace('Gallery', Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)), {
      weight: '100 900', unicodeRange,
    });
    document.fonts.add(face);
    await face.load();
  }
}

export async function openGallery() {
  const {path: executablePath, env} = await pinnedChrome();
  const server = await startDemoServer(process.env.VISUAL_BASE ? {base: process.env.VISUAL_BASE} : {});
  const browser = await puppeteer.launch({
    executablePath,
    headless: 'shell',
    env: {...process.env, ...env},
    args: [...chromeArgs, '--font-render-hinting=medium', '--disable-lcd-text', '--disable-font-subpixel-positioning',
      '--force-color-profile=srgb'],
  });
  let page;

  async function show(query, {width = 1280, features = {}} = {}) {
    await page?.close();
    page = await browser.newPage();
    const devtools = await page.createCDPSession();
    await page.evaluateOnNewDocument(addFonts, fonts);
    // So high that every card has room below its button.
    await page.setViewport({width, height: 8000});
    await devtools.send('Emulation.setEmulatedMedia', {features: Object
      .entries({'prefers-reduced-motion': 'reduce', 'prefers-color-scheme': 'light', ...features})
      .map(([name, value]) => ({name, value}))});
    await page.goto(`${server.url}/gallery.html?${new URLSearchParams(query)}`);
    await page.waitForFunction(() => document.documentElement.dataset.ready !== undefined);
    // The first element that needs words of another language, or the number parser, loads them.
    await page.waitForNetworkIdle({idleTime: 250});
    await page.evaluate(async () => {
      document.documentElement.style.caretColor = 'transparent';
      await document.fonts.ready;
      dispatchEvent(new Event('resize'));
      // A card whose file came last is placed, and placed again once its size is known.
      for (let frames = 0; frames < 12; frames++) await new Promise(requestAnimationFrame);
    });
    return page;
  }

  return {
    /** Opens a new page of the gallery, and waits until nothing moves. */
    show,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
