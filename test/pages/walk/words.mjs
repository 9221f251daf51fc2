// The English words of the elements, as patterns: which kind of sentence does a person read or hear?
import {build} from 'esbuild';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function englishWords() {
  const {outputFiles: [{text}]} = await build({
    stdin: {
      contents: `export {callWords} from './src/i18n/en/calls.js'; export {callStatusWords} from './src/i18n/en/call-status.js';
        export {clickToCallWords} from './src/i18n/en/click-to-call.js';`,
      resolveDir: root, loader: 'ts',
    },
    bundle: true, format: 'esm', write: false, absWorkingDir: root,
  });
  const {callWords, callStatusWords, clickToCallWords} = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return {...callWords, ...callStatusWords, ...clickToCallWords};
}

const words = await englishWords();
const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

/** Pattern of a sentence with its placeholders: `who` is the one that is given, others are any text. */
function sourceOf(text, who) {
  return escaped(text).replace(/\\?\{(\w+)\\?\}/g, (_, name) => name === 'who' && who ? escaped(who) : '.+?');
}

/** A pattern for the sentences whose keys match. */
export function sentences(keys, who) {
  const sources = Object.entries(words).filter(([key]) => keys.test(key)).map(([, text]) => sourceOf(text, who));
  if (sources.length === 0) throw new Error(`There are no words ${keys}.`);
  return new RegExp(sources.join('|'));
}

export const says = (text, keys, who) => sentences(keys, who).test(text);

/** Whether the whole name of a control is one of these words. */
export const isNamed = (name, keys, who) => new RegExp(`^(?:${sentences(keys, who).source})$`).test(name);
