// `npm run build`: dist/ from src/. With --fast only what a page runs, without declarations.
import {copyFileSync, cpSync, mkdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import {writeEditorData} from './editor-data.mjs';
import {writeFrameworkTypes} from './framework-types.mjs';
import {writeIntegrity} from './integrity.mjs';
import {writePreloads} from './preloads.mjs';
import {publishDeclarations} from './published-paths.mjs';
import {root, run} from './run.mjs';

const fast = process.argv.includes('--fast');
const dist = path.join(root, 'dist');
const declarations = path.join(root, 'node_modules/.cache/declarations');

async function step(command, ...args) {
  const code = await run(command, args);
  if (code === 0) return;
  console.error(`The build stopped at: ${command} ${args.join(' ')}`);
  process.exit(code);
}

rmSync(dist, {recursive: true, force: true});
await step('rollup', '-c', 'scripts/rollup.vendor.mjs', '--silent');
await step('rollup', '-c', '--silent');
if (!fast) {
  rmSync(declarations, {recursive: true, force: true});
  await step('tsc', '-p', 'tsconfig.build.json');
  publishDeclarations(declarations, dist);
  // The compiler emits no declarations for modules that came with their own.
  mkdirSync(path.join(dist, 'vendor'), {recursive: true});
  for (const library of ['ringcentral-sdk', 'ringcentral-web-phone']) {
    const types = `vendor/${library}.d.ts`;
    copyFileSync(path.join(root, 'src', types), path.join(dist, types));
  }
  writeFrameworkTypes(dist);
  writeEditorData(dist);
}
cpSync(path.join(root, 'src/themes'), path.join(dist, 'themes'), {recursive: true});
const cdn = path.join(dist, 'cdn');
writeIntegrity(cdn);
writePreloads(cdn, path.join(root, 'node_modules/.cache/cdn-modules.json'));
