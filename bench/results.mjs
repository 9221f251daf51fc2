// Results of a bench: medians with their spread, stored as JSON.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';

/** `--quick` measures fewer rounds, for a first look; the figures in the docs come without it. */
export const quick = process.argv.includes('--quick');

/** The median of some values, and their quartiles. */
export function spread(values, digits = 2) {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share) => {
    const position = share * (sorted.length - 1);
    const lower = sorted[Math.floor(position)];
    const upper = sorted[Math.ceil(position)];
    const value = lower + (upper - lower) * (position - Math.floor(position));
    return Number(value.toFixed(digits));
  };
  return {
    median: quantile(0.5), low: quantile(0.25), high: quantile(0.75), repeats: values.length,
  };
}

export const show = ({median, low, high}) => `${median} (${low}–${high})`;

/**
 * The package behind each name that the benches use. The rest of such a name says which part of the
 * package was measured.
 */
const PACKAGES = {
  'Lit': 'lit',
  'GitHub’s relative-time': '@github/relative-time-element',
  'relative-time': '@github/relative-time-element',
  'Shoelace': '@shoelace-style/shoelace',
  'sl-button': '@shoelace-style/shoelace',
  'Web Awesome': '@awesome.me/webawesome',
  'wa-button': '@awesome.me/webawesome',
  'Material': '@material/web',
  'md-text-button': '@material/web',
  'libphonenumber-js': 'libphonenumber-js',
  'google-libphonenumber': 'google-libphonenumber',
  'ringcentral-c2d': 'ringcentral-c2d',
  'linkifyjs': 'linkifyjs',
};

/** `libphonenumber-js max` → `libphonenumber-js 1.13.16 max`; other names stay as they are. */
export function withVersion(name) {
  const isNamed = (peer) => name === peer || /^[ ,]/.test(name.slice(peer.length));
  const peer = Object.keys(PACKAGES).find((key) => name.startsWith(key) && isNamed(key));
  if (!peer) return name;
  const file = new URL(`../node_modules/${PACKAGES[peer]}/package.json`, import.meta.url);
  const {version} = JSON.parse(readFileSync(file, 'utf8'));
  return `${peer} ${version}${name.slice(peer.length)}`;
}

const fileOf = (name) => new URL(`results/${name}.json`, import.meta.url);

/** Stores a result without a date, so that the file changes only with the figures. */
export function keep(name, result) {
  mkdirSync(new URL('results/', import.meta.url), {recursive: true});
  writeFileSync(fileOf(name), `${JSON.stringify({quick, ...result}, null, 2)}\n`);
}

/** The last result of a bench; null if it never ran. */
export function read(name) {
  try {
    return JSON.parse(readFileSync(fileOf(name), 'utf8'));
  } catch {
    return null;
  }
}
