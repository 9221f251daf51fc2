// Our finder gives the results that other projects' tests expect, or a table says why not.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {reasonOf, ROWS} from './peer-input-exceptions.mjs';
import {answerTo, peerInputs} from './peer-inputs.mjs';

test('other projects\' inputs', async (context) => {
  const needed = new Set();
  for (const input of peerInputs) {
    const {project, via, country, text, answer} = input;
    await context.test(`${project}: ${via} ${JSON.stringify(text)}, ${country ?? 'no country'}`, () => {
      const ours = answerTo(input);
      if (ours === answer) return;
      const reason = reasonOf(input, ours);
      assert.ok(reason, `${ours} instead of ${answer}, without a reason`);
      needed.add(reason);
    });
  }
  await context.test('every exception is needed', () => {
    assert.deepEqual(ROWS.filter((row) => !needed.has(row)), []);
  });
});
