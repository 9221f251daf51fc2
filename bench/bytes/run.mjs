// node bench/bytes/run.mjs
// Weighs the files for pages beside their budgets, the files that a real page loads, and other
// packages, minified by the same tool and gzipped at the same level. Needs a build. Writes
// bench/results/bytes.json.
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

const gzipSize = (code) => gzipSync(code, {level: 9}).length;

// ------------------------------------------------------------------ budgets

// Tried for the five elements and dropped: a separate file for the steps of a sign-in saves 0.6 kB
// there and adds 0.8 kB to all files together; shorter names of private properties save nothing
// after gzip.
const sizesScript = path.join(root, 'scripts/sizes.mjs');
const sizesJson = execFileSync(process.execPath, [sizesScript, '--json'], {encoding: 'utf8'});
const budgets = JSON.parse(sizesJson);

// ------------------------------------------------------------------ files that a page loads

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';
const BUTTON = '<rc-click-to-call to="+16505550101">Call Anna</rc-click-to-call>';
const SETTLING_IDLE_PERIODS = 20;
const modulesFile = path.join(root, 'node_modules/.cache/cdn-modules.json');
const modulesByFile = JSON.parse(readFileSync(modulesFile, 'utf8'));

/** Files with these modules are counted separately. */
const SEPARATE_PARTS = {
  SDK: /vendor\/ringcentral-sdk/,
  parser: /libphonenumber-js|src\/phone\/(metadata|parse\.ts|numbering-plans|as-you-type)/,
  finder: /src\/phone\/find/,
};

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

function separatePartOf(file) {
  const modules = Object.keys(modulesByFile[file] ?? {});
  return Object.keys(SEPARATE_PARTS).find((part) =>
    modules.some((module) => SEPARATE_PARTS[part].test(module)));
}

/** `chunks/calls-B4MXmaKg.js` → `calls`: the rest of the name changes with each build. */
const nameOf = (file) => path.basename(file, '.js').replace(/-[\w-]{8}$/, '');

/** `list` names each file with its bytes, so that one sees where they come from. */
function weighFiles(files) {
  const weight = {files: 0, bytes: 0, apart: {}, list: {}};
  for (const file of files) {
    const bytes = gzipSize(readFileSync(path.join(root, 'dist/cdn', file)));
    const part = separatePartOf(file);
    weight.list[file.startsWith('chunks/') ? nameOf(file) : file] = bytes;
    if (part) {
      weight.apart[part] = (weight.apart[part] ?? 0) + bytes;
    } else {
      weight.files++;
      weight.bytes += bytes;
    }
  }
  return weight;
}

/** The weight of the files that a page loads while `work` runs in it. */
async function weighPage(name, work) {
  const page = await browser.newPage();
  const files = new Set();
  let otherRequests = 0;
  page.on('request', (request) => {
    const {pathname} = new URL(request.url());
    const isPageItself = request.isNavigationRequest() || pathname === '/favicon.ico';
    if (pathname.startsWith('/dist/cdn/')) files.add(pathname.slice('/dist/cdn/'.length));
    else if (!isPageItself) otherRequests++;
  });
  await page.goto(`${site.url}/${name}.html`);
  await page.waitForFunction(() => customElements.get('rc-click-to-call'));
  await work?.(page);
  await page.evaluate(settle, SETTLING_IDLE_PERIODS);
  await page.close();
  return {...weighFiles(files), elsewhere: otherRequests};
}

async function signInAndCall(page) {
  await page.waitForFunction(() => customElements.get('rc-session'));
  await page.evaluate((server, accessToken) => {
    const session = document.querySelector('rc-session');
    Object.assign(session, {server, getAccessToken: async () => accessToken});
  }, `${simulator.url}/w/bytes`, token);
  await page.waitForSelector('rc-click-to-call:not(:state(link))');
  await page.click('rc-click-to-call');
  await page.waitForSelector('rc-click-to-call:state(active)');
  world.hangUp(world.facts.calls[0].id);
  await page.waitForSelector('rc-click-to-call:not(:state(active))');
}

const pages = {
  'call links, nobody signed in': await weighPage('links'),
  'the five elements for calls, signed in by the page’s own token, a call placed and ended':
    await weighPage('all', signInAndCall),
};
await browser.close();
await site.close();
await simulator.close();

// ------------------------------------------------------------------ other packages

const OTHERS = {
  'Lit (LitElement, html, css)': "export {LitElement, html, css} from 'lit';",
  'GitHub’s relative-time': "import '@github/relative-time-element';",
  'Shoelace button': "import '@shoelace-style/shoelace/dist/components/button/button.js';",
  'Shoelace button and select': `
    import '@shoelace-style/shoelace/dist/components/button/button.js';
    import '@shoelace-style/shoelace/dist/components/select/select.js';
    import '@shoelace-style/shoelace/dist/components/option/option.js';`,
  'Material button and select': `
    import '@material/web/button/text-button.js';
    import '@material/web/select/outlined-select.js';
    import '@material/web/select/select-option.js';`,
  'libphonenumber-js (min)': "export * from 'libphonenumber-js/min';",
  'libphonenumber-js (max)': "export * from 'libphonenumber-js/max';",
  'google-libphonenumber': "export * from 'google-libphonenumber';",
};

/** null where a bundler for browsers cannot take the package as it is. */
async function weighBundle(contents) {
  try {
    const {outputFiles} = await build({
      stdin: {contents, resolveDir: root},
      bundle: true, minify: true, format: 'esm', target: 'es2022', platform: 'browser',
      conditions: ['production'], define: {'process.env.NODE_ENV': '"production"'},
      loader: {'.svg': 'dataurl', '.css': 'text'}, legalComments: 'none',
      write: false, outdir: '/', logLevel: 'silent',
    });
    const script = outputFiles.find((file) => file.path.endsWith('.js'));
    return gzipSize(script.contents);
  } catch {
    return null;
  }
}

const others = {};
for (const [name, contents] of Object.entries(OTHERS)) others[name] = await weighBundle(contents);
const shippedC2d = path.join(root, 'node_modules/ringcentral-c2d/build/index.js');
if (existsSync(shippedC2d)) {
  others['ringcentral-c2d, as shipped'] = gzipSize(readFileSync(shippedC2d));
}

keep('bytes', {budgets, pages, others});

const kB = (bytes) => bytes === null ? '—' : (bytes / 1000).toFixed(1);
for (const {name, bytes, target} of budgets) {
  console.log(`${kB(bytes).padStart(7)} kB, target ${String(target).padStart(4)}  ${name}`);
}
for (const [name, {bytes, files, apart, list}] of Object.entries(pages)) {
  const parts = Object.entries(apart).map(([part, size]) => `${part} ${kB(size)}`);
  const separate = parts.join(', ') || 'nothing';
  console.log(`${kB(bytes).padStart(7)} kB in ${files} files  ${name}; apart: ${separate}`);
  for (const [file, size] of Object.entries(list)) console.log(`${kB(size).padStart(15)} kB  ${file}`);
}
for (const [name, bytes] of Object.entries(others)) {
  console.log(`${kB(bytes).padStart(7)} kB  ${withVersion(name)}`);
}
