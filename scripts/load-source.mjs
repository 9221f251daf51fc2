// Lets scripts use a TypeScript module of the sources, without a build.
import path from 'node:path';
import {build} from 'esbuild';
import {root} from './run.mjs';

/** Imports a TypeScript module that has no side effects. */
export async function loadSource(file) {
  const {outputFiles: [{text}]} = await build({
    entryPoints: [path.join(root, file)],
    bundle: true, write: false, format: 'esm', platform: 'neutral', logLevel: 'error',
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
