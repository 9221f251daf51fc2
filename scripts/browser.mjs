// Finds a browser of the Chromium family: CHROME_PATH, an installed one, or the one that npm
// brought with @sparticuz/chromium. Downloads nothing. `node scripts/browser.mjs` prints what was
// found.
import {accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {Launcher} from 'chrome-launcher';

const require = createRequire(import.meta.url);

/**
 * Flags for every start. Background networking would try to reach the world; root has no sandbox.
 */
export const chromeArgs = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A microphone that beeps, which no user has to allow, and sound without a gesture. */
export const fakeMediaArgs = [
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** @sparticuz/chromium exists for one kind of machine. */
export const hasShippedChrome = process.platform === 'linux' && process.arch === 'x64';

/** @returns {Promise<{path: string, from: string}>} */
export async function findChrome() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    try {
      accessSync(chosen, constants.X_OK);
    } catch {
      throw new Error(`CHROME_PATH is ${chosen}, which is not a program. Correct it or unset it.`);
    }
    return {path: chosen, from: 'CHROME_PATH'};
  }
  const installed = installedChrome();
  if (installed) return {path: installed, from: 'installed'};
  if (!hasShippedChrome) {
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
 * The one engine whose pictures can be compared, with a font configuration of its own, so that
 * neither the machine's browsers nor its fonts make a difference.
 * @returns {Promise<{path: string, env: Record<string, string>}>}
 */
export async function pinnedChrome() {
  if (!hasShippedChrome) {
    throw new Error('Pictures are compared on Linux x64 only: their browser exists for no other machine.');
  }
  const program = await shippedChrome();
  const home = path.join(path.dirname(program), 'fontconfig');
  const configuration = path.join(home, 'fonts.conf');
  mkdirSync(home, {recursive: true});
  // The engine dies without any font, and the configuration that it brings looks elsewhere.
  writeFileSync(configuration, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(path.dirname(program), 'fonts')}</dir>
  <cachedir>${path.join(home, 'cache')}</cachedir>
</fontconfig>
`);
  return {path: program, env: {FONTCONFIG_PATH: home, FONTCONFIG_FILE: configuration}};
}

async function shippedChrome() {
  const home = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '..');
  const {version} = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const cache = new URL(`../node_modules/.cache/chromium-${version}/`, import.meta.url);
  const folder = fileURLToPath(cache);
  mkdirSync(folder, {recursive: true});
  const {default: chromium, inflate, setupLambdaEnvironment} = await import('@sparticuz/chromium');
  // The package unpacks into os.tmpdir() and nowhere else.
  const previousFolder = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const program = await chromium.executablePath();
    if (!existsSync('/usr/lib/x86_64-linux-gnu/libnss3.so')) {
      await inflate(path.join(home, 'bin/al2023.tar.br'));
      setupLambdaEnvironment(path.join(folder, 'al2023/lib'));
    }
    return program;
  } finally {
    if (previousFolder === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = previousFolder;
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
