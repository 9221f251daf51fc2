import {expect} from '@open-wc/testing';
import {TimeSlicer} from '../../src/elements/number-links/scan/time-slicer.js';
import {microtasks, testTime} from './support.js';

describe('Slices', () => {
  /** Work of so many steps, each of which takes 1 ms. */
  function work(steps: number) {
    const time = testTime();
    let left = steps;
    let count = 0;
    const slices = new TimeSlicer((more) => {
      count++;
      time.tick = 1;
      while (left > 0) {
        if (!more()) break;
        left--;
      }
      time.tick = 0;
      return left === 0;
    }, time);
    return {time, slices, left: () => left, count: () => count, add: (more: number) => left += more};
  }

  it('does at once what fits into a frame', () => {
    const {slices, left, time} = work(5);
    slices.run();
    expect(left()).to.equal(0);
    expect(time.pauses).to.equal(0);
  });

  it('puts off the rest, and never works longer than a slice', async () => {
    const {slices, left, count, time} = work(40);
    slices.run();
    for (let before = 40; before > 0;) {
      expect(before - left()).to.be.within(1, 8);
      before = left();
      await time.resume();
    }
    expect(count()).to.be.at.least(5);
    expect(time.pauses).to.equal(count() - 1);
  });

  it('does not begin another slice while one is put off', () => {
    const {slices, count, time} = work(40);
    slices.run();
    for (let again = 0; again < 10; again++) slices.run();
    expect(count()).to.equal(1);
    expect(time.pauses).to.equal(1);
  });

  it('counts what small pieces of one frame take together', () => {
    const {slices, left, add, time} = work(0);
    for (let piece = 0; piece < 5; piece++) {
      add(3);
      slices.run();
    }
    expect(left()).to.be.greaterThan(0);
    expect(time.pauses).to.equal(1);
  });

  it('has a new budget in the next frame', () => {
    const {slices, left, add, time} = work(6);
    slices.run();
    time.pass(17);
    add(6);
    slices.run();
    expect(left()).to.equal(0);
  });

  it('waits for more where that is asked for, and does it all in one go', () => {
    const {slices, left, count, add, time} = work(1);
    slices.batchDelay = 100;
    for (let piece = 0; piece < 5; piece++) {
      slices.run();
      add(1);
      time.pass(16);
    }
    expect(left()).to.equal(6);
    time.pass(20);
    expect(left()).to.equal(0);
    expect(count()).to.equal(1);
  });

  it('does at once what somebody asks for meanwhile', () => {
    const {slices, left, count, add, time} = work(4);
    slices.batchDelay = 100;
    slices.run();
    slices.flush();
    expect(left()).to.equal(0);
    slices.flush();
    time.pass(100);
    expect(count(), 'once').to.equal(1);
    add(2);
    slices.run();
    slices.batchDelay = 0;
    slices.flush();
    expect(left(), 'also when it need not wait any more').to.equal(0);
  });

  it('does nothing more once it is stopped', () => {
    const {slices, left, time} = work(1);
    slices.batchDelay = 100;
    slices.run();
    slices.stop();
    time.pass(100);
    slices.flush();
    expect(left()).to.equal(1);
  });

  it('stops', async () => {
    const {slices, left, time} = work(40);
    slices.run();
    const after = left();
    slices.stop();
    await time.resume();
    slices.run();
    await microtasks();
    expect(left()).to.equal(after);
  });
});
