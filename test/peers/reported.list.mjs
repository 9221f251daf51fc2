// REPORTED_NUMBERS=…/reported-numbers.json node test/peers/reported.list.mjs [kind …]
// Prints the reported inputs that are answered otherwise; SRC=… is another `src` folder to try.
import {answerOf, judgeReported, reportedTexts} from './reported.mjs';

const kinds = process.argv.slice(2);
const counts = {};
for (const testCase of reportedTexts) {
  const {id, kind, country, text, expect, parse, why} = testCase;
  if (kinds.length && !kinds.includes(kind)) continue;
  const {answer, isRight, isHarmful} = judgeReported(testCase);
  counts[kind] ??= {right: 0, all: 0};
  counts[kind].all++;
  if (isRight && !isHarmful) {
    counts[kind].right++;
    continue;
  }
  console.log(`${id} ${kind} ${expect ? 'find' : 'parse'} ${country} ${JSON.stringify(text)}: ${isHarmful ? 'HARM ' : ''}${answer}`
    + `\n      should be ${answerOf(expect ?? parse)} (${why})`);
}
const sum = (field) => Object.values(counts).reduce((total, count) => total + count[field], 0);
console.log(Object.entries(counts).map(([kind, {right, all}]) => `${kind} ${right}/${all}`).join(', '));
console.log(`${sum('right')} of ${sum('all')} right`);
