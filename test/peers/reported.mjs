// Inputs in the shape of public reports, with what the finder and the parser should answer. The
// file is not part of this repository: REPORTED_NUMBERS names it.
import {readFileSync} from 'node:fs';
import {findNumbers, parseNumber} from './load.mjs';

const file = process.env.REPORTED_NUMBERS;
/** Of the file, or none without it. */
export const reportedCases = file ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

const keyOf = ({e164, extension}) => extension ? `${e164} x${extension}` : e164;
/** An answer as text: of one number, of several, of "none". */
export const answerOf = (answer) => answer === 'none' || answer === null
  ? 'none'
  : [answer].flat().map(keyOf).join(', ') || 'none';

/** `{answer, isRight, isHarmful}` of a case with `expect` or `parse`. */
export function judgeReported({text, country, expect, parse, accept = [], never = []}) {
  const answer = answerOf(expect ? findNumbers(text, {country}) : parseNumber(text, {country}));
  return {
    answer,
    isRight: [expect ?? parse, ...accept].some((allowed) => answerOf(allowed) === answer),
    isHarmful: answer.split(', ').some((number) => never.includes(number)),
  };
}
