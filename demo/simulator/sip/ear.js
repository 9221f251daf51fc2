import {createDtmfReader} from './dtmf.js';

/**
 * Listens to frames of 10 ms.
 *
 * @typedef {import('./audio.js').Heard} Heard
 */

/** Frames of the last 200 ms. */
const RECENT_FRAMES = 20;

export function createEar() {
  const reader = createDtmfReader();
  /** @type {number[]} */
  let recentPeaks = [];
  let loudest = 0;
  return {
    /** @param {readonly number[]} levels From -1 to 1. @param {number} sampleRate */
    hear(levels, sampleRate) {
      const peak = levels.reduce((most, level) => Math.max(most, Math.abs(level)), 0);
      recentPeaks = [...recentPeaks, peak].slice(-RECENT_FRAMES);
      loudest = Math.max(loudest, peak);
      reader.read(levels, sampleRate);
    },
    /** @returns {Heard} */
    heard: () => ({peak: Math.max(0, ...recentPeaks), loudest, digits: reader.digits}),
  };
}
