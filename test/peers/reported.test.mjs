// Inputs in the shape of public reports get the answers that people hoped for. Where the file of
// the inputs is missing, there is nothing to try.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EXCEPTIONS} from './reported-exceptions.mjs';
import {answerOf, judgeReported, reportedCases} from './reported.mjs';

test('reported inputs', async (context) => {
  const cases = reportedCases.filter(({expect, parse}) => expect || parse);
  for (const testCase of cases) {
    const {text, country, expect, parse, why} = testCase;
    const name = `${expect ? 'found in' : 'parsed from'} ${JSON.stringify(text)}, ${country}`;
    await context.test(name, () => {
      const {answer, isRight, isHarmful} = judgeReported(testCase);
      const details = `${why}: ${answer} instead of ${answerOf(expect ?? parse)}`;
      const isException = EXCEPTIONS.some((exception) => exception.text === text && exception.country === country
        && exception.answer === answer);
      assert.ok(!isHarmful, details);
      assert.ok(isRight || isException, details);
    });
  }
});

test('every exception is needed', () => {
  const unneeded = EXCEPTIONS.filter(({text, country}) => {
    const testCase = reportedCases.find((each) => each.text === text && each.country === country);
    return testCase && judgeReported(testCase).isRight;
  });
  assert.deepEqual(unneeded, []);
});
