// `npm run build:demo`: the demo as a folder of files for any web host, at any path, with its
// simulated RingCentral in a Service Worker, in dist-demo/.
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {root, run} from './run.mjs';

/** The built files lie beside the pages that `npm start` serves from another folder. */
export const withoutDist = (text) => text.replace(/\.\.\/((?:\.\.\/)*)dist\/(?:cdn\/)?/g, '$1');

function writeInto(folder, name, text) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, text);
}

/** The built scripts and pages, without their maps: those weigh more than all the rest. */
function copyBuilt(from, to) {
  for (const file of readdirSync(from, {recursive: true, withFileTypes: true})) {
    if (!/\.(html|js)$/.test(file.name)) continue;
    const source = path.join(file.parentPath, file.name);
    const withoutMap = readFileSync(source, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    writeInto(to, path.relative(from, source), withoutMap);
  }
}

/** Parts of the simulator that pages load. */
const FOR_PAGES = [
  'scenarios.js', 'inbound-scenarios.js', 'push/page-end.js', 'push/stand-in-socket.js',
  'sip/page-lines.js', 'sip/line-host.js', 'sip/page-audio.js', 'sip/ear-worklet.js', 'sip/ear.js', 'sip/dtmf.js',
  'sip/peer.js',
].map((file) => `simulator/${file}`);

/** Files of demo/ that pages load. The simulator is bundled, and static/ is copied as it is. */
function isForPages(file) {
  if (FOR_PAGES.includes(file)) return true;
  return /\.(html|css|js|svg)$/.test(file) && !/^(simulator|static)\//.test(file);
}

/**
 * @param {string} folder emptied first
 * @param {string} [dist] a built `dist/`
 */
export async function buildDemo(folder, dist = path.join(root, 'dist')) {
  const demo = path.join(root, 'demo');
  rmSync(folder, {recursive: true, force: true});
  copyBuilt(path.join(dist, 'cdn'), folder);
  copyBuilt(path.join(dist, 'vendor'), path.join(folder, 'vendor'));
  cpSync(path.join(dist, 'themes'), path.join(folder, 'themes'), {recursive: true});
  const files = readdirSync(demo, {recursive: true}).map((name) => name.split(path.sep).join('/'));
  for (const file of files.filter(isForPages)) {
    writeInto(folder, file, withoutDist(readFileSync(path.join(demo, file), 'utf8')));
  }
  cpSync(path.join(demo, 'static'), folder, {recursive: true});
  await build({
    entryPoints: [path.join(demo, 'simulator/worker.js')],
    outfile: path.join(folder, 'simulator.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.join(root, 'dist-demo');
  const code = await run(process.execPath, ['scripts/build.mjs']);
  if (code) process.exit(code);
  await buildDemo(folder);
  console.log('The demo is in dist-demo. Any web host can serve it, at any path (https or localhost).');
}
