// Inputs in the shape of public reports, with what the finder and the parser should answer. The
// file is not part of this repository: REPORTED_NUMBERS names it.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {findNumbers, parseNumber} from './load.mjs';

const file = process.env.REPORTED_NUMBERS;

/** Names a case in tables, so that no input is copied into them. */
const idOf = ({text, html, country, parse}) =>
  createHash('sha1').update(`${country} ${parse ? 'parse' : 'find'} ${html ?? text}`).digest('hex').slice(0, 8);

/** Those of the file, or none without it. */
const allCases = file
  ? JSON.parse(readFileSync(file, 'utf8')).cases.map((testCase) => ({...testCase, id: idOf(testCase)}))
  : [];
export const reportedTexts = allCases.filter(({expect, parse}) => expect || parse);
export const reportedPages = allCases.filter(({page}) => page);

const keyOf = ({e164, extension}) => extension ? `${e164} x${extension}` : e164;
/** An answer as text: one number, several, or "none". */
export const answerOf = (answer) => answer === 'none' || answer === null
  ? 'none'
  : [answer].flat().map(keyOf).join(', ') || 'none';

/** `{answer, isRight, isHarmful}` of a text. */
export function judgeReported({text, country, expect, parse, accept = [], never = []}) {
  const answer = answerOf(expect ? findNumbers(text, {country}) : parseNumber(text, {country}));
  return {
    answer,
    isRight: [expect ?? parse, ...accept].some((allowed) => answerOf(allowed) === answer),
    isHarmful: answer.split(', ').some((number) => never.includes(number)),
  };
}
