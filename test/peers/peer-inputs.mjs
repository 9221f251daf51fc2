// Inputs of other projects' tests (data/peer-inputs.json), with the numbers that they expect.
import {readFileSync} from 'node:fs';
import {findNumbers, parseNumber} from './load.mjs';

const sources = JSON.parse(readFileSync(new URL('data/peer-inputs.json', import.meta.url), 'utf8'));

/** `{project, via, country, text, answer}`; `via` is "find" or "parse". */
export const peerInputs = sources.flatMap(({project, cases}) =>
  cases.map(([via, country, text, answer]) => ({project, via, country, text, answer})));

const keyOf = ({e164, extension}) => extension ? `${e164} x${extension}` : e164;

/** The answer of our finder or parser, as text: numbers or "none". */
export function answerTo({via, country, text}) {
  const options = country ? {country} : {};
  const found = via === 'find' ? findNumbers(text, options) : [parseNumber(text, options)].filter(Boolean);
  return found.map(keyOf).join(', ') || 'none';
}
