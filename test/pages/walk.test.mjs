// A walk over real pages: steps of a person, of an app and of misfortune, and after each the judge,
// who looks at the page and listens to it as a person does.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {walkInWords} from './walk/report.mjs';
import {launchWalks} from './walk/run.mjs';
import {shrink} from './walk/shrink.mjs';
import {plainWalk, pushedWalk} from './walk/steps.mjs';

/** More of them, or other ones: WALK_FACTOR=5 WALK_SEED=7 node --test test/pages/walk.test.mjs */
const WALK_COUNT = 100 * Number(process.env.WALK_FACTOR ?? 1);
const FIRST_SEED = Number(process.env.WALK_SEED ?? 20260105);
/** How many of them RingCentral tells of their calls by push. All of them: WALK_PUSH=1 */
const PUSHED_SHARE = Number(process.env.WALK_PUSH ?? 0.3);
/** One walk alone, as a failure prints it. */
const ONE_WALK = process.env.WALK && JSON.parse(process.env.WALK);
const LANE_COUNT = 3;
const SHRINKING_MAX_MS = 30_000;
const WALK_MAX_MS = 4_000;

describe('a walk over pages', {timeout: WALK_COUNT * WALK_MAX_MS + 2 * SHRINKING_MAX_MS}, () => {
  let walks;
  before(async () => { walks = await launchWalks(ONE_WALK ? 1 : LANE_COUNT); });
  after(() => walks?.close());

  /** Fails with the shortest walk that was found, and how to see it again. */
  async function report(walker, walk, verdict, origin) {
    const judge = (candidate) => walker.walk(candidate, ({rule}) => rule === verdict.rule);
    const best = await shrink(walk, verdict, judge, Date.now() + SHRINKING_MAX_MS);
    assert.fail(`${best.verdict.text} [${best.verdict.rule}]\n\n${walkInWords(best.walk)}\n\n${origin}\nWALK='${JSON.stringify(best.walk)}'`);
  }

  async function takeManyWalks(anyWalk, count) {
    let hasFailed = false;
    const runLane = async (walker, lane) => {
      let verdict = null;
      const property = fc.asyncProperty(anyWalk, async (walk) => {
        if (hasFailed) return;
        verdict = await walker.walk(walk);
        if (!verdict) return;
        hasFailed = true;
        throw new Error(verdict.text);
      });
      const options = {seed: FIRST_SEED + lane, numRuns: Math.ceil(count / LANE_COUNT), endOnFailure: true};
      const {failed, counterexample, counterexamplePath, errorInstance, seed} = await fc.check(property, options);
      // An error of the walk itself, which no judge has found.
      if (failed && !verdict) throw errorInstance;
      if (failed) await report(walker, counterexample[0], verdict, `Seed ${seed}, path ${counterexamplePath}.`);
    };
    if (count > 0) await Promise.all(walks.walkers.map(runLane));
  }

  async function takeOneWalk() {
    const [walker] = walks.walkers;
    const verdict = await walker.walk(ONE_WALK);
    if (verdict) await report(walker, ONE_WALK, verdict, '');
  }

  if (ONE_WALK) {
    it('finds nothing in the one walk that was asked for', takeOneWalk);
  } else {
    const pushedCount = Math.round(WALK_COUNT * PUSHED_SHARE);
    const plainCount = WALK_COUNT - pushedCount;
    it(`finds nothing that a person would call a fault (${plainCount} walks)`,
      () => takeManyWalks(plainWalk, plainCount));
    it(`finds nothing where RingCentral tells by push (${pushedCount} walks)`,
      () => takeManyWalks(pushedWalk, pushedCount));
  }
});
