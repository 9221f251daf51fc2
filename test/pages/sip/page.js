// A page with a phone of its own: no code of this project but the XML of its calls.
import WebPhone from 'ringcentral-web-phone';

/** The library asks for an encrypted socket, which a simulator on this computer has not. */
const Native = globalThis.WebSocket;
globalThis.WebSocket = class extends Native {
  constructor(url, protocols) {
    super(String(url).replace(/^wss:/, 'ws:'), protocols);
  }
};

const context = new AudioContext();

/** How loud a stream is at a frequency, from 0 to 255. */
function createMeter(stream) {
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  context.createMediaStreamSource(stream).connect(analyser);
  const bins = new Uint8Array(analyser.frequencyBinCount);
  return (hertz) => {
    analyser.getByteFrequencyData(bins);
    const bin = Math.round(hertz * analyser.fftSize / context.sampleRate);
    return Math.max(...bins.slice(bin - 1, bin + 2));
  };
}

const phones = {};

Object.assign(globalThis, {
  async register(sipInfo) {
    await context.resume();
    phones.phone = new WebPhone({sipInfo, autoAnswer: false});
    phones.phone.on('inboundCall', (call) => { phones.call = call; });
    await phones.phone.start();
  },
  async call(number, callerId) {
    phones.call = await phones.phone.call(number, callerId);
    const {sessionId, partyId, state} = phones.call;
    return {sessionId, partyId, state};
  },
  /** The loudest of the tones of ringing and talking; empty while neither is heard. */
  tone() {
    const stream = phones.call?.audioElement?.srcObject;
    if (!stream) return '';
    if (phones.stream !== stream) Object.assign(phones, {stream, meter: createMeter(stream)});
    const [ringing, talking] = [phones.meter(660), phones.meter(440)];
    if (Math.max(ringing, talking) < 100) return '';
    return ringing > talking ? 'ringing' : 'talking';
  },
  act: (name, ...details) => phones.call[name](...details),
  state: () => phones.call?.state,
  remoteNumber: () => phones.call?.remoteNumber,
  unregister: () => phones.phone.dispose(),
  isReady: true,
});
