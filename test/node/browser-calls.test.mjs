// Servers import the phone of a browser, too, as a part of a page's code.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {build} from 'esbuild';

test('the phone of a browser can be imported where there is no browser, which is not one', async () => {
  const {outputFiles: [{text}]} = await build({
    stdin: {
      contents: `import './src/browser-calls/define.js';
        export {providedPhone} from './src/store/phone-port.js';`,
      resolveDir: new URL('../..', import.meta.url).pathname,
    },
    bundle: true, write: false, format: 'esm', platform: 'node', ignoreAnnotations: true, external: ['./phone.js'],
  });
  const {providedPhone} = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.equal(providedPhone().isPossible, false);
});
