import {expect} from '@open-wc/testing';
import {simulatorUrl} from './simulator.js';

describe('the simulator beside the test runner', () => {
  it('is on another origin than the page', () => {
    expect(new URL(simulatorUrl()).origin).not.to.equal(location.origin);
  });
});
