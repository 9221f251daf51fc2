/**
 * Random walks over tabs that call in the browser (model-based, seeded, shrinking). One call has
 * sound at a time, one tab is registered, and no call is said to be more than the platform says.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {BrowserWalk} from './browser-walk.js';
import {anyBrowserStep, anyBrowserWorld} from './browser-walk-steps.js';
import {walkCount} from '../../support/walk-count.js';

const WALK_COUNT = walkCount(100);

describe('a random walk with calls in the browser', () => {
  it(`keeps the promises of the design (${WALK_COUNT} of them)`, async function () {
    this.timeout(1_200_000);
    let calls = 0;
    const steps = fc.array(anyBrowserStep, {minLength: 3, maxLength: 16});
    await fc.assert(fc.asyncProperty(fc.nat(), anyBrowserWorld, steps, async (seed, world, taken) => {
      const walk = new BrowserWalk(seed, world);
      const violations = await walk.run(taken);
      calls += walk.calls;
      if (violations.length > 0) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260107, includeErrorInReport: true});
    expect(calls).to.be.at.least(WALK_COUNT / 2);
  });
});
