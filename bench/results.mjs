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

const fileOf = (name) => new URL(`results/${name}.json`, import.meta.url);

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
