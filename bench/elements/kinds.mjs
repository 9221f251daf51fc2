// One row of a page with a number to call: as a link, as our element, and as elements of other
// packages that a page might use.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const numberOf = (index) => `+165055501${String(index % 100).padStart(2, '0')}`;
const linkOf = (index) => `<a href="tel:${numberOf(index)}">Call Anna ${index}</a>`;

export const KINDS = {
  'link': linkOf,
  'rc-click-to-call': (index) =>
    `<rc-click-to-call to="${numberOf(index)}">Call Anna ${index}</rc-click-to-call>`,
  'rc-click-to-call around a link': (index) =>
    `<rc-click-to-call to="${numberOf(index)}">${linkOf(index)}</rc-click-to-call>`,
  'relative-time': () =>
    '<relative-time datetime="2026-01-01T12:00:00Z">January 1, 2026</relative-time>',
  'sl-button': (index) =>
    `<sl-button href="tel:${numberOf(index)}">Call Anna ${index}</sl-button>`,
  'md-text-button': (index) =>
    `<md-text-button href="tel:${numberOf(index)}">Call Anna ${index}</md-text-button>`,
};

export const rowsOf = (kind, count) =>
  Array.from({length: count}, (_, index) => `<div>${KINDS[kind](index)}</div>`).join('');

/** The elements of other packages in one script, as the build of a page would bundle them. */
export async function bundlePeers() {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('peers.mjs', import.meta.url))],
    bundle: true, minify: true, format: 'iife', target: 'es2022', ignoreAnnotations: true,
    write: false, logLevel: 'error',
  });
  return outputFiles[0].text;
}
