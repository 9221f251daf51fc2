// Our finder finds all that libphonenumber-js finds: on every example number of every country, in
// every form, in different situations. And it never finds a number that is not written there.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {EXCEPTIONS, KNOWN_FAULTS} from './example-exceptions.mjs';
import {exampleCases} from './examples.mjs';
import {holdsFor, isSampled} from './exceptions.mjs';
import {judge} from './judge.mjs';

/** All cases, other ones, or more: PEER_SAMPLE=1 PEER_SEED=7 PEER_VARIANTS=3 node --test … */
const SAMPLE_SHARE = Number(process.env.PEER_SAMPLE ?? 0.4);
const SAMPLE_SEED = process.env.PEER_SEED ?? '1';
/** Similar numbers beside each example. */
const variants = Number(process.env.PEER_VARIANTS ?? 0);
const SHOWN_CASES = 20;
const ROWS = [...EXCEPTIONS, ...KNOWN_FAULTS];

const describeCase = ({difference, form, situation, page, text, e164}, ours) =>
  `${difference}: ${form}, ${situation}, on a page of ${page}: ${JSON.stringify(text)} is ${e164}, we find ${ours.join(', ') || 'nothing'}`;

describe('beside libphonenumber-js', () => {
  const counts = {form: {}, situation: {}};
  const surprises = [];
  let surpriseCount = 0;
  const neededRows = new Set();

  for (const example of exampleCases({variants})) {
    if (!isSampled(`${example.page} ${example.text}`, SAMPLE_SHARE, SAMPLE_SEED)) continue;
    const {difference, ours} = judge(example);
    for (const field of Object.keys(counts)) {
      counts[field][example[field]] ??= {both: 0, neither: 0, more: 0, missed: 0, wrong: 0};
      counts[field][example[field]][difference]++;
    }
    if (difference !== 'missed' && difference !== 'wrong') continue;
    const judged = {...example, difference};
    const rows = ROWS.filter((row) => holdsFor(row, judged));
    for (const row of rows) neededRows.add(row);
    if (rows.length > 0) continue;
    surpriseCount++;
    if (surprises.length < SHOWN_CASES) surprises.push(describeCase(judged, ours));
  }
  console.table(counts.form);
  console.table(counts.situation);

  test('no number is missed or invented without a reason', () => {
    assert.equal(surpriseCount, 0, `${surpriseCount} differences, the first of them:\n${surprises.join('\n')}`);
  });

  test('all forms were tried', () => {
    assert.equal(Object.keys(counts.form).length, 9);
    for (const [form, {both}] of Object.entries(counts.form)) assert.ok(both > 100, `${form}: ${both}`);
  });

  test('every exception is needed', () => {
    const unseen = ROWS.filter((row) => !neededRows.has(row));
    const stillNeeded = (row) => {
      const {difference, why: _why, ...fields} = row;
      for (const example of exampleCases()) {
        if (holdsFor(fields, example) && [difference].flat().includes(judge(example).difference)) return true;
      }
      return false;
    };
    assert.deepEqual(unseen.filter((row) => !stillNeeded(row)), []);
  });
});
