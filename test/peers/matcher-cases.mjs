// The cases of Google's matcher, with what its current version finds. The file is not part of this
// repository: MATCHER_CASES names it.
import {readFileSync} from 'node:fs';
import {findNumbers} from './load.mjs';

const file = process.env.MATCHER_CASES;
/** Those that ask for valid numbers, or none without the file. */
const matcherCases = file
  ? JSON.parse(readFileSync(file, 'utf8')).cases.filter(({leniency}) => leniency === 'VALID')
  : [];

const knownRegion = (region) => /^[A-Z]{2}$/.test(region ?? '') && region !== 'ZZ' ? region : undefined;
const keyOf = ({e164, start, end, ext, extension = ext}) =>
  `${extension ? `${e164}x${extension}` : e164}@${start}-${end}`;

/** `{id, text, region, expected, found, isRight}[]`: numbers, extensions and offsets are the same. */
export function scoreMatcherCases() {
  return matcherCases.map(({id, text, region, googleCurrent}) => {
    const expected = googleCurrent.map(keyOf).join(', ') || 'none';
    const found = findNumbers(text, {country: knownRegion(region)}).map(keyOf).join(', ') || 'none';
    return {id, text, region, expected, found, isRight: expected === found};
  });
}
