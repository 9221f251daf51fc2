// MATCHER_CASES=…/matcher-cases.json node bench/find/matcher.mjs
// How many cases of Google's matcher and of libphonenumber-js' finder give what Google's matcher finds today. The file
// stays outside the repository. Scored are the cases of leniency VALID: the same numbers, the same offsets, the same
// extensions; nothing else counts as right. (Scored so, libphonenumber-js max has 95.9 %.)
import {readFileSync} from 'node:fs';
import {findPhoneNumbersInText} from 'libphonenumber-js/max';
import {findNumbers} from './load.mjs';

const file = process.env.MATCHER_CASES;
if (!file) {
  console.log('Nothing to score: MATCHER_CASES has to name the file of the cases.');
  process.exit(0);
}
const {cases} = JSON.parse(readFileSync(file, 'utf8'));
/** Left as they are on purpose. */
const DOUBLE_PLUS = 'the second plus is a slip of the pen, which the parser does not take; the number is found without it';
const REASONS = {
  g652: DOUBLE_PLUS, g653: DOUBLE_PLUS, g654: DOUBLE_PLUS, g655: DOUBLE_PLUS, g656: DOUBLE_PLUS,
  g100: 'three decimals; a page full of measurements would be marked',
  g106: 'a date and an hour; "2012-01-02 08" is a date to whoever reads it',
};
const key = ({e164, start, end, ext, extension}) => `${e164}${ext ?? extension ? `x${ext ?? extension}` : ''}@${start}-${end}`;
const known = (region) => /^[A-Z]{2}$/.test(region ?? '') && region !== 'ZZ' ? region : undefined;

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
function score(name, find, wanted, keep) {
  let right = 0;
  const chosen = cases.filter(wanted);
  for (const each of chosen) {
    const expected = each.googleCurrent.filter(keep).map(key).join();
    const got = find(each.text, known(each.region)).map(key).join();
    if (got === expected) right++;
    else if (name === 'ours' && each.leniency === 'VALID') differences.push([each, expected, got]);
  }
  return `${right}/${chosen.length} = ${(100 * right / chosen.length).toFixed(1)} %`;
}

for (const [name, find] of Object.entries(finders)) {
  console.log(`${name.padEnd(24)} leniency VALID: ${score(name, find, ({leniency}) => leniency === 'VALID', () => true)}`);
  console.log(`${''.padEnd(24)} all ${cases.length}, valid numbers only: ${score(`${name}, all`, find, () => true, ({valid}) => valid)}`);
}
for (const [{id, text, region}, expected, got] of differences) {
  console.log(`${id} ${region} ${JSON.stringify(text.slice(0, 100))}\n    expected ${expected || 'nothing'}, found ${got || 'nothing'}`
    + (REASONS[id] ? `\n    on purpose: ${REASONS[id]}` : ''));
}
