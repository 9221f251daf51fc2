// The finder as it is in src/, without a build.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One self-contained module; with `minify`, as a page would get it. */
export async function bundle(code, {minify = false, ...options} = {}) {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: root, loader: 'ts'}, bundle: true, minify, format: 'esm', target: 'es2022',
    write: false, logLevel: 'error', ...options,
  });
  return outputFiles[0].text;
}

const code = await bundle(`
  export {findNumbers, mayHoldNumber} from './src/phone/find/find-numbers.ts';
  export {parseNumber} from './src/phone/parse.ts';`);
export const {findNumbers, mayHoldNumber, parseNumber} =
  await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
