// One row of a page with a number to call: as a link, as our element, and as elements of other
// packages that a page might use.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const numberOf = (index) => `+165055501${String(index % 100).padStart(2, '0')}`;
const ICON = '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path fill="none" stroke="currentColor" d="M5 4h4l1.5 4.5-2.3 1.7a13 13 0 0 0 5.6 5.6l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/></svg>';

const linkOf = (index) => `<a href="tel:${numberOf(index)}">Call Anna ${index}</a>`;

const LINK = 'link';
export const OURS = 'rc-click-to-call';

export const KINDS = {
  [LINK]: linkOf,
  [OURS]: (index) =>
    `<rc-click-to-call to="${numberOf(index)}">Call Anna ${index}</rc-click-to-call>`,
  'rc-click-to-call around a link': (index) =>
    `<rc-click-to-call to="${numberOf(index)}">${linkOf(index)}</rc-click-to-call>`,
  'relative-time': () =>
    '<relative-time datetime="2026-01-01T12:00:00Z">January 1, 2026</relative-time>',
  'sl-button': (index) =>
    `<sl-button href="tel:${numberOf(index)}">Call Anna ${index}</sl-button>`,
  'wa-button': (index) =>
    `<wa-button href="tel:${numberOf(index)}">Call Anna ${index}</wa-button>`,
  'md-text-button': (index) =>
    `<md-text-button href="tel:${numberOf(index)}">Call Anna ${index}</md-text-button>`,
  'bare-button': (index) => `<bare-button>Call Anna ${index}</bare-button>`,
  // The least that a page itself could write for a button with an icon and a label.
  'plain button': (index) => `<button type="button">${ICON}<span>Call Anna ${index}</span></button>`,
};

export const KIND_NAMES = Object.keys(KINDS);

export const rowsOf = (kind, count) => Array.from(
  {length: count}, (_, index) => `<div>${KINDS[kind](index)}</div>`,
).join('');

/**
 * The names in the order of a round. Each begins with another one, and every second round goes
 * backward, so that no name always follows the same other one.
 */
export function inTurn(names, round) {
  const order = names.map((_, i) => names[(i + round) % names.length]);
  return round % 2 ? order.toReversed() : order;
}

/** The ratios of a kind's samples to those of links in the same rounds. */
export const ratiosToLinks = (samples, kind) =>
  samples[kind].map((value, round) => value / samples[LINK][round]);

/** The elements of other packages in one script, as the build of a page would bundle them. */
export async function bundlePeers() {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('peers.mjs', import.meta.url))],
    bundle: true, minify: true, format: 'iife', target: 'es2022', ignoreAnnotations: true,
    write: false, logLevel: 'error',
  });
  return outputFiles[0].text;
}
