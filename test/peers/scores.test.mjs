// Scores of the finder, with floors: the cases of Google's matcher, and digits that look like numbers.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeCorpus} from '../../bench/find/corpus.mjs';
import {findNumbers} from './load.mjs';
import {scoreMatcherCases} from './matcher-cases.mjs';

const MIN_RIGHT_SHARE = 0.98;
const MAX_LOOKALIKE_SHARE = 0.03;
const SEEDS = [301, 302, 303];
const TEXTS_PER_SEED = 1_000;

/** Cases that are answered otherwise on purpose, by id. */
const EXCEPTIONS = {
  g100: 'three decimals; every measurement on a page would be marked',
  g106: 'a date and an hour; readers take "2012-01-02 08" for a date',
};

/** Google gives up Mexico's old prefixes or leaves them out; the number is the one that is dialed today. */
const hasOldMexicanPrefix = ({region, text, found}) =>
  region === 'MX' && /(?:\b01|\b04[45]|\+52 1) /.test(text) && /^\+52(?:3312345678|4499780001)@/.test(found);

const percent = (share) => `${(100 * share).toFixed(2)} %`;

test('the cases of Google\'s matcher, as its current version answers them', () => {
  const scored = scoreMatcherCases();
  // Without the file of the cases, there is nothing to score.
  if (scored.length === 0) return;
  const different = scored.filter(({isRight}) => !isRight);
  const better = different.filter(hasOldMexicanPrefix);
  const worse = different.filter((each) => !better.includes(each));
  const right = 1 - worse.length / scored.length;
  console.log(`Google's cases: ${scored.length - different.length} of ${scored.length} the same, ${better.length} better, ${percent(right)}`);
  assert.deepEqual(worse.filter(({id}) => !EXCEPTIONS[id]), []);
  assert.deepEqual(Object.keys(EXCEPTIONS).filter((id) => different.every((each) => each.id !== id)), [], 'these exceptions are not needed');
  assert.ok(right >= MIN_RIGHT_SHARE);
});

test('digits that look like numbers are left alone', () => {
  const counts = {};
  for (const {text, country, lookalikes} of SEEDS.flatMap((seed) => makeCorpus(seed, TEXTS_PER_SEED))) {
    const found = findNumbers(text, {country});
    for (const {kind, start, end} of lookalikes) {
      counts[kind] ??= {all: 0, marked: 0};
      counts[kind].all++;
      if (found.some((number) => number.start < end && number.end > start)) counts[kind].marked++;
    }
  }
  const sum = (field) => Object.values(counts).reduce((total, count) => total + count[field], 0);
  console.table(Object.fromEntries(Object.entries(counts).filter(([, {marked}]) => marked > 0)));
  console.log(`Look-alikes that are marked: ${sum('marked')} of ${sum('all')} = ${percent(sum('marked') / sum('all'))}`);
  assert.ok(sum('all') > 5_000);
  assert.ok(sum('marked') / sum('all') <= MAX_LOOKALIKE_SHARE);
});
