/** A ring tone while this tab rings as a phone: two soft notes, and a pause. */
import type {ReactiveController} from 'lit';
import type {Inbound} from '../../../store/types.js';
import {inboundState} from '../caller.js';
import type {AlertsHost, RingSources} from './ring-notifier.js';

/** Browsers let a page play a sound once the user has touched it. */
const FIRST_TOUCHES = ['pointerup', 'keydown'] as const;

const NOTES_HZ = [659.26, 523.25];
const NOTE_S = 0.45;
const REPEAT_S = 3;
/** No phone rings for longer. */
const MAX_REPEATS = 60;
const VOLUME = 0.12;
const FADE_S = 0.03;

export class RingTone implements ReactiveController {
  /** Absent while it is silent. */
  #audio: AudioContext | undefined;

  constructor(private readonly host: AlertsHost, private readonly sources: RingSources) {
    host.addController(this);
    host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  hostUpdated(): void {
    const {host, sources: {cards, events}} = this;
    const isWanted = host.ring && host.isConnected && events.isFirst;
    if (!isWanted || !cards.current.some((call) => this.#rings(call))) return this.#stop();
    for (const type of FIRST_TOUCHES) document.addEventListener(type, this, true);
    if (navigator.userActivation?.hasBeenActive) this.#play();
  }

  /** The user touches the page. Some browsers want that at each ring. */
  handleEvent(): void {
    this.#play();
    if (this.#audio?.state === 'suspended') void this.#audio.resume();
  }

  /** A call that is being answered rings no longer for the user. */
  #rings(call: Inbound): boolean {
    const isRinging = inboundState(call) === 'ringing' && call.tab === 'this';
    return isRinging && !this.sources.answers.isBusy(call);
  }

  #play(): void {
    if (this.#audio) return;
    const audio = this.#audio = new AudioContext();
    const gain = audio.createGain();
    const oscillator = audio.createOscillator();
    gain.gain.value = 0;
    oscillator.connect(gain).connect(audio.destination);
    // All of it is scheduled now: timers of a hidden tab are late.
    for (let repeat = 0; repeat < MAX_REPEATS; repeat++) {
      NOTES_HZ.forEach((frequency, index) => {
        const start = audio.currentTime + repeat * REPEAT_S + index * NOTE_S;
        oscillator.frequency.setValueAtTime(frequency, start);
        gain.gain.setTargetAtTime(VOLUME, start, FADE_S);
        gain.gain.setTargetAtTime(0, start + NOTE_S - 4 * FADE_S, FADE_S);
      });
    }
    oscillator.start();
  }

  #stop(): void {
    for (const type of FIRST_TOUCHES) document.removeEventListener(type, this, true);
    this.#audio?.close().catch(() => undefined);
    this.#audio = undefined;
  }
}
