// MATCHER_CASES=…/matcher-cases.json node bench/find/matcher.mjs
// Scores finders on the test cases of Google's matcher and of libphonenumber-js. A case is right if
// numbers, offsets and extensions are those that Google's matcher finds today. The file of the cases
// is not part of the repository. The main score is for the cases of leniency VALID, where
// libphonenumber-js max has 95.9 %.
import {findPhoneNumbersInText} from 'libphonenumber-js/max';
import {matcherCases, scoreMatcherCases} from '../../test/peers/matcher-cases.mjs';

if (matcherCases.length === 0) {
  console.log('Nothing to score: set MATCHER_CASES to the file of the cases.');
  process.exit(0);
}
const DOUBLE_PLUS = 'the parser does not accept the mistyped second plus; the number is found without it';
/** Differences on purpose, by case. */
const REASONS = {
  g652: DOUBLE_PLUS, g653: DOUBLE_PLUS, g654: DOUBLE_PLUS, g655: DOUBLE_PLUS, g656: DOUBLE_PLUS,
  g100: 'three decimals; every measurement on a page would be marked',
  g106: 'a date and an hour; readers take "2012-01-02 08" for a date',
};

function findWithLibphonenumber(text, country) {
  try {
    return findPhoneNumbersInText(text, {...country && {defaultCountry: country}, v2: true})
      .map(({number, startsAt, endsAt}) => ({e164: number.number, ext: number.ext, start: startsAt, end: endsAt}));
  } catch {
    return [];
  }
}

function shareOf(scored) {
  const rightCount = scored.filter(({isRight}) => isRight).length;
  return `${rightCount}/${scored.length} = ${(100 * rightCount / scored.length).toFixed(1)} %`;
}

for (const [name, find] of [['ours'], ['libphonenumber-js max', findWithLibphonenumber]]) {
  const ofAll = scoreMatcherCases(find, {cases: matcherCases, isExpected: ({valid}) => valid});
  console.log(`${name.padEnd(24)} leniency VALID: ${shareOf(scoreMatcherCases(find))}`);
  console.log(`${''.padEnd(24)} all ${matcherCases.length}, valid numbers only: ${shareOf(ofAll)}`);
}
for (const {id, text, region, expected, found, isRight} of scoreMatcherCases()) {
  if (isRight) continue;
  console.log(`${id} ${region} ${JSON.stringify(text.slice(0, 100))}\n    expected ${expected}, found ${found}`
    + (REASONS[id] ? `\n    on purpose: ${REASONS[id]}` : ''));
}
