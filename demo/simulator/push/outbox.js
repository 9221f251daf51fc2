/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 */

/** ms for which a shuffled notification waits for the next one. */
const SHUFFLE_MS = 1000;

/**
 * Sends the frames of one socket, and does to notifications what the options say: they come late,
 * twice, in another order, or not at all.
 */
export class Outbox {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {(text: string) => void} */ #send;
  /** @type {(() => void) | null} */ #releaseHeld = null;
  /** @type {Set<() => void>} */ #cancels = new Set();

  /** @param {SimulatorContext} simulator @param {(text: string) => void} send */
  constructor(simulator, send) {
    this.#simulator = simulator;
    this.#send = send;
  }

  /** @param {string} text */
  send(text) {
    if (!this.#simulator.options.pushSilent) this.#send(text);
  }

  /** @param {string} text */
  notify(text) {
    const {pushDelay, pushDuplicates, pushShuffled} = this.#simulator.options;
    const deliver = () => {
      this.send(text);
      if (pushDuplicates) this.send(text);
    };
    if (pushDelay > 0) this.#later(pushDelay, deliver);
    else if (pushShuffled) this.#shuffle(deliver);
    else deliver();
  }

  /** Nothing more is sent. */
  close() {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#releaseHeld = null;
  }

  /** @param {() => void} deliver */
  #shuffle(deliver) {
    const releaseHeld = this.#releaseHeld;
    if (releaseHeld) {
      deliver();
      return releaseHeld();
    }
    const cancel = this.#later(SHUFFLE_MS, () => this.#releaseHeld?.());
    this.#releaseHeld = () => {
      cancel();
      this.#releaseHeld = null;
      deliver();
    };
  }

  /** @param {number} ms @param {() => void} action */
  #later(ms, action) {
    const cancelTimer = this.#simulator.schedule(ms, () => {
      this.#cancels.delete(cancel);
      action();
    });
    const cancel = () => {
      this.#cancels.delete(cancel);
      cancelTimer();
    };
    this.#cancels.add(cancel);
    return cancel;
  }
}
