// The cases of Google's matcher, with what its current version finds. The file is not part of this
// repository: MATCHER_CASES names it.
import {readFileSync} from 'node:fs';
import {findNumbers} from './load.mjs';

const file = process.env.MATCHER_CASES;
/** All cases, or none without the file. */
export const matcherCases = file ? JSON.parse(readFileSync(file, 'utf8')).cases : [];
/** Those that ask for valid numbers. */
const casesOfValid = matcherCases.filter(({leniency}) => leniency === 'VALID');

const knownRegion = (region) => /^[A-Z]{2}$/.test(region ?? '') && region !== 'ZZ' ? region : undefined;
const keyOf = ({e164, start, end, ext, extension = ext}) =>
  `${extension ? `${e164}x${extension}` : e164}@${start}-${end}`;
const keysOf = (numbers) => numbers.map(keyOf).join(', ') || 'none';

const findOurs = (text, country) => findNumbers(text, {country});

/**
 * `{id, text, region, expected, found, isRight}[]`: numbers, extensions and offsets are the same.
 * `isExpected`: which of the numbers of Google's matcher should be found.
 */
export function scoreMatcherCases(find = findOurs, {cases = casesOfValid, isExpected = () => true} = {}) {
  return cases.map(({id, text, region, googleCurrent}) => {
    const expected = keysOf(googleCurrent.filter(isExpected));
    const found = keysOf(find(text, knownRegion(region)));
    return {id, text, region, expected, found, isRight: expected === found};
  });
}
