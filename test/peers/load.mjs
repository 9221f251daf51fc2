// Loads the finder and the parser from TypeScript, without a build. SRC names another `src` folder.
import path from 'node:path';
import {build} from 'esbuild';
import {root} from '../../scripts/run.mjs';

const src = path.resolve(process.env.SRC ?? path.join(root, 'src'));
const {outputFiles} = await build({
  entryPoints: [path.join(src, 'phone/index.ts')], bundle: true, format: 'esm', target: 'es2022',
  write: false, logLevel: 'error',
});
const code = Buffer.from(outputFiles[0].text).toString('base64');

export const {findNumbers, parseNumber} = await import(`data:text/javascript;base64,${code}`);
