/**
 * Hears the keys that are pressed during a call: each sounds two tones at once.
 */

const LOW_HZ = [697, 770, 852, 941];
const HIGH_HZ = [1209, 1336, 1477, 1633];
const KEYS = ['123A', '456B', '789C', '*0#D'];

/** Long enough to tell neighbouring tones apart; browsers sound a key for hardly longer. */
const WINDOW_MS = 30;
const STEP_MS = 10;

/** Mean square of a sample below which nothing is heard. */
const MIN_POWER = 1e-5;

/** Part of a window's power that both tones of a key have together: a page hears them for 50 ms. */
const MIN_SHARE = 0.65;

/** Part of it that each of them has. */
const MIN_TONE_SHARE = 0.07;

/** So many windows without it end a key. */
const MIN_QUIET_WINDOWS = 2;

/**
 * The power of one frequency, by Goertzel's algorithm.
 *
 * @param {readonly number[]} samples
 * @param {number} hertz
 * @param {number} sampleRate
 */
function powerAt(samples, hertz, sampleRate) {
  const coefficient = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) {
    [beforeLast, last] = [last, sample + coefficient * last - beforeLast];
  }
  const square = last ** 2 + beforeLast ** 2 - coefficient * last * beforeLast;
  return 2 * square / samples.length ** 2;
}

/** @param {readonly number[]} powers */
const indexOfGreatest = (powers) => powers.indexOf(Math.max(...powers));

/**
 * The key that sounds in a window; empty where none does.
 *
 * @param {readonly number[]} samples From -1 to 1.
 * @param {number} sampleRate
 */
function keyIn(samples, sampleRate) {
  const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
  if (power < MIN_POWER) return '';
  const [low, high] = [LOW_HZ, HIGH_HZ].map((group) =>
    group.map((hertz) => powerAt(samples, hertz, sampleRate)));
  const row = indexOfGreatest(low ?? []);
  const column = indexOfGreatest(high ?? []);
  const [lowPower, highPower] = [low?.[row] ?? 0, high?.[column] ?? 0];
  const isKey = Math.min(lowPower, highPower) > power * MIN_TONE_SHARE
    && lowPower + highPower > power * MIN_SHARE;
  return isKey ? KEYS[row]?.[column] ?? '' : '';
}

/** Reads digits from samples as they come. */
export function createDtmfReader() {
  /** @type {number[]} */
  let window = [];
  let key = '';
  let quietWindows = 0;
  let digits = '';

  /** @param {string} heard */
  function takeWindow(heard) {
    quietWindows = heard ? 0 : quietWindows + 1;
    if (heard && heard !== key) digits += heard;
    if (heard || quietWindows === MIN_QUIET_WINDOWS) key = heard;
  }

  return {
    /** @param {readonly number[]} samples @param {number} sampleRate */
    read(samples, sampleRate) {
      const length = Math.round(sampleRate * WINDOW_MS / 1000);
      const step = Math.round(sampleRate * STEP_MS / 1000);
      window.push(...samples);
      while (window.length >= length) {
        takeWindow(keyIn(window.slice(0, length), sampleRate));
        window = window.slice(step);
      }
    },
    get digits() { return digits; },
  };
}
