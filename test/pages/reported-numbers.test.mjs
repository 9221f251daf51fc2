// Pieces of HTML in the shape of public reports: which numbers `<rc-number-links mode="inline">`
// makes of them. REPORTED_NUMBERS names the file; without it, there is nothing to try. SRC names
// another `src` folder.
import assert from 'node:assert/strict';
import path from 'node:path';
import {test} from 'node:test';
import {build} from 'esbuild';
import {root} from '../../scripts/run.mjs';
import {KNOWN_PAGE_FAULTS} from '../peers/reported-exceptions.mjs';
import {answerOf, reportedPages} from '../peers/reported.mjs';
import {startBrowser} from './support.mjs';

const src = path.resolve(process.env.SRC ?? path.join(root, 'src'));
/** Comes last, so that all numbers before it are wrapped when it is. */
const LAST_NUMBER = '+16505550177';
const LAST = '<section><p>Phone: (650) 555-0177</p></section>';

async function bundleElement() {
  const {outputFiles} = await build({
    entryPoints: [path.join(src, 'elements/number-links/define.ts')], bundle: true, write: false,
    format: 'iife', target: 'es2022', ignoreAnnotations: true, logLevel: 'error',
    tsconfig: path.join(root, 'tsconfig.json'),
  });
  return outputFiles[0].text;
}

test('reported pieces of pages', {timeout: 120_000}, async (context) => {
  if (reportedPages.length === 0) return;
  const [browser, script] = await Promise.all([startBrowser(), bundleElement()]);
  context.after(() => browser.close());
  for (const {id, html, country, page: expected, why} of reportedPages) {
    await context.test(`${id}: ${html}`, async () => {
      const page = await browser.newPage();
      await page.setContent(`<!doctype html><html lang="en"><title>Page</title><rc-number-links mode="inline" country="${country}">${html}${LAST}</rc-number-links>`);
      await page.addScriptTag({content: script});
      const wrapped = () => [...document.querySelectorAll('rc-number-links rc-click-to-call')].map(({to}) => to);
      await page.waitForFunction(`(${wrapped})().includes('${LAST_NUMBER}')`);
      const found = (await page.evaluate(wrapped)).filter((e164) => e164 !== LAST_NUMBER);
      await page.close();
      const isRight = (found.join(', ') || 'none') === answerOf(expected);
      assert.notEqual(isRight, KNOWN_PAGE_FAULTS.includes(id), `${why}: ${found.join(', ') || 'none'}`);
    });
  }
});
