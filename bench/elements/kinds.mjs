// One row of a page with a number to call, as a link, as our element, and as elements of others that a page might use.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const number = (i) => `+165055501${String(i % 100).padStart(2, '0')}`;

export const KINDS = {
  'link': (i) => `<a href="tel:${number(i)}">Call Anna ${i}</a>`,
  'rc-click-to-call': (i) => `<rc-click-to-call to="${number(i)}">Call Anna ${i}</rc-click-to-call>`,
  'rc-click-to-call around a link': (i) =>
    `<rc-click-to-call to="${number(i)}"><a href="tel:${number(i)}">Call Anna ${i}</a></rc-click-to-call>`,
  'relative-time': () => '<relative-time datetime="2026-01-01T12:00:00Z">January 1, 2026</relative-time>',
  'sl-button': (i) => `<sl-button href="tel:${number(i)}">Call Anna ${i}</sl-button>`,
  'md-text-button': (i) => `<md-text-button href="tel:${number(i)}">Call Anna ${i}</md-text-button>`,
};

export const rowsOf = (kind, count) => Array.from({length: count}, (_, i) => `<div>${KINDS[kind](i)}</div>`).join('');

/** The others' elements in one script, as a page's own build would make it. */
export async function peers() {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('peers.mjs', import.meta.url))],
    bundle: true, minify: true, format: 'iife', target: 'es2022', ignoreAnnotations: true, write: false, logLevel: 'error',
  });
  return outputFiles[0].text;
}
