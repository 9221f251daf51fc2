/**
 * The other end of a line, with audio of its own. A server of Node and a page bring different ones.
 *
 * @typedef {'ring-back' | 'talk' | 'silence'} Sound
 *
 * @typedef {object} Heard Sound from the phone.
 * @property {number} peak Of the last 200 ms, from 0 to 1.
 * @property {number} loudest Since the line is open.
 * @property {string} digits Keys that were pressed.
 *
 * @typedef {object} FarEnd
 * @property {(sdp: string) => Promise<string>} answer An offer.
 * @property {() => Promise<string>} offer
 * @property {(sdp: string) => Promise<unknown>} accept The answer to its offer.
 * @property {(sound: Sound) => void} play
 * @property {() => Heard} heard
 * @property {() => void} close
 *
 * @typedef {(onLost: () => void) => Promise<FarEnd>} OpenFarEnd `onLost`: the audio has ended by
 *   itself. Rejects where there is no audio.
 */

/** Hertz of each sound. */
export const TONES = {'ring-back': 660, 'talk': 440, 'silence': 0};
