// The dense text of a country's numbers, which src/phone/numbering-plans.ts reads.
import {shortNumbersOf} from './metadata-short-numbers.mjs';

/** libphonenumber's name for numbers of no country. */
export const NO_COUNTRY = '001';

const PREMIUM_RATE = 3;
const TOLL_FREE = 2;

const inBase36 = (digits) => Number(digits).toString(36);

/** `(?:` as `<`, `\d` as `d`, `\d{3}` as `D3`, `\d{3,10}` as `E3a`. */
export function densePattern(text) {
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
export const patternsOf = (types) => types.filter(Boolean).map(([pattern]) => pattern).filter(Boolean);

/** The columns of libphonenumber-js's arrays, in their order, and ours after them. */
export function lineOf(country, plan, types = []) {
  const short = country ? shortNumbersOf(country) : {emergency: '', service: ''};
  const dense = (pattern) => densePattern(pattern || '');
  const kindsOfNumbers = plan[11] || [];
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
    dense(kindsOfNumbers[PREMIUM_RATE]?.[0]),
    dense(kindsOfNumbers[TOLL_FREE]?.[0]),
    dense(short.emergency),
    dense(short.service),
  ];
  return columns.join('\t').replace(/\t+$/, '');
}
