// A walk over real pages: steps of a person, of an app and of misfortune, and after each the judge,
// who looks at the page and listens to it as a person does.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {walkInWords} from './walk/report.mjs';
import {launchWalks} from './walk/run.mjs';
import {anyWalk} from './walk/steps.mjs';

/** More of them, or other ones: WALKS=500 WALK_SEED=7 node --test test/pages/walk.test.mjs */
const WALK_COUNT = Number(process.env.WALKS ?? 100);
const SEED = Number(process.env.WALK_SEED ?? 20260105);
const SHRINKING_MAX_MS = 60_000;
const WALK_MAX_MS = 4_000;

describe('a walk over pages', {timeout: WALK_COUNT * WALK_MAX_MS + SHRINKING_MAX_MS}, () => {
  let walks;
  before(async () => { walks = await launchWalks(); });
  after(() => walks?.close());

  it(`finds nothing that a person would call a fault (${WALK_COUNT} walks)`, async () => {
    let verdict = null;
    let isShrinking = false;
    let shrinkingEnds = Infinity;
    const property = fc.asyncProperty(anyWalk, async (walk) => {
      // What is simpler and fails as well is looked for, but not without end.
      if (Date.now() > shrinkingEnds) return;
      const found = await walks.walker.walk(walk, ({rule}) => !isShrinking || rule === verdict.rule);
      if (!found) return;
      verdict = found;
      if (!isShrinking) shrinkingEnds = Date.now() + SHRINKING_MAX_MS;
      isShrinking = true;
      throw new Error(found.text);
    });
    const {failed, counterexample, counterexamplePath, seed, numRuns} = await fc.check(property, {numRuns: WALK_COUNT, seed: SEED});
    if (failed) assert.fail(`${verdict.text} [${verdict.rule}]\n\n${walkInWords(counterexample[0])}\n\nSeed ${seed}, path "${counterexamplePath}".`);
    assert.equal(numRuns, WALK_COUNT);
  });
});
