/**
 * Random walks over calls, the requests for their records, and tabs (model-based, seeded,
 * shrinking). After each walk the promises hold, and nothing is left.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {DetailsWalk} from './call-details-walk.js';
import {anyStep, anyWorld} from './call-details-walk-steps.js';
import {walkCount} from '../support/walk-count.js';

const WALK_COUNT = walkCount(100);

describe('a random walk with the records of calls', () => {
  it(`keeps the promises of the design (${WALK_COUNT} of them)`, async function () {
    this.timeout(1_200_000);
    let told = 0;
    const steps = fc.array(anyStep, {minLength: 4, maxLength: 24});
    await fc.assert(fc.asyncProperty(fc.nat(), anyWorld, steps, async (seed, world, taken) => {
      const walk = new DetailsWalk(seed, world);
      const violations = await walk.run(taken);
      told += walk.toldCount;
      if (violations.length > 0) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260107, includeErrorInReport: true});
    expect(told, 'records that were told of').to.be.above(WALK_COUNT / 2);
  });
});
