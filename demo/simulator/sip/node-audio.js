import {TONES} from './audio.js';
import {createEar} from './ear.js';
import {farEndOf} from './peer.js';

/**
 * The other end of a line in Node. Its package has binaries for some platforms only, and is loaded
 * with the first call.
 *
 * @typedef {import('./audio.js').Sound} Sound
 * @typedef {{samples: Int16Array, sampleRate: number}} Frame
 */

const SAMPLE_RATE = 48_000;
const FRAME_MS = 10;
const FRAME_SAMPLES = SAMPLE_RATE * FRAME_MS / 1000;
const LOUDNESS = 9000;
const LOUDEST = 32_768;

async function loadPackage() {
  try {
    return (await import('@roamhq/wrtc')).default;
  } catch {
    const platform = `${process.platform}-${process.arch}`;
    throw new Error(`Calls from browsers need the package @roamhq/wrtc, which is not installed or has no binary for ${platform}.`);
  }
}

/** Frames of a tone that goes on. */
function createTone() {
  /** @type {Sound} */
  let sound = 'silence';
  let position = 0;
  return {
    play(/** @type {Sound} */ nextSound) { sound = nextSound; },
    nextFrame() {
      const step = 2 * Math.PI * TONES[sound] / SAMPLE_RATE;
      return Int16Array.from({length: FRAME_SAMPLES}, () => LOUDNESS * Math.sin(step * position++));
    },
  };
}

/** Sends a tone over a connection. @param {any} wrtc @param {RTCPeerConnection} peer */
function sendTone(wrtc, peer) {
  const source = new wrtc.nonstandard.RTCAudioSource();
  const track = source.createTrack();
  // Browsers hand a track to the page with its stream only.
  peer.addTrack(track, new wrtc.MediaStream());
  const tone = createTone();
  let sent = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / FRAME_MS);
    // After a pause of the process, what was missed is not sent at once.
    sent = Math.max(sent, due - 5);
    for (; sent < due; sent++) {
      source.onData({
        samples: tone.nextFrame(), sampleRate: SAMPLE_RATE, bitsPerSample: 16, channelCount: 1,
        numberOfFrames: FRAME_SAMPLES,
      });
    }
  }, FRAME_MS);
  return {
    play: tone.play,
    stop() {
      clearInterval(timer);
      track.stop();
    },
  };
}

/** @param {any} wrtc @param {RTCPeerConnection} peer */
function listen(wrtc, peer) {
  const ear = createEar();
  /** @type {any[]} */
  const sinks = [];
  peer.addEventListener('track', ({track}) => {
    const sink = new wrtc.nonstandard.RTCAudioSink(track);
    sink.ondata = (/** @type {Frame} */ {samples, sampleRate}) =>
      ear.hear(Array.from(samples, (sample) => sample / LOUDEST), sampleRate);
    sinks.push(sink);
  });
  return {heard: ear.heard, stop() { for (const sink of sinks) sink.stop(); }};
}

/** @type {import('./audio.js').OpenFarEnd} */
export async function openNodeFarEnd(onLost) {
  const wrtc = await loadPackage();
  /** @type {RTCPeerConnection} */
  const peer = new wrtc.RTCPeerConnection();
  const voice = sendTone(wrtc, peer);
  const ear = listen(wrtc, peer);
  function stop() {
    voice.stop();
    ear.stop();
  }
  return farEndOf(peer, {play: voice.play, heard: ear.heard, stop}, onLost);
}
