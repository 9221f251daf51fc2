// MATCHER_CASES=…/matcher-cases.json node test/peers/matcher-cases.list.mjs
// Prints the cases of Google's matcher that are answered otherwise; SRC=… is another `src` to try.
import {scoreMatcherCases} from './matcher-cases.mjs';

const cases = scoreMatcherCases();
const different = cases.filter(({isRight}) => !isRight);
for (const {id, text, region, expected, found} of different) {
  console.log(`${id} ${region} ${JSON.stringify(text)}\n      should be ${expected}, is ${found}`);
}
console.log(`${cases.length - different.length} of ${cases.length} right`);
