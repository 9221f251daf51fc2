import {emptyFacts} from './facts.js';
import {withChanges} from './options.js';
import {createSleepers} from './sleepers.js';

/**
 * @typedef {ReturnType<typeof createContext>} SimulatorContext
 *
 * @typedef {object} ContextSetup
 * @property {() => number} [now] The clock, in epoch ms.
 * @property {() => number} [random] From 0 to below 1.
 * @property {(ms: number) => Promise<unknown>} [sleep] For answers that come late.
 * @property {import('./sleepers.js').Schedule} [schedule] For notifications.
 * @property {string} [prefix] The path in front of `/restapi/`.
 * @property {Partial<import('./facts.js').Facts>} [facts] `simulator.facts`, as it was when it was
 *   stored.
 */

const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const sleepFor = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @type {import('./sleepers.js').Schedule} */
const scheduleTimeout = (ms, action) => {
  const timeout = setTimeout(action, ms);
  return () => clearTimeout(timeout);
};

/**
 * State, clock and chance of one simulator: what its parts share.
 *
 * @param {import('./options.js').OptionChanges & ContextSetup} setup
 */
export function createContext(setup) {
  const {
    now: readClock = Date.now, random = Math.random, sleep = sleepFor, prefix = '',
    schedule: startTimer = scheduleTimeout, facts: storedFacts = {}, ...optionChanges
  } = setup;
  const facts = {...emptyFacts(), ...storedFacts};
  const initialOptions = withChanges(optionChanges);
  const options = {...initialOptions};
  const now = () => readClock() + facts.ahead;
  const {wait, schedule, wakeDue} = createSleepers(now, sleep, startTimer);
  const randomBelow = (/** @type {number} */ limit) => Math.floor(random() * limit);

  return {
    options,
    facts,
    prefix,
    now,
    randomBelow,

    /** Random digits. */
    digits: (/** @type {number} */ length) =>
      Array.from({length}, () => randomBelow(10)).join(''),

    /** Random letters for tokens and codes. */
    secret: (length = 32) =>
      Array.from({length}, () => SECRET_LETTERS[randomBelow(64)]).join(''),

    wait,
    schedule,

    /** Moves this simulator's clock ahead. */
    advance(/** @type {number} */ ms) {
      facts.ahead += ms;
      wakeDue();
    },

    /** Forgets all facts and returns to the initial options. */
    reset() {
      Object.assign(facts, emptyFacts());
      Object.assign(options, initialOptions);
    },
  };
}
