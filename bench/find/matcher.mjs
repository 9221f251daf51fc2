// MATCHER_CASES=…/matcher-cases.json node bench/find/matcher.mjs
// Scores finders on the test cases of Google's matcher and of libphonenumber-js. A case is right if
// numbers, offsets and extensions are those that Google's matcher finds today. The file of the cases
// is not part of the repository. The main score is for the cases of leniency VALID, where
// libphonenumber-js max has 95.9 %.
import {readFileSync} from 'node:fs';
import {findPhoneNumbersInText} from 'libphonenumber-js/max';
import {findNumbers} from './load.mjs';

const casesFile = process.env.MATCHER_CASES;
if (!casesFile) {
  console.log('Nothing to score: set MATCHER_CASES to the file of the cases.');
  process.exit(0);
}
const {cases} = JSON.parse(readFileSync(casesFile, 'utf8'));
const DOUBLE_PLUS = 'the parser does not accept the mistyped second plus; the number is found without it';
/** Differences on purpose, by case. */
const REASONS = {
  g652: DOUBLE_PLUS, g653: DOUBLE_PLUS, g654: DOUBLE_PLUS, g655: DOUBLE_PLUS, g656: DOUBLE_PLUS,
  g100: 'three decimals; every measurement on a page would be marked',
  g106: 'a date and an hour; readers take "2012-01-02 08" for a date',
};
function keyOf({e164, start, end, ext, extension = ext}) {
  const dialed = extension ? `${e164}x${extension}` : e164;
  return `${dialed}@${start}-${end}`;
}
const knownRegion = (region) => /^[A-Z]{2}$/.test(region ?? '') && region !== 'ZZ' ? region : undefined;

const finders = {
  ours: (text, country) => findNumbers(text, {country}),
  'libphonenumber-js max': (text, country) => {
    try {
      return findPhoneNumbersInText(text, {...country && {defaultCountry: country}, v2: true})
        .map(({number, startsAt, endsAt}) => ({e164: number.number, ext: number.ext, start: startsAt, end: endsAt}));
    } catch {
      return [];
    }
  },
};

const differences = [];
function score(name, find, isScored, isExpected) {
  let rightCount = 0;
  const scoredCases = cases.filter(isScored);
  for (const testCase of scoredCases) {
    const expected = testCase.googleCurrent.filter(isExpected).map(keyOf).join();
    const found = find(testCase.text, knownRegion(testCase.region)).map(keyOf).join();
    if (found === expected) rightCount++;
    else if (name === 'ours' && testCase.leniency === 'VALID') differences.push([testCase, expected, found]);
  }
  return `${rightCount}/${scoredCases.length} = ${(100 * rightCount / scoredCases.length).toFixed(1)} %`;
}

for (const [name, find] of Object.entries(finders)) {
  console.log(`${name.padEnd(24)} leniency VALID: ${score(name, find, ({leniency}) => leniency === 'VALID', () => true)}`);
  console.log(`${''.padEnd(24)} all ${cases.length}, valid numbers only: ${score(`${name}, all`, find, () => true, ({valid}) => valid)}`);
}
for (const [{id, text, region}, expected, found] of differences) {
  console.log(`${id} ${region} ${JSON.stringify(text.slice(0, 100))}\n    expected ${expected || 'nothing'}, found ${found || 'nothing'}`
    + (REASONS[id] ? `\n    on purpose: ${REASONS[id]}` : ''));
}
