// What a bench found: medians with their spread, kept as JSON.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';

/** `--quick`: fewer rounds, for a look; the figures in the docs are made without it. */
export const quick = process.argv.includes('--quick');

/** The middle of the values, and the quarter of them on either side. */
export function spread(values, digits = 2) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1), below = Math.floor(place);
    const value = sorted[below] + (sorted[Math.ceil(place)] - sorted[below]) * (place - below);
    return Number(value.toFixed(digits));
  };
  return {median: at(0.5), low: at(0.25), high: at(0.75), repeats: values.length};
}

export const show = ({median, low, high}) => `${median} (${low}–${high})`;

/** By how the benches call them; the rest of a name says which part of the package is meant. */
const PACKAGES = {
  'Lit': 'lit', 'GitHub’s relative-time': '@github/relative-time-element', 'relative-time': '@github/relative-time-element',
  'Shoelace': '@shoelace-style/shoelace', 'sl-button': '@shoelace-style/shoelace', 'Material': '@material/web',
  'md-text-button': '@material/web', 'libphonenumber-js': 'libphonenumber-js', 'google-libphonenumber': 'google-libphonenumber',
  'ringcentral-c2d': 'ringcentral-c2d', 'linkifyjs': 'linkifyjs',
};

/** `libphonenumber-js max` → `libphonenumber-js 1.13.16 max`; what is no package of others stays as it is. */
export function withVersion(name) {
  const peer = Object.keys(PACKAGES).find((one) => name === one || name.startsWith(`${one} `) || name.startsWith(`${one},`));
  if (!peer) return name;
  const file = new URL(`../node_modules/${PACKAGES[peer]}/package.json`, import.meta.url);
  return `${peer} ${JSON.parse(readFileSync(file, 'utf8')).version}${name.slice(peer.length)}`;
}

const fileOf = (name) => new URL(`results/${name}.json`, import.meta.url);

/** As JSON without a date, so that it changes only with what was found. */
export function keep(name, result) {
  mkdirSync(new URL('results/', import.meta.url), {recursive: true});
  writeFileSync(fileOf(name), `${JSON.stringify({quick, ...result}, null, 2)}\n`);
}

/** What a bench found last; null = it never ran. */
export function read(name) {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8'));
  } catch {
    return null;
  }
}
