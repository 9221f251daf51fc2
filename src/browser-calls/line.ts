/**
 * One call of the phone. The library speaks for it; here each of its steps gets a limit in time,
 * and each end leaves nothing behind.
 */
import type {CallSession} from '../vendor/ringcentral-web-phone.js';
import type {SoundLevels} from '../store/browser-phone-types.js';
import {
  PhoneError, type ChosenDevices, type InboundLine, type LineEnd, type LineListener,
  type PhoneProblem,
} from '../store/phone-port.js';
import {endOf, isGone, isLost, requestProblem, SipError} from './call-failure.js';
import {declineCall, endCall, isInbound, refuseBadOffers, serverIdOf} from './library-session.js';
import type {SipClient} from './sip-client.js';
import {SoundSession} from './sound-session.js';

/** For so long a phone rings at most. */
const RINGING_TIMEOUT_MS = 180_000;
/** Within this the sound has to flow. */
const SOUND_TIMEOUT_MS = 15_000;

const NO_NETWORK: PhoneProblem = {code: 'offline'};
const NO_SOUND: PhoneProblem = {code: 'unreachable', leg: 'caller'};

interface LineHost {
  readonly client: SipClient;
  readonly stunServers: readonly string[];
  readonly chosenDevices: () => ChosenDevices;
  onMicrophone(): void;
  /** It has sound now. */
  onSound(): void;
  onEnd(line: PhoneLine): void;
}

export class PhoneLine implements InboundLine {
  readonly session: CallSession;
  readonly sound: SoundSession;
  readonly sessionId: string | undefined;
  /** RingCentral's id of a call that rings here. */
  readonly serverId: string | undefined;
  readonly #host: LineHost;
  #listener: LineListener | null = null;
  #hasSound = false;
  #isOver = false;
  #isHeld = false;
  #answering: Promise<void> | null = null;
  #ending = Promise.resolve();
  #microphoneProblem: PhoneProblem | null = null;
  #toldProblem: PhoneProblem | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: CallSession, host: LineHost) {
    this.session = session;
    this.sessionId = session.sessionId;
    this.#host = host;
    this.sound = new SoundSession({
      stunServers: host.stunServers,
      chosenDevices: host.chosenDevices,
      onMicrophone: () => host.onMicrophone(),
      onStateChange: () => this.#handleSoundState(),
      onFailure: () => { if (!this.#hasSound) this.#fail(NO_SOUND); },
      onProblem: (problem) => {
        this.#microphoneProblem = problem;
        this.#tellProblem();
      },
    });
    this.serverId = isInbound(session) ? serverIdOf(session) : undefined;
    refuseBadOffers(session, host.client);
    this.#listenToLibrary();
  }

  get hasSound(): boolean {
    return this.#hasSound && !this.#isOver;
  }

  listen(listener: LineListener): void {
    this.#listener = listener;
  }

  async answer(): Promise<void> {
    const {session} = this;
    if (this.#isOver || !isInbound(session)) throw new PhoneError({code: 'not-now'});
    this.#answering ??= session.answer();
    try {
      await this.#answering;
    } catch (error) {
      this.#answering = null;
      // It still rings, and may be answered with a microphone.
      this.sound.dispose();
      throw new PhoneError(requestProblem(error));
    }
  }

  async decline(): Promise<void> {
    const {session} = this;
    if (this.#isOver || !isInbound(session)) return;
    const declining = declineCall(session, this.#host.client);
    await declining.catch((error) => { throw new PhoneError(requestProblem(error)); });
    this.finish({by: 'user'});
  }

  hangUp(): Promise<void> {
    const {session} = this;
    return isInbound(session) && session.state !== 'answered' ? this.decline() : this.leave();
  }

  /** Ends it. A call that rings here goes on ringing elsewhere. */
  leave(): Promise<void> {
    return this.#endWith({by: 'user'});
  }

  async hold(isOn: boolean): Promise<void> {
    if (isOn === this.#isHeld) return;
    // The other party hears nothing from the click on.
    this.sound.silence({isHeld: true});
    try {
      await (isOn ? this.session.hold() : this.session.unhold());
      this.#isHeld = isOn;
    } catch (error) {
      this.#handleRefusal(error);
      throw new PhoneError(requestProblem(error));
    } finally {
      this.sound.silence({isHeld: this.#isHeld});
    }
  }

  mute(isOn: boolean): Promise<void> {
    this.sound.silence({isMuted: isOn});
    return Promise.resolve();
  }

  sendDigits(digits: string): Promise<void> {
    return this.sound.sendDigits(digits);
  }

  soundLevels(): SoundLevels {
    return this.sound.levels();
  }

  /** Another phone has taken the call. */
  handleTakenElsewhere(): void {
    if (!this.#answering) this.finish({by: 'platform'});
  }

  handleConnection(isConnected: boolean): void {
    if (isConnected && this.#hasSound) this.#repairSound();
    if (isConnected || this.session.state !== 'ringing') return;
    // The platform rings again, if it still does.
    if (isInbound(this.session)) this.finish({by: 'platform'});
    // The answer may be lost.
    else void this.#endWith({by: 'lost'});
  }

  /** Leaves nothing behind. */
  finish(end: LineEnd): void {
    if (this.#isOver) return;
    this.#close();
    this.#listener?.onEnd(end);
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.session.state !== 'disposed') this.session.dispose();
    this.sound.dispose();
    this.#host.onEnd(this);
  }

  #listenToLibrary(): void {
    const {session} = this;
    session.on('ringing', () => {
      this.#limit(RINGING_TIMEOUT_MS, {code: 'no-answer', leg: 'callee'});
      this.#listener?.onRinging(session.sessionId);
    });
    session.on('answered', () => {
      this.#limit(SOUND_TIMEOUT_MS, NO_SOUND);
      this.#handleSoundState();
    });
    session.on('failed', (subject: string) => {
      this.finish(endOf(new SipError(Number(subject.split(' ')[1]))));
    });
    session.on('disposed', () => this.finish({by: 'platform'}));
  }

  #handleSoundState(): void {
    const {state} = this.sound;
    if (this.#isOver) return;
    if (state === 'connected' && this.session.state === 'answered' && !this.#hasSound) {
      clearTimeout(this.#timer);
      this.#hasSound = true;
      this.#host.onSound();
      this.#listener?.onSound();
    }
    if (state === 'failed' && !this.#hasSound) return this.#fail(NO_SOUND);
    if (state === 'failed') this.#repairSound();
    this.#tellProblem();
  }

  /** After a change of the network, the other side has to hear of the new way. */
  #repairSound(): void {
    if (this.sound.state === 'connected' || !this.#host.client.registration.socket) return;
    this.session.reInvite(!this.#isHeld).catch((error) => this.#handleRefusal(error));
  }

  #handleRefusal(error: unknown): void {
    if (isGone(error)) this.finish({by: 'platform'});
  }

  #tellProblem(): void {
    const isCutOff = this.#hasSound && this.sound.state === 'failed';
    const problem = this.#microphoneProblem ?? (isCutOff ? NO_NETWORK : null);
    if (problem === this.#toldProblem || this.#isOver) return;
    this.#toldProblem = problem;
    this.#listener?.onProblem(problem);
  }

  #limit(limitMs: number, problem: PhoneProblem): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(problem), limitMs);
  }

  readonly #fail = (problem: PhoneProblem): void =>
    void this.#endWith({by: 'failure', problem});

  /** It is silent at once, and over once the platform has been told. Never rejects. */
  #endWith(end: LineEnd): Promise<void> {
    if (this.#isOver) return this.#ending;
    const telling = endCall(this.session, this.#host.client);
    this.#close();
    return this.#ending = telling
      .then(() => end, (error) => isLost(error) ? {by: 'lost'} as const : end)
      .then((known) => this.#listener?.onEnd(known));
  }
}
