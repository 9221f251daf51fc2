// Finds a browser of the Chromium family: CHROME_PATH, an installed one, or the one that npm brought
// with @sparticuz/chromium. Downloads nothing. `node scripts/browser.mjs` prints what was found.
import {accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {Launcher} from 'chrome-launcher';

const require = createRequire(import.meta.url);

/** Flags for every start. Background networking would try to reach the world; root has no sandbox. */
export const chromeArgs = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** @returns {Promise<{path: string, from: string}>} */
export async function findChrome() {
  const own = process.env.CHROME_PATH;
  if (own) {
    try {
      accessSync(own, constants.X_OK);
    } catch {
      throw new Error(`CHROME_PATH is ${own}, and there is no program of that name. Correct it or unset it.`);
    }
    return {path: own, from: 'CHROME_PATH'};
  }
  const installed = installedChrome();
  if (installed) return {path: installed, from: 'installed'};
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome was found. Install Chrome or Chromium, or set CHROME_PATH to one.');
  }
  return {path: await shippedChrome(), from: '@sparticuz/chromium'};
}

export function installedChrome() {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined;
  }
}

/**
 * The one engine whose pictures can be compared, with a font configuration of its own, so that neither the machine's
 * browsers nor its fonts make a difference.
 * @returns {Promise<{path: string, env: Record<string, string>}>}
 */
export async function pinnedChrome() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Pictures are compared on Linux x64 only: the browser that draws them comes for no other machine.');
  }
  const program = await shippedChrome();
  const home = path.join(path.dirname(program), 'fontconfig');
  mkdirSync(home, {recursive: true});
  // The engine dies where it finds no font at all, and the configuration that it brings looks elsewhere.
  writeFileSync(path.join(home, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(path.dirname(program), 'fonts')}</dir>
  <cachedir>${path.join(home, 'cache')}</cachedir>
</fontconfig>
`);
  return {path: program, env: {FONTCONFIG_PATH: home, FONTCONFIG_FILE: path.join(home, 'fonts.conf')}};
}

async function shippedChrome() {
  const home = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '..');
  const {version} = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const folder = fileURLToPath(new URL(`../node_modules/.cache/chromium-${version}/`, import.meta.url));
  mkdirSync(folder, {recursive: true});
  const {default: chromium, inflate, setupLambdaEnvironment} = await import('@sparticuz/chromium');
  // The package unpacks into os.tmpdir() and nowhere else.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const program = await chromium.executablePath();
    if (!existsSync('/usr/lib/x86_64-linux-gnu/libnss3.so')) {
      await inflate(path.join(home, 'bin/al2023.tar.br'));
      setupLambdaEnvironment(path.join(folder, 'al2023/lib'));
    }
    return program;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const found = await findChrome();
    console.log(`${found.path} (${found.from})`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
