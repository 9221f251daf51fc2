/** Plays the other party. It needs no place in the page. */

/** After one of these, browsers let a page sound. */
const GESTURES = ['pointerdown', 'keydown'] as const;

export class Loudspeaker {
  readonly #audio = new Audio();
  readonly #closing = new AbortController();

  constructor(readonly stream: MediaStream) {
    this.#audio.autoplay = true;
    this.#audio.srcObject = stream;
    this.#play();
  }

  /** Undefined = the system's, as where the device is gone. */
  async use(deviceId = ''): Promise<void> {
    if (!('setSinkId' in this.#audio)) return;
    await this.#audio.setSinkId(deviceId).catch(() => this.#audio.setSinkId('')).catch(() => {});
  }

  close(): void {
    this.#closing.abort();
    this.#audio.srcObject = null;
  }

  /** Some browsers play nothing until the user has touched the page. */
  #play(): void {
    const {signal} = this.#closing;
    this.#audio.play().catch(() => {
      if (signal.aborted) return;
      for (const gesture of GESTURES) {
        addEventListener(gesture, () => this.#play(), {once: true, capture: true, signal});
      }
    });
  }
}
