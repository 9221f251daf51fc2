// Loads the finder from src/ without a build.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles code into one self-contained module. With `minify` it is as a page gets it. */
export async function bundle(source, {minify = false, ...options} = {}) {
  const {outputFiles} = await build({
    stdin: {contents: source, resolveDir: root, loader: 'ts'}, bundle: true, minify, format: 'esm',
    target: 'es2022', write: false, logLevel: 'error', ...options,
  });
  return outputFiles[0].text;
}

const code = await bundle(`
  export {findNumbers, mayHoldNumber} from './src/phone/find/find-numbers.ts';
  export {parseNumber} from './src/phone/parse.ts';`);
export const {findNumbers, mayHoldNumber, parseNumber} =
  await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
