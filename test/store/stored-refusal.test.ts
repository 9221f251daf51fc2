/** How long a refusal of the platform is respected. */
import {expect} from '@open-wc/testing';
import {StoredRefusal} from '../../src/store/stored-refusal.js';
import type {Environment, KeyValue} from '../../src/store/environment.js';

const DAY_MS = 24 * 60 * 60_000;

describe('a stored refusal', () => {
  let now: number;
  let values: Map<string, string>;
  let refusal: StoredRefusal;

  /** As of a page that opens, with what pages before it have stored. */
  function open(): StoredRefusal {
    const storage: KeyValue = {
      shared: true, get: (key) => values.get(key) ?? null, keys: () => [...values.keys()],
      set: (key, value) => void values.set(key, value), delete: (key) => void values.delete(key),
    };
    return new StoredRefusal({now: () => now} as Environment, storage, 'refused');
  }

  beforeEach(() => {
    now = 1_000_000;
    values = new Map();
    refusal = open();
  });

  it('is not there before there was one', () => {
    expect(refusal.isRefused).to.equal(false);
  });

  it('lasts a day, also for other pages', () => {
    refusal.note(now);
    now += DAY_MS - 1;
    expect([refusal.isRefused, open().isRefused]).to.deep.equal([true, true]);
    now += 1;
    expect([refusal.isRefused, open().isRefused]).to.deep.equal([false, false]);
  });

  it('does not count where it is from a time to come, or damaged', () => {
    refusal.note(now + 1);
    expect(refusal.isRefused).to.equal(false);
    values.set('refused', 'yesterday');
    expect(refusal.isRefused).to.equal(false);
  });

  for (const [state, isRefused] of [['error', true], ['expired', false]] as const) {
    it(`is ${isRefused ? 'kept' : 'forgotten'} when the user is signed in again after the session was ${state}`, () => {
      refusal.note(now);
      refusal.followSession('ready');
      refusal.followSession(state);
      refusal.followSession('ready');
      expect(refusal.isRefused).to.equal(isRefused);
    });
  }

  it('is kept when a page opens with a session, which is no sign-in', () => {
    refusal.note(now);
    const reopened = open();
    reopened.followSession('ready');
    expect(reopened.isRefused).to.equal(true);
  });
});
