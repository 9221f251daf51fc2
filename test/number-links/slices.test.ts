import {expect} from '@open-wc/testing';
import {TimeSlicer} from '../../src/elements/number-links/scan/time-slicer.js';
import {microtasks, testTime} from './support.js';

describe('TimeSlicer', () => {
  /** Work of this many steps, each of which takes 1 ms. */
  function createWork(steps: number) {
    const time = testTime();
    let stepsLeft = steps;
    let sliceCount = 0;
    const timeSlicer = new TimeSlicer((hasTime) => {
      sliceCount++;
      time.tick = 1;
      while (stepsLeft > 0) {
        if (!hasTime()) break;
        stepsLeft--;
      }
      time.tick = 0;
      return stepsLeft === 0;
    }, time);
    return {
      time, timeSlicer,
      stepsLeft: () => stepsLeft,
      sliceCount: () => sliceCount,
      addSteps: (added: number) => stepsLeft += added,
    };
  }

  it('does at once the work that fits into one slice', () => {
    const {timeSlicer, stepsLeft, time} = createWork(5);
    timeSlicer.run();
    expect(stepsLeft()).to.equal(0);
    expect(time.pauses).to.equal(0);
  });

  it('continues in later tasks, and never works longer than one slice', async () => {
    const {timeSlicer, stepsLeft, sliceCount, time} = createWork(40);
    timeSlicer.run();
    for (let before = 40; before > 0;) {
      expect(before - stepsLeft()).to.be.within(1, 8);
      before = stepsLeft();
      await time.resume();
    }
    expect(sliceCount()).to.be.at.least(5);
    expect(time.pauses).to.equal(sliceCount() - 1);
  });

  it('starts no other slice while one is waiting', () => {
    const {timeSlicer, sliceCount, time} = createWork(40);
    timeSlicer.run();
    for (let again = 0; again < 10; again++) timeSlicer.run();
    expect(sliceCount()).to.equal(1);
    expect(time.pauses).to.equal(1);
  });

  it('shares one budget among all runs of a frame', () => {
    const {timeSlicer, stepsLeft, addSteps, time} = createWork(0);
    for (let piece = 0; piece < 5; piece++) {
      addSteps(3);
      timeSlicer.run();
    }
    expect(stepsLeft()).to.be.greaterThan(0);
    expect(time.pauses).to.equal(1);
  });

  it('renews the budget in the next frame', () => {
    const {timeSlicer, stepsLeft, addSteps, time} = createWork(6);
    timeSlicer.run();
    time.pass(17);
    addSteps(6);
    timeSlicer.run();
    expect(stepsLeft()).to.equal(0);
  });

  it('continues nothing after a stop', async () => {
    const {timeSlicer, stepsLeft, time} = createWork(40);
    timeSlicer.run();
    const after = stepsLeft();
    timeSlicer.stop();
    await time.resume();
    timeSlicer.run();
    await microtasks();
    expect(stepsLeft()).to.equal(after);
  });
});
