// Writes src/phone/metadata.ts: what the parser needs to know of every country's numbers, and no
// more; and src/phone/find/metadata.ts: which national numbers are in use, for the finder.
//   node scripts/metadata.mjs           writes the files
//   node scripts/metadata.mjs --check   fails when a file is not what the installed packages give
//
// Sources: libphonenumber-js (metadata.max.json) for formats, lengths, premium-rate and toll-free
// numbers; google-libphonenumber for emergency and short service numbers. Left out: the patterns of
// mobile, fixed, pager… numbers, except where several countries share a calling code and only they
// tell which country it is.
import {createRequire} from 'node:module';
import {readFile, writeFile} from 'node:fs/promises';
import {isDeepStrictEqual} from 'node:util';
import {gzipSync} from 'node:zlib';
import {transform} from 'esbuild';
import {tellApart} from './digit-patterns.mjs';

const require = createRequire(import.meta.url);
const max = require('libphonenumber-js/metadata.max.json');
const min = require('libphonenumber-js/metadata.min.json');
const shortNumbers = require('google-libphonenumber').ShortNumberInfo.getInstance();

async function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')).version;
}

const PREMIUM_RATE = 3;
const TOLL_FREE = 2;

// --- short numbers
// --------------------------------------------------------------------------------

/**
 * The shortest expression that matches exactly these strings of digits, by their common heads and
 * tails.
 */
function expressionOf(words) {
  const root = {};
  for (const word of words) {
    let node = root;
    for (const digit of word) node = node[digit] ??= {};
    node.end = true;
  }
  const write = (node) => {
    const tails = new Map();
    for (const digit of Object.keys(node).filter((key) => key !== 'end')) {
      const tail = write(node[digit]);
      tails.set(tail, [...tails.get(tail) ?? [], digit]);
    }
    const branches = [...tails].map(([tail, digits]) => oneOf(digits) + tail);
    if (branches.length === 0) return '';
    const body = branches.length > 1 ? `(?:${branches.join('|')})` : branches[0];
    if (!node.end) return body;
    return branches.length === 1 && body.length > 2 ? `(?:${body})?` : `${body}?`;
  };
  return write(root);
}

function oneOf(digits) {
  if (digits.length === 10) return '\\d';
  if (digits.length === 1) return digits[0];
  return `[${digits.join('').replace(/0123456789|\d+/g, (run) => ranges(run))}]`;
}

function ranges(run) {
  let text = '';
  for (let i = 0; i < run.length;) {
    let j = i;
    while (j + 1 < run.length && Number(run[j + 1]) === Number(run[j]) + 1) j++;
    text += j - i > 1 ? `${run[i]}-${run[j]}` : run.slice(i, j + 1);
    i = j + 1;
  }
  return text;
}

const tester = (description) => {
  const pattern = description?.getNationalNumberPattern();
  const expression = new RegExp(pattern ? `^(?:${pattern})$` : '$.');
  return (digits) => expression.test(digits);
};

function* shortDigits() {
  for (let length = 2; length <= 6; length++) {
    for (let i = 0; i < 10 ** length; i++) {
      const digits = String(i).padStart(length, '0');
      // Five and six digits: only where services live in practice (116xxx, 118xx, 10xxx…).
      // Elsewhere they are codes for text messages, and would take internal extensions away from
      // the people who have them.
      if (length < 5 || digits[0] === '1') yield digits;
    }
  }
}
const candidates = [...shortDigits()];

/**
 * Numbers that a voice call can reach: codes for text messages and the carriers' own long codes are
 * not.
 */
function shortNumbersOf(country) {
  const data = shortNumbers.getMetadataForRegion_(country);
  if (!data) return {emergency: '', service: ''};
  const isEmergency = tester(data.getEmergency());
  const isShort = tester(data.getShortCode());
  const isForTexts = tester(data.getSmsServices());
  const isCarriers = tester(data.getCarrierSpecific());
  const isService = (digits) => {
    if (!isShort(digits)) return false;
    return digits.length <= 3 || !(isForTexts(digits) || isCarriers(digits));
  };
  const found = {emergency: [], service: []};
  for (const digits of candidates) {
    if (isEmergency(digits)) found.emergency.push(digits);
    else if (isService(digits)) found.service.push(digits);
  }
  return {emergency: expressionOf(found.emergency), service: expressionOf(found.service)};
}

// --- the dense text
// -------------------------------------------------------------------------------

const inBase36 = (digits) => Number(digits).toString(36);

/** `(?:` as `<`, `\d` as `d`, `\d{3}` as `D3`, `\d{3,10}` as `E3a`. */
function densePattern(text) {
  if (/[dDE<]/.test(text.replaceAll('\\d', ''))) {
    throw new Error(`cannot be written densely: ${text}`);
  }
  return text
    .replaceAll('(?:', '<')
    .replace(/\\d\{(\d)\}/g, 'D$1')
    .replace(/\\d\{(\d+),(\d+)\}/g, (_, from, to) => `E${inBase36(from)}${inBase36(to)}`)
    .replaceAll('\\d', 'd');
}

function denseFormat([pattern, template, leading, prefixRule, prefixOptional, international]) {
  const counted = pattern.replace(/\(\\d(?:\{(\d+)(?:,(\d+))?\})?\)/g, (_, from = '1', to) =>
    inBase36(from) + (to ? `,${inBase36(to)}` : ''));
  const hasCountsOnly = /^[\d,a-z]+$/.test(counted);
  const groupCount = pattern.match(/\((?!\?)/g)?.length ?? 0;
  const plain = Array.from({length: groupCount}, (_, i) => `$${i + 1}`).join(' ');
  const columns = [
    hasCountsOnly ? counted : densePattern(pattern),
    template === plain ? '' : template,
    (leading ?? []).map(densePattern).join('!'),
    prefixRule || '',
    prefixOptional ? 1 : '',
    international || '',
  ];
  return columns.join(';').replace(/;+$/, '');
}

/** The patterns of some types of numbers, in libphonenumber-js's arrays. */
const patternsOf = (types) => types.filter(Boolean).map(([pattern]) => pattern).filter(Boolean);

/** The columns of libphonenumber-js's arrays, in their order, and ours after them. */
function lineOf(country, plan, types = []) {
  const short = country ? shortNumbersOf(country) : {emergency: '', service: ''};
  const dense = (pattern) => densePattern(pattern || '');
  const columns = [
    country,
    plan[0],
    dense(plan[1]),
    dense(plan[2]),
    plan[3].join(','),
    (plan[4] || []).map(denseFormat).join('_'),
    plan[5] || '',
    plan[6] || '',
    dense(plan[7]),
    plan[8] || '',
    plan[9] ? 1 : '',
    dense(plan[10]),
    dense(patternsOf(types).join('|')),
    plan[12] || '',
    dense(plan[11]?.[PREMIUM_RATE]?.[0]),
    dense(plan[11]?.[TOLL_FREE]?.[0]),
    dense(short.emergency),
    dense(short.service),
  ];
  return columns.join('\t').replace(/\t+$/, '');
}

/** libphonenumber's name for numbers of no country. */
const NO_COUNTRY = '001';

const lines = [];
for (const [code, countries] of Object.entries(max.country_calling_codes)) {
  if (countries[0] === NO_COUNTRY) {
    lines.push(lineOf('', max.nonGeographic[code]));
    continue;
  }
  for (const country of countries) {
    const types = min.countries[country][11] || undefined;
    lines.push(lineOf(country, max.countries[country], types));
  }
}
for (const [code, plan] of Object.entries(max.nonGeographic)) {
  if (!lines.some((line) => line.startsWith(`\t${code}\t`))) lines.push(lineOf('', plan));
}

const text = lines.join('\n');

/**
 * What a byte is worth: the share of digit strings, averaged over the lengths of a country's
 * numbers, that may pass although nobody has them.
 */
const SHARE_PER_BYTE = 0.0013;
const gzippedBytes = (pattern) => gzipSync(densePattern(pattern), {level: 9}).length;

/**
 * The numbers in use in a country, all kinds together: of the expressions that match all of them,
 * the one that is worth its bytes. Empty where the parser's own file has it already.
 */
function strictOf(country, plan) {
  if (min.countries[country][11]) return '';
  const patterns = [...new Set(patternsOf(plan[11]))];
  const choices = tellApart(patterns, plan[2]);
  const [exact] = choices;
  // Where a prefix is rewritten, digits that are no number would become somebody's.
  const [callingCode, , , lengths, , , , , trunkTransform] = plan;
  if (trunkTransform && callingCode !== '1') return densePattern(exact.pattern);
  const costOf = ({share, pattern}) =>
    (share - exact.share) / lengths.length / SHARE_PER_BYTE + gzippedBytes(pattern);
  const [best] = choices.sort((a, b) => costOf(a) - costOf(b));
  return densePattern(best.pattern);
}
const strictText = lines.flatMap((line) => {
  const [country] = line.split('\t', 1);
  const pattern = country && strictOf(country, max.countries[country]);
  return pattern ? [`${country}${pattern}`] : [];
}).join('\n');

for (const written of [text, strictText]) {
  const awkward = written.match(/.*(?:[`\\]|\$\{).*/);
  if (awkward) throw new Error(`needs escaping: ${awkward[0]}`);
}

const versions = await Promise.all(['libphonenumber-js', 'google-libphonenumber']
  .map(async (name) => `${name} ${await versionOf(name)}`));
const files = {
  'metadata.ts': `// Generated by scripts/metadata.mjs (npm run metadata); do not edit.
// Source: ${versions.join(' and ')},
// both derived from Google's libphonenumber (Apache License 2.0). Format: see numbering-plans.ts.

export const PLANS = \`${text}\`;
`,
  'find/metadata.ts': `// Generated by scripts/metadata.mjs (npm run metadata); do not edit.
// Source: ${versions[0]}, derived from Google's libphonenumber (Apache License 2.0).
// Format: see dialing-rules.ts.

export const STRICT = \`${strictText}\`;
`,
};

// --- proof: reading the text back gives what the packages say
// ----------------------------------------

const plansSource = await readFile(new URL('../src/phone/numbering-plans.ts', import.meta.url), 'utf8');
const {code} = await transform(plansSource, {loader: 'ts', format: 'esm'});
const readable = code
  .replace(/import \{ PLANS \} from .*;/, () => `const PLANS = ${JSON.stringify(text)};`);
const {metadata} = await import(`data:text/javascript,${encodeURIComponent(readable)}`);

const COMPARED_COLUMNS = 11;
const FORMATS_COLUMN = 4;

/** Without the difference between what is left out and what is empty. */
function comparable(plan) {
  const comparableFormat = ([pattern, template, leading, ...rest]) =>
    [pattern, template, leading ?? [], ...[0, 1, 2].map((i) => rest[i] || 0)];
  return Array.from({length: COMPARED_COLUMNS}, (_, column) => {
    const value = plan[column] || 0;
    return column === FORMATS_COLUMN && value ? value.map(comparableFormat) : value;
  });
}

for (const [country, plan] of Object.entries(max.countries)) {
  if (!isDeepStrictEqual(comparable(metadata.countries[country]), comparable(plan))) {
    throw new Error(`${country} does not survive the dense text`);
  }
}
const callingCodes = {
  ...max.country_calling_codes,
  ...Object.fromEntries(Object.keys(max.nonGeographic).map((code) => [code, [NO_COUNTRY]])),
};
if (!isDeepStrictEqual(metadata.country_calling_codes, callingCodes)) {
  throw new Error('the calling codes do not survive the dense text');
}

for (const [name, source] of Object.entries(files)) {
  const target = new URL(`../src/phone/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    await writeFile(target, source);
    console.log(`src/phone/${name}: ${source.length} bytes`);
  } else if (await readFile(target, 'utf8') !== source) {
    console.error(`src/phone/${name} is not current. Run: npm run metadata`);
    process.exitCode = 1;
  }
}
