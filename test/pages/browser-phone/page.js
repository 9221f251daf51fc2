// A page with nothing but the phone of a tab, which a test steers.
import {createPhone} from '../../../src/browser-calls/phone.ts';
import WebPhone from '../../../src/vendor/ringcentral-web-phone.js';

/** What was made so far, and the tracks of microphones. */
const made = {peers: [], contexts: [], tracks: []};

function count(name, list) {
  globalThis[name] = class extends globalThis[name] {
    constructor(...details) {
      super(...details);
      list.push(this);
    }
  };
}
count('RTCPeerConnection', made.peers);
count('AudioContext', made.contexts);

/** A platform that names no stream. */
const {setRemoteDescription} = RTCPeerConnection.prototype;
RTCPeerConnection.prototype.setRemoteDescription = function ({type, sdp}) {
  return setRemoteDescription.call(this, {type, sdp: sdp.replace(/a=.*msid.*\r\n/g, '')});
};

const {mediaDevices} = navigator;
const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = async (constraints) => {
  const stream = await getUserMedia(constraints);
  made.tracks.push(...stream.getTracks());
  return stream;
};

/** The library keeps its calls in a list of its own. */
let sessions = [];
const {call} = WebPhone.prototype;
WebPhone.prototype.call = function (...details) {
  sessions = this.callSessions;
  return call.apply(this, details);
};

/** How much faster than the world's the clock of the page runs. */
let speed = 1;
const {setTimeout} = globalThis;
globalThis.setTimeout = (callback, ms = 0) => setTimeout(callback, ms / speed);

const events = [];
const violations = [];
addEventListener('securitypolicyviolation', ({violatedDirective}) => violations.push(violatedDirective));
const errors = [];
addEventListener('unhandledrejection', ({reason}) => errors.push(String(reason)));
addEventListener('error', ({message}) => errors.push(message));

let line;
let sessionId;
let devices = {microphones: [], speakers: []};

const lineListener = {
  onRinging(id) {
    sessionId = id;
    events.push('ringing');
  },
  onSound: () => events.push('sound'),
  onProblem: (problem) => events.push(`problem ${problem?.code ?? 'none'}`),
  onEnd: ({by, problem}) => events.push(['end', by, problem?.code, problem?.why, problem?.leg].filter(Boolean).join(' ')),
};

const phone = createPhone({
  onConnection: (isConnected) => events.push(isConnected ? 'connected' : 'disconnected'),
  onRefused: ({code}) => events.push(`refused ${code}`),
  onInboundLine(inboundLine) {
    line = inboundLine;
    ({sessionId} = line);
    line.listen(lineListener);
    events.push('inbound');
  },
  onDevices(nextDevices) { devices = nextDevices; },
});

const isLive = ({readyState}) => readyState === 'live';

/** Names what a promise rejects with. */
const outcome = (promise) => promise.then(() => 'done', (error) => error.problem?.code ?? String(error));

Object.assign(globalThis, {
  register: (sipInfo, instanceId) => outcome(phone.register(sipInfo, instanceId)),
  unregister: () => outcome(phone.unregister()),
  call(to, callerId) {
    sessionId = undefined;
    line = phone.call(to, callerId, lineListener);
  },
  act: (name, ...details) => outcome(line[name](...details)),
  choose: (chosen) => phone.chooseDevices(chosen),
  levels: () => line.soundLevels(),
  sessionId: () => sessionId,
  line: () => line,
  hurry(nextSpeed) { speed = nextSpeed; },
  /** What was told since the last look. */
  told: () => events.splice(0),
  has: (event) => events.includes(event),
  devices: () => devices,
  made: () => ({
    sessions: sessions.length,
    peers: made.peers.filter(({connectionState}) => connectionState !== 'closed').length,
    contexts: made.contexts.length,
    tracks: made.tracks.filter(isLive).length,
  }),
  microphoneIds: () => made.tracks.filter(isLive).map((track) => track.getSettings().deviceId),
  /** As if it was pulled out. */
  unplug() {
    for (const track of made.tracks.filter(isLive)) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  },
  violations: () => violations,
  errors: () => errors,
  isReady: true,
});
