/**
 * Random walks over tabs that watch who calls, calls in both directions with numbers that are often
 * equal, and faults of push and of requests (model-based, seeded, shrinking). After each walk the
 * promises of the design hold, and nothing is left.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {InboundWalk} from './inbound-walk.js';
import {anyStep, anyWorld} from './inbound-walk-steps.js';
import {walkCount} from '../../support/walk-count.js';

const WALK_COUNT = walkCount(100);

describe('a random walk with calls to the user', () => {
  it(`keeps the promises of the design (${WALK_COUNT} of them)`, async function () {
    this.timeout(1_200_000);
    let walks = 0;
    const steps = fc.array(anyStep, {minLength: 3, maxLength: 16});
    await fc.assert(fc.asyncProperty(fc.nat(), anyWorld, steps, async (seed, world, taken) => {
      walks++;
      const violations = await new InboundWalk(seed, world).run(taken);
      if (violations.length > 0) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260106, includeErrorInReport: true});
    expect(walks).to.be.at.least(WALK_COUNT);
  });
});
