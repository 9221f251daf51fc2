// node bench/bytes/run.mjs
// What the files for pages weigh beside their budgets, what a real page loads, and what others weigh, minified by the
// same tool and gzipped at the same level. Needs a build. Writes bench/results/bytes.json.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {startSimulator} from '../../demo/simulator/server.js';
import {root} from '../../scripts/run.mjs';
import {servePages} from '../../test/support/chromium.mjs';
import {keep, withVersion} from '../results.mjs';
import {settle, startBrowser} from '../support.mjs';

const weigh = (code) => gzipSync(code, {level: 9}).length;

// ------------------------------------------------------------------ budgets

// Tried for the five elements and dropped: a separate file for the steps of a sign-in saves 0.6 kB
// there and adds 0.8 kB to all files together; shorter names of private properties save nothing
// after gzip.
const budgets = JSON.parse(execFileSync(process.execPath, [path.join(root, 'scripts/sizes.mjs'), '--json'], {encoding: 'utf8'}));

// ------------------------------------------------------------------ what a page loads

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const BUTTON = '<rc-click-to-call to="+16505550101">Call Anna</rc-click-to-call>';
const modules = JSON.parse(readFileSync(path.join(root, 'node_modules/.cache/cdn-modules.json'), 'utf8'));
/** These are counted apart. */
const APART = {SDK: /vendor\/ringcentral-sdk/, parser: /libphonenumber-js|src\/phone\/(metadata|parse|plans|as-you-type)/, finder: /src\/phone\/find/};

const simulator = await startSimulator();
const world = simulator.world('bytes');
const {access_token: token} = world.signIn({});
const site = await servePages({
  'links.html': `<title>Bench</title>${BUTTON}${SCRIPT}`,
  'all.html': `<title>Bench</title><rc-session></rc-session><rc-number-select></rc-number-select>
    <rc-number-select kind="caller-id"></rc-number-select><rc-call-status></rc-call-status>
    ${BUTTON}<rc-number-links><p>Call us: (650) 555-0102.</p></rc-number-links>${SCRIPT}`,
});
const browser = await startBrowser();

async function loadedBy(name, work) {
  const page = await browser.newPage();
  const asked = new Set();
  let elsewhere = 0;
  page.on('request', (request) => {
    const {pathname} = new URL(request.url());
    if (pathname.startsWith('/dist/cdn/')) asked.add(pathname.slice('/dist/cdn/'.length));
    else if (!request.isNavigationRequest() && pathname !== '/favicon.ico') elsewhere++;
  });
  await page.goto(`${site.url}/${name}.html`);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await work?.(page);
  await page.evaluate(settle, 20);
  await page.close();
  const result = {files: 0, bytes: 0, apart: {}, elsewhere};
  for (const file of asked) {
    const bytes = weigh(readFileSync(path.join(root, 'dist/cdn', file)));
    const kind = Object.keys(APART).find((one) => Object.keys(modules[file] ?? {}).some((id) => APART[one].test(id)));
    if (kind) {
      result.apart[kind] = (result.apart[kind] ?? 0) + bytes;
    } else {
      result.files++;
      result.bytes += bytes;
    }
  }
  return result;
}

const pages = {
  'call links, nobody signed in': await loadedBy('links'),
  'all five elements, signed in by the page’s own token, a call placed and ended': await loadedBy('all', async (page) => {
    await page.waitForFunction(() => customElements.get('rc-session'));
    await page.evaluate((server, accessToken) => {
      Object.assign(document.querySelector('rc-session'), {server, getAccessToken: async () => accessToken});
    }, `${simulator.url}/w/bytes`, token);
    await page.waitForSelector('rc-click-to-call:not(:state(link))');
    await page.click('rc-click-to-call');
    await page.waitForSelector('rc-click-to-call:state(active)');
    world.hangUp(world.facts.calls[0].id);
  }),
};
await browser.close();
await site.close();
await simulator.close();

// ------------------------------------------------------------------ others

const OTHERS = {
  'Lit (LitElement, html, css)': "export {LitElement, html, css} from 'lit';",
  'GitHub’s relative-time': "import '@github/relative-time-element';",
  'Shoelace button': "import '@shoelace-style/shoelace/dist/components/button/button.js';",
  'Shoelace button and select': "import '@shoelace-style/shoelace/dist/components/button/button.js'; "
    + "import '@shoelace-style/shoelace/dist/components/select/select.js'; import '@shoelace-style/shoelace/dist/components/option/option.js';",
  'Material button and select': "import '@material/web/button/text-button.js'; import '@material/web/select/outlined-select.js'; "
    + "import '@material/web/select/select-option.js';",
  'libphonenumber-js (min)': "export * from 'libphonenumber-js/min';",
  'libphonenumber-js (max)': "export * from 'libphonenumber-js/max';",
  'google-libphonenumber': "export * from 'google-libphonenumber';",
};
const others = {};
for (const [name, contents] of Object.entries(OTHERS)) {
  try {
    const {outputFiles} = await build({
      stdin: {contents, resolveDir: root}, bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, outdir: '/',
      platform: 'browser', logLevel: 'silent', conditions: ['production'], define: {'process.env.NODE_ENV': '"production"'},
      legalComments: 'none', loader: {'.svg': 'dataurl', '.css': 'text'},
    });
    others[name] = weigh(outputFiles.find(({path: file}) => file.endsWith('.js')).contents);
  } catch {
    others[name] = null; // not for browsers' bundlers as it is
  }
}
const asShipped = path.join(root, 'node_modules/ringcentral-c2d/build/index.js');
if (existsSync(asShipped)) others['ringcentral-c2d, as shipped'] = weigh(readFileSync(asShipped));

keep('bytes', {budgets, pages, others});
const kB = (bytes) => bytes === null ? '—' : (bytes / 1000).toFixed(1);
for (const {name, bytes, target} of budgets) console.log(`${kB(bytes).padStart(7)} kB, target ${String(target).padStart(4)}  ${name}`);
for (const [name, {bytes, files, apart}] of Object.entries(pages)) {
  console.log(`${kB(bytes).padStart(7)} kB in ${files} files  ${name}; apart: ${Object.entries(apart).map(([kind, size]) => `${kind} ${kB(size)}`).join(', ') || 'nothing'}`);
}
for (const [name, bytes] of Object.entries(others)) console.log(`${kB(bytes).padStart(7)} kB  ${withVersion(name)}`);
