/**
 * Random walks over tabs in which a user writes, saves and dismisses notes, signs out, and closes
 * pages at any moment (seeded, shrinking): nothing typed is lost, and nothing is told twice.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {anyNoteStep, NotesWalk, type NoteWorld} from './notes-walk.js';
import {walkCount} from '../../support/walk-count.js';

const WALK_COUNT = walkCount(100);

const anyWorld = fc.constantFrom<NoteWorld>('shared', 'shared', 'no-locks', 'full');

describe('a random walk with notes', () => {
  it(`loses nothing and tells nothing twice (${WALK_COUNT} of them)`, async function () {
    this.timeout(1_200_000);
    let toldCount = 0;
    const steps = fc.array(anyNoteStep, {minLength: 8, maxLength: 40});
    await fc.assert(fc.asyncProperty(fc.nat(), anyWorld, steps, async (seed, world, taken) => {
      const walk = new NotesWalk(seed, world);
      const violations = await walk.run(taken);
      toldCount += walk.toldCount;
      if (violations.length > 0) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260107, includeErrorInReport: true});
    expect(toldCount).to.be.at.least(WALK_COUNT / 2);
  });
});
