import {TONES} from './audio.js';
import {createDtmfReader} from './dtmf.js';

/**
 * The other end of a line in Node. Its package has binaries for some platforms only, and is loaded
 * with the first call.
 *
 * @typedef {import('./audio.js').FarEnd} FarEnd
 * @typedef {import('./audio.js').Sound} Sound
 */

const SAMPLE_RATE = 48_000;
const FRAME_MS = 10;
const FRAME_SAMPLES = SAMPLE_RATE * FRAME_MS / 1000;
const LOUDNESS = 9000;
const LOUDEST = 32_768;

/** Frames of the last 200 ms. */
const RECENT_FRAMES = 20;

/** Candidates come at once on one computer. */
const GATHERING_LIMIT_MS = 1000;

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

/** Listens to frames of samples. */
function createEar() {
  const reader = createDtmfReader();
  /** @type {number[]} */
  let recentPeaks = [];
  let loudest = 0;
  return {
    /** @param {{samples: Int16Array, sampleRate: number}} frame */
    hear({samples, sampleRate}) {
      const levels = Array.from(samples, (sample) => sample / LOUDEST);
      const peak = levels.reduce((most, level) => Math.max(most, Math.abs(level)), 0);
      recentPeaks = [...recentPeaks, peak].slice(-RECENT_FRAMES);
      loudest = Math.max(loudest, peak);
      reader.read(levels, sampleRate);
    },
    heard: () => ({peak: Math.max(0, ...recentPeaks), loudest, digits: reader.digits}),
  };
}

/** Resolves when all candidates are in the local description. @param {RTCPeerConnection} peer */
async function gathered(peer) {
  if (peer.iceGatheringState === 'complete') return;
  await new Promise((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS);
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return;
      clearTimeout(limit);
      resolve(undefined);
    });
  });
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
    sink.ondata = ear.hear;
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
  let isClosed = false;
  peer.addEventListener('connectionstatechange', () => {
    if (!isClosed && peer.connectionState === 'failed') onLost();
  });

  /** @param {RTCSessionDescriptionInit} description */
  async function describe(description) {
    await peer.setLocalDescription(description);
    await gathered(peer);
    return peer.localDescription?.sdp ?? '';
  }

  return {
    async answer(sdp) {
      await peer.setRemoteDescription({type: 'offer', sdp});
      return describe(await peer.createAnswer());
    },
    offer: async () => describe(await peer.createOffer()),
    accept: (sdp) => peer.setRemoteDescription({type: 'answer', sdp}),
    play: voice.play,
    heard: ear.heard,
    close() {
      if (isClosed) return;
      isClosed = true;
      voice.stop();
      ear.stop();
      peer.close();
    },
  };
}
