import {createEar} from './ear.js';
import {farEndOf} from './peer.js';

/**
 * The other end of a line in the page of the phone itself: a second connection, with tones.
 *
 * @typedef {import('./audio.js').Sound} Sound
 */

const LOUDNESS = 0.3;

/** Above this, a voice on the phone has little. */
const VOICE_LIMIT_HZ = 700;

/** A wave, and one that makes it louder and softer. */
const SOUNDS = /** @type {const} */ ({
  'ring-back': {type: 'sine', frequency: 660, pulse: {type: 'square', frequency: 0.5}},
  'talk': {type: 'sawtooth', frequency: 110, pulse: {type: 'sine', frequency: 3}},
});

/** The nodes of a sound. @param {AudioContext} context @param {keyof typeof SOUNDS} sound */
function nodesOf(context, sound) {
  const {type, frequency, pulse} = SOUNDS[sound];
  const wave = new OscillatorNode(context, {type, frequency});
  const rhythm = new OscillatorNode(context, pulse);
  const depth = new GainNode(context, {gain: LOUDNESS / 2});
  const volume = new GainNode(context, {gain: LOUDNESS / 2});
  const filter = new BiquadFilterNode(context, {frequency: VOICE_LIMIT_HZ});
  wave.connect(filter).connect(volume);
  rhythm.connect(depth).connect(volume.gain);
  return {waves: [wave, rhythm], volume};
}

/** The sound that the user hears. @param {AudioContext} context */
function createVoice(context) {
  const output = new MediaStreamAudioDestinationNode(context);
  /** @type {Sound} */
  let playing = 'silence';
  let stop = () => {};

  /** @param {Sound} sound */
  function play(sound) {
    // A page that was not touched yet has no sound.
    void context.resume();
    if (sound === playing) return;
    playing = sound;
    stop();
    stop = () => {};
    if (sound === 'silence') return;
    const {waves, volume} = nodesOf(context, sound);
    volume.connect(output);
    for (const wave of waves) wave.start();
    stop = () => {
      for (const wave of waves) wave.stop();
      volume.disconnect();
    };
  }
  return {stream: output.stream, play};
}

/** Hears the user. @param {AudioContext} context @param {RTCPeerConnection} peer */
function listen(context, peer) {
  const ear = createEar();
  const worklet = new AudioWorkletNode(context, 'ear', {numberOfOutputs: 0});
  worklet.port.onmessage = ({data}) => ear.hear(data, context.sampleRate);
  // Chromium decodes a stream only where an element plays it.
  const player = new Audio();
  player.muted = true;
  peer.addEventListener('track', ({track}) => {
    const stream = new MediaStream([track]);
    player.srcObject = stream;
    player.play().catch(() => {});
    context.createMediaStreamSource(stream).connect(worklet);
  });
  return {heard: ear.heard, stop() { player.srcObject = null; }};
}

/** @type {import('./audio.js').OpenFarEnd} */
export async function openPageFarEnd(onLost) {
  const context = new AudioContext();
  await context.audioWorklet.addModule(new URL('./ear-worklet.js', import.meta.url));
  const peer = new RTCPeerConnection();
  const voice = createVoice(context);
  for (const track of voice.stream.getTracks()) peer.addTrack(track, voice.stream);
  const ear = listen(context, peer);
  function stop() {
    ear.stop();
    void context.close();
  }
  return farEndOf(peer, {play: voice.play, heard: ear.heard, stop}, onLost);
}
