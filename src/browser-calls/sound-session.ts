/** The sound of one call: a microphone, a connection to the platform, and a loudspeaker. */
import type {WebRtcSession} from '../vendor/ringcentral-web-phone.js';
import type {SoundLevels} from '../store/browser-phone-types.js';
import {
  PhoneError, type ChosenDevices, type PhoneProblem,
} from '../store/phone-port.js';
import {sendDigits} from './digits.js';
import {Loudspeaker} from './loudspeaker.js';
import {isMicrophoneAllowed, openMicrophone, type Microphone} from './microphone.js';
import {listSoundDevices} from './sound-devices.js';
import {SoundMeter} from './sound-levels.js';

const GATHERING_TIMEOUT_MS = 2000;
/** How often it is looked whether a microphone that was lost can be had again. */
const MICROPHONE_RETRY_MS = 3000;

interface Silence {
  isHeld: boolean;
  isMuted: boolean;
}

interface SoundOptions {
  onStateChange(): void;
  /** The platform's description cannot be used. */
  onFailure(): void;
  /** The microphone; null = all is well again. */
  onProblem(problem: PhoneProblem | null): void;
  /** It is open: the browser tells the names of devices now. */
  onMicrophone(): void;
  readonly stunServers: readonly string[];
  readonly chosenDevices: () => ChosenDevices;
}

export class SoundSession implements WebRtcSession {
  readonly #options: SoundOptions;
  #peer: RTCPeerConnection | null = null;
  #sender: RTCRtpSender | undefined;
  #microphone: Microphone | null = null;
  #loudspeaker: Loudspeaker | null = null;
  #meters: SoundMeter[] = [];
  readonly #silence: Silence = {isHeld: false, isMuted: false};
  /** Ends the opening of a microphone. */
  #opening = new AbortController();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SoundOptions) {
    this.#options = options;
  }

  async createOffer({iceRestart = false} = {}): Promise<string> {
    const peer = await this.#open();
    return this.#describe(peer, await peer.createOffer({iceRestart}));
  }

  async createAnswer(offer: string): Promise<string> {
    const peer = await this.#open();
    await peer.setRemoteDescription({type: 'offer', sdp: offer});
    return this.#describe(peer, await peer.createAnswer());
  }

  /** Never rejects: the library does not wait for it. */
  async applyAnswer(answer: string): Promise<void> {
    await this.#peer?.setRemoteDescription({type: 'answer', sdp: answer})
      .catch(() => this.#options.onFailure());
  }

  /** The other party hears nothing while there is a reason for it. */
  silence(reasons: Partial<Silence>): void {
    Object.assign(this.#silence, reasons);
    const {isHeld, isMuted} = this.#silence;
    if (!this.#microphone) return;
    const {track} = this.#microphone;
    track.enabled = !isHeld && !isMuted;
    // The click of the user who wants to be heard may bring a lost microphone back.
    if (reasons.isMuted === false && track.readyState !== 'live') void this.#changeMicrophone();
  }

  /** Resolves once all are sent. */
  async sendDigits(digits: string): Promise<void> {
    const {dtmf} = this.#sender ?? {};
    if (!dtmf?.canInsertDTMF) throw new PhoneError({code: 'not-now'});
    await sendDigits(dtmf, digits);
  }

  get state(): RTCPeerConnectionState {
    return this.#peer?.connectionState ?? 'closed';
  }

  levels(): SoundLevels {
    const {stream: own} = this.#microphone ?? {};
    const {stream: other} = this.#loudspeaker ?? {};
    return {microphone: this.#levelOf(own), speaker: this.#levelOf(other)};
  }

  /** Devices were chosen, or plugged in or out. */
  async updateDevices(): Promise<void> {
    const {microphones, speakers} = await listSoundDevices();
    if (!this.#peer) return;
    const {microphone, speaker} = this.#options.chosenDevices();
    const isThere = microphone === undefined || microphones.some(({id}) => id === microphone);
    const isOther = this.#microphone?.deviceId !== microphone && isThere;
    if (isOther || this.#microphone?.track.readyState !== 'live') void this.#changeMicrophone();
    await this.#loudspeaker?.use(speakers.some(({id}) => id === speaker) ? speaker : undefined);
  }

  /** It can be opened again. */
  dispose(): void {
    this.#opening.abort();
    clearTimeout(this.#retryTimer);
    this.#closeMeters();
    this.#loudspeaker?.close();
    this.#loudspeaker = null;
    if (this.#peer) this.#peer.onconnectionstatechange = null;
    this.#peer?.close();
    this.#peer = null;
    this.#closeMicrophone();
  }

  async #open(): Promise<RTCPeerConnection> {
    if (this.#peer) return this.#peer;
    const {track, stream} = await this.#openMicrophone();
    const peer = this.#peer = new RTCPeerConnection({
      iceServers: this.#options.stunServers.map((server) => ({urls: `stun:${server}`})),
    });
    this.#sender = peer.addTrack(track, stream);
    peer.ontrack = ({track: remoteTrack, streams: [remoteStream]}) => {
      this.#loudspeaker?.close();
      // Where the platform names no stream, there is none.
      this.#loudspeaker = new Loudspeaker(remoteStream ?? new MediaStream([remoteTrack]));
      void this.#loudspeaker.use(this.#options.chosenDevices().speaker);
    };
    peer.onconnectionstatechange = () => this.#options.onStateChange();
    return peer;
  }

  async #describe(
    peer: RTCPeerConnection, description: RTCSessionDescriptionInit,
  ): Promise<string> {
    const sdp = await describe(peer, description);
    // Nothing more is sent for a call that has ended meanwhile.
    if (peer !== this.#peer) throw this.#opening.signal.reason as Error;
    return sdp;
  }

  async #openMicrophone(): Promise<Microphone> {
    clearTimeout(this.#retryTimer);
    this.#opening.abort();
    this.#opening = new AbortController();
    const {microphone: deviceId} = this.#options.chosenDevices();
    const microphone = await openMicrophone(deviceId, this.#opening.signal);
    this.#closeMicrophone();
    this.#microphone = microphone;
    this.silence({});
    // It was unplugged, or is no longer allowed.
    microphone.track.onended = () => void this.#changeMicrophone();
    this.#options.onMicrophone();
    return microphone;
  }

  async #changeMicrophone(): Promise<void> {
    try {
      const {track} = await this.#openMicrophone();
      await this.#sender?.replaceTrack(track);
      this.#options.onProblem(null);
    } catch (error) {
      if (!(error instanceof PhoneError)) return;
      this.#options.onProblem(error.problem);
      this.#retryLater();
    }
  }

  /** The user may allow it again, in the settings of the browser: no event of the call tells. */
  #retryLater(): void {
    this.#retryTimer = setTimeout(() => void this.#retryMicrophone(), MICROPHONE_RETRY_MS);
  }

  async #retryMicrophone(): Promise<void> {
    const {signal} = this.#opening;
    const isAllowed = await isMicrophoneAllowed();
    // The call is over, or the microphone is being opened already.
    if (signal.aborted) return;
    if (isAllowed) void this.#changeMicrophone();
    else this.#retryLater();
  }

  #closeMicrophone(): void {
    if (!this.#microphone) return;
    this.#closeMeters();
    this.#microphone.track.onended = null;
    this.#microphone.track.stop();
    this.#microphone = null;
  }

  #levelOf(stream: MediaStream | undefined): number {
    if (!stream) return 0;
    let meter = this.#meters.find((one) => one.stream === stream);
    if (!meter) this.#meters.push(meter = new SoundMeter(stream));
    return meter.read();
  }

  #closeMeters(): void {
    for (const meter of this.#meters.splice(0)) meter.close();
  }
}

/** The description with the addresses of this computer, so far as they are found in time. */
async function describe(
  peer: RTCPeerConnection, description: RTCSessionDescriptionInit,
): Promise<string> {
  await peer.setLocalDescription(description);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GATHERING_TIMEOUT_MS);
    const finish = (): void => {
      // After a restart the state may still be that of the last time.
      const {iceGatheringState, localDescription} = peer;
      const hasAddresses = localDescription?.sdp.includes('a=candidate');
      if (iceGatheringState !== 'complete' || !hasAddresses) return;
      clearTimeout(timer);
      resolve();
    };
    peer.onicegatheringstatechange = finish;
    finish();
  });
  return peer.localDescription?.sdp ?? '';
}
