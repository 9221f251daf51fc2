// Inputs in the shape of public reports get the answers that people hoped for. Where the file of
// the inputs is missing, there is nothing to try.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EXCEPTIONS, KNOWN_FAULTS} from './reported-exceptions.mjs';
import {answerOf, judgeReported, reportedTexts} from './reported.mjs';

test('reported texts', async (context) => {
  const faults = new Set(KNOWN_FAULTS);
  for (const testCase of reportedTexts) {
    const {id, text, country, expect, parse, why} = testCase;
    const name = `${id}: ${expect ? 'found in' : 'parsed from'} ${JSON.stringify(text)}, ${country}`;
    await context.test(name, () => {
      const {answer, isRight, isHarmful} = judgeReported(testCase);
      const exception = EXCEPTIONS.find((each) => each.id === id);
      if (isRight && !isHarmful) {
        assert.ok(!exception && !faults.has(id), 'this is right now: take it out of the table');
        return;
      }
      if (faults.has(id)) return;
      const details = `${why}: ${answer} instead of ${answerOf(expect ?? parse)}`;
      assert.ok(!isHarmful, details);
      assert.equal(answer, exception?.answer, details);
    });
  }
});
