// Writes src/phone/metadata.ts: what the parser needs to know of every country's numbers, and no more; and
// src/phone/find/metadata.ts: which national numbers are in use, for the finder.
//   node scripts/metadata.mjs           writes the files
//   node scripts/metadata.mjs --check   fails when a file is not what the installed packages give
//
// Sources: libphonenumber-js (metadata.max.json) for formats, lengths, premium-rate and toll-free numbers;
// google-libphonenumber for emergency and short service numbers. Left out: the patterns of mobile, fixed,
// pager… numbers, except where several countries share a calling code and only they tell which country it is.
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
const versionOf = async (name) =>
  JSON.parse(await readFile(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

const PREMIUM_RATE = 3;
const TOLL_FREE = 2;

// --- short numbers --------------------------------------------------------------------------------

/** The shortest expression that matches exactly these strings of digits, by their common heads and tails. */
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
      // Five and six digits: only where services live in practice (116xxx, 118xx, 10xxx…). Elsewhere they are
      // codes for text messages, and would take internal extensions away from the people who have them.
      if (length < 5 || digits[0] === '1') yield digits;
    }
  }
}
const candidates = [...shortDigits()];

/** Numbers that a voice call can reach: codes for text messages and the carriers' own long codes are not. */
function shortNumbersOf(country) {
  const data = shortNumbers.getMetadataForRegion_(country);
  if (!data) return {emergency: '', service: ''};
  const emergency = tester(data.getEmergency());
  const isShort = tester(data.getShortCode());
  const texts = tester(data.getSmsServices());
  const carrier = tester(data.getCarrierSpecific());
  const found = {emergency: [], service: []};
  for (const digits of candidates) {
    if (emergency(digits)) found.emergency.push(digits);
    else if (isShort(digits) && (digits.length <= 3 || !(texts(digits) || carrier(digits)))) found.service.push(digits);
  }
  return {emergency: expressionOf(found.emergency), service: expressionOf(found.service)};
}

// --- the dense text -------------------------------------------------------------------------------

const regex = (text) => {
  if (/[dDE<]/.test(text.replaceAll('\\d', ''))) throw new Error(`cannot be written densely: ${text}`);
  return text.replace(/\(\?:/g, '<').replace(/\\d\{(\d)\}/g, 'D$1')
    .replace(/\\d\{(\d+),(\d+)\}/g, (_, from, to) => `E${Number(from).toString(36)}${Number(to).toString(36)}`)
    .replaceAll('\\d', 'd');
};

function format([pattern, template, leading, prefixRule, prefixOptional, international]) {
  const counted = pattern.replace(/\(\\d(?:\{(\d+)(?:,(\d+))?\})?\)/g, (_, from = '1', to) =>
    Number(from).toString(36) + (to ? `,${Number(to).toString(36)}` : ''));
  const count = pattern.match(/\((?!\?)/g)?.length ?? 0;
  const plain = Array.from({length: count}, (_, i) => `$${i + 1}`).join(' ');
  return [
    /^[\d,a-z]+$/.test(counted) ? counted : regex(pattern),
    template === plain ? '' : template,
    (leading ?? []).map(regex).join('!'), prefixRule || '', prefixOptional ? 1 : '', international || '',
  ].join(';').replace(/;+$/, '');
}

function lineOf(country, plan, types) {
  const short = country ? shortNumbersOf(country) : {emergency: '', service: ''};
  const union = types ? types.filter(Boolean).map(([pattern]) => pattern).filter(Boolean).join('|') : '';
  const of = (kind) => regex(plan[11]?.[kind]?.[0] || '');
  return [
    country, plan[0], regex(plan[1] || ''), regex(plan[2]), plan[3].join(','), (plan[4] || []).map(format).join('_'),
    plan[5] || '', plan[6] || '', regex(plan[7] || ''), plan[8] || '', plan[9] ? 1 : '',
    regex(plan[10] || ''), regex(union),
    plan[12] || '', of(PREMIUM_RATE), of(TOLL_FREE), regex(short.emergency), regex(short.service),
  ].join('\t').replace(/\t+$/, '');
}

const lines = [];
for (const [code, countries] of Object.entries(max.country_calling_codes)) {
  if (countries[0] === '001') lines.push(lineOf('', max.nonGeographic[code]));
  else for (const country of countries) lines.push(lineOf(country, max.countries[country], min.countries[country][11]));
}
for (const [code, plan] of Object.entries(max.nonGeographic)) {
  if (!lines.some((line) => line.startsWith(`\t${code}\t`))) lines.push(lineOf('', plan));
}

const text = lines.join('\n');

/** What share of numbers that are not in use may pass beside those that are: bytes for precision. */
const LOOSENESS = 0.5;
const weigh = (pattern) => gzipSync(regex(pattern), {level: 9}).length;

/**
 * What is in use in a country, all kinds of numbers together: the lightest of the expressions that match all of it
 * and hardly more. Nothing where the parser's own file has it already.
 */
function strictOf(country, plan) {
  if (min.countries[country][11]) return '';
  const patterns = [...new Set(plan[11].filter(Boolean).map(([pattern]) => pattern).filter(Boolean))];
  const choices = tellApart(patterns, plan[2]);
  const [lightest] = choices.filter(({size}) => size <= choices[0].size * (1 + LOOSENESS))
    .sort((a, b) => weigh(a.pattern) - weigh(b.pattern));
  return regex(lightest.pattern);
}
const strictText = lines.flatMap((line) => {
  const [country] = line.split('\t', 1);
  const pattern = country && strictOf(country, max.countries[country]);
  return pattern ? [`${country}${pattern}`] : [];
}).join('\n');

for (const each of [text, strictText]) {
  const awkward = each.match(/.*(?:[`\\]|\$\{).*/);
  if (awkward) throw new Error(`needs escaping: ${awkward[0]}`);
}

const versions = [];
for (const name of ['libphonenumber-js', 'google-libphonenumber']) versions.push(`${name} ${await versionOf(name)}`);
const written = {
  'metadata.ts': `// Generated by scripts/metadata.mjs (npm run metadata); do not edit.
// Source: ${versions.join(' and ')},
// both derived from Google's libphonenumber (Apache License 2.0). Format: see numbering-plans.ts.

export const PLANS = \`${text}\`;
`,
  'find/metadata.ts': `// Generated by scripts/metadata.mjs (npm run metadata); do not edit.
// Source: ${versions[0]}, derived from Google's libphonenumber (Apache License 2.0).
// Format: see numbers-in-use.ts.

export const STRICT = \`${strictText}\`;
`,
};

// --- proof: reading the text back gives what the packages say ----------------------------------------

const plansSource = await readFile(new URL('../src/phone/numbering-plans.ts', import.meta.url), 'utf8');
const {code} = await transform(plansSource, {loader: 'ts', format: 'esm'});
const readable = code.replace(/import \{ PLANS \} from .*;/, () => `const PLANS = ${JSON.stringify(text)};`);
const {metadata} = await import(`data:text/javascript,${encodeURIComponent(readable)}`);

const comparable = (plan) => plan.slice(0, 11).map((value, column) => column === 4 && value
  ? value.map(([pattern, template, leading, ...rest]) =>
      [pattern, template, leading ?? [], ...[0, 1, 2].map((i) => rest[i] || 0)])
  : value || 0);
for (const [country, plan] of Object.entries(max.countries)) {
  if (!isDeepStrictEqual(comparable(metadata.countries[country]), comparable([...plan, ...Array(11)]))) {
    throw new Error(`${country} does not survive the dense text`);
  }
}
if (!isDeepStrictEqual(metadata.country_calling_codes, {
  ...max.country_calling_codes, ...Object.fromEntries(Object.keys(max.nonGeographic).map((key) => [key, ['001']])),
})) throw new Error('the calling codes do not survive the dense text');

for (const [name, source] of Object.entries(written)) {
  const target = new URL(`../src/phone/${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    await writeFile(target, source);
    console.log(`src/phone/${name}: ${source.length} bytes`);
  } else if (await readFile(target, 'utf8') !== source) {
    console.error(`src/phone/${name} is not current. Run: npm run metadata`);
    process.exitCode = 1;
  }
}
